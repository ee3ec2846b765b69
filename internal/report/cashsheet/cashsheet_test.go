package cashsheet_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/desk"
	"duebook/internal/report/cashsheet"
)

// week is a till kept for three days: a batch posted on the next day, cash recorded
// here, banked, paid out, a count that differs, and a receipt dated back after it.
func week(t *testing.T) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Branch: "Riyadh"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-06-01", Amount: "5000"})
	b.Do(&round.Give{Collector: "Sami", Bills: []string{"A"}})
	b.Do(&cashbox.Start{Amount: "500"})
	b.Do(&cashbox.HandOver{Person: "Sami", Amount: "1000"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "250", Number: "A-02"})
	b.Do(&cashbox.Bank{Amount: "1200", Bank: "SNB", Slip: "77"})
	b.Do(&cashbox.PayOut{Amount: "30", To: "Driver", Reason: "toll"})
	b.Do(&cashbox.Close{Amount: "519.50", Differences: []cashbox.DifferenceInput{{Reason: "short"}}})
	b.Today++
	b.Do(&cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{{Bills: []receipt.PartChoice{{Bill: "A",
		Amount: "1010"}}, Number: "A-04"}}, Differences: []cashbox.DifferenceInput{{Reason: "short"}}})
	return b
}

func TestEverySheetFoots(t *testing.T) {
	b := week(t)
	b.Read(func(v *book.View) error {
		all, err := cashsheet.Compute(v, cashsheet.Query{AsOf: b.Today, From: b.Today - 3})
		if err != nil || len(all) != 2 {
			t.Fatal(all, err)
		}
		s := &all[0]
		if s.Till != "Riyadh" || s.Opening != 50000 || s.Received != 25000 || s.Handed != 100000 ||
			s.Banked != 120000 ||
			s.PaidOut != 3000 || s.Difference != -50 || s.Closing != 51950 || !s.Counted || s.Off() != 0 {
			t.Errorf("%+v", s)
		}
		if next := &all[1]; next.Opening != s.Closing || next.Handed != 1000 || next.Difference != -1000 ||
			next.Closing != 51950 || next.Counted {
			t.Errorf("%+v", next)
		}
		for i := range all {
			s := &all[i]
			if s.Opening+s.In()-s.Banked-s.PaidOut+s.Difference != s.Closing {
				t.Errorf("%s does not foot", s.Day)
			}
		}
		return nil
	})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "7", Date: (b.Today - 1).String()})
	b.Read(func(v *book.View) error {
		all, err := cashsheet.Compute(v, cashsheet.Query{AsOf: b.Today, From: b.Today - 1, To: b.Today - 1})
		if err != nil || len(all) != 1 || all[0].Off() != -700 {
			t.Errorf("a receipt dated back into a counted day is not shown: %+v %v", all, err)
		}
		all, err = cashsheet.Compute(v, cashsheet.Query{AsOf: b.Today, Changed: 14})
		if err != nil || len(all) != 2 || all[0].Day != b.Today-1 || all[0].Off() != -700 {
			t.Errorf("the changed sheet is not among today's: %+v %v", all, err)
		}
		return nil
	})
}

func TestDifferencesByPersonAndTill(t *testing.T) {
	b := week(t)
	b.Read(func(v *book.View) error {
		all, err := cashsheet.Differences(v, cashsheet.Query{AsOf: b.Today})
		if err != nil || len(all) != 2 || all[0].Name != "Sami" || all[0].Net != -1000 || all[0].Receipts != 101000 ||
			all[0].By[cashbox.Short] != -1000 || all[1].Name != "till Riyadh" || all[1].Net != -50 {
			t.Errorf("%+v %v", all, err)
		}
		all, err = cashsheet.Differences(v, cashsheet.Query{AsOf: b.Today - 1})
		if err != nil || all[0].Open != 1 && all[1].Open != 1 {
			t.Errorf("the day before the posting: %+v %v", all, err)
		}
		return nil
	})
}

func TestGapsAreNamed(t *testing.T) {
	b := week(t)
	b.Do(&cashbox.IssueBook{Person: "Sami", From: "A-01", To: "A-09", Day: "-1"})
	b.Do(&cashbox.VoidLeaf{Number: "A-01", Reason: "torn"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "7", Number: "A-07"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "8", Number: "A-0008"}) // another series
	read := func() (s cashsheet.Series) {
		b.Read(func(v *book.View) error {
			all, err := cashsheet.Books(v, cashsheet.Query{AsOf: b.Today})
			s = all[0]
			return err
		})
		return s
	}
	s := read()
	if got := strings.Join(s.Gaps, ", "); got != "A-03, A-05–A-06" || s.Missing != 3 || s.Used != 3 || s.Void != 1 ||
		s.Unused != 2 || s.Next != "A-08" {
		t.Errorf("%s %+v", got, s)
	}
	b.Do(&cashbox.ReturnBook{Number: "A-01"})
	if s = read(); s.Said() != "5 leaves are missing: A-03, A-05–A-06, A-08–A-09" || s.Next != "" {
		t.Error(s.Said())
	}
}
