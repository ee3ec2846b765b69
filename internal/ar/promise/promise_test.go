package promise_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

func june(day int) civil.Date { return civil.New(2025, 6, day) }

// start makes a book without closed days, on the first of June, in which C1 owes
// 1,000 on A and 500 on B.
func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), promise.Subject()))
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&company.Set{Field: "weekend", Value: "none"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-05-20", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-02", Due: "2025-05-25", Amount: "500"})
	return b
}

func take(b *booktest.Book, p promise.Take) uint32 {
	b.T.Helper()
	p.Customer = "C1"
	return b.Do(&p).Facts[0].(*promise.Taken).Promise.ID
}

func judge(b *booktest.Book, id uint32, on civil.Date, cutOff civil.Date) (j promise.Judgment) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		p, err := promise.Get(v, id)
		if err != nil {
			return err
		}
		set, err := company.Get(v)
		if err != nil {
			return err
		}
		j, err = promise.Judge(v, &p, on, set.Calendar(), cutOff)
		return err
	})
	return j
}

func is(b *booktest.Book, id uint32, on civil.Date, want promise.State) {
	b.T.Helper()
	if j := judge(b, id, on, 0); j.State != want {
		b.T.Errorf("promise %d on %s is %s, not %s (%+v)", id, on, j.State, want, j)
	}
}

func pay(b *booktest.Book, day int, amount, kind string, bills ...string) book.Result {
	b.T.Helper()
	b.Today = june(day)
	r := receipt.Record{Customer: "C1", Type: kind, Amount: amount, Mode: "none"}
	for _, n := range bills {
		r.Mode, r.Parts = "marked", append(r.Parts, receipt.PartChoice{Bill: n})
	}
	return b.Do(&r)
}

// The test vectors of RULES 4.
func TestVectors(t *testing.T) {
	for _, c := range []struct {
		paid string
		want promise.State
	}{{"1000", promise.Kept}, {"400", promise.Partly}} {
		b := start(t)
		id := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}, Method: "transfer"})
		is(b, id, june(12), promise.Open)
		pay(b, 13, c.paid, "transfer", "A")
		is(b, id, june(14), c.want)
	}
	b := start(t)
	id := take(b, promise.Take{Date: "2025-06-10", Amount: "1000", Bills: []string{"A"}, Method: "transfer"})
	is(b, id, june(13), promise.Open)
	is(b, id, june(14), promise.Broken)
	if j := judge(b, id, june(14), june(12)); j.State != promise.NotKnown {
		t.Errorf("past the cut-off it is %s", j.State)
	}
}

func TestChequeThatBounces(t *testing.T) {
	b := start(t)
	id := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}, Method: "cheque"})
	r := pay(b, 12, "1000", "cheque", "A")
	is(b, id, june(12), promise.Kept)
	b.Today = june(16)
	b.Do(&book.Undo{Seq: r.Seq})
	is(b, id, june(15), promise.Kept)
	is(b, id, june(16), promise.Broken)
}

func TestPaidNotApplied(t *testing.T) {
	b := start(t)
	first := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}})
	second := take(b, promise.Take{Date: "2025-06-12", Bills: []string{"B"}})
	pay(b, 9, "1200", "transfer")
	if j := judge(b, first, june(9), 0); j.State != promise.Kept || j.PaidNotApplied != 100000 {
		t.Errorf("%+v", j)
	}
	if j := judge(b, second, june(9), 0); j.State != promise.Open || j.Left != 30000 {
		t.Errorf("unapplied money counted twice, or not at all: %+v", j)
	}
	b.Today = june(20) // applied after the window: the money came in time
	b.Do(&receipt.ApplyMore{Receipt: "R-000003", Mode: "marked", Parts: []receipt.PartChoice{{Bill: "A"}}})
	is(b, first, june(20), promise.Kept)
	is(b, first, june(15), promise.Kept)
}

func TestCreditNoteLowersAndUnapplyBreaks(t *testing.T) {
	b := start(t)
	id := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}})
	pay(b, 5, "300", "credit note", "A")
	if j := judge(b, id, june(5), 0); j.Amount != 70000 || j.Left != 70000 {
		t.Errorf("%+v", j)
	}
	pay(b, 8, "700", "transfer", "A")
	is(b, id, june(8), promise.Kept)
	b.Today = june(15)
	b.Do(&receipt.Unapply{Receipt: "R-000004"})
	is(b, id, june(15), promise.Kept) // it still lies on the account
	is(b, id, june(12), promise.Kept)
	if j := judge(b, id, june(15), 0); j.PaidNotApplied != 70000 {
		t.Errorf("%+v", j)
	}
}

// Money that stood on the bill before the promise, taken back and put back since, is no
// payment for it; what is put there beyond that is.
func TestMoneyPutBackIsNoPayment(t *testing.T) {
	b := start(t)
	pay(b, 2, "300", "credit note", "A")
	pay(b, 2, "200", "transfer", "A")
	b.Today = june(3)
	id := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}})
	was := judge(b, id, june(5), 0)
	if was.Left != 50000 {
		t.Fatalf("%+v", was)
	}
	b.Today = june(5)
	for _, n := range []string{"R-000003", "R-000004"} {
		r := b.Do(&receipt.Unapply{Receipt: n})
		b.Do(&book.Undo{Seq: r.Seq})
	}
	if now := judge(b, id, june(5), 0); now != was {
		t.Errorf("%+v\nit was\n%+v", now, was)
	}
	pay(b, 6, "500", "transfer", "A")
	is(b, id, june(6), promise.Kept)
}

// An undone mistake changes no judgment, however late it is undone: of a whole promise, or
// of a part of a plan that was paid in time.
func TestUndoneMistakeChangesNoJudgment(t *testing.T) {
	b := start(t)
	pay(b, 1, "1000", "transfer")
	b.Today = june(2)
	id := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A"}})
	plan := b.Do(&promise.Plan{Customer: "C1", Bills: []string{"B"}, Parts: 2, Every: "month",
		First: "2025-06-06"}).Facts[0].(*promise.Taken).Promise.ID
	pay(b, 5, "250", "transfer", "B")
	b.Today = june(8)
	b.Do(&receipt.ApplyMore{Receipt: "R-000003", Mode: "marked", Parts: []receipt.PartChoice{{Bill: "A"}}})
	was, part := judge(b, id, june(20), 0), judge(b, plan, june(20), 0)
	if was.State != promise.Kept || part.State != promise.Open {
		t.Fatalf("%+v\n%+v", was, part)
	}
	for day, n := range map[int]string{15: "R-000003", 20: "R-000004"} {
		b.Today = max(b.Today, june(day))
		r := b.Do(&receipt.Unapply{Receipt: n})
		b.Do(&book.Undo{Seq: r.Seq})
	}
	if now := judge(b, id, june(20), 0); now != was {
		t.Errorf("%+v\nit was\n%+v", now, was)
	}
	if now := judge(b, plan, june(20), 0); now != part {
		t.Errorf("%+v\nit was\n%+v", now, part)
	}
}

// Money moved from one bill of a promise to another is no new money.
func TestMoneyMovedBetweenItsBillsIsNoPayment(t *testing.T) {
	b := start(t)
	pay(b, 2, "500", "transfer", "A")
	b.Today = june(3)
	id := take(b, promise.Take{Date: "2025-06-10", Bills: []string{"A", "B"}, Amount: "1000"})
	b.Today = june(5)
	b.Do(&receipt.Unapply{Receipt: "R-000003"})
	b.Do(&receipt.ApplyMore{Receipt: "R-000003", Mode: "marked", Parts: []receipt.PartChoice{{Bill: "B"}}})
	if j := judge(b, id, june(5), 0); j.Paid != 0 || j.Left != 100000 {
		t.Errorf("%+v", j)
	}
	pay(b, 6, "1000", "transfer", "A")
	is(b, id, june(6), promise.Kept)
}

func TestSupersededWithdrawnAndLevel(t *testing.T) {
	b := start(t)
	first := take(b, promise.Take{Date: "2025-06-05", Bills: []string{"A"}})
	b.Today = june(9)
	is(b, first, june(9), promise.Broken)
	second := take(b, promise.Take{Date: "2025-06-15", Bills: []string{"A", "B"}})
	third := b.Do(&promise.Take{Customer: "C1", Date: "2025-06-20", Bills: []string{"B"}})
	level := func(id uint32) int { return judge(b, id, june(9), 0).Level }
	if level(first) != 0 || level(second) != 1 {
		t.Errorf("levels %d, %d", level(first), level(second))
	}
	is(b, first, june(9), promise.Broken)
	is(b, second, june(9), promise.Superseded)
	b.Do(&book.Undo{Seq: third.Seq})
	is(b, second, june(9), promise.Open)
	b.Today = june(10)
	b.Do(&promise.Withdraw{ID: second, Note: "they need the goods first"})
	is(b, second, june(9), promise.Open)
	is(b, second, june(10), promise.Withdrawn)
	if s := b.Refused(&promise.Withdraw{ID: second}); !strings.Contains(s, "is withdrawn") {
		t.Error(s)
	}
	for want, c := range map[string]promise.Take{
		"is past":        {Date: "2025-06-01", Amount: "1"},
		"have 500.00":    {Date: "+3", Amount: "501", Bills: []string{"B"}},
		"amount":         {Date: "+3"},
		"needs the day":  {Amount: "5"},
		"a way to pay":   {Date: "+3", Amount: "5", Method: "gold"},
		"no account":     {Date: "+3", Amount: "5", Currency: "USD"},
		"with the numbe": {Date: "+3", Bills: []string{"Z"}},
	} {
		c.Customer = "C1"
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q does not say %q", s, want)
		}
	}
}

func TestPlanBreaksWithItsFirstBrokenPart(t *testing.T) {
	plan := []promise.PlanPart{{"2025-06-10", "400"}, {"2025-06-17", "300"}, {"2025-06-24", "300"}}
	b := start(t)
	id := take(b, promise.Take{Plan: plan, Bills: []string{"A"}})
	pay(b, 12, "400", "transfer", "A")
	is(b, id, june(14), promise.Open)
	if j := judge(b, id, june(14), 0); j.Left != 60000 || j.Due != june(17) {
		t.Errorf("%+v", j)
	}
	is(b, id, june(21), promise.Broken)
	pay(b, 22, "600", "transfer", "A")
	is(b, id, june(28), promise.Broken)
	if j := judge(b, id, june(28), 0); j.PaidOn != june(22) {
		t.Errorf("paid in full on %s", j.PaidOn)
	}
}

func TestJudgeDayIsOpen(t *testing.T) {
	cal := civil.Calendar{Closed: civil.FridaySaturday, Holidays: map[civil.Date]string{}}
	for _, c := range []struct{ date, tolerance, want int }{{10, 3, 12}, {13, 0, 15}, {11, 1, 12}, {10, 5, 15}} {
		if d := promise.JudgeDay(june(c.date), c.tolerance, cal); d != june(c.want) {
			t.Errorf("promised for %d with %d days: judged %s, not %d", c.date, c.tolerance, d, c.want)
		}
	}
}

func TestTally(t *testing.T) {
	b := start(t)
	take(b, promise.Take{Date: "2025-06-05", Bills: []string{"A"}})
	take(b, promise.Take{Date: "2025-06-06", Bills: []string{"B"}})
	pay(b, 4, "500", "cash", "B")
	b.Read(func(v *book.View) error {
		all, err := promise.JudgeAccount(v, 1, june(12), civil.Calendar{}, 0)
		if got := fmt.Sprintf("%+v", promise.Tell(all, june(12))); err == nil &&
			got != "{Count:2 Kept:1 Partly:0 Broken:1 Open:0 Promised:150000 Paid:50000 SlipDays:-2}" {
			t.Error(got)
		}
		return err
	})
}
