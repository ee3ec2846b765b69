package provision

import (
	"hash/fnv"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/provision"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	tabBuckets = iota
	tabCustomers
	tabBranches
	tabRates
	tabSpecific
)

var groupings = []provision.By{provision.ByBucket, provision.ByCustomer, provision.ByBranch}

// place is a row of a report, by where it stands.
type place struct {
	report *provision.Report
	row    *provision.Row
}

// Screen is the provision of a day.
type Screen struct {
	shell.Untyped
	desk      *desk.Desk
	since     civil.Date // 0: no movement
	reports   shell.Query[[3][]provision.Report]
	decisions shell.Query[desk.ProvisionDecisions]
	tabs      kit.Tabs
	tables    [5]kit.Table
	places    [3][]place
}

// New makes the screen; an argument of this package opens the lines of a row.
func New(d *desk.Desk, arg any) shell.Screen {
	if p, ok := arg.(part); ok {
		return &Lines{desk: d, part: p}
	}
	s := &Screen{desk: d}
	s.show()
	return s
}

// Title is "Provision".
func (s *Screen) Title() string { return "Provision" }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return "provision " + []string{"by bucket", "by customer", "by branch", "rates", "of single customers"}[s.tabs.At],
		&s.tables[s.tabs.At]
}

// Init asks for the figures and the decisions.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	since := s.since
	return s.reports.Ask(func() (all [3][]provision.Report, err error) {
		for i, by := range groupings {
			if all[i], err = s.desk.Provision(provision.Query{By: by, Since: since}); err != nil {
				return all, err
			}
		}
		return all, nil
	}).And(s.decisions.Ask(s.desk.ProvisionDecisions))
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.reports.Took(msg):
		s.show()
		return action.Fail(s.reports.Err)
	case s.decisions.Took(msg):
		s.show()
		return action.Fail(s.decisions.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		if s.since >= s.desk.AsOf() { // another day is on show now
			s.since = 0
		}
		return s.load()
	case tea.KeyMsg:
		if !s.tabs.Update(msg) {
			s.tables[s.tabs.At].Update(msg)
		}
	}
	return action.None
}

// show lays the answers out on the tables.
func (s *Screen) show() {
	for i := range s.places {
		s.places[i] = nil
		for n := range s.reports.Value[i] {
			r := &s.reports.Value[i][n]
			for j := range r.Rows {
				s.places[i] = append(s.places[i], place{r, &r.Rows[j]})
			}
		}
		if i != tabBuckets {
			slices.SortStableFunc(s.places[i], func(a, b place) int {
				return int(min(max(b.row.Provision-a.row.Provision, -1), 1))
			})
		}
		s.lay(i)
	}
	d := &s.decisions.Value
	s.layRates(d.Rates)
	s.laySpecific(d.Specific)
	s.tabs.Items = []string{"buckets", "customers " + text.Number(len(s.places[tabCustomers])),
		"branches " + text.Number(len(s.places[tabBranches])), "rates " + text.Number(len(d.Rates)),
		"single customers " + text.Number(len(d.Specific))}
}

// several says that more than one currency is on show.
func (s *Screen) several() bool { return len(s.reports.Value[0]) > 1 }

// current is the row under the cursor of the figures; nil on the other tabs.
func (s *Screen) current() *place {
	if s.tabs.At > tabBranches {
		return nil
	}
	if at := s.tables[s.tabs.At].Cursor(); at >= 0 && at < len(s.places[s.tabs.At]) {
		return &s.places[s.tabs.At][at]
	}
	return nil
}

// specific is the decision under the cursor; nil elsewhere.
func (s *Screen) specific() *desk.ProvisionSpecific {
	all := s.decisions.Value.Specific
	if at := s.tables[tabSpecific].Cursor(); s.tabs.At == tabSpecific && at >= 0 && at < len(all) {
		return &all[at]
	}
	return nil
}

// code is the customer under the cursor, "" when there is none.
func (s *Screen) code() string {
	if p := s.current(); p != nil && s.tabs.At == tabCustomers {
		return p.row.Key
	}
	if x := s.specific(); x != nil {
		return x.Code
	}
	return ""
}

// grid is rows of words made once.
type grid struct {
	keys  []string
	cells [][]string
	tone  func(row, col int) theme.Tone
}

// Len is how many rows there are.
func (g *grid) Len() int { return len(g.cells) }

// Key stands for a row.
func (g *grid) Key(row int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(g.keys[row])) // never fails
	return h.Sum64()
}

// Cell is a word or figure.
func (g *grid) Cell(row, col int) string { return g.cells[row][col] }

// Tone is what a column warns of.
func (g *grid) Tone(row, col int) theme.Tone { return g.tone(row, col) }

func (g *grid) add(key string, cells ...string) {
	g.keys, g.cells = append(g.keys, key), append(g.cells, cells)
}
