package intake_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/intake"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/aging"
	"duebook/internal/report/statement"
)

// reports are the aging by bill and the statement as of a day, as they are read.
func (f *file) reports(day civil.Date) (s string) {
	f.t.Helper()
	f.b.Read(func(v *book.View) error {
		all, err := aging.Compute(v, aging.Query{AsOf: day, By: "bill", Prove: true})
		if err != nil {
			return err
		}
		papers, err := statement.Compute(v, statement.Query{Customer: "C1", From: day, To: day})
		if err != nil {
			return err
		}
		s = string(aging.AppendJSON(nil, all))
		for _, p := range papers {
			s += fmt.Sprint(" ", p.Closing)
		}
		return nil
	})
	return s
}

// An import that lowered an opening receipt is taken back like any other: the
// reports of today are as before it, those of the days between stay.
func TestAnImportThatLoweredAnOpeningReceiptIsUndone(t *testing.T) {
	for _, later := range []int{0, 3} {
		f := newFile(t)
		f.row("C1", "A", 10000, 2000).row("C1", "B", 5000, 1000).take()
		f.opt.TrustFile = true
		first, was := f.b.Today, f.reports(f.b.Today)
		f.cut++
		between := f.cut
		f.row("C1", "A", 10000, 9000).row("C1", "B", 5000, 1000).take()
		f.want(10000, 0)
		stood := f.reports(between)
		f.b.Today = f.b.Today.Add(later)
		var seq uint64
		f.b.Read(func(v *book.View) (err error) { seq, _, err = v.LastOf(f.b.Who); return err })
		f.b.Do(&book.Undo{Seq: seq})
		f.want(3000, 0)
		f.b.MustVerify()
		if got := f.reports(f.b.Today); later == 0 && got != was {
			t.Errorf("today was\n%s\nand is\n%s", was, got)
		}
		if got := f.reports(between); got != stood {
			t.Errorf("on %s it was\n%s\nand is\n%s", between, stood, got)
		}
		if f.b.Read(func(v *book.View) error {
			r, _, err := receipt.ByNumber(v, "O-000003")
			if !r.At(first.Add(later)) || r.At(between) || r.Voided != 0 {
				t.Errorf("the opening receipt: %+v", r)
			}
			return err
		}); later > 0 {
			// What is restored can be voided and brought back again.
			f.opt = intake.Import{TrustFile: true}
			f.cut = f.b.Today
			f.row("C1", "A", 10000, 9000).row("C1", "B", 5000, 1000).take()
			f.want(10000, 0)
		}
	}
}
