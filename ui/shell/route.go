package shell

import (
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/theme"
)

// How long a notice stays.
const noticeTime = 5 * time.Second

// perform does the intents of an effect in order and returns its work, whose
// answers go to owner.
func (m *Model) perform(owner uint64, e Effect) tea.Cmd {
	var cmds []tea.Cmd
	for _, i := range e.Intents {
		if i.Verb == action.VerbClose {
			owner = m.closeBox(owner)
			continue
		}
		cmds = append(cmds, m.intent(owner, i))
	}
	return tea.Batch(append(cmds, own(owner, e.Cmd))...)
}

func (m *Model) intent(owner uint64, i action.Intent) tea.Cmd {
	switch i.Verb {
	case action.VerbPush:
		return m.push(i.Route)
	case action.VerbReplace:
		return m.replace(owner, i.Route)
	case action.VerbPop:
		return m.pop(owner, i.Msg)
	case action.VerbAsk:
		return m.ask(owner, i.Dialog)
	case action.VerbNotify:
		return m.notify(i.Text)
	case action.VerbDecline:
		cmd := m.notify(i.Text)
		m.notice.tone = theme.Warn
		return cmd
	case action.VerbFail:
		return m.fail(i.Err)
	case action.VerbQuit:
		return m.leaving()
	}
	return m.fail(fmt.Errorf("the shell does not know how to %q", i.Verb))
}

// closeBox closes the dialog an effect came from and returns who asked for it;
// an effect of a screen closes nothing.
func (m *Model) closeBox(id uint64) uint64 {
	for i, b := range m.dialogs {
		if b.id == id {
			m.dialogs = append(m.dialogs[:i:i], m.dialogs[i+1:]...)
			return b.owner
		}
	}
	return id
}

func (m *Model) newID() uint64 { m.ids++; return m.ids }

func (m *Model) ask(owner uint64, d Dialog) tea.Cmd {
	b := &box{m.newID(), owner, d}
	m.dialogs = append(m.dialogs, b)
	if s, ok := d.(action.Starter); ok {
		return m.guard(b.id, s.Init)
	}
	return nil
}

// open makes a page of a route; it is not on a stack yet.
func (m *Model) open(to Route) (p *page, err error) {
	defer func() {
		if r := recover(); r != nil {
			if m.cfg.OnPanic != nil {
				m.cfg.OnPanic(fmt.Sprint(r), string(debug.Stack()))
			}
			err = fmt.Errorf("the screen %s could not open (%v)", to.Name, r)
		}
	}()
	if m.cfg.Registry == nil {
		return nil, errors.New("no screen is registered")
	}
	s, err := m.cfg.Registry.Open(to)
	if err != nil {
		return nil, err
	}
	return &page{id: m.newID(), scr: s}, nil
}

func (m *Model) push(to Route) tea.Cmd {
	p, err := m.open(to)
	if err != nil {
		return m.fail(err)
	}
	m.stacks[m.tab] = append(m.stacks[m.tab], p)
	return m.guard(p.id, p.scr.Init)
}

func (m *Model) replace(owner uint64, to Route) tea.Cmd {
	p, err := m.open(to)
	if err != nil {
		return m.fail(err)
	}
	for _, s := range m.stacks {
		for i := range s {
			if s[i].id == owner {
				s[i] = p
				return m.guard(p.id, p.scr.Init)
			}
		}
	}
	m.stacks[m.tab] = append(m.stacks[m.tab], p)
	return m.guard(p.id, p.scr.Init)
}

// pop leaves the page of an owner, and those above it. A tab's first page stays.
func (m *Model) pop(owner uint64, msg tea.Msg) tea.Cmd {
	for t, s := range m.stacks {
		for i := 1; i < len(s); i++ {
			if s[i].id != owner {
				continue
			}
			m.stacks[t] = s[:i:i]
			below := s[i-1]
			cmd := m.shown(below)
			if msg == nil {
				return cmd
			}
			return tea.Batch(cmd, m.guard(below.id, func() Effect { return below.scr.Update(msg) }))
		}
	}
	return nil
}

// shown tells a page that it is on top again, and of a change it missed.
func (m *Model) shown(p *page) tea.Cmd {
	var cmds []tea.Cmd
	if p.old != nil {
		c := *p.old
		p.old = nil
		cmds = append(cmds, m.guard(p.id, func() Effect { return p.scr.Update(c) }))
	}
	return tea.Batch(append(cmds, m.guard(p.id, func() Effect { return p.scr.Update(Shown{}) }))...)
}

// show brings a tab to the front, as it was left.
func (m *Model) show(tab int) tea.Cmd {
	if tab < 0 || tab >= len(m.cfg.Tabs) {
		return nil
	}
	was := m.tab
	m.tab = tab
	if len(m.stacks[tab]) == 0 {
		return m.push(m.cfg.Tabs[tab].Route)
	}
	if was == tab {
		return nil
	}
	return m.shown(m.top())
}

func (m *Model) notify(text string) tea.Cmd {
	m.notice = notice{text: text, tone: theme.Info, gen: m.notice.gen + 1}
	if m.warning != "" {
		m.notice.text = strings.TrimSpace(text + " " + m.warning)
		m.notice.tone, m.warning = theme.Warn, ""
	}
	return m.cfg.After(noticeTime, noticeOver{m.notice.gen})
}

// warnTime is how long the warnings of a posting wait for its notice.
const warnTime = 300 * time.Millisecond

// warn keeps what a posting warned of for the notice that says what was done,
// which comes a moment later; when none comes, it is said alone.
func (m *Model) warn(all []string) tea.Cmd {
	if len(all) == 0 {
		return nil
	}
	m.warning = action.Sentence(strings.Join(all, "; "))
	return m.cfg.After(warnTime, warned{m.notice.gen})
}

// fail shows an error. It stays at least noticeTime, and until a key is pressed after that.
func (m *Model) fail(err error) tea.Cmd {
	m.notice = notice{text: action.Sentence(err.Error()), tone: theme.Bad, gen: m.notice.gen + 1, fail: true}
	return nil
}

// Types of Bubble Tea that the runtime itself must see.
var (
	teaPkg  = reflect.TypeOf(tea.QuitMsg{}).PkgPath()
	cmdsOf  = reflect.TypeOf([]tea.Cmd(nil))
	cmdList = func(v any) ([]tea.Cmd, bool) {
		r := reflect.ValueOf(v)
		if r.Kind() == reflect.Slice && r.Type().ConvertibleTo(cmdsOf) {
			return r.Convert(cmdsOf).Interface().([]tea.Cmd), true
		}
		return nil, false
	}
)

// own makes a Cmd's answers come back as routed to an owner. Bubble Tea's own
// messages (batches, sequences, quit, exec) keep working.
func own(owner uint64, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (out tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				out = crashed{fmt.Sprint(r), string(debug.Stack())}
			}
		}()
		msg := cmd()
		switch msg := msg.(type) {
		case nil:
			return nil
		case Changed, noticeOver, warned, routed, crashed, leave, goTo:
			return msg
		case tea.BatchMsg:
			return tea.BatchMsg(ownAll(owner, msg))
		}
		if reflect.TypeOf(msg).PkgPath() == teaPkg {
			if list, ok := cmdList(msg); ok {
				return tea.Sequence(ownAll(owner, list)...)()
			}
			return msg
		}
		return routed{owner, msg}
	}
}

func ownAll(owner uint64, cmds []tea.Cmd) []tea.Cmd {
	out := make([]tea.Cmd, len(cmds))
	for i, c := range cmds {
		out[i] = own(owner, c)
	}
	return out
}
