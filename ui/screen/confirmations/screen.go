package confirmations

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/money"
	report "duebook/internal/report/confirmation"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// The first three tabs; after them comes one for each outcome that has letters.
const (
	tabRuns = iota
	tabOld
	tabLetters
)

// The orders of the letters.
const (
	byNumber = iota
	byBalance
	byDifference
	orders
)

// filter narrows the letters; an empty field is any.
type filter struct{ state, who, currency string }

func (f *filter) has(r *report.Row) bool {
	return (f.state == "" || f.state == r.State.String()) && (f.currency == "" || f.currency == r.Currency) &&
		(f.who == "" || strings.Contains(text.Fold(r.Code+" "+r.Name+" "+r.Arabic+" "+r.Latin), text.Fold(f.who)))
}

// Screen is the runs, the letters of one, and whose balance nobody confirmed for long.
type Screen struct {
	shell.Untyped
	desk    *desk.Desk
	runs    shell.Query[[]*report.Report]
	run     shell.Query[*report.Report]
	old     shell.Query[[]report.Old]
	home    shell.Query[uint32] // the run to open with
	id      uint32              // the run whose letters are shown
	code    string              // the customer it was opened for; the run follows it
	months  int
	filter  filter
	order   int
	tabs    kit.Tabs
	bands   []report.Outcome // of the tabs after the first three
	list    []*report.Row
	letters kit.Table
	runList kit.Table
	oldList kit.Table
}

// New makes the screen; opened with a desk.CardArg it shows the letters to that customer.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d, months: 12}
	if a, ok := arg.(desk.CardArg); ok {
		s.code, s.filter.who, s.tabs.At = a.Code, a.Code, tabLetters
	}
	s.runList.Columns = []kit.Column{{Title: "Run", Kind: kit.Count, Width: 4}, {Title: "Cut-off", Kind: kit.Date},
		{Title: "Type", Width: 14}, {Title: "Who", Flex: 1, Min: 14, Max: 44}, {Title: "Letters", Kind: kit.Count},
		{Title: "Confirmed", Width: 9}, {Title: "Covered", Width: 9, Drop: 1},
		{Title: "Reply by", Kind: kit.Date, Drop: 2}}
	s.runList.Empty = "No balance was confirmed yet: a makes a run, with a letter to each account."
	s.letters.Columns = []kit.Column{{Title: "Customer", Flex: 2, Min: 18, Max: 44},
		{Title: "Balance", Kind: kit.Amount}, {Title: "State", Width: 21}, {Title: "Theirs", Kind: kit.Amount},
		{Title: "Difference", Kind: kit.Amount, Drop: 1},
		{Title: "Unexplained", Kind: kit.Amount, Drop: 2}, {Title: "Signed by", Width: 14, Drop: 3}}
	s.oldList.Columns = []kit.Column{{Title: "Customer", Flex: 2, Min: 18, Max: 44},
		{Title: "Balance", Kind: kit.Amount}, {Title: "Last cut-off", Kind: kit.Date, Width: 12},
		{Title: "Confirmed", Kind: kit.Amount}, {Title: "Signed by", Width: 18, Drop: 1}}
	return s
}

// Title is "Confirmations".
func (s *Screen) Title() string { return "Confirmations" }

// Back takes the marks away, then the filter: esc does so before it leaves.
func (s *Screen) Back() bool {
	switch {
	case s.tabs.At < tabLetters:
		return false
	case s.letters.Marks() > 0:
		s.letters.Unmark()
	case s.filter != filter{} && s.filter != filter{who: s.code}:
		s.filter = filter{}
		s.show()
	default:
		return false
	}
	return true
}

// Init asks for the runs.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	months := s.months
	out := s.runs.Ask(s.desk.Confirmations).And(s.old.Ask(func() ([]report.Old, error) {
		return s.desk.NotConfirmed(months)
	}))
	if id := s.id; id != 0 {
		out = out.And(s.run.Ask(func() (*report.Report, error) { return s.desk.Confirmation(id) }))
	}
	return out
}

// first shows the newest run, or the newest with a letter to the customer the screen was
// opened for.
func (s *Screen) first(newest uint32) shell.Effect {
	if s.code == "" {
		s.id = newest
		return s.load()
	}
	code := s.code
	return s.home.Ask(func() (uint32, error) {
		id, err := s.desk.ConfirmationOf(code)
		return cmp.Or(id, newest), err
	})
}

// pick shows the letters of a run.
func (s *Screen) pick(id uint32) shell.Effect {
	s.id, s.tabs.At, s.filter, s.code = id, tabLetters, filter{}, ""
	s.letters.Unmark()
	s.letters.Select(0)
	return s.load()
}

// Update takes answers and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.runs.Took(msg):
		s.show()
		if all := s.runs.Value; s.id == 0 && len(all) > 0 {
			return s.first(all[0].Run.ID)
		}
		return action.Fail(s.runs.Err)
	case s.home.Took(msg):
		s.id = s.home.Value
		return action.Fail(s.home.Err).And(s.load())
	case s.run.Took(msg):
		s.show()
		return action.Fail(s.run.Err)
	case s.old.Took(msg):
		s.show()
		return action.Fail(s.old.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		table := s.table()
		switch {
		case s.tabs.Update(msg):
			s.letters.Unmark()
			s.show()
		case msg.String() == " " && table != &s.letters:
		default:
			table.Update(msg)
		}
	}
	return action.None
}

// table is the one on show.
func (s *Screen) table() *kit.Table {
	switch s.tabs.At {
	case tabRuns:
		return &s.runList
	case tabOld:
		return &s.oldList
	}
	return &s.letters
}

func (s *Screen) show() {
	s.tabs.Items = []string{"runs " + text.Number(len(s.runs.Value)),
		"unconfirmed " + text.Number(len(s.old.Value))}
	s.runList.SetRows(runs{s.runs.Value})
	s.oldList.SetRows(olds{s.old.Value})
	s.oldList.Empty = "Every balance was confirmed within " + text.Count(s.months, "month", "months") +
		"; f looks further back."
	s.bands, s.list = nil, nil
	if rep := s.run.Value; rep != nil {
		s.sort(rep)
	}
	if s.run.Value == nil && s.tabs.At > tabOld {
		s.tabs.Items = append(s.tabs.Items, "letters")
	}
	if s.runs.Asked && len(s.runs.Value) == 0 && s.tabs.At > tabOld {
		s.tabs.Items, s.tabs.At = s.tabs.Items[:tabLetters], tabRuns
	}
	s.letters.Empty = "No letter."
	if s.filter != (filter{}) {
		s.letters.Empty = "No such letter in this run; esc or f changes what is shown."
	}
	s.letters.Sort, s.letters.Desc = [orders]int{0, 2, 5}[s.order], true
	if size := func(m money.Minor) money.Minor { return max(m, -m) }; s.order != byNumber {
		s.list = slices.Clone(s.list)
		slices.SortStableFunc(s.list, func(a, b *report.Row) int {
			if s.order == byBalance {
				return cmp.Compare(size(b.Balance), size(a.Balance))
			}
			return cmp.Compare(size(b.Difference()), size(a.Difference()))
		})
	}
	s.letters.SetRows(rows{s.list})
}

// sort puts the letters that pass the filter on their tabs.
func (s *Screen) sort(rep *report.Report) {
	shown, of := 0, [report.Outcomes][]*report.Row{}
	var all []*report.Row
	for i := range rep.Rows {
		r := &rep.Rows[i]
		if s.filter.has(r) {
			shown++
			all, of[r.Outcome] = append(all, r), append(of[r.Outcome], r)
		}
	}
	s.tabs.Items = append(s.tabs.Items, "letters "+text.Number(shown))
	for o, list := range of {
		if len(list) > 0 {
			s.bands = append(s.bands, report.Outcome(o))
			s.tabs.Items = append(s.tabs.Items, report.Outcome(o).String()+" "+text.Number(len(list)))
		}
	}
	s.tabs.At = min(s.tabs.At, len(s.tabs.Items)-1)
	if s.list = all; s.tabs.At > tabLetters {
		s.list = of[s.bands[s.tabs.At-tabLetters-1]]
	}
}

// letter is the letter under the cursor, nil when there is none.
func (s *Screen) letter() *report.Row {
	if at := s.letters.Cursor(); s.tabs.At >= tabLetters && at >= 0 && at < len(s.list) {
		return s.list[at]
	}
	return nil
}

// chosen is the run under the cursor, nil when there is none.
func (s *Screen) chosen() *report.Report {
	if at := s.runList.Cursor(); at >= 0 && at < len(s.runs.Value) {
		return s.runs.Value[at]
	}
	return nil
}

// forgotten is whose balance nobody confirmed, under the cursor; nil when there is none.
func (s *Screen) forgotten() *report.Old {
	if at := s.oldList.Cursor(); s.tabs.At == tabOld && at >= 0 && at < len(s.old.Value) {
		return &s.old.Value[at]
	}
	return nil
}
