package aging_test

import (
	"testing"

	"duebook/internal/book"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/report/reporttest"
)

// All customers of a book of 1,000,000 bills, a third of them open (DUEBOOK_LARGE
// names where it is kept).
func BenchmarkAging(b *testing.B) {
	bk := reporttest.Large(b, reporttest.Size())
	day := reporttest.Today
	for _, c := range []struct {
		name string
		q    aging.Query
	}{{"customers", aging.Query{AsOf: day}}, {"customers-proved", aging.Query{AsOf: day, Prove: true}},
		{"past", aging.Query{AsOf: day.Add(-200)}}, {"branches", aging.Query{AsOf: day, By: ledger.ByBranch}},
		{"oldest", aging.Query{AsOf: day, Credits: aging.Oldest}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := bk.View(func(v *book.View) error {
					_, err := aging.Compute(v, c.q)
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("json", func(b *testing.B) {
		var all []aging.Report
		if err := bk.View(func(v *book.View) (err error) {
			all, err = aging.Compute(v, aging.Query{AsOf: day})
			return err
		}); err != nil {
			b.Fatal(err)
		}
		var out []byte
		for b.Loop() {
			out = aging.AppendJSON(out[:0], all)
		}
		b.ReportMetric(float64(len(out)), "bytes")
	})
}
