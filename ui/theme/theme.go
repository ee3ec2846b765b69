// Package theme turns tokens (tones) into styles for a light or dark terminal,
// and into none under NO_COLOR. Styles are made once and painted by joining
// strings. It must never decide a tone from a text, and it knows no business word.
package theme

import (
	"os"
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"duebook/internal/text"
)

// Tone is a meaning a piece of text carries; the theme gives it a look. A tone
// never stands alone: a sign, a letter or a number beside it says the same.
type Tone uint8

// The tones.
const (
	Plain  Tone = iota // ordinary text
	Muted              // secondary: labels, hints, dates of no weight
	Faint              // rules and borders
	Strong             // titles and figures that matter
	Accent             // what the eye should find first; keys
	Good               // kept, paid, done
	Warn               // soon, watch
	Bad                // broken, overdue, failed
	Info               // neutral notice
	Heat0              // the scale of age, from current ...
	Heat1
	Heat2
	Heat3
	Heat4
	Heat5 // ... to oldest
	tones
)

// Heat returns the tone of step i of the age scale; steps past its end stay at the end.
func Heat(i int) Tone { return Heat0 + Tone(min(max(i, 0), 5)) }

// Style paints text. The zero Style paints nothing.
type Style struct{ open, close string }

// Paint returns s in the style. s must be one line and hold no style itself.
func (s Style) Paint(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	return s.open + text + s.close
}

// Signs are the characters that stand beside colours; plain ones where the
// terminal is not known to draw the others.
type Signs struct {
	Cursor, Mark, Up, Down, Rule, Bar, Dot, Ellipsis, Off, On, Good, Warn, Bad string
	Corners                                                                    [4]string
	Side                                                                       string
	Blocks                                                                     []string // eighths of a cell, rising
}

var unicodeSigns = Signs{Cursor: "▸", Mark: "●", Up: "▲", Down: "▼", Rule: "─", Bar: "█", Dot: "·", Ellipsis: "…",
	Off: "○", On: "●", Good: "✓", Warn: "!", Bad: "✗", Corners: [4]string{"╭", "╮", "╰", "╯"}, Side: "│",
	Blocks: []string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}}

var asciiSigns = Signs{Cursor: ">", Mark: "*", Up: "^", Down: "v", Rule: "-", Bar: "#", Dot: "-", Ellipsis: "~",
	Off: "o", On: "*", Good: "+", Warn: "!", Bad: "x", Corners: [4]string{"+", "+", "+", "+"}, Side: "|",
	Blocks: []string{" ", ".", ".", ":", ":", "-", "=", "+", "#"}}

// Theme is every style, made once. Rows[t] is tone t on the ordinary
// background, Selected[t] on the selected row, Bar[t] on the header line.
type Theme struct {
	Name               string
	Color              bool // false under NO_COLOR: signs carry everything
	Signs              Signs
	Bidi               text.Mode // how this terminal is made to draw right-to-left names
	tone, sel, idle, b [tones]Style
	Cursor             Style // the cell under a text cursor
	Field, FieldIdle   Style // a text field with and without the focus
	Tab, TabIdle       Style // the tab on show, the others
	chips              [tones]Style
}

// Tone paints s in a tone.
func (t *Theme) Tone(tone Tone, s string) string { return t.tone[tone].Paint(s) }

// Selected paints s in a tone as part of the selected row of a list that has
// the focus, or of one that hasn't.
func (t *Theme) Selected(tone Tone, s string, focus bool) string {
	if focus {
		return t.sel[tone].Paint(s)
	}
	return t.idle[tone].Paint(s)
}

// Header paints s in a tone on the header line's background.
func (t *Theme) Header(tone Tone, s string) string { return t.b[tone].Paint(s) }

// Chip paints s as a small label filled with the tone.
func (t *Theme) Chip(tone Tone, s string) string { return t.chips[tone].Paint(s) }

var now atomic.Pointer[Theme]

// Now returns the theme in use. The first call picks one from the environment.
func Now() *Theme {
	if t := now.Load(); t != nil {
		return t
	}
	now.CompareAndSwap(nil, New(FromEnv()))
	return now.Load()
}

// Use sets the theme in use for the whole process.
func Use(t *Theme) { now.Store(t) }

// Options choose a theme.
type Options struct {
	Dark    bool
	Color   bool
	ASCII   bool // plain signs only
	Bidi    text.Mode
	Profile termenv.Profile // colours the terminal can show; used when Color is set
}

// FromEnv reads the options from NO_COLOR, TERM, the locale, DUEBOOK_BIDI
// (isolate, app or raw), the terminal's name and what package early found. It asks the
// terminal nothing.
func FromEnv() Options {
	p := lipgloss.ColorProfile()
	return Options{
		Dark:    lipgloss.HasDarkBackground(),
		Color:   os.Getenv("NO_COLOR") == "" && p != termenv.Ascii,
		ASCII:   plainTerminal(os.Getenv("TERM"), firstSet("LC_ALL", "LC_CTYPE", "LANG")),
		Bidi:    Bidi(os.Getenv("DUEBOOK_BIDI")),
		Profile: p,
	}
}

func firstSet(names ...string) string {
	for _, n := range names {
		if v := os.Getenv(n); v != "" {
			return v
		}
	}
	return ""
}

// plainTerminal reports a terminal whose font or locale is known to lack the signs.
func plainTerminal(term, locale string) bool {
	l := strings.ToLower(locale)
	utf8 := l == "" || strings.Contains(l, "utf-8") || strings.Contains(l, "utf8") || l == "c" || l == "posix"
	return term == "linux" || term == "dumb" || !utf8
}
