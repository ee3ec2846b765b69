package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
)

func testDesk(t testing.TB) *Desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "find.db")
	o := Options{Who: "mona", Clock: func() time.Time { return time.Date(2025, 6, 15, 9, 0, 0, 0, time.UTC) }}
	if err := Create(path, "Test Trading", "SAR", o); err != nil {
		t.Fatal(err)
	}
	d, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func post(t testing.TB, d *Desk, commands ...book.Command) {
	t.Helper()
	for _, c := range commands {
		if _, err := d.Do(NewKey(), c); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFindByWhatACallerSays(t *testing.T) {
	d := testDesk(t)
	post(t, d, &customer.Open{Code: "C-1", Name: "Al Noor Trading", Arabic: "شركة النُّور للتجارة", Branch: "Jeddah",
		Collector: "mona", TaxNumber: "300123456700003", People: []customer.Contact{{Name: "Ahmed Salem",
			Phones: []customer.Phone{{Number: "050 123 4567"}}}}},
		&customer.Open{Code: "C-2", Name: "Bright Homes", Branch: "Riyadh"},
		&bill.Issue{Customer: "C-1", Number: "INV-2040", Due: "2025-06-01", Doc: "2025-05-01", Amount: "1250",
			PO: "PO-77-A"},
		&bill.Issue{Customer: "C-2", Number: "INV-31", Due: "2025-07-01", Doc: "2025-05-01", Amount: "99.50"},
		&receipt.Record{Customer: "C-2", Type: "cash", Amount: "20"})
	for query, want := range map[string]string{
		"c-1": "C-1 ", "noor": "C-1 ", "النور": "C-1 شركة النُّور للتجارة", "AHMED": "C-1 Ahmed Salem",
		"0501234567":    "C-1 phone +966 50 123 4567, Ahmed Salem",
		"+966501234567": "C-1 phone +966 50 123 4567, Ahmed Salem",
		"٠٥٠١٢٣٤٥٦٧":    "C-1 phone +966 50 123 4567, Ahmed Salem",
		"3001234567":    "C-1 tax number 300123456700003", "inv-20": "C-1 bill INV-2040", "po-77": "C-1 PO PO-77-A",
		"nobody at all": "",
	} {
		f, err := d.Find(FindQuery{Text: query, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		if got := show(f); got != want {
			t.Errorf("%q finds %q, not %q", query, got, want)
		}
	}
	for query, want := range map[string]string{"040": "C-1 bill INV-2040", "1,250": "C-1 1,250.00 on bill INV-2040",
		"79.50": "C-2 79.50 on bill INV-31", "99.50": "C-2 99.50 on bill INV-31", "name": ""} {
		f, err := d.FindInBills(query, 5)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(f); got != want {
			t.Errorf("%q in bills finds %q, not %q", query, got, want)
		}
		if len(f.Hits) == 1 && (f.Hits[0].Bill == "" || !strings.HasSuffix(want, f.Hits[0].Bill)) {
			t.Errorf("%q in bills is on bill %q", query, f.Hits[0].Bill)
		}
	}
	f, err := d.Find(FindQuery{Limit: 1})
	if err != nil || !f.More || len(f.Hits) != 1 {
		t.Errorf("%+v %v", f, err)
	}
	if o := f.Hits[0].Owes; len(o) != 1 || o[0].Balance != 125000 || o[0].Overdue != 125000 {
		t.Errorf("C-1 owes %+v", o)
	}
	for want, q := range map[string]FindQuery{"C-1 ": {Branch: "jeddah"}, "C-2 ": {NoPhone: true},
		"":    {Collector: "ali"},
		"C-2": {NoCollector: true, Status: "active"}} {
		q.Limit = 9
		if f, err := d.Find(q); err != nil || strings.TrimSpace(show(f)) != strings.TrimSpace(want) {
			t.Errorf("%+v finds %q %v", q, show(f), err)
		}
	}
}

func show(f Found) (s string) {
	for i, h := range f.Hits {
		if i > 0 {
			s += "; "
		}
		s += h.Customer.Code + " " + h.Matched
	}
	return s
}

// TestFindSeesWhatWasJustPosted: the searched texts are kept between questions,
// through postings that touch no customer, and never longer.
func TestFindSeesWhatWasJustPosted(t *testing.T) {
	d := testDesk(t)
	find := func(want string) *customer.Finder {
		t.Helper()
		f, err := d.Find(FindQuery{Text: "noor", Limit: 5})
		if err != nil || show(f) != want {
			t.Fatalf("found %q, not %q: %v", show(f), want, err)
		}
		return d.names
	}
	find("")
	post(t, d, &customer.Open{Code: "C-1", Name: "Al Noor Trading"})
	kept := find("C-1 ")
	post(t, d, &bill.Issue{Customer: "C-1", Number: "1", Due: "2025-06-01", Doc: "2025-05-01", Amount: "5"})
	if find("C-1 ") != kept {
		t.Error("a bill made the names be read anew")
	}
	post(t, d, &customer.Open{Code: "C-2", Name: "Al Noor Holding"})
	if find("C-1 ; C-2 ") == kept {
		t.Error("the names are old")
	}
}

// BenchmarkFind searches 200,000 names as a person types.
func BenchmarkFind(b *testing.B) {
	d := testDesk(b)
	c := &intake.Import{File: "c.csv", SHA256: "x", Holds: intake.Customers, Source: "c"}
	for i := range 200_000 {
		c.Customers = append(c.Customers, intake.CustomerRow{Code: fmt.Sprintf("C%06d", i), Currency: "SAR",
			Name: fmt.Sprintf("Company Number %d Trading Establishment", i), NameAr: "مؤسسة الشركة للتجارة",
			Contact: "Somebody", Phones: []string{fmt.Sprintf("05%08d", i*7)}, Line: int32(i + 2)})
	}
	if _, err := d.Bulk(context.Background(), NewKey(), c, nil); err != nil {
		b.Fatal(err)
	}
	for _, q := range []string{"", "company", "199999", "nobody here", "0500001400", "الشركه"} {
		b.Run("q="+q, func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Find(FindQuery{Text: q, Limit: 200}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
