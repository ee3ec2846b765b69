// Package referrals is the supervisor's queue: what officers referred, the oldest first,
// with what the customer owes and the last contact, and one key for each answer. An
// answer may carry itself out: a new collector, a block or a hold, the status legal, a
// request to write off, posted with it. It must never decide what an answer posts: the
// desk does.
//
//	3 wait   the oldest 5 days
//	[waiting 3]   answered 12   all 15
//	   Since       Days  Customer             Asked by   What to decide         Overdue
//	▸  2025-06-10     5  Al Noor Trading Co   mona       wants 20 % off      18,000.00
package referrals

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/report/referrals"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	tabWaiting = iota
	tabAnswered
	tabAll
)

// Screen is the queue.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	query referrals.Query
	list  shell.Query[*referrals.List]
	tabs  kit.Tabs
	rows  []*referrals.Row
	table kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = []kit.Column{{Title: "Since", Kind: kit.Date, Width: 10}, {Title: "Days", Kind: kit.Count},
		{Title: "Customer", Flex: 3, Min: 18, Max: 40}, {Title: "Asked by", Flex: 1, Min: 11, Max: 20, Drop: 2},
		{Title: "What to decide", Flex: 4, Min: 16, Max: 60}, {Title: "Overdue", Kind: kit.Amount, Drop: 1}}
	return s
}

// Title is "Referrals".
func (s *Screen) Title() string { return "Referrals" }

// OnShow is the table that ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) { return "referrals", &s.table }

// Init asks for the list.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	q := s.query
	return s.list.Ask(func() (*referrals.List, error) { return s.desk.Referrals(q) })
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
	s.tabs.Items = []string{"waiting " + text.Number(l.Waiting), "answered " + text.Number(len(l.Rows)-l.Waiting),
		"all " + text.Number(len(l.Rows))}
	s.rows = nil
	for i := range l.Rows {
		if r := &l.Rows[i]; s.tabs.At == tabAll || r.Waits() == (s.tabs.At == tabWaiting) {
			s.rows = append(s.rows, r)
		}
	}
	s.table.Empty = "Nothing waits for an answer. An officer refers a customer with x, on the card or any list."
	if s.tabs.At != tabWaiting || s.query.By != "" {
		s.table.Empty = "There is no such referral; f and tab choose what is listed."
	}
	s.table.SetRows(rows{s.rows, s.desk.Company().Currency})
}

// current is the referral under the cursor, nil when there is none.
func (s *Screen) current() *referrals.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return nil
}

// rows shows referrals; an amount in the home currency needs no name.
type rows struct {
	all  []*referrals.Row
	home string
}

// Len is how many there are.
func (x rows) Len() int { return len(x.all) }

// Key is the referral.
func (x rows) Key(row int) uint64 { return uint64(x.all[row].ID) }

// Cell is a referral's word or figure.
func (x rows) Cell(row, col int) string {
	r := x.all[row]
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
		if r.Waits() {
			return r.Reason
		}
		return r.Answer.Verdict.String() + " " + theme.Now().Signs.Dot + " " + r.Reason
	}
	var out []string
	for i := range r.Owed {
		if o := &r.Owed[i]; o.Overdue != 0 {
			said := text.FormatAmount(o.Overdue, o.Money.Digits)
			if o.Money.Code != x.home {
				said += " " + o.Money.Code
			}
			out = append(out, said)
		}
	}
	return strings.Join(out, " + ")
}

// Tone tells how long it waits.
func (x rows) Tone(row, col int) theme.Tone {
	switch r := x.all[row]; {
	case !r.Waits():
		return theme.Muted
	case col == 1 && r.Days > 2:
		return theme.Bad
	case col == 3:
		return theme.Muted
	}
	return theme.Plain
}

// View draws how many wait, the tabs, the rows, and the one under the cursor.
func (s *Screen) View(w, h int) string {
	if s.list.Value == nil {
		return kit.Waiting(w, h, "Reading the referrals ...", "The list could not be made", s.list.Err)
	}
	below := 7
	if s.current() == nil {
		below = 0
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
		out = append(out, kit.Pair{Label: "asked by", Value: l.By, Tone: theme.Accent})
	}
	return out
}

// detail tells of the referral under the cursor.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Code+"  "+r.Name, s.table.Position(), false, func(w, h int) string {
		told := kit.Told{W: w}
		if !r.Waits() {
			a := &r.Answer
			said := fmt.Sprintf("%s on %s: %s", a.By, a.On, strings.TrimSuffix(a.Verdict.String()+", "+a.Text, ", "))
			if r.Served != "" {
				said += " (" + r.Served + ")"
			}
			told.Add(theme.Accent, said)
		}
		told.Add(theme.Strong, r.By+": "+r.Reason)
		told.Add(theme.Plain, owes(r))
		return told.View(h)
	})
}

// owes is what the customer owes and when somebody last spoke with them.
func owes(r *referrals.Row) string {
	var out []string
	for i := range r.Owed {
		out = append(out, r.Owed[i].String())
	}
	said := "Owes nothing."
	if out != nil {
		said = "Owes " + strings.Join(out, "; ") + "."
	}
	if r.Collector != "" {
		said += " Collector " + r.Collector + "."
	}
	if r.Last.ID == 0 {
		return said + " Nobody contacted them."
	}
	return said + " Last contact " + r.Last.Day.String() + ": " + r.Last.Result.String() + "."
}
