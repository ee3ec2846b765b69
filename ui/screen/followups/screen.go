package followups

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/followup"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// Screen is the list of planned follow-ups.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	list  shell.Query[page]
	table kit.Table
	scope desk.Scope // Home at first, then Mine or All
	today bool       // only what is due by today
}

// page is the list and the scope it was read for.
type page struct {
	scope desk.Scope
	rows  []desk.Planned
}

// New makes the screen; arg is not used.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = []kit.Column{
		{Title: "Day", Kind: kit.Date, Width: 10}, {Title: "", Width: 3}, {Title: "At", Width: 5},
		{Title: "Customer", Flex: 3, Min: 20, Max: 44}, {Title: "What for", Flex: 4, Min: 18, Max: 70},
		{Title: "Whose", Width: 12, Drop: 1},
	}
	return s
}

// Title is "Follow-ups".
func (s *Screen) Title() string { return "Follow-ups" }

// Init asks for the list.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	by, scope := civil.Date(0), s.scope
	if s.today {
		by = s.desk.AsOf()
	}
	return s.list.Ask(func() (p page, err error) {
		if p.scope, err = s.desk.OpensOn(scope); err == nil {
			p.rows, err = s.desk.Followups(by, p.scope != desk.Mine)
		}
		return p, err
	})
}

// Update takes answers and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		if s.list.Err == nil {
			s.scope = s.list.Value.scope
			s.table.Empty = s.empty()
			s.table.SetRows(rows(s.list.Value.rows))
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

func (s *Screen) empty() string {
	if s.scope != desk.Mine {
		return "Nothing is planned. t on a customer plans a follow-up."
	}
	return "Nothing of yours is planned. a shows everyone's; t on a customer plans a follow-up."
}

// rows shows the follow-ups.
type rows []desk.Planned

func (r rows) Len() int           { return len(r) }
func (r rows) Key(row int) uint64 { return uint64(r[row].ID) }

// Cell is a cell's plain text.
func (r rows) Cell(row, col int) string {
	p := &r[row]
	switch col {
	case 0:
		return p.Date.String()
	case 1:
		return text.DayName(p.Date)[:3]
	case 2:
		if p.Time < 0 {
			return ""
		}
		return text.FormatTime(p.Time)
	case 3:
		return p.Name
	case 4:
		s := p.Reason
		if s == "" {
			s = p.Task
		}
		if p.Closed {
			s = "on a closed day: move it (m) " + theme.Now().Signs.Dot + " " + s
		}
		return s
	case 5:
		return p.Owner
	}
	return ""
}

// Tone is a cell's tone, from the row itself.
func (r rows) Tone(row, col int) theme.Tone {
	p := &r[row]
	switch {
	case p.Closed && col == 4:
		return theme.Warn
	case p.Late && col == 0:
		return theme.Bad
	case col == 1, col == 5:
		return theme.Muted
	}
	return theme.Plain
}

// View draws the list under its heading.
func (s *Screen) View(w, h int) string {
	if s.list.Value.rows == nil && s.list.Err != nil {
		return kit.Middle(s.list.Err.Error()+"\n\nctrl+r tries again", w, h)
	}
	if !s.list.Asked {
		return kit.Middle("Reading the book ...", w, h)
	}
	return kit.Pane(w, h, s.heading(), s.table.Position(), true, func(w, h int) string {
		return s.table.View(w, h,
			true)
	})
}

func (s *Screen) heading() string {
	late, today := 0, 0
	for i := range s.list.Value.rows {
		switch p := &s.list.Value.rows[i]; {
		case p.Late:
			late++
		case p.Date == s.desk.AsOf():
			today++
		}
	}
	parts := []string{"mine"}
	if s.scope != desk.Mine {
		parts[0] = "everyone's"
	}
	if late > 0 {
		parts = append(parts, fmt.Sprintf("%d late", late))
	}
	parts = append(parts, fmt.Sprintf("%d today", today), fmt.Sprintf("%d in all", len(s.list.Value.rows)))
	return "Planned: " + strings.Join(parts, ", ")
}

func (s *Screen) current() *desk.Planned {
	if at := s.table.Cursor(); at >= 0 {
		return &s.list.Value.rows[at]
	}
	return nil
}

// Actions lists what can be done with the follow-ups.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.current() == nil {
			return "there is no follow-up under the cursor"
		}
		return ""
	}
	post := func() string {
		if why := none(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	return []action.Action{
		act("card.open", "open", "Open the customer's card", "enter", none, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.current().Code, Tab: "follow-ups", List: s.codes()})
		}),
		act("call.log", "call", "Call the customer", "c", post, func() action.Effect {
			return action.Push("call", desk.CardArg{Code: s.current().Code, List: s.codes()})
		}),
		act("item.done", "done", "Mark the follow-ups done", "v", post, s.done),
		act("item.move", "move", "Move the follow-ups to another day", "m", post, s.move),
		act("item.edit", "edit", "Change the follow-up under the cursor", "e", post, s.edit),
		act("item.cancel", "cancel", "Cancel the follow-ups", "delete", post, s.cancel),
		act("list.mine", "mine/all", "Change between mine and everyone's", "a", nil, func() action.Effect {
			if s.scope == desk.Mine {
				s.scope = desk.All
			} else {
				s.scope = desk.Mine
			}
			return s.load()
		}),
		act("filter", "filter", "Only what is due by today, or all", "f", nil, func() action.Effect {
			s.today = !s.today
			return s.load()
		}),
		act("followup.plan", "follow-up", "Plan another follow-up with the customer", "t", post, func() action.Effect {
			p := s.current()
			return verb.FollowUp(s.desk, verb.Target{Code: p.Code, Name: p.Name})
		}),
	}
}

func (s *Screen) codes() []string {
	var all []string
	seen := map[string]bool{}
	for i := range s.list.Value.rows {
		if c := s.list.Value.rows[i].Code; !seen[c] {
			seen[c] = true
			all = append(all, c)
		}
	}
	return all
}

func (s *Screen) marked() []desk.Planned {
	var all []desk.Planned
	for _, i := range s.table.Marked() {
		all = append(all, s.list.Value.rows[i])
	}
	return all
}

func (s *Screen) done() action.Effect { return s.end(true) }

func (s *Screen) cancel() action.Effect { return s.end(false) }

// end ends the marked follow-ups, after asking.
func (s *Screen) end(done bool) action.Effect {
	ids := s.ids()
	what := text.Count(len(ids), "follow-up", "follow-ups") + ", the first with " + s.marked()[0].Name + "."
	return verb.EndFollowUps(s.desk, ids, what, done, s.again)
}

func (s *Screen) ids() []uint32 {
	var ids []uint32
	for _, p := range s.marked() {
		ids = append(ids, p.ID)
	}
	return ids
}

// again reads the list anew, nothing marked.
func (s *Screen) again() action.Effect {
	s.table.Unmark()
	return s.load()
}

func (s *Screen) move() action.Effect {
	all, at := s.marked(), followup.NoTime
	if len(all) == 1 {
		at = all[0].Time
	}
	return verb.MoveFollowUps(s.desk, s.ids(), at, s.again)
}

func (s *Screen) edit() action.Effect {
	p := s.current()
	f := p.Followup
	f.Task, f.For = p.Task, p.Reason
	return verb.EditFollowUp(s.desk, p.Name, &f, s.again)
}
