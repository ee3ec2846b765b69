package ledger_test

import (
	"testing"

	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/reporttest"
)

// DUEBOOK_LARGE names a book to make once and keep; 1,000,000 bills go into it.
func BenchmarkWalk(b *testing.B) {
	bk := reporttest.Large(b, reporttest.Size())
	for _, c := range []struct {
		name string
		day  civil.Date
		tie  bool
	}{{"today", reporttest.Today, false}, {"today-tied", reporttest.Today, true},
		{"past", reporttest.Today.Add(-1), false}, {"past-tied", reporttest.Today.Add(-1), true},
		{"long-past", reporttest.Today.Add(-270), true}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				n, sum, owed := 0, money.Minor(0), money.Minor(0)
				to := ledger.Visitor{Item: func(i *openitem.Item) bool {
					n++
					sum += i.Signed()
					return true
				}}
				if c.tie {
					to.Owed = func(_ uint32, m money.Minor) bool {
						owed += m
						return true
					}
				}
				if err := bk.View(func(v *book.View) error { return ledger.Walk(v, c.day, nil, to) }); err != nil {
					b.Fatal(err)
				}
				if c.tie && owed != sum {
					b.Fatal(owed, sum)
				}
				b.ReportMetric(float64(n), "items")
			}
		})
	}
}
