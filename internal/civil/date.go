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
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0
	}
	return Date(daysBefore(year, month) + day - 1)
}

// daysIn returns how many days a month has.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// daysBefore counts the days from 1970-01-01 to the first of a month. Years
// start in March here, so that the leap day ends one: 153 days make 5 months.
func daysBefore(year, month int) int {
	if month <= 2 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 - 719468
}

// Of returns the calendar day a moment falls on in its own zone.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	return New(y, int(m), d)
}

// WorkDay returns the working day a moment belongs to when a day ends at
// endHour of the next morning: before that hour it is still the day before.
// An endHour of 0 is midnight.
func WorkDay(t time.Time, endHour int) Date {
	d := Of(t)
	if t.Hour() < endHour {
		d--
	}
	return d
}

// WorkMinute returns the minutes since the midnight its working day began with: more
// than a day of them in the hours after the next.
func WorkMinute(t time.Time, endHour int) int {
	return int(Of(t)-WorkDay(t, endHour))*24*60 + t.Hour()*60 + t.Minute()
}

// Time returns the day's midnight in UTC, for the standard library's calendar.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// YMD returns the year, month and day.
func (d Date) YMD() (year, month, day int) {
	n := int(d) + 719468 // days since 0000-03-01; 146097 days make 400 years
	era := n / 146097
	if n < 0 {
		era = (n - 146096) / 146097
	}
	of := n - era*146097
	yoe := (of - of/1460 + of/36524 - of/146096) / 365
	doy := of - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	year, month, day = yoe+era*400, mp+3, doy-(153*mp+2)/5+1
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
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
	return New(y, m, min(day, daysIn(y, m)))
}

// Valid reports whether the book accepts the date, given today: from
// 2000-01-01 to ten years ahead (SAFETY X2).
func (d Date) Valid(today Date) bool { return d >= First && d <= today.AddMonths(120) }

// String returns the date as 2025-01-31, and "" for no date.
func (d Date) String() string {
	var b [16]byte
	return string(d.Append(b[:0]))
}

// Append adds the text String gives to dst, without garbage.
func (d Date) Append(dst []byte) []byte {
	if d == 0 {
		return dst
	}
	y, m, day := d.YMD()
	return append(dst, digit(y/1000), digit(y/100), digit(y/10), digit(y), '-',
		digit(m/10), digit(m), '-', digit(day/10), digit(day))
}

func digit(n int) byte { return '0' + byte(n%10) }

// Parse reads exactly the form String writes.
func Parse(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		if d := New(number(s[:4]), number(s[5:7]), number(s[8:])); d != 0 {
			return d, nil
		}
	}
	return 0, fmt.Errorf("%q is not a date (write it as 2025-01-31)", s)
}

// number reads ASCII digits; anything else gives -1, which is in no date.
func number(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i] - '0'
		if c > 9 {
			return -1
		}
		n = n*10 + int(c)
	}
	return n
}

// MarshalText writes the ISO form, so JSON shows dates as people read them.
func (d Date) MarshalText() ([]byte, error) { return d.Append(nil), nil }

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
