package shell_test

import (
	"strings"
	"testing"

	"duebook/ui/action"
)

// A line of the help that goes on below keeps all its words in the least terminal.
func TestHelpKeepsItsWords(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	why := strings.TrimSpace(strings.Repeat("a bb ccc dddd ", 12))
	list.list = func(*fake) []action.Action {
		return []action.Action{{ID: "note.write", Label: "note", Help: "Write", Keys: []string{"n"},
			Disabled: func() string { return why }}}
	}
	var words []string
	for _, l := range strings.Split(d.Keys("?").Frame(), "\n") {
		words = append(words, strings.Fields(strings.Trim(l, " │"))...)
	}
	if !strings.Contains(strings.Join(words, " "), "n Write ("+why+")") {
		t.Error(words)
	}
}
