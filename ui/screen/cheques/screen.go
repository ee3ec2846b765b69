package cheques

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/cheque"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cheques"
	"duebook/internal/report/expected"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// The tabs after the questions and the register.
const (
	ladder   = int(cheques.Everything) + 1
	behind   = ladder + 1
	calendar = ladder + 2
)

// Screen is the cockpit.
type Screen struct {
	shell.Untyped
	desk     *desk.Desk
	register shell.Query[*cheques.Register]
	coming   shell.Query[[]expected.Report]
	story    shell.Query[*desk.ChequeStory]
	storyOf  uint32
	tabs     kit.Tabs
	currency money.Currency
	find     string       // only what has this in it
	state    cheque.State // only those, in the register; 0: all
	month    civil.Date   // of the calendar
	rows     []cheques.Row
	mixed    bool
	table    kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen { return &Screen{desk: d, month: d.AsOf()} }

// Title is "Cheques".
func (s *Screen) Title() string { return "Cheques" }

// Init asks for the register and what is expected in.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	return s.register.Ask(s.desk.Cheques).And(s.coming.Ask(s.desk.ExpectedIn))
}

// Update takes answers, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.register.Took(msg):
		s.storyOf = 0
		s.show()
		return action.Fail(s.register.Err).And(s.loadStory())
	case s.coming.Took(msg):
		return action.Fail(s.coming.Err)
	case s.story.Took(msg):
		return action.Fail(s.story.Err)
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
	if s.tabs.At == calendar && (k.String() == "left" || k.String() == "right") {
		by := 1
		if k.String() == "left" {
			by = -1
		}
		s.month = s.month.StartOfMonth().AddMonths(by)
		return action.None
	}
	if s.tabs.Update(k) {
		s.table.Unmark()
		s.show()
		s.table.Select(0)
	} else {
		s.table.Update(k)
	}
	return s.loadStory()
}

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	had := s.table.Marks() > 0 || s.find != ""
	s.table.Unmark()
	if s.find != "" {
		s.find = ""
		s.show()
	}
	return had
}

// listing reports whether the tab on show lists cheques.
func (s *Screen) listing() bool { return s.tabs.At < ladder }

// show puts the cheques of the tab on the table.
func (s *Screen) show() {
	r := s.register.Value
	if r == nil {
		return
	}
	all := r.Currencies()
	if !slices.Contains(all, s.currency) {
		set := s.desk.Company()
		s.currency = set.Money()
		if len(all) > 0 && !slices.Contains(all, s.currency) {
			s.currency = all[0]
		}
	}
	s.mixed = len(all) > 1
	s.tabs.Items = nil
	for q := cheques.ToDeposit; q <= cheques.Everything; q++ {
		name := q.String()
		if q != cheques.Everything {
			name += " " + text.Number(len(r.List(q)))
		}
		s.tabs.Items = append(s.tabs.Items, name)
	}
	s.tabs.Items = append(s.tabs.Items, "ladder", "behind", "calendar")
	s.rows = nil
	if s.listing() {
		for _, x := range r.List(cheques.Question(s.tabs.At)) {
			if s.fits(&x) {
				s.rows = append(s.rows, x)
			}
		}
	}
	s.columns()
	s.table.SetRows(rows{s, s.rows})
}

// fits reports whether a cheque is within what is searched for.
func (s *Screen) fits(x *cheques.Row) bool {
	if s.state != 0 && cheques.Question(s.tabs.At) == cheques.Everything && x.State != s.state {
		return false
	}
	if s.find == "" {
		return true
	}
	want := text.Fold(s.find)
	for _, t := range []string{x.Number, x.Name, x.Code, x.Drawer, x.Bank, x.SlipNumber,
		x.Currency.Plain(x.Worth)} {
		if strings.Contains(text.Fold(t), want) {
			return true
		}
	}
	return false
}

// current is the cheque under the cursor, nil when there is none.
func (s *Screen) current() *cheques.Row {
	if at := s.table.Cursor(); s.listing() && at >= 0 && at < len(s.rows) {
		return &s.rows[at]
	}
	return nil
}

// chosen are the marked cheques, else the one under the cursor.
func (s *Screen) chosen() []cheques.Row {
	var out []cheques.Row
	if s.table.Marks() > 0 {
		for _, i := range s.table.Marked() {
			out = append(out, s.rows[i])
		}
		return out
	}
	if x := s.current(); x != nil {
		out = append(out, *x)
	}
	return out
}

// loadStory asks for the history of the cheque under the cursor.
func (s *Screen) loadStory() shell.Effect {
	x := s.current()
	if x == nil || x.ID == s.storyOf {
		return action.None
	}
	s.storyOf = x.ID
	id := x.ID
	return s.story.Ask(func() (*desk.ChequeStory, error) { return s.desk.ChequeStory(id) })
}
