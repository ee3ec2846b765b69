package cashsheet_test

import (
	"testing"

	"duebook/internal/book"
	"duebook/internal/report/cashsheet"
	"duebook/internal/report/reporttest"
)

// The sheet of a day reads every receipt of the book once: a take-back of any day moves
// what a till holds.
func BenchmarkSheetOfADay(b *testing.B) {
	bk := reporttest.Large(b, reporttest.Size())
	for b.Loop() {
		err := bk.View(func(v *book.View) error {
			_, err := cashsheet.Compute(v, cashsheet.Query{AsOf: reporttest.Today})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
