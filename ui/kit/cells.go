// Package kit is the components every screen is made of: table, form, dialogs,
// panes, bars, tabs. A component's View(w, h) returns exactly h lines of w
// cells. It must never know a business word, read a clock or do I/O.
package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"duebook/ui/theme"
)

// Align says where a cell's text stands.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Right
	Center
)

// Styled returns the width in cells of a line that may hold styles.
func Styled(s string) int { return ansi.StringWidth(s) }

// Line fits one line, which may hold styles, to exactly w cells.
func Line(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := ansi.StringWidth(s)
	if n > w {
		s = closeIsolates(ansi.Truncate(s, w, theme.Now().Signs.Ellipsis))
		n = ansi.StringWidth(s)
	}
	return s + spaces(w-n)
}

// Fit fits a block, which may hold styles, to exactly h lines of w cells.
func Fit(s string, w, h int) string {
	if h <= 0 || w <= 0 {
		return ""
	}
	lines := strings.Split(s, "\n")
	out := make([]string, h)
	for i := range out {
		if i < len(lines) {
			out[i] = Line(lines[i], w)
		} else {
			out[i] = spaces(w)
		}
	}
	return strings.Join(out, "\n")
}

// Ends puts left and right at the two ends of a line of w cells. When both
// don't fit, left gives way.
func Ends(left, right string, w int) string {
	r := ansi.StringWidth(right)
	if r >= w {
		return Line(right, w)
	}
	l := w - r
	if ansi.StringWidth(left) > l-1 {
		return Line(left, l-1) + " " + right
	}
	return Line(left, l) + right
}

// Middle centres a block of lines in w x h cells.
func Middle(s string, w, h int) string {
	lines := strings.Split(s, "\n")
	top := max((h-len(lines))/2, 0)
	out := make([]string, 0, h)
	for range top {
		out = append(out, "")
	}
	for _, l := range lines {
		out = append(out, spaces((w-ansi.StringWidth(l))/2)+l)
	}
	return Fit(strings.Join(out, "\n"), w, h)
}

var blanks = strings.Repeat(" ", 128)

func spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Flow lays styled words side by side with sep between them and goes on in the next line
// where one has no room, so that none is cut short.
func Flow(words []string, sep string, w int) (lines []string) {
	line := ""
	for _, x := range words {
		if line != "" && Styled(line)+Styled(sep)+Styled(x) > w {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += sep
		}
		line += x
	}
	return append(lines, line)
}

// Wrap breaks plain text into lines of at most w cells, at spaces where it can,
// keeping its own line breaks. Hostile characters are made harmless.
func Wrap(s string, w int) []string {
	var out []string
	for _, para := range strings.Split(s, "\n") {
		if para = Safe(para); Width(para) <= w { // a line that fits keeps its own spacing
			out = append(out, strings.TrimRight(para, " "))
			continue
		}
		out = append(out, wrapPara(para, max(w, 1))...)
	}
	return out
}

func wrapPara(para string, w int) []string {
	var out []string
	line, n := "", 0
	for _, word := range strings.Fields(para) {
		ww := Width(word)
		if n > 0 && n+1+ww > w {
			out = append(out, line)
			line, n = "", 0
		}
		for ww > w {
			head := Clip(word, w)
			if head == "" {
				break
			}
			out = append(out, head)
			word = strings.TrimPrefix(word, head)
			ww = Width(word)
		}
		if n > 0 {
			line, n = line+" ", n+1
		}
		line, n = line+word, n+ww
	}
	return append(out, line)
}

// Around returns the parts of a plain line of w cells before cell x and from
// cell y on, each whole in itself: a wide character or a right-to-left name
// that is cut leaves blanks, and turns nothing around.
func Around(line string, x, y, w int) (left, right string) {
	left = closeIsolates(ansi.Truncate(line, x, ""))
	left += spaces(x - ansi.StringWidth(left))
	right = ansi.Cut(line, y, w)
	if n := strings.Count(right, "\u2069") - strings.Count(right, isolate); n > 0 {
		right = strings.Repeat(isolate, n) + right
	}
	right = closeIsolates(right)
	return left, spaces(w-y-ansi.StringWidth(right)) + right
}
