package cheques

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

var sar = money.Currency{Code: "SAR", Digits: 2}

// stock posts many cheques at once, as they are.
type stock struct {
	N int `json:"n"`
}

func (stock) Kind() string { return "test.stock" }
func (c stock) Decide(in *book.In) (facts []book.Fact, err error) {
	for i := range c.N {
		id := in.NewID("cheque")
		q := cheque.Cheque{ID: id, Account: 1, Amount: money.Minor(100 + i), Type: cheque.Payment,
			Maturity: in.Today.Add(i%120 - 20), Received: in.Today.Add(-30), Details: cheque.Details{
				Number: fmt.Sprint(id), Drawer: fmt.Sprint("Drawer ", i%300), Bank: fmt.Sprint("Bank ", i%9)}}
		if i%2 == 0 {
			q.Steps = []cheque.Step{{On: q.Received, Move: cheque.DoStore, To: cheque.InSafe}}
		}
		facts = append(facts, &cheque.Registered{Cheque: q})
	}
	return facts, nil
}

func start(t testing.TB) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		book.Part{Commands: []book.Command{stock{}}}))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-06-01", Amount: "10000"})
	return b
}

func load(b *booktest.Book, on civil.Date) (r *Register) {
	b.T.Helper()
	b.Read(func(v *book.View) (err error) { r, err = Load(v, on, true); return err })
	return r
}

func numbers(rows []Row) string {
	var s []string
	for i := range rows {
		s = append(s, rows[i].Number)
	}
	return strings.Join(s, " ")
}

// Each question has its cheques, on past days too.
func TestTheFiveQuestions(t *testing.T) {
	b := start(t)
	in := func(number, maturity, hold string) {
		b.Do(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: number, Amount: "100", Maturity: maturity,
			Bank: "Bank One", Drawer: "Drawer " + number, Account: number, Hold: hold, Safe: true}})
	}
	first := b.Today
	in("late", "2025-06-10", "")
	in("soon", "2025-06-18", "")
	in("held", "2025-06-14", "2025-07-01")
	in("far", "2025-09-01", "")
	in("gone", "2025-06-11", "")
	in("bad", "2025-06-12", "")
	b.Do(&cheque.Deposit{Cheques: []string{"gone", "bad"}, Bank: "Our Bank", Slip: "S1"})
	b.Do(&cheque.Bounce{Cheque: "bad", Reason: "frozen"})
	b.Today += 3
	r := load(b, b.Today)
	for q, want := range map[Question]string{ToDeposit: "late soon", NoAnswer: "gone", Unpaid: "bad",
		LeftInSafe: "late held soon", Paid: "late gone bad held soon far"} {
		if got := numbers(r.List(q)); got != want {
			t.Errorf("%s: %s, not %s", q, got, want)
		}
	}
	if x := r.List(Unpaid)[0]; x.Note() != "frozen" || x.Code != "C1" {
		t.Errorf("%+v", x)
	}
	all, total := r.Outcomes(sar)
	var sum money.Minor
	for _, o := range all {
		sum += o.Amount
	}
	if sum != total.Amount || total.Amount != 60000 {
		t.Errorf("outcomes come to %d of %d", sum, total.Amount)
	}
	b.Do(&cheque.Clear{Cheques: []string{"gone"}})
	if got := numbers(load(b, first).List(NoAnswer)); got != "" {
		t.Errorf("on the first day nothing was late: %s", got)
	}
	if s := Sums(load(b, first+2).Hand(sar)); s[0].Amount != 50000 {
		t.Errorf("in hand two days later %v", s)
	}
}

// The rungs and the shares come to all in hand; the days of the months too.
func TestLadderSumsToAllInHand(t *testing.T) {
	b := start(t)
	b.Do(&stock{N: 500})
	r := load(b, b.Today)
	hand := Sums(r.Hand(sar))[0]
	var ladder, drawers, banks, days money.Minor
	for _, g := range r.Ladder(sar) {
		ladder += g.Amount
	}
	for _, c := range r.Concentration(sar, false) {
		drawers += c.Amount
	}
	for _, c := range r.Concentration(sar, true) {
		banks += c.Amount
	}
	for m := -2; m < 6; m++ {
		for _, d := range r.Month(sar, b.Today.AddMonths(m)) {
			days += d.Amount
		}
	}
	for name, sum := range map[string]money.Minor{"ladder": ladder, "drawers": drawers, "banks": banks, "days": days} {
		if sum != hand.Amount || hand.Count != 500 {
			t.Errorf("%s %d, in hand %d", name, sum, hand.Amount)
		}
	}
}

func TestSlipIsPrinted(t *testing.T) {
	b := start(t)
	b.Do(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: "1", Amount: "100", Maturity: "2025-06-10",
		Bank: "Bank <One>"}})
	b.Do(&cheque.Deposit{Cheques: []string{"1"}, Bank: "Our Bank", Slip: "S1"})
	b.Read(func(v *book.View) error {
		p, err := Slip(v, "s1")
		if err != nil {
			return err
		}
		if p.Lines[0].Bank != "Bank <One>" || p.Sum() != "1 cheque, SAR 100.00 in all." {
			t.Errorf("%+v %s", p.Lines, p.Sum())
		}
		return nil
	})
}

// A question and the ladder over 20,000 cheques.
func BenchmarkTwentyThousand(b *testing.B) {
	k := start(b)
	for range 10 {
		k.Do(&stock{N: 2000})
		k.Today++
	}
	b.ResetTimer()
	for range b.N {
		r := load(k, k.Today)
		if len(r.List(ToDeposit)) == 0 || len(r.Ladder(sar)) == 0 {
			b.Fatal("nothing")
		}
	}
}
