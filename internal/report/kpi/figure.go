package kpi

import (
	"fmt"
	"strconv"

	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Figure is one figure with its definition. Key names it in files.
type Figure struct {
	Key, Name, Definition string
	Unit                  Unit
	Of                    func(s *Sums) Value
	parts                 func(s *Sums) []Part
}

// Part is a number a figure is made of.
type Part struct {
	Name  string
	Value Value
	Count bool // N is a plain count
}

// Text writes the number.
func (p *Part) Text(digits int) string {
	if p.Count {
		return strconv.FormatInt(p.Value.N, 10)
	}
	return p.Value.Text(digits)
}

func money1(name string, m money.Minor) Part { return Part{Name: name, Value: Amount(m)} }
func count(name string, n int) Part          { return Part{Name: name, Value: Value{N: int64(n)}, Count: true} }

// months are those sales are known of, the latest first.
func (s *Sums) months() []Month {
	all := s.Back
	for len(all) > 0 && all[len(all)-1].Sales <= 0 { // before the first sale there is no history
		all = all[:len(all)-1]
	}
	return all
}

func best(s *Sums) Value { return DSO(s.Current, s.Sales, s.Days()) }
func dso(s *Sums) Value  { return DSO(s.Closing, s.Sales, s.Days()) }

func plain(key, name, definition string, of func(s *Sums) money.Minor) Figure {
	return Figure{Key: key, Name: name, Definition: definition, Of: func(s *Sums) Value { return Amount(of(s)) },
		parts: func(s *Sums) []Part { return []Part{money1(name, of(s))} }}
}

// ratio is a share of two amounts.
func ratio(key, name, definition, over, under string, of func(s *Sums) (money.Minor, money.Minor)) Figure {
	return Figure{Key: key, Name: name, Definition: definition, Unit: Percent,
		Of: func(s *Sums) Value { return Share(of(s)) },
		parts: func(s *Sums) []Part {
			a, b := of(s)
			return []Part{money1(over, a), money1(under, b)}
		}}
}

// counted is a share of two counts.
func counted(key, name, definition, over, under string, of func(s *Sums) (int, int)) Figure {
	return Figure{Key: key, Name: name, Definition: definition, Unit: Percent,
		Of: func(s *Sums) Value {
			a, b := of(s)
			return Share(money.Minor(a), money.Minor(b))
		},
		parts: func(s *Sums) []Part {
			a, b := of(s)
			return []Part{count(over, a), count(under, b)}
		}}
}

// Figures are all figures, in the order people are shown them.
var Figures = append(append(amounts, times1...), shares...)

var amounts = []Figure{
	plain("opening", "Opening", "What was owed when the first day began, less unapplied money.",
		func(s *Sums) money.Minor { return s.Opening }),
	plain("sales", "Sales", "Credit bills less credit notes, VAT included; cash sales, opening balances, interest and "+
		"fees are left out.", func(s *Sums) money.Minor { return s.Sales }),
	{Key: "collected", Name: "Collected", Definition: "Cash, transfers, cards and cheques cleared. A cheque counts " +
		"on the day the bank paid it; a bounce is taken off only where the cheque had counted. Credit notes, " +
		"set-off, withholding and write-offs are never collected.",
		Of: func(s *Sums) Value { return Amount(s.Collected) }, parts: func(s *Sums) []Part {
			return []Part{money1("opening", s.Opening), money1("+ billed", s.Billed),
				money1("- settled without money", s.Credited), money1("+ cheques not cleared, moved and opening",
					s.Other()), money1("- closing", s.Closing), money1("= collected", s.Collected)}
		}},
	plain("credited", "Credited", "Settled without money: credit notes, set-off, withholding, discounts, write-offs.",
		func(s *Sums) money.Minor { return s.Credited }),
	{Key: "closing", Name: "Closing", Definition: "What is owed at the end of the last day, less unapplied money.",
		Of: func(s *Sums) Value { return Amount(s.Closing) }, parts: func(s *Sums) []Part {
			return []Part{money1("open bills", s.Open), money1("- unapplied money", s.Unapplied)}
		}},
}

var times1 = []Figure{
	{Key: "dso", Name: "DSO", Unit: Days, Definition: "Closing receivables / sales x days.", Of: dso,
		parts: func(s *Sums) []Part {
			return []Part{money1("closing receivables", s.Closing), money1("sales", s.Sales), count("days", s.Days())}
		}},
	{Key: "best_dso", Name: "Best possible DSO", Unit: Days, Definition: "Receivables not yet due / sales x days.",
		Of: best, parts: func(s *Sums) []Part {
			return []Part{money1("not yet due", s.Current), money1("sales", s.Sales), count("days", s.Days())}
		}},
	{Key: "add", Name: "Average days delinquent", Unit: Days, Definition: "DSO less the best possible DSO.",
		Of: func(s *Sums) Value { return Delinquent(dso(s), best(s)) }, parts: func(s *Sums) []Part {
			return []Part{{Name: "DSO", Value: dso(s)}, {Name: "best possible DSO", Value: best(s)}}
		}},
	{Key: "count_back_dso", Name: "Count-back DSO", Unit: Days, Definition: "The sales of the latest month are " +
		"taken off the closing receivables and its days added, and so on backwards; the last part is rest / sales x " +
		"days. A " +
		"month without sales adds its days. When the history runs out it is at least so many days.",
		Of: func(s *Sums) Value { return CountBack(s.Closing, s.months()) }, parts: func(s *Sums) []Part {
			out := []Part{money1("closing receivables", s.Closing)}
			left := s.Closing
			for n, m := range s.months() {
				if left <= 0 {
					break
				}
				name := fmt.Sprintf("sales of the month, %d days", m.Days)
				if n > 0 {
					name = fmt.Sprintf("sales %s before, %d days", text.Count(n, "month", "months"), m.Days)
				}
				out = append(out, money1(name, m.Sales))
				left -= max(m.Sales, 0)
			}
			return out
		}},
	{Key: "days_to_pay", Name: "Average days to pay", Unit: Days, Definition: "Days from the bill's date to the " +
		"receipt's, weighed by the money put on bills in the time.", Of: func(s *Sums) Value {
		return times(money.Minor(s.PaidDays), 1, int64(s.Paid), Days)
	}, parts: func(s *Sums) []Part {
		return []Part{money1("money put on bills", s.Paid), money1("amount x days", money.Minor(s.PaidDays))}
	}},
}

var shares = []Figure{
	{Key: "cei", Name: "CEI", Unit: Percent, Definition: "(opening + sales - closing) / (opening + sales - closing " +
		"not yet due): 100 % when nothing that is due is left.",
		Of: func(s *Sums) Value { return CEI(s.Opening, s.Sales, s.Closing, s.Current) },
		parts: func(s *Sums) []Part {
			return []Part{money1("opening", s.Opening), money1("sales", s.Sales), money1("closing", s.Closing),
				money1("closing not yet due", s.Current)}
		}},
	ratio("collection_ratio", "Collected of due", "Collected / (overdue at the start + fell due in the time). It may "+
		"exceed 100 %.", "collected", "overdue at the start + fell due",
		func(s *Sums) (money.Minor, money.Minor) { return s.Collected, s.Overdue + s.FellDue }),
	ratio("collected_to_sales", "Collected to sales", "Collected / sales. It may exceed 100 %.", "collected", "sales",
		func(s *Sums) (money.Minor, money.Minor) { return s.Collected, s.Sales }),
	ratio("paid_late", "Paid late", "Of the money put on bills, the part of receipts dated after the due date.",
		"paid after the due date", "money put on bills",
		func(s *Sums) (money.Minor, money.Minor) { return s.PaidLate, s.Paid }),
	counted("promise_kept", "Promises kept", "Of the promises judged in the time, those kept; partly kept is not "+
		"kept. Promises withdrawn or replaced before their day are left out.", "kept", "judged",
		func(s *Sums) (int, int) { return s.Kept, s.Promises }),
	counted("reached", "Reached", "Of the calls and visits, those that reached somebody. They count with the "+
		"company's currency.", "reached", "attempted", func(s *Sums) (int, int) { return s.Reached, s.Attempts }),
	counted("bounce_rate", "Bounce rate", "Of the cheques a bank answered in the time, those that bounced.", "bounced",
		"cleared or bounced", func(s *Sums) (int, int) { return s.Bounced, s.Cleared + s.Bounced }),
	ratio("unapplied", "Unapplied", "Money not yet put on bills / open bills, at the end.", "unapplied money",
		"open bills", func(s *Sums) (money.Minor, money.Minor) { return s.Unapplied, s.Open }),
	roll(0, "Current to 1-30"), roll(1, "1-30 to 31-60"), roll(2, "31-60 to 61-90"), roll(3, "61-90 to 91+"),
}

func roll(n int, name string) Figure {
	return ratio("roll_"+strconv.Itoa(n), "Roll "+name, "Of what stood in a bucket at the start of each month, the "+
		"part that stands in the next one at its end.", "in the next bucket at the end", "in the bucket at the start",
		func(s *Sums) (money.Minor, money.Minor) { return s.RollTo[n], s.RollFrom[n] })
}

// Find reads the key of a figure.
func Find(key string) (*Figure, error) {
	for n := range Figures {
		if Figures[n].Key == key {
			return &Figures[n], nil
		}
	}
	return nil, book.RefuseField("figure", "there is no figure %q", key)
}

// Explain is the numbers a figure of a span is made of.
func (f *Figure) Explain(s *Sums) []Part { return f.parts(s) }
