package kit

import (
	"strings"

	"duebook/ui/theme"
)

// Rect is a part of the screen, in cells.
type Rect struct{ X, Y, W, H int }

// Size asks for a share of a length: Fixed cells, or a share of what is left in
// proportion to Flex, at least Min and, when Max is set, at most Max.
type Size struct{ Fixed, Flex, Min, Max int }

// Cells asks for exactly n cells.
func Cells(n int) Size { return Size{Fixed: n} }

// Flex asks for a share of what is left, at least least cells.
func Flex(share, least int) Size { return Size{Flex: share, Min: least} }

// Share divides total over sizes with gap cells between neighbours. What does
// not fit is taken from the last ones, down to zero.
func Share(total, gap int, sizes ...Size) []int {
	out := make([]int, len(sizes))
	left, flex := total-gap*(len(sizes)-1), 0
	for i, s := range sizes {
		out[i] = s.Fixed + s.Min
		left -= out[i]
		flex += s.Flex
	}
	for left > 0 && flex > 0 { // a round may meet a Max and leave cells for the next
		given, round, rest := 0, left, flex
		for i, s := range sizes {
			if s.Flex == 0 || rest == 0 || (s.Max > 0 && out[i] >= s.Max) {
				continue
			}
			n := max(round*s.Flex/flex, 1)
			if s.Max > 0 {
				n = min(n, s.Max-out[i])
			}
			n = min(n, left-given)
			out[i] += n
			given += n
		}
		if given == 0 {
			break
		}
		left -= given
	}
	for i := len(out) - 1; i >= 0 && left < 0; i-- {
		cut := min(out[i], -left)
		out[i] -= cut
		left += cut
	}
	return out
}

// Columns cuts r into columns with gap cells between them.
func (r Rect) Columns(gap int, sizes ...Size) []Rect {
	out := make([]Rect, len(sizes))
	x := r.X
	for i, w := range Share(r.W, gap, sizes...) {
		out[i] = Rect{x, r.Y, w, r.H}
		x += w + gap
	}
	return out
}

// Rows cuts r into rows with no gap.
func (r Rect) Rows(sizes ...Size) []Rect {
	out := make([]Rect, len(sizes))
	y := r.Y
	for i, h := range Share(r.H, 0, sizes...) {
		out[i] = Rect{r.X, y, r.W, h}
		y += h
	}
	return out
}

// Stack joins blocks from top to bottom in exactly w x h cells; what is beyond
// the bottom is cut.
func Stack(w, h int, blocks ...string) string {
	kept := blocks[:0:0]
	for _, b := range blocks {
		if b != "" {
			kept = append(kept, b)
		}
	}
	return Fit(strings.Join(kept, "\n"), w, h)
}

// Beside joins blocks of the same height from left to right with a rule of
// three cells between them (space, line, space): the widths must leave room.
func Beside(blocks ...string) string {
	t := theme.Now()
	return join(" "+t.Tone(theme.Faint, t.Signs.Side)+" ", blocks)
}

// Abreast joins blocks of the same height from left to right with gap blanks
// between them.
func Abreast(gap int, blocks ...string) string { return join(spaces(gap), blocks) }

func join(sep string, blocks []string) string {
	var cols [][]string
	h := 0
	for _, b := range blocks {
		if b == "" {
			continue
		}
		cols = append(cols, strings.Split(b, "\n"))
		h = max(h, len(cols[len(cols)-1]))
	}
	out := make([]string, h)
	for y := range out {
		var sb strings.Builder
		for i, c := range cols {
			if i > 0 {
				sb.WriteString(sep)
			}
			if y < len(c) {
				sb.WriteString(c[y])
			}
		}
		out[y] = sb.String()
	}
	return strings.Join(out, "\n")
}

// Pane draws a titled rule and the body below it, in exactly w x h cells. The
// title of the pane that has the focus stands out. right stands at the rule's
// end. body is called with the room left.
func Pane(w, h int, title, right string, focus bool, body func(w, h int) string) string {
	if h <= 0 || w <= 0 {
		return ""
	}
	head := Rule(w, title, right, focus)
	if h == 1 {
		return head
	}
	return head + "\n" + Fit(body(w, h-1), w, h-1)
}

// Rule draws a line of w cells with a title in it, and a note at its end.
func Rule(w int, title, right string, focus bool) string {
	t := theme.Now()
	rule := func(n int) string { return t.Tone(theme.Faint, strings.Repeat(t.Signs.Rule, max(n, 0))) }
	if title == "" && right == "" {
		return rule(w)
	}
	tone, lead := theme.Strong, rule(1)
	if focus {
		tone, lead = theme.Accent, t.Tone(theme.Accent, t.Signs.Cursor)
	}
	title, right = Safe(title), Safe(right)
	room := w - 4
	tail := ""
	if right != "" && Width(title)+Width(right)+6 <= w {
		tail = " " + t.Tone(theme.Muted, right) + " " + rule(1)
		room -= Width(right) + 3
	}
	title = Inline(title, room)
	left := lead + " " + t.Tone(tone, title) + " "
	fill := w - Styled(left) - Styled(tail)
	return Line(left+rule(fill)+tail, w)
}

// Frame draws a box of exactly w x h cells with a title; body is called with
// the room inside.
func Frame(w, h int, title string, tone theme.Tone, body func(w, h int) string) string {
	if w < 4 || h < 3 {
		return Fit("", w, h)
	}
	t := theme.Now()
	c, side := t.Signs.Corners, t.Tone(tone, t.Signs.Side)
	title = Safe(title)
	n := min(Width(title), w-6)
	var sb strings.Builder
	rule := func(n int) string { return strings.Repeat(t.Signs.Rule, max(n, 0)) }
	if n <= 0 {
		sb.WriteString(t.Tone(tone, c[0]+rule(w-2)+c[1]))
	} else {
		sb.WriteString(t.Tone(tone, c[0]+rule(1)) + " " + t.Tone(theme.Strong, Inline(title, n)) + " " +
			t.Tone(tone, rule(w-5-n)+c[1]))
	}
	for _, l := range strings.Split(Fit(body(w-4, h-2), w-4, h-2), "\n") {
		sb.WriteString("\n" + side + " " + l + " " + side)
	}
	sb.WriteString("\n" + t.Tone(tone, c[2]+rule(w-2)+c[3]))
	return sb.String()
}

// Waiting draws what a screen says before its first answer: what it reads, or why that
// failed and how to try again; failed says what could not be done.
func Waiting(w, h int, reading, failed string, err error) string {
	if err != nil {
		reading = failed + ": " + err.Error() + ". Press ctrl+r to try again."
	}
	return Middle(strings.Join(Wrap(reading, min(w-4, 76)), "\n"), w, h)
}

// Paragraph draws sentences in w x h cells, one cell in from the edges.
func Paragraph(say string, w, h int) string {
	lines := Wrap(say, w-2)
	for i, l := range lines {
		lines[i] = " " + Inline(l, w-2)
	}
	return Fit(strings.Join(lines, "\n"), w, h)
}
