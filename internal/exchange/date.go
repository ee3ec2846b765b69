package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"duebook/internal/text"
)

// dateForm is how one cell writes a date.
type dateForm uint8

const (
	dateEmpty   dateForm = iota
	dateYMD              // year first: a is the month, b the day
	dateNumbers          // two numbers and a year: a and b as written
	dateNamed            // the month by name: a is the day, b the month
	dateShort            // a two-digit year
	dateSerial           // a spreadsheet's day number
	dateBroken           // none of these
)

// rawDate is a cell cut into its numbers, before the column's order is known.
type rawDate struct {
	form  dateForm
	hijri bool // marked with h or هـ
	a, b  uint8
	year  int16
}

// scanDate cuts a cell into a rawDate. It takes 2020-04-05, 20200405 (also with
// the .0 of a float), 5/4/2020, 5-Apr-2020, April 5, 2020, Arabic digits and
// month names, and a time of day after any of them, which is dropped.
func scanDate(b []byte) rawDate {
	if len(b) == 10 {
		if r, ok := tenBytes(b); ok {
			return r
		}
	}
	b = bytes.TrimSpace(b)
	if len(b) == 0 || isAbsent(b) {
		return rawDate{}
	}
	var buf [48]byte
	for _, c := range b {
		if c >= utf8.RuneSelf {
			if b = asciiDate(b, buf[:0]); len(b) == 0 {
				return rawDate{form: dateBroken}
			}
			break
		}
	}
	n, rest := leadingNumber(b)
	switch len(b) - len(rest) {
	case 0:
		return monthFirst(b)
	case 4:
		return yearFirst(n, rest)
	case 1, 2:
		return dayOrMonthFirst(n, rest)
	case 8:
		r := rawDate{form: dateYMD, year: int16(n / 10000), a: uint8(n / 100 % 100), b: uint8(n % 100)}
		if bytes.HasPrefix(rest, []byte(".0")) {
			rest = bytes.TrimLeft(rest[1:], "0")
		}
		return r.withTail(rest)
	case 5:
		if len(rest) == 0 || rest[0] == '.' {
			return rawDate{form: dateSerial}
		}
	}
	return rawDate{form: dateBroken}
}

// tenBytes reads the two commonest ways of writing a date without a detour.
func tenBytes(b []byte) (r rawDate, ok bool) {
	_ = b[9]
	d := func(i int) int { return int(b[i] - '0') }
	two := func(i int) int { return d(i)*10 + d(i+1) }
	isSep := func(c byte) bool { return c == '-' || c == '/' || c == '.' }
	at := [8]int{0, 1, 3, 4, 6, 7, 8, 9}
	if b[4] == b[7] && isSep(b[4]) {
		at = [8]int{0, 1, 2, 3, 5, 6, 8, 9}
		r = rawDate{form: dateYMD, year: int16(two(0)*100 + two(2)), a: uint8(two(5)), b: uint8(two(8))}
	} else if b[2] == b[5] && isSep(b[2]) {
		r = rawDate{form: dateNumbers, a: uint8(two(0)), b: uint8(two(3)), year: int16(two(6)*100 + two(8))}
	} else {
		return r, false
	}
	for _, i := range at {
		if b[i]-'0' > 9 {
			return r, false
		}
	}
	return r, r.year != 0
}

// isAbsent knows the marks programs write for no date.
func isAbsent(b []byte) bool {
	if len(b) > 10 {
		return false
	}
	switch string(b) {
	case "-", "0", "00000000", "00.00.0000", "0000-00-00", "00/00/0000", "NULL", "null", "NaT", "nan", "NaN", "None",
		"N/A", "#N/A", "0.0":
		return true
	}
	return false
}

func leadingNumber(b []byte) (n int, rest []byte) {
	i := 0
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		if i < 9 {
			n = n*10 + int(b[i]-'0')
		}
		i++
	}
	return n, b[i:]
}

// separator cuts one -, /, . or space off; 0 when there is none.
func separator(b []byte) (byte, []byte) {
	if len(b) == 0 {
		return 0, b
	}
	switch c := b[0]; c {
	case '-', '/', '.', ' ':
		return c, b[1:]
	}
	return 0, b
}

func yearFirst(year int, rest []byte) rawDate {
	sep, rest := separator(rest)
	month, after := leadingNumber(rest)
	if sep == 0 {
		return rawDate{form: dateBroken}
	}
	if len(rest) == len(after) {
		month, after = monthNamed(rest)
	} else if len(rest)-len(after) > 2 {
		return rawDate{form: dateBroken}
	}
	sep2, rest := separator(after)
	day, after := leadingNumber(rest)
	if n := len(rest) - len(after); sep2 != sep || month == 0 || n == 0 || n > 2 {
		return rawDate{form: dateBroken}
	}
	return rawDate{form: dateYMD, year: int16(year), a: uint8(month), b: uint8(day)}.withTail(after)
}

func dayOrMonthFirst(first int, rest []byte) rawDate {
	sep, rest := separator(rest)
	if sep == 0 {
		if len(rest) == 0 {
			return rawDate{form: dateBroken}
		}
		sep = '*' // 5Apr2020
	}
	form := dateNumbers
	second, after := leadingNumber(rest)
	switch n := len(rest) - len(after); {
	case n > 2:
		return rawDate{form: dateBroken}
	case n == 0:
		form = dateNamed
		if second, after = monthNamed(rest); second == 0 {
			return rawDate{form: dateBroken}
		}
		after = bytes.TrimPrefix(after, []byte(","))
	}
	sep2, tail := separator(after)
	if sep2 != sep && form == dateNumbers {
		return rawDate{form: dateBroken}
	}
	year, after := leadingNumber(tail)
	switch len(tail) - len(after) {
	case 2:
		return rawDate{form: dateShort}
	case 4:
		return rawDate{form: form, year: int16(year), a: uint8(first), b: uint8(second)}.withTail(after)
	}
	return rawDate{form: dateBroken}
}

func monthFirst(b []byte) rawDate {
	month, rest := monthNamed(b)
	_, rest = separator(rest)
	day, after := leadingNumber(rest)
	if n := len(rest) - len(after); month == 0 || n == 0 || n > 2 {
		return rawDate{form: dateBroken}
	}
	after = bytes.TrimPrefix(after, []byte(","))
	_, after = separator(after)
	year, tail := leadingNumber(after)
	switch len(after) - len(tail) {
	case 2:
		return rawDate{form: dateShort}
	case 4:
		return rawDate{form: dateNamed, year: int16(year), a: uint8(day), b: uint8(month)}.withTail(tail)
	}
	return rawDate{form: dateBroken}
}

// withTail accepts what may follow a date: nothing, a Hijri mark, a time.
func (r rawDate) withTail(tail []byte) rawDate {
	if len(tail) == 0 {
		return r
	}
	if t := bytes.TrimLeft(tail, " "); len(t) > 0 && (t[0] == 'h' || t[0] == 'H') {
		r.hijri, tail = true, t[1:]
		if len(tail) == 0 {
			return r
		}
	}
	if len(tail) < 3 || tail[0] != ' ' && tail[0] != 'T' || tail[1] < '0' || tail[1] > '9' {
		return rawDate{form: dateBroken}
	}
	for _, c := range tail[1:] {
		if strings.IndexByte("0123456789:.+-Z APMapm", c) < 0 {
			return rawDate{form: dateBroken}
		}
	}
	return r
}

// asciiDate rewrites other digit sets, marks and the Hijri sign; Arabic month
// names become the English short ones.
func asciiDate(b, out []byte) []byte {
	if len(b) > 60 {
		return nil
	}
	folded := text.Fold(string(b))
	for i, name := range arabicMonths {
		for _, n := range name {
			folded = strings.Replace(folded, n, monthNames[i][:3], 1)
		}
	}
	folded = strings.TrimSuffix(strings.TrimSuffix(folded, "."), "م")
	if cut, ok := strings.CutSuffix(folded, "ه"); ok {
		folded = strings.TrimSpace(cut) + "h"
	}
	return append(out, strings.TrimSpace(folded)...)
}

var monthNames = [12]string{"january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december"}

// arabicMonths are the names used from Egypt to the Gulf, in the Levant and in
// the Maghreb, folded; longer ones first.
var arabicMonths = foldAll([12][]string{
	{"كانون الثاني", "يناير", "جانفي"}, {"فبراير", "شباط", "فيفري"}, {"مارس", "اذار"},
	{"ابريل", "نيسان", "افريل"}, {"مايو", "ايار", "ماي"}, {"يونيو", "حزيران", "جوان"},
	{"يوليو", "تموز", "جويلية"}, {"اغسطس", "اب", "اوت"}, {"سبتمبر", "ايلول"},
	{"تشرين الاول", "اكتوبر"}, {"تشرين الثاني", "نوفمبر"}, {"كانون الاول", "ديسمبر"},
})

func foldAll(names [12][]string) [12][]string {
	for i := range names {
		for j := range names[i] {
			names[i][j] = text.Fold(names[i][j])
		}
	}
	return names
}

// monthNamed reads an English month name or its first letters (three or more);
// 0 when it is none.
func monthNamed(b []byte) (month int, rest []byte) {
	i := 0
	var word [12]byte
	for i < len(b) && (b[i]|0x20) >= 'a' && (b[i]|0x20) <= 'z' {
		if i >= len(word) {
			return 0, b
		}
		word[i] = b[i] | 0x20
		i++
	}
	if i < 3 {
		return 0, b
	}
	rest = bytes.TrimPrefix(b[i:], []byte("."))
	if i == 4 && string(word[:4]) == "sept" {
		return 9, rest
	}
	for m, name := range monthNames {
		if name[0] == word[0] && name[1] == word[1] && i <= len(name) && name[:i] == string(word[:i]) &&
			(i == 3 || i == len(name)) {
			return m + 1, rest
		}
	}
	return 0, b
}
