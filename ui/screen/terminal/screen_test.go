package terminal_test

import (
	"errors"
	"strings"
	"testing"

	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/screen/terminal"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/uitest"
)

func start(t *testing.T, keep terminal.Keep, w, h int) *uitest.Driver {
	t.Setenv("TERM", "xterm")
	for _, k := range []string{"TMUX", "TERM_PROGRAM", "WT_SESSION", "XTERM_VERSION", "MLTERM"} {
		t.Setenv(k, "")
	}
	was := theme.Now()
	t.Cleanup(func() { theme.Use(was) })
	var reg shell.Registry
	reg.Register("terminal", func(any) shell.Screen { return terminal.New(nil, keep) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Arabic",
		Route: action.Route{Name: "terminal"}}}}, w, h)
}

func TestRows(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := start(t, nil, size[0], size[1])
		frame := d.Frame()
		for _, m := range text.Modes {
			if !strings.Contains(frame, text.Cell("شركة النور للتجارة (فرع 2)", 30, m.Mode)) {
				t.Errorf("no row is drawn as %s", m.Name)
			}
		}
		d.Golden("rows" + map[int]string{80: "80", 120: "120"}[size[0]])
	}
}

// A pick is kept, esc leaves the mode as it was, and what cannot be kept is said.
func TestPicking(t *testing.T) {
	kept := ""
	keep := func(word string) error { kept = word; return nil }
	app := *theme.Now()
	app.Bidi = text.App
	before := theme.Now()
	theme.Use(&app)
	defer theme.Use(before)
	d := start(t, keep, 80, 24)
	if theme.Now().Bidi != text.Isolate {
		t.Error("the terminal does not order text while the rows are on show")
	}
	d.Keys("down", "up", "esc")
	if kept != "" || theme.Now().Bidi != text.App {
		t.Errorf("esc kept %q, %s", kept, theme.Now().Bidi)
	}
	start(t, keep, 80, 24).Keys("4")
	if kept != "auto" {
		t.Error(kept)
	}
	d = start(t, func(string) error { return errors.New("the disk is full") }, 80, 24)
	d.Keys("enter")
	d.See("The disk is full")
}
