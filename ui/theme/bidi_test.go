package theme

import (
	"testing"

	"duebook/internal/text"
)

// The mode suits the terminal, one inside another too, and a choice comes before it.
func TestBidi(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want text.Mode
	}{
		{nil, text.Isolate},
		{map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7600"}, text.Isolate},
		{map[string]string{"TERM": "xterm-256color", "KONSOLE_VERSION": "230800"}, text.Isolate},
		{map[string]string{"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(390)"}, text.App},
		{map[string]string{"TERM": "xterm-256color", "WT_SESSION": "a"}, text.App},
		{map[string]string{"TERM": "alacritty", "VTE_VERSION": "7600"}, text.App},
		{map[string]string{"TERM": "foot-extra"}, text.App},
		{map[string]string{"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, text.App},
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, text.App},
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, text.App},
		{map[string]string{"TERM": "xterm-kitty"}, text.Raw},
		{map[string]string{"TERM": "mlterm"}, text.Raw},
		{map[string]string{"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm", "TMUX": "x"}, text.Isolate},
	} {
		if got := bidiOf(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%v: %s, not %s", c.env, got, c.want)
		}
	}
	if Bidi("APP") != text.App || Bidi("raw") != text.Raw || Bidi("isolate") != text.Isolate {
		t.Error("a choice is not taken")
	}
}
