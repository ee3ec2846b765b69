// Package office opens a small company for tests of screens: a book with a few
// customers, bills, contacts and promises, a fixed clock, and the desk of one of
// its officers. It must never be imported by anything but tests.
package office

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// Office is a desk whose clock the test moves.
type Office struct {
	*desk.Desk
	t   testing.TB
	now time.Time
}

// zone is the company's: three hours ahead, all year.
var zone = time.FixedZone("AST", 3*3600)

// Empty opens a company without customers, on Sunday 15 June 2025 at 10:00.
func Empty(t testing.TB) *Office {
	t.Helper()
	o := &Office{t: t, now: time.Date(2025, 6, 15, 10, 0, 0, 0, zone)}
	path := filepath.Join(t.TempDir(), "office.db")
	opt := desk.Options{Who: "mona", Clock: func() time.Time { return o.now }}
	if err := desk.Create(path, "Office Trading Co.", "SAR", opt); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	o.Desk = d
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Must(&company.Set{Field: "iban", Value: "SA0380000000608010167519"})
	o.Must(&company.Set{Field: "bank", Value: "Bank of the Office"})
	return o
}

// At moves the clock to a time of a day.
func (o *Office) At(day civil.Date, hour, minute int) {
	y, m, d := day.YMD()
	o.now = time.Date(y, time.Month(m), d, hour, minute, 0, 0, zone)
}

// Must posts a command and fails the test when it is refused.
func (o *Office) Must(c book.Command) {
	o.t.Helper()
	if _, err := o.Do(desk.NewKey(), c); err != nil {
		o.t.Fatalf("%s: %v", c.Kind(), err)
	}
}

// customers are the company's: code, name, Arabic name, collector, phone.
var customers = [][5]string{
	{"C1", "Al Noor Trading Co", "شركة النور للتجارة", "mona", "+966 11 555 0101"},
	{"C2", "شركة البحر الأزرق", "شركة البحر الأزرق", "mona", "+966 12 555 0202"},
	{"C3", "Zahra Contracting and General Maintenance Establishment", "", "mona", ""},
	{"C4", "Salem & Sons", "", "huda", "+966 13 555 0404"},
	{"C5", "Palm Hotels", "", "", "+966 14 555 0505"},
}

// Sample opens a company with five customers, three of them mona's: bills old
// and new, a part payment, a promise broken and one open, contacts.
func Sample(t testing.TB) *Office {
	t.Helper()
	o := Empty(t)
	today := o.Today()
	o.At(today-60, 9, 0)
	for _, c := range customers {
		open := &customer.Open{Code: c[0], Name: c[1], Arabic: c[2], Collector: c[3], Branch: "Riyadh"}
		if c[4] != "" {
			open.People = []customer.Contact{{Name: "Accounts of " + c[0], Role: "accountant",
				Phones: []customer.Phone{{Number: c[4], Ext: "12"}}}}
		}
		o.Must(open)
	}
	for i, b := range []struct {
		customer string
		due      int
		amount   string
	}{{"C1", -45, "12000"}, {"C1", -10, "8000"}, {"C1", 20, "5000"}, {"C2", -75, "30000"}, {"C2", -5, "1500.50"},
		{"C3", -3, "700"},
		{"C4", -20, "9000"}, {"C5", -1, "2500"}} {
		o.Must(&bill.Issue{Customer: b.customer, Number: fmt.Sprintf("INV-%03d", i+1), Doc: (today - 50 +
			civil.Date(min(b.due, 0)/2)).String(),
			Due: (today + civil.Date(b.due)).String(), Amount: b.amount, PO: fmt.Sprintf("PO-%d", 70+i)})
	}
	o.At(today-12, 11, 0)
	o.Must(&contact.Log{Customer: "C2", Person: "Accounts of C2", Result: "promised", Note: "will pay half",
		Promise: &contact.Pledge{Amount: "15000", Date: (today - 7).String(), Method: "transfer"}})
	o.At(today-4, 10, 30)
	o.Must(&contact.Log{Customer: "C1", Result: "no answer", NextDate: today.String(), NextTime: "09:30"})
	o.Must(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "2000", Reference: "TRX-1"})
	o.Must(&promise.Take{Customer: "C1", Amount: "3000", Date: (today + 2).String(), Bills: []string{"INV-002"}})
	o.At(today, 10, 0)
	return o
}
