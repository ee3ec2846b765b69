package credit

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/report/credit"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// order is how the rows are ordered.
type order int

const (
	byStatus order = iota // what is worst first, as the list says
	byExposure
	byName
	orders
)

// Screen is the list.
type Screen struct {
	shell.Untyped
	desk                        *desk.Desk
	list                        shell.Query[*credit.Report]
	names                       shell.Query[desk.Lists]
	tabs                        kit.Tabs
	branch, collector, salesman string
	days                        int
	order                       order
	rows                        []*credit.Row
	mixed                       bool // several currencies: amounts name theirs
	table                       kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen { return &Screen{desk: d} }

// Title is "Credit".
func (s *Screen) Title() string { return "Credit" }

// Init asks for the list and the names in use.
func (s *Screen) Init() shell.Effect { return s.load().And(s.names.Ask(s.desk.Lists)) }

func (s *Screen) query() credit.Query {
	q := credit.Query{Days: s.days}
	q.Within = verb.Within(ledger.Scope{By: ledger.ByBranch, Key: s.branch}, ledger.Scope{By: ledger.ByCollector,
		Key: s.collector}, ledger.Scope{By: ledger.BySalesman, Key: s.salesman})
	return q
}

func (s *Screen) load() shell.Effect {
	q := s.query()
	return s.list.Ask(func() (*credit.Report, error) { return s.desk.Credit(q) })
}

// Update takes answers, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.list.Took(msg):
		s.show()
		return action.Fail(s.list.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		if s.tabs.Update(msg) {
			s.show()
			s.table.Select(0)
		} else {
			s.table.Update(msg)
		}
	}
	return action.None
}

// kind is the list of the tab on show.
func (s *Screen) kind() credit.Kind { return credit.Kind(s.tabs.At) }

// show puts the rows of the tab on the table.
func (s *Screen) show() {
	l := s.list.Value
	if l == nil {
		return
	}
	s.tabs.Items = nil
	for k := range credit.Kinds() {
		kind := credit.Kind(k)
		s.tabs.Items = append(s.tabs.Items, kind.String()+" "+text.Number(len(l.List(kind))))
	}
	s.rows, s.mixed = l.List(s.kind()), false
	for _, r := range s.rows {
		s.mixed = s.mixed || r.Currency != s.rows[0].Currency
	}
	switch s.order {
	case byExposure:
		slices.SortStableFunc(s.rows, func(a, b *credit.Row) int {
			return cmp.Compare(b.Exposure.Sum(), a.Exposure.Sum())
		})
	case byName:
		slices.SortStableFunc(s.rows, func(a, b *credit.Row) int {
			return strings.Compare(text.Fold(a.Name), text.Fold(b.Name))
		})
	}
	s.columns()
	s.table.SetRows(rows{s, s.rows})
}

// current is the row under the cursor, nil when there is none.
func (s *Screen) current() *credit.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return nil
}
