package worklist_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
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
	return book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(),
		bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(), promise.Subject(),
		contact.Subject(),
		dayreport.Subject(), referral.Subject(), intake.Subject(), book.Part{Commands: []book.Command{bulk{}}})
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
		b.Do(&bill.Issue{Customer: code, Number: fmt.Sprintf("%s-%d", code, i+1), Doc: "2024-01-01",
			Due:    b.Today.Add(-x[1]).String(),
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
	is(t, fmt.Sprint(e[0].Steps), "[{open and due by 2025-06-15 160000} {disputed -30000} {covered by "+
		"cheques 0} {left of open promises -70000} {unapplied credit -5000} {to collect 55000}]")
	is(t, fmt.Sprint(e[0].Lines), "[{{1 0 2025-05-06 100000 30000 0 70000 0 0 true} A-1} {{2 0 2025-06-05 60000 0 0 0 "+
		"5000 55000 true} A-2} "+
		"{{3 0 2025-06-20 40000 0 0 0 0 0 false} A-3}]")
	r := build(b, worklist.Query{}).Rows[0]
	is(t, points(r), "oldest overdue +3, first half of the total +25, not reached for 30 days +10, open dispute "+
		"-20, promise not yet due -40")
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
			_, _ = b.Try(&promise.Take{Customer: code, Date: fmt.Sprintf("+%d", rapid.IntRange(0, 9).Draw(rt,
				"in")), Amount: amount,
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
		if p.Disputed < 0 || p.Covered < 0 || p.Promised < 0 || p.Credit < 0 || p.Collect < 0 ||
			p.Within && p.Disputed+p.Covered+p.Promised+p.Credit+p.Collect != p.Left {
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
	owes(b, "A", [2]int{510, 100})
	owes(b, "B", [2]int{300, 30})
	owes(b, "C", [2]int{150, 2})
	owes(b, "D", [2]int{40, 200})
	owes(b, "E", [2]int{10, 1})
	b.Do(&customer.Edit{Customer: "C", Field: "limit", Value: "100"})
	l := build(b, worklist.Query{})
	is(t, show(l), "A 510 +65; D 40 +40; B 300 +35; C 150 +30; E 10 +10")
	is(t, points(l.Rows[3]), "up to 95 % of the total +5, over the credit limit +15, not reached for 30 days +10")
	b.Do(&followup.Plan{Customer: "E", Date: "today", Time: "10:30", Reason: "as asked"})
	b.Do(&followup.Plan{Customer: "C", Date: "today", Time: "9:00"})
	b.Do(&followup.Plan{Customer: "B", Date: "today", Time: "15:00"})
	l = build(b, worklist.Query{Now: 11 * 60})
	is(t, show(l), "C 150 +55; E 10 +35; A 510 +65; D 40 +40; B 300 +35")
	if r := l.Rows[1]; !r.Pinned || r.CallBack.Reason != "as asked" || r.Points[0].Short() != "call-back 10:30" ||
		l.CallBacks != 2 {
		t.Errorf("%+v", r)
	}
}

// Only a reached contact starts the quiet days; a call-back, a promise due or broken
// today and the supervisor's word are never hidden. 2025-06-15 is a Sunday.
func TestHiddenAndNeverHidden(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{1000, 10})
	log := func(result, next string) {
		b.T.Helper()
		c := &contact.Log{Customer: "A", Channel: "call in", Result: result, NextDate: next}
		if result == "promised" {
			c.Promise = &contact.Pledge{Amount: "400", Date: "+1", Tolerance: new(int)}
		}
		b.Do(c)
	}
	hidden := func(want string) {
		b.T.Helper()
		l := build(b, worklist.Query{IncludeHidden: true})
		if len(l.Rows) != 1 || l.Rows[0].Hidden != want {
			t.Errorf("on %s: %s, not hidden for %q", b.Today, show(l), want)
		}
		if n := len(build(b, worklist.Query{}).Rows); (n == 0) != (want != "") || l.Hidden != 1-n {
			t.Errorf("on %s: %d rows, %d hidden", b.Today, n, l.Hidden)
		}
	}
	log("no answer", "none")
	hidden("")
	log("refused", "none")
	hidden("done today")
	b.Today += 2
	hidden("quiet days")
	b.Do(&followup.Plan{Customer: "A", Date: "today"})
	hidden("")
	b.Today++
	log("promised", "none") // on Wednesday, for Thursday, and not a day longer
	hidden("done today")
	b.Today++
	hidden("") // due today
	b.Today += 3
	hidden("") // broken: Sunday is the first open day after
	b.Today++
	hidden("") // the quiet days are over
	b.Do(&company.Set{Field: "min_chase", Value: "1000.01"})
	hidden("under the minimum")
	b.Do(&referral.Refer{Customer: "A", Reason: "will they pay?"})
	b.Today++
	b.Do(&referral.Reply{ID: 1, Answer: "instruct", Text: "offer two parts"})
	hidden("")
	is(t, fmt.Sprint(build(b, worklist.Query{}).Rows[0].Signals), "[instructed: offer two parts]")
	log("owner away", "+9")
	hidden("done today")
	b.Do(&customer.Assign{Customer: "A", Field: "status", Value: "legal"})
	b.Do(&followup.Plan{Customer: "A", Date: "today"})
	hidden("legal")
	if l := build(b, worklist.Query{AsOf: b.Today - 7}); len(l.Rows) != 1 {
		t.Errorf("a week ago: %s", show(l))
	}
}

func TestScopes(t *testing.T) {
	b := start(t)
	b.Do(&customer.Open{Code: "A", Name: "A", Collector: "Mona", People: []customer.Contact{{Name: "Hala",
		Phones: []customer.Phone{{Number: "0112345678"}}}}})
	b.Do(&customer.Open{Code: "B", Name: "B"})
	for _, c := range []string{"A", "B"} {
		b.Do(&bill.Issue{Customer: c, Number: c, Doc: "2025-01-01", Amount: "100"})
	}
	b.Do(&bill.Issue{Customer: "B", Number: "B2", Doc: "2025-01-01", Amount: "7", Currency: "USD"})
	for want, q := range map[string]worklist.Query{"A": {Scope: worklist.Mine, Collector: 1},
		"BB": {Scope: worklist.Unassigned},
		"":   {Scope: worklist.Mine}, "ABB": {}, "B": {Currency: "USD"}} {
		got := ""
		l := build(b, q)
		for _, r := range l.Rows {
			got += r.Code
		}
		if got != want {
			t.Errorf("%+v: %s", q, got)
		}
	}
	l := build(b, worklist.Query{Scope: worklist.NoPhone})
	is(t, fmt.Sprint(l.Totals), "[{SAR 2 10000 10000 1} {USD 2 700 700 1}]")
}

// What one call brings is taken back whole: the list of today is as before.
func TestUndoOfACallLeavesTheListAsItWas(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{1000, 50}, [2]int{600, 10})
	owes(b, "B", [2]int{700, 20})
	b.Do(&followup.Plan{Customer: "A", Date: "today", Time: "9:00"})
	b.Do(&promise.Take{Customer: "A", Date: "+1", Bills: []string{"A-2"}})
	before := fmt.Sprintf("%+v", build(b, worklist.Query{IncludeHidden: true}))
	r := b.Do(&contact.Log{Customer: "A", Result: "promised", Promise: &contact.Pledge{Date: "+2",
		Bills: []string{"A-2"}},
		Dispute: &dispute.Open{Bill: "A-1", Amount: "10", Reason: "torn box"}, NextDate: "+3"})
	if fmt.Sprintf("%+v", build(b, worklist.Query{IncludeHidden: true})) == before {
		t.Error("the call changed nothing")
	}
	b.Do(&book.Undo{Seq: r.Seq})
	is(t, fmt.Sprintf("%+v", build(b, worklist.Query{IncludeHidden: true})), before)
}

func TestSinceTheLastContact(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{1000, 10}, [2]int{600, 5})
	b.Do(&receipt.Record{Customer: "A", Type: "cash", Amount: "1", Number: "old"})
	b.Today++
	b.Do(&contact.Log{Customer: "A", Result: "promised", Promise: &contact.Pledge{Date: "+1", Amount: "100",
		Tolerance: new(int)}})
	b.Today += 3
	b.Do(&bill.Issue{Customer: "A", Number: "N", Amount: "70"})
	b.Do(&bill.Reschedule{Bill: "A-2", Due: "+20"})
	b.Do(&receipt.Record{Customer: "A", Type: "cash", Amount: "5", Number: "new"})
	b.Do(&contact.Log{Customer: "A", Channel: "call in", Result: "note", Note: "not a contact"})
	var got []string
	b.Read(func(v *book.View) error {
		news, err := worklist.Since(v, 1, b.Today)
		for _, n := range news {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%d %s%s %d", n.What, n.Number, n.State, n.Amount)))
		}
		return err
	})
	is(t, strings.Join(got, "; "), "4 broken 10000; 3 A-2 60000; 1 N 7000; 2 new 500")
}

// Who is left out of the day with a reason leaves the list for that day only, but not
// while a call-back waits.
func TestLeftOutOfTheDay(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{510, 100})
	owes(b, "B", [2]int{300, 30})
	b.Do(&followup.Plan{Customer: "B", Date: "today"})
	for _, code := range []string{"A", "B"} {
		b.Do(&dayreport.Leave{Customer: code, Reason: "the owner travels"})
	}
	l := build(b, worklist.Query{})
	is(t, show(l), "B 300 +60")
	if l.HiddenFor[worklist.HiddenLeft] != 1 || !slices.Contains(l.Rows[0].Signals, "left out: the owner travels") {
		t.Errorf("%v %v", l.HiddenFor, l.Rows[0].Signals)
	}
	b.Today++
	if l = build(b, worklist.Query{}); l.HiddenFor[worklist.HiddenLeft] != 0 {
		t.Errorf("%v", l.HiddenFor)
	}
}
