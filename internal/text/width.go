package text

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Mode is how a terminal is made to keep right-to-left names in their column.
type Mode uint8

const (
	// Isolate wraps a right-to-left name in U+2068 ... U+2069 U+200E: for
	// terminals that reorder text, and for those not known.
	Isolate Mode = iota
	// App draws names ordered and joined by us, from the left: for terminals that
	// draw what comes where it comes.
	App
	// Raw leaves names as they are: for terminals that reorder cell by cell.
	Raw
)

const (
	isolateOpen  = "\u2068"
	isolateClose = "\u2069\u200e"
	ellipsis     = "…"
	spaces       = "                                                                " // 64
)

// Width returns how many cells a terminal gives to s: 0 for marks and for
// controls and isolates, 2 for wide characters and emoji.
func Width(s string) int {
	if isPlainASCII(s) {
		return len(s)
	}
	if n, ok := simpleWidth(s); ok {
		return n
	}
	return displaywidth.String(s)
}

// simpleWidth measures clean text of ASCII, accented Latin and Arabic letters,
// digits and vowel marks, which is nearly all there is: one rune a cell, a mark
// none. ok is false for any other text.
func simpleWidth(s string) (n int, ok bool) {
	marks := 0
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~', r >= 0xc0 && r < 0x250, r >= 0x621 && r <= 0x64a, r >= 0x660 && r <= 0x669:
			n, marks = n+1, 0
		case isVowel(r) && marks < maxMarks:
			marks++
		default:
			return 0, false
		}
	}
	return n, true
}

// isVowel reports an Arabic vowel mark, which stands above or below a letter.
func isVowel(r rune) bool { return r >= 0x64b && r <= 0x652 }

// cutSimple truncates what simpleWidth measured as wider than w cells.
func cutSimple(s string, w int) string {
	n := 0
	for i, r := range s {
		if isVowel(r) {
			continue
		}
		if n++; n == w {
			return s[:i] + ellipsis
		}
	}
	return s
}

// Truncate cuts s to w cells, at a whole grapheme, the last one a … when
// something was cut off.
func Truncate(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case len(s) <= w && isPlainASCII(s):
		return s
	case isPlainASCII(s):
		return s[:w-1] + ellipsis
	}
	if n, ok := simpleWidth(s); ok {
		if n > w {
			return cutSimple(s, w)
		}
		return s
	}
	return displaywidth.TruncateString(s, w, ellipsis)
}

// Pad adds spaces on the right to fill w cells; what is wider stays whole.
func Pad(s string, w int) string { return pad(s, w-Width(s)) }

// PadLeft adds spaces on the left to fill w cells; what is wider stays whole.
func PadLeft(s string, w int) string {
	n := w - Width(s)
	if n <= 0 {
		return s
	}
	return blank(n) + s
}

func pad(s string, n int) string {
	if n <= 0 {
		return s
	}
	return s + blank(n)
}

func blank(n int) string {
	if n <= len(spaces) {
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}

// Cell makes any text exactly w cells wide and safe to draw: made safe first,
// cut second, isolated third (DESIGN: a raw Arabic name moves the amount beside
// it), padded outside the isolate last.
func Cell(s string, w int, mode Mode) string {
	if w <= 0 {
		return ""
	}
	if isPlainASCII(s) {
		if len(s) > w {
			return s[:w-1] + ellipsis
		}
		return pad(s, w-len(s))
	}
	if mode == App && HasRTL(s) {
		return visualCell(s, w)
	}
	n, simple := simpleWidth(s)
	switch {
	case simple && n > w:
		s, n = cutSimple(s, w), w
	case !simple:
		s = Truncate(filter(s), w)
		n = Width(s)
	}
	if mode == Isolate && HasRTL(s) {
		return isolateOpen + s + isolateClose + blank(max(w-n, 0))
	}
	if r, _ := utf8.DecodeLastRuneInString(s); r == 0xd4e || r >= 0x11000 && r < 0x12000 {
		n = Width(s+" ") - 1 // some signs of Indic scripts join the blank after them
	}
	return pad(s, w-n)
}

// HasRTL reports whether s has a right-to-left letter or an Arabic digit.
func HasRTL(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < 0xd6 { // nothing below U+0580 runs right to left
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isRTL(r) {
			return true
		}
		i += n
	}
	return false
}

func isRTL(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r == 0x200f || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}
