package text

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Direction is which way a line runs as a whole.
type Direction uint8

const (
	// Auto takes the direction of the first letter, left to right when there is none.
	Auto Direction = iota
	// LTR is left to right.
	LTR
	// RTL is right to left.
	RTL
)

// DirectionOf is the direction of the first letter of s, Auto when there is none
// (UAX #9 P2).
func DirectionOf(s string) Direction {
	for _, r := range s {
		switch c, _ := bidi.LookupRune(r); c.Class() {
		case bidi.L:
			return LTR
		case bidi.R, bidi.AL:
			return RTL
		}
	}
	return Auto
}

// Visual is one line of s as it stands on paper, letter by letter from the left: for
// what draws left to right and neither orders nor joins letters itself. Arabic
// letters have their joined forms (Shape), and what has a hand, like brackets, is
// turned. Direction characters and controls are left out.
func Visual(s string, base Direction) string {
	if !HasRTL(s) && base != RTL {
		return Safe(s)
	}
	return reordered(Shape(Safe(s)), base)
}

// reordered is a line with its runes in visual order, mirrored where they run left.
func reordered(s string, base Direction) string {
	if base == Auto {
		base = DirectionOf(s)
	}
	l := newLine(s, base)
	l.resolve()
	out := make([]byte, 0, len(s)+4)
	for _, n := range l.visual() {
		r := l.runes[n]
		if l.levels[n]&1 == 1 {
			r = mirrored(r)
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// VisualOrder says which rune of s stands in each place of its line, from the left,
// before letters are joined.
func VisualOrder(s string, base Direction) []int {
	if base == Auto {
		base = DirectionOf(s)
	}
	l := newLine(s, base)
	l.resolve()
	return l.visual()
}

// line is a line under the rules of UAX #9, all of it in one run: there are no
// embeddings and no isolates.
type line struct {
	runes   []rune
	first   []bidi.Class // as the tables have them
	classes []bidi.Class // as the rules change them
	seen    []int        // the runes that count, BN left out (X9)
	levels  []uint8
	base    uint8
	side    bidi.Class // the direction of the base: sos and eos
}

func newLine(s string, base Direction) *line {
	l := &line{runes: []rune(s), side: bidi.L}
	if base == RTL {
		l.base, l.side = 1, bidi.R
	}
	l.first = make([]bidi.Class, len(l.runes))
	l.seen = make([]int, 0, len(l.runes))
	for n, r := range l.runes {
		p, _ := bidi.LookupRune(r)
		c := p.Class()
		if c > bidi.AL { // direction characters have no effect: they are stripped at the door
			c = bidi.BN
		}
		l.first[n] = c
		if c != bidi.BN {
			l.seen = append(l.seen, n)
		}
	}
	l.classes = append([]bidi.Class(nil), l.first...)
	l.levels = make([]uint8, len(l.runes))
	return l
}

func (l *line) resolve() {
	l.weak()
	l.separators()
	l.brackets()
	l.neutral()
	l.level()
}

// weak is W1 to W3, and what looks at the last strong class; the classes of the
// runes that count are changed in place.
func (l *line) weak() {
	last, strong := l.side, l.side
	for _, n := range l.seen {
		c := l.classes[n]
		switch c {
		case bidi.NSM: // W1
			c = last
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		}
		if c == bidi.EN && strong == bidi.AL { // W2
			c = bidi.AN
		}
		last = c
		l.classes[n] = c
	}
	for _, n := range l.seen { // W3
		if l.classes[n] == bidi.AL {
			l.classes[n] = bidi.R
		}
	}
}

// separators is W4 to W7.
func (l *line) separators() {
	at := func(k int) bidi.Class {
		if k < 0 || k >= len(l.seen) {
			return bidi.ON
		}
		return l.classes[l.seen[k]]
	}
	for k, n := range l.seen { // W4
		before, c := at(k-1), l.classes[n]
		if before == at(k+1) && (c == bidi.CS && (before == bidi.EN || before == bidi.AN) ||
			c == bidi.ES && before == bidi.EN) {
			l.classes[n] = before
		}
	}
	for k := 0; k < len(l.seen); k++ { // W5
		from := k
		for at(k) == bidi.ET {
			k++
		}
		if k > from && (at(from-1) == bidi.EN || at(k) == bidi.EN) {
			for ; from < k; from++ {
				l.classes[l.seen[from]] = bidi.EN
			}
		}
	}
	strong := l.side
	for _, n := range l.seen {
		switch l.classes[n] {
		case bidi.ES, bidi.ET, bidi.CS: // W6
			l.classes[n] = bidi.ON
		case bidi.L, bidi.R:
			strong = l.classes[n]
		case bidi.EN: // W7
			if strong == bidi.L {
				l.classes[n] = bidi.L
			}
		}
	}
}

// strongOf is how a class counts for neutrals: numbers count as right to left; ON is
// no direction.
func strongOf(c bidi.Class) bidi.Class {
	switch c {
	case bidi.EN, bidi.AN:
		return bidi.R
	case bidi.L, bidi.R:
		return c
	}
	return bidi.ON
}

// neutral is N1 and N2.
func (l *line) neutral() {
	before := l.side
	for k := 0; k < len(l.seen); k++ {
		if s := strongOf(l.classes[l.seen[k]]); s != bidi.ON {
			before = s
			continue
		}
		end, after := k, l.side
		for ; end < len(l.seen); end++ {
			if s := strongOf(l.classes[l.seen[end]]); s != bidi.ON {
				after = s
				break
			}
		}
		to := l.side
		if before == after {
			to = before
		}
		for ; k < end; k++ {
			l.classes[l.seen[k]] = to
		}
		k--
	}
}

// level is I1, I2 and L1; what does not count has the level of what is before it.
func (l *line) level() {
	last := l.base
	for n, c := range l.classes {
		switch {
		case c == bidi.BN:
		case l.base == 0 && (c == bidi.AN || c == bidi.EN):
			last = 2
		case c == bidi.L && l.base == 0, c == bidi.R && l.base == 1:
			last = l.base
		default:
			last = l.base + 1
		}
		l.levels[n] = last
	}
	trailing := true // L1
	for n := len(l.runes) - 1; n >= 0; n-- {
		switch l.first[n] {
		case bidi.S, bidi.B:
			trailing = true
		case bidi.WS, bidi.BN:
		default:
			trailing = false
		}
		if trailing {
			l.levels[n] = l.base
		}
	}
}
