package kpi

import (
	"hash/fnv"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

var groupings = [4]ledger.By{kpi.ByCompany, ledger.ByBranch, ledger.ByCollector, ledger.BySalesman}

// Screen is the key figures of a day.
type Screen struct {
	desk    *desk.Desk
	reports shell.Query[[4][]kpi.Report]
	tabs    kit.Tabs
	tables  [4]kit.Table
	figure  int  // the chosen one
	explain bool // the pane shows what the figure is made of, not its bars
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.show()
	return s
}

// Title is "KPIs".
func (s *Screen) Title() string { return "KPIs" }

// Capturing is false: no text field.
func (s *Screen) Capturing() bool { return false }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return "KPIs by " + string(groupings[s.tabs.At]), &s.tables[s.tabs.At]
}

// Init asks for the figures.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	return s.reports.Ask(func() (all [4][]kpi.Report, err error) {
		for i, by := range groupings {
			if all[i], err = s.desk.KPIs(kpi.Query{By: by}); err != nil {
				return all, err
			}
		}
		return all, nil
	})
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.reports.Took(msg) {
		s.show()
		return action.Fail(s.reports.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		if !s.tabs.Update(msg) {
			s.tables[s.tabs.At].Update(msg)
		}
		if at := s.tables[0].Cursor(); s.tabs.At == 0 && at >= 0 && at != s.figure {
			s.figure = at
			s.show()
		}
	}
	return action.None
}

// Actions is what can be done with the figures.
func (s *Screen) Actions() []action.Action {
	return []action.Action{{ID: "figure.explain", Label: "explain", Keys: []string{"="},
		Help: "Show the definition of the figure and the numbers it is made of, or its bars again",
		Disabled: func() string {
			if s.report(0) == nil {
				return "there are no figures yet"
			}
			return ""
		}, Run: func() shell.Effect {
			s.explain = !s.explain
			return action.None
		}}}
}

// report is a tab's figures in the company's currency; nil when nothing was ever owed.
func (s *Screen) report(tab int) *kpi.Report {
	if all := s.reports.Value[tab]; len(all) > 0 {
		return &all[0]
	}
	return nil
}

func (s *Screen) chosen() *kpi.Figure { return &kpi.Figures[s.figure] }

// row is the group under the cursor, the company on its tab; only while there is a report.
func (s *Screen) row() *kpi.Row {
	r := s.report(s.tabs.At)
	if at := s.tables[s.tabs.At].Cursor(); s.tabs.At > 0 && at >= 0 && at < len(r.Rows) {
		return &r.Rows[at]
	}
	return &r.Total
}

// show lays the figures out on the tables.
func (s *Screen) show() {
	s.tabs.Items = []string{"company"}
	for i, name := range []string{"", "branches", "collectors", "salesmen"} {
		t, r := &s.tables[i], s.report(i)
		t.Empty = "Nothing was sold or owed yet: bring bills in with : import."
		g := &grid{}
		if i > 0 {
			n := 0
			if r != nil {
				n = len(r.Rows)
			}
			s.tabs.Items = append(s.tabs.Items, name+" "+text.Number(n))
		}
		if r != nil && i == 0 {
			s.layFigures(t, r, g)
		} else if r != nil {
			s.layGroups(t, r, g)
		}
		t.SetRows(g)
	}
}

func (s *Screen) layFigures(t *kit.Table, r *kpi.Report, g *grid) {
	t.Columns = []kit.Column{{Title: "Figure", Flex: 1, Min: 23, Max: 26}}
	months := r.Total.Months
	first := max(len(months)-3, 0)
	for n := first; n < len(months); n++ {
		t.Columns = append(t.Columns, kit.Column{Title: months[n].From.String()[:7], Kind: kit.Amount,
			Drop: len(months) - n})
	}
	t.Columns = append(t.Columns, kit.Column{Title: text.Count(len(months), "month", "months"), Kind: kit.Amount})
	for n := range kpi.Figures {
		f := &kpi.Figures[n]
		cells := []string{f.Name}
		for m := first; m < len(months); m++ {
			cells = append(cells, f.Of(&months[m]).Text(r.Currency.Digits))
		}
		g.add(f.Key, append(cells, f.Of(&r.Total.Total).Text(r.Currency.Digits))...)
	}
}

func (s *Screen) layGroups(t *kit.Table, r *kpi.Report, g *grid) {
	figures := []*kpi.Figure{s.chosen()}
	for _, key := range []string{"collected", "collection_ratio", "dso"} {
		if f, err := kpi.Find(key); err == nil && f.Key != s.chosen().Key {
			figures = append(figures, f)
		}
	}
	t.Columns = []kit.Column{{Title: "Name", Flex: 1, Min: 14, Max: 32}}
	for n, f := range figures {
		t.Columns = append(t.Columns, kit.Column{Title: f.Name, Kind: kit.Amount, Drop: n})
	}
	for n := range r.Rows {
		cells := []string{r.Rows[n].Name}
		for _, f := range figures {
			cells = append(cells, f.Of(&r.Rows[n].Total).Text(r.Currency.Digits))
		}
		g.add(r.Rows[n].Key, cells...)
	}
}

// grid is rows of words made once.
type grid struct {
	keys  []string
	cells [][]string
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

// Tone is plain: no figure is good or bad by itself.
func (g *grid) Tone(_, _ int) theme.Tone { return theme.Plain }

func (g *grid) add(key string, cells ...string) {
	g.keys, g.cells = append(g.keys, key), append(g.cells, cells)
}
