// Package civil holds calendar dates without a zone, working weeks and
// holidays (RULES 1). It must never read a clock: "today" is an input.
package civil

import (
	"fmt"
	"time"
)

// Date is a calendar day, counted from 1970-01-01. The zero Date means "no
// date"; the book accepts none before 2000-01-01, so nothing is lost by that.
type Date int32

// First is the earliest date the book accepts (SAFETY X2).
var First = New(2000, 1, 1)

// New returns the date of a year, month and day that exist; it never
// normalises, so New(2025, 2, 31) is no date (0).
func New(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return 0
	}
	return Date(t.Unix() / 86400)
}

// Of returns the calendar day a moment falls on in its own zone.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	return New(y, int(m), d)
}

// Time returns the day's midnight in UTC, for the standard library's calendar.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// YMD returns the year, month and day.
func (d Date) YMD() (year, month, day int) {
	y, m, dd := d.Time().Date()
	return y, int(m), dd
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// Add returns the date n days later.
func (d Date) Add(n int) Date { return d + Date(n) }

// AddMonths returns the same day n months later, or that month's last day when
// it is shorter.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.YMD()
	m0 := y*12 + m - 1 + n
	y, m = m0/12, m0%12+1
	for ; day > 28; day-- {
		if r := New(y, m, day); r != 0 {
			return r
		}
	}
	return New(y, m, day)
}

// Valid reports whether the book accepts the date, given today: from
// 2000-01-01 to ten years ahead (SAFETY X2).
func (d Date) Valid(today Date) bool { return d >= First && d <= today.AddMonths(120) }

// String returns the date as 2025-01-31, and "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.YMD()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// Parse reads exactly the form String writes.
func Parse(s string) (Date, error) {
	var y, m, d int
	if n, err := fmt.Sscanf(s, "%4d-%2d-%2d", &y, &m, &d); err == nil && n == 3 && len(s) == 10 {
		if r := New(y, m, d); r != 0 {
			return r, nil
		}
	}
	return 0, fmt.Errorf("%q is not a date (write it as 2025-01-31)", s)
}

// MarshalText writes the ISO form, so JSON shows dates as people read them.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; an empty text is no date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	r, err := Parse(string(b))
	*d = r
	return err
}
