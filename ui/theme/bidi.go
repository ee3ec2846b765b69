package theme

import (
	"os"
	"strings"

	"duebook/internal/text"
)

// Bidi is how right-to-left names are drawn: as chosen (isolate, app or raw), else, as
// for "" and "auto", what suits the terminal by its name.
func Bidi(choice string) text.Mode {
	if m, ok := text.ParseMode(choice); ok {
		return m
	}
	return bidiOf(os.Getenv)
}

// bidiOf knows terminals by what they set in the environment. What they say of
// themselves in TERM comes first: the rest is inherited by one started from another.
// tmux passes text on as it is, and what is not known may turn text around: isolate
// suits both.
func bidiOf(env func(string) string) text.Mode {
	term := env("TERM")
	switch {
	case env("TMUX") != "" || strings.HasPrefix(term, "tmux") || strings.HasPrefix(term, "screen"):
		return text.Isolate
	case strings.Contains(term, "kitty") || strings.HasPrefix(term, "mlterm"):
		return text.Raw
	case strings.HasPrefix(term, "alacritty") || strings.HasPrefix(term, "foot") || strings.Contains(term, "ghostty"):
		return text.App
	}
	switch strings.ToLower(env("TERM_PROGRAM")) {
	case "vscode", "wezterm", "ghostty":
		return text.App
	}
	switch {
	case env("WT_SESSION") != "" || env("XTERM_VERSION") != "":
		return text.App
	case env("MLTERM") != "":
		return text.Raw
	}
	return text.Isolate
}
