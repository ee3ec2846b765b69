package day_test

import (
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/day"

	"duebook/internal/ar/company"
)

// Money that comes in while the company is closed, and promises that break over the
// weekend, stand in the report of the next working day; collected stays with its day.
func TestWeekendIsToldOnTheNextWorkingDay(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	thursday := b.Today
	for thursday.Weekday() != 4 {
		thursday++
	}
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Collector: "huda"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B1", Doc: "2025-05-01", Due: "2025-06-01", Amount: "900"})
	tolerance := 0
	b.Do(&promise.Take{Customer: "C1", Amount: "500", Date: thursday.String(), Tolerance: &tolerance})
	b.Today = thursday + 3 // Sunday
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "70", Number: "R1", Date: (thursday + 1).String()})
	line := func(on civil.Date, key string) (int, string) {
		var n int
		var sum string
		b.Read(func(v *book.View) error {
			o, err := day.Of(v, desk.Schema(), "huda", day.Query{Day: on, Known: b.Today, Me: "huda", Parts: day.Whole})
			if err == nil {
				n, sum = o.Line(key).Count, day.Amounts(o.Line(key).Sums, "SAR")
			}
			return err
		})
		return n, sum
	}
	for _, x := range []struct {
		on   civil.Date
		key  string
		n    int
		sums string
	}{{thursday + 3, day.Closed, 1, "70.00"}, {thursday + 3, day.Collected, 0, ""}, {thursday + 1, day.Collected,
		1, "70.00"},
		{thursday + 1, day.Closed, 0, ""}, {thursday + 4, day.Closed, 0, ""}, {thursday + 3, day.Broken, 1, "500.00"},
		{thursday + 1, day.Broken, 0, ""}, {thursday + 4, day.Broken, 0, ""}} {
		if n, sums := line(x.on, x.key); n != x.n || sums != x.sums {
			t.Errorf("%s %s: %d %s, want %d %s", x.on, x.key, n, sums, x.n, x.sums)
		}
	}
}
