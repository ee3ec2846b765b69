package civil

import "time"

// Calendar is a working calendar: the closed weekdays and the holidays. A
// follow-up never lands on a day it closes (RULES 1).
type Calendar struct {
	Closed   [7]bool         // by time.Weekday: Sunday is 0
	Holidays map[Date]string // the holiday's name by its day
	Half     [7]bool         // the weekdays people work half of; they are open
}

// FridaySaturday is the weekend the company has unless it says otherwise.
var FridaySaturday = [7]bool{time.Friday: true, time.Saturday: true}

// Open reports whether people work on d. A calendar that closes all seven days
// is treated as always open, so that nothing can wait for ever.
func (c Calendar) Open(d Date) bool {
	if c.Closed == [7]bool{true, true, true, true, true, true, true} {
		return true
	}
	_, holiday := c.Holidays[d]
	return !holiday && !c.Closed[d.Weekday()]
}

// HalfDay reports whether d is an open day of which people work half.
func (c Calendar) HalfDay(d Date) bool { return c.Half[d.Weekday()] && c.Open(d) }

// Next returns the first open day on or after d.
func (c Calendar) Next(d Date) Date {
	for i := 0; i < 400 && !c.Open(d); i++ {
		d++
	}
	return d
}

// Last returns the last open day on or before d.
func (c Calendar) Last(d Date) Date {
	for i := 0; i < 400 && !c.Open(d); i++ {
		d--
	}
	return d
}

// AddOpen returns the n-th open day after d; n must not be negative, and 0
// gives Next(d).
func (c Calendar) AddOpen(d Date, n int) Date {
	if n == 0 {
		return c.Next(d)
	}
	for ; n > 0; n-- {
		d = c.Next(d + 1)
	}
	return d
}
