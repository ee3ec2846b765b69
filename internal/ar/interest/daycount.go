package interest

import (
	"fmt"

	"duebook/internal/civil"
)

// DayCount is how the part of a year between two days is counted.
type DayCount uint8

// The day counts (RULES 7).
const (
	Act365F    DayCount = iota + 1 // days / 365, leap years too
	Act360                         // days / 360
	ActActISDA                     // days in leap years / 366 + the others / 365
	E30360                         // months of 30 days; the 31st is the 30th (ISDA 30E/360, Eurobond)
	US30360                        // months of 30 days, with the American rules for the 31st and the end of February
)

var countNames = []string{"", "ACT/365F", "ACT/360", "ACT/ACT ISDA", "30E/360", "30/360 US"}

// DayCounts are the names ParseDayCount reads.
func DayCounts() []string { return countNames[1:] }

// String is the day count's name.
func (c DayCount) String() string {
	if int(c) < len(countNames) {
		return countNames[c]
	}
	return fmt.Sprintf("day count %d", uint8(c))
}

// ParseDayCount reads what String writes; "" is ACT/365F.
func ParseDayCount(s string) (DayCount, error) {
	if s == "" {
		return Act365F, nil
	}
	for i, n := range countNames {
		if i > 0 && n == s {
			return DayCount(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not a day count (ACT/365F, ACT/360, ACT/ACT ISDA, 30E/360, 30/360 US)", s)
}

// Over is what Between counts in: so many make a year.
func (c DayCount) Over() int64 {
	switch c {
	case Act360, E30360, US30360:
		return 360
	case ActActISDA:
		return 365 * 366
	}
	return 365
}

// Between counts the time from a day to a later one, the first not counted and
// the last counted, in parts of a year: Between / Over is the fraction. Days of
// ACT/ACT ISDA belong to the year they begin in, so that a period counts as the
// usual tables have it.
func (c DayCount) Between(from, to civil.Date) int64 {
	switch c {
	case ActActISDA:
		return isda(to) - isda(from)
	case E30360:
		return e30(to) - e30(from)
	case US30360:
		return us30(from, to)
	}
	return int64(to - from)
}

// isda counts from a fixed day: 366 for each day of a common year, 365 for each of
// a leap year, of which 365 * 366 make a year in both.
func isda(d civil.Date) int64 {
	year, _, _ := d.YMD()
	first := civil.New(year, 1, 1)
	per := int64(366)
	if civil.New(year, 2, 29) != 0 {
		per = 365
	}
	return int64(year)*365*366 + int64(d-first)*per
}

func e30(d civil.Date) int64 {
	y, m, day := d.YMD()
	return int64(y*360 + m*30 + min(day, 30))
}

func us30(from, to civil.Date) int64 {
	y1, m1, d1 := from.YMD()
	y2, m2, d2 := to.YMD()
	if endOfFebruary(from) {
		if endOfFebruary(to) {
			d2 = 30
		}
		d1 = 30
	}
	if d2 == 31 && d1 >= 30 {
		d2 = 30
	}
	return int64((y2-y1)*360 + (m2-m1)*30 + d2 - min(d1, 30))
}

func endOfFebruary(d civil.Date) bool {
	_, m, _ := d.YMD()
	return m == 2 && d == d.EndOfMonth()
}
