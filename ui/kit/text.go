package kit

import (
	"strings"

	"duebook/internal/text"
	"duebook/ui/theme"
)

// Width returns the cells a plain text takes when Cell draws it.
func Width(s string) int { return text.Width(s) }

// Safe returns plain text without a character that could move the cursor or
// turn the line around.
func Safe(s string) string { return text.Safe(s) }

// Clip returns the longest start of a safe plain text that fits w cells, with
// no sign that it was cut.
func Clip(s string, w int) string {
	if Width(s) <= w {
		return s
	}
	n := 0
	for end := range graphemes(s) {
		if Width(s[:end]) > w {
			break
		}
		n = end
	}
	return s[:n]
}

// Whole returns a plain text that fits w cells, cut only where sep parts it, or
// between words when not even the first part fits; an ellipsis stands for what was
// cut. A single word that is too long is left for Cell to cut.
func Whole(s, sep string, w int) string {
	s = Safe(s)
	if Width(s) <= w {
		return s
	}
	more := theme.Now().Signs.Ellipsis
	for _, by := range []string{sep, " "} {
		kept := ""
		for rest := s; ; {
			at := strings.Index(rest, by)
			if at < 0 {
				break
			}
			head := s[:len(s)-len(rest)+at]
			if Width(head)+1+Width(more) > w {
				break
			}
			kept, rest = head, rest[at+len(by):]
		}
		if kept != "" {
			return kept + " " + more
		}
	}
	return s
}

// Cell draws plain text in exactly w cells: made safe, cut with an ellipsis,
// isolated when it holds right-to-left letters, then padded.
func Cell(s string, w int, a Align) string {
	if w <= 0 {
		return ""
	}
	if a == Left {
		return text.Cell(s, w, theme.Now().Bidi)
	}
	n := min(text.Width(text.Safe(s)), w)
	cell := ""
	if n > 0 {
		cell = text.Cell(s, n, theme.Now().Bidi)
	}
	left := w - n
	if a == Center {
		left /= 2
	}
	return spaces(left) + cell + spaces(w-n-left)
}

// Inline draws plain text in the cells it needs, at most w; for parts of a line.
func Inline(s string, w int) string { return Cell(s, min(text.Width(text.Safe(s)), w), Left) }

// closeIsolates ends what a cut left open, so that a right-to-left name never
// turns what stands after it.
func closeIsolates(s string) string {
	if n := strings.Count(s, isolate) - strings.Count(s, "\u2069"); n > 0 {
		return s + strings.Repeat(endIsolate, n)
	}
	return s
}
