package theme

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// palette is the colours of one theme, as #rrggbb; "" is the terminal's own.
type palette struct {
	name          string
	tone          [tones]string
	selBg, idleBg string
	selFg         string
	barBg, barFg  string
	fieldBg       string
	chipFg        string
	chip          [tones]string // a chip's filling where it is not the tone itself
}

var dark = palette{
	name: "dark",
	tone: [tones]string{Plain: "", Muted: "#9aa4b2", Faint: "#6b7482", Strong: "", Accent: "#7cb7ff", Good: "#7bc98a",
		Warn: "#e5b454", Bad: "#ff8b82", Info: "#6cc7d1",
		Heat0: "#7bc98a", Heat1: "#c3c76b", Heat2: "#e5b454", Heat3: "#f0995a", Heat4: "#ff8b82", Heat5: "#ff7a9c"},
	selBg: "#1f3a5c", selFg: "#ffffff", idleBg: "#2a2f37", barBg: "#232b36", barFg: "#dfe6ee",
	fieldBg: "#2a2f37", chipFg: "#ffffff",
	chip: [tones]string{Plain: "#4a5361", Muted: "#4a5361", Faint: "#3c4450", Strong: "#4a5361",
		Accent: "#2f5f96", Good: "#2c6a41",
		Warn: "#7d5a12", Bad: "#993338", Info: "#226770",
		Heat0: "#2c6a41", Heat1: "#5d6422", Heat2: "#7d5a12", Heat3: "#8c4a18", Heat4: "#993338", Heat5: "#8c2c55"},
}

var light = palette{
	name: "light",
	tone: [tones]string{Plain: "", Muted: "#545d68", Faint: "#7d8590", Strong: "", Accent: "#0a50a8", Good: "#136a2f",
		Warn: "#7a4b00", Bad: "#a8142a", Info: "#0b6472",
		Heat0: "#136a2f", Heat1: "#5c6200", Heat2: "#7a4b00", Heat3: "#9a3c00", Heat4: "#a8142a", Heat5: "#8a1050"},
	selBg: "#cde2ff", selFg: "#0b1f33", idleBg: "#e6e9ed", barBg: "#e3e8ef", barFg: "#1b2430",
	fieldBg: "#eceff3", chipFg: "#ffffff",
}

// New makes a theme's styles.
func New(o Options) *Theme {
	t := &Theme{Name: "plain", Color: o.Color, Signs: unicodeSigns, Bidi: o.Bidi}
	if o.ASCII {
		t.Signs = asciiSigns
	}
	if !o.Color {
		return t
	}
	p := light
	if o.Dark {
		p = dark
	}
	t.Name = p.name
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(o.Profile)
	r.SetHasDarkBackground(o.Dark)
	mk := func(fg, bg string, bold bool) Style {
		st := r.NewStyle().Bold(bold)
		if fg != "" {
			st = st.Foreground(lipgloss.Color(fg))
		}
		if bg != "" {
			st = st.Background(lipgloss.Color(bg))
		}
		return split(st)
	}
	for i := range tones {
		bold := i == Strong
		fg := p.tone[i]
		t.tone[i] = mk(fg, "", bold)
		t.sel[i] = mk(onSelected(fg, p, o.Dark), p.selBg, true)
		t.idle[i] = mk(fg, p.idleBg, bold)
		t.b[i] = mk(or(fg, p.barFg), p.barBg, bold)
		t.chips[i] = mk(p.chipFg, or(p.chip[i], or(fg, p.tone[Muted])), true)
	}
	t.Cursor = split(r.NewStyle().Reverse(true))
	t.Field, t.FieldIdle = mk("", p.fieldBg, false), mk("", "", false)
	t.Tab, t.TabIdle = mk(p.tone[Accent], "", true), mk(p.tone[Muted], "", false)
	if !o.Dark {
		t.Tab = mk(p.tone[Accent], p.selBg, true)
	}
	return t
}

// onSelected keeps a tone's colour on the selected row where it stays readable.
func onSelected(fg string, p palette, darkTheme bool) string {
	if fg == "" || fg == p.tone[Faint] || fg == p.tone[Muted] {
		return p.selFg
	}
	return fg
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// split takes a style apart into what opens and closes it, so that painting is
// a join.
func split(st lipgloss.Style) Style {
	open, close, _ := strings.Cut(st.Render("x"), "x")
	return Style{open, close}
}
