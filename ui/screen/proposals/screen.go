// Package proposals is the queue of what may not be done alone: limits, terms, waivers,
// blocks and the like that an officer filled in and a supervisor approves or refuses. What
// is proposed stands there field by field. It must never change what was proposed: who
// wants it otherwise refuses it and says how.
//
//	2 wait   the oldest 3 days
//	[waiting 2]   decided 5   all 7
//	   Since       Days  Customer             By      What
//	▸  2025-06-12     3  Al Noor Trading Co   mona    amount 40000 · a credit limit
package proposals

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/proposal"
	"duebook/internal/desk"
	"duebook/internal/report/proposals"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	tabWaiting = iota
	tabDecided
	tabAll
)

// Screen is the queue.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	query proposals.Query
	list  shell.Query[*proposals.List]
	tabs  kit.Tabs
	rows  []*proposals.Row
	table kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = []kit.Column{{Title: "Since", Kind: kit.Date, Width: 10}, {Title: "Days", Kind: kit.Count},
		{Title: "Customer", Flex: 3, Min: 18, Max: 40}, {Title: "By", Width: 10, Drop: 2},
		{Title: "What", Flex: 5, Min: 20, Max: 80}, {Title: "State", Width: 9, Drop: 1}}
	return s
}

// Title is "Proposals".
func (s *Screen) Title() string { return "Proposals" }

// OnShow is the table that ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) { return "proposals", &s.table }

// Init asks for the list.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	q := s.query
	return s.list.Ask(func() (*proposals.List, error) { return s.desk.Proposals(q) })
}

// Update takes the answer, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		s.show()
		return action.Fail(s.list.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
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

func (s *Screen) show() {
	l := s.list.Value
	if l == nil {
		return
	}
	s.tabs.Items = []string{"waiting " + text.Number(l.Waiting), "decided " + text.Number(len(l.Rows)-l.Waiting),
		"all " + text.Number(len(l.Rows))}
	s.rows = nil
	for i := range l.Rows {
		if r := &l.Rows[i]; s.tabs.At == tabAll || r.Waits() == (s.tabs.At == tabWaiting) {
			s.rows = append(s.rows, r)
		}
	}
	s.table.Empty = "Nothing waits for a supervisor. What an officer may not do alone, a limit, a waiver, a change " +
		"of " +
		"terms, is filled in as ever and comes here."
	if s.tabs.At != tabWaiting || s.query.By != "" {
		s.table.Empty = "There is no such proposal; f and tab choose what is listed."
	}
	s.table.SetRows(rows(s.rows))
}

// current is the proposal under the cursor, nil when there is none.
func (s *Screen) current() *proposals.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return nil
}

// rows shows proposals.
type rows []*proposals.Row

// Len is how many there are.
func (x rows) Len() int { return len(x) }

// Key is the proposal.
func (x rows) Key(row int) uint64 { return uint64(x[row].ID) }

// Cell is a proposal's word or figure.
func (x rows) Cell(row, col int) string {
	r := x[row]
	switch col {
	case 0:
		return r.On.String()
	case 1:
		return text.Number(r.Days)
	case 2:
		return r.Name
	case 3:
		return r.By
	case 4:
		return strings.TrimPrefix(r.Details()+" "+theme.Now().Signs.Dot+" "+r.What, " "+theme.Now().Signs.Dot+" ")
	}
	return r.Decision.Verdict.String()
}

// Tone tells how long it waits, and what became of it.
func (x rows) Tone(row, col int) theme.Tone {
	switch r := x[row]; {
	case col == 5 && r.Decision.Verdict == proposal.Approved:
		return theme.Good
	case col == 5 && r.Decision.Verdict == proposal.Refused:
		return theme.Bad
	case !r.Waits() || col == 3:
		return theme.Muted
	case col == 1 && r.Days > 2:
		return theme.Bad
	}
	return theme.Plain
}

// View draws how many wait, the tabs, the rows, and the one under the cursor.
func (s *Screen) View(w, h int) string {
	if s.list.Value == nil {
		return kit.Waiting(w, h, "Reading the proposals ...", "The list could not be made", s.list.Err)
	}
	below := 0
	if r := s.current(); r != nil {
		below = min(len(s.told(r, w-2))+2, h/2)
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.table.View(w, h-2-below, true),
		s.detail(w, below))
}

func (s *Screen) facts() []kit.Pair {
	l := s.list.Value
	out := []kit.Pair{{Value: text.Number(l.Waiting) + " wait", Tone: theme.Strong}}
	if l.Waiting > 0 {
		out = append(out, kit.Pair{Label: "the oldest", Value: text.Count(l.Rows[0].Days, "day", "days"),
			Tone: theme.Warn})
	}
	if l.By != "" {
		out = append(out, kit.Pair{Label: "proposed by", Value: l.By, Tone: theme.Accent})
	}
	return out
}

// told is what there is to know of a proposal, line by line: what became of it, what is
// proposed, each field, and why.
func (s *Screen) told(r *proposals.Row, w int) []string {
	told := kit.Told{W: w}
	if x := &r.Decision; !r.Waits() {
		said := x.Verdict.String() + " by " + x.By + " on " + text.ShortDate(x.On)
		if x.Self {
			said += ", who had proposed it"
		}
		if x.Text != "" {
			said += ": " + x.Text
		}
		told.Add(rows{r}.Tone(0, 5), said)
	}
	told.Add(theme.Strong, r.By+" proposes "+r.What)
	for _, f := range r.Fields {
		told.Add(theme.Plain, f.Name+": "+f.Value)
	}
	if r.Reason != "" {
		told.Add(theme.Accent, "why: "+r.Reason)
	}
	return told.Lines()
}

// detail tells of the proposal under the cursor.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	title := "Proposal " + text.Number(int(r.ID))
	if r.Code != "" {
		title = r.Code + "  " + r.Name
	}
	return kit.Pane(w, h, title, s.table.Position(), false, func(w, h int) string {
		return kit.Fit(strings.Join(s.told(r, w), "\n"), w, h)
	})
}
