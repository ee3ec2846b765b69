package worklist_test

import (
	"testing"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/worklist"
)

// A unit of a part is taken off once: disputed, covered by a cheque that is not yet
// matured, promised, unapplied (RULES 3).
func TestChequesComeOffBetweenDisputesAndPromises(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{100, 10}, [2]int{100, 5}, [2]int{100, -20})
	in := func(number, amount, maturity, kind string, parts ...cheque.PartChoice) {
		b.Do(&cheque.Receive{Customer: "A", Paper: cheque.Paper{Number: number, Amount: amount, Maturity: maturity,
			Bank: "Bank One", Account: "7", Type: kind, Safe: true, Parts: parts}})
	}
	collect := func() money.Minor {
		t.Helper()
		l := build(b, worklist.Query{IncludeHidden: true})
		var one money.Minor
		b.Read(func(v *book.View) error {
			set, err := company.Get(v)
			if err != nil {
				return err
			}
			judged, err := promise.JudgeAccount(v, 1, b.Today, set.Calendar(), 0)
			if err != nil {
				return err
			}
			one, err = worklist.Collect(v, 1, b.Today, judged)
			return err
		})
		if len(l.Rows) == 0 {
			return one
		}
		if got := l.Rows[0].ToCollect; got != one {
			t.Errorf("the list says %d, the card %d", got, one)
		}
		return one
	}
	want := func(amount money.Minor, why string) {
		t.Helper()
		if got := collect(); got != amount {
			t.Errorf("%s: to collect %d, not %d", why, got, amount)
		}
	}
	b.Do(&dispute.Open{Bill: "A-1", Amount: "30", Reason: "short"})
	in("1", "150", "2025-06-25", "", cheque.PartChoice{Bill: "A-1"}, cheque.PartChoice{Bill: "A-2"})
	want(5000, "30 disputed, 70 of A-1 and 50 of A-2 covered")
	b.Do(&promise.Take{Customer: "A", Amount: "20", Date: "2025-06-18", Method: "transfer"})
	want(3000, "20 promised besides")
	in("2", "900", "2025-12-01", "guarantee")
	want(3000, "a guarantee covers nothing")
	b.Do(&receipt.Record{Customer: "A", Type: "cash", Amount: "10", Mode: "none"})
	want(3000, "10 unapplied is 10 less of the promise")
	b.Do(&company.Set{Field: "cover", Value: "off"})
	want(20000-3000-1000-1000, "the switch")
	b.Do(&company.Set{Field: "cover", Value: "on"})
	b.Today = civil.New(2025, 6, 26)
	b.Do(&promise.Take{Customer: "A", Amount: "20", Date: "2025-07-18", Method: "transfer"})
	want(20000-3000-2000-1000, "matured in the safe: it could have been cashed")
	b.Do(&cheque.Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
	want(2000, "the bank has it and has not answered")
	b.Do(&cheque.Bounce{Cheque: "1", Reason: "insufficient funds"})
	want(20000-3000-2000-1000, "bounced")
}

// A bounced cheque gives its points, and quiet days do not hide the customer until it
// is made good.
func TestABouncedChequeIsNeverHidden(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{100, 10})
	b.Do(&cheque.Receive{Customer: "A", Paper: cheque.Paper{Number: "1", Amount: "100", Maturity: "2025-06-10",
		Bank: "Bank One", Account: "7"}})
	b.Do(&cheque.Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
	b.Do(&cheque.Bounce{Cheque: "1", Reason: "frozen"})
	b.Do(&company.Set{Field: "min_chase", Value: "5000"})
	score := func() (n int) {
		l := build(b, worklist.Query{})
		if len(l.Rows) != 1 {
			t.Fatalf("%d rows", len(l.Rows))
		}
		for _, p := range l.Rows[0].Points {
			if p.Kind == worklist.ChequeBounced {
				n = p.Value
			}
		}
		return n
	}
	if score() != 30 {
		t.Errorf("%d points", score())
	}
	b.Do(&customer.Assign{Customer: "A", Field: "status", Value: "legal"})
	if l := build(b, worklist.Query{}); len(l.Rows) != 0 {
		t.Error("a legal customer leaves the list")
	}
}
