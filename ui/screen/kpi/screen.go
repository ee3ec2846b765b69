package kpi

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

var groupings = [5]ledger.By{kpi.ByCompany, ledger.ByBranch, ledger.ByCollector, ledger.BySalesman, ledger.ByCustomer}

// customers is the tab of customers.
const customers = 4

// Screen is the key figures of a day.
type Screen struct {
	shell.Untyped
	desk     *desk.Desk
	list     shell.Query[answer]
	known    map[int][]kpi.Report // by tab
	rows     []*kpi.Row           // of the group on show, as ordered
	tabs     kit.Tabs
	tables   [5]kit.Table
	months   int
	currency money.Currency // the company's first when nothing is in it
	figure   int            // the chosen one
	byName   bool           // groups are ordered by name, not by the figure
	explain  bool           // the pane shows what the figure is made of, not its bars
}

// answer is the figures of one tab in all currencies.
type answer struct {
	tab int
	all []kpi.Report
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d, months: 12, known: map[int][]kpi.Report{}}
	s.tabs.Items = []string{"company", "branches", "collectors", "salesmen", "customers"}
	s.show()
	return s
}

// Title is "KPIs".
func (s *Screen) Title() string { return "KPIs" }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return "KPIs by " + string(groupings[s.tabs.At]), &s.tables[s.tabs.At]
}

// Init asks for the figures of the company.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	clear(s.known)
	return s.ask()
}

func (s *Screen) ask() shell.Effect {
	tab := s.tabs.At
	from := s.desk.AsOf().StartOfMonth().AddMonths(1 - s.months)
	return s.list.Ask(func() (answer, error) {
		all, err := s.desk.KPIs(kpi.Query{By: groupings[tab], From: from})
		return answer{tab, all}, err
	})
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		if s.list.Err == nil {
			s.known[s.list.Value.tab] = s.list.Value.all
		}
		s.show()
		return action.Fail(s.list.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		return s.key(msg)
	}
	return action.None
}

func (s *Screen) key(k tea.KeyMsg) shell.Effect {
	if s.tabs.Update(k) {
		s.show()
		if _, known := s.known[s.tabs.At]; !known {
			return s.ask()
		}
		return action.None
	}
	s.tables[s.tabs.At].Update(k)
	if at := s.tables[0].Cursor(); s.tabs.At == 0 && at >= 0 {
		s.figure = at
	}
	return action.None
}

// report is the figures on show in the chosen currency, else in the first there is; nil
// when nothing was ever owed, or they are not there yet.
func (s *Screen) report() *kpi.Report {
	all := s.known[s.tabs.At]
	if n := slices.IndexFunc(all, func(r kpi.Report) bool { return r.Currency == s.currency }); n >= 0 {
		return &all[n]
	}
	if len(all) > 0 {
		return &all[0]
	}
	return nil
}

func (s *Screen) chosen() *kpi.Figure { return &kpi.Figures[s.figure] }

// row is the group under the cursor, the company on its tab; only while there is a report.
func (s *Screen) row() *kpi.Row {
	if at := s.tables[s.tabs.At].Cursor(); s.tabs.At > 0 && at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return &s.report().Total
}

// show lays the figures out on the table.
func (s *Screen) show() {
	t, r := &s.tables[s.tabs.At], s.report()
	t.Empty = "Nothing was sold or owed yet: bring bills in with : import."
	s.rows = nil
	switch {
	case r == nil:
		t.SetRows(nil)
	case s.tabs.At == 0:
		s.layFigures(t, r)
	default:
		s.layGroups(t, r)
	}
}
