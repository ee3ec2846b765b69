package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// leave ends the program; what would be lost was asked about.
type leave struct{}

// keys gives keys to who owns them: the open dialog, a text field, or the
// actions of the screen, of the program and of the shell, in this order.
func (m *Model) keys(k tea.KeyMsg) tea.Cmd {
	if k.String() == "ctrl+c" {
		return m.leaving()
	}
	if !m.notice.fail && m.notice.tone == theme.Warn {
		m.notice.text = "" // why the last key did nothing; the next one is another matter
	}
	if m.notice.fail {
		if m.notice.keys++; m.notice.keys > 1 {
			m.notice.text, m.notice.fail = "", false
		}
	}
	if m.capturing() {
		return m.key(k)
	}
	if k.Paste {
		return nil // a paste is text: nothing here takes text, so nothing happens
	}
	if k.Type != tea.KeyRunes || k.Alt {
		return m.key(k)
	}
	var cmds []tea.Cmd
	for rest := k.Runes; len(rest) > 0; {
		if m.capturing() { // a key before opened a text field: what follows is text
			cmds = append(cmds, m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: rest}))
			break
		}
		n := 1
		if len(rest) > 1 && len([]rune(text.LatinKeys(string(rest[:2])))) == 1 {
			n = 2 // a key of an Arabic keyboard that sends two letters
		}
		for _, r := range text.LatinKeys(string(rest[:n])) {
			cmds = append(cmds, m.key(oneKey(r)))
		}
		rest = rest[n:]
	}
	return tea.Batch(cmds...)
}

func oneKey(r rune) tea.KeyMsg {
	if r == ' ' {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{r}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
}

// capturing reports whether a text field owns the keys.
func (m *Model) capturing() bool {
	if d := m.Asking(); d != nil {
		return d.Capturing()
	}
	p := m.top()
	return p != nil && p.scr.Capturing()
}

// key handles one key, not split further.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	if n := len(m.dialogs); n > 0 {
		b := m.dialogs[n-1]
		return m.guard(b.id, func() Effect { return b.dlg.Update(k) })
	}
	p := m.top()
	if p == nil {
		if k.String() == "q" {
			return m.leaving()
		}
		return nil
	}
	toScreen := func() tea.Cmd { return m.guard(p.id, func() Effect { return p.scr.Update(k) }) }
	if p.scr.Capturing() {
		return toScreen()
	}
	name := k.String()
	for _, a := range m.actions() {
		if a.Has(name) {
			return m.guard(p.id, a.Do)
		}
	}
	switch {
	case name == "esc":
		if b, ok := p.scr.(Backer); ok && b.Back() {
			return nil
		}
		return m.back()
	case name == "q":
		if len(m.stacks[m.tab]) > 1 {
			return m.back()
		}
		return m.leaving()
	case name == "?":
		return m.ask(p.id, newHelp(p.scr.Title(), m.actions(), m.cfg.Tabs))
	case name == ":":
		return m.ask(p.id, m.palette())
	case name == "ctrl+r":
		m.notice.text = ""
		return m.changed(Changed{})
	case len(name) == 1 && name >= "1" && name <= "9":
		return m.show(int(name[0] - '1'))
	}
	return toScreen()
}

// actions returns the screen's actions, then the program's that it does not shadow.
func (m *Model) actions() []action.Action {
	p := m.top()
	if p == nil {
		return nil
	}
	all := append([]action.Action(nil), p.scr.Actions()...)
	all = append(all, m.exporting(p.scr)...)
	if m.cfg.Globals == nil {
		return m.permitted(all)
	}
	own := len(all)
	for _, g := range m.cfg.Globals() {
		if !shadowed(g, all[:own]) {
			all = append(all, g)
		}
	}
	return m.permitted(all)
}

// permitted disables what who sits here may not do: the reason comes before any other. It
// says of what they may only propose that somebody else decides.
func (m *Model) permitted(all []action.Action) []action.Action {
	if m.cfg.May == nil {
		return all
	}
	for i, a := range all {
		if why := m.cfg.May(a.ID); why != "" {
			all[i].Disabled = func() string { return why }
		} else if m.cfg.Proposes != nil && m.cfg.Proposes(a.ID) {
			all[i].Help = strings.TrimSuffix(a.Help, ".") + "; a supervisor decides on it"
		}
	}
	return all
}

func shadowed(g action.Action, by []action.Action) bool {
	for _, a := range by {
		if a.ID == g.ID {
			return true
		}
		for _, k := range g.Keys {
			if a.Has(k) {
				return true
			}
		}
	}
	return false
}

// back leaves the screen on show; it asks when typed text would be lost.
func (m *Model) back() tea.Cmd {
	p := m.top()
	if len(m.stacks[m.tab]) < 2 {
		return nil
	}
	if p.scr.Dirty() {
		return m.ask(p.id, kit.Confirm("Leave "+p.scr.Title()+"?", "What you typed here is not saved and will be lost.",
			"leave", "stay", action.Pop))
	}
	return m.pop(p.id, nil)
}

// leaving ends the program, asking first when typed text would be lost. Asked a
// second time while that question is open, it leaves.
func (m *Model) leaving() tea.Cmd {
	end := func() tea.Msg { return leave{} }
	if _, asked := m.Asking().(*quitBox); asked {
		return end
	}
	var dirty []string
	for _, b := range m.dialogs {
		if b.dlg.Dirty() {
			dirty = append(dirty, b.dlg.Title())
		}
	}
	for _, s := range m.stacks {
		for _, p := range s {
			if p.scr.Dirty() {
				dirty = append(dirty, p.scr.Title())
			}
		}
	}
	if len(dirty) == 0 {
		return end
	}
	lost := "What you typed is not saved and will be lost: " + strings.Join(dirty, ", ") + "."
	q := kit.Confirm("Leave the program?", lost, "leave", "stay", func() Effect { return action.Do(end) })
	return m.ask(0, &quitBox{q})
}

// quitBox marks the question before leaving.
type quitBox struct{ *kit.ConfirmBox }
