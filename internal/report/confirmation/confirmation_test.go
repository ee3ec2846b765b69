package confirmation_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	ar "duebook/internal/ar/confirmation"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/confirmation"
)

// office has C1 to C8 owe 100 to 800 and C9 owe -50 on 31 May 2025, 3,650 in absolute
// value; all but C1 are written to.
func office(t *testing.T) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Today = civil.New(2025, 5, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for i := 1; i < 10; i++ {
		code := fmt.Sprintf("C%d", i)
		b.Do(&customer.Open{Code: code, Name: "Customer " + code})
		if i < 9 {
			b.Do(&bill.Issue{Customer: code, Number: "B" + code, Doc: "2025-05-01", Due: "2025-05-20",
				Amount: fmt.Sprint(i * 100)})
		}
	}
	b.Do(&receipt.Record{Customer: "C9", Type: "transfer", Amount: "150"})
	b.Do(&bill.Issue{Customer: "C9", Number: "BC9", Doc: "2025-05-01", Due: "2025-05-20", Amount: "100"})
	b.Today = civil.New(2025, 6, 15)
	b.Do(&bill.Issue{Customer: "C1", Number: "X", Doc: "2025-06-10", Due: "2025-07-20", Amount: "40"})
	return b
}

func one(b *booktest.Book, run uint32, d civil.Date) (r *confirmation.Report) {
	b.T.Helper()
	b.Read(func(v *book.View) (err error) {
		r, err = confirmation.Compute(v, run, d)
		return err
	})
	return r
}

func told(r *confirmation.Report) string {
	c := &r.Coverage[0]
	s := fmt.Sprintf("of %d/%d letters %d/%d:", c.Population.Count, c.Population.Value/100, c.Letters.Count,
		c.Letters.Value/100)
	for o, p := range c.By {
		if p.Count > 0 {
			s += fmt.Sprintf(" %s %d/%d,", confirmation.Outcome(o), p.Count, p.Value/100)
		}
	}
	return s + fmt.Sprintf(" confirmed %d/%d covered %d/%d unexplained %d", c.Confirmed().Count,
		c.Confirmed().Value/100, c.Covered().Count, c.Covered().Value/100, c.Unexplained/100)
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n%v, want\n%v", what, got, want)
	}
}

func TestCoverageByHand(t *testing.T) {
	b := office(t)
	b.Do(&ar.Make{CutOff: "2025-05-31", Sample: 9, Seed: new(int64), ReplyBy: "2025-07-15"})
	b.Do(&ar.Make{CutOff: "2025-05-31", Least: "150", Currency: "SAR", ReplyBy: "2025-07-15"})
	want(t, "at least 150", told(one(b, 2, b.Today)),
		"of 9/3650 letters 7/3500: not sent 7/3500, confirmed 0/0 covered 0/0 unexplained 0")
	to := func(do string, codes ...string) {
		b.Do(&ar.Move{Run: 1, Do: do, Via: "mail", Customers: codes})
	}
	to("send", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C9")
	b.Today = civil.New(2025, 7, 10)
	b.Do(&ar.Reply{Run: 1, Customer: "C1", Agreed: true, Signatory: "Ali"})
	b.Do(&ar.Reply{Run: 1, Customer: "C9", Theirs: "-50", Signatory: "Ali"})
	b.Do(&ar.Reply{Run: 1, Customer: "C2", Theirs: "120", Signatory: "Ali"})
	b.Do(&ar.Reconcile{Run: 1, Customer: "C2", Causes: []ar.ReasonInput{{Cause: "payment in transit", Amount: "-95",
		Note: "transfer of 30 May"}, {Cause: "unexplained", Amount: "15"}}})
	b.Do(&ar.Reply{Run: 1, Customer: "C3", Theirs: "1", Signatory: "Ali"})
	to("returned", "C4")
	to("no reply", "C5", "C6")
	b.Do(&ar.Work{Run: 1, Customer: "C5", Note: "seen on site"})
	first := "of 9/3650 letters 9/3650: agreed 2/150, disagreed, reconciled 1/200, disagreed, open 1/300, " +
		"alternative work 1/500, returned undelivered 1/400, " +
		"silent 1/600, waiting for a reply 1/700, not sent 1/800, " +
		"confirmed 3/350 covered 4/850 unexplained 15"
	want(t, "by hand", told(one(b, 1, b.Today)), first)
	want(t, "a gap", one(b, 1, b.Today).Silence(),
		"1 letter is silent: a gap, which needs alternative work (later receipts, signed delivery copies).")
	day := b.Today
	b.Today = civil.New(2025, 7, 16)
	late := one(b, 1, b.Today).Coverage[0].By
	want(t, "past the reply day C7 is silent too", late[confirmation.Silent], "{2 130000}")
	b.Do(&ar.Reply{Run: 1, Customer: "C6", Agreed: true, Signatory: "Ali"})
	want(t, "that day stays", told(one(b, 1, day)), first)
	want(t, "a share", confirmation.Percent(350, 3650)+" "+confirmation.Percent(1, 0), "9.6 % n/a")
}

func TestExplainFootsAndNotConfirmed(t *testing.T) {
	b := office(t)
	b.Do(&ar.Make{CutOff: "2025-05-31"})
	b.Do(&ar.Move{Run: 1, Do: "send", Via: "mail"})
	b.Do(&ar.Reply{Run: 1, Customer: "C2", Theirs: "120", Signatory: "Ali"})
	b.Do(&ar.Reconcile{Run: 1, Customer: "C2", Causes: []ar.ReasonInput{{Cause: "error",
		Amount: "-80", Note: "typed"}}})
	rep := one(b, 1, b.Today)
	for i := range rep.Rows {
		steps := confirmation.Explain(&rep.Rows[i])
		sum := int64(0)
		for _, s := range steps {
			if s.Sum {
				want(t, rep.Rows[i].Code, sum, int64(s.Amount))
			} else {
				sum += int64(s.Amount)
			}
		}
	}
	old := func(d civil.Date, months int) (s string) {
		b.Read(func(v *book.View) error {
			all, err := confirmation.NotConfirmed(v, d, months)
			for _, o := range all {
				s += fmt.Sprintf("%s %d %s;", o.Code, o.Balance/100, o.CutOff)
			}
			return err
		})
		return s
	}
	never := "C8 800 ;C7 700 ;C6 600 ;C5 500 ;C4 400 ;C3 300 ;%sC1 140 ;C9 -50 ;"
	want(t, "12 months", old(b.Today, 12), fmt.Sprintf(never, ""))
	want(t, "a year on", old(civil.New(2026, 5, 31), 12), fmt.Sprintf(never, "C2 200 2025-05-31;"))
}
