package shell

import (
	"fmt"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// Header is what the top line says. Empty parts are left out.
type Header struct {
	Title string // the program
	Place string // whose data: the company
	When  string // as of
	Past  bool   // When is not today: shown with a warning
	Who   string // who acts
}

// Tab is a screen of the top line, reached by its number (the first is 1).
type Tab struct {
	Label string
	Route Route
}

// Config is what a shell is made of.
type Config struct {
	Registry *Registry
	Tabs     []Tab                    // at most 9; the first is shown at start unless Start is set
	Start    Route                    // opened on top of the first tab
	Header   func() Header            // asked at every frame: answer from memory
	Globals  func() []action.Action   // actions of every screen; a screen's own come first
	Quick    func() []action.Action   // more entries of the palette, without keys
	OnPanic  func(what, stack string) // told of a panic that was caught
	// May says why who sits here may not do the action of an id, "" when they may; from
	// memory. Nil: everything.
	May func(id string) string
	// Proposes reports whether an action only proposes to somebody else. May be nil.
	Proposes func(id string) bool
	// Export writes the table of a Shower; nil: nothing can be written.
	Export func(name string, t *kit.Table) Effect
	// After makes a Cmd that sends msg after d; tests replace it. Nil is tea.Tick.
	After func(d time.Duration, msg tea.Msg) tea.Cmd
}

// Model is the root model. Make it with New.
type Model struct {
	cfg     Config
	w, h    int
	tab     int
	stacks  [][]*page // one a tab, made when first shown
	dialogs []*box
	notice  notice
	warning string // what a posting warned of, until a notice says it
	ids     uint64
	seq     Changed
	quit    bool
}

// page is a screen on a stack. old: the data changed since it was last on top.
type page struct {
	id  uint64
	scr Screen
	old *Changed
}

// box is an open dialog and who asked for it.
type box struct {
	id, owner uint64
	dlg       Dialog
}

type notice struct {
	text string
	tone theme.Tone
	gen  uint64
	fail bool
	keys int // keys pressed since a failure was shown
}

// warned is due when no notice came to say the warnings with.
type warned struct{ gen uint64 }

// routed carries an answer to the page or box that asked.
type routed struct {
	to  uint64
	msg tea.Msg
}

// crashed says that a Cmd panicked.
type crashed struct{ what, stack string }

type noticeOver struct{ gen uint64 }

// New makes a shell. It opens no screen before Init.
func New(cfg Config) *Model {
	if cfg.After == nil {
		cfg.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	if cfg.Header == nil {
		cfg.Header = func() Header { return Header{} }
	}
	return &Model{cfg: cfg, stacks: make([][]*page, max(len(cfg.Tabs), 1)), w: 80, h: 24}
}

// Init opens the first screen.
func (m *Model) Init() tea.Cmd {
	var cmds []tea.Cmd
	if len(m.cfg.Tabs) > 0 {
		cmds = append(cmds, m.show(0))
	}
	if m.cfg.Start.Name != "" {
		cmds = append(cmds, m.push(m.cfg.Start))
	}
	return tea.Batch(cmds...)
}

// Update routes a message: keys to who owns them, answers to who asked.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	return m, m.update(msg)
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyMsg:
		return m.keys(msg)
	case routed:
		return m.deliver(msg)
	case noticeOver:
		if msg.gen == m.notice.gen {
			m.notice.text = ""
		}
	case Changed:
		return tea.Batch(m.changed(msg), m.warn(msg.Warnings))
	case warned:
		if msg.gen == m.notice.gen && m.warning != "" {
			return m.notify("")
		}
	case crashed:
		return m.caught(msg)
	case goTo:
		return m.show(int(msg))
	case leave:
		m.quit = true
		return tea.Quit
	}
	return nil
}

// top returns the page on show, or nil.
func (m *Model) top() *page {
	s := m.stacks[m.tab]
	if len(s) == 0 {
		return nil
	}
	return s[len(s)-1]
}

// Top returns the screen on show, for tests; nil when there is none.
func (m *Model) Top() Screen {
	if p := m.top(); p != nil {
		return p.scr
	}
	return nil
}

// Asking returns the open dialog, for tests; nil when there is none.
func (m *Model) Asking() Dialog {
	if len(m.dialogs) == 0 {
		return nil
	}
	return m.dialogs[len(m.dialogs)-1].dlg
}

// Notice returns the sentence on show, for tests.
func (m *Model) Notice() string { return m.notice.text }

// Done reports whether the program was left.
func (m *Model) Done() bool { return m.quit }

// deliver hands an answer to its page or box; when it is gone, so is the answer.
func (m *Model) deliver(r routed) tea.Cmd {
	for _, b := range m.dialogs {
		if b.id == r.to {
			return m.guard(r.to, func() Effect { return b.dlg.Update(r.msg) })
		}
	}
	for _, s := range m.stacks {
		for _, p := range s {
			if p.id == r.to {
				return m.guard(r.to, func() Effect { return p.scr.Update(r.msg) })
			}
		}
	}
	return nil
}

// changed tells the page on show, and marks the others.
func (m *Model) changed(c Changed) tea.Cmd {
	if c.Seq > m.seq.Seq {
		m.seq = c
	}
	top := m.top()
	for _, s := range m.stacks {
		for _, p := range s {
			if p != top {
				p.old = &c
			}
		}
	}
	if top == nil {
		return nil
	}
	return m.guard(top.id, func() Effect { return top.scr.Update(c) })
}

// guard runs f in the name of an owner, does what it wants, and turns a panic
// into a notice.
func (m *Model) guard(owner uint64, f func() Effect) (cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			cmd = m.caught(crashed{fmt.Sprint(r), string(debug.Stack())})
		}
	}()
	return m.perform(owner, f())
}

func (m *Model) caught(c crashed) tea.Cmd {
	if m.cfg.OnPanic != nil {
		m.cfg.OnPanic(c.what, c.stack)
	}
	return m.fail(fmt.Errorf("this screen failed (%s): press esc, or ctrl+r to load again", c.what))
}
