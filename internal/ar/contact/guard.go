package contact

import (
	"fmt"
	"time"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Guard is how often and when a customer may be disturbed: from and to, in
// minutes after midnight, by weekday (Sunday first), attempts a day, and how
// often somebody is reached in seven days.
type Guard struct {
	Hours     [7][2]int
	HalfUntil int // on half days
	Attempts  int
	Reached   int
}

// Default is the guard every company has.
var Default = Guard{Hours: [7][2]int{{480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200},
	{480, 1200}},
	HalfUntil: 840, Attempts: 3, Reached: 5}

// Against says, in a sentence, what speaks against disturbing a customer at a
// moment of a working day in the company's zone; "" when nothing does.
func (g *Guard) Against(v *book.View, customerID uint32, set *company.Settings, now time.Time,
	day civil.Date) (string, error) {
	p, err := customer.ProfileOf(v, customerID)
	if err != nil {
		return "", err
	}
	if p.At(day).DoNotContact {
		return "the customer is marked \"do not contact\"", nil
	}
	cal, minute := set.Calendar(), now.Hour()*60+now.Minute()
	hours := g.Hours[day.Weekday()]
	if cal.HalfDay(day) {
		hours[1] = min(hours[1], g.HalfUntil)
	}
	switch {
	case !cal.Open(day):
		return fmt.Sprintf("%s %s is a closed day", text.DayName(day), day), nil
	case minute < hours[0] || minute >= hours[1] || civil.Of(now) != day:
		return fmt.Sprintf("it is %s: customers are contacted from %s to %s", text.FormatTime(minute),
			text.FormatTime(hours[0]),
			text.FormatTime(hours[1])), nil
	}
	attempts, reached := 0, 0
	Heads(v, customerID, func(h Head) bool {
		if h.Live(day) && h.Result != Note && h.Channel.Disturbs() {
			if h.Day == day {
				attempts++
			}
			if h.Reached && h.Day > day-7 {
				reached++
			}
		}
		return true
	})
	switch {
	case attempts >= g.Attempts:
		return fmt.Sprintf("the customer was tried %s today already", text.Count(attempts, "time", "times")), nil
	case reached >= g.Reached:
		return fmt.Sprintf("the customer was reached %s in seven days already", text.Count(reached, "time",
			"times")), nil
	}
	return "", nil
}
