package copies

import (
	"hash/fnv"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/proof"
	"duebook/internal/desk"
	"duebook/internal/report/copies"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	tabList = iota
	tabPeople
	tabAudit
)

// Screen is the list of copies and the audit.
type Screen struct {
	desk   *desk.Desk
	query  copies.Query
	list   shell.Query[copies.List]
	names  shell.Query[desk.Lists]
	tabs   kit.Tabs
	table  kit.Table
	people kit.Table
	audit  audit
}

// New makes the screen; the argument "audit" opens it on the audit.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = []kit.Column{{Title: "Bill", Width: 14}, {Title: "Customer", Flex: 3, Min: 16, Max: 44},
		{Title: "With", Flex: 2, Min: 10, Max: 30}, {Title: "State", Width: 12}, {Title: "Days", Kind: kit.Count},
		{Title: "Amount", Kind: kit.Amount, Drop: 1}}
	s.people.Columns = []kit.Column{{Title: "Person", Flex: 1, Min: 12, Max: 40}, {Title: "Out", Kind: kit.Count}}
	for i, a := range copies.Ages() {
		s.people.Columns = append(s.people.Columns, kit.Column{Title: a, Kind: kit.Count,
			Drop: len(copies.Edges) - i})
	}
	for _, name := range []string{"Missing", "Wrong", "Oldest"} {
		s.people.Columns = append(s.people.Columns, kit.Column{Title: name, Kind: kit.Count})
	}
	s.people.Empty = "Nobody has a copy out, missing or wrong."
	s.audit.input.Hint = "the bill's number, typed or scanned"
	s.audit.input.Limit = 120
	if arg == "audit" {
		s.tabs.At = tabAudit
	}
	s.show()
	return s
}

// Title is "Delivery copies".
func (s *Screen) Title() string { return "Delivery copies" }

// Capturing reports whether the audit takes the keys.
func (s *Screen) Capturing() bool { return s.tabs.At == tabAudit && !s.desk.Past() }

// Dirty is false: every copy is posted as it is judged.
func (s *Screen) Dirty() bool { return false }

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	if s.tabs.At != tabList || s.table.Marks() == 0 {
		return false
	}
	s.table.Unmark()
	return true
}

// Init asks for the copies and the names in use.
func (s *Screen) Init() shell.Effect { return s.load().And(s.names.Ask(s.desk.Lists)) }

func (s *Screen) load() shell.Effect {
	q := s.query
	return s.list.Ask(func() (copies.List, error) { return s.desk.Copies(q) })
}

// Update takes answers; in the audit every key is its own.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.list.Took(msg):
		s.show()
		return action.Fail(s.list.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
	case s.audit.found.Took(msg):
		return s.audit.answer()
	case s.audit.posted.Took(msg):
		return s.noted()
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load().And(s.names.Ask(s.desk.Lists))
	case tea.KeyMsg:
		if s.Capturing() {
			return s.judge(msg)
		}
		switch {
		case s.tabs.Update(msg):
		case s.tabs.At == tabPeople && msg.String() != " ":
			s.people.Update(msg)
		case s.tabs.At == tabList:
			s.table.Update(msg)
		}
	}
	return action.None
}

func (s *Screen) show() {
	l := &s.list.Value
	s.tabs.Items = []string{"copies " + text.Number(len(l.Rows)), "by person " + text.Number(len(l.People)), "audit"}
	s.table.Empty = "Every copy that went out is back signed. a notes copies that go out; tab, tab audits a pile."
	if s.query != (copies.Query{}) {
		s.table.Empty = "No copy is as the filter says; f changes it."
	}
	s.table.SetRows(rows{s})
	s.people.SetRows(people{l.People})
}

// rows shows the copies.
type rows struct{ s *Screen }

// Len is how many copies there are.
func (x rows) Len() int { return len(x.s.list.Value.Rows) }

// Key is the bill.
func (x rows) Key(row int) uint64 {
	r := &x.s.list.Value.Rows[row]
	return uint64(r.Account)<<32 | uint64(r.Bill)
}

// Cell is a copy's word or figure.
func (x rows) Cell(row, col int) string {
	r := &x.s.list.Value.Rows[row]
	switch col {
	case 0:
		return r.Number
	case 1:
		return r.Name
	case 2:
		return r.Person
	case 3:
		return state(r)
	case 4:
		return text.Number(r.Days)
	}
	set := x.s.desk.Company()
	if out := text.FormatAmount(r.Amount, r.Money.Digits); r.Money != set.Money() {
		return out + " " + r.Money.Code
	}
	return text.FormatAmount(r.Amount, r.Money.Digits)
}

// state is where a copy is, or what is wrong with it.
func state(r *copies.Row) string {
	if r.State == proof.Discrepancy && r.Fault != 0 {
		return r.Fault.String()
	}
	return r.State.String()
}

// Tone tells what is missing or wrong, and how long a copy is gone.
func (x rows) Tone(row, col int) theme.Tone {
	r := &x.s.list.Value.Rows[row]
	switch {
	case col == 3:
		return tone(r.State)
	case col == 4 && r.State != proof.Signed:
		return theme.Heat(copies.Age(r.Days))
	case col == 1 || col == 0:
		return theme.Plain
	}
	return theme.Muted
}

func tone(s proof.State) theme.Tone {
	switch s {
	case proof.Missing:
		return theme.Bad
	case proof.Discrepancy:
		return theme.Warn
	case proof.Signed:
		return theme.Good
	}
	return theme.Plain
}

// people shows who has copies.
type people struct{ all []copies.Person }

// Len is how many people there are.
func (p people) Len() int { return len(p.all) }

// Key is the person.
func (p people) Key(row int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(p.all[row].Name)) // never fails
	return h.Sum64()
}

// Cell is a person's name or a count.
func (p people) Cell(row, col int) string {
	x := &p.all[row]
	if col == 0 {
		return x.Name
	}
	n := slices.Concat([]int{x.Out}, x.Ages[:], []int{x.Missing, x.Faulty, x.Most})[col-1]
	if n == 0 {
		return ""
	}
	return text.Number(n)
}

// Tone warms with age.
func (p people) Tone(_, col int) theme.Tone {
	switch ages := len(copies.Edges) + 1; {
	case col >= 2 && col < 2+ages:
		return theme.Heat(col - 2)
	case col == 2+ages:
		return theme.Bad
	case col == 3+ages:
		return theme.Warn
	}
	return theme.Plain
}

// current is the copy under the cursor of the list, nil when there is none.
func (s *Screen) current() *copies.Row {
	if at := s.table.Cursor(); s.tabs.At == tabList && at >= 0 && at < len(s.list.Value.Rows) {
		return &s.list.Value.Rows[at]
	}
	return nil
}

// chosen are the numbers of the marked copies, else of the one under the cursor.
func (s *Screen) chosen() (out []string) {
	if s.current() != nil {
		for _, i := range s.table.Marked() {
			out = append(out, s.list.Value.Rows[i].Number)
		}
	}
	return out
}
