package expiry

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/document"
	"duebook/internal/desk"
	"duebook/internal/report/expiry"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// allBands is the tab of every band.
const allBands = len(expiry.Bands) + 2

// Screen is the list.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	query expiry.Query
	mine  shell.Query[[]string]
	homed bool // the first list was narrowed to my portfolio, and had something
	list  shell.Query[*expiry.List]
	names shell.Query[desk.Lists]
	tabs  kit.Tabs
	band  int
	rows  []*expiry.Row
	table kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d, band: allBands}
	s.table.Columns = []kit.Column{{Title: "Customer", Flex: 3, Min: 18, Max: 44},
		{Title: "Document", Flex: 2, Min: 22, Max: 40}, {Title: "Expires", Kind: kit.Date, Width: 10},
		{Title: "Days", Kind: kit.Count}, {Title: "Amount", Kind: kit.Amount, Drop: 2},
		{Title: "Copy", Flex: 1, Min: 8, Max: 24, Drop: 1}, {Title: "Collector", Width: 16, Drop: 3}}
	return s
}

// Title is "Expiring".
func (s *Screen) Title() string { return "Expiring" }

// Init asks for my portfolio, whose list comes first, and for the names in use.
func (s *Screen) Init() shell.Effect {
	return s.mine.Ask(s.desk.Portfolio).And(s.names.Ask(s.desk.Lists))
}

func (s *Screen) load() shell.Effect {
	q := s.query
	return s.list.Ask(func() (*expiry.List, error) { return s.desk.Expiry(q) })
}

// Update takes answers, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.mine.Took(msg):
		if mine := s.mine.Value; len(mine) > 0 && !s.homed {
			s.query.Collector, s.query.Covered = mine[0], mine[1:]
		}
		return action.Fail(s.mine.Err).And(s.load())
	case s.list.Took(msg):
		if s.list.Err == nil && !s.homed {
			s.homed = true
			if len(s.list.Value.Rows) == 0 && s.query.Collector != "" { // nothing of mine: everyone's
				s.query.Collector, s.query.Covered = "", nil
				return s.load()
			}
		}
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
			s.band = s.shown()[s.tabs.At]
			s.show()
			s.table.Select(0)
		} else {
			s.table.Update(msg)
		}
	}
	return action.None
}

// shown are the bands on the tabs: all, then those that have rows.
func (s *Screen) shown() []int {
	out := []int{allBands}
	for b, n := range s.list.Value.Counts {
		if n > 0 || b < 2 || b == s.band {
			out = append(out, b)
		}
	}
	return out
}

func (s *Screen) show() {
	l := s.list.Value
	if l == nil {
		return
	}
	s.tabs.Items = nil
	bands := s.shown()
	for _, b := range bands {
		if b == allBands {
			s.tabs.Items = append(s.tabs.Items, "all "+text.Number(len(l.Rows)))
			continue
		}
		s.tabs.Items = append(s.tabs.Items, expiry.BandName(b)+" "+text.Number(l.Counts[b]))
	}
	s.tabs.At = max(slices.Index(bands, s.band), 0)
	s.rows = nil
	for i := range l.Rows {
		if r := &l.Rows[i]; s.band == allBands || r.Band == s.band {
			s.rows = append(s.rows, r)
		}
	}
	s.table.Empty = fmt.Sprintf("No document ends within %s. Documents come on record on a card's tab Record (a), or "+
		"with its licence (e).", text.Count(l.Days, "day", "days"))
	if s.query.Collector != "" || s.query.Branch != "" || s.query.Type != 0 || s.band != allBands {
		s.table.Empty = "No such document ends soon; f and tab choose what is listed."
	}
	s.table.SetRows(rows{s.rows})
}

// current is the document under the cursor, nil when there is none.
func (s *Screen) current() *expiry.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return nil
}

// rows shows documents.
type rows struct{ all []*expiry.Row }

// Len is how many there are.
func (x rows) Len() int { return len(x.all) }

// Key is the document.
func (x rows) Key(row int) uint64 { return uint64(x.all[row].ID) }

// Cell is a document's word or figure.
func (x rows) Cell(row, col int) string {
	r := x.all[row]
	d := &r.Details
	switch col {
	case 0:
		return r.Name
	case 1:
		if d.Annual {
			return r.Document.Name() + ", yearly"
		}
		return r.Document.Name()
	case 2:
		return d.Expires.String()
	case 3:
		return text.Number(r.Days)
	case 4:
		if d.Amount == 0 {
			return ""
		}
		return text.FormatAmount(d.Amount, d.Digits) + " " + d.Currency
	case 5:
		if d.Copy == "" {
			return "none"
		}
		return d.Copy
	}
	return r.Collector
}

// Tone tells what is over and what ends soon.
func (x rows) Tone(row, col int) theme.Tone {
	r := x.all[row]
	switch {
	case col == 2 || col == 3:
		return []theme.Tone{theme.Bad, theme.Warn, theme.Plain, theme.Plain, theme.Plain}[r.Band]
	case col == 5 && r.Details.Copy == "":
		return theme.Warn
	case col > 4:
		return theme.Muted
	}
	return theme.Plain
}

// View draws how much there is, the tabs, the rows, and the one under the cursor.
func (s *Screen) View(w, h int) string {
	if s.list.Value == nil {
		return kit.Waiting(w, h, "Reading the documents ...", "The list could not be made", s.list.Err)
	}
	below := 5
	if s.current() == nil {
		below = 0
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.table.View(w, h-2-below, true),
		s.detail(w, below))
}

func (s *Screen) facts() []kit.Pair {
	l := s.list.Value
	out := []kit.Pair{{Value: text.Number(l.Counts[0]) + " expired", Tone: theme.Bad},
		{Value: text.Number(l.Counts[1]) + " in 30 days", Tone: theme.Warn},
		{Label: "up to", Value: text.Count(l.Days, "day", "days")}}
	what := ""
	if l.Type != 0 {
		what = l.Type.String()
	}
	for _, x := range []struct{ label, value string }{{"only", what}, {"of", strings.Join(append([]string{l.Collector},
		l.Covered...), ", ")}, {"branch", l.Branch}} {
		if x.value != "" {
			out = append(out, kit.Pair{Label: x.label, Value: x.value, Tone: theme.Accent})
		}
	}
	return out
}

// detail tells of the document under the cursor.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Code+"  "+r.Name, s.table.Position(), false, func(w, h int) string {
		x := &r.Details
		said := action.Sentence(r.Says) + "."
		for _, p := range []struct{ label, value string }{{" Issued ", verb.ISO(x.Issued)}, {" By ", x.Issuer},
			{" Branch: ", r.Branch}, {" ", x.Note}} {
			if p.value != "" {
				said += p.label + strings.TrimSuffix(p.value, ".") + "."
			}
		}
		said += " Recorded " + r.Made.String() + " by " + r.By + "."
		if x.Copy == "" {
			said += " No copy is on file."
		}
		if r.Type == document.Licence && x.Annual {
			said += " The licence does not end: a yearly confirmation is due."
		}
		return kit.Paragraph(said, w, h)
	})
}
