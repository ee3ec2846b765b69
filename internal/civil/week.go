package civil

import "time"

// FirstDay is the weekday a week starts with: the first working day after the weekend,
// Sunday when there is none.
func (c Calendar) FirstDay() time.Weekday {
	for d := range 7 {
		if !c.Closed[d] && c.Closed[(d+6)%7] {
			return time.Weekday(d)
		}
	}
	return time.Sunday
}
