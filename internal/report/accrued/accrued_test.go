package accrued_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/accrued"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/report/statement"
)

func office(t *testing.T) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Today = civil.New(2024, 12, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C", Name: "Customer"})
	b.Do(&customer.Open{Code: "D", Name: "Other"})
	b.Do(&bill.Issue{Customer: "C", Number: "A", Doc: "2024-12-01", Due: "2025-01-01", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "D", Number: "B", Doc: "2024-12-01", Due: "2025-01-21", Amount: "500"})
	b.Today = civil.New(2025, 1, 31)
	b.Do(&receipt.Record{Customer: "C", Type: "transfer", Date: "2025-01-16", Amount: "400"})
	return b
}

func rows(t *testing.T, b *booktest.Book, d civil.Date, within ...ledger.Scope) string {
	var out []string
	b.Read(func(v *book.View) error {
		l, err := accrued.Compute(v, accrued.Query{AsOf: d, Within: within})
		if err != nil {
			return err
		}
		for _, r := range l.Rows {
			if r.Accrued-r.Charged != r.ToCharge || r.Noted-r.Waived-r.Credited-r.Paid != r.Unpaid {
				t.Errorf("the row does not add up: %+v", r)
			}
			out = append(out, fmt.Sprintf("%s late %d accrued %d charged %d notes %d waived %d paid %d", r.Code, r.Late,
				r.Accrued, r.Charged, r.Noted, r.Waived, r.Paid))
		}
		return nil
	})
	return strings.Join(out, "; ")
}

func TestEachDayKeepsItsInterest(t *testing.T) {
	b := office(t)
	b.Do(&interest.SetTerms{From: "2024-01-01", Rate: "24%"})
	b.Do(&interest.Run{Customers: []string{"C"}})
	first := "D late 50000 accrued 329 charged 0 notes 0 waived 0 paid 0; " +
		"C late 60000 accrued 1578 charged 1578 notes 1578 waived 0 paid 0"
	if got := rows(t, b, b.Today); got != first {
		t.Errorf("%s\nwant %s", got, first)
	}
	b.Today += 5
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Amount: "10", Mode: "marked", Parts: []receipt.PartChoice{
		{Bill: "IN-000004"}}})
	b.Do(&interest.Waive{Note: "IN-000004", Amount: "2", Reason: "goodwill"})
	want := "D late 50000 accrued 493 charged 0 notes 0 waived 0 paid 0; " +
		"C late 60000 accrued 1775 charged 1578 notes 1578 waived 200 paid 1000"
	if got := rows(t, b, b.Today); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := rows(t, b, b.Today-5); got != first {
		t.Errorf("the day before reads %s\nwant %s", got, first)
	}
	if got := rows(t, b, b.Today, ledger.Scope{By: ledger.ByCustomer, Key: "D"}); !strings.HasPrefix(got, "D late") ||
		strings.Contains(got, "C") {
		t.Errorf("of one customer: %s", got)
	}
}

func TestExplainTellsEachSegment(t *testing.T) {
	b := office(t)
	b.Do(&interest.SetTerms{From: "2024-01-01", Rate: "24%"})
	b.Do(&interest.Waive{Bill: "A", Amount: "5", Reason: "goodwill"})
	b.Read(func(v *book.View) error {
		h, err := accrued.Explain(v, b.Today, "A", 1)
		if err != nil {
			return err
		}
		var got []string
		for i := range h.Segments {
			s := &h.Segments[i]
			got = append(got, fmt.Sprintf("%s..%s %d %s %s = %s", s.From, s.To, s.Balance, accrued.Rate(s, h.Currency),
				accrued.Fraction(s), s.Sum.Exact(2)))
		}
		want := "2025-01-02..2025-01-16 100000 24% a year 15/365 = 9.86301370\n" +
			"2025-01-17..2025-01-31 60000 24% a year 15/365 = 5.91780822\n" +
			"Together 15.78082192, rounded once to 15.78.\n" +
			"Charged on 2025-01-31, to the end of 2025-01-31: 5.00, of which 5.00 was given up (goodwill).\n" +
			"Not yet charged: 10.78."
		if text := strings.Join(append(got, h.Says()...), "\n"); text != want {
			t.Errorf("%s\nwant\n%s", text, want)
		}
		return nil
	})
}

// TestInterestStandsApart: what the aging, the statement and the card tell of interest
// is what the report tells.
func TestInterestStandsApart(t *testing.T) {
	b := office(t)
	b.Do(&interest.SetTerms{From: "2024-01-01", Rate: "24%"})
	b.Do(&interest.Run{AsOf: "2025-01-20", Customers: []string{"C"}})
	b.Read(func(v *book.View) error {
		l, err := accrued.Compute(v, accrued.Query{AsOf: b.Today})
		if err != nil {
			return err
		}
		charge, unpaid := money.Minor(0), money.Minor(0)
		for _, r := range l.Rows {
			charge, unpaid = charge+r.ToCharge, unpaid+r.Unpaid
		}
		all, err := aging.Compute(v, aging.Query{AsOf: b.Today, Accrued: true})
		if err != nil {
			return err
		}
		if a := all[0]; a.Accrued != charge || a.Total.Interest != unpaid || unpaid == 0 || charge == 0 {
			t.Errorf("the aging tells %d and %d, the report %d and %d", a.Accrued, a.Total.Interest, charge, unpaid)
		}
		of, err := statement.Compute(v, statement.Query{Customer: "C", From: b.Today - 60, To: b.Today})
		if err != nil {
			return err
		}
		for _, r := range l.Rows {
			if s := of[0]; r.Code == "C" && (s.Accrued != r.ToCharge || s.Aging.Interest != r.Unpaid) {
				t.Errorf("the statement tells %d and %d, the report %d and %d", s.Accrued, s.Aging.Interest, r.ToCharge,
					r.Unpaid)
			}
		}
		lines, sum, err := aging.Explain(v, aging.Query{AsOf: b.Today}, "", "C", aging.FigureInterest)
		if len(lines) != 1 || sum != unpaid {
			t.Errorf("the figure is made of %d lines of %d", len(lines), sum)
		}
		return err
	})
}
