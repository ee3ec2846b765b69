package aging_test

import (
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/reporttest"
)

// What cheques in hand cover is a column "of which": the balance and the buckets stay,
// a part paid meanwhile is covered no more, and past days keep what they showed.
func TestCoveredByCheques(t *testing.T) {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-06-01", Amount: "100"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-01", Due: "2025-07-01", Amount: "250"})
	b.Do(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: "1", Amount: "300", Maturity: "2025-06-17",
		Bank: "Bank One"}})
	first := b.Today
	figures := func(on civil.Date) (covered, balance money.Minor) {
		b.Read(func(v *book.View) error {
			all, err := aging.Compute(v, aging.Query{AsOf: on})
			if err != nil {
				return err
			}
			_, sum, err := aging.Explain(v, aging.Query{AsOf: on}, "SAR", "C1", aging.FigureCovered)
			covered, balance = all[0].Total.Covered, all[0].Total.Balance
			if sum != covered {
				t.Errorf("the bills bring %d, the column says %d", sum, covered)
			}
			return err
		})
		return covered, balance
	}
	want := func(on civil.Date, covered, balance money.Minor) {
		t.Helper()
		if c, x := figures(on); c != covered || x != balance {
			t.Errorf("as of %s covered %d of %d, not %d of %d", on, c, x, covered, balance)
		}
	}
	want(first, 30000, 35000)
	b.Today++
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "100"})
	want(b.Today, 20000, 25000)
	b.Today++
	b.Do(&cheque.Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
	b.Do(&cheque.Clear{Cheques: []string{"1"}})
	want(b.Today, 0, 35000-10000-30000)
	want(first, 30000, 35000)
	want(first+1, 20000, 25000)
	b.Today++
	b.Do(&cheque.Bounce{Cheque: "1", Reason: "stopped"})
	want(b.Today, 0, 25000)
	want(first+2, 0, 35000-10000-30000)
}
