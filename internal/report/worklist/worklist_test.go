package worklist_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/money"
	"duebook/internal/report/reporttest"
	"duebook/internal/report/worklist"
)

func schema() *book.Schema {
	return book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(), openitem.Subject(),
		bill.Subject(), receipt.Subject(), dispute.Subject(), promise.Subject(), followup.Subject(), contact.Subject(),
		referral.Subject(), intake.Subject(), book.Part{Commands: []book.Command{bulk{}}})
}

func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	return b
}

// owes makes a customer with bills of so much, each so many days overdue.
func owes(b *booktest.Book, code string, bills ...[2]int) {
	b.T.Helper()
	b.Do(&customer.Open{Code: code, Name: "Customer " + code})
	for i, x := range bills {
		b.Do(&bill.Issue{Customer: code, Number: fmt.Sprintf("%s-%d", code, i+1), Doc: "2024-01-01", Due: b.Today.Add(-x[1]).String(),
			Amount: fmt.Sprint(x[0])})
	}
}

func build(b *booktest.Book, q worklist.Query) *worklist.List {
	b.T.Helper()
	if q.AsOf == 0 {
		q.AsOf = b.Today
	}
	var l *worklist.List
	b.Read(func(v *book.View) (err error) {
		l, err = worklist.Build(v, q)
		return err
	})
	return l
}

// show is the list in a line a row: code, to collect, score, and what hides it.
func show(l *worklist.List) string {
	var s []string
	for _, r := range l.Rows {
		s = append(s, strings.TrimSpace(fmt.Sprintf("%s %d %+d %s", r.Code, r.ToCollect/100, r.Score, r.Hidden)))
	}
	return strings.Join(s, "; ")
}

func points(r worklist.Row) string {
	var s []string
	for _, p := range r.Points {
		s = append(s, fmt.Sprintf("%s %+d", p.Name, p.Value))
	}
	return strings.Join(s, ", ")
}

func is(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestLadderTakesEachUnitOnce(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{1000, 40}, [2]int{600, 10}, [2]int{400, -5})
	b.Do(&dispute.Open{Bill: "A-1", Amount: "300", Reason: "short"})
	b.Do(&promise.Take{Customer: "A", Date: "+3", Amount: "900", Bills: []string{"A-1"}})
	b.Do(&receipt.Record{Customer: "A", Type: "transfer", Amount: "50", Mode: "none", Date: "-20"})
	var e []worklist.Explanation
	b.Read(func(v *book.View) (err error) {
		e, err = worklist.Explain(v, 1, worklist.Query{AsOf: b.Today})
		return err
	})
	// 700 of A-1 is free of dispute: the promise takes that, not the other 200 of it.
	is(t, fmt.Sprint(e[0].Steps), "[{open and due by 2025-06-15 160000} {disputed -30000} {left of open promises -70000} "+
		"{unapplied credit -5000} {to collect 55000}]")
	is(t, fmt.Sprint(e[0].Lines), "[{{1 0 20193 100000 30000 70000 0 0 true} A-1} {{2 0 20223 60000 0 0 5000 55000 true} A-2} "+
		"{{3 0 20238 40000 0 0 0 0 false} A-3}]")
	r := build(b, worklist.Query{}).Rows[0]
	is(t, points(r), "oldest overdue +3, first half of the total +25, not reached for 30 days +10, open dispute -20, promise not yet due -40")
	if r.ToCollect != 55000 || r.OldestDays != 10 || r.Overdue != 160000 || r.Balance != 195000 || r.Score != -22 {
		t.Errorf("%+v", r)
	}
	b.Do(&receipt.Record{Customer: "A", Type: "transfer", Amount: "5000", Mode: "none"})
	if l := build(b, worklist.Query{}); len(l.Rows) != 0 {
		t.Error(show(l))
	}
	if r := build(b, worklist.Query{Horizon: b.Today + 5}); len(r.Rows) != 0 {
		t.Error(show(r))
	}
}

// However the ledger came about, the ladder foots on every day, part by part and in
// all, and the list says the same as the explanation.
func TestLadderFoots(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := start(t)
		reporttest.History(rt, b, 25)
		var numbers []string
		b.Read(func(v *book.View) error {
			bill.Numbers(v, func(n []byte, _, _ uint32) bool { numbers = append(numbers, string(n)); return true })
			return nil
		})
		for range rapid.IntRange(0, 8).Draw(rt, "claims") {
			if len(numbers) == 0 {
				break
			}
			n := rapid.SampledFrom(numbers).Draw(rt, "bill")
			amount := rapid.SampledFrom([]string{"", "17.50", "120"}).Draw(rt, "amount")
			code := fmt.Sprintf("C%d", rapid.IntRange(0, 2).Draw(rt, "customer"))
			_, _ = b.Try(&dispute.Open{Bill: n, Amount: amount, Reason: "x"})
			_, _ = b.Try(&promise.Take{Customer: code, Date: fmt.Sprintf("+%d", rapid.IntRange(0, 9).Draw(rt, "in")), Amount: amount,
				Bills: []string{n}})
			_, _ = b.Try(&promise.Take{Customer: code, Date: "+2", Amount: "90"})
			b.Today += 2
		}
		for _, day := range reporttest.Days(rt, b) {
			q := worklist.Query{AsOf: day, Horizon: day + 3, IncludeHidden: true}
			l := build(b, q)
			for id := uint32(1); id <= 3; id++ {
				b.Read(func(v *book.View) error {
					all, err := worklist.Explain(v, id, q)
					for i := range all {
						foots(rt, &all[i], l)
					}
					return err
				})
			}
		}
	})
}

func foots(t *rapid.T, e *worklist.Explanation, l *worklist.List) {
	var sum money.Minor
	last := len(e.Steps) - 1
	for i, s := range e.Steps[:last] {
		sum += s.Amount
		if i > 0 && s.Amount > 0 {
			t.Fatalf("%s adds %d", s.Name, s.Amount)
		}
	}
	var collect, due money.Minor
	for _, p := range e.Lines {
		if p.Disputed < 0 || p.Promised < 0 || p.Credit < 0 || p.Collect < 0 ||
			p.Within && p.Disputed+p.Promised+p.Credit+p.Collect != p.Left {
			t.Fatalf("part %+v", p)
		}
		if p.Within {
			collect, due = collect+p.Collect, due+p.Left
		}
	}
	if sum != e.Steps[last].Amount || collect != sum || due != e.Steps[0].Amount || e.CreditLeft < 0 {
		t.Fatalf("%+v", e)
	}
	points := 0
	for _, p := range e.Points {
		points += p.Value
	}
	row := money.Minor(0)
	for _, r := range l.Rows {
		if r.Account == e.Account {
			if row = r.ToCollect; r.Score != points {
				t.Fatalf("score %d of points %d", r.Score, points)
			}
		}
	}
	if row != sum {
		t.Fatalf("the list says %d, the ladder %d", row, sum)
	}
}

func TestScoreAndOrder(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{500, 100})
	owes(b, "B", [2]int{300, 30})
	owes(b, "C", [2]int{150, 2})
	owes(b, "D", [2]int{50, 200})
	owes(b, "E", [2]int{0o1, 1})
	b.Do(&customer.Edit{Customer: "C", Field: "limit", Value: "100"})
	l := build(b, worklist.Query{})
	is(t, show(l), "")
	is(t, points(l.Rows[3]), "up to 95 % of the total +5, over the credit limit +15, not reached for 30 days +10")
	b.Do(&followup.Plan{Customer: "E", Date: "today", Time: "10:30", Reason: "as asked"})
	b.Do(&followup.Plan{Customer: "C", Date: "today", Time: "9:00"})
	b.Do(&followup.Plan{Customer: "B", Date: "today", Time: "15:00"})
	l = build(b, worklist.Query{Now: 11 * 60})
	is(t, show(l), "C 150 +55; E 1 +35; A 500 +65; D 50 +40; B 300 +35")
	if r := l.Rows[1]; !r.Pinned || r.CallBack.Reason != "as asked" || r.Points[0].Short() != "call-back 10:30" || l.CallBacks != 2 {
		t.Errorf("%+v", r)
	}
}
