// Package action holds what a screen offers (Action), what it answers
// (Effect), where it leads (Route) and the letters that mean the same
// everywhere (Keys). An Effect is a plain value: tests look at it without
// running anything. The package does no I/O and knows no screen.
package action

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"
)

// Route names a screen of the registry and what it should show.
type Route struct {
	Name string
	Arg  any
}

// Verb says what an Intent asks of the shell.
type Verb string

// The verbs.
const (
	VerbPush    Verb = "push"    // open Route above this screen
	VerbReplace Verb = "replace" // open Route in this screen's place
	VerbPop     Verb = "pop"     // leave this screen; Msg, if any, goes to the one beneath
	VerbAsk     Verb = "ask"     // open Dialog
	VerbClose   Verb = "close"   // close the dialog that answers; no effect from a screen
	VerbNotify  Verb = "notify"  // show Text for a few seconds
	VerbDecline Verb = "decline" // the same, as a thing that was not done
	VerbFail    Verb = "fail"    // show Err until a key is pressed after it was read
	VerbQuit    Verb = "quit"    // leave the program; asks when typed text would be lost
)

// Intent is one thing asked of the shell. Only the fields of its verb are set.
type Intent struct {
	Verb   Verb
	Route  Route
	Dialog Dialog
	Text   string
	Err    error
	Msg    tea.Msg
}

// Effect is what an Update or an action wants done: work to run aside (its
// answer comes back to the screen or dialog that asked, and to no other) and
// intents for the shell, in order. The zero Effect wants nothing.
type Effect struct {
	Cmd     tea.Cmd
	Intents []Intent
}

// And returns both effects, e's intents first.
func (e Effect) And(more ...Effect) Effect {
	cmds := []tea.Cmd{e.Cmd}
	intents := append([]Intent(nil), e.Intents...)
	for _, m := range more {
		cmds = append(cmds, m.Cmd)
		intents = append(intents, m.Intents...)
	}
	return Effect{tea.Batch(cmds...), intents}
}

// Find returns the first intent of a verb; tests use it.
func (e Effect) Find(v Verb) (Intent, bool) {
	for _, i := range e.Intents {
		if i.Verb == v {
			return i, true
		}
	}
	return Intent{}, false
}

// Empty reports whether nothing is wanted.
func (e Effect) Empty() bool { return e.Cmd == nil && len(e.Intents) == 0 }

// None wants nothing.
var None = Effect{}

// Do runs cmd aside.
func Do(cmd tea.Cmd) Effect { return Effect{Cmd: cmd} }

// Push opens a screen above this one.
func Push(name string, arg any) Effect {
	return want(Intent{Verb: VerbPush, Route: Route{name, arg}})
}

// Replace opens a screen in this one's place.
func Replace(name string, arg any) Effect {
	return want(Intent{Verb: VerbReplace, Route: Route{name, arg}})
}

// Pop leaves this screen.
func Pop() Effect { return want(Intent{Verb: VerbPop}) }

// PopWith leaves this screen and sends msg to the one beneath.
func PopWith(msg tea.Msg) Effect { return want(Intent{Verb: VerbPop, Msg: msg}) }

// Ask opens a dialog.
func Ask(d Dialog) Effect { return want(Intent{Verb: VerbAsk, Dialog: d}) }

// Close closes the dialog that answers it. What follows it in the same effect
// is done in the name of the screen beneath, and its Cmd answers to that screen.
func Close() Effect { return want(Intent{Verb: VerbClose}) }

// Notify shows a sentence for a few seconds.
func Notify(text string) Effect { return want(Intent{Verb: VerbNotify, Text: text}) }

// Decline shows for a few seconds why something was not done.
func Decline(text string) Effect { return want(Intent{Verb: VerbDecline, Text: text}) }

// Fail shows an error until it has been read. A nil error wants nothing.
func Fail(err error) Effect {
	if err == nil {
		return None
	}
	if said, ok := WasSent(err); ok {
		return Notify(said)
	}
	return want(Intent{Verb: VerbFail, Err: err})
}

// WasSent is what to tell when an error says only that a wish was passed on to somebody
// else, and nothing failed.
func WasSent(err error) (said string, ok bool) {
	var sent interface{ Sent() string }
	if ok = errors.As(err, &sent); ok {
		said = sent.Sent()
	}
	return said, ok
}

// Quit leaves the program.
func Quit() Effect { return want(Intent{Verb: VerbQuit}) }

func want(i Intent) Effect { return Effect{Intents: []Intent{i}} }

// Dialog is a box over the screen. The shell draws its frame and title, and
// gives it every key until it answers with Close.
type Dialog interface {
	Title() string
	// Size returns the cells it would like, at most maxW x maxH.
	Size(maxW, maxH int) (w, h int)
	// View draws exactly w x h cells.
	View(w, h int) string
	Update(msg tea.Msg) Effect
	// Capturing reports whether a text field owns the keys.
	Capturing() bool
	// Dirty reports whether closing it would lose typed text.
	Dirty() bool
}

// Starter is a Dialog with work to start when it opens.
type Starter interface{ Init() Effect }
