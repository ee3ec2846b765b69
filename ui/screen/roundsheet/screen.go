// Package roundsheet is the screen of somebody's round: the customers to go to, what to do
// and to fetch, and what came back from each, typed row by row and posted together. What
// is typed is kept until it is posted; nothing is posted half. It must never decide what
// came of a visit, nor move money by itself: the desk posts the commands of a visit.
//
//	round of Omar   2025-06-15   12 customers   to collect 48,200.00 SAR   3 entered
//	   Customer             What to do                 To collect  Came back
//	▸  Al Noor Trading Co   collect: fetch the cheque   18,000.00  visited, cash 500
package roundsheet

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// Screen is the sheet.
type Screen struct {
	desk  *desk.Desk
	query desk.RoundQuery
	list  shell.Query[*desk.Round]
	back  map[string]desk.Back // by customer's code: what was typed and not yet posted
	key   string               // of the posting: another one once something else is typed
	table kit.Table
}

// New makes the screen; the argument is who goes, or nothing for whoever sits here.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d, back: map[string]desk.Back{}, key: desk.NewKey()}
	if s.query.Who, _ = arg.(string); s.query.Who == "" {
		s.query.Who = d.Who()
	}
	s.table.Columns = []kit.Column{{Title: "Customer", Flex: 2, Min: 18, Max: 40},
		{Title: "What to do", Flex: 3, Min: 26, Max: 60}, {Title: "To collect", Kind: kit.Amount, Drop: 1},
		{Title: "Came back", Flex: 4, Min: 14, Max: 44}}
	return s
}

// Title is "Round sheet".
func (s *Screen) Title() string { return "Round sheet" }

// Capturing is false: the list has no text field.
func (s *Screen) Capturing() bool { return false }

// Dirty reports whether something that came back is not posted yet.
func (s *Screen) Dirty() bool { return len(s.back) > 0 }

// Init asks for the sheet.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	q := s.query
	return s.list.Ask(func() (*desk.Round, error) { return s.desk.Round(q) })
}

// Update takes the answer and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		if s.list.Err == nil {
			s.settle()
			s.show()
		}
		return action.Fail(s.list.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
		return s.load()
	case tea.KeyMsg:
		s.table.Update(msg)
	}
	return action.None
}

func (s *Screen) show() {
	s.table.Empty = s.query.Who + " has no errand up to this day and no paper out. t on a customer plans one: choose " +
		"whose. f chooses who goes, or adds everybody of theirs with something to collect."
	s.table.SetRows(rows{s.list.Value.Rows, s.back})
}

// settle drops from what is typed the errands and papers that somebody else ended
// meanwhile; the visit and the money stay.
func (s *Screen) settle() {
	for code, b := range s.back {
		var on desk.RoundRow
		for _, r := range s.list.Value.Rows {
			if r.Card.Code == code {
				on = r
			}
		}
		b.Tasks = slices.DeleteFunc(slices.Clone(b.Tasks), func(id uint32) bool {
			return !slices.ContainsFunc(on.Tasks, func(t desk.Planned) bool { return t.ID == id })
		})
		b.Papers = slices.DeleteFunc(slices.Clone(b.Papers), func(number string) bool {
			return !slices.Contains(on.Papers, number)
		})
		s.back[code] = b
	}
}

// current is the row under the cursor, nil when there is none.
func (s *Screen) current() *desk.RoundRow {
	if at := s.table.Cursor(); s.list.Value != nil && at >= 0 && at < len(s.list.Value.Rows) {
		return &s.list.Value.Rows[at]
	}
	return nil
}

// rows shows the customers of the round.
type rows struct {
	all  []desk.RoundRow
	back map[string]desk.Back
}

// Len is how many there are.
func (x rows) Len() int { return len(x.all) }

// Key is the customer.
func (x rows) Key(row int) uint64 { return uint64(x.all[row].Card.ID) }

// Cell is a word or figure of a customer.
func (x rows) Cell(row, col int) string {
	r := &x.all[row]
	switch col {
	case 0:
		return r.Card.Name
	case 1:
		return r.Do()
	case 2:
		return sums(r.Sums)
	}
	b := x.back[r.Card.Code]
	return said(&b)
}

// Tone tells what is typed and not posted.
func (x rows) Tone(row, col int) theme.Tone {
	switch b := x.back[x.all[row].Card.Code]; {
	case col == 3 && b.Result == desk.NotThere:
		return theme.Warn
	case col == 3:
		return theme.Good
	}
	return theme.Plain
}

func sums(all []desk.RoundSum) string {
	var out []string
	for _, s := range all {
		out = append(out, text.FormatAmount(s.Collect, s.Money.Digits)+" "+s.Money.Code)
	}
	return strings.Join(out, " + ")
}

// said is what was typed of a customer, in words.
func said(b *desk.Back) string {
	if b.Empty() {
		return ""
	}
	out := []string{b.Result}
	if b.Cash != "" {
		out = append(out, "cash "+b.Cash)
	}
	if b.Cheque != nil {
		out = append(out, "cheque "+b.Cheque.Amount)
	}
	if len(b.Papers) > 0 {
		out = append(out, "signed")
	}
	if b.Next != 0 {
		out = append(out, "again "+text.ShortDate(b.Next))
	}
	if b.Note != "" {
		out = append(out, b.Note)
	}
	return strings.Join(out, ", ")
}

// View draws whose round it is, the rows, and the customer under the cursor.
func (s *Screen) View(w, h int) string {
	if s.list.Value == nil {
		return kit.Waiting(w, h, "Reading the round sheet ...", "The sheet could not be made", s.list.Err)
	}
	below := 8
	if s.current() == nil {
		below = 0
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), s.table.View(w, h-1-below, true), s.detail(w, below))
}

func (s *Screen) facts() []kit.Pair {
	r := s.list.Value
	out := []kit.Pair{{Label: "round of", Value: r.Who, Tone: theme.Strong}, {Value: text.DayName(r.Day)[:3] + " " +
		r.Day.String()}}
	if n := len(s.back); n > 0 {
		out = append(out, kit.Pair{Value: text.Number(n) + " entered, not posted", Tone: theme.Warn})
	}
	out = append(out, kit.Pair{Value: text.Count(len(r.Rows), "customer", "customers")})
	for _, t := range r.Totals {
		out = append(out, kit.Pair{Label: "to collect", Value: text.FormatAmount(t.Collect, t.Money.Digits) + " " +
			t.Money.Code})
	}
	if r.Route != "" {
		out = append(out, kit.Pair{Label: "route", Value: r.Route, Tone: theme.Accent})
	}
	return out
}

// detail tells of the customer under the cursor: whom to ask for, what to do, what is due.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Card.Code+"  "+r.Card.Name, s.table.Position(), false, func(w, h int) string {
		var out []string
		add := func(tone theme.Tone, label string, parts ...string) {
			var kept []string
			for _, p := range parts {
				if p != "" {
					kept = append(kept, p)
				}
			}
			if kept == nil {
				return
			}
			for _, l := range kit.Wrap(label+strings.Join(kept, ", "), w-2) {
				out = append(out, " "+theme.Now().Tone(tone, kit.Inline(l, w-2)))
			}
		}
		add(theme.Plain, "", r.Phone, r.When, r.Where)
		add(theme.Plain, "Ask for ", r.Whom)
		add(theme.Strong, "", action.Sentence(r.Do()))
		var due []string
		for _, x := range r.Sums {
			due = append(due, text.FormatAmount(x.Collect, x.Money.Digits)+" "+x.Money.Code+" to collect",
				text.FormatAmount(x.Overdue, x.Money.Digits)+" overdue")
		}
		add(theme.Plain, "", due...)
		for i := range r.Tasks {
			if t := &r.Tasks[i]; t.Late {
				add(theme.Bad, "Planned for "+t.Date.String()+": ", t.Reason)
			}
		}
		return kit.Fit(strings.Join(out, "\n"), w, h)
	})
}

// later is the day a visit is put off to when nobody says another.
func (s *Screen) later() civil.Date { return s.desk.Calendar().AddOpen(s.desk.Today(), 1) }
