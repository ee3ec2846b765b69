package day_test

import (
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/day"
	"duebook/internal/report/targets"
)

// The targets of the days are what the month's report expects by each of them, half days
// as half, and come to the month's to the last unit.
func TestDaysSumToTheTarget(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Today = civil.New(2025, 6, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "KWD"})
	b.Do(&company.Set{Field: "half", Value: "thu"})
	b.Do(&customer.Open{Code: "C1", Name: "C1", Collector: "huda"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-01", Due: "2025-05-20", Amount: "9000"})
	b.Do(&target.Propose{By: "collector", Name: "huda", Amount: "1000.001"})
	b.Do(&target.Agree{ID: 1})
	b.Read(func(v *book.View) error {
		var sum money.Minor
		for d := b.Today; d <= b.Today.EndOfMonth(); d++ {
			o, err := day.Of(v, desk.Schema(), "huda", day.Query{Day: d, Parts: day.Targets})
			if err != nil {
				t.Fatal(err)
			}
			sum += o.Line(day.Target).Amount("KWD")
			all, err := targets.Compute(v, targets.Query{AsOf: d, By: "collector"})
			if err != nil {
				t.Fatal(err)
			}
			if want := targets.Find("expected").Of(&all[0].Rows[0]); int64(sum) != want.N {
				t.Errorf("%s: the days come to %d, and %d is expected by then", d, sum, want.N)
			}
		}
		if sum != 1000001 {
			t.Errorf("the days come to %d", sum)
		}
		return nil
	})
}
