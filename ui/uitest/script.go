package uitest

import (
	"fmt"
	"strings"
)

// A scenario is a text that reads like a person at work, one step a line ('#'
// starts a comment):
//
//	size 80x24           the terminal, before the first step (default 80x24) or later
//	key  enter down p    keys by name
//	type some text       one character at a time, as it is
//	paste some text      a bracketed paste
//	see  TEXT            the frame shows TEXT
//	not  TEXT            the frame does not show TEXT
//	row  TEXT            the row under the cursor holds TEXT
//	note TEXT            the notice on show holds TEXT
//	dialog TEXT          the open dialog's title is TEXT ("none": no dialog is open)
//	golden NAME          the frame equals testdata/NAME.golden
//	quit                 the program was left
//
// Any other first word is one of the verbs the test brings: seed, facts, verify.

// Verb does a step of a scenario that is not the driver's.
type Verb func(d *Driver, arg string) error

// Step is a line of a scenario.
type Step struct {
	Line      int
	Verb, Arg string
}

// Parse reads a scenario.
func Parse(script string) []Step {
	var out []Step
	for i, l := range strings.Split(script, "\n") {
		l = strings.TrimRight(strings.TrimLeft(l, " \t"), "\r")
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		verb, arg, _ := strings.Cut(l, " ")
		if verb != "type" && verb != "paste" {
			arg = strings.TrimSpace(arg)
		}
		out = append(out, Step{i + 1, verb, arg})
	}
	return out
}

// Play runs a scenario on a driver. It fails the test at the first step that
// does not hold, naming its line and showing the frame.
func (d *Driver) Play(script string, verbs map[string]Verb) {
	d.t.Helper()
	for _, s := range Parse(script) {
		if err := d.step(s, verbs); err != nil {
			d.t.Fatalf("line %d: %s %s: %v\n%s", s.Line, s.Verb, s.Arg, err, Bare(d.Frame()))
		}
		d.Frame()
	}
}

func (d *Driver) step(s Step, verbs map[string]Verb) error {
	if v, ok := verbs[s.Verb]; ok {
		return v(d, s.Arg)
	}
	switch s.Verb {
	case "size":
		var w, h int
		if _, err := fmt.Sscanf(s.Arg, "%dx%d", &w, &h); err != nil {
			return fmt.Errorf("a size is written 80x24")
		}
		d.Resize(w, h)
	case "key":
		d.Keys(strings.Fields(s.Arg)...)
	case "type":
		d.Keys("type:" + s.Arg)
	case "paste":
		d.Keys("paste:" + s.Arg)
	case "golden":
		d.Golden(s.Arg)
	default:
		return d.expect(s)
	}
	return nil
}

func (d *Driver) expect(s Step) error {
	ok := false
	switch s.Verb {
	case "see":
		ok = strings.Contains(Bare(d.Frame()), s.Arg)
	case "not":
		ok = !strings.Contains(Bare(d.Frame()), s.Arg)
	case "row":
		ok = strings.Contains(d.Row(), s.Arg)
	case "note":
		ok = strings.Contains(d.Model.Notice(), s.Arg)
	case "dialog":
		title := "none"
		if dlg := d.Model.Asking(); dlg != nil {
			title = dlg.Title()
		}
		ok = title == s.Arg
	case "quit":
		ok = d.quit
	default:
		return fmt.Errorf("there is no step called %s", s.Verb)
	}
	if !ok {
		return fmt.Errorf("it does not hold")
	}
	return nil
}

// Row returns the line with the cursor sign in its first cell, "" when there is
// none.
func (d *Driver) Row() string {
	for _, l := range strings.Split(Bare(d.Frame()), "\n") {
		for _, sign := range []string{"▸  ", "▸ ●", "▸ ", ">  ", "> "} {
			if strings.HasPrefix(l, sign) && !strings.Contains(l, "──") {
				return l
			}
		}
	}
	return ""
}
