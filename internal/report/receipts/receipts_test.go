package receipts_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/desk"
	"duebook/internal/report/receipts"
)

// Each list is as of a day: what came, was applied or decided later is not in it.
func TestListsAreAsOfADay(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C", Name: "Customer"})
	b.Do(&bill.Issue{Customer: "C", Number: "A", Doc: "2025-01-01", Due: "2025-02-01", Amount: "1000"})
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Number: "OLD", Amount: "50", Date: "2025-01-05", Mode: "none"})
	b.Do(&receipt.Record{Customer: "C", Type: "withholding", Number: "W", Amount: "30"})
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Number: "NEW", Amount: "10"})
	b.Do(&writeoff.Ask{Bill: "A", Amount: "5", Reason: "broken box"})
	day := b.Today
	b.Today += 3
	b.Do(&receipt.ApplyMore{Receipt: "OLD"})
	b.Do(&receipt.Certify{Receipt: "W", Number: "T-1"})
	b.Do(&writeoff.Approve{ID: 1})
	b.Read(func(v *book.View) error {
		numbers := func(rows []receipts.Row, err error) string {
			var out []string
			for _, r := range rows {
				out = append(out, r.Number)
			}
			if err != nil {
				t.Error(err)
			}
			return strings.Join(out, " ")
		}
		if got := numbers(receipts.Since(v, day, day-10)); got != "OLD NEW W" {
			t.Error("then:", got)
		}
		if got := numbers(receipts.Since(v, b.Today, day-10)); got != "R-000005 NEW W" {
			t.Error("now:", got)
		}
		if then, now := numbers(receipts.Certificates(v, day, false)), numbers(receipts.Certificates(v, b.Today,
			false)); then != "W" || now != "" {
			t.Error(then, "/", now)
		}
		then, err := receipts.Requests(v, day, false)
		if err != nil || len(then) != 1 || then[0].State != "waits" {
			t.Error(then, err)
		}
		now, err := receipts.Requests(v, b.Today, true)
		if err != nil || len(now) != 1 || now[0].State != "approved" || !now[0].Decision.Self {
			t.Error(now, err)
		}
		return err
	})
}
