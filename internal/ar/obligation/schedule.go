package obligation

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Instalment is one payment of a schedule in the making: Asked is the day it would
// be, Date the open day it is on.
type Instalment struct {
	Date, Asked civil.Date
	Amount      money.Minor
}

// Intervals are the times between instalments in words.
func Intervals() []string { return []string{"month", "fortnight", "week"} }

// Instalments divides an amount into n equal payments a month ("" too), a fortnight
// or a week apart; the first ones take the units left over, so that they sum to the
// whole. A payment on a closed day is moved to the next open one, the others keep
// their days.
func Instalments(whole money.Minor, n int, every string, first civil.Date, cal civil.Calendar) ([]Instalment, error) {
	switch {
	case n < 2 || n > 120:
		return nil, book.RefuseField("parts", "a schedule has 2 to 120 instalments, not %d", n)
	case first == 0:
		return nil, book.RefuseField("first", "the schedule needs the day of its first instalment")
	case whole < money.Minor(n):
		return nil, book.RefuseField("parts", "the amount is too small for %d instalments", n)
	}
	step := func(i int) civil.Date { return first.AddMonths(i) }
	switch every {
	case "", "month":
	case "fortnight":
		step = func(i int) civil.Date { return first.Add(14 * i) }
	case "week":
		step = func(i int) civil.Date { return first.Add(7 * i) }
	default:
		return nil, book.RefuseField("every", "%q is not a time between instalments (month, fortnight, week)", every)
	}
	even := make([]money.Minor, n)
	for i := range even {
		even[i] = 1
	}
	out := make([]Instalment, n)
	for i, m := range money.Split(whole, even) {
		out[i] = Instalment{Date: cal.Next(step(i)), Asked: step(i), Amount: m}
	}
	return out, nil
}
