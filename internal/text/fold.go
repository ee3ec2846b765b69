package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form both sides of a search are compared in: compatibility
// forms taken apart, marks, tatweel and invisible characters dropped, the forms
// of alef, ya, waw, ta marbuta and hamza made one, digits 0-9, lower case, one
// space for any white space and none around. Folding twice is folding once.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	if !isFoldable(s) {
		s = norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) // norm leaves text alone after a bad byte
	}
	var out [256]byte
	return string(appendFold(out[:0], s))
}

// isFoldable reports whether s has only ASCII and Arabic, which foldRune knows
// without taking it apart first.
func isFoldable(s string) bool {
	for _, r := range s {
		if r >= 0x80 && (r < 0x600 || r >= 0x700) {
			return false
		}
	}
	return true
}

// isFolded reports whether s is ASCII that Fold would leave alone.
func isFolded(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || c >= 'A' && c <= 'Z' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

func appendFold(dst []byte, s string) []byte {
	start, space := len(dst), false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if r = foldRune(r); r < 0 {
			continue
		}
		if space && len(dst) > start {
			dst = append(dst, ' ')
		}
		space = false
		switch r {
		case 'ß':
			dst = append(dst, "ss"...)
		case 'æ':
			dst = append(dst, "ae"...)
		case 'œ':
			dst = append(dst, "oe"...)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// foldRune folds one rune of decomposed text; -1 drops it.
func foldRune(r rune) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}
	if r >= 0x600 && r < 0x700 {
		return foldArabic(r)
	}
	r = unicode.ToLower(r)
	switch r {
	case 'đ', 'ð':
		return 'd'
	case 'ø':
		return 'o'
	case 'ł':
		return 'l'
	case 'ı':
		return 'i'
	case 'ς':
		return 'σ'
	case 'ʼ', '’', '‘':
		return '\''
	}
	if unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) {
		return -1
	}
	return r
}

// foldArabic folds one rune of the Arabic block, whole or decomposed.
func foldArabic(r rune) rune {
	switch r {
	case 'ء', 'ٴ', 'ـ':
		return -1
	case 'آ', 'أ', 'إ', 'ٱ', 'ٲ', 'ٳ', 'ٵ':
		return 'ا'
	case 'ئ', 'ى', 'ی', 'ې', 'ے', 'ۓ', 'ۍ', 'ٸ':
		return 'ي'
	case 'ؤ', 'ۆ', 'ۇ', 'ۈ', 'ۋ', 'ۅ', 'ٶ', 'ٷ':
		return 'و'
	case 'ة', 'ە', 'ہ', 'ھ', 'ۃ', 'ۂ', 'ۀ':
		return 'ه'
	case 'ک', 'ڪ':
		return 'ك'
	case '٫':
		return '.'
	case '٬', '،':
		return ','
	case '؛':
		return ';'
	case '؟':
		return '?'
	case '٪':
		return '%'
	}
	if r >= 'ا' && r <= 'ي' {
		return r
	}
	if v, set := digitOf(r); set != noDigits {
		return rune('0' + v)
	}
	if unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// Digits keeps only the digits of s, as 0-9: what a telephone search compares.
func Digits(s string) string {
	var b [32]byte
	out := b[:0]
	for _, r := range s {
		if v, set := digitOf(r); set != noDigits {
			out = append(out, byte('0'+v))
		}
	}
	return string(out)
}

// Skeleton gives the form in which look-alike codes are equal: folded, without
// spaces and leading zeros of a number, dashes alike, Cyrillic and Greek letters
// as the Latin ones they look like, and o, i, l beside a digit as 0 and 1. It
// lists suspects for people to judge; it never merges anything.
func Skeleton(s string) string {
	var b strings.Builder
	for _, r := range Fold(s) {
		if to, ok := lookAlike[r]; ok {
			r = to
		}
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return dropZeros(lettersAsDigits([]byte(b.String())))
}

func isDigit(b []byte, i int) bool { return i >= 0 && i < len(b) && b[i] >= '0' && b[i] <= '9' }

// lettersAsDigits reads o, i and l as digits where a digit stands beside them,
// spreading both ways: 1oo and oo1 alike.
func lettersAsDigits(b []byte) []byte {
	as := func(i, beside int) {
		if !isDigit(b, beside) {
			return
		}
		switch b[i] {
		case 'o':
			b[i] = '0'
		case 'i', 'l':
			b[i] = '1'
		}
	}
	for i := range b {
		as(i, i-1)
	}
	for i := len(b) - 1; i >= 0; i-- {
		as(i, i+1)
	}
	return b
}

// dropZeros takes the leading zeros off every number, but for a last one.
func dropZeros(b []byte) string {
	out := b[:0]
	for i, c := range b {
		if c == '0' && !isDigit(out, len(out)-1) && isDigit(b, i+1) {
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// lookAlike maps lower-case letters and signs to the Latin ones whose small or
// capital form looks the same.
var lookAlike = pairs(
	"авекмнорстухіјѕԁһԛԝ"+"αβεζηικμνορτυχ"+"‐‑‒–—―−_",
	"abekmhopctyxijsdhqw"+"abezhikmnoptyx"+"--------",
)

func pairs(from, to string) map[rune]rune {
	m, latin := map[rune]rune{}, []rune(to)
	for i, r := range []rune(from) {
		m[r] = latin[i]
	}
	return m
}
