package kit

import (
	"strings"

	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/theme"
)

// scale returns value of most in n parts, rounded half up; anything above zero shows.
func scale(value, most int64, n int) int {
	if value <= 0 || most <= 0 || n <= 0 {
		return 0
	}
	value = min(value, most)
	return max(int(money.MulDiv(money.Minor(value), int64(n), most)), 1)
}

// Bar draws value of most as a bar in exactly w cells.
func Bar(value, most int64, w int, tone theme.Tone) string {
	t := theme.Now()
	n := scale(value, most, w)
	return t.Tone(tone, strings.Repeat(t.Signs.Bar, n)) + spaces(w-n)
}

// BarRow is a line of a bar chart: its label, its bar and the figure beside it.
type BarRow struct {
	Label  string
	Value  int64 // the bar's length; below zero draws none
	Figure string
	Tone   theme.Tone
}

// BarChart draws rows in exactly w x h cells: label, bar, figure. The longest
// bar fills its room; figures are never cut.
func BarChart(rows []BarRow, w, h int) string {
	label, figure := 0, 0
	var most int64
	for _, r := range rows {
		label, figure, most = max(label, Width(r.Label)), max(figure, Width(r.Figure)), max(most, r.Value)
	}
	figure = min(figure, w)
	label = max(min(label, (w-figure)/2), 0)
	bar := max(min(w-label-figure-2, 60), 0)
	var out []string
	for _, r := range rows {
		out = append(out, Cell(r.Label, label, Left)+" "+Bar(r.Value, most, bar, r.Tone)+" "+
			Cell(r.Figure, figure, Right))
	}
	return Fit(strings.Join(out, "\n"), w, h)
}

// Part is a piece of a divided bar. Sign is the letter or digit that names it
// inside the bar, so that colour is not alone.
type Part struct {
	Value int64
	Sign  string
	Tone  theme.Tone
}

// Divided draws parts of a whole in exactly w cells, in order. Parts above zero
// get at least a cell while there is room.
func Divided(parts []Part, w int) string {
	t := theme.Now()
	var total int64
	for _, p := range parts {
		total += max(p.Value, 0)
	}
	if total == 0 || w <= 0 {
		return t.Tone(theme.Faint, strings.Repeat(t.Signs.Dot, max(w, 0)))
	}
	cells, used, widest := make([]int, len(parts)), 0, 0
	for i, p := range parts {
		cells[i] = scale(p.Value, total, w)
		used += cells[i]
		if cells[i] > cells[widest] {
			widest = i
		}
	}
	for used > w {
		most := widest
		for i := range cells {
			if cells[i] > cells[most] {
				most = i
			}
		}
		cells[most]--
		used--
	}
	cells[widest] += w - used
	var sb strings.Builder
	for i, p := range parts {
		n := cells[i]
		if n == 0 {
			continue
		}
		label := Cell(p.Sign, n, Center)
		if Width(p.Sign) > n || p.Sign == "" {
			label = spaces(n)
		}
		if !t.Color { // a stroke parts it from the one before
			if label = spaces(n - 1); Width(p.Sign) < n {
				label = Cell(p.Sign, n-1, Center)
			}
			label = "|" + strings.ReplaceAll(label, " ", t.Signs.Rule)
		}
		sb.WriteString(t.Chip(p.Tone, label))
	}
	return sb.String()
}

// Sparkline draws values, oldest first, one cell each in exactly w cells; the
// latest are kept when there are more.
func Sparkline(values []int64, w int, tone theme.Tone) string {
	plain := Spark(values, w)
	return theme.Now().Tone(tone, plain) + spaces(w-text.Width(plain))
}

// Spark is a sparkline as plain text of at most w cells, for a table. What is below zero
// is drawn as zero.
func Spark(values []int64, w int) string {
	t := theme.Now()
	if len(values) > w {
		values = values[len(values)-max(w, 0):]
	}
	var most int64
	for _, v := range values {
		most = max(most, v)
	}
	var sb strings.Builder
	for _, v := range values {
		v = max(v, 0)
		sb.WriteString(t.Signs.Blocks[min(scale(v, most, len(t.Signs.Blocks)-1), len(t.Signs.Blocks)-1)])
	}
	return sb.String()
}
