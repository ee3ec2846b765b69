package desk_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/report/lists"
)

// filesDesk is a desk on an empty book, on a fixed day.
func filesDesk(t *testing.T) *desk.Desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "b.db")
	o := desk.Options{Who: "mona", Clock: func() time.Time { return time.Date(2025, 6, 15, 9, 0, 0, 0, time.UTC) }}
	err := desk.Create(path, "Test Trading", "SAR", o)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if found, err := d.Book().Verify(context.Background(), book.Deep); err != nil || len(found) > 0 {
			t.Errorf("verify: %v %v", found, err)
		}
		_ = d.Close()
	})
	return d
}

func post(t *testing.T, d *desk.Desk, commands ...book.Command) {
	t.Helper()
	for _, c := range commands {
		if _, err := d.Do(desk.NewKey(), c); err != nil {
			t.Fatalf("%s: %v", c.Kind(), err)
		}
	}
}

// shop has two customers with bills.
func shop(t *testing.T) *desk.Desk {
	d := filesDesk(t)
	post(t, d, &customer.Open{Code: "C1", Name: "=Al Noor"}, &customer.Open{Code: "C2", Name: "شركة البحر"})
	for i, amount := range []string{"100.00", "250.00", "500.00"} {
		n := fmt.Sprintf("INV-%d", i+1)
		post(t, d, &bill.Issue{Customer: "C1", Number: n, Type: "invoice", Doc: "2025-04-01",
			Due: fmt.Sprintf("2025-05-%02d", i+1), Amount: amount})
	}
	post(t, d, &bill.Issue{Customer: "C2", Number: "B-1", Type: "invoice", Doc: "2025-04-01", Due: "2025-05-01",
		Amount: "80.00"})
	return d
}

func file(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func plan(t *testing.T, d *desk.Desk, path string, o desk.ImportOptions) *desk.ImportPlan {
	t.Helper()
	p, err := d.PlanImport(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// take takes a file in, and proves that the same file again changes nothing.
func take(t *testing.T, d *desk.Desk, path string, o desk.ImportOptions) *desk.ImportPlan {
	t.Helper()
	p := plan(t, d, path, o)
	if _, err := d.RunImport(context.Background(), p, nil); err != nil {
		t.Fatal(err)
	}
	if again := plan(t, d, path, o); again.Plan.Facts() != 0 || again.Refused() != 0 {
		t.Fatalf("the same file again: %d facts, %v, %+v", again.Plan.Facts(), again.Plan.Refused, again.Plan.Lines)
	}
	return p
}

// rows are a list's rows as they would be exported, joined by bars.
func rows(t *testing.T, d *desk.Desk, what string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.csv")
	if _, err := d.ExportList(what, lists.Query{}, path, false); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")[1:]
}

func refusedWith(t *testing.T, p *desk.ImportPlan, want string) {
	t.Helper()
	if p.Postable() == nil || !strings.Contains(p.Postable().Error(), want) {
		t.Errorf("%v does not say %q", p.Postable(), want)
	}
}

func TestReceiptsBesideAnERP(t *testing.T) {
	d := shop(t)
	head := "Customer,Receipt No,Receipt Date,Amount,Kind,Reference,Text"
	p := take(t, d, file(t, "r.csv", head, "C1,R-7,2025-06-01,120.00,cash,REF,paid at the desk"),
		desk.ImportOptions{})
	if p.Plan.Count[intake.New] != 1 || p.Parsed.Kind != intake.Receipts {
		t.Fatalf("%+v %s", p.Plan.Count, p.Parsed.Kind)
	}
	if got := rows(t, d, "receipts"); !strings.Contains(got[0], "R-7,cash,2025-06-01,SAR,120.00,0.00,REF,paid at") {
		t.Fatal(got)
	}
	for _, other := range []string{"C1,R-7,2025-06-01,121.00,cash,REF,", "C1,R-7,2025-06-02,120.00,cash,REF,",
		"C1,R-7,2025-06-01,120.00,transfer,REF,", "C1,R-7,2025-06-01,120.00,,OTHER,", "C2,R-7,2025-06-01,120.00,,,"} {
		p := plan(t, d, file(t, "r.csv", head, other), desk.ImportOptions{})
		if p.Plan.Count[intake.Differs] != 1 || p.Plan.Facts() > 1 {
			t.Errorf("%s: %+v", other, p.Plan.Lines)
		}
	}
}

func TestApplicationsAndRemittances(t *testing.T) {
	d := shop(t)
	post(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Date: "2025-06-01", Amount: "300", Number: "R-1",
		Mode: "none"}, &receipt.Record{Customer: "C1", Type: "transfer", Date: "2025-06-02", Amount: "400",
		Number: "R-2", Mode: "none"})
	head := "Receipt No,Bill No,Amount,Date"
	for row, want := range map[string]string{
		"R-1,INV-1,100.01,2025-06-03": "bill INV-1 has 100.00 left: 100.01 cannot be applied",
		"R-1,INV-3,300.01,2025-06-03": "receipt R-1 has 300.00 left", "R-9,INV-1,1,2025-06-03": "no receipt R-9",
		"R-1,B-1,1,2025-06-03": "not on the account of receipt R-1", "R-1,X,1,2025-06-03": "no bill X",
		"R-1,INV-1,1,2025-05-31": "before the receipt (2025-06-01)", "R-1,INV-1,1,2025-06-16": "lies ahead"} {
		refusedWith(t, plan(t, d, file(t, "a.csv", head, row), desk.ImportOptions{}), want)
	}
	// two rows of one file together
	refusedWith(t, plan(t, d, file(t, "a.csv", head, "R-1,INV-2,200,2025-06-03", "R-2,INV-2,60,2025-06-03"),
		desk.ImportOptions{}), "bill INV-2 has 50.00 left")
	take(t, d, file(t, "a.csv", head, "R-1,INV-1,60,2025-06-03", "R-1,INV-1,40,2025-06-04",
		"R-1,INV-2,200,2025-06-05"), desk.ImportOptions{})
	p := plan(t, d, file(t, "a.csv", head, "R-1,INV-2,150,2025-06-05"), desk.ImportOptions{})
	if p.Plan.Count[intake.Differs] != 1 || p.Plan.Facts() != 0 {
		t.Errorf("%+v", p.Plan.Lines)
	}
	// a list without the receipt finds it by what is left
	list := file(t, "list.csv", "Invoice No,Amount", "INV-2,50.00", "INV-3,350.00")
	p = take(t, d, list, desk.ImportOptions{})
	if p.Parsed.Kind != intake.Remittance || p.CutOffWhy() != "" || !strings.Contains(p.Plan.Lines[0].Text, "R-2") {
		t.Fatalf("%s %q %+v", p.Parsed.Kind, p.CutOffWhy(), p.Plan.Lines)
	}
	want := []string{"R-1,INV-1,,60.00,SAR,2025-06-03,C1", "R-1,INV-1,,40.00,SAR,2025-06-04,C1",
		"R-1,INV-2,,200.00,SAR,2025-06-05,C1", "R-2,INV-2,,50.00,SAR,2025-06-15,C1",
		"R-2,INV-3,,350.00,SAR,2025-06-15,C1"}
	if got := rows(t, d, "applications"); !slices.Equal(got, want) {
		t.Fatal(strings.Join(got, "\n"))
	}
}

func TestARemittanceListThatFitsSeveralReceiptsNamesThem(t *testing.T) {
	d := shop(t)
	for _, n := range []string{"R-1", "R-2"} {
		post(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Date: "2025-06-01", Amount: "300", Number: n,
			Mode: "none"})
	}
	list := file(t, "list.csv", "Invoice No,Amount,Receipt Total", "INV-1,100.00,300.00", "INV-2,200.00,300.00")
	_, err := d.PlanImport(context.Background(), list, desk.ImportOptions{})
	if book.FieldOf(err) != "receipt" || !strings.Contains(err.Error(), "R-1 (300.00 of 2025-06-01), R-2") {
		t.Fatal(err)
	}
	take(t, d, list, desk.ImportOptions{Receipt: "R-2"})
	if got := rows(t, d, "applications"); len(got) != 2 || !strings.HasPrefix(got[0], "R-2,INV-1") {
		t.Fatal(got)
	}
	post(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "310", Number: "R-3", Mode: "none"})
	if _, err := d.PlanImport(context.Background(), list, desk.ImportOptions{Receipt: "R-3"}); err == nil ||
		!strings.Contains(err.Error(), "another amount") {
		t.Fatal(err)
	}
}

// A credit the customer took off is applied beside the payment; the list taken again
// changes nothing.
func TestARemittanceListTakesCreditsOff(t *testing.T) {
	d := shop(t)
	post(t, d, &receipt.Record{Customer: "C1", Type: "credit note", Number: "CN-1", About: "INV-2", Amount: "70",
		Mode: "none"}, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "280", Number: "R-1", Mode: "none"})
	list := file(t, "list.csv", "Invoice No,Amount", "INV-1,100.00", "INV-2,250.00", "CN-1,-70.00")
	take(t, d, list, desk.ImportOptions{})
	want := []string{"R-1,INV-1,,100.00,SAR,2025-06-15,C1", "CN-1,INV-2,,70.00,SAR,2025-06-15,C1",
		"R-1,INV-2,,180.00,SAR,2025-06-15,C1"}
	if got := rows(t, d, "applications"); !slices.Equal(got, want) {
		t.Fatal(strings.Join(got, "\n"))
	}
	again := file(t, "again.csv", "Invoice No,Amount", "INV-1,100.00", "INV-2,250.00", "CN-1,-70.00", "")
	if p := plan(t, d, again, desk.ImportOptions{}); p.Plan.Facts() != 0 || p.Plan.Count[intake.Unchanged] != 3 {
		t.Errorf("%+v", p.Plan.Lines)
	}
	_, err := d.PlanImport(context.Background(), file(t, "x.csv", "Invoice No,Amount", "INV-1,10", "CN-9,-1"),
		desk.ImportOptions{})
	if err == nil || !strings.Contains(err.Error(), "line 3 takes off CN-9, and the account has no such credit") {
		t.Error(err)
	}
}

func TestChequesComeInOnce(t *testing.T) {
	d := shop(t)
	head := "Customer,Cheque No,Bank,Maturity,Amount,Drawer,Drawer Account,Cheque Type,Received,Received From,Kept " +
		"At,Hold Until,Covers,Note"
	good := []string{head, "C1,000123,SNB,2025-08-01,150.00,Abu Noor,SA01,payment,2025-06-10,the driver,safe 2," +
		"2025-08-05,INV-2,x", "C1,124,SNB,2025-09-01,120.00,,,,,,,,,", "C1,9,ANB,2025-09-01,1000.00,,,guarantee,,,,,,"}
	p := take(t, d, file(t, "c.csv", good...), desk.ImportOptions{})
	if p.Parsed.Kind != intake.Cheques || p.Plan.Count[intake.New] != 3 {
		t.Fatalf("%s %+v", p.Parsed.Kind, p.Plan)
	}
	got := rows(t, d, "cheques")
	want := "C1,'=Al Noor,000123,SNB,2025-08-01,150.00,SAR,Abu Noor,,SA01,payment,2025-06-10,the driver,safe 2," +
		"2025-08-05,received,2025-06-10 received,INV-2 = 150.00,x"
	// the second covers what the first left, oldest due first
	if !slices.Contains(got, want) || !strings.Contains(got[1], "INV-1 = 100.00; INV-2 = 20.00") {
		t.Fatal(strings.Join(got, "\n"))
	}
	before := rows(t, d, "cheques")
	refusedWith(t, plan(t, d, file(t, "c.csv", head, "C1,55,SNB,2025-08-01,1.00,,,,,,,,,", "C9,56,SNB,2025-08-01,1.00,"+
		",,,,,,,,"), desk.ImportOptions{}), "no customer C9")
	refusedWith(t, plan(t, d, file(t, "c.csv", head, "C1,57,SNB,2025-08-01,1.00,,,,2025-06-16,,,,,"),
		desk.ImportOptions{}), "lies ahead")
	if p := plan(t, d, file(t, "c.csv", head, "C1,124,SNB,2025-09-02,120.00,,,,,,,,,"), desk.ImportOptions{}); p.Plan.
		Count[intake.Differs] != 1 || p.Plan.Facts() != 0 {
		t.Fatalf("%+v", p.Plan.Lines)
	}
	if !slices.Equal(before, rows(t, d, "cheques")) {
		t.Error("a preview changed the register")
	}
	post(t, d, &cheque.Shift{Cheques: []string{"000123"}, Move: "return", Reason: "asked back"})
	if p := plan(t, d, file(t, "c.csv", good...), desk.ImportOptions{}); p.Plan.Facts() != 0 {
		t.Fatalf("a cheque that was given back came in again: %+v", p.Plan.Lines)
	}
}

// A book written out as files and taken in by an empty one is the same book, as CSV
// and as XLSX.
func TestListsComeBack(t *testing.T) {
	for _, ending := range []string{".csv", ".xlsx"} {
		a, b := shop(t), filesDesk(t)
		post(t, a, &receipt.Record{Customer: "C1", Type: "cash", Date: "2025-06-01", Amount: "120", Number: "+R-1",
			Reference: "@x"}, &receipt.Record{Customer: "C2", Type: "cheque", Date: "2025-06-01", Amount: "5",
			Number: "R-2", Mode: "none"}, &cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: "77",
			Amount: "90.50", Maturity: "2025-09-01", Bank: "-SNB"}},
			&promise.Take{Customer: "C1", Amount: "10", Date: "+3", Method: "cheque", Matures: "+9", From: "=Abu"},
			&promise.Take{Customer: "C1", Method: "cash", Plan: []promise.PlanPart{{Date: "+5", Amount: "4"},
				{Date: "+8", Amount: "5"}}})
		dir := t.TempDir()
		for _, l := range lists.All() {
			path := filepath.Join(dir, l.Name+ending)
			if _, err := a.ExportList(l.Name, lists.Query{}, path, false); err != nil {
				t.Fatal(err)
			}
			if _, err := a.ExportList(l.Name, lists.Query{}, path, false); !errors.Is(err, desk.ErrFileThere) {
				t.Fatal(err)
			}
			o := desk.ImportOptions{Unapplied: true}
			if l.Name == "bills" { // what is open follows from the applications
				o.Kind, o.Map = intake.Bills, map[string]string{"open": ""}
			}
			if p := plan(t, a, path, o); len(p.Plan.Lines) != 0 {
				t.Errorf("%s%s changes its own book: %+v", l.Name, ending, p.Plan.Lines)
			}
			take(t, b, path, o)
		}
		for _, l := range lists.All() {
			x := strings.Join(rows(t, a, l.Name), "\n")
			y := strings.ReplaceAll(strings.Join(rows(t, b, l.Name), "\n"), "from receipts"+ending, "")
			if x != y {
				t.Errorf("%s%s:\n%s\ncame back as\n%s", l.Name, ending, x, y)
			}
		}
	}
}
