package cleaning

import (
	"hash/fnv"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cleaning"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// words are what the screen calls a kind: in a row, and of many.
var words = map[cleaning.Kind]struct{ one, many, key string }{
	cleaning.Residue:       {"residue", "residues", "r"},
	cleaning.Beside:        {"old credit", "old credits", "o"},
	cleaning.CreditBalance: {"credit balance", "credit balances", "c"},
	cleaning.AssumedDue:    {"due assumed", "due assumed", "d"},
	cleaning.LookAlike:     {"look-alike", "look-alikes", "l"},
	cleaning.Unapplied:     {"unapplied", "unapplied", "u"},
}

// Screen is the cleaning list.
type Screen struct {
	shell.Untyped
	desk              *desk.Desk
	list              shell.Query[cleaning.List]
	names             shell.Query[desk.Lists]
	trial             shell.Query[trial]
	tabs              kit.Tabs
	kind              cleaning.Kind // "" is all
	residue           money.Minor
	days              int
	branch, collector string
	rows              []*cleaning.Row
	mixed             bool // several currencies: amounts name theirs
	table             kit.Table
	cols              []int // what the table's columns are
}

// New makes the screen; arg is a cleaning.Kind to start with, or nil for all.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d}
	s.kind, _ = arg.(cleaning.Kind)
	return s
}

// Title is "Cleaning list".
func (s *Screen) Title() string { return "Cleaning list" }

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	had := s.table.Marks() > 0
	s.table.Unmark()
	return had
}

// Init asks for the list and the names in use.
func (s *Screen) Init() shell.Effect { return s.load().And(s.names.Ask(s.desk.Lists)) }

func (s *Screen) load() shell.Effect {
	q := s.query()
	return s.list.Ask(func() (cleaning.List, error) { return s.desk.Cleaning(q) })
}

// Update takes answers, changes the kind and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.list.Took(msg):
		s.show()
		return action.Fail(s.list.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
	case s.trial.Took(msg):
		if s.trial.Err != nil {
			return action.Fail(s.trial.Err)
		}
		return s.confirm(s.trial.Value)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		if s.tabs.Update(msg) {
			s.kind = s.kinds()[s.tabs.At]
			s.table.Unmark()
			s.show()
			s.table.Select(0)
			return action.None
		}
		s.table.Update(msg)
	}
	return action.None
}

// kinds are those the tabs show: all, then each that has rows, and the one chosen.
func (s *Screen) kinds() []cleaning.Kind {
	out := []cleaning.Kind{""}
	for _, k := range cleaning.Kinds {
		if s.list.Value.Counts[k] > 0 || k == s.kind {
			out = append(out, k)
		}
	}
	return out
}

// show puts the rows of the kind on the table.
func (s *Screen) show() {
	l := &s.list.Value
	s.tabs.Items = nil
	kinds := s.kinds()
	for _, k := range kinds {
		name, n := "all", len(l.Rows)
		if k != "" {
			name, n = words[k].many, l.Counts[k]
		}
		s.tabs.Items = append(s.tabs.Items, name+" "+text.Number(n))
	}
	s.tabs.At = max(slices.Index(kinds, s.kind), 0)
	s.rows, s.mixed = nil, false
	set := s.desk.Company()
	home := set.Money()
	for i := range l.Rows {
		if r := &l.Rows[i]; s.kind == "" || r.Kind == s.kind {
			s.rows = append(s.rows, r)
			s.mixed = s.mixed || r.Currency.Code != "" && r.Currency != home
		}
	}
	s.columns()
	s.table.SetRows(rows{s})
}

// The columns a table may have.
const (
	colName = iota
	colWhat
	colNumber
	colDays
	colAmount
	colRemedy
)

func (s *Screen) columns() {
	number := 6
	for _, r := range s.rows {
		number = max(number, kit.Width(numberOf(r)))
	}
	all := map[int]kit.Column{colName: {Title: "Customer", Flex: 1, Min: 17, Max: 44},
		colWhat:   {Title: "What", Width: 14},
		colNumber: {Title: "Number", Width: min(number, 22), Drop: 2},
		colDays:   {Title: "Days", Kind: kit.Count, Drop: 1},
		colAmount: {Title: "Amount", Kind: kit.Amount}, colRemedy: {Title: "Remedy", Width: 15, Parts: " "}}
	switch s.kind { // what the tab says, and what is empty all the way down, has no column
	case "":
		s.cols = []int{colName, colWhat, colNumber, colDays, colAmount, colRemedy}
	case cleaning.CreditBalance:
		s.cols = []int{colName, colAmount, colRemedy}
	case cleaning.LookAlike:
		s.cols = []int{colName, colNumber, colRemedy}
	default:
		s.cols = []int{colName, colNumber, colDays, colAmount, colRemedy}
	}
	s.table.Columns = nil
	for _, c := range s.cols {
		s.table.Columns = append(s.table.Columns, all[c])
	}
	s.table.Empty = "There is nothing to put right."
	switch {
	case s.kind != "" && len(s.list.Value.Rows) > 0:
		s.table.Empty = "There is nothing of this kind to put right; tab shows the others."
	case s.branch != "" || s.collector != "":
		s.table.Empty = "There is nothing to put right here; f chooses whose customers are looked at."
	}
}

// rows shows the list.
type rows struct{ s *Screen }

// Len is how many rows there are.
func (x rows) Len() int { return len(x.s.rows) }

// Key stands for what is wrong, with whom and where.
func (x rows) Key(row int) uint64 {
	r, h := x.s.rows[row], fnv.New64a()
	_, _ = h.Write([]byte(string(r.Kind) + "\x00" + r.Customer + "\x00" + r.Currency.Code + "\x00" + // never fails
		numberOf(r)))
	return h.Sum64()
}

// Cell is a row's word or figure.
func (x rows) Cell(row, col int) string {
	r := x.s.rows[row]
	switch x.s.cols[col] {
	case colName:
		return r.Name
	case colWhat:
		return words[r.Kind].one
	case colNumber:
		return numberOf(r)
	case colDays:
		if r.Date == 0 {
			return ""
		}
		return text.Number(r.Days)
	case colAmount:
		if r.Kind == cleaning.LookAlike {
			return ""
		}
		return x.s.amount(r)
	}
	return remedy(r)
}

// Tone tells money in the customer's favour and what is planned already.
func (x rows) Tone(row, col int) theme.Tone {
	r := x.s.rows[row]
	col = x.s.cols[col]
	switch {
	case col == colRemedy && r.Planned != 0:
		return theme.Good
	case col == colRemedy:
		return theme.Accent
	case col == colAmount && r.Amount < 0:
		return theme.Info
	case col == colName || col == colAmount:
		return theme.Plain
	}
	return theme.Muted
}

func (s *Screen) amount(r *cleaning.Row) string {
	m := text.FormatAmount(r.Amount, r.Currency.Digits)
	if s.mixed {
		return m + " " + r.Currency.Code
	}
	return m
}

// numberOf is a document's number, with its part from the second on, or the code a
// customer looks like.
func numberOf(r *cleaning.Row) string {
	switch {
	case r.Like != "":
		return "like " + r.Like
	case r.Part > 1:
		return r.Number + " part " + text.Number(r.Part)
	}
	return r.Number
}

// remedy is the key and what it does, or what is planned already.
func remedy(r *cleaning.Row) string {
	switch r.Cure() {
	case cleaning.WriteOff:
		return "r write off"
	case cleaning.Apply:
		return "r apply"
	case cleaning.SetDue:
		return "e set due date"
	}
	if r.Planned != 0 {
		return "planned " + text.ShortDate(r.Planned)
	}
	if r.Kind == cleaning.LookAlike {
		return "t plan a check"
	}
	return "t plan a call"
}

// current is the row under the cursor, nil when there is none.
func (s *Screen) current() *cleaning.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return nil
}
