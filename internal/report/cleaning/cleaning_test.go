package cleaning_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/report/cleaning"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/report/reporttest"
	"duebook/internal/text"
)

func compute(t testing.TB, b *booktest.Book, q cleaning.Query) (l cleaning.List) {
	t.Helper()
	b.Read(func(v *book.View) (err error) {
		l, err = cleaning.Compute(v, q)
		return err
	})
	return l
}

func sample(t testing.TB) *booktest.Book {
	b := reporttest.New(t)
	for _, c := range [][2]string{{"0012", "Al Noor Trading"}, {"12", "Beta"}, {"X", "AL-NOOR  trading"}, {"Y",
		"al noor Trading."},
		{"Z", "Gamma"}} {
		b.Do(&customer.Open{Code: c[0], Name: c[1]})
	}
	b.Do(&bill.Issue{Customer: "X", Number: "TINY", Doc: "2025-06-01", Due: "2025-06-10", Amount: "0.75"})
	b.Do(&bill.Issue{Customer: "X", Number: "YEN", Doc: "2025-06-01", Due: "2025-06-10", Amount: "1", Currency: "JPY"})
	b.Do(&bill.Issue{Customer: "X", Number: "TWO", Doc: "2025-06-01", Due: "2025-06-10", Amount: "1.01"})
	b.Do(&bill.Issue{Customer: "Y", Number: "OLD", Doc: "2025-03-01", Due: "2025-04-01", Amount: "100"})
	b.Do(&bill.Issue{Customer: "Z", Number: "NODUE", Doc: "2025-06-01", Amount: "50"})
	b.Do(&receipt.Record{Customer: "Y", Type: "cash", Number: "R1", Amount: "30", Date: "2025-05-01", Mode: "none"})
	b.Do(&receipt.Record{Customer: "Z", Type: "cash", Number: "R2", Amount: "60", Date: "2025-06-14", Mode: "none"})
	b.Do(&receipt.Record{Customer: "12", Type: "cash", Number: "R3", Amount: "5", Date: "2025-01-01", Mode: "none"})
	return b
}

func TestList(t *testing.T) {
	b := sample(t)
	l := compute(t, b, cleaning.Query{AsOf: b.Today})
	var out bytes.Buffer
	if err := render.WriteTable(&out, l.Table(), text.Isolate); err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "table", out.String())
	js, err := l.AppendJSON(nil)
	if err != nil || !json.Valid(js) {
		t.Error(err, string(js))
	}
	reporttest.Golden(t, "json", string(js))
	if l := compute(t, b, cleaning.Query{AsOf: b.Today, Residue: 101, Only: cleaning.Residue,
		Within: []ledger.Scope{{By: ledger.ByCustomer, Key: "X"}}}); len(l.Rows) != 3 ||
		l.Counts[cleaning.Residue] != 3 {
		t.Errorf("%+v", l)
	}
	b.Read(func(v *book.View) error {
		if _, err := cleaning.Compute(v, cleaning.Query{Only: "dust"}); book.FieldOf(err) != "kind" {
			t.Error(err)
		}
		return nil
	})
}

// Posting the remedies, with what a person adds, leaves nothing to clean but what is
// for people to settle.
func TestRemediesArePosted(t *testing.T) {
	b := sample(t)
	for _, r := range compute(t, b, cleaning.Query{AsOf: b.Today}).Rows {
		if move, ok := r.Remedy.(*bill.Reschedule); ok {
			move.Due = "2025-07-01"
		}
		if r.Kind != cleaning.Unapplied || r.Customer != "Y" { // applied as a credit beside a debit before
			b.Do(r.Remedy)
		}
	}
	l := compute(t, b, cleaning.Query{AsOf: b.Today})
	if l.Counts[cleaning.Residue] != 0 || l.Counts[cleaning.Beside] != 0 || l.Counts[cleaning.Unapplied] != 1 {
		t.Errorf("%+v", l.Rows)
	}
}
