package shell_test

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
)

// opens answers any key by opening a screen.
func opens(name string) func(*fake, tea.Msg) shell.Effect {
	return func(_ *fake, msg tea.Msg) shell.Effect {
		if _, ok := msg.(tea.KeyMsg); ok {
			return action.Push(name, nil)
		}
		return action.None
	}
}

// marked has marks that esc gives up.
type marked struct {
	fake
	marks int
}

func (s *marked) Back() bool { had := s.marks > 0; s.marks = 0; return had }

// eight starts a shell with as many screens as the program has.
func eight(t *testing.T, w int, above *fake) *uitest.Driver {
	t.Helper()
	var reg shell.Registry
	var tabs []shell.Tab
	for _, l := range []string{"Call list", "Today", "Customers", "Due", "Aging", "Follow-ups", "Import", "Cleaning"} {
		reg.Register(l, func(any) shell.Screen {
			return &fake{name: l, on: opens("above")}
		})
		tabs = append(tabs, shell.Tab{Label: l, Route: shell.Route{Name: l}})
	}
	reg.Register("above", func(any) shell.Screen { return above })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: tabs,
		Header: func() shell.Header {
			return shell.Header{Title: "duebook", Place: "A Company of a Very Long Name for Trading and Contracting",
				When: "Sun 2026-11-22", Who: "Mona Saleh"}
		}}, w, 24)
}

func line(d *uitest.Driver, n int) string { return strings.Split(uitest.Bare(d.Frame()), "\n")[n] }

func TestScreensAndPathAreNeverCutInsideAWord(t *testing.T) {
	above := &fake{name: "Durrat Al Shamal Building Materials Establishment", on: opens("above")}
	d := eight(t, 80, above)
	if got := strings.TrimRight(line(d, 1), " "); got != "▸1 Call list 2 Today 3 Customers 4 Due 5 Aging 6 "+
		"Follow-ups 7 Import 8 Cleaning" {
		t.Errorf("the screens are %q", got)
	}
	if got := line(d, 0); !strings.Contains(got, "A Company of a Very Long Name for …") {
		t.Errorf("the header is %q", got)
	}
	d.Keys("5", "enter")
	if got := line(d, 1); strings.TrimSpace(got) !=
		"1 2 3 4▸5 Aging 6 7 8        Durrat Al Shamal Building Materials Establishment" {
		t.Errorf("with a path they are %q", got)
	}
	d.Keys("enter")
	if got := line(d, 1); !strings.Contains(got, "… › Durrat Al Shamal Building Materials Establishment") {
		t.Errorf("with a longer path they are %q", got)
	}
	if got := line(eight(t, 120, above), 1); !strings.Contains(got, "  8 Cleaning") {
		t.Errorf("with room they are %q", got)
	}
}

func TestALongNoticeIsReadToItsEnd(t *testing.T) {
	why := errors.New("the file cannot be written because " + strings.Repeat("one thing after another went wrong ", 3) +
		"and the disk is full")
	s := &fake{name: "List", on: func(*fake, tea.Msg) shell.Effect { return action.Fail(why) }}
	d := uitest.StartScreen(t, s, 80, 24)
	d.Keys("x").See("disk is full", "body of List")
}

func TestEscGivesUpMarksBeforeItLeaves(t *testing.T) {
	s := &marked{fake: fake{name: "Marked"}, marks: 2}
	var reg shell.Registry
	reg.Register("list", func(any) shell.Screen {
		return &fake{name: "List", on: opens("marked")}
	})
	reg.Register("marked", func(any) shell.Screen { return s })
	d := uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "List",
		Route: shell.Route{Name: "list"}}}}, 80, 24)
	d.Keys("x").See("body of Marked").Keys("esc").See("body of Marked")
	if s.marks != 0 {
		t.Error("esc left the marks")
	}
	d.Keys("esc").See("body of List")
}
