package uitest

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// named is every key with a name, by its name.
var named = func() map[string]tea.KeyType {
	m := map[string]tea.KeyType{}
	for t := tea.KeyType(-200); t < 200; t++ {
		if t == tea.KeyRunes || t == tea.KeySpace {
			continue
		}
		if s := (tea.KeyMsg{Type: t}).String(); s != "" {
			m[s] = t
		}
	}
	return m
}()

// Press returns the messages a terminal would send for a key by name, or for
// "type:", "paste:" and "burst:".
func Press(name string) ([]tea.Msg, error) {
	if s, ok := strings.CutPrefix(name, "type:"); ok {
		var out []tea.Msg
		for _, r := range s {
			out = append(out, runeKey(r))
		}
		return out, nil
	}
	if s, ok := strings.CutPrefix(name, "paste:"); ok {
		return []tea.Msg{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true}}, nil
	}
	if s, ok := strings.CutPrefix(name, "burst:"); ok {
		return []tea.Msg{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)}}, nil
	}
	if name == "space" {
		return []tea.Msg{runeKey(' ')}, nil
	}
	if t, ok := named[name]; ok {
		return []tea.Msg{tea.KeyMsg{Type: t}}, nil
	}
	if r := []rune(name); len(r) == 1 {
		return []tea.Msg{runeKey(r[0])}, nil
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		msgs, err := Press(rest)
		if err != nil {
			return nil, err
		}
		k := msgs[0].(tea.KeyMsg)
		k.Alt = true
		return []tea.Msg{k}, nil
	}
	return nil, fmt.Errorf("there is no key called %q", name)
}

func runeKey(r rune) tea.Msg {
	if r == ' ' {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
}
