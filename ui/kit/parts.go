package kit

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/text"
	"duebook/ui/theme"
)

// Tabs is a line of panes of which one is on show; tab and shift+tab change it.
type Tabs struct {
	Items []string
	At    int
}

// Update changes the tab; it reports whether the key was for it.
func (t *Tabs) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok || len(t.Items) == 0 {
		return false
	}
	switch k.String() {
	case "tab", "right":
		t.At = (t.At + 1) % len(t.Items)
	case "shift+tab", "left":
		t.At = (t.At + len(t.Items) - 1) % len(t.Items)
	default:
		return false
	}
	return true
}

// View draws the tabs in one line of w cells; the one on show stands in
// brackets, and is always in view. None is cut: where some don't fit, ‹ and ›
// stand for those before and after.
func (t *Tabs) View(w int) string {
	th := theme.Now()
	whole := 0
	for _, s := range t.Items {
		whole += Width(s) + 3
	}
	first, room := 0, w
	if whole > w+1 { // the last one's blank may be missing
		room -= 4
	}
	width := func(from int) (n int) {
		for _, s := range t.Items[from : t.At+1] {
			n += Width(s) + 3
		}
		return n
	}
	for first < t.At && width(first) > room+1 {
		first++
	}
	var sb strings.Builder
	n, last := 0, first
	if first > 0 {
		sb.WriteString(th.Tone(theme.Muted, "‹ "))
	}
	for ; last < len(t.Items); last++ {
		s := t.Items[last]
		cells := Width(s) + 3
		if n+cells > room+1 && last > t.At {
			break
		}
		n += cells
		if last == t.At {
			sb.WriteString(th.Tab.Paint("["+Safe(s)+"]") + " ")
			continue
		}
		sb.WriteString(" " + th.TabIdle.Paint(Safe(s)) + "  ")
	}
	if last < len(t.Items) {
		sb.WriteString(th.Tone(theme.Muted, "›"))
	}
	return Line(strings.TrimSuffix(sb.String(), " "), w)
}

// Pair is a label and what stands beside it. Tone is the value's.
type Pair struct {
	Label, Value string
	Tone         theme.Tone
}

// KeyValues draws pairs below each other in exactly w x h cells. Labels get the
// width of the widest, at most 2/5 of w.
func KeyValues(pairs []Pair, w, h int) string {
	t := theme.Now()
	label := 0
	for _, p := range pairs {
		label = max(label, Width(p.Label))
	}
	label = min(label, w*2/5)
	var out []string
	for _, p := range pairs {
		out = append(out, t.Tone(theme.Muted, Cell(p.Label, label, Left))+"  "+
			t.Tone(p.Tone, Cell(p.Value, w-label-2, Left)))
	}
	return Fit(strings.Join(out, "\n"), w, h)
}

// Facts draws pairs after each other in one line of exactly w cells; those at
// the end that don't fit whole are left out.
func Facts(pairs []Pair, w int) string {
	t := theme.Now()
	var sb strings.Builder
	n := 0
	for _, p := range pairs {
		cells := Width(p.Label) + 1 + Width(p.Value)
		if p.Label == "" {
			cells--
		}
		if n > 0 {
			cells += 3
		}
		if n+cells > w {
			break
		}
		if n > 0 {
			sb.WriteString("   ")
		}
		if p.Label != "" {
			sb.WriteString(t.Tone(theme.Muted, Inline(p.Label, w)) + " ")
		}
		sb.WriteString(t.Tone(p.Tone, Inline(p.Value, w)))
		n += cells
	}
	return sb.String() + spaces(w-n)
}

// Badge draws a short word as a filled label; in square brackets without colours.
func Badge(word string, tone theme.Tone) string {
	t := theme.Now()
	if !t.Color {
		return "[" + Safe(word) + "]"
	}
	return t.Chip(tone, " "+Safe(word)+" ")
}

// Progress is how far long work has come.
type Progress struct {
	Label       string
	Done, Total int64 // Total 0: not known
	Unit        string
	Took        time.Duration // since it began
}

// View draws the progress in one line of exactly w cells: bar, share, rate,
// time left.
func (p Progress) View(w int) string {
	t := theme.Now()
	var parts []string
	if p.Total > 0 {
		parts = append(parts, fmt.Sprintf("%3d%%", min(p.Done, p.Total)*100/p.Total))
	}
	parts = append(parts, text.Number(int(p.Done))+" "+p.Unit)
	if rate := float64(p.Done) / max(p.Took.Seconds(), 0.001); p.Done > 0 && p.Took > 200*time.Millisecond {
		parts = append(parts, text.Number(int(rate))+"/s")
		if p.Total > p.Done && rate > 0 {
			parts = append(parts, "about "+roughly(time.Duration(float64(p.Total-p.Done)/rate*1e9))+" left")
		}
	}
	tail := strings.Join(parts, "  ")
	label := Inline(p.Label, w/3)
	bar := w - Styled(label) - Width(tail) - 3
	if bar < 5 || p.Total == 0 {
		return Ends(label, t.Tone(theme.Muted, tail), w)
	}
	n := scale(p.Done, p.Total, bar)
	return label + " " + t.Tone(theme.Accent, strings.Repeat(t.Signs.Bar, n)) +
		t.Tone(theme.Faint, strings.Repeat(t.Signs.Rule, bar-n)) + "  " + t.Tone(theme.Muted, tail)
}

// roughly writes a time left as people say it.
func roughly(d time.Duration) string {
	switch {
	case d < time.Second:
		return "1 s"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Round(time.Second).Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
	}
	return fmt.Sprintf("%d h", int(d.Round(time.Hour).Hours()))
}
