package kit

import (
	"strings"

	"duebook/ui/theme"
)

const (
	tipLines = 5
	acrossAt = 56 // choices that take more cells stand below each other
)

// upright reports choices that stand below each other.
func (x *field) upright() bool {
	n := 0
	for _, c := range x.Choices {
		n += Width(c.Label) + Width(c.Key) + 4
	}
	return n > acrossAt
}

// wrapWidth is the cells a note was last drawn in.
func (x *field) wrapWidth() int { return max(x.in.wide, 10) }

// labels returns the width of the label column.
func (f *Form) labels(w int) int {
	n := 0
	for _, x := range f.fields {
		n = max(n, Width(x.Label)+1)
	}
	return min(n, w/3) + 3
}

// Lines returns how many lines the form takes at a width.
func (f *Form) Lines(w int) int {
	lines, _, _ := f.draw(w)
	return len(lines)
}

// View draws the fields in exactly w x h cells, around the cursor.
func (f *Form) View(w, h int) string {
	lines, from, to := f.draw(w)
	top := 0
	if to > h {
		top = min(to-h, from)
	}
	return Fit(strings.Join(lines[top:], "\n"), w, h)
}

// Below reports whether View at that size leaves lines out below.
func (f *Form) Below(w, h int) bool {
	lines, _, to := f.draw(w)
	return len(lines) > max(to, h)
}

// draw returns all lines and those of the field that has the focus.
func (f *Form) draw(w int) (lines []string, from, to int) {
	v, lw := f.Values(), f.labels(w)
	for i, x := range f.fields {
		if !f.shown(i, v) {
			continue
		}
		here := i == f.at
		if here {
			from = len(lines)
		}
		if x.Section != "" {
			if len(lines) > 0 {
				lines = append(lines, spaces(w))
			}
			lines = append(lines, theme.Now().Tone(theme.Strong, Cell(x.Section, w, Left)))
		}
		lines = append(lines, f.field(x, v, lw, w, here)...)
		if here {
			to = len(lines)
		}
	}
	return lines, from, to
}

// field draws one field: label, value, and below it what is wrong or helps.
func (f *Form) field(x *field, v Values, lw, w int, here bool) []string {
	t := theme.Now()
	sign, tone := "  ", theme.Muted
	if here {
		sign, tone = t.Signs.Cursor+" ", theme.Accent
	}
	label := x.Label
	if x.Required {
		label += "*"
	}
	head := t.Tone(theme.Accent, sign) + t.Tone(tone, Cell(label, lw-3, Left)+" ")
	body := x.body(t, v, w-lw-1, here)
	out := make([]string, 0, len(body)+1)
	for i, b := range body {
		if i == 0 {
			out = append(out, head+b)
			continue
		}
		out = append(out, spaces(lw)+b)
	}
	switch {
	case x.err != nil:
		for _, l := range Wrap(t.Signs.Bad+" "+sentence(x.err.Error()), w-lw-1) {
			out = append(out, spaces(lw)+t.Tone(theme.Bad, l))
		}
	case here && x.Hint != "" && x.value() != "":
		out = append(out, spaces(lw)+t.Tone(theme.Muted, Cell(x.Hint, w-lw, Left)))
	}
	return out
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (x *field) body(t *theme.Theme, v Values, w int, here bool) []string {
	switch {
	case x.choosing():
		return x.drawChoices(t, w, here)
	case x.Kind == NoteField:
		h := x.Height
		if h == 0 {
			h = 3
		}
		return x.in.Area(w, h, here)
	}
	wide := w
	switch x.Kind {
	case AmountField, DateField, TimeField, NumberField:
		if x.value() != "" || here {
			wide = min(w, 18)
		}
	}
	line := x.in.View(wide, here)
	if e := x.echo(v); e != "" && w-wide > 3 {
		line += "  " + t.Tone(theme.Muted, Cell(e, w-wide-2, Left))
	}
	out := []string{line}
	for i, tip := range x.tips {
		if !here {
			break
		}
		if i == x.tip {
			out = append(out, t.Selected(theme.Plain, Cell(t.Signs.Cursor+" "+Safe(tip), w, Left), true))
			continue
		}
		out = append(out, "  "+t.Tone(theme.Muted, Cell(tip, w-2, Left)))
	}
	return out
}

// drawChoices draws the choices across, or below each other when they are long.
// A field without the focus shows only what is picked.
func (x *field) drawChoices(t *theme.Theme, w int, here bool) []string {
	if !here {
		if x.pick < 0 {
			return []string{t.Tone(theme.Muted, Cell("not chosen", w, Left))}
		}
		return []string{Cell(x.Choices[x.pick].Label, w, Left)}
	}
	var parts []string
	for i, c := range x.Choices {
		sign := t.Signs.Off
		if i == x.pick {
			sign = t.Signs.On
		}
		label := Inline(c.Label, w-6)
		if i == x.pick {
			parts = append(parts, t.Selected(theme.Plain, sign+" "+c.Key+" "+label, true))
			continue
		}
		parts = append(parts, sign+" "+t.Tone(theme.Accent, c.Key)+" "+label)
	}
	if x.upright() {
		return inColumns(parts, w)
	}
	return []string{strings.Join(parts, "  ")}
}

// fewChoices is how many choices stand below each other before they are set in
// columns.
const fewChoices = 6

// inColumns sets choices in as many columns as fit, each read downwards, so that
// down is always the next one.
func inColumns(parts []string, w int) []string {
	widest := 0
	for _, p := range parts {
		widest = max(widest, Styled(p))
	}
	columns := min(max((w+2)/(widest+2), 1), (len(parts)+fewChoices-1)/fewChoices)
	if columns <= 1 {
		return parts
	}
	lines := (len(parts) + columns - 1) / columns
	out := make([]string, lines)
	for i, p := range parts {
		if at := i % lines; i/lines == 0 {
			out[at] = p
		} else {
			out[at] += spaces(i/lines*(widest+2)-Styled(out[at])) + p
		}
	}
	return out
}
