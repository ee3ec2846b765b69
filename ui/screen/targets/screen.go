// Package targets is the screen of a month's targets: officers propose, supervisors agree
// or reject, and everybody sees what came in, the rate and the gap, for the company or by
// branch, collector and salesman.
//
//	 company   branches   [collectors]  salesmen
//	 ‹ 2026-11 ›   SAR   17 of 22 working days over
//	   Name            Target     Collected  Achieved      Ahead of it  State
//	▸  Huda Karim  4,000,000.00  1,368,779.40   34.2%  -1,722,129.69    agreed
//	 ─ Huda Karim ──────────────────────────────
//	 Collected          ██████             1,368,779.40
//	 Expected by now    █████████████████  3,090,909.09
//
// The package must never reckon a figure, nor decide who may agree: the book does.
package targets

import (
	"hash/fnv"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/targets"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

var groupings = []string{"company", "branch", "collector", "salesman"}

// Screen is the targets of a month.
type Screen struct {
	shell.Untyped
	desk     *desk.Desk
	month    civil.Date // its first day; 0: that of the day that is read
	currency money.Currency
	list     shell.Query[answer]
	known    map[string][]targets.Report // by grouping, of the month
	tabs     kit.Tabs
	tables   [4]kit.Table
}

// answer is the targets of one grouping in all currencies.
type answer struct {
	by   string
	all  []targets.Report
	mine string // the collector who sits here
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d, known: map[string][]targets.Report{}}
	s.tabs.Items = []string{"company", "branches", "collectors", "salesmen"}
	s.tabs.At = 2
	for n := range s.tables {
		t := &s.tables[n]
		t.Empty = "Nothing is due and nothing came in: there is nothing to set a target for."
		t.Columns = []kit.Column{{Title: "Name", Flex: 1, Min: 12, Max: 34}, {Title: "Target", Kind: kit.Amount},
			{Title: "Collected", Kind: kit.Amount}, {Title: "Achieved", Kind: kit.Amount},
			{Title: "Ahead", Kind: kit.Amount, Drop: 2}, {Title: "At this rate", Kind: kit.Amount, Drop: 4},
			{Title: "Of due", Kind: kit.Amount, Drop: 5}, {Title: "Of sales", Kind: kit.Amount, Drop: 6},
			{Title: "Due", Kind: kit.Amount, Drop: 3}, {Title: "State", Width: 14}}
	}
	return s
}

// Title is "Targets".
func (s *Screen) Title() string { return "Targets" }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return "targets of " + s.first().String()[:7] + " by " + groupings[s.tabs.At], &s.tables[s.tabs.At]
}

// Init asks for the targets of the tab on show.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	clear(s.known)
	return s.ask()
}

func (s *Screen) ask() shell.Effect {
	by, month := groupings[s.tabs.At], s.first()
	return s.list.Ask(func() (answer, error) {
		mine, err := s.desk.OwnCollector()
		if err != nil {
			return answer{}, err
		}
		all, err := s.desk.Targets(targets.Query{By: by, Month: month})
		return answer{by, all, mine}, err
	})
}

// first is the first day of the month on show.
func (s *Screen) first() civil.Date {
	if s.month == 0 {
		return s.desk.AsOf().StartOfMonth()
	}
	return s.month
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		first := s.tables[s.tabs.At].Len() == 0
		if s.list.Err == nil {
			s.known[s.list.Value.by] = s.list.Value.all
		}
		if s.show(); first && s.list.Value.by == "collector" {
			s.tables[s.tabs.At].SelectKey(keyOf(s.list.Value.mine))
		}
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
	switch k.String() {
	case "left", "right":
		by := 1
		if k.String() == "left" {
			by = -1
		}
		s.month = s.first().AddMonths(by)
		return s.load()
	}
	if !s.tabs.Update(k) {
		s.tables[s.tabs.At].Update(k)
		return action.None
	}
	if s.known[groupings[s.tabs.At]] == nil {
		return s.ask()
	}
	s.show()
	return action.None
}

// report is the targets on show; nil until they are there.
func (s *Screen) report() *targets.Report {
	all := s.known[groupings[s.tabs.At]]
	for n := range all {
		if all[n].Currency == s.currency {
			return &all[n]
		}
	}
	if len(all) > 0 {
		return &all[0]
	}
	return nil
}

// waiting are the marked rows whose proposals wait.
func (s *Screen) waiting() (out []*targets.Row) {
	r := s.report()
	if r == nil || s.tables[s.tabs.At].Marks() == 0 {
		return nil
	}
	for _, n := range s.tables[s.tabs.At].Marked() {
		if r.Rows[n].Waits != nil {
			out = append(out, &r.Rows[n])
		}
	}
	return out
}

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	had := s.tables[s.tabs.At].Marks() > 0
	s.tables[s.tabs.At].Unmark()
	return had
}

// row is the one under the cursor; nil when there is none.
func (s *Screen) row() *targets.Row {
	r := s.report()
	if at := s.tables[s.tabs.At].Cursor(); r != nil && at >= 0 && at < len(r.Rows) {
		return &r.Rows[at]
	}
	return nil
}

func (s *Screen) show() {
	r := s.report()
	t := &s.tables[s.tabs.At]
	t.Totals = nil
	if r == nil {
		t.SetRows(nil)
		return
	}
	if len(r.Rows) > 1 {
		total := rows{&targets.Report{Rows: []targets.Row{r.Total}, Currency: r.Currency}}
		t.Totals = func(col int) string {
			if col == 9 {
				return ""
			}
			return total.Cell(0, col)
		}
	}
	t.SetRows(rows{r})
}

// rows shows a report.
type rows struct{ of *targets.Report }

// shown are the figures of the columns, from the second on.
var shown = []*targets.Figure{targets.Find("target"), targets.Find("collected"), targets.Find("achieved"),
	targets.Find("ahead"), targets.Find("projected"), targets.Find("of_base"), targets.Find("of_sales")}

// Len is how many rows there are.
func (x rows) Len() int { return len(x.of.Rows) }

// Key stands for a branch or person.
func (x rows) Key(row int) uint64 { return keyOf(x.of.Rows[row].Name) }

func keyOf(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text.Fold(name))) // never fails
	return h.Sum64()
}

// Cell is a name, a figure or the state.
func (x rows) Cell(row, col int) string {
	w := &x.of.Rows[row]
	switch {
	case col == 0:
		return w.Name
	case col <= len(shown):
		return shown[col-1].Of(w).Text(x.of.Currency.Digits)
	case col == 8:
		return text.FormatAmount(w.Base.Sum(), x.of.Currency.Digits)
	case w.Agreed && w.Waits != nil:
		return "agreed, anew"
	}
	return w.State()
}

// Tone marks what lies behind, and what waits.
func (x rows) Tone(row, col int) theme.Tone {
	w := &x.of.Rows[row]
	ahead := targets.Find("ahead").Of(w)
	switch {
	case col == 4 && !ahead.None && ahead.N < 0:
		return theme.Bad
	case col == 4 && !ahead.None:
		return theme.Good
	case col == 9 && w.Waits != nil:
		return theme.Accent
	case col == 9 && w.Refused != nil:
		return theme.Warn
	case col == 9 && !w.Agreed:
		return theme.Muted
	}
	return theme.Plain
}
