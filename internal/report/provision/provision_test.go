package provision_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	facts "duebook/internal/ar/provision"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/report/provision"
	"duebook/internal/report/render"
	"duebook/internal/report/reporttest"
)

var six = []string{"0.5", "1%", "5", "10", "25", "50"}

func compute(t testing.TB, b *booktest.Book, q provision.Query) (all []provision.Report) {
	t.Helper()
	b.Read(func(v *book.View) (err error) {
		all, err = provision.Compute(v, q)
		return err
	})
	return all
}

func total(t testing.TB, b *booktest.Book, day civil.Date) money.Minor {
	return compute(t, b, provision.Query{AsOf: day})[0].Total.Provision
}

// sample owes, on 15 June: C1 1,000.01 in over 120 and 500.50 in 1-30, 200 of it paid on
// account; C2 70 in 1-30 and 30 not yet due.
func sample(t testing.TB) *booktest.Book {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Noor", Branch: "Riyadh", Risk: "low"})
	b.Do(&customer.Open{Code: "C2", Name: "Beta", Branch: "Jeddah", Risk: "high"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-01-01", Due: "2025-02-01", Amount: "1000.01"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-01", Due: "2025-06-01", Amount: "500.50"})
	b.Do(&bill.Issue{Customer: "C2", Number: "C", Doc: "2025-06-01", Parts: []bill.PartInput{{Due: "2025-06-10",
		Amount: "70"}, {Due: "2025-12-31", Amount: "30"}}})
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Number: "R1", Amount: "200", Date: "2025-06-02",
		Mode: "none"})
	return b
}

// The figures by hand: the receipt goes to the oldest bill, each line is rounded once,
// and the total is the sum of the lines.
func TestProvisionByHand(t *testing.T) {
	b := sample(t)
	if got := compute(t, b, provision.Query{AsOf: b.Today}); got[0].Total.Provision != 0 || got[0].Rated ||
		!strings.Contains(strings.Join(got[0].Notes, " "), "enter them") {
		t.Errorf("without rates: %+v", got[0])
	}
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	// C1: 800.01 x 50 % = 400.005 -> 400.01; 500.50 x 1 % = 5.005 -> 5.01. C2: 0.70; 30 x 0.5 % = 0.15.
	for by, want := range map[provision.By]string{
		provision.ByBucket:   "Current 0.15,1-30 5.71,over 120 400.01,",
		provision.ByCustomer: "C1 405.02,C2 0.85,", provision.ByBranch: "Jeddah 0.85,Riyadh 405.02,"} {
		r := compute(t, b, provision.Query{AsOf: b.Today, By: by})[0]
		got := ""
		for _, x := range r.Rows {
			got += x.Key + " " + r.Currency.Plain(x.Provision) + ","
		}
		if got != want || r.Total.Provision != 40587 || r.Total.Balance != 140051 {
			t.Errorf("by %s: %s total %d of %d", by, got, r.Total.Provision, r.Total.Balance)
		}
	}
	b.Read(func(v *book.View) error {
		q := provision.Query{AsOf: b.Today, By: provision.ByCustomer}
		lines, _, sum, err := provision.Explain(v, q, "SAR", "C1")
		if err != nil || sum != 40502 || len(lines) != 2 ||
			lines[1].How() != "800.01 x 50% = 400.005; rates from 2025-01-01" {
			t.Errorf("%+v %d %v", lines, sum, err)
		}
		return nil
	})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "5000", Mode: "none"})
	r := compute(t, b, provision.Query{AsOf: b.Today, By: provision.ByCustomer})[0]
	if x := r.Rows[0]; x.Provision != 0 || x.Base != 0 || x.Unapplied != -369949 {
		t.Errorf("credit left over earned %+v", x)
	}
}

func TestScopesAndDays(t *testing.T) {
	b := sample(t)
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	may, june := civil.New(2025, 5, 31), b.Today
	was := total(t, b, may)
	b.Do(&facts.SetRates{From: "2025-06-01", Rates: []string{"1", "2", "10", "20", "50", "100"}})
	if got := total(t, b, may); got != was || total(t, b, june) != 80001+1001+140+30 {
		t.Errorf("a later set changed May from %d to %d, June is %d", was, got, total(t, b, june))
	}
	b.Do(&facts.SetRates{From: "2025-06-01", Rates: []string{"0", "50", "0", "0", "0", "0"}, Risk: "HIGH"})
	b.Do(&facts.SetRates{From: "2025-06-01", Rates: []string{"9", "9", "9", "9", "9", "9"}, Currency: "SAR"})
	high := compute(t, b, provision.Query{AsOf: june, By: provision.ByCustomer})[0]
	if high.Rows[1].Provision != 3500 || high.Rows[0].Provision != 7200+4505 {
		t.Errorf("the nearest: %+v", high.Rows)
	}
}

// A specific provision stands instead of the matrix from its day on, at most what is
// owed, divided over the buckets; it is ended, and undone.
func TestSpecific(t *testing.T) {
	b := sample(t)
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	b.Do(&facts.SetSpecific{Customer: "C1", From: "2025-06-10", Percent: "40", Why: "insolvent"})
	if got := total(t, b, b.Today); got != 52020+85 { // 40 % of 1,300.51
		t.Errorf("40 %%: %d", got)
	}
	before := total(t, b, b.Today-6)
	s := b.Do(&facts.SetSpecific{Customer: "C1", From: "2025-06-15", Amount: "9000", Why: "fled"})
	r := compute(t, b, provision.Query{AsOf: b.Today})[0]
	if r.Total.Provision != 130051+85 || r.Total.Specific != 130051 || r.Rows[2].Provision != 80001 {
		t.Errorf("more than is owed: %+v", r)
	}
	b.Do(&book.Undo{Seq: s.Seq})
	b.Do(&facts.EndSpecific{Customer: "C1", From: "2025-06-15", Why: "paying again"})
	if got := total(t, b, b.Today); got != 40587 || total(t, b, b.Today-1) != 52020+85 ||
		total(t, b, b.Today-6) != before {
		t.Errorf("ended: %d, a day before %d, before it began %d", got, total(t, b, b.Today-1), before)
	}
	for c, want := range map[book.Command]string{
		&facts.SetSpecific{Customer: "C1", From: "2025-06-10", Percent: "1", Why: "x"}: "begins on 2025-06-10 already",
		&facts.SetSpecific{Customer: "C1", From: "2025-06-20", Percent: "1"}:           "say why",
		&facts.SetSpecific{Customer: "C1", From: "2025-06-20", Why: "x"}:               "which share",
		&facts.SetSpecific{Customer: "C1", From: "2025-06-20", Percent: "1", Amount: "1",
			Why: "x"}: "not both",
		&facts.SetSpecific{Customer: "C1", From: "2025-06-20", Percent: "101", Why: "x"}: "outside 0 to 100",
		&facts.SetSpecific{Customer: "C1", From: "2025-06-20", Amount: "-5", Why: "x"}:   "not above 0",
		&facts.EndSpecific{Customer: "C2", From: "2025-06-20", Why: "x"}:                 "has no specific provision",
		&facts.SetSpecific{Customer: "C1", Percent: "1", Why: "x"}:                       "from which day"} {
		if got := b.Refused(c); !strings.Contains(got, want) {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestRatesAreRefused(t *testing.T) {
	b := sample(t)
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	rates := func(last string) []string { return append(append([]string{}, six[:5]...), last) }
	for want, c := range map[string]*facts.SetRates{
		"give 6 rates, not 5":         {From: "2025-02-01", Rates: six[:5]},
		"bucket 6: -1":                {From: "2025-02-01", Rates: rates("-1")},
		"100.0001 % is outside":       {From: "2025-02-01", Rates: rates("100.0001")},
		"not a percentage":            {From: "2025-02-01", Rates: rates("1.00005")},
		"say how many percent":        {From: "2025-02-01", Rates: rates(" %")},
		"begin on 2025-01-01":         {From: "2025-01-01", Rates: six},
		"from which day":              {Rates: six},
		"not a currency the book":     {From: "2025-02-01", Rates: six, Currency: "XXQ"},
		"there is no risk class":      {From: "2025-02-01", Rates: six, Risk: "purple"},
		"is outside the book's dates": {From: "1999-02-01", Rates: six},
	} {
		if got := b.Refused(c); !strings.Contains(got, want) {
			t.Errorf("want %q: %s", want, got)
		}
	}
	b.Do(&facts.SetRates{From: "2025-02-01", Rates: rates("100٪")})
}

// What is undone the day it was typed never was; what is undone later stays on the days
// it was reported.
func TestUndo(t *testing.T) {
	b := sample(t)
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	wrong := b.Do(&facts.SetRates{From: "2025-03-01", Rates: []string{"100", "100", "100", "100", "100", "100"}})
	b.Do(&book.Undo{Seq: wrong.Seq})
	if got := total(t, b, b.Today); got != 40587 || total(t, b, b.Today-20) >= 100000 {
		t.Errorf("undone: %d", got)
	}
	again := b.Do(&facts.SetRates{From: "2025-03-01", Rates: []string{"2", "2", "2", "2", "2", "2"}})
	reported := total(t, b, b.Today)
	b.Today++
	b.Do(&book.Undo{Seq: again.Seq})
	if got := total(t, b, b.Today-1); got != reported || total(t, b, b.Today) == reported {
		t.Errorf("yesterday became %d, was %d", got, reported)
	}
}

func TestMovement(t *testing.T) {
	b := sample(t)
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	since := civil.New(2025, 5, 31)
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "800.01", Mode: "none", Date: "2025-06-14"})
	q := provision.Query{AsOf: b.Today, Since: since, By: provision.ByCustomer}
	r := compute(t, b, q)[0]
	// On 31 May: 1,000.01 at 91-120 by 25 % = 250.00, 500.50 current by 0.5 % = 2.50. Now 5.01 and 0.85.
	for i, want := range []string{"25250 0 24749 501", "0 85 0 85"} {
		x := &r.Rows[i]
		if got := fmt.Sprint(x.Opening, x.Increase, x.Release, x.Provision); got != want {
			t.Errorf("%s: %s, want %s", x.Key, got, want)
		}
	}
	var out bytes.Buffer
	if err := render.WriteCSV(&out, r.Table(true)); err != nil || !strings.Contains(out.String(),
		"balance,opening,increase,release,provision,coverage,specific\nSAR,C1,Noor,") {
		t.Error(out.String(), err)
	}
	for _, by := range []provision.By{provision.ByBucket, provision.ByBranch} {
		q.By = by
		x := compute(t, b, q)[0].Total
		if x.Opening != 25250 || x.Opening+x.Increase-x.Release != x.Provision || x.Provision != 586 {
			t.Errorf("by %s: %+v", by, x)
		}
	}
	b.Read(func(v *book.View) error {
		if _, err := provision.Compute(v, provision.Query{AsOf: since, Since: b.Today}); book.FieldOf(err) != "from" {
			t.Error(err)
		}
		return nil
	})
}

// Other edges need other rates: until then the report keeps the edges of its rates, and
// says so.
func TestEdgesChange(t *testing.T) {
	b := sample(t)
	b.Do(&facts.SetRates{From: "2025-01-01", Rates: six})
	was := total(t, b, b.Today)
	b.Do(&company.Set{Field: "edges", Value: "10,20"})
	r := compute(t, b, provision.Query{AsOf: b.Today})[0]
	if r.Total.Provision != was || len(r.Edges) != 4 || !strings.Contains(strings.Join(r.Notes, " "), "10,20 now") {
		t.Errorf("%+v", r)
	}
	b.Do(&facts.SetRates{From: "2025-06-01", Rates: []string{"0", "0", "0", "100"}})
	if r := compute(t, b, provision.Query{AsOf: b.Today})[0]; len(r.Edges) != 2 || r.Total.Provision != 80001 {
		t.Errorf("%+v", r)
	}
}

// Whatever was posted and whatever the day: the base foots to the aging, every grouping
// has one total, and every figure is its lines.
func TestFootsToTheAging(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := reporttest.New(t)
		reporttest.History(rt, b, 40)
		b.Do(&facts.SetRates{From: "2000-01-01", Rates: []string{"0.3333", "1.5", "7", "13.1", "33.3333", "66.67"}})
		for _, day := range reporttest.Days(rt, b) {
			b.Read(func(v *book.View) error { return foots(rt, v, day) })
		}
	})
}

func foots(t *rapid.T, v *book.View, day civil.Date) error {
	sums := map[string]money.Minor{}
	for n, by := range []provision.By{provision.ByBucket, provision.ByCustomer, provision.ByBranch} {
		all, err := provision.Compute(v, provision.Query{AsOf: day, By: by})
		if err != nil {
			return err
		}
		aged, err := aging.Compute(v, aging.Query{AsOf: day, Credits: aging.Oldest,
			By: []ledger.By{ledger.ByCurrency, ledger.ByCustomer, ledger.ByBranch}[n]})
		if err != nil {
			return err
		}
		for i := range all {
			r := &all[i]
			cur := r.Currency.Code
			if n == 0 {
				sums[cur] = r.Total.Provision
			}
			a := &aged[i]
			if r.Total.Provision != sums[cur] || r.Total.Balance != a.Total.Balance ||
				!reflect.DeepEqual(r.Total.Buckets, append([]money.Minor{a.Total.Current}, a.Total.Buckets...)) ||
				n > 0 && len(r.Rows) != len(a.Rows) {
				t.Fatalf("%s by %s: %+v, the aging has %+v", day, by, r.Total, a.Total)
			}
			for j := range r.Rows {
				if n > 0 && (r.Rows[j].Key != a.Rows[j].Key || r.Rows[j].Balance != a.Rows[j].Balance) {
					t.Fatalf("by %s: %+v, the aging has %+v", by, r.Rows[j], a.Rows[j])
				}
				q := provision.Query{AsOf: day, By: by}
				_, _, sum, err := provision.Explain(v, q, cur, r.Rows[j].Key)
				if err != nil || sum != r.Rows[j].Provision {
					t.Fatalf("by %s %q: %d, its lines make %d (%v)", by, r.Rows[j].Key, r.Rows[j].Provision, sum, err)
				}
			}
		}
	}
	return nil
}
