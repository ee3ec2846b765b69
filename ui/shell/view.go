package shell

import (
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The least terminal the screens are drawn for.
const (
	MinWidth  = 80
	MinHeight = 24
	chrome    = 3   // the header, the line of tabs, the footer
	roomy     = 100 // from here on the screens have a blank on both sides
	// noticeMost is the lines the longest notice takes.
	noticeMost = 3
)

// View draws the frame: header, tabs or notice, the screen with the dialogs
// over it, footer.
func (m *Model) View() string {
	if m.quit {
		return ""
	}
	if m.w < MinWidth || m.h < MinHeight {
		say := fmt.Sprintf("The terminal is %d x %d cells; this program needs at least %d x %d.", m.w, m.h,
			MinWidth, MinHeight)
		return kit.Middle(strings.Join(kit.Wrap(say, m.w), "\n"), m.w, m.h)
	}
	second := []string{m.tabs()}
	if m.notice.text != "" {
		second = m.noticeLines()
	}
	room := m.h - chrome - len(second) + 1
	body := m.body(m.w, room)
	if len(m.dialogs) > 0 {
		body = m.overlay(body, m.w, room)
	}
	return ordered(kit.Stack(m.w, m.h, m.header(), strings.Join(second, "\n"), body, m.footer()))
}

// body draws the screen; one that fails to draw says so, and the rest lives.
func (m *Model) body(w, h int) (out string) {
	p := m.top()
	if p == nil {
		return kit.Middle("Nothing is open.", w, h)
	}
	defer func() {
		if r := recover(); r != nil {
			if m.cfg.OnPanic != nil {
				m.cfg.OnPanic(fmt.Sprint(r), string(debug.Stack()))
			}
			say := fmt.Sprintf("This screen can't be drawn (%v). Press esc to go back, ctrl+r to load it again.", r)
			out = kit.Middle(strings.Join(kit.Wrap(say, min(w, 72)), "\n"), w, h)
		}
	}()
	if w < roomy {
		return kit.Fit(p.scr.View(w, h), w, h)
	}
	edge := strings.TrimSuffix(strings.Repeat(" \n", h), "\n")
	return kit.Abreast(0, edge, kit.Fit(p.scr.View(w-2, h), w-2, h), edge)
}

func (m *Model) header() string {
	t, hd := theme.Now(), m.cfg.Header()
	left := t.Header(theme.Strong, " "+kit.Safe(hd.Title)+" ")
	n := kit.Width(hd.Title) + 2
	when, who := hd.When, hd.Who
	if hd.Past && when != "" {
		when = t.Signs.Warn + " " + when
	}
	right, rn := "", 0
	add := func(tone theme.Tone, s string) {
		if s == "" {
			return
		}
		if rn > 0 {
			right += t.Header(theme.Faint, " "+t.Signs.Dot+" ")
			rn += 3
		}
		right += t.Header(tone, kit.Inline(s, 36))
		rn += min(kit.Width(s), 36)
	}
	whenTone := theme.Plain
	if hd.Past {
		whenTone = theme.Warn
	}
	add(whenTone, when)
	add(theme.Muted, who)
	where := kit.Whole(hd.Place, " ", m.w-n-rn-3)
	place := kit.Inline(where, m.w-n-rn-3)
	used := n + min(kit.Width(where), m.w-n-rn-3)
	return left + t.Header(theme.Plain, place) + t.Header(theme.Plain, strings.Repeat(" ", max(m.w-used-rn-1, 0))) +
		right + t.Header(theme.Plain, " ")
}

// tabs draws the numbered screens, and the path of what is opened above them. Where
// both have no room the screens stand closer, then only by their numbers, but for the
// one on show; the path loses its first names, then words. No word is cut.
func (m *Model) tabs() string {
	t, names := theme.Now(), m.path()
	path, line, n := strings.Join(names, " › "), "", 0
	for _, style := range []tabStyle{{4, true}, {3, true}, {3, false}} {
		if line, n = m.tabLine(style); n+kit.Width(path)+2 <= m.w || path == "" && n <= m.w {
			break
		}
	}
	if path == "" {
		return kit.Line(line, m.w)
	}
	room := m.w - n - 2
	for len(names) > 1 && kit.Width(path) > room {
		names = names[1:]
		path = t.Signs.Ellipsis + " › " + strings.Join(names, " › ")
	}
	return kit.Ends(line, t.Tone(theme.Strong, kit.Inline(kit.Whole(path, " ", room), room))+" ", m.w)
}

// tabStyle is how the numbered screens are drawn: with so many cells beside each
// label, and whether those not on show have one.
type tabStyle struct {
	gap    int
	labels bool
}

// tabLine draws the numbered screens; n is its cells.
func (m *Model) tabLine(style tabStyle) (line string, n int) {
	t := theme.Now()
	var sb strings.Builder
	after := strings.Repeat(" ", style.gap-3)
	for i, tab := range m.cfg.Tabs {
		label, num := kit.Safe(tab.Label), strconv.Itoa(i+1)
		switch {
		case i == m.tab:
			sign := " "
			if !t.Color {
				sign = t.Signs.Cursor
			}
			sb.WriteString(sign + t.Tab.Paint(num+" "+label) + after)
		case !style.labels:
			sb.WriteString(" " + t.Tone(theme.Accent, num))
			n += 2
			continue
		default:
			sb.WriteString(" " + t.Tone(theme.Accent, num) + " " + t.TabIdle.Paint(label) + after)
		}
		n += kit.Width(label) + style.gap
	}
	return sb.String(), n
}

// path names the screens above the tab's own.
func (m *Model) path() []string {
	s := m.stacks[m.tab]
	if len(s) == 0 {
		return nil
	}
	if len(m.cfg.Tabs) > 0 {
		s = s[1:]
	}
	names := make([]string, len(s))
	for i, p := range s {
		names[i] = kit.Safe(p.scr.Title())
	}
	return names
}

// noticeLines draws the notice in the place of the tabs; a long one takes up to
// noticeMost lines.
func (m *Model) noticeLines() []string {
	t := theme.Now()
	sign, tone := t.Signs.Good, theme.Good
	switch {
	case m.notice.fail:
		sign, tone = t.Signs.Bad, theme.Bad
	case m.notice.tone == theme.Warn:
		sign, tone = t.Signs.Warn, theme.Warn
	}
	lines := kit.Wrap(m.notice.text, m.w-4)
	if len(lines) > noticeMost {
		rest := strings.Join(lines[noticeMost-1:], " ")
		lines = append(lines[:noticeMost-1:noticeMost-1], kit.Whole(rest, " ", m.w-4))
	}
	for i, l := range lines {
		lines[i] = t.Tone(tone, " "+sign+" ") + t.Tone(tone, kit.Cell(l, m.w-3, kit.Left))
		sign = strings.Repeat(" ", kit.Width(sign))
	}
	return lines
}

func (m *Model) footer() string {
	if len(m.dialogs) > 0 || m.top() == nil {
		return kit.Footer(m.w, nil)
	}
	tail := []kit.Hint{{Key: ":", Label: "commands"}, {Key: "?", Label: "help"}}
	if len(m.stacks[m.tab]) > 1 {
		tail = append([]kit.Hint{{Key: "esc", Label: "back"}}, tail...)
	}
	if m.capturing() {
		back := kit.Hint{Key: "esc", Label: "back"}
		if h, ok := m.top().scr.(interface{ Hints() []kit.Hint }); ok {
			return " " + kit.KeyLine(m.w-1, append(h.Hints(), back)...)
		}
		return " " + kit.Footer(m.w-1, nil, back)
	}
	return " " + kit.Footer(m.w-2, m.actions(), tail...) + " "
}

// overlay draws the open dialogs over the body, which stands back.
func (m *Model) overlay(body string, w, h int) string {
	t := theme.Now()
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		lines[i] = ansi.Strip(l)
	}
	for _, b := range m.dialogs[max(len(m.dialogs)-1, 0):] {
		dw, dh := b.dlg.Size(w-8, h-4)
		dw, dh = min(max(dw, 20), w-8)+4, min(max(dh, 1), h-4)+2
		x, y := (w-dw)/2, (h-dh)/3
		frame := strings.Split(kit.Frame(dw, dh, b.dlg.Title(), theme.Accent, b.dlg.View), "\n")
		for i := range lines {
			if i < y || i >= y+dh {
				lines[i] = t.Tone(theme.Faint, lines[i])
				continue
			}
			left, right := kit.Around(lines[i], x, x+dw, w)
			lines[i] = t.Tone(theme.Faint, left) + frame[i-y] + t.Tone(theme.Faint, right)
		}
	}
	return strings.Join(lines, "\n")
}

// helpGroup is a heading of the help and what stands under it.
type helpGroup struct {
	name    string
	actions []action.Action
}

// groups puts actions under their headings, in the order they come.
func groups(title string, actions []action.Action) []helpGroup {
	var out []helpGroup
	at := map[string]int{}
	for _, a := range actions {
		g := a.Group
		if g == "" {
			g = title
		}
		i, ok := at[g]
		if !ok {
			i = len(out)
			at[g], out = i, append(out, helpGroup{name: g})
		}
		out[i].actions = append(out[i].actions, a)
	}
	return out
}
