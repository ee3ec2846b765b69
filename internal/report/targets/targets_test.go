package targets_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/demo"
	"duebook/internal/desk"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
	"duebook/internal/report/targets"
)

func read(t *testing.T, b *book.Book, q targets.Query) (all []targets.Report) {
	t.Helper()
	if err := b.View(func(v *book.View) (err error) {
		all, err = targets.Compute(v, q)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// In June, with Fridays and Saturdays closed, 1,200 of 1,500 are to come in; 300 came by
// the 10th, the 8th working day of 22.
func TestFigures(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Today = civil.New(2025, 6, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for _, x := range [][3]string{{"C1", "Huda", "1000"}, {"C2", "Ali", "500"}} {
		b.Do(&customer.Open{Code: x[0], Name: x[0] + " Trading", Collector: x[1]})
		b.Do(&bill.Issue{Customer: x[0], Number: x[0], Doc: "2025-05-01", Due: "2025-05-20", Amount: x[2]})
	}
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-06-01", Due: "2025-06-25", Amount: "500"})
	b.Do(&target.Propose{By: "collector", Name: "Huda", Percent: "80"})
	b.Do(&target.Agree{ID: 1})
	b.Today = civil.New(2025, 6, 10)
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "300", Date: "2025-06-03"})
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "40", Date: "2025-06-03"})
	b.Do(&target.Propose{By: "collector", Name: "Ali", Amount: "100"})
	x := read(t, b.Book, targets.Query{AsOf: b.Today, By: "collector"})[0]
	if len(x.Rows) != 2 || x.Rows[0].State() != "proposed" || x.Without != 1 ||
		x.Days() != "8 of 22 working days over" {
		t.Fatalf("%s: %+v", x.Days(), x.Rows)
	}
	all := func(w *targets.Row) (out string) {
		for n := range targets.Figures {
			out += targets.Figures[n].Of(w).Text(2) + " "
		}
		return out
	}
	for w, want := range map[*targets.Row]string{
		&x.Rows[1]: "1,200.00 300.00 25.0% 436.36 -136.36 825.00 900.00 64.29 80.0% 240.0% ",
		&x.Rows[0]: "n/a 40.00 n/a n/a n/a n/a n/a n/a n/a n/a ",
		&x.Total:   "1,200.00 340.00 25.0% 436.36 -136.36 825.00 900.00 64.29 80.0% 240.0% "} {
		if got := all(w); got != want {
			t.Errorf("%s:\n%s, want\n%s", w.Name, got, want)
		}
	}
	x = read(t, b.Book, targets.Query{AsOf: b.Today, By: "collector", Month: civil.New(2025, 8, 9)})[0]
	if got := all(&x.Total); got != "n/a 0.00 n/a n/a n/a n/a n/a n/a n/a n/a " {
		t.Error(got)
	}
	if w, err := x.Find("huda"); err != nil || w.Base.Overdue != 120000 || w.Before.Collected != 30000 {
		t.Errorf("%+v %v", w, err)
	}
	if _, err := x.Find("moon"); err == nil || !strings.Contains(err.Error(), "no collector") {
		t.Error(err)
	}
}

// The base of a month is what the KPIs say was overdue at its start and fell due in it.
func TestBasesAreTheKPIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo.db")
	today := civil.New(2025, 6, 15)
	if _, err := demo.Make(context.Background(), path, demo.Options{Seed: 7, Today: today}); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	some := 0
	err = b.View(func(v *book.View) error {
		for month := today.StartOfMonth().AddMonths(-12); month < today.StartOfMonth(); month = month.AddMonths(1) {
			for by := target.Company; by <= target.Salesman; by++ {
				all, err := kpi.Compute(v, kpi.Query{AsOf: month.EndOfMonth(), From: month, By: ledger.By(by.String())})
				if err != nil {
					return err
				}
				for n := range all {
					bases, err := target.Bases(v, by, month, all[n].Currency.Code, month.EndOfMonth())
					if err != nil {
						return err
					}
					for i := range all[n].Rows {
						w := &all[n].Rows[i]
						s, base := &w.Total, bases[uint16(w.Number)]
						if base.Overdue != s.Overdue || base.Falling != s.FellDue {
							t.Errorf("%s %s %s: %+v, the KPIs say %d and %d", month, by, w.Name, base, s.Overdue,
								s.FellDue)
						}
						if base.Overdue > 0 && base.Falling > 0 {
							some++
						}
					}
				}
			}
		}
		return nil
	})
	if err != nil || some < 100 {
		t.Error(some, err)
	}
}
