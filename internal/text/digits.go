package text

import "strings"

// The digit sets people type. A number keeps to one of them.
const (
	noDigits = iota
	asciiDigits
	arabicDigits
	persianDigits
	wideDigits
)

// digitOf returns a rune's value and digit set, noDigits when it is no digit.
func digitOf(r rune) (value, set int) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), asciiDigits
	case r >= '٠' && r <= '٩':
		return int(r - '٠'), arabicDigits
	case r >= '۰' && r <= '۹':
		return int(r - '۰'), persianDigits
	case r >= '０' && r <= '９':
		return int(r - '０'), wideDigits
	}
	return 0, noDigits
}

// toASCII rewrites digits of any set as 0-9, drops the direction marks that
// copied Arabic text carries, and trims.
func toASCII(s string) string {
	if isASCII(s) {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if v, set := digitOf(r); set != noDigits {
			return rune('0' + v)
		}
		switch r {
		case '\u200e', '\u200f', '\u061c':
			return -1
		case '\u2212':
			return '-'
		}
		return r
	}, s))
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// quote shows what was typed inside an error: clean, and never long.
func quote(s string) string { return "\"" + Truncate(Clean(s), 30) + "\"" }
