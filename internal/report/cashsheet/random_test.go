package cashsheet_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cashsheet"
)

// sheets are the closings of every till and day up to a day, proved on the way: each
// sheet foots, and the next opens with what the last closed with.
func sheets(t *testing.T, b *booktest.Book, to civil.Date) map[string]money.Minor {
	out := map[string]money.Minor{}
	b.Read(func(v *book.View) error {
		all, err := cashsheet.Compute(v, cashsheet.Query{AsOf: b.Today, From: to - 60, To: to})
		for i := range all {
			s := &all[i]
			if s.Opening+s.In()+s.FromTills-s.ToTills-s.Banked-s.PaidOut+s.Difference != s.Closing {
				t.Errorf("%s %s does not foot: %+v", s.Till, s.Day, s)
			}
			if i > 0 && all[i-1].Till == s.Till && all[i-1].Closing != s.Opening {
				t.Errorf("%s %s opens with %d, the sheet before closed with %d", s.Till, s.Day, s.Opening,
					all[i-1].Closing)
			}
			alone := true // only a receipt is recorded for a day that was counted
			for _, l := range s.Lines {
				alone = alone && l.What != "receipt"
			}
			if s.Off() != 0 && alone {
				t.Errorf("%s %s was counted and is off by %d", s.Till, s.Day, s.Off())
			}
			out[fmt.Sprint(s.Till, s.Day)] = s.Closing
		}
		return err
	})
	return out
}

// What people do with cash in any order, and take back later, moves no past sheet.
func TestRandomDaysFootAndStay(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 3))
		b := booktest.New(t, desk.Schema())
		b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
		b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Branch: "Riyadh"})
		b.Do(&customer.Open{Code: "C2", Name: "Palm", Branch: "Jeddah"})
		var bills []string
		for i := range 40 {
			n := fmt.Sprint("B", i)
			bills = append(bills, n)
			b.Do(&bill.Issue{Customer: fmt.Sprint("C", 1+i%2), Number: n, Doc: "2025-05-01", Due: "2025-06-01",
				Amount: "900"})
		}
		b.Do(&round.Give{Collector: "Sami", Bills: bills})
		b.Do(&cashbox.Start{Till: "Riyadh", Amount: "1000"})
		b.Do(&cashbox.Start{Till: "Jeddah", Amount: "1000"})
		var done []uint64
		for range 14 {
			was := sheets(t, b, b.Today-1)
			for range 12 {
				if res, err := b.Try(step(r, done)); err == nil {
					done = append(done, res.Seq)
				} else if c := book.CodeOf(err); c == book.Damaged || c == book.Internal || c == "" {
					t.Fatal(err)
				}
			}
			now := sheets(t, b, b.Today)
			for k, m := range was {
				if now[k] != m {
					t.Errorf("seed %d: %s closed with %d, now with %d", seed, k, m, now[k])
				}
			}
			b.Today += civil.Date(1 + r.IntN(2))
		}
		if len(done) < 40 {
			t.Errorf("seed %d: only %d things were done", seed, len(done))
		}
	}
}

// step is one thing somebody does; many are refused.
func step(r *rand.Rand, done []uint64) book.Command {
	till := []string{"Riyadh", "Jeddah"}[r.IntN(2)]
	amount := fmt.Sprint(1 + r.IntN(400))
	batch := uint32(1 + r.IntN(20))
	reason := []cashbox.DifferenceInput{{Reason: cashbox.Reasons()[r.IntN(5)], Note: "paper"}}
	switch r.IntN(11) {
	case 0:
		return &receipt.Record{Customer: fmt.Sprint("C", 1+r.IntN(2)), Type: "cash", Amount: amount}
	case 1, 2:
		return &cashbox.HandOver{Person: "Sami", Till: till, Amount: amount, More: true}
	case 3, 4:
		return &cashbox.Post{Batch: batch, Receipts: []cashbox.PayInput{{Customer: "C1", Amount: amount}, {
			Bills: []receipt.PartChoice{{Bill: fmt.Sprint("B", 1+2*r.IntN(20)), Amount: amount}}}}, Differences: reason}
	case 5:
		return &cashbox.Recount{Batch: batch, Amount: amount, Reason: "again"}
	case 6:
		return &cashbox.Bank{Till: till, Amount: amount, Bank: "SNB", Slip: fmt.Sprint(r.IntN(1e9))}
	case 10:
		return &cashbox.Transfer{From: till, To: map[string]string{"Riyadh": "Jeddah", "Jeddah": "Riyadh"}[till],
			Amount: amount}
	case 7:
		return &cashbox.PayOut{Till: till, Amount: amount, To: "X", Reason: "y"}
	case 8:
		if r.IntN(3) > 0 {
			return &cashbox.Draw{Till: till, Amount: amount, Bank: "SNB"}
		}
		return &cashbox.Close{Till: till, Amount: fmt.Sprint(700 + r.IntN(900)), Differences: reason}
	}
	if len(done) == 0 {
		return &cashbox.Draw{Till: till, Amount: amount, Bank: "SNB"}
	}
	return &book.Undo{Seq: done[r.IntN(len(done))]}
}
