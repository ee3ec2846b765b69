package letter

import (
	_ "embed" // the fonts
	"strings"
	"unicode"

	"duebook/internal/text"
)

// Amiri, cut down to the letters of cut; see font/OFL.txt for its licence.
var (
	//go:embed font/amiri-regular.ttf
	regular []byte
	//go:embed font/amiri-bold.ttf
	bold []byte
)

// cut are the letters the fonts have: Latin with its accents, Arabic with Persian and
// Urdu letters, the joined forms, and the signs of a letter.
var cut = &unicode.RangeTable{R16: []unicode.Range16{{0x20, 0x7e, 1}, {0xa0, 0x17e, 1}, {0x60c, 0x60c, 1},
	{0x61b, 0x61b, 1}, {0x61e, 0x655, 1}, {0x660, 0x6d5, 1}, {0x6ee, 0x6ff, 1}, {0x2010, 0x2015, 1},
	{0x2018, 0x2022, 1}, {0x2026, 0x2026, 1}, {0x2030, 0x2030, 1}, {0x2039, 0x203a, 1},
	{0x20ac, 0x20ac, 1}, {0x2212, 0x2212, 1},
	{0xfb50, 0xfbc1, 1}, {0xfbd3, 0xfbff, 1}, {0xfdf2, 0xfdfc, 10}, {0xfe70, 0xfe72, 1}, {0xfe74, 0xfe74, 1},
	{0xfe76, 0xfefc, 1}}, LatinOffset: 1}

// missing stands for a letter the fonts do not have.
const missing = '?'

// drawable is a text as the fonts can draw it, from the left, in joined forms. A run
// of letters they lack becomes one question mark. Vowel signs are left out: drawn letter
// by letter they would stand beside their letter, not over it.
func drawable(s string, way text.Direction) string {
	s = text.Visual(s, way)
	if strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(cut, r) || unicode.Is(unicode.Mn, r) }) < 0 {
		return s
	}
	var b strings.Builder
	lost := false
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || r == 0x200c || r == 0x200d:
		case unicode.Is(cut, r):
			b.WriteRune(r)
			lost = false
		case !lost:
			b.WriteRune(missing)
			lost = true
		}
	}
	return b.String()
}
