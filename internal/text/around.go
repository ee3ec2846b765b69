package text

import (
	"slices"
	"unicode/utf8"
)

// VisualAround is a line in visual order that has a cursor in it: what stands left of
// the sign under the cursor, that sign, and what stands right of it. under is what the
// cursor is on, with text before and after it in the order it is read.
func VisualAround(before, under, after string) (left, at, right string) {
	s := before + under + after
	var shaped []rune
	var from []int // of each, which rune of s it begins with
	shape([]rune(s), func(r rune, n int) { shaped, from = append(shaped, r), append(from, n) })
	cursor := utf8.RuneCountInString(before)
	first, _ := slices.BinarySearch(from, cursor+1)
	first = max(first-1, 0) // the sign that holds the cursor's rune
	last, _ := slices.BinarySearch(from, cursor+utf8.RuneCountInString(under))
	l := newLine(string(shaped), DirectionOf(s))
	l.resolve()
	parts := [3][]byte{}
	part := 0
	for _, n := range l.visual() {
		switch {
		case n >= first && n < max(last, first+1):
			part = 1
		case part == 1:
			part = 2
		}
		r := shaped[n]
		if l.levels[n]&1 == 1 {
			r = mirrored(r)
		}
		parts[part] = utf8.AppendRune(parts[part], r)
	}
	return string(parts[0]), string(parts[1]), string(parts[2])
}

// VisualFrame orders and joins what no Cell did on a drawn screen, such as a sentence
// with a name in it: each stretch of text between styles, rules and wide blanks by
// itself, in the cells it had, so that no column moves.
func VisualFrame(frame string) string {
	if !hasArabic(frame) {
		return frame
	}
	out := make([]byte, 0, len(frame)+64)
	for from := 0; from < len(frame); {
		end := stretch(frame, from)
		part := frame[from:end]
		if end > from && unshaped(part) {
			v := reordered(Shape(part), LTR)
			out = append(append(out, v...), blank(max(Width(part)-Width(v), 0))...)
		} else {
			out = append(out, part...)
		}
		skip := separator(frame, end)
		out = append(out, frame[end:end+skip]...)
		from = end + skip
	}
	return string(out)
}

// unshaped reports whether there are Arabic letters to join, and none that are joined
// already: what a Cell drew is in order.
func unshaped(s string) bool {
	found := false
	for _, r := range s {
		if r >= 0xfb50 && r <= 0xfefc {
			return false
		}
		found = found || r >= 0x620 && r <= 0x6d5 && joiningOf(r) <= dual && joiningOf(r) != alone
	}
	return found
}

// stretch is where the text that begins at from ends: at a separator.
func stretch(s string, from int) int {
	for from < len(s) && separator(s, from) == 0 {
		_, n := utf8.DecodeRuneInString(s[from:])
		from += n
	}
	return from
}

// separator is how many bytes of s at i are an escape sequence, a line break, two
// blanks or a sign that rules are drawn with; 0 when text stands there.
func separator(s string, i int) int {
	rest := s[i:]
	switch {
	case rest == "":
		return 0
	case rest[0] == '\x1b':
		for n := 2; n < len(rest); n++ {
			if rest[n] >= '@' && rest[n] <= '~' {
				return n + 1
			}
		}
		return len(rest)
	case rest[0] == '\n':
		return 1
	case len(rest) > 1 && rest[:2] == "  ":
		return 2
	}
	if r, n := utf8.DecodeRuneInString(rest); r >= 0x2500 && r <= 0x259f {
		return n
	}
	return 0
}
