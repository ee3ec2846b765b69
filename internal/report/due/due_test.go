package due_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/money"
	"duebook/internal/report/due"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/report/reporttest"
	"duebook/internal/text"
)

func compute(t testing.TB, b *booktest.Book, q due.Query) (all []due.Report) {
	t.Helper()
	b.Read(func(v *book.View) (err error) {
		all, err = due.Compute(v, q)
		return err
	})
	return all
}

// Today is Sunday 2025-06-15; the weekend is Friday and Saturday.
func sample(t testing.TB) *booktest.Book {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Branch: "Riyadh"})
	b.Do(&customer.Open{Code: "C2", Name: "Beta"})
	for n, day := range []string{"2025-06-14", "2025-06-15", "2025-06-21", "2025-06-22", "2025-06-30",
		"2025-07-01", "2026-01-01"} {
		b.Do(&bill.Issue{Customer: fmt.Sprintf("C%d", n%2+1), Number: fmt.Sprint("B", n), Doc: "2025-06-01", Due: day,
			Amount: fmt.Sprint(n + 1)})
	}
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "0.50", Mode: "none"})
	b.Do(&followup.Plan{Customer: "C1", Date: "2025-06-17", Time: "10:30", Reason: "B0"})
	b.Do(&followup.Plan{Customer: "C1", Date: "2025-06-16"})
	return b
}

func TestSchedule(t *testing.T) {
	b := sample(t)
	for p, want := range map[due.Period]string{
		due.Day: "Overdue 1 100 C1, 2025-06-15 Sun 1 200 C2, 2025-06-21 Sat 1 300 C1, 2025-06-22 Sun 1 400 C2, " +
			"Later 3 1800 C1 C2, ",
		due.Week: "Overdue 1 100 C1, week of 2025-06-15 2 500 C1 C2, week of 2025-06-22 1 400 C2, week of " +
			"2025-06-29 2 1100 C2 C1, " +
			"Later 1 700 C1, ",
		due.Month: "Overdue 1 100 C1, 2025-06 4 1400 C1 C2, 2025-07 1 600 C2, Later 1 700 C1, "} {
		r := compute(t, b, due.Query{AsOf: b.Today, Period: p})[0]
		got := ""
		for _, s := range r.Spans {
			got += fmt.Sprint(s.Name, " ", s.Bills, " ", s.Amount)
			for _, c := range s.Customers {
				got += " " + c.Code
			}
			got += ", "
		}
		if got != want || r.Amount != 2800 || r.Bills != 7 || r.Unapplied != -50 {
			t.Errorf("%s: %s\nwant %s", p, got, want)
		}
	}
	r := compute(t, b, due.Query{AsOf: b.Today, Lines: true})[0]
	if f := r.Spans[0].Customers[0].Followup(); f != "2025-06-16 call" {
		t.Error(f)
	}
	if c := r.Spans[1].Customers[1]; c.Planned {
		t.Errorf("%+v", c)
	}
	var out bytes.Buffer
	if err := render.WriteTable(&out, r.Table(), text.Isolate); err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "lines", out.String())
	out.Reset()
	short := compute(t, b, due.Query{AsOf: b.Today, Within: []ledger.Scope{{By: ledger.ByBranch}}})[0]
	if err := render.WriteTable(&out, short.Table(), text.Isolate); err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "table", out.String())
	js := due.AppendJSON(nil, compute(t, b, due.Query{AsOf: b.Today}))
	if !json.Valid(js) {
		t.Error(string(js))
	}
	reporttest.Golden(t, "json", string(js))
	b.Read(func(v *book.View) error {
		if _, err := due.Compute(v, due.Query{Period: "year"}); book.FieldOf(err) != "period" {
			t.Error(err)
		}
		return nil
	})
}

// Whatever is posted, the schedule of any day is the open bills of that day.
func TestScheduleFootsToTheOpenBills(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := reporttest.New(t)
		reporttest.History(rt, b, 25)
		for _, day := range reporttest.Days(rt, b) {
			q := due.Query{AsOf: day, Period: rapid.SampledFrom([]due.Period{due.Day, due.Week,
				due.Month}).Draw(rt, "period"),
				Horizon: rapid.IntRange(1, 20).Draw(rt, "horizon"), Lines: true}
			open := map[string]money.Minor{}
			b.Read(func(v *book.View) error {
				p := ledger.NewPeople(v, day)
				return ledger.Items(v, day, func(i *openitem.Item) bool {
					if i.Flags&openitem.Credit == 0 {
						open[p.Money(i.Account).Code] += i.Left
					}
					return true
				})
			})
			for _, r := range compute(t, b, q) {
				var lines money.Minor
				for _, s := range r.Spans {
					for _, c := range s.Customers {
						for _, l := range c.Lines {
							lines += l.Left
							if s.Number > 0 && l.Due < s.From || s.To != 0 && l.Due > s.To {
								rt.Fatalf("%s stands in %+v", l.Due, s)
							}
						}
					}
				}
				if r.Amount != open[r.Currency.Code] || lines != r.Amount {
					rt.Fatalf("%s: %d, its lines %d, open %d", r.Currency.Code, r.Amount, lines, open[r.Currency.Code])
				}
				delete(open, r.Currency.Code)
			}
			for cur, m := range open {
				if m != 0 {
					rt.Fatalf("%d of %s is in no schedule", m, cur)
				}
			}
		}
	})
}
