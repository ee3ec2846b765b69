package expiry_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/expiry"
	"duebook/internal/report/worklist"
)

func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "شركة النور", Collector: "mona", Branch: "Riyadh"})
	b.Do(&customer.Open{Code: "C2", Name: "Second"})
	return b
}

func add(b *booktest.Book, code, number, expires string) {
	b.Do(&document.Record{Customer: code, Type: "agreement", Paper: document.Paper{Number: number, Expires: expires}})
}

func list(b *booktest.Book, q expiry.Query) (l *expiry.List, out string) {
	b.T.Helper()
	b.Read(func(v *book.View) (err error) {
		l, err = expiry.Compute(v, q)
		return err
	})
	for _, r := range l.Rows {
		out += fmt.Sprintf("%s %d %s; ", r.Details.Number, r.Days, expiry.BandName(r.Band))
	}
	return l, out
}

func TestTheEdgesOfTheBands(t *testing.T) {
	b := start(t)
	for _, n := range []string{"-1", "+0", "+30", "+31", "+60", "+61", "+90", "+91"} {
		add(b, "C1", "A"+n, n)
	}
	b.Do(&document.Record{Customer: "C2", Type: "power of attorney", Paper: document.Paper{Number: "no end"}})
	add(b, "C2", "B", "+30")
	l, got := list(b, expiry.Query{AsOf: b.Today, Customer: "C1"})
	want := "A-1 -1 expired; A+0 0 in 30 days; A+30 30 in 30 days; A+31 31 31-60; A+60 60 31-60; A+61 61 61-90; " +
		"A+90 90 61-90; "
	if got != want || l.Counts != [5]int{1, 2, 2, 2, 0} {
		t.Errorf("%s\n%s\n%v", got, want, l.Counts)
	}
	for days, n := range map[int]int{29: 2, 30: 4, 31: 5, 90: 8, 91: 9} {
		if l, got := list(b, expiry.Query{AsOf: b.Today, Days: days}); len(l.Rows) != n {
			t.Errorf("%d days: %s", days, got)
		}
	}
	if _, got := list(b, expiry.Query{AsOf: b.Today, Collector: "Mona", Branch: "riyadh", Days: 1}); got !=
		"A-1 -1 expired; A+0 0 in 30 days; " {
		t.Error(got)
	}
	b.Read(func(v *book.View) error {
		if _, err := expiry.Compute(v, expiry.Query{AsOf: b.Today, Customer: "nobody"}); err == nil {
			t.Error("nobody was found")
		}
		return nil
	})
	b.Today = b.Today.Add(3)
	b.Do(&document.Renew{ID: 1, Paper: document.Paper{Expires: "+365"}})
	if _, got := list(b, expiry.Query{AsOf: b.Today, Days: 1, Customer: "C1"}); got != "A+0 -3 expired; " {
		t.Error("the renewed one is listed:", got)
	}
	if _, got := list(b, expiry.Query{AsOf: b.Today - 3, Days: 1,
		Customer: "C1"}); got != "A-1 -1 expired; A+0 0 in 30 days; " {
		t.Error("the past day changed:", got)
	}
}

// The call list tells what expires soon beside the figures of a customer it lists.
func TestTheCallListTellsOfIt(t *testing.T) {
	b := start(t)
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-01-01", Due: "2025-06-01", Amount: "60"})
	signals := func(day civil.Date) (s string) {
		b.Read(func(v *book.View) error {
			l, err := worklist.Build(v, worklist.Query{AsOf: day})
			for _, r := range l.Rows {
				s += fmt.Sprint(r.Signals)
			}
			return err
		})
		return s
	}
	add(b, "C1", "A", "+31")
	add(b, "C2", "B", "+3")
	b.Do(&document.Record{Customer: "C1", Type: "licence", Paper: document.Paper{Number: "1010", Expires: "+12"}})
	if got := signals(b.Today); got != "[licence expires in 12 days]" {
		t.Error(got)
	}
	if got := signals(b.Today + 13); got != "[licence expired 1 day ago agreement expires in 18 days]" {
		t.Error(got)
	}
}
