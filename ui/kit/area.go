package kit

import (
	"strings"

	"duebook/ui/theme"
)

// span is a drawn line of a text: bytes [from, to) of it.
type span struct{ from, to int }

// spans breaks a text into drawn lines of at most w cells, at spaces where it
// can. Every byte but a line break belongs to a span.
func spans(s string, w int) []span {
	var out []span
	start := 0
	for {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			return append(out, wrapSpan(s, start, len(s), w)...)
		}
		out = append(out, wrapSpan(s, start, start+end, w)...)
		start += end + 1
	}
}

func wrapSpan(s string, from, to, w int) []span {
	var out []span
	line, n, space := from, 0, -1
	prev := from
	for g := range graphemes(s[from:to]) {
		end := from + g
		c := Width(s[prev:end])
		if n+c > w {
			cut := prev
			if space > line {
				cut = space
			}
			out = append(out, span{line, cut})
			line, space = cut, -1
			n = Width(s[line:prev])
		}
		n += c
		if s[prev:end] == " " {
			space = end
		}
		prev = end
	}
	return append(out, span{line, to})
}

// row returns which of the spans holds the cursor.
func (i *Input) row(lines []span) int {
	for r, l := range lines {
		if i.at < l.to || i.at == l.to && (r == len(lines)-1 || lines[r+1].from > l.to) {
			return r
		}
	}
	return len(lines) - 1
}

// vertical moves the cursor a drawn line up or down; false at the ends.
func (i *Input) vertical(down bool, w int) bool {
	lines := spans(i.value, w)
	r := i.row(lines)
	to := r - 1
	if down {
		to = r + 1
	}
	if to < 0 || to >= len(lines) {
		return false
	}
	col := Width(i.value[lines[r].from:i.at])
	i.at = lines[to].from + len(Clip(i.value[lines[to].from:lines[to].to], col))
	return true
}

// Area draws the text in h lines of w cells, around the cursor.
func (i *Input) Area(w, h int, focus bool) []string {
	t := theme.Now()
	i.wide = w - 1
	lines := spans(i.value, i.wide)
	r, top := i.row(lines), 0
	if focus && r >= h {
		top = r - h + 1
	}
	style := t.FieldIdle
	if focus {
		style = t.Field
	}
	out := make([]string, h)
	for y := range out {
		switch n := top + y; {
		case i.value == "" && y == 0:
			out[y] = i.View(w, focus)
		case n >= len(lines):
			out[y] = style.Paint(spaces(w))
		case focus && n == r:
			l := lines[n]
			end := min(i.after(i.at), l.to)
			under := i.value[i.at:max(end, i.at)]
			if under == "" || under == "\n" {
				under, end = " ", i.at
			}
			out[y] = drawCursor(t, style, i.value[l.from:i.at], under, i.value[end:l.to], w, theme.Plain)
		default:
			out[y] = style.Paint(Cell(i.value[lines[n].from:lines[n].to], w, Left))
		}
	}
	return out
}
