package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/receipt"
	"duebook/internal/report/day"
)

// printed is what a file of a print says.
func printed(t *testing.T, write func(path string, over bool) error, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := write(path, false); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A day of money in two currencies and of words that would be formulas is on every sheet
// whole, and harmless.
func TestPrintsTellAllAndAreHarmless(t *testing.T) {
	m := newTeam(t)
	m.do("salem", &bill.Issue{Customer: "H1", Number: "K1", Doc: "2025-04-01", Due: "2025-05-01", Amount: "90",
		Currency: "KWD"})
	m.do("huda", &receipt.Record{Customer: "H1", Type: "cash", Amount: "12.345", Currency: "KWD", Number: "R1"})
	m.do("huda", &receipt.Record{Customer: "H2", Type: "cash", Amount: "70", Number: "R2"})
	m.do("omar", &receipt.Record{Customer: "O1", Type: "cash", Amount: "30.5", Number: "=R3"})
	m.do("huda", &contact.Log{Customer: "H2", Result: "no answer", Note: "=cmd|' /C calc'!A0"})
	m.do("huda", &dayreport.Remark{Line: day.Cash, Text: "<b>=1+1</b>"})
	officer := func(path string, over bool) error { return m.desk("salem").PrintDay("huda", 0, path, over) }
	review := func(path string, over bool) error { return m.desk("salem").PrintReview(0, path, over) }
	if s := printed(t, officer, "o.html"); !strings.Contains(s, "70.00, 12.345 KWD") || strings.Contains(s, "<b>=1") {
		t.Error(s)
	}
	if s := printed(t, review, "r.html"); !strings.Contains(s, "100.50") || !strings.Contains(s, "12.345") {
		t.Error("the department's sheet lacks money: " + s)
	}
	for _, name := range []string{"o.csv", "r.csv"} {
		s := printed(t, map[string]func(string, bool) error{"o.csv": officer, "r.csv": review}[name], name)
		if strings.Contains(s, ",=") || strings.Contains(s, "\n=") {
			t.Errorf("%s: %s", name, s)
		}
	}
}

// pages is how many sheets a print takes.
func pages(pdf string) int { return strings.Count(pdf, "/Type /Page\n") }

// An officer's day of three hundred customers and of long words is one sheet but for the
// words.
func TestOneSheetHoldsADay(t *testing.T) {
	m := newTeam(t)
	for n := range 300 {
		code := fmt.Sprint("N", n)
		m.do("salem", &customer.Open{Code: code, Name: "Customer with a rather long name of its own " + code,
			Collector: "huda"})
		m.do("huda", &contact.Log{Customer: code, Result: "no answer", Note: strings.Repeat("rang twice ", 12)})
	}
	officer := func(path string, over bool) error { return m.desk("salem").PrintDay("huda", 0, path, over) }
	if n := pages(printed(t, officer, "o.pdf")); n != 1 {
		t.Errorf("%d sheets", n)
	}
	for n := range 20 {
		m.do("huda", &receipt.Record{Customer: fmt.Sprint("N", 280+n), Type: "cash", Amount: "3",
			Number: fmt.Sprint(n)})
	}
	s := printed(t, officer, "o.html")
	if n := strings.Count(s, ">3.00<"); n != customersMost || !strings.Contains(s, ">21.00<") ||
		!strings.Contains(s, ">60.00<") {
		t.Errorf("%d customers who paid, and the rest does not foot: %s", n, s)
	}
	m.do("huda", &dayreport.Remark{Text: strings.Repeat("كلمة ", 199)})
	m.do("huda", &dayreport.Remark{Line: day.Cash, Text: strings.Repeat("w", 1000)})
	if n := pages(printed(t, officer, "o.pdf")); n > 2 {
		t.Errorf("%d sheets", n)
	}
}
