package kpi

import (
	"duebook/internal/money"
	"duebook/internal/text"
)

// Unit is what a figure counts.
type Unit uint8

// The units.
const (
	Money Unit = iota
	Days
	Percent
)

// Value is a figure: minor units, or tenths of a day or of a percent. When None is set
// there is nothing to divide by: "n/a". AtLeast says that the history ran out first.
type Value struct {
	Unit    Unit
	N       int64
	None    bool
	AtLeast bool
}

// Text writes the figure as people read it.
func (x Value) Text(digits int) string {
	switch {
	case x.None:
		return "n/a"
	case x.AtLeast:
		return "at least " + text.Number(int(x.N/10)) + " days"
	case x.Unit == Money:
		return text.FormatAmount(money.Minor(x.N), digits)
	}
	s := text.FormatAmount(money.Minor(x.N), 1)
	if x.Unit == Percent {
		return s + "%"
	}
	return s
}

// Amount is a figure of money.
func Amount(m money.Minor) Value { return Value{Unit: Money, N: int64(m)} }

// times is num x by / den in tenths; n/a when den is not above zero.
func times(num money.Minor, by, den int64, unit Unit) Value {
	if den <= 0 {
		return Value{Unit: unit, None: true}
	}
	return Value{Unit: unit, N: int64(money.MulDiv(num, by*10, den))}
}

// Share is num / den in percent; n/a when den is not above zero.
func Share(num, den money.Minor) Value { return times(num, 100, int64(den), Percent) }

// DSO is receivables / sales x days. With the receivables that are not yet due it is
// the best possible DSO.
func DSO(receivables, sales money.Minor, days int) Value {
	return times(receivables, int64(days), int64(sales), Days)
}

// Delinquent is the average days delinquent: DSO less the best possible.
func Delinquent(dso, best Value) Value {
	if dso.None || best.None {
		return Value{Unit: Days, None: true}
	}
	return Value{Unit: Days, N: dso.N - best.N}
}

// Month is the sales of a month, or of its part that is over.
type Month struct {
	Sales money.Minor
	Days  int
}

// CountBack takes the sales of the months, the latest first, off the receivables and
// adds their days; the last part is rest / sales x days. A month without sales above
// zero adds its days and takes nothing off. When the months run out the answer is "at
// least".
func CountBack(receivables money.Minor, latestFirst []Month) Value {
	days := 0
	for _, m := range latestFirst {
		switch {
		case receivables <= 0:
			return Value{Unit: Days, N: int64(days) * 10}
		case m.Sales <= 0:
		case receivables < m.Sales:
			part := money.MulDiv(receivables, int64(m.Days)*10, int64(m.Sales))
			return Value{Unit: Days, N: int64(days)*10 + int64(part)}
		default:
			receivables -= m.Sales
		}
		days += m.Days
	}
	return Value{Unit: Days, N: int64(days) * 10, AtLeast: receivables > 0}
}

// CEI is the collection effectiveness index: (opening + sales - closing) / (opening +
// sales - closing that is current), in percent.
func CEI(opening, sales, closing, current money.Minor) Value {
	return Share(opening+sales-closing, opening+sales-current)
}
