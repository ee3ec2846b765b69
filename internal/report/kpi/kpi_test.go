package kpi_test

import (
	"context"
	"path/filepath"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/demo"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
)

func toMinor(units int64) money.Minor { return money.Minor(units * 100) }

var today = civil.New(2025, 6, 15)

func sample(t *testing.T) *book.Book {
	path := filepath.Join(t.TempDir(), "demo.db")
	if _, err := demo.Make(context.Background(), path, demo.Options{Seed: 7, Today: today}); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// One sample company serves all that only read it.
func TestSampleCompany(t *testing.T) {
	b := sample(t)
	t.Run("documents", func(t *testing.T) { testAgreesWithTheDocuments(t, b) })
	t.Run("journal", func(t *testing.T) { testAgreesWithTheJournal(t, b) })
	t.Run("groups", func(t *testing.T) { testGroupsMakeTheWhole(t, b) })
	t.Run("refusals", func(t *testing.T) { testRefusals(t, b) })
}

// raw is what the documents of a currency come to between two days, bill by bill and
// receipt by receipt, by nothing but their rows.
type raw struct{ sales, collected, credited, billed, paid, late, overdue, fellDue money.Minor }

func was(before, after bool) money.Minor {
	switch {
	case before == after:
		return 0
	case after:
		return 1
	}
	return -1
}

func standing(b *bill.Bill, d civil.Date) bool {
	return b.Posting <= d && (b.Voided == 0 || d < b.Voided)
}

func (x *raw) account(v *book.View, acc uint32, from, to civil.Date) error {
	start := from - 1
	var bills = map[uint32]bill.Bill{}
	err := bill.OfAccount(v, acc, func(b *bill.Bill) (bool, error) {
		bills[b.ID] = *b
		sign := was(standing(b, start), standing(b, to))
		x.billed += sign * b.Amount()
		if b.Kind.Sale() && !b.Cash {
			x.sales += sign * b.Amount()
		}
		left := map[uint8]money.Minor{}
		receipt.OnBill(v, acc, b.ID, func(a *receipt.Application) bool {
			if a.Date <= start && (a.Reversed == 0 || a.Reversed > start) {
				left[a.Part] -= a.Amount
			}
			return true
		})
		for n := range b.Parts {
			p := &b.Parts[n]
			if standing(b, start) {
				open := p.Amount + left[uint8(n)]
				if due := p.DueAt(start); due < from {
					x.overdue += open
				} else if due <= to {
					x.fellDue += open
				}
			} else if standing(b, to) && !b.Kind.Answers() && p.DueAt(to) <= to {
				x.fellDue += p.Amount
			}
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return receipt.OfAccount(v, acc, func(r *receipt.Receipt) (bool, error) {
		before, after := r.At(start), r.At(to)
		switch {
		case r.Kind.Money():
			c, err := chequeOf(v, r)
			if err != nil {
				return false, err
			}
			if c != nil {
				before = before && c.Receipt(start) == r.ID && done(c.State(start))
				after = after && c.Receipt(to) == r.ID && done(c.State(to))
			}
			x.collected += was(before, after) * r.Amount
			err = receipt.OfReceipt(v, acc, r.ID, func(a *receipt.Application) (bool, error) {
				if b := bills[a.Bill]; !b.Kind.Answers() {
					sign := was(a.At(start), a.At(to))
					x.paid += sign * a.Amount
					if r.Date > b.Parts[a.Part].DueAt(r.Date) {
						x.late += sign * a.Amount
					}
				}
				return true, nil
			})
			return true, err
		case r.Kind == receipt.CreditNote:
			if b, ok := bills[r.About]; !ok || b.Kind.Sale() && !b.Cash {
				x.sales -= was(before, after) * r.Amount
			}
		}
		x.credited += was(before, after) * r.Amount
		return true, nil
	})
}

func done(s cheque.State) bool { return s == cheque.Cleared || s == cheque.Settled }

func chequeOf(v *book.View, r *receipt.Receipt) (found *cheque.Cheque, err error) {
	err = cheque.OfAccount(v, r.Account, func(c *cheque.Cheque) (bool, error) {
		is := c.First == r.ID
		for n := range c.Steps {
			is = is || c.Steps[n].Receipt == r.ID
		}
		if is {
			found = c
		}
		return !is, nil
	})
	return found, err
}

// For 18 months of the sample company every sum is what the rows of the documents come
// to, and what is owed is what the aging shows.
func testAgreesWithTheDocuments(t *testing.T, b *book.Book) {
	from := civil.New(2024, 1, 1)
	err := b.View(func(v *book.View) error {
		all, err := kpi.Compute(v, kpi.Query{AsOf: today, From: from})
		if err != nil {
			return err
		}
		if len(all) == 0 || len(all[0].Total.Months) != 18 || all[0].Total.Total.Sales == 0 ||
			all[0].Total.Total.Collected == 0 || all[0].Total.Total.Promises == 0 || all[0].Total.Total.Attempts == 0 {
			t.Fatalf("%+v", all)
		}
		for n := range all {
			for i := range all[n].Total.Months {
				if err := agrees(t, v, all[n].Currency, &all[n].Total.Months[i]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func agrees(t *testing.T, v *book.View, cur money.Currency, s *kpi.Sums) error {
	var want raw
	var err error
	account.Lines(v, func(l account.Line) bool {
		if l.Currency == cur.Code {
			err = want.account(v, l.ID, s.From, s.To)
		}
		return err == nil
	})
	if err != nil {
		return err
	}
	got := raw{s.Sales, s.Collected, s.Credited, s.Billed, s.Paid, s.PaidLate, s.Overdue, s.FellDue}
	if got != want {
		t.Errorf("%s %s: %+v, the documents come to %+v", cur.Code, s.From, got, want)
	}
	for day, balance := range map[civil.Date]money.Minor{s.From - 1: s.Opening, s.To: s.Closing} {
		reports, err := aging.Compute(v, aging.Query{AsOf: day})
		if err != nil {
			return err
		}
		for n := range reports {
			if r := &reports[n]; r.Currency == cur && (r.Total.Balance != balance || day == s.To &&
				(r.Total.Current != s.Current || r.Total.Unapplied != -s.Unapplied)) {
				t.Errorf("%s %s: owed %d, current %d, unapplied %d; the aging shows %d, %d, %d", cur.Code, day, balance,
					s.Current, s.Unapplied, r.Total.Balance, r.Total.Current, r.Total.Unapplied)
			}
		}
	}
	return nil
}

// However the figures are grouped, the groups make the whole; an opening is the closing
// before it; and a past month is the same whichever day it is read on.
func testGroupsMakeTheWhole(t *testing.T, b *book.Book) {
	err := b.View(func(v *book.View) error {
		whole, err := kpi.Compute(v, kpi.Query{AsOf: today})
		if err != nil {
			return err
		}
		for _, by := range kpi.Groupings {
			all, err := kpi.Compute(v, kpi.Query{AsOf: today, By: by})
			if err != nil {
				return err
			}
			for n := range all {
				for i := range all[n].Total.Months {
					same(t, string(by), &all[n].Total.Months[i], &whole[n].Total.Months[i])
				}
				for r := range all[n].Rows {
					months := all[n].Rows[r].Months
					for i := 1; i < len(months); i++ {
						if by != ledger.ByBranch && months[i].Opening != months[i-1].Closing {
							t.Errorf("%s %s: opens with %d, closed with %d", by, months[i].From, months[i].Opening,
								months[i-1].Closing)
						}
					}
				}
			}
		}
		past, err := kpi.Compute(v, kpi.Query{AsOf: civil.New(2025, 3, 31), From: civil.New(2025, 1, 1)})
		if err != nil {
			return err
		}
		for i := range 3 {
			same(t, "read on 2025-03-31", &past[0].Total.Months[i], &whole[0].Total.Months[6+i])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, name string, a, b *kpi.Sums) {
	t.Helper()
	for n := range kpi.Figures {
		f := &kpi.Figures[n]
		if x, y := f.Of(a).Text(2), f.Of(b).Text(2); x != y {
			t.Errorf("%s, %s: %s is %s, want %s", name, a.From, f.Key, x, y)
		}
	}
}

func testRefusals(t *testing.T, b *book.Book) {
	_ = b.View(func(v *book.View) error {
		for _, q := range []kpi.Query{{AsOf: today, By: "moon"}, {AsOf: today, From: today + 40}, {AsOf: today,
			From: civil.New(2001, 1, 1)}} {
			if _, err := kpi.Compute(v, q); book.CodeOf(err) != book.Invalid {
				t.Errorf("%+v: %v", q, err)
			}
		}
		return nil
	})
}
