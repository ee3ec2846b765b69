package shell

import (
	"fmt"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
)

// Effect, Route and Dialog are package action's, under the names screens use.
type (
	Effect = action.Effect
	Route  = action.Route
	Dialog = action.Dialog
)

// Screen is one page. Its methods run on one goroutine and do no I/O: work is a
// Cmd in the Effect, and its answer comes back to this screen's Update only.
type Screen interface {
	// Title is the screen's name in the header, like a page title: short.
	Title() string
	// Init is called once, when the screen opens.
	Init() Effect
	// Update gets keys no action claimed, answers to its Cmds, and Changed.
	Update(msg tea.Msg) Effect
	// View draws exactly w x h cells and changes nothing a person could notice.
	View(w, h int) string
	// Actions lists what can be done here, most used first (the footer's order).
	Actions() []action.Action
	// Capturing reports whether a text field owns the keys: then every key but
	// ctrl+c goes to Update as it is, esc too.
	Capturing() bool
	// Dirty reports whether leaving would lose typed text.
	Dirty() bool
}

// Untyped is embedded by a Screen on which nothing is typed: what is typed is typed into
// dialogs, so no key is captured and leaving loses nothing.
type Untyped struct{}

// Capturing is false.
func (Untyped) Capturing() bool { return false }

// Dirty is false.
func (Untyped) Dirty() bool { return false }

// Backer is a Screen with something esc gives up before it leaves, like marks.
// Back gives it up and reports whether there was anything.
type Backer interface{ Back() bool }

// Changed tells a screen that the data changed and what is on show may be old:
// query again, keep cursor and marks. The screen on show gets it at once, the
// others when they come back on top. ctrl+r sends it too.
type Changed struct {
	Seq      uint64   // the journal's sequence; 0 from ctrl+r
	Subjects []string // what changed; empty means anything
	Warnings []string // what the posting warned of, in sentences
}

// Shown is sent to a screen each time it comes back on top, after any Changed.
type Shown struct{}

// Registry makes screens by name.
type Registry struct {
	makers map[string]func(arg any) Screen
}

// Register adds a screen. A name is registered once.
func (r *Registry) Register(name string, open func(arg any) Screen) {
	if r.makers == nil {
		r.makers = map[string]func(any) Screen{}
	}
	if _, twice := r.makers[name]; twice {
		panic("shell: the screen " + name + " is registered twice")
	}
	r.makers[name] = open
}

// Open makes the screen of a route.
func (r *Registry) Open(to Route) (Screen, error) {
	m := r.makers[to.Name]
	if m == nil {
		return nil, fmt.Errorf("there is no screen called %q", to.Name)
	}
	return m(to.Arg), nil
}

// Query runs one question at a time and drops stale answers: an answer counts
// only when no later question of the same Query was asked meanwhile. Keep it as
// a field of the screen (by value; never copy it after the first Ask).
//
//	s.rows.Ask(func() ([]Row, error) { return s.desk.Rows(asOf) })   // in Init, or on Changed
//	if s.rows.Took(msg) { ... s.rows.Value, s.rows.Err ... }         // first thing in Update
type Query[T any] struct {
	Value   T     // the last good answer
	Err     error // why the last question failed; Value is then the one before
	Loading bool  // a question is under way
	Asked   bool  // a good answer came at least once
	id, gen uint64
}

var queryIDs atomic.Uint64

type answer[T any] struct {
	id, gen uint64
	value   T
	err     error
}

// Ask runs f aside; any question still under way becomes stale.
func (q *Query[T]) Ask(f func() (T, error)) Effect {
	if q.id == 0 {
		q.id = queryIDs.Add(1)
	}
	q.gen++
	q.Loading = true
	id, gen := q.id, q.gen
	return Effect{Cmd: func() tea.Msg {
		v, err := f()
		return answer[T]{id, gen, v, err}
	}}
}

// Took reports whether msg was the awaited answer, now in Value or Err.
func (q *Query[T]) Took(msg tea.Msg) bool {
	a, ok := msg.(answer[T])
	if !ok || a.id != q.id || a.gen != q.gen {
		return false
	}
	q.Loading, q.Err = false, a.err
	if a.err == nil {
		q.Value, q.Asked = a.value, true
	}
	return true
}
