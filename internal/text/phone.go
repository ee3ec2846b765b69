package text

import (
	"fmt"
	"regexp"
	"strings"
)

// plan is how numbers of a country are dialled: its code abroad, whether a 0 goes
// before a number at home, and what such a number looks like without it.
type plan struct {
	code  string
	zero  bool
	shape *regexp.Regexp
}

func whole(s string) *regexp.Regexp { return regexp.MustCompile("^(?:" + s + ")$") }

// plans are the countries whose numbers are known digit by digit; of another, any
// number with + and 8 to 15 digits is taken.
var plans = map[string]plan{
	"SA": {"966", true, whole(`5\d{8}|1[1-7]\d{7}|9200\d{5}|800\d{7}`)},
	"AE": {"971", true, whole(`5[024568]\d{7}|[2-4679]\d{7}|800\d{4,7}|600\d{6}`)},
	"EG": {"20", true, whole(`1[0125]\d{8}|2\d{8}|3\d{7}|(?:1[35]|[4-9]\d)\d{7}`)},
	"LB": {"961", true, whole(`3\d{6}|(?:7\d|81)\d{6}|[14-9]\d{6}`)},
	"KW": {"965", false, whole(`[24569]\d{7}|1\d{6}`)},
	"BH": {"973", false, whole(`[136]\d{7}`)},
	"QA": {"974", false, whole(`[34567]\d{7}`)},
	"OM": {"968", false, whole(`[279]\d{7}`)},
	"JO": {"962", true, whole(`7[789]\d{7}|[2356]\d{7}`)},
}

var extension = regexp.MustCompile(`(?i)^(.*\d\)?)\s*(?:ext\.?|extension|x|#|تحويلة|داخلي)\s*(\d{1,6})$`)

// ParsePhone reads a phone number as people write it: abroad with + or 00, at home with
// or without the leading 0. It gives the number as E.164 in groups, "+966 50 123 4567",
// and the extension when one was written after it. country is two letters, whose the
// numbers without a country code are; "" takes none of those.
func ParsePhone(s, country string) (number, ext string, err error) {
	typed := toASCII(s)
	if m := extension.FindStringSubmatch(typed); m != nil {
		typed, ext = m[1], m[2]
	}
	d := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -().\u00a0\u2011/", r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(typed, "(0)", ""))
	abroad := strings.HasPrefix(d, "+") || strings.HasPrefix(d, "00")
	d = strings.TrimPrefix(strings.TrimPrefix(d, "+"), "00")
	for _, c := range []byte(d) {
		if c < '0' || c > '9' {
			return "", "", fmt.Errorf("%s is not a phone number", quote(s))
		}
	}
	if abroad {
		number, ok := international(d)
		if !ok {
			return "", "", fmt.Errorf("%s is not a number of its country", quote(s))
		}
		return number, ext, nil
	}
	if p, ok := plans[country]; ok {
		home := d
		if p.zero {
			home = strings.TrimPrefix(d, "0")
		}
		if p.shape.MatchString(home) {
			return grouped(p.code, home), ext, nil
		}
		if rest, found := strings.CutPrefix(d, p.code); found && p.shape.MatchString(rest) {
			return grouped(p.code, rest), ext, nil
		}
	}
	return "", "", fmt.Errorf("%s cannot be read as a phone number: write it with + and the country's code", quote(s))
}

// international reads digits that begin with a country's code; a 0 that was left
// standing after it is taken out.
func international(d string) (number string, ok bool) {
	for _, p := range plans {
		rest, found := strings.CutPrefix(d, p.code)
		if !found {
			continue
		}
		if p.zero {
			rest = strings.TrimPrefix(rest, "0")
		}
		return grouped(p.code, rest), p.shape.MatchString(rest)
	}
	if len(d) < 8 || len(d) > 15 || d[0] == '0' {
		return "", false
	}
	return "+" + d, true
}

// groups are the digits of a number at home, set apart to be read out.
var groups = map[int][]int{7: {1, 3, 3}, 8: {4, 4}, 9: {2, 3, 4}, 10: {3, 3, 4}}

// oneDigitArea are the countries whose numbers of eight digits begin with an area of one.
var oneDigitArea = map[string]bool{"20": true, "962": true, "971": true}

func grouped(code, home string) string {
	out := "+" + code
	set := groups[len(home)]
	switch {
	case code == "20" && len(home) == 9 && home[0] == '2':
		set = []int{1, 4}
	case len(home) == 8 && oneDigitArea[code]:
		set = []int{1, 3}
	case len(home) == 8 && code == "961":
		set = []int{2, 3}
	}
	for _, n := range set {
		out += " " + home[:n]
		home = home[n:]
	}
	if home != "" {
		out += " " + home
	}
	return out
}

// E164 is a number that ParsePhone gave without its blanks, "+966501234567"; "" when
// it is one kept as it was typed.
func E164(number string) string {
	d := strings.ReplaceAll(number, " ", "")
	if !strings.HasPrefix(d, "+") || len(d) < 8 || len(d) > 16 {
		return ""
	}
	for _, c := range []byte(d[1:]) {
		if c < '0' || c > '9' {
			return ""
		}
	}
	return d
}

// CountryOf is the country whose money, bank account or time zone a company has, the
// first of them that tells; "" when none does.
func CountryOf(currency, iban, zone string) string {
	if c := map[string]string{"SAR": "SA", "AED": "AE", "EGP": "EG", "LBP": "LB", "KWD": "KW", "BHD": "BH", "QAR": "QA",
		"OMR": "OM", "JOD": "JO"}[currency]; c != "" {
		return c
	}
	if len(iban) > 1 && plans[iban[:2]].code != "" {
		return iban[:2]
	}
	return map[string]string{"Asia/Riyadh": "SA", "Asia/Dubai": "AE", "Africa/Cairo": "EG", "Asia/Beirut": "LB",
		"Asia/Kuwait": "KW", "Asia/Bahrain": "BH", "Asia/Qatar": "QA", "Asia/Muscat": "OM", "Asia/Amman": "JO"}[zone]
}
