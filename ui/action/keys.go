package action

import "strings"

// Fixed is a letter's meaning on every screen.
type Fixed struct {
	Key, Verb, Help string
	words           []string // what an action's id or label may say for it
}

// allows reports whether an action may use the key: one of the words of its
// verb is a part of the action's id or a word of its label.
func (f Fixed) allows(a Action) bool {
	parts := strings.FieldsFunc(strings.ToLower(a.ID+" "+a.Label), func(r rune) bool {
		return r == '.' || r == ' ' || r == '-' || r == '_' || r == ','
	})
	for _, p := range parts {
		for _, w := range f.words {
			if p == w {
				return true
			}
		}
	}
	return false
}

// List is the letters that mean the same on every screen, in the order the help
// shows them (DESIGN, "Keys").
var List = []Fixed{
	fixed("c", "call", "Log a call", "contact"),
	fixed("n", "note", "Write a note"),
	fixed("t", "follow-up", "Plan a follow-up", "followup", "follow", "up", "task"),
	fixed("p", "promise", "Take a promise to pay"),
	fixed("r", "receipt", "Record a receipt"),
	fixed("h", "cheque", "Record or move a cheque"),
	fixed("i", "interest", "Late charges"),
	fixed("d", "dispute", "Open or close a dispute", "hold"),
	fixed("b", "balance confirmation", "Balance confirmation", "confirm", "confirmation", "balance"),
	fixed("s", "statement", "Statement of account"),
	fixed("x", "refer", "Refer to the supervisor", "referral"),
	fixed("e", "edit", "Edit", "change"),
	fixed("w", "write", "Write a message to copy", "message", "text"),
	fixed("u", "undo", "Undo"),
	fixed("o", "sort", "Change the order", "order"),
	fixed("f", "filter", "Filter"),
	fixed("=", "explain", "Explain the figure"),
	fixed("@", "as of", "Look as of another date", "asof", "date"),
	fixed("/", "find", "Find", "search"),
	fixed("[", "previous", "Previous customer", "prev"),
	fixed("]", "next", "Next customer"),
	fixed("ctrl+e", "export", "Export what is shown"),
}

// Keys is List by key.
var Keys = func() map[string]Fixed {
	m := map[string]Fixed{}
	for _, f := range List {
		m[f.Key] = f
	}
	return m
}()

func fixed(key, verb, help string, more ...string) Fixed {
	return Fixed{key, verb, help, append(strings.Fields(verb), more...)}
}

// Reserved is the keys no action may claim: the shell or every list answers
// them itself.
var Reserved = map[string]string{
	"q": "quit", "esc": "back", "ctrl+c": "quit", "ctrl+r": "reload", "?": "help", ":": "palette",
	"j": "down", "k": "up", "up": "up", "down": "down", "g": "first", "G": "last", "home": "first", "end": "last",
	"pgup": "page up", "pgdown": "page down",
	"1": "screen", "2": "screen", "3": "screen", "4": "screen", "5": "screen", "6": "screen", "7": "screen",
	"8": "screen", "9": "screen",
}
