// Package uitest drives a shell in tests, synchronously: a key goes in, every
// Cmd it starts is run to its end, and the frame is there to look at. It must
// never be imported by anything but tests.
package uitest

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"duebook/ui/shell"
)

// patience is how long a Cmd may take before the test fails.
const patience = 10 * time.Second

// Fataler is the part of testing.TB the driver needs.
type Fataler interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// Driver holds a model at work. Make it with Start.
type Driver struct {
	t     Fataler
	Model *shell.Model
	w, h  int
	quit  bool
	held  []tea.Cmd
	hold  bool
}

// Sizes is the terminals every screen is drawn in.
var Sizes = [][2]int{{80, 24}, {100, 30}, {120, 40}, {200, 60}}

// Never is a shell.Config.After under which nothing ever expires.
func Never(time.Duration, tea.Msg) tea.Cmd { return nil }

// Start makes a shell with notices that stay, sizes it and runs it until it rests.
func Start(t Fataler, cfg shell.Config, w, h int) *Driver {
	if cfg.After == nil {
		cfg.After = Never
	}
	d := &Driver{t: t, Model: shell.New(cfg), w: w, h: h}
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
	d.Run(d.Model.Init())
	return d
}

// StartScreen runs a shell with one screen on it, called "screen".
func StartScreen(t Fataler, s shell.Screen, w, h int) *Driver {
	var reg shell.Registry
	reg.Register("screen", func(any) shell.Screen { return s })
	return Start(t, shell.Config{Registry: &reg, Start: shell.Route{Name: "screen"}}, w, h)
}

// Send gives the shell a message and runs what it starts.
func (d *Driver) Send(msg tea.Msg) {
	d.t.Helper()
	_, cmd := d.Model.Update(msg)
	d.Run(cmd)
}

// Hold keeps the Cmds that start from now on for Release: answers that come late.
func (d *Driver) Hold() { d.hold = true }

// Release runs the Cmds held back, in the order given by turn (nil: as they came).
func (d *Driver) Release(turn ...int) {
	d.t.Helper()
	held := d.held
	d.held, d.hold = nil, false
	if len(turn) == 0 {
		for i := range held {
			turn = append(turn, i)
		}
	}
	for _, i := range turn {
		d.Run(held[i])
	}
}

// Run runs a Cmd and all that follow from it.
func (d *Driver) Run(cmd tea.Cmd) {
	d.t.Helper()
	if cmd == nil || d.quit {
		return
	}
	if d.hold {
		d.held = append(d.held, cmd)
		return
	}
	got := make(chan tea.Msg, 1)
	go func() { got <- cmd() }()
	var msg tea.Msg
	select {
	case msg = <-got:
	case <-time.After(patience):
		d.t.Fatalf("a Cmd did not answer within %v", patience)
	}
	switch msg := msg.(type) {
	case nil:
	case tea.QuitMsg:
		d.quit = true
	default:
		if list, ok := commands(msg); ok {
			for _, c := range list {
				d.Run(c)
			}
			return
		}
		d.Send(msg)
	}
}

// commands takes a batch or a sequence apart.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	list := reflect.TypeOf([]tea.Cmd(nil))
	if v.Kind() == reflect.Slice && v.Type().ConvertibleTo(list) {
		return v.Convert(list).Interface().([]tea.Cmd), true
	}
	return nil, false
}

// Keys presses keys by name: "enter", "ctrl+r", "a", "type:some text" (one
// character at a time), "paste:text" (a bracketed paste), "burst:jjj" (runes
// that arrive together).
func (d *Driver) Keys(names ...string) *Driver {
	d.t.Helper()
	for _, n := range names {
		msgs, err := Press(n)
		if err != nil {
			d.t.Fatalf("%v", err)
		}
		for _, m := range msgs {
			d.Send(m)
		}
	}
	return d
}

// Resize changes the terminal.
func (d *Driver) Resize(w, h int) {
	d.t.Helper()
	d.w, d.h = w, h
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Quit reports whether the program was left.
func (d *Driver) Quit() bool { return d.quit }

// Frame returns what a person sees, without styles, and fails the test when it
// is not exactly the terminal's size.
func (d *Driver) Frame() string {
	d.t.Helper()
	out := ansi.Strip(d.Model.View())
	if err := Exact(out, d.w, d.h); err != nil && !d.quit {
		d.t.Errorf("%v\n%s", err, out)
	}
	return out
}

// Exact returns an error naming the first line of a frame that is not w cells
// wide, or the number of lines when it is not h.
func Exact(frame string, w, h int) error {
	lines := strings.Split(frame, "\n")
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			return fmt.Errorf("line %d of the frame is %d cells wide, not %d: %q", i+1, n, w, l)
		}
	}
	if len(lines) != h {
		return fmt.Errorf("the frame has %d lines, not %d", len(lines), h)
	}
	return nil
}

// See fails the test unless every text is on the frame.
func (d *Driver) See(texts ...string) *Driver {
	d.t.Helper()
	f := Bare(d.Frame())
	for _, s := range texts {
		if !strings.Contains(f, s) {
			d.t.Errorf("the frame does not show %q:\n%s", s, f)
		}
	}
	return d
}

// Gone fails the test when one of the texts is on the frame.
func (d *Driver) Gone(texts ...string) *Driver {
	d.t.Helper()
	f := Bare(d.Frame())
	for _, s := range texts {
		if strings.Contains(f, s) {
			d.t.Errorf("the frame shows %q:\n%s", s, f)
		}
	}
	return d
}

// Bare returns a frame without the characters that isolate right-to-left names
// and without blanks at the ends of lines.
func Bare(frame string) string {
	frame = strings.NewReplacer("\u2068", "", "\u2069", "", "\u200e", "").Replace(frame)
	lines := strings.Split(frame, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}
