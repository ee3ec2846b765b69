// Package people is the screen of who works on the book: their roles, whose customers
// are theirs, and who covers for whom. An admin sets people up, a supervisor gives covers
// and hands portfolios over. It must never decide who may do what: the book does.
//
//	   User       Shown         Roles                Collector     Covered by
//	▸  huda       Huda Salem    officer              huda          ali to 18 Jun
package people

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

type staff struct {
	people []desk.Someone
	covers []portfolio.Cover
}

// Screen is the list.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	list  shell.Query[staff]
	table kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = []kit.Column{{Title: "User", Flex: 1, Min: 12, Max: 24},
		{Title: "Shown", Flex: 2, Min: 14, Max: 36, Drop: 3},
		{Title: "Roles", Flex: 2, Min: 26, Max: 30}, {Title: "Collector", Flex: 1, Min: 14, Max: 24, Drop: 2},
		{Title: "Covered by", Flex: 1, Min: 20, Max: 34, Drop: 1}}
	s.table.Empty = "Nobody is set up: everybody holds all roles, and who approves their own request is marked. " +
		"Press a to set up the first person, an admin."
	return s
}

// Title is "People".
func (s *Screen) Title() string { return "People" }

// Init asks for the people and covers.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	return s.list.Ask(func() (x staff, err error) {
		if x.people, err = s.desk.People(); err == nil {
			x.covers, err = s.desk.Covers()
		}
		return x, err
	})
}

// Update takes the answer and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		s.table.SetRows(rows{&s.list.Value})
		return action.Fail(s.list.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		s.table.Update(msg)
	}
	return action.None
}

// current is the person under the cursor, nil when there is none.
func (s *Screen) current() *desk.Someone {
	if at := s.table.Cursor(); at >= 0 && at < len(s.list.Value.people) {
		return &s.list.Value.people[at]
	}
	return nil
}

// View draws who sits here and the people.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Middle("Reading the people ...", w, h)
	}
	you := []kit.Pair{{Label: "you are", Value: s.desk.Who()}, {Label: "roles", Value: s.desk.Roles().String(),
		Tone: theme.Accent}}
	return kit.Stack(w, h, " "+kit.Facts(you, w-1), s.table.View(w, h-1, true))
}

// rows shows people.
type rows struct{ of *staff }

// Len is how many there are.
func (x rows) Len() int { return len(x.of.people) }

// Key is the row's number: people are never taken off the list.
func (x rows) Key(row int) uint64 { return uint64(row) + 1 }

// Cell is a word about the person.
func (x rows) Cell(row, col int) string {
	p := &x.of.people[row]
	switch col {
	case 0:
		return p.User
	case 1:
		return p.Shown
	case 2:
		switch p.Roles {
		case 0:
			return "has left"
		case office.Every:
			return "all four"
		}
		return p.Roles.String()
	case 3:
		if p.Department != "" && p.Collector != "" {
			return p.Collector + ", " + p.Department
		}
		return p.Collector + p.Department
	}
	var out []string
	for _, c := range x.of.covers {
		if c.Absent.User == p.User {
			out = append(out, c.By.Name+" to "+text.ShortDate(c.Until))
		}
	}
	return strings.Join(out, ", ")
}

// Tone mutes who has left.
func (x rows) Tone(row, col int) theme.Tone {
	switch {
	case x.of.people[row].Roles == 0:
		return theme.Muted
	case col == 4:
		return theme.Warn
	}
	return theme.Plain
}
