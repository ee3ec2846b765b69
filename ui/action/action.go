package action

import (
	"fmt"
	"strings"
)

// Action is one thing a person can do on a screen. The footer, the ? help, the
// : palette, the README's key table and the conflict test all come from it.
type Action struct {
	ID       string        // stable name, like "receipt.record"
	Label    string        // one or two words for the footer: "receipt"
	Help     string        // one sentence for the help
	Keys     []string      // as Bubble Tea names them; the first is shown. None: palette only
	Group    string        // heading in the help; "" is the screen's title
	Danger   bool          // shown with a warning; Run still asks by itself
	Hidden   bool          // not in the footer, only in help and palette
	Disabled func() string // why it can't be done now, "" when it can; nil: always can
	Run      func() Effect
}

// Reason returns why the action can't be done now, or "".
func (a Action) Reason() string {
	if a.Disabled == nil {
		return ""
	}
	return a.Disabled()
}

// Has reports whether key runs the action.
func (a Action) Has(key string) bool {
	for _, k := range a.Keys {
		if k == key {
			return true
		}
	}
	return false
}

// Do runs the action, or says why it can't be done.
func (a Action) Do() Effect {
	if why := a.Reason(); why != "" {
		return Decline(Sentence(a.Label) + ": " + why)
	}
	if a.Run == nil {
		return None
	}
	return a.Run()
}

// Sentence returns s with its first letter in upper case.
func Sentence(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-32) + s[1:]
}

// KeyName writes a key for people: "ctrl+s" as "^S", " " as "space".
func KeyName(key string) string {
	switch key {
	case " ":
		return "space"
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "shift+tab":
		return "⇧tab"
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return "^" + strings.ToUpper(rest)
	}
	return key
}

// Conflicts returns a sentence for each key that two of the actions claim, each
// action without an id, label, help or Run, each key of the shell's own that is
// claimed, and each letter used for another verb than Keys gives it. An action
// follows Keys when its id's last part or its label starts with the verb, or
// when Keys lists its id.
func Conflicts(screen string, actions []Action) []string {
	var out []string
	seen, ids := map[string]string{}, map[string]bool{}
	for _, a := range actions {
		if a.ID == "" || a.Label == "" || a.Help == "" || a.Run == nil {
			out = append(out, fmt.Sprintf("%s: the action %q lacks an id, a label, a help sentence or a Run",
				screen, a.ID))
		}
		if ids[a.ID] {
			out = append(out, fmt.Sprintf("%s: two actions are called %s", screen, a.ID))
		}
		ids[a.ID] = true
		for _, k := range a.Keys {
			if other, ok := seen[k]; ok {
				out = append(out, fmt.Sprintf("%s: the key %s means both %s and %s", screen, k, other, a.ID))
			}
			seen[k] = a.ID
			if what, ok := Reserved[k]; ok {
				out = append(out, fmt.Sprintf("%s: the key %s belongs to the shell (%s), not to %s", screen, k,
					what, a.ID))
			}
			if f, ok := Keys[k]; ok && !f.allows(a) {
				out = append(out, fmt.Sprintf("%s: the key %s is %q on every screen, not %s", screen, k, f.Verb, a.ID))
			}
		}
	}
	return out
}
