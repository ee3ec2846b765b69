package civil

import "time"

// StartOfMonth returns the first day of d's month.
func (d Date) StartOfMonth() Date {
	_, _, day := d.YMD()
	return d - Date(day-1)
}

// EndOfMonth returns the last day of d's month.
func (d Date) EndOfMonth() Date {
	y, m, day := d.YMD()
	return d + Date(daysIn(y, m)-day)
}

// StartOfWeek returns the last day on or before d that is the weekday first.
func (d Date) StartOfWeek(first time.Weekday) Date {
	return d - Date((int(d.Weekday())-int(first)+7)%7)
}
