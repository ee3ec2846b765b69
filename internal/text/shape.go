package text

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// joining is how an Arabic letter joins its neighbours (Unicode, Joining_Type).
type joining uint8

const (
	alone   joining = iota // joins nothing
	right                  // joins the letter before it
	dual                   // joins both
	causing                // joins both and never changes: tatweel, ZWJ
	seeThru                // a mark: its neighbours join over it
)

const (
	lam  = 0x644
	zwnj = 0x200c
	zwj  = 0x200d
)

// rightJoining are the Arabic letters that join the letter before them only.
var rightJoining = &unicode.RangeTable{R16: []unicode.Range16{{0x622, 0x625, 1}, {0x627, 0x629, 2}, {0x62f, 0x632, 1},
	{0x648, 0x648, 1}, {0x671, 0x673, 1}, {0x675, 0x677, 1}, {0x688, 0x699, 1}, {0x6c0, 0x6c0, 1}, {0x6c3, 0x6cb, 1},
	{0x6cd, 0x6cf, 2}, {0x6d2, 0x6d3, 1}, {0x6d5, 0x6d5, 1}, {0x6ee, 0x6ef, 1}, {0x759, 0x75b, 1}, {0x76b, 0x76c, 1},
	{0x771, 0x773, 2}, {0x774, 0x778, 4}, {0x779, 0x779, 1}, {0x867, 0x869, 2}, {0x86a, 0x86a, 1}, {0x870, 0x882, 1},
	{0x88e, 0x88e, 1}, {0x8aa, 0x8ac, 1}, {0x8ae, 0x8b1, 3}, {0x8b2, 0x8b9, 7}}}

// dualJoining are the Arabic letters that join on both sides.
var dualJoining = &unicode.RangeTable{R16: []unicode.Range16{{0x620, 0x626, 6}, {0x628, 0x628, 1}, {0x62a, 0x62e, 1},
	{0x633, 0x63f, 1}, {0x641, 0x647, 1}, {0x649, 0x64a, 1}, {0x66e, 0x66f, 1}, {0x678, 0x687, 1}, {0x69a, 0x6bf, 1},
	{0x6c1, 0x6c2, 1}, {0x6cc, 0x6ce, 2}, {0x6d0, 0x6d1, 1}, {0x6fa, 0x6fc, 1}, {0x6ff, 0x6ff, 1}, {0x750, 0x758, 1},
	{0x75c, 0x76a, 1}, {0x76d, 0x770, 1}, {0x772, 0x775, 3}, {0x776, 0x777, 1}, {0x77a, 0x77f, 1}, {0x860, 0x860, 1},
	{0x862, 0x865, 1}, {0x868, 0x886, 30}, {0x889, 0x88d, 1}, {0x8a0, 0x8a9, 1}, {0x8af, 0x8b0, 1}, {0x8b3, 0x8b8, 1},
	{0x8ba, 0x8c8, 1}}}

func joiningOf(r rune) joining {
	switch {
	case r < 0x300:
		return alone
	case r == 0x640 || r == zwj || r >= 0x883 && r <= 0x885:
		return causing
	case unicode.In(r, unicode.Mn, unicode.Me):
		return seeThru
	case r < 0x620 || r > 0x8ff:
		return alone
	case unicode.Is(dualJoining, r):
		return dual
	case unicode.Is(rightJoining, r):
		return right
	}
	return alone
}

// forms are the joined forms of a letter: isolated, final, initial, medial; 0 where
// Unicode has none.
type forms [4]rune

// formsOf is read out of the compatibility forms of the Unicode tables: those of a
// letter follow each other in this order.
var formsOf = sync.OnceValue(func() map[rune]*forms {
	m := map[rune]*forms{}
	for _, span := range [][2]rune{{0xfe80, 0xfef4}, {0xfb50, 0xfbff}} { // alef maksura is in both
		for r := span[0]; r <= span[1]; r++ {
			base, n := utf8.DecodeRune(norm.NFKC.Bytes([]byte(string(r))))
			if base == r || n == 0 || len(norm.NFKC.String(string(r))) != n {
				continue
			}
			if m[base] == nil {
				m[base] = &forms{}
			}
			for k := range m[base] {
				if m[base][k] == 0 {
					m[base][k] = r
					break
				}
			}
		}
	}
	return m
})

// ligature is lam with an alef, isolated; the form joined to what is before it is the
// next. 0 when r is no alef that lam takes up.
func ligature(r rune) rune {
	switch r {
	case 0x622:
		return 0xfef5
	case 0x623:
		return 0xfef7
	case 0x625:
		return 0xfef9
	case 0x627:
		return 0xfefb
	}
	return 0
}

// Shape gives Arabic letters the forms they have beside their neighbours, lam with
// alef as one sign, for fonts and terminals that do not join letters themselves. The
// order stays as it is read. A letter without such forms stays as it is, and so does
// everything else; joiners beside Arabic letters have done their work and go.
func Shape(s string) string {
	if !hasArabic(s) {
		return s
	}
	out := make([]byte, 0, len(s)+8)
	shape([]rune(s), func(r rune, _ int) { out = utf8.AppendRune(out, r) })
	return string(out)
}

// shape gives each shaped rune, and which rune of the text it is or begins with.
func shape(in []rune, put func(r rune, from int)) {
	before := false // the letter before joins on this side
	for n := 0; n < len(in); n++ {
		r := in[n]
		kind := joiningOf(r)
		switch kind {
		case seeThru:
			put(r, n)
			continue
		case alone, causing:
			before = kind == causing
			if r != zwj && r != zwnj || !besideArabic(in, n) {
				put(r, n)
			}
			continue
		}
		next := nextLetter(in, n)
		if r == lam && next < len(in) && ligature(in[next]) != 0 {
			form := ligature(in[next])
			if before {
				form++
			}
			put(form, n)
			for n++; n < next; n++ { // the marks of lam stand on both
				put(in[n], n)
			}
			before = false
			continue
		}
		joins := kind == dual && next < len(in) && joiningOf(in[next]) != alone
		put(form(r, before, joins), n)
		before = kind == dual
	}
}

// form is a letter joined to what is before and after it, or the letter when it has no
// such form.
func form(r rune, before, after bool) rune {
	f := formsOf()[r]
	if f == nil {
		return r
	}
	k := 0
	if before {
		k++
	}
	if after {
		k += 2
	}
	if f[k] == 0 {
		return r
	}
	return f[k]
}

// nextLetter is where the next rune stands that is no mark.
func nextLetter(in []rune, n int) int {
	for n++; n < len(in) && joiningOf(in[n]) == seeThru; n++ {
	}
	return n
}

// besideArabic reports whether the joiner at n stands before or after an Arabic letter.
func besideArabic(in []rune, n int) bool {
	return n > 0 && isArabic(in[n-1]) || n+1 < len(in) && isArabic(in[n+1])
}

func isArabic(r rune) bool { return r >= 0x600 && r <= 0x8ff }

func hasArabic(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xd8 && s[i] <= 0xe0 { // the first byte of U+0600 to U+08FF
			return true
		}
	}
	return false
}
