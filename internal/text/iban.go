package text

import (
	"errors"
	"fmt"
	"strings"
)

// ibanLength is how many letters and digits an account number of a country has (the
// IBAN registry); of another country 15 to 34 are taken.
var ibanLength = map[string]int{"SA": 24, "AE": 23, "EG": 29, "KW": 30, "BH": 22, "QA": 29, "OM": 23, "JO": 30,
	"LB": 28, "IQ": 23, "LY": 25, "PS": 29, "TN": 24, "MR": 27, "SD": 18, "TR": 26, "PK": 24, "CY": 28, "GB": 22,
	"DE": 22, "FR": 27, "IT": 27, "ES": 24, "NL": 18, "BE": 16, "CH": 21, "AT": 20, "GR": 27}

// ParseIBAN reads an IBAN as people write it, in groups, with dashes or in
// Arabic-Indic digits, and gives it without blanks. One of the wrong length for its
// country, or whose check (mod 97, ISO 7064) fails, is refused in one sentence.
func ParseIBAN(s string) (string, error) {
	s = strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, toASCII(s)))
	s = strings.TrimPrefix(s, "IBAN")
	s = strings.TrimPrefix(s, ":")
	if len(s) < 4 || !isLetter(s[0]) || !isLetter(s[1]) {
		return "", fmt.Errorf("the IBAN %s must begin with its country's two letters, such as SA", quote(s))
	}
	rest := 0
	for _, half := range []string{s[4:], s[:4]} {
		for i := range len(half) {
			switch c := half[i]; {
			case c >= '0' && c <= '9':
				rest = (rest*10 + int(c-'0')) % 97
			case isLetter(c):
				rest = (rest*100 + int(c-'A') + 10) % 97
			default:
				return "", errors.New("an IBAN has letters A to Z and digits only")
			}
		}
	}
	if s[2] < '0' || s[2] > '9' || s[3] < '0' || s[3] > '9' {
		return "", fmt.Errorf("the IBAN %s must have two check digits after its country", quote(s))
	}
	switch want, ok := ibanLength[s[:2]]; {
	case ok && len(s) != want:
		return "", fmt.Errorf("an IBAN of %s has %d letters and digits, this one has %d", s[:2], want, len(s))
	case !ok && (len(s) < 15 || len(s) > 34):
		return "", fmt.Errorf("an IBAN has 15 to 34 letters and digits, this one has %d", len(s))
	case rest != 1:
		return "", errors.New("the check digits of this IBAN do not fit: a digit is wrong or two are exchanged")
	}
	return s, nil
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }

// FormatIBAN shows an IBAN in groups of four, as banks print it.
func FormatIBAN(s string) string {
	var sb strings.Builder
	for i := range len(s) {
		if i > 0 && i%4 == 0 {
			sb.WriteByte(' ')
		}
		sb.WriteByte(s[i])
	}
	return sb.String()
}
