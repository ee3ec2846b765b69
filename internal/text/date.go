package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"duebook/internal/civil"
)

// ParseDate reads a date as people type it, given today:
//
//	2025-12-25  25/12/2025  25-12-2025  25.12.2025  25/12  3 mar  3 March 2025
//	today  tomorrow  yesterday  eom  +3  -3  +2w  +1m  fri  1447-06-01h
//
// A day without a year is the one nearest to today; a weekday is the next one
// after today; eom is the last day of this month; h marks an Umm al-Qura date.
// Digits may be Arabic. Each error is one sentence with the remedy.
func ParseDate(s string, today civil.Date) (civil.Date, error) {
	t := strings.ToLower(toASCII(s))
	d, err := parseDate(t, today)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%s is not a date: %w", quote(s), err)
	case !d.Valid(today):
		return 0, fmt.Errorf("%s is outside the book's dates (%s to %s)", quote(s), civil.First, today.AddMonths(120))
	}
	return d, nil
}

func parseDate(s string, today civil.Date) (civil.Date, error) {
	switch s {
	case "today":
		return today, nil
	case "tomorrow":
		return today + 1, nil
	case "yesterday":
		return today - 1, nil
	case "eom":
		return today.EndOfMonth(), nil
	}
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return parseOffset(s, today)
	}
	if w := match(s, func(i int) string { return time.Weekday(i).String() }, 0, 6); w >= 0 {
		return today + 1 + civil.Date((w-int(today.Weekday())+6)%7), nil
	}
	for _, mark := range []string{"h", "هـ", "ه"} {
		if rest, ok := strings.CutSuffix(s, mark); ok {
			return parseHijri(strings.TrimSpace(rest))
		}
	}
	return parseNumbers(s, today)
}

// parseOffset reads +3, -3, +2w, +1m, +1y.
func parseOffset(s string, today civil.Date) (civil.Date, error) {
	digits := strings.TrimRight(s[1:], "dwmy")
	n, ok := wholeNumber(digits)
	if !ok || len(digits) > 4 || len(s)-len(digits) > 2 {
		return 0, fmt.Errorf("write days from today as +3 or -3, weeks as +2w, months as +1m")
	}
	if s[0] == '-' {
		n = -n
	}
	switch s[len(s)-1] {
	case 'w':
		return today.Add(7 * n), nil
	case 'm':
		return today.AddMonths(n), nil
	case 'y':
		return today.AddMonths(12 * n), nil
	}
	return today.Add(n), nil
}

// match finds the one name among name(from..to) that s, three letters or more,
// begins; -1 when there is none.
func match(s string, name func(int) string, from, to int) int {
	for i := from; len(s) >= 3 && i <= to; i++ {
		if full := name(i); len(s) <= len(full) && strings.EqualFold(s, full[:len(s)]) {
			return i
		}
	}
	return -1
}

func monthNamed(s string) int {
	if s == "sept" {
		return 9
	}
	return match(s, func(i int) string { return time.Month(i).String() }, 1, 12)
}

// wholeNumber reads ASCII digits only, at most nine.
func wholeNumber(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' })
}

// parseHijri reads 1447-06-01 or 1/6/1447, the mark taken off.
func parseHijri(s string) (civil.Date, error) {
	var v [3]int
	part := split(s)
	for i := range part {
		n, ok := wholeNumber(part[i])
		if !ok || len(part) != 3 {
			part = nil
			break
		}
		v[i] = n
	}
	if len(part) != 3 {
		return 0, fmt.Errorf("write a Hijri date as 1447-06-01h")
	}
	if len(part[0]) < 4 {
		v[0], v[2] = v[2], v[0]
	}
	d := civil.FromHijri(v[0], v[1], v[2])
	if d == 0 {
		return 0, fmt.Errorf("there is no such day in the Umm al-Qura calendar; write it as 1447-06-01h")
	}
	return d, nil
}

// parseNumbers reads year-month-day, day-month-year and day-month, the month
// by number or by name.
func parseNumbers(s string, today civil.Date) (civil.Date, error) {
	unknown := fmt.Errorf("write it as 2025-12-25, 25/12, 3 mar, +3, fri, eom or tomorrow")
	part := split(s)
	if len(part) < 2 || len(part) > 3 {
		return 0, unknown
	}
	if len(part[0]) == 4 {
		part[0], part[len(part)-1] = part[len(part)-1], part[0]
		if len(part) == 2 {
			return 0, unknown
		}
	}
	if monthNamed(part[0]) > 0 {
		part[0], part[1] = part[1], part[0]
	}
	day, ok := wholeNumber(part[0])
	month, ok2 := wholeNumber(part[1])
	if m := monthNamed(part[1]); m > 0 {
		month, ok2 = m, true
	}
	if !ok || !ok2 || len(part[0]) > 2 {
		return 0, unknown
	}
	if len(part) == 2 {
		return nearest(month, day, today)
	}
	year, ok := wholeNumber(part[2])
	switch {
	case !ok:
		return 0, unknown
	case len(part[2]) != 4:
		return 0, fmt.Errorf("write the year with four digits, as in 25/12/2025")
	case year >= 1300 && year <= 1600:
		return 0, fmt.Errorf("it looks like a Hijri date; end it with h, as in 1447-06-01h")
	}
	return dayOf(year, month, day)
}

func dayOf(year, month, day int) (civil.Date, error) {
	if d := civil.New(year, month, day); d != 0 {
		return d, nil
	}
	if day <= 12 && month > 12 {
		return 0, fmt.Errorf("the day comes first, then the month: %d/%d", month, day)
	}
	return 0, fmt.Errorf("there is no such day")
}

// nearest returns the day of a month that is nearest to today, so that in
// January 28/12 is last month's and in December 5/1 is next month's.
func nearest(month, day int, today civil.Date) (civil.Date, error) {
	y, _, _ := today.YMD()
	best := civil.Date(0)
	for _, year := range []int{y + 1, y, y - 1} {
		d := civil.New(year, month, day)
		if d != 0 && (best == 0 || max(d-today, today-d) < max(best-today, today-best)) {
			best = d
		}
	}
	if best == 0 {
		return dayOf(y, month, day)
	}
	return best, nil
}

// FormatDate writes a date as 2025-01-31, and no date as "".
func FormatDate(d civil.Date) string { return d.String() }

// ShortDate writes a date as "31 Jan", and no date as "".
func ShortDate(d civil.Date) string {
	if d == 0 {
		return ""
	}
	_, m, day := d.YMD()
	return strconv.Itoa(day) + " " + time.Month(m).String()[:3]
}

// DayName writes the day of the week: "Fri"; no date is "".
func DayName(d civil.Date) string {
	if d == 0 {
		return ""
	}
	return d.Weekday().String()[:3]
}

// Hijri writes a date in the Umm al-Qura calendar, as ParseDate reads it:
// "1447-06-01h". It is "" for no date and outside the calendar's tables.
func Hijri(d civil.Date) string {
	y, m, day := d.Hijri()
	if d == 0 || y == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02dh", y, m, day)
}
