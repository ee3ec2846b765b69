package day_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/office"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/day"
)

// something is what an officer may do in a day, dated the day.
func something(r *rand.Rand, n int, seq uint64) book.Command {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	code := pick("A", "B", "C", "D", "E", "F")
	some := fmt.Sprint("#", 1+r.IntN(max(n/8, 1)))
	switch r.IntN(14) {
	case 0, 1, 2:
		return &contact.Log{Customer: code, Result: pick("no answer", "call back", "refused", "note"), Note: "said it",
			Override: "asked to"}
	case 3:
		return &contact.Log{Customer: code, Result: "promised", Override: "asked to",
			Promise: &contact.Pledge{Date: pick("+1", "+4"), Amount: fmt.Sprint(1 + r.IntN(300))}}
	case 4:
		return &followup.Plan{Customer: code, Date: pick("today", "+1", "+3"), Time: pick("", "10:30"),
			Reason: "asked to"}
	case 5:
		return &dayreport.Leave{Customer: code, Reason: pick("", "travels", "is ill")}
	case 6, 7:
		return &receipt.Record{Customer: code, Type: pick("cash", "transfer"), Amount: fmt.Sprint(1 + r.IntN(400)),
			Number: fmt.Sprint("R", n)}
	case 8:
		return &cheque.Receive{Customer: code, Paper: cheque.Paper{Number: fmt.Sprint(n), Bank: "SNB", Safe: true,
			Amount: fmt.Sprint(1 + r.IntN(400)), Maturity: "2025-05-20"}}
	case 9:
		return &cheque.Deposit{Cheques: []string{some}, Bank: "Our Bank"}
	case 10:
		if r.IntN(3) == 0 {
			return &cheque.Bounce{Cheque: some, Reason: "insufficient funds"}
		}
		return &cheque.Clear{Cheques: []string{some}}
	case 11:
		return &referral.Refer{Customer: code, Reason: "will not talk"}
	case 12:
		return &customer.Assign{Customer: code, Field: "collector", Value: pick("huda", "omar", "none")}
	}
	return &book.Undo{Seq: seq - uint64(r.IntN(12))}
}

// A day is read again as it was, whatever happens after it: calls, money, cheques, other
// collectors, what is taken back, and who leaves.
func TestPastDaysAreReadAgainAsTheyWere(t *testing.T) {
	for seed := range uint64(3) {
		b := booktest.New(t, desk.Schema())
		r := rand.New(rand.NewPCG(seed, 11))
		b.Today, b.Who = civil.New(2025, 6, 1), "root"
		b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
		for n, code := range []string{"A", "B", "C", "D", "E", "F"} {
			b.Do(&customer.Open{Code: code, Name: "Customer " + code, Collector: []string{"huda", "omar", ""}[n%3]})
			b.Do(&bill.Issue{Customer: code, Number: "B" + code, Doc: "2025-04-01", Due: "2025-05-01", Amount: "3000"})
		}
		b.Do(&office.Set{User: "root", Roles: "admin"})
		b.Do(&office.Set{User: "huda", Roles: "officer, supervisor"})
		b.Do(&office.Set{User: "omar", Roles: "officer, supervisor"})
		past := map[civil.Date][][]byte{}
		n := 0
		for last := b.Today + 24; b.Today < last; b.Today++ {
			for range 10 {
				n++
				b.Who = []string{"huda", "omar"}[r.IntN(2)]
				var seq uint64
				b.Read(func(v *book.View) error { seq, _ = v.Head(); return nil })
				_, _ = b.Try(something(r, n, seq)) // what cannot be is refused
			}
			past[b.Today] = frozen(t, b, b.Today)
		}
		b.Who = "root"
		b.Do(&office.Set{User: "omar", Roles: "none"})
		for d, was := range past {
			for n, now := range frozen(t, b, d) {
				if n >= len(was) || !bytes.Equal(now, was[n]) {
					x, _ := day.Thaw(was[min(n, len(was)-1)])
					y, _ := day.Thaw(now)
					t.Errorf("seed %d, %s: it was\n%+v\nand is\n%+v", seed, d, x, y)
				}
			}
		}
	}
}

func frozen(t *testing.T, b *booktest.Book, d civil.Date) (out [][]byte) {
	t.Helper()
	b.Read(func(v *book.View) error {
		all, err := day.Compute(v, desk.Schema(), day.Query{Day: d, Known: d, Parts: day.Whole})
		if err != nil {
			return err
		}
		for _, o := range all {
			body, err := day.Freeze(o)
			if err != nil {
				return err
			}
			out = append(out, body)
		}
		return nil
	})
	return out
}
