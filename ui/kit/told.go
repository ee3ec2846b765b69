package kit

import (
	"strings"

	"duebook/ui/theme"
)

// Told is what a pane tells of the row under the cursor, a paragraph after the other,
// wrapped to W cells with one kept free on each side.
type Told struct {
	W     int
	lines []string
}

// Add tells a paragraph in a tone.
func (t *Told) Add(tone theme.Tone, said string) {
	for _, l := range Wrap(said, t.W-2) {
		t.lines = append(t.lines, " "+theme.Now().Tone(tone, Inline(l, t.W-2)))
	}
}

// Lines are what was told so far.
func (t *Told) Lines() []string { return t.lines }

// View draws it as high as there is room.
func (t *Told) View(h int) string { return Fit(strings.Join(t.lines, "\n"), t.W, h) }
