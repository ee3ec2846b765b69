package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/letter"
	"duebook/internal/report/statement"
)

// withStatements is a book of five customers: Arabic, dinars, two whose codes make one
// file's name, and one without anything.
func withStatements(t *testing.T) *Desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.db")
	opt := Options{Who: "Mona", Clock: func() time.Time { return time.Date(2025, 6, 15, 10, 0, 0, 0, time.UTC) }}
	if err := Create(path, "شركة الخليج", "SAR", opt); err != nil {
		t.Fatal(err)
	}
	d, err := Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	for n, c := range []book.Command{&company.Set{Field: "iban", Value: "SA0380000000608010167519"},
		&customer.Open{Code: "C1", Name: "شركة النور", Latin: "Al Noor"},
		&customer.Open{Code: "A/1", Name: "Slash"}, &customer.Open{Code: "A_1", Name: "Dash"},
		&customer.Open{Code: "E", Name: "Empty"},
		&bill.Issue{Customer: "C1", Number: "ف-1", Doc: "2025-04-01", Due: "2025-05-01", Amount: "100.50"},
		&bill.Issue{Customer: "C1", Number: "KW", Doc: "2025-04-01", Due: "2025-05-01", Amount: "7.125",
			Currency: "KWD"},
		&bill.Issue{Customer: "A/1", Number: "S", Doc: "2025-04-01", Due: "2025-05-01", Amount: "1"},
		&bill.Issue{Customer: "A_1", Number: "D", Doc: "2025-04-01", Due: "2025-05-01", Amount: "2"},
		&bill.Issue{Customer: "A_1", Number: "D2", Doc: "2025-06-14", Due: "2025-07-01", Amount: "3"}} {
		if _, err := d.Do(string(rune('a'+n)), c); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// The letters of all who are overdue have a file for each account, also where two
// codes make one name; stopping keeps what is there and says so.
func TestStatementsOfTheOverdue(t *testing.T) {
	d := withStatements(t)
	from, to := civil.New(2025, 4, 1), d.AsOf()
	codes, err := d.Overdue(to, "")
	if err != nil || strings.Join(codes, " ") != "A/1 A_1 C1" {
		t.Fatal(codes, err)
	}
	if kw, _ := d.Overdue(to, "kwd"); strings.Join(kw, " ") != "C1" {
		t.Error(kw)
	}
	told := 0
	b := Batch{Codes: codes, From: from, To: to, Form: "html", Folder: d.BatchFolder(to),
		Progress: func(done, total int) { told = done*10 + total }}
	w, err := d.WriteStatements(context.Background(), b)
	if err != nil || w.Files != 4 || w.Customers != 3 || told != 33 {
		t.Errorf("%+v, told %d: %v", w, told, err)
	}
	files, _ := filepath.Glob(filepath.Join(w.Folder, "*"))
	all := ""
	for _, f := range files {
		content, _ := os.ReadFile(f)
		all += string(content)
	}
	for _, want := range []string{"شركة النور", "Al Noor", "كشف حساب", "ف-1", "7.125", "SA0380000000608010167519",
		"Slash", "Dash", "غير مستحق", "شركة الخليج"} {
		if !strings.Contains(all, want) {
			t.Errorf("no letter says %s", want)
		}
	}
	if len(files) != 4 {
		t.Error(files)
	}
	if n := strings.Count(all, ">شركة الخليج<"); n != 8 { // the one spelling on both sides of each letter
		t.Errorf("the company's name stands %d times", n)
	}
	gone, stop := context.WithCancel(context.Background())
	stop()
	if w, err = d.WriteStatements(gone, b); !errors.Is(err, context.Canceled) || w.Customers == 3 {
		t.Errorf("%+v %v", w, err)
	}
	b.Codes = []string{"C1", "nobody"}
	if _, err = d.WriteStatements(context.Background(), b); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Error(err)
	}
	b.Form = "doc"
	if _, err = d.WriteStatements(context.Background(), b); book.FieldOf(err) != "format" {
		t.Error(err)
	}
}

// A statement is written in every form; a file of somebody else's stays as it is.
func TestStatementForms(t *testing.T) {
	d := withStatements(t)
	all, err := d.Statements(statement.Query{Customer: "C1", From: civil.New(2025, 6, 1), To: d.AsOf()})
	if err != nil || len(all) != 2 || all[0].Closing != 7125 {
		t.Fatal(all, err)
	}
	if _, err := d.Do("latin", &company.Set{Field: "name_en", Value: "Al Khaleej Co."}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Do("where", &customer.Edit{Customer: "C1", Field: "address", Value: "حي المها; 12211"}); err != nil {
		t.Fatal(err)
	}
	l, err := d.statementLetter(&all[0])
	if err != nil || len(l.To) != 3 || l.To[0].AR == "" || l.To[2] != (letter.Both{AR: "12211"}) {
		t.Error(l.To, err)
	}
	if l.From[0] != (letter.Both{EN: "Al Khaleej Co.",
		AR: "شركة الخليج"}) {
		t.Error(l.From)
	}
	for form, start := range map[string]string{"pdf": "%PDF-", "html": "<!doctype html>", "csv": "\ufeffkind,",
		"xlsx": "PK"} {
		path, err := d.WriteStatement(&all[0], form, d.StatementPath(&all[0], form))
		content, _ := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(content), start) {
			t.Errorf("%s: %v", form, err)
		}
	}
	mine := filepath.Join(t.TempDir(), "x.pdf")
	if _, err := d.WriteStatement(&all[0], "pdf", mine); err != nil {
		t.Error(err)
	}
	if _, err := d.WriteStatement(&all[0], "pdf", mine); err == nil {
		t.Error("a file was written over")
	}
}

// A letter has Arabic words for every kind of bill and receipt.
func TestWordsOfLetters(t *testing.T) {
	for k := bill.Kind(1); !strings.HasPrefix(k.String(), "kind "); k++ {
		if said(k.String(), true).AR == "" {
			t.Errorf("a letter has no Arabic for a bill of the kind %q", k)
		}
	}
	for k := receipt.Kind(1); !strings.HasPrefix(k.String(), "kind "); k++ {
		if said(k.String(), false).AR == "" {
			t.Errorf("a letter has no Arabic for a receipt of the kind %q", k)
		}
	}
	if b := bothNames(&customer.Customer{Name: "شركة", Latin: "Co"}); b != (letter.Both{EN: "Co", AR: "شركة"}) {
		t.Error(b)
	}
	if b := bothNames(&customer.Customer{Name: "Co", Arabic: "شركة"}); b != (letter.Both{EN: "Co", AR: "شركة"}) {
		t.Error(b)
	}
}
