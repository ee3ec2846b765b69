package due

import (
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/report/due"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// Screen is the schedule, one span of it at a time.
type Screen struct {
	shell.Untyped
	desk              Desk
	period            due.Period
	branch, collector string
	unplanned         bool // only customers without a follow-up
	reports           shell.Query[[]due.Report]
	names             shell.Query[desk.Lists]
	currency          string // the one on show
	number            int    // of the span on show
	customers         []*due.Customer
	order             order
	table             kit.Table
	marked            map[uint32]string // codes of the marked, of every span
	lines             shell.Query[[]due.Line]
	linesOf           place
}

func open(d Desk) *Screen {
	return &Screen{desk: d, period: due.Week, marked: map[uint32]string{}}
}

// Title is "Due bills".
func (s *Screen) Title() string { return "Due bills" }

// Init asks for the schedule and the names in use.
func (s *Screen) Init() shell.Effect { return s.load().And(s.names.Ask(s.desk.Lists)) }

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.reports.Took(msg):
		s.linesOf = place{}
		s.show()
		return action.Fail(s.reports.Err).And(s.loadLines())
	case s.lines.Took(msg):
		return action.Fail(s.lines.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
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
	case "right", "l":
		s.turn(1)
	case "left":
		s.turn(-1)
	case "tab", "shift+tab":
		all := s.reports.Value
		if len(all) > 1 {
			at := slices.IndexFunc(all, func(r due.Report) bool { return r.Currency.Code == s.currency })
			s.currency = all[(at+1)%len(all)].Currency.Code
			s.show()
		}
	default:
		s.table.Update(k)
		s.remember()
	}
	return s.loadLines()
}

// turn shows the span before or after.
func (s *Screen) turn(by int) {
	r := s.report()
	if r == nil || len(r.Spans) == 0 {
		return
	}
	at := slices.IndexFunc(r.Spans, func(x due.Span) bool { return x.Number == s.number })
	s.number = r.Spans[min(max(at+by, 0), len(r.Spans)-1)].Number
	s.show()
	s.table.Select(0)
}

// report is the one on show, nil when nothing is open.
func (s *Screen) report() *due.Report {
	all := s.reports.Value
	if len(all) == 0 {
		return nil
	}
	at := slices.IndexFunc(all, func(r due.Report) bool { return r.Currency.Code == s.currency })
	return &all[max(at, 0)]
}

// span is the one on show, nil when nothing falls due.
func (s *Screen) span() *due.Span {
	r := s.report()
	if r == nil || len(r.Spans) == 0 {
		return nil
	}
	at := slices.IndexFunc(r.Spans, func(x due.Span) bool { return x.Number >= s.number })
	if at < 0 {
		at = len(r.Spans) - 1
	}
	s.number = r.Spans[at].Number
	return &r.Spans[at]
}

// current is the customer under the cursor, nil when there is none.
func (s *Screen) current() *due.Customer {
	if at := s.table.Cursor(); at >= 0 && at < len(s.customers) {
		return s.customers[at]
	}
	return nil
}

// show puts the span's customers on the table, with the marks they had.
func (s *Screen) show() {
	if r := s.report(); r != nil {
		s.currency = r.Currency.Code
	}
	s.arrange()
	s.columns()
	s.table.SetRows(rows{s})
	s.table.Unmark()
	for i, c := range s.customers {
		if s.marked[c.ID] != "" {
			s.table.Mark(i)
		}
	}
}

// remember keeps the marks of the span on show.
func (s *Screen) remember() {
	on := map[uint32]bool{}
	if s.table.Marks() > 0 {
		for _, i := range s.table.Marked() {
			on[s.customers[i].ID] = true
		}
	}
	for _, c := range s.customers {
		delete(s.marked, c.ID)
		if on[c.ID] {
			s.marked[c.ID] = c.Code
		}
	}
}

// chosen are the codes to plan for: those marked in any span, else the one under
// the cursor.
func (s *Screen) chosen() []string {
	if len(s.marked) > 0 {
		var out []string
		for _, c := range s.customers { // those on show in their order, the others by code
			if s.marked[c.ID] != "" {
				out = append(out, c.Code)
			}
		}
		for _, code := range slices.Sorted(maps.Values(s.marked)) {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
		return out
	}
	if c := s.current(); c != nil {
		return []string{c.Code}
	}
	return nil
}
