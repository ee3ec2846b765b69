package allocate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func start(t *testing.T, o *office.Office, arg desk.ReceiptArg, w, h int) *uitest.Driver {
	return uitest.StartScreen(t, New(o.Desk, arg), w, h)
}

// owed is what a customer owes, and what is unapplied.
func owed(t *testing.T, o *office.Office, code string) string {
	t.Helper()
	a, err := o.Allocation(desk.ReceiptArg{Code: code})
	if err != nil {
		t.Fatal(err)
	}
	return a.Money.Plain(a.Owed) + " " + a.Money.Plain(a.Unapplied)
}

func TestTheProposalIsPostedWithOneKey(t *testing.T) {
	o := office.Empty(t)
	o.Must(&customer.Open{Code: "F", Name: "Fifty Bills"})
	for i := range 50 {
		o.Must(&bill.Issue{Customer: "F", Number: fmt.Sprintf("INV-%02d", i+1), Doc: "2025-01-01",
			Due: civil.New(2025, 2, 1).Add(i).String(), Amount: "100"})
	}
	d := start(t, o, desk.ReceiptArg{Code: "F"}, 80, 24)
	d.Keys("type:5000", "ctrl+s")
	d.See("receipt of 5,000.00 SAR posted")
	if got := owed(t, o, "F"); got != "0.00 0.00" {
		t.Error(got)
	}
}

func TestAnOfficerOverridesTheProposal(t *testing.T) {
	o := office.Sample(t)
	o.Must(&company.Set{Field: "withholding", Value: "egypt"})
	d := start(t, o, desk.ReceiptArg{Code: "C1", Bill: "INV-002"}, 80, 24)
	d.Play(`
		see Receipt from Al Noor Trading Co
		see owes 23,000.00 SAR
		type 9700
		see applied 9,700.00 · unapplied 0.00
		see 1,700.00 8,300.00 open
		golden first80
		key ctrl+d
		see mark
		key m m
		see marked by hand
		see unapplied 9,700.00
		key enter
		type 7760
		key enter
		see 7,760.00
		dialog Why is INV-002 left short by 240.00?
		golden why80
		key w
		dialog Withholding on INV-002
		key down right right
		see the rate for services
		key ctrl+s
		see withholding 240.00
		key g
		key enter
		type 1940
		key enter o
		see 8,060.00 open
		golden marked80
		key ctrl+s
		note receipt of 9,700.00 SAR posted
	`, nil)
	if got := owed(t, o, "C1"); got != "13060.00 0.00" {
		t.Error(got)
	}
	seq, command, err := o.Undoable()
	if err != nil || command != "receipt.settle" {
		t.Fatal(command, err)
	}
	if err := o.Undo(desk.NewKey(), seq); err != nil {
		t.Fatal(err)
	}
	if got := owed(t, o, "C1"); got != "23000.00 0.00" {
		t.Error("undone:", got)
	}
}

func TestTooMuchIsRefusedAtTheLine(t *testing.T) {
	o := office.Sample(t)
	start(t, o, desk.ReceiptArg{Code: "C2"}, 80, 24).Play(`
		type 100
		key ctrl+d
		key enter
		type 30000.01
		key enter
		see has 30,000.00 open: 30,000.01 is more
		key esc
		dialog Throw away what you typed?
		key esc
		see [30000.01_]
		key esc enter
		key enter
		type 101
		key enter
		see The receipt has 100.00 left: 101.00 is more
		golden arabic80
		key esc enter m m
		key space o
		see 29,900.00 open
	`, nil)
}

func TestMarksAndReasonsOutliveOtherModesAndChanges(t *testing.T) {
	o := office.Sample(t)
	d := start(t, o, desk.ReceiptArg{Code: "C1"}, 80, 24)
	d.Play(`
		type 9000
		key ctrl+d
		key m m
		key enter
		type 9000
		key enter b
		see bank charge 1,000.00
		key m m m m
		see by document date
		see applied 9,000.00
		not bank charge
		key m
		see marked by hand
		see bank charge 1,000.00
		key =
		dialog How 9,000.00 SAR is spread
		see -9,000.00  on INV-001, due 1 May
		see INV-001: bank charge 1,000.00
		key esc
	`, nil)
	o.Must(&bill.Issue{Customer: "C1", Number: "NEW", Amount: "70", Due: "2025-04-01"})
	d.Send(shell.Changed{})
	d.See("NEW", "4 bills", "bank charge 1,000.00", "applied 9,000.00")
}

// list writes a remittance list.
func list(t *testing.T, rows ...string) string {
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte("Invoice No,Amount\n"+strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestARemittanceListMarksAllAtOnce(t *testing.T) {
	o := office.Sample(t)
	o.Must(&receipt.Record{Customer: "C1", Type: "credit note", Number: "CN-1", Amount: "600", Mode: "none"})
	d := start(t, o, desk.ReceiptArg{Code: "C1"}, 80, 24)
	take := func(path string) {
		d.Keys("ctrl+l", "ctrl+u", "type:"+path, "ctrl+s")
	}
	for row, why := range map[string]string{
		"INV-001,10000.01": "Line 2: bill INV-001 has 10,000.00 open, the list pays 10,000.01",
		"INV-004,5":        "Line 2: bill INV-004 is of another customer",
		"X-1,5":            "Line 2: the book has no bill X-1",
		"INV-003,-5":       "Line 3 takes money off bill INV-003 without naming a credit",
		"CN-9,-5":          "Line 3 takes off CN-9, and the account has no such credit",
		"CN-1,-600.01":     "Line 3 takes more off than credit CN-1 has left (600.00)",
	} {
		rows := []string{row}
		if strings.Contains(row, "-5") || strings.Contains(row, "-6") {
			rows = []string{"INV-002,8000", row}
		}
		take(list(t, rows...))
		d.See("Remittance list")
		said := strings.NewReplacer("│", " ", "─", " ").Replace(d.Frame())
		if !strings.Contains(strings.Join(strings.Fields(said), " "), why) {
			t.Errorf("%s: %q is not said:\n%s", row, why, d.Frame())
		}
		d.Keys("esc", "enter")
	}
	take(list(t, "INV-002,8000", "INV-001,9000", "CN-1,-600"))
	d.Play(`
		see by the remittance list
		see credit CN-1 600.00
		see 16,400.00 SAR · applied 16,400.00 · unapplied 0.00
		golden list80
		key ctrl+s
		note receipt of 16,400.00 SAR posted
	`, nil)
	if got := owed(t, o, "C1"); got != "6000.00 0.00" {
		t.Error(got)
	}
	seq, _, err := o.Undoable()
	if err == nil {
		err = o.Undo(desk.NewKey(), seq)
	}
	if got := owed(t, o, "C1"); err != nil || got != "22400.00 600.00" {
		t.Error(err, "undone:", got)
	}
}

func TestAReferenceIsMatched(t *testing.T) {
	o := office.Sample(t)
	start(t, o, desk.ReceiptArg{Code: "C1"}, 120, 40).Play(`
		type 8000
		key enter enter enter
		type pays INV-002
		key tab
		see names bill INV-002
		golden matched120
		key ctrl+d a
		see marked by hand
		see applied 8,000.00
		key ctrl+s
		note posted
	`, nil)
	start(t, o, desk.ReceiptArg{Code: "C3"}, 80, 24).Play(`
		type 9000
		key enter enter enter
		type INV-007
		key tab
		see Is it from Salem & Sons?
	`, nil)
}

func TestTheRestOfAnOldReceipt(t *testing.T) {
	o := office.Sample(t)
	o.Must(&receipt.Record{Customer: "C4", Type: "cash", Number: "OLD", Amount: "9000.80", Mode: "none"})
	start(t, o, desk.ReceiptArg{Receipt: "OLD"}, 80, 24).Play(`
		see OLD of 15 Jun: cash 9,000.80
		see applied 9,000.00 · unapplied 0.80
		key v
		see 0.80 kept as income
		golden old80
		key ctrl+s
		note 9,000.00 of OLD applied.
	`, nil)
	if got := owed(t, o, "C4"); got != "0.00 0.00" {
		t.Error(got)
	}
}

func TestATenderIsAskedForItsRate(t *testing.T) {
	o := office.Sample(t)
	start(t, o, desk.ReceiptArg{Code: "C5"}, 80, 24).Play(`
		key enter c enter enter
		type USD
		key enter
		type 100
		key enter
		type 3.75
		key enter
		see 375.00 SAR · applied 375.00
		key ctrl+s
		see Rate from is needed
		golden tender80
		type board
		key enter
		type Sami
		key ctrl+s
		note receipt of 375.00 SAR posted
	`, nil)
}

func TestNothingOpenAndNothingTyped(t *testing.T) {
	o := office.Empty(t)
	o.Must(&customer.Open{Code: "N", Name: "Zahra Contracting and General Maintenance Establishment of the East"})
	d := start(t, o, desk.ReceiptArg{Code: "N"}, 80, 24)
	d.Play(`
		see Nothing is open
		golden empty80
		key ctrl+s
		see An amount is needed
	`, nil)
}

func TestAWrittenOffBillIsPaidAfterAll(t *testing.T) {
	o := office.Sample(t)
	o.Must(&receipt.Record{Customer: "C4", Type: "write-off", Amount: "9000", Text: "gone"})
	o.Must(&bill.Issue{Customer: "C4", Number: "LATER", Amount: "500", Due: "2025-07-01"})
	start(t, o, desk.ReceiptArg{Code: "C4"}, 80, 24).Play(`
		type 300
		see applied 300.00
		key tab tab
		type INV-007
		key tab
		see 300.00 SAR · applied 0.00 · recovers INV-007
		golden recovery80
		key ctrl+s
		note receipt of 300.00 SAR posted
	`, nil)
	if got := owed(t, o, "C4"); got != "500.00 0.00" {
		t.Error(got)
	}
}

func TestActionsAgree(t *testing.T) {
	o := office.Sample(t)
	s := New(o.Desk, desk.ReceiptArg{Code: "C1"})
	for _, c := range action.Conflicts("allocate", s.Actions()) {
		t.Error(c)
	}
}
