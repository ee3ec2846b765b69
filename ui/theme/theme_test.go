package theme

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// luminance is WCAG 2's relative luminance of #rrggbb.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Texts need a contrast of 4.5, what is there but not now 3 (WCAG 2.1, 1.4.3 and 1.4.11).
func TestEveryToneIsReadable(t *testing.T) {
	for _, c := range []struct {
		p     palette
		dark  bool
		backs []string
		plain string
	}{{dark, true, []string{"#000000", "#1e1e1e"}, "#d4d4d4"}, {light, false, []string{"#ffffff", "#fafafa"},
		"#1e1e1e"}} {
		for tone, fg := range c.p.tone {
			backs := append([]string{c.p.idleBg}, c.backs...)
			least := 4.5
			if Tone(tone) == Faint {
				backs, least = c.backs, 3
			}
			for _, bg := range backs {
				if got := contrast(t, or(fg, c.plain), bg); got < least {
					t.Errorf("%s: tone %d on %s has a contrast of %.1f", c.p.name, tone, bg, got)
				}
			}
			if got := contrast(t, onSelected(fg, c.p, c.dark), c.p.selBg); got < 4.5 {
				t.Errorf("%s: tone %d on the selected row has a contrast of %.1f", c.p.name, tone, got)
			}
			if fg != "" && Tone(tone) != Faint {
				if got := contrast(t, c.p.chipFg, or(c.p.chip[tone], fg)); got < 4.5 {
					t.Errorf("%s: a chip of tone %d has a contrast of %.1f", c.p.name, tone, got)
				}
				if got := contrast(t, or(fg, c.p.barFg), c.p.barBg); got < 4.5 {
					t.Errorf("%s: tone %d on the header has a contrast of %.1f", c.p.name, tone, got)
				}
			}
		}
	}
}

func TestNoColorPaintsNothing(t *testing.T) {
	th := New(Options{Dark: true})
	for i := range tones {
		if s := th.Tone(i, "x") + th.Selected(i, "x", true) + th.Header(i, "x") + th.Chip(i,
			"x"); strings.Contains(s, "\x1b") {
			t.Fatalf("tone %d paints %q", i, s)
		}
	}
	if th.Signs.Cursor != "▸" || New(Options{ASCII: true}).Signs.Cursor != ">" {
		t.Error("the selected row has no sign")
	}
	if s := New(Options{Dark: true, Color: true, Profile: termenv.TrueColor}).Tone(Bad,
		"x"); !strings.HasPrefix(s, "\x1b[") {
		t.Errorf("a colour theme paints %q", s)
	}
}

func TestPlainTerminals(t *testing.T) {
	for _, c := range []struct {
		term, locale string
		plain        bool
	}{{"xterm-256color", "en_US.UTF-8", false}, {"xterm", "", false}, {"linux", "C.UTF-8", true}, {"xterm",
		"ar_EG.ISO-8859-6", true}, {"dumb", "", true}} {
		if plainTerminal(c.term, c.locale) != c.plain {
			t.Errorf("%s with %q", c.term, c.locale)
		}
	}
}
