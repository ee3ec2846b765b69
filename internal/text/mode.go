package text

import (
	"strings"
	"sync"
)

// Modes are the ways of drawing right-to-left names, by the word a person chooses
// them with.
var Modes = []struct {
	Mode Mode
	Name string
	Help string
}{
	{Isolate, "isolate", "for terminals that turn Arabic around, and for those not known"},
	{App, "app", "for terminals that draw letters where they come, and do not join them"},
	{Raw, "raw", "for terminals that turn Arabic around cell by cell (mlterm, kitty)"},
}

// String is the word of the mode.
func (m Mode) String() string {
	for _, x := range Modes {
		if x.Mode == m {
			return x.Name
		}
	}
	return "isolate"
}

// ParseMode reads the word of a mode; ok is false for any other word, as for "auto".
func ParseMode(s string) (m Mode, ok bool) {
	for _, x := range Modes {
		if strings.EqualFold(x.Name, s) {
			return x.Mode, true
		}
	}
	return Isolate, false
}

// drawn keeps the cells that were ordered and joined: a screen draws the same names at
// every key. It is emptied when it is full.
var drawn = struct {
	sync.Mutex
	cells map[drawnKey]string
}{cells: map[drawnKey]string{}}

type drawnKey struct {
	s string
	w int
}

const drawnMost = 4096

// visualCell is a text in visual order in w cells. It is joined first, since lam with
// alef is one cell, cut second, ordered third and padded last.
func visualCell(s string, w int) string {
	key := drawnKey{s, w}
	drawn.Lock()
	cell, ok := drawn.cells[key]
	drawn.Unlock()
	if ok {
		return cell
	}
	shaped := Truncate(Shape(filter(s)), w)
	cell = Pad(reordered(shaped, Auto), w)
	drawn.Lock()
	if len(drawn.cells) >= drawnMost {
		clear(drawn.cells)
	}
	drawn.cells[drawnKey{strings.Clone(s), w}] = cell
	drawn.Unlock()
	return cell
}
