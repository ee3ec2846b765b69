package promise_test

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
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// said posts facts as they are.
type said struct {
	Name  string `json:"name"`
	facts []book.Fact
}

func (said) Kind() string                              { return "test.said" }
func (s said) Decide(*book.In) ([]book.Fact, error)    { return s.facts, nil }
func say(b *booktest.Book, f ...book.Fact) book.Result { b.T.Helper(); return b.Do(&said{facts: f}) }

// withCheques is start in a book that keeps cheques too; bill A has id 1, B id 2.
func withCheques(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		obligation.Subject(), promise.Subject(), book.Part{Commands: []book.Command{said{}}}))
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&company.Set{Field: "weekend", Value: "none"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-05-20", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-02", Due: "2025-05-25", Amount: "500"})
	return b
}

// given registers a payment cheque of an amount on a day, for bills by their ids.
func given(b *booktest.Book, id uint32, day int, matures civil.Date, shares ...cheque.Share) book.Result {
	b.T.Helper()
	b.Today = june(day)
	c := cheque.Cheque{ID: id, Account: 1, Maturity: matures, Received: b.Today, Type: cheque.Payment,
		Details: cheque.Details{Number: fmt.Sprint(id), Drawer: "Al Noor", Bank: "ANB"},
		Covers:  []cheque.Covering{{On: b.Today, Shares: shares}}}
	for _, s := range shares {
		c.Amount += s.Amount
	}
	return say(b, &cheque.Registered{Cheque: c})
}

func step(b *booktest.Book, id uint32, day int, from cheque.State, m cheque.Move, r uint32) *cheque.Moved {
	b.Today = june(day)
	s := cheque.Step{On: b.Today, Move: m, To: m.To(), Receipt: r, By: "mona"}
	if m == cheque.DoBounce {
		s.Return = &cheque.Return{Reason: 1, Bank: b.Today}
	}
	return &cheque.Moved{Account: 1, ID: id, Step: s, From: from, Number: fmt.Sprint(id)}
}

func on(bill uint32, m money.Minor) cheque.Share { return cheque.Share{Bill: bill, Amount: m} }

func ofCheque(b *booktest.Book) uint32 {
	return take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}, Method: "cheque"})
}

// The test vector of RULES 4: received on the 12th for 1,000, kept; it bounces on the
// 16th, broken from then on, and the days before stay kept.
func TestChequeReceivedKeepsAndItsBounceBreaks(t *testing.T) {
	b := withCheques(t)
	id := ofCheque(b)
	is(b, id, june(11), promise.Open)
	given(b, 1, 12, june(12), on(1, 100000))
	is(b, id, june(11), promise.Open)
	is(b, id, june(12), promise.Kept)
	if j := judge(b, id, june(12), 0); j.ByCheque != 100000 || j.PaidOn != june(12) || j.Left != 0 {
		t.Errorf("%+v", j)
	}
	say(b, step(b, 1, 13, cheque.Received, cheque.DoDeposit, 0))
	bounced := say(b, step(b, 1, 16, cheque.Deposited, cheque.DoBounce, 0))
	is(b, id, june(15), promise.Kept)
	is(b, id, june(16), promise.Broken)
	b.Today = june(17)
	b.Do(&book.Undo{Seq: bounced.Seq})
	is(b, id, june(16), promise.Broken)
	is(b, id, june(17), promise.Kept)
}

// Once it is cleared the receipt stands for the cheque: the money counts once.
func TestClearedChequeCountsOnce(t *testing.T) {
	b := withCheques(t)
	first, second := ofCheque(b), take(b, promise.Take{Date: "2025-06-12", Bills: []string{"B"}, Method: "cheque"})
	given(b, 1, 5, june(8), on(1, 60000))
	if j := judge(b, first, june(5), 0); j.State != promise.Open || j.Left != 40000 {
		t.Errorf("%+v", j)
	}
	r := pay(b, 9, "600", "cheque", "A").Facts[0].(*receipt.Recorded).Receipt.ID
	say(b, step(b, 1, 9, cheque.Received, cheque.DoDeposit, 0))
	say(b, step(b, 1, 9, cheque.Deposited, cheque.DoClear, r))
	if j := judge(b, first, june(9), 0); j.Paid != 60000 || j.ByCheque != 60000 {
		t.Errorf("%+v", j)
	}
	is(b, first, june(14), promise.Partly)
	is(b, second, june(16), promise.Broken)
	given(b, 2, 16, june(13), on(1, 40000))
	is(b, first, june(16), promise.Partly) // too late
	if j := judge(b, first, june(16), 0); j.PaidOn != june(16) {
		t.Errorf("%+v", j)
	}
}

func TestWhichChequesServe(t *testing.T) {
	b := withCheques(t)
	id := ofCheque(b)
	given(b, 1, 5, june(20), on(1, 100000)) // matures later than agreed
	is(b, id, june(14), promise.Broken)
	given(b, 2, 6, june(13), on(2, 100000)) // for another bill
	is(b, id, june(14), promise.Broken)
	given(b, 3, 7, june(13), on(1, 100000))
	is(b, id, june(14), promise.Kept)
	say(b, step(b, 3, 8, cheque.Received, cheque.DoReturn, 0))
	is(b, id, june(7), promise.Kept)
	is(b, id, june(14), promise.Broken)
	b.Today = june(9)
	late := b.Do(&promise.Take{Customer: "C1", Date: "2025-06-10", Matures: "2025-07-31", Bills: []string{"B"},
		Method: "cheque"}).Facts[0].(*promise.Taken).Promise.ID
	given(b, 4, 10, civil.New(2025, 7, 31), on(2, 50000))
	is(b, late, june(14), promise.Kept)
	for want, c := range map[string]promise.Take{"only a cheque matures": {Matures: "+9"},
		"is past": {Matures: "2025-06-01", Method: "cheque"}} {
		c.Customer, c.Date, c.Amount = "C1", "+3", "5"
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q does not say %q", s, want)
		}
	}
}

// With the switch a cheque keeps the promise open until it is cleared.
func TestWhenCleared(t *testing.T) {
	b := withCheques(t)
	b.Do(&company.Set{Field: "promise_cheque", Value: "cleared"})
	id := ofCheque(b)
	given(b, 1, 12, june(12), on(1, 100000))
	is(b, id, june(12), promise.Open)
	is(b, id, june(20), promise.Open)
	if j := judge(b, id, june(20), 0); j.Waiting != 100000 || j.Left != 100000 {
		t.Errorf("%+v", j)
	}
	say(b, step(b, 1, 20, cheque.Received, cheque.DoDeposit, 0))
	r := pay(b, 22, "1000", "cheque", "A").Facts[0].(*receipt.Recorded).Receipt.ID
	say(b, step(b, 1, 22, cheque.Deposited, cheque.DoClear, r))
	is(b, id, june(21), promise.Open)
	is(b, id, june(22), promise.Kept)
	b.Today = june(24)
	b.Do(&receipt.Unapply{Receipt: "R-000003"})
	say(b, step(b, 1, 24, cheque.Cleared, cheque.DoBounce, 0))
	is(b, id, june(23), promise.Kept)
	is(b, id, june(24), promise.Broken)
}

// A plan by cheques handed over at once: each counts from the day it matures.
func TestPlanByCheques(t *testing.T) {
	b := withCheques(t)
	id := b.Do(&promise.Plan{Customer: "C1", Bills: []string{"A"}, Parts: 2, Every: "week", First: "2025-06-08",
		Method: "cheque"}).Facts[0].(*promise.Taken).Promise.ID
	given(b, 1, 3, june(8), on(1, 50000))
	given(b, 2, 3, june(22), on(1, 50000))
	is(b, id, june(17), promise.Open)
	is(b, id, june(19), promise.Broken) // the second may bear the 18th at the latest
	given(b, 3, 17, june(18), on(1, 50000))
	is(b, id, june(19), promise.Kept)
}

func TestPlanOfOpenBills(t *testing.T) {
	b := withCheques(t)
	b.Do(&company.Set{Field: "weekend", Value: "fri,sat"})
	r := b.Do(&promise.Plan{Customer: "C1", Parts: 4, First: "2025-06-30"})
	p := r.Facts[0].(*promise.Taken).Promise
	if got := fmt.Sprint(p.Bills, p.Amount, p.Plan); got != "[1 2] 150000 [{2025-06-30 37500} {2025-07-30 37500} "+
		"{2025-08-31 37500} {2025-09-30 37500}]" {
		t.Error(got)
	}
	for want, c := range map[string]promise.Plan{"2 to 120": {Parts: 1, First: "+3"}, "is past": {Parts: 2,
		First: "2025-05-25"}, "have 1,500.00 open": {Parts: 2, First: "+3", Amount: "1500.01"},
		"no amount a plan": {Parts: 2, First: "+3", Amount: "x"}, "needs the day": {Parts: 2},
		"time between": {Parts: 2, First: "+3", Every: "aeon"}} {
		c.Customer = "C1"
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q does not say %q", s, want)
		}
	}
	bad := promise.Take{Customer: "C1", Amount: "1500", Plan: []promise.PlanPart{{"+3", "700"}, {"+9", "799.99"}}}
	if s := b.Refused(&bad); !strings.Contains(s, "sum to 1,499.99, not to 1,500.00") {
		t.Error(s)
	}
}
