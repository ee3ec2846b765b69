package day_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/demo"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/day"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
)

type owner struct{ name, currency string }

// byDay is what the reports of a month's days say was collected, by officer; every line
// is what its items come to.
func byDay(t *testing.T, v *book.View, from, to civil.Date) map[owner]money.Minor {
	t.Helper()
	out := map[owner]money.Minor{}
	s := desk.Schema()
	for d := from; d <= to; d++ {
		all, err := day.Compute(v, s, day.Query{Day: d, Parts: day.Whole})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			for _, x := range o.Line(day.Collected).Sums {
				out[owner{o.Name, x.Currency}] += x.Amount
			}
			foots(t, o)
		}
	}
	return out
}

// foots proves that a report is what its items come to.
func foots(t *testing.T, o *day.Officer) {
	t.Helper()
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Key == day.Target || l.Key == day.Listed || l.Key == day.Untouched {
			continue
		}
		sums := map[string]money.Minor{}
		for _, x := range l.Items {
			sums[x.Amount.Currency] += x.Amount.Amount
		}
		for _, x := range l.Sums {
			if sums[x.Currency] != x.Amount {
				t.Errorf("%s of %s, %s: %d %s, its items come to %d", o.Name, o.Day, l.Key, x.Amount, x.Currency,
					sums[x.Currency])
			}
		}
		if l.Count != len(l.Items) {
			t.Errorf("%s of %s, %s: %d, and %d items", o.Name, o.Day, l.Key, l.Count, len(l.Items))
		}
	}
	listed := o.Line(day.Worked).Count + o.Line(day.LeftOut).Count + o.Line(day.Untouched).Count
	if n := o.Line(day.Listed).Count; n != listed {
		t.Errorf("%s of %s: %d on the list, and %d accounted for", o.Name, o.Day, n, listed)
	}
}

// byMonth is what the KPIs of the month say was collected, by collector.
func byMonth(t *testing.T, v *book.View, from, to civil.Date) map[owner]money.Minor {
	t.Helper()
	all, err := kpi.Compute(v, kpi.Query{From: from, AsOf: to, By: ledger.ByCollector})
	if err != nil {
		t.Fatal(err)
	}
	out := map[owner]money.Minor{}
	for _, r := range all {
		for i := range r.Rows {
			out[owner{strings.Trim(r.Rows[i].Name, "()"), r.Currency.Code}] += r.Rows[i].Total.Collected
		}
	}
	return out
}

func inAll(by map[owner]money.Minor) map[owner]money.Minor {
	out := map[owner]money.Minor{}
	for k, m := range by {
		out[owner{"all", k.currency}] += m
	}
	return out
}

// agree proves that the days of a month come to its KPIs: by collector, or as a whole when
// customers changed hands, for the KPIs know them by whose they are in the end.
func agree(t *testing.T, v *book.View, from, to civil.Date, whole bool) {
	t.Helper()
	days, month := byDay(t, v, from, to), byMonth(t, v, from, to)
	if whole {
		days, month = inAll(days), inAll(month)
	}
	for k, m := range month {
		if days[k] != m {
			t.Errorf("%s to %s, %s %s: the days come to %d, the KPIs to %d", from, to, k.name, k.currency, days[k], m)
		}
		delete(days, k)
	}
	for k, m := range days {
		if m != 0 {
			t.Errorf("%s to %s, %s %s: %d, of which the KPIs know nothing", from, to, k.name, k.currency, m)
		}
	}
}

// What the days of a month say was collected is what the KPIs of the month say, by
// collector and currency, and every figure is what its items come to.
func TestDaysSumToTheKPIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo.db")
	if _, err := demo.Make(t.Context(), path, demo.Options{Seed: 7, Today: civil.New(2025, 6, 15)}); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	if err := b.View(func(v *book.View) error {
		agree(t, v, civil.New(2025, 3, 1), civil.New(2025, 3, 31), true)
		agree(t, v, civil.New(2025, 5, 1), civil.New(2025, 5, 31), false)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// chance is a company to which anything may happen, in two months, two currencies and
// both ways of keeping cheques.
func chance(t *testing.T, seed uint64) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	r := rand.New(rand.NewPCG(seed, 7))
	b.Today = civil.New(2025, 6, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	customers := []string{"A", "B", "C"}
	for n, code := range customers {
		b.Do(&customer.Open{Code: code, Name: "Customer " + code, Collector: []string{"huda", "omar", ""}[n]})
		for i, cur := range []string{"SAR", "KWD"} {
			b.Do(&bill.Issue{Customer: code, Number: fmt.Sprint("B", code, i), Doc: "2025-04-01", Due: "2025-05-01",
				Amount: "90000", Currency: cur})
		}
	}
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	cheques, receipts := 0, 0
	some := func(n int) string { return fmt.Sprint("#", 1+r.IntN(max(n, 1))) }
	for ; b.Today < civil.New(2025, 7, 31); b.Today++ {
		for range 8 {
			back := (b.Today - civil.Date(r.IntN(12)/8*r.IntN(9))).String()
			var c book.Command
			switch r.IntN(14) {
			case 0, 1:
				receipts++
				c = &receipt.Record{Customer: pick(customers...), Type: pick("cash", "transfer", "credit note",
					"cheque"),
					Amount: fmt.Sprint(1+r.IntN(900), ".25"), Currency: pick("SAR", "KWD"), Date: back,
					Number: fmt.Sprint("R", receipts)}
			case 2, 3:
				cheques++
				c = &cheque.Receive{Customer: pick(customers...), Currency: pick("SAR", "KWD"), Paper: cheque.Paper{
					Number: fmt.Sprint(cheques), Amount: fmt.Sprint(1 + r.IntN(900)), Maturity: "2025-05-20",
					Bank: "SNB",
					Safe: r.IntN(2) == 0, Received: back}}
			case 4, 5, 6:
				c = &cheque.Deposit{Cheques: []string{some(cheques)}, Bank: "Our Bank", Date: back}
			case 7, 8:
				c = &cheque.Clear{Cheques: []string{some(cheques)}, Date: back}
			case 9:
				c = &cheque.Bounce{Cheque: some(cheques), Reason: "insufficient funds", Paid: pick("", "", "1")}
			case 10:
				c = &cheque.Settle{Cheque: some(cheques)}
			case 11:
				c = &cheque.Shift{Cheques: []string{some(cheques)}, Move: pick("endorse", "return", "recall", "lodge"),
					With: "Bank", Reason: "asked"}
			case 12:
				c = &company.Set{Field: "cheque_accounts", Value: pick("memo", "clearing")}
			default:
				b.Read(func(v *book.View) error {
					seq, _ := v.Head()
					c = &book.Undo{Seq: seq - uint64(r.IntN(min(int(seq), 30)))}
					return nil
				})
			}
			_, _ = b.Try(c) // what cannot be is refused
		}
	}
	return b
}

// Whatever happens to money and cheques, the days come to what the KPIs say.
func TestAnythingSumsToTheKPIs(t *testing.T) {
	for seed := range uint64(3) {
		b := chance(t, seed)
		b.Read(func(v *book.View) error {
			agree(t, v, civil.New(2025, 6, 1), civil.New(2025, 6, 30), false)
			agree(t, v, civil.New(2025, 7, 1), civil.New(2025, 7, 31), false)
			return nil
		})
	}
}
