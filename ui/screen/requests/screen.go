// Package requests is the screen of what customers asked for: open ones by due date, the
// late marked, those of one customer, and who has how many. One key closes, routes, moves
// or answers, also several that are marked. It must never do what was asked.
//
//	12 open   3 late   sales 5, mona 4, delivery 3
//	[mine 4]   everyone's 12   by whom 3   closed too
//	   Due         Customer             Asked for                        Whose
//	▸  2025-06-12  Al Noor Trading Co   copy of bill · bill of May       mona
package requests

import (
	"fmt"
	"hash/fnv"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/report/requests"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	tabOpen = iota
	tabBy
	tabAll
)

// Screen is the list.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	query requests.Query
	list  shell.Query[*requests.List]
	tabs  kit.Tabs
	table kit.Table
	by    kit.Table
}

// New makes the screen; the argument is a customer's code, or nothing for everybody's.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d}
	s.query.Customer, _ = arg.(string)
	s.table.Columns = []kit.Column{{Title: "Due", Kind: kit.Date, Width: 10}, {Title: "Late", Kind: kit.Count},
		{Title: "Customer", Flex: 3, Min: 18, Max: 40}, {Title: "Asked for", Flex: 4, Min: 18, Max: 64},
		{Title: "Bill", Width: 12, Drop: 2}, {Title: "Whose", Width: 12, Drop: 1}}
	s.by.Columns = []kit.Column{{Title: "Whose", Flex: 1, Min: 14, Max: 40}, {Title: "Open", Kind: kit.Count},
		{Title: "Late", Kind: kit.Count}}
	s.by.Empty = "Nobody has an open request."
	return s
}

// Title is "Requests".
func (s *Screen) Title() string { return "Requests" }

// OnShow is the table that ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	if s.tabs.At == tabBy {
		return "requests-by", &s.by
	}
	return "requests", &s.table
}

// Init asks for the list.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	q := s.query
	q.Closed = s.tabs.At == tabAll
	return s.list.Ask(func() (*requests.List, error) { return s.desk.Requests(q) })
}

// Update takes the answer, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		if s.list.Err == nil {
			s.show()
		}
		return action.Fail(s.list.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
		return s.load()
	case tea.KeyMsg:
		switch {
		case s.tabs.Update(msg):
			s.table.Select(0)
			return s.load()
		case s.tabs.At == tabBy:
			s.by.Update(msg)
		default:
			s.table.Update(msg)
		}
	}
	return action.None
}

func (s *Screen) show() {
	l := s.list.Value
	s.tabs.Items = []string{"open " + text.Number(l.Open), "by whom " + text.Number(len(l.By)), "closed too"}
	s.table.Empty = "No request is open. Q on a customer's card logs what they ask for: a copy, a price, a complaint."
	if s.query.To != "" || s.query.Customer != "" {
		s.table.Empty = "There is no such request; f chooses whose are listed."
	}
	s.table.SetRows(rows(l.Rows))
	s.by.SetRows(counts(l.By))
}

// current is the request under the cursor, nil when there is none.
func (s *Screen) current() *requests.Row {
	if at := s.table.Cursor(); s.list.Value != nil && s.tabs.At != tabBy && at >= 0 && at < len(s.list.Value.Rows) {
		return &s.list.Value.Rows[at]
	}
	return nil
}

// rows shows requests.
type rows []requests.Row

// Len is how many there are.
func (x rows) Len() int { return len(x) }

// Key is the request.
func (x rows) Key(row int) uint64 { return uint64(x[row].Request.ID) }

// Cell is a request's word or figure.
func (x rows) Cell(row, col int) string {
	r := &x[row]
	switch col {
	case 0:
		return r.Due.String()
	case 1:
		if r.Closed {
			return "done"
		}
		if r.Late > 0 {
			return text.Number(r.Late)
		}
		return ""
	case 2:
		return r.Name
	case 3:
		return r.Kind.String() + " " + theme.Now().Signs.Dot + " " + r.Text
	case 4:
		return r.Number
	}
	return r.To
}

// Tone tells what is late.
func (x rows) Tone(row, col int) theme.Tone {
	switch r := &x[row]; {
	case r.Closed, col > 3:
		return theme.Muted
	case col < 2 && r.Late > 0:
		return theme.Bad
	}
	return theme.Plain
}

// counts shows whose requests they are.
type counts []requests.Count

// Len is how many there are.
func (x counts) Len() int { return len(x) }

// Key is the name's own.
func (x counts) Key(row int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(x[row].To))
	return h.Sum64()
}

// Cell is a name or a count.
func (x counts) Cell(row, col int) string {
	return []string{x[row].To, text.Number(x[row].Open), text.Number(x[row].Late)}[col]
}

// Tone tells what is late.
func (x counts) Tone(row, col int) theme.Tone {
	if col == 2 && x[row].Late > 0 {
		return theme.Bad
	}
	return theme.Plain
}

// View draws how many are open, the tabs, the rows, and the one under the cursor.
func (s *Screen) View(w, h int) string {
	if s.list.Value == nil {
		return kit.Waiting(w, h, "Reading the requests ...", "The list could not be made", s.list.Err)
	}
	head, tabs := " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1)
	if s.tabs.At == tabBy {
		return kit.Stack(w, h, head, tabs, s.by.View(w, h-2, true))
	}
	below := 7
	if s.current() == nil {
		below = 0
	}
	return kit.Stack(w, h, head, tabs, s.table.View(w, h-2-below, true), s.detail(w, below))
}

func (s *Screen) facts() []kit.Pair {
	l := s.list.Value
	out := []kit.Pair{{Value: text.Number(l.Open) + " open", Tone: theme.Strong}}
	if l.Late > 0 {
		out = append(out, kit.Pair{Value: text.Number(l.Late) + " late", Tone: theme.Bad})
	}
	if n := s.table.Marks(); n > 0 {
		out = append(out, kit.Pair{Value: theme.Now().Signs.Mark + " " + text.Number(n) + " marked",
			Tone: theme.Accent})
	}
	for _, x := range []struct{ label, value string }{{"whose", s.query.To}, {"of", s.query.Customer}} {
		if x.value != "" {
			out = append(out, kit.Pair{Label: x.label, Value: x.value, Tone: theme.Accent})
		}
	}
	return out
}

// detail tells of the request under the cursor, the newest word first.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Code+"  "+r.Name, s.table.Position(), false, func(w, h int) string {
		told := kit.Told{W: w}
		told.Add(theme.Strong, action.Sentence(r.Kind.String())+": "+r.Text)
		first := &r.Steps[0]
		said := fmt.Sprintf("Logged %s by %s (%s)", first.On, first.By, r.Channel)
		for _, x := range []struct{ label, value string }{{", asked by ", r.Person}, {", about bill ", r.Number},
			{", due ", r.Due.String()}, {", with ", r.To}} {
			if x.value != "" {
				said += x.label + x.value
			}
		}
		told.Add(theme.Plain, said+".")
		for i := len(r.Said) - 1; i >= 0; i-- {
			told.Add(theme.Muted, r.Said[i])
		}
		return told.View(h)
	})
}
