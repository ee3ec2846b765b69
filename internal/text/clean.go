package text

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow each other.
const maxMarks = 8

// What the door does with a rune.
type class uint8

const (
	plain     class = iota // kept
	breaking               // a line break or tab: becomes a space
	control                // C0, C1, DEL
	direction              // bidi marks, overrides, embeddings and isolates
	hidden                 // other invisible format characters and tags
	private                // private use, and code points that are no character
	mark                   // a combining mark: kept, so many in a row
)

// classOf sorts a rune for the door. ZWNJ and ZWJ (U+200C, U+200D) are plain:
// Persian, Indic and emoji need them.
func classOf(r rune) class {
	switch {
	case r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x300 && r != 0xad:
		return plain
	case r >= '\t' && r <= '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return breaking
	case r < 0xa0:
		return control
	case r >= 0x621 && r <= 0x64a:
		return plain
	case r == 0x200c || r == 0x200d:
		return plain
	case r == 0x200e || r == 0x200f || r == 0x61c || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
		return direction
	case unicode.Is(unicode.M, r):
		return mark
	case unicode.Is(unicode.Cf, r):
		return hidden
	case unicode.Is(unicode.Co, r), r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return private
	}
	return plain
}

// isPlainASCII reports whether s is printable ASCII throughout.
func isPlainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Clean makes text fit for the book, at the door: line breaks and tabs become
// one space, controls, bidi characters, invisible format characters, tags and
// private use are dropped (the zero-width joiners stay), what is no UTF-8
// becomes U+FFFD, a ninth combining mark in a row goes, and the rest is
// composed (NFC) and trimmed. Cleaning twice is cleaning once.
func Clean(s string) string {
	if isPlainASCII(s) {
		return strings.TrimSpace(s)
	}
	s = strings.TrimSpace(filter(s))
	if !norm.NFC.IsNormalString(s) {
		s = strings.TrimSpace(filter(norm.NFC.String(s)))
	}
	return s
}

// Safe makes text fit to be drawn: like Clean it emits no control, no bidi and
// no invisible character, but it leaves composition and spaces alone.
func Safe(s string) string {
	if isPlainASCII(s) {
		return s
	}
	return filter(s)
}

// filter drops and replaces what classOf says; a string with nothing to do
// comes back as it is.
func filter(s string) string {
	from := firstUnclean(s)
	if from == len(s) {
		return s
	}
	out := make([]byte, 0, len(s)+8)
	marks, inBreak := 0, false
	for _, r := range s {
		kind := classOf(r)
		if kind == mark {
			marks++
		} else if kind == plain || kind == breaking {
			marks = 0
		}
		switch {
		case kind == breaking:
			if !inBreak {
				out = append(bytes.TrimRight(out, " "), ' ')
			}
			inBreak = true
		case kind == plain && inBreak && r == ' ':
		case kind == plain, kind == mark && marks <= maxMarks:
			inBreak = false
			out = utf8.AppendRune(out, r) // an invalid byte arrives as U+FFFD
		}
	}
	return string(out)
}

// firstUnclean returns where the first rune stands that filter would change.
func firstUnclean(s string) int {
	marks := 0
	for i, r := range s {
		switch classOf(r) {
		case plain:
			marks = 0
		case mark:
			if marks++; marks > maxMarks {
				return i
			}
		default:
			return i
		}
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			return i
		}
	}
	return len(s)
}

// Check refuses what Clean would have to change, but for spaces around it, and
// what is longer than limit characters; the error names what is wrong.
func Check(s string, limit int) error {
	if isPlainASCII(s) {
		return checkLength(s, limit)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("the text is not valid UTF-8: save the source as UTF-8 and try again")
	}
	if at := firstUnclean(s); at < len(s) {
		r, _ := utf8.DecodeRuneInString(s[at:])
		n := utf8.RuneCountInString(s[:at]) + 1
		return fmt.Errorf("the text has %s (U+%04X) at character %d: remove it", names[classOf(r)], r, n)
	}
	if !norm.NFC.IsNormalString(s) {
		return fmt.Errorf("the text %s has letters and marks apart: send it composed (Unicode NFC)", quote(s))
	}
	return checkLength(s, limit)
}

func checkLength(s string, limit int) error {
	if n := utf8.RuneCountInString(s); n > limit {
		return fmt.Errorf("the text has %s: at most %s fit", Count(n, "character", "characters"), Number(limit))
	}
	return nil
}

var names = map[class]string{
	breaking:  "a line break or tab",
	control:   "a control character",
	direction: "a text direction character",
	hidden:    "an invisible character",
	private:   "a character without a meaning of its own",
	mark:      "more than 8 combining marks in a row",
}
