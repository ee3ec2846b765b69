package kit

import (
	"strings"

	"duebook/internal/text"
	"duebook/ui/theme"
)

func number(n int) string { return text.Number(n) }

// gutter is the cells before the first column: cursor sign, mark, blank.
const gutter = 3

// layout is the columns that have room, with their widths, for one table width.
type layout struct {
	w    int
	gap  int // blanks between columns
	cols []int
	wide []int
}

// numeric reports a column that is never cut.
func (c Column) numeric() bool { return c.Kind != Text }

func (c Column) align() Align {
	if c.Kind == Amount || c.Kind == Count {
		return Right
	}
	return c.Align
}

// least returns the cells a column can't do without.
func (c Column) least(grown int) int {
	n := c.Width
	if c.Flex > 0 {
		n = max(c.Min, 4)
	}
	if c.numeric() {
		return max(n, grown, Width(c.Title))
	}
	return n
}

// measure lets the columns of figures grow to what is in view, never back, so
// that they don't jump while scrolling. It reports whether one grew.
func (t *Table) measure(from, to int) bool {
	changed := false
	if len(t.grown) != len(t.Columns) {
		t.grown, changed = make([]int, len(t.Columns)), true
		for c, col := range t.Columns {
			if t.Sort == c+1 {
				t.grown[c] = Width(col.Title) + 1
			}
		}
	}
	for c, col := range t.Columns {
		if !col.numeric() {
			continue
		}
		if t.Totals != nil && t.Len() > 0 {
			if n := Width(t.Totals(c)); n > t.grown[c] { // a total may change while the rows stay
				t.grown[c], changed = n, true
			}
		}
		for r := from; r < to; r++ {
			if n := Width(t.rows.Cell(r, c)); n > t.grown[c] {
				t.grown[c], changed = n, true
			}
		}
	}
	return changed
}

// arrange picks the columns that fit w cells and shares the room.
func (t *Table) arrange(w int) {
	room := w - gutter
	on := make([]bool, len(t.Columns))
	need := -1
	for c, col := range t.Columns {
		on[c] = true
		need += col.least(t.grown[c]) + 1
	}
	for need > room {
		out := -1
		for c, col := range t.Columns {
			if on[c] && col.Drop > 0 && (out < 0 || col.Drop >= t.Columns[out].Drop) {
				out = c
			}
		}
		if out < 0 {
			break
		}
		on[out] = false
		need -= t.Columns[out].least(t.grown[out]) + 1
	}
	t.lay = layout{w: w, gap: 1}
	if need+len(t.Columns) <= room*3/4 {
		t.lay.gap = 2
	}
	var sizes []Size
	for c, col := range t.Columns {
		if !on[c] {
			continue
		}
		s := Size{Fixed: col.least(t.grown[c])}
		if col.Flex > 0 {
			s = Size{Flex: col.Flex, Min: s.Fixed, Max: col.Max}
		}
		t.lay.cols = append(t.lay.cols, c)
		sizes = append(sizes, s)
	}
	t.lay.wide = shareText(room, t.lay.gap, t.Columns, t.lay.cols, sizes)
}

// shareText is Share, but what does not fit is taken from texts, not figures.
func shareText(room, gap int, cols []Column, at []int, sizes []Size) []int {
	over := gap*(len(sizes)-1) - room
	for _, s := range sizes {
		over += s.Fixed + s.Min
	}
	for over > 0 {
		widest := -1
		for i, s := range sizes {
			if !cols[at[i]].numeric() && (widest < 0 || s.Fixed+s.Min > sizes[widest].Fixed+sizes[widest].Min) {
				widest = i
			}
		}
		if widest < 0 || sizes[widest].Fixed+sizes[widest].Min <= 2 {
			break
		}
		if sizes[widest].Fixed > 0 {
			sizes[widest].Fixed--
		} else {
			sizes[widest].Min--
		}
		over--
	}
	return Share(room, gap, sizes...)
}

// View draws the table in exactly w x h cells: titles, the rows around the
// cursor, totals. focus says whether its cursor has the keys.
func (t *Table) View(w, h int, focus bool) string {
	if w <= gutter || h <= 0 {
		return Fit("", w, h)
	}
	head, foot := 1, 0
	if t.NoHead {
		head = 0
	}
	if t.Totals != nil && t.Len() > 0 {
		foot = 1
	}
	t.page = max(h-head-foot, 1)
	t.scroll(t.page)
	end := min(t.top+t.page, t.Len())
	if t.measure(t.top, end) || t.lay.w != w {
		t.arrange(w)
	}
	lines := make([]string, 0, h)
	if head == 1 {
		lines = append(lines, t.head(w))
	}
	if t.Len() == 0 && t.Empty != "" {
		th := theme.Now()
		for _, l := range Wrap(t.Empty, max(w-4, 1)) {
			lines = append(lines, "  "+th.Tone(theme.Muted, Cell(l, w-2, Left)))
		}
	}
	for r := t.top; r < end; r++ {
		lines = append(lines, t.row(r, w, focus))
	}
	for len(lines) < h-foot {
		lines = append(lines, spaces(w))
	}
	if foot == 1 {
		lines = append(lines, t.line(w, t.Totals, func(int) theme.Tone { return theme.Strong }))
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

func (t *Table) head(w int) string {
	th := theme.Now()
	return t.line(w, func(c int) string {
		if t.Sort != c+1 {
			return t.Columns[c].Title
		}
		sign := th.Signs.Up
		if t.Desc {
			sign = th.Signs.Down
		}
		return t.Columns[c].Title + sign
	}, func(c int) theme.Tone {
		if t.Sort == c+1 {
			return theme.Accent
		}
		return theme.Muted
	})
}

// line draws the titles or the totals.
func (t *Table) line(w int, cell func(int) string, tone func(int) theme.Tone) string {
	th := theme.Now()
	var sb strings.Builder
	sb.WriteString(spaces(gutter))
	n := gutter
	for i, c := range t.lay.cols {
		if i > 0 {
			sb.WriteString(spaces(t.lay.gap))
			n += t.lay.gap
		}
		sb.WriteString(th.Tone(tone(c), figure(cell(c), t.lay.wide[i], t.Columns[c])))
		n += t.lay.wide[i]
	}
	sb.WriteString(spaces(w - n))
	return sb.String()
}

func (t *Table) row(r, w int, focus bool) string {
	th := theme.Now()
	var sb strings.Builder
	sb.Grow(w * 3)
	here := r == t.at
	paint := th.Tone
	if here {
		paint = func(tone theme.Tone, s string) string { return th.Selected(tone, s, focus) }
	}
	cursor, mark := " ", " "
	if here {
		cursor = th.Signs.Cursor
		if !focus {
			cursor = th.Signs.Dot
		}
	}
	if t.marks[t.key(r)] {
		mark = th.Signs.Mark
	} else if t.Markup != nil {
		mark = Cell(t.Markup(r), 1, Left)
	}
	sb.WriteString(paint(theme.Plain, cursor))
	sb.WriteString(paint(theme.Accent, mark+" "))
	n := gutter
	for i, c := range t.lay.cols {
		if i > 0 {
			sb.WriteString(paint(theme.Plain, spaces(t.lay.gap)))
			n += t.lay.gap
		}
		sb.WriteString(paint(t.rows.Tone(r, c), figure(t.rows.Cell(r, c), t.lay.wide[i], t.Columns[c])))
		n += t.lay.wide[i]
	}
	sb.WriteString(paint(theme.Plain, spaces(w-n)))
	return sb.String()
}

// figure draws a cell; a figure that has no room becomes # signs, never a
// shorter figure.
func figure(s string, w int, c Column) string {
	if c.numeric() && Width(s) > w {
		return strings.Repeat("#", max(w, 0))
	}
	if c.Parts != "" {
		s = Whole(s, c.Parts, w)
	}
	return Cell(s, w, c.align())
}
