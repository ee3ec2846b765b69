package receipts

import (
	"testing"

	"duebook/internal/ar/receipt"
	"duebook/internal/ar/writeoff"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func sample(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&receipt.Record{Customer: "C4", Type: "cash", Number: "R-9", Amount: "9000.80", Text: "at the counter"})
	o.Must(&receipt.Record{Customer: "C2", Type: "withholding", Number: "WH-1", Amount: "15", Reference: "form 41"})
	return o
}

func TestTheRegisterShowsWhatIsLeftFirst(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := uitest.StartScreen(t, New(sample(t).Desk, nil), size[0], size[1])
		d.See("R-9")
		d.Golden(map[int]string{80: "list80", 120: "list120"}[size[0]])
	}
	uitest.StartScreen(t, New(office.Empty(t).Desk, nil), 80, 24).Golden("empty80")
}

func TestAReceiptIsFoundTakenOffAndMoved(t *testing.T) {
	o := sample(t)
	uitest.StartScreen(t, New(o.Desk, nil), 80, 24).Play(`
		row R-9
		key enter
		dialog Receipt R-9
		see 9,000.00 on invoice INV-007
		see 0.80 is not applied.
		golden uses80
		key esc e
		dialog Receipt R-9 of Salem & Sons
		key k
		type coins
		key enter
		note the rest of R-9 kept as income
		key ctrl+r
		key /
		type trx
		see 2,000.00
		not R-9
		key enter z
		dialog Take R-000009 off its bills
		key ctrl+s
		note was taken off
		key ctrl+r e m
		dialog Move R-000009
		type C4
		key enter
		type 500
		key enter
		type theirs
		key enter
		note 500.00 of R-000009 moved to C4
		key ctrl+r =
		see 500.00 moved away, MV-
		key esc
		key f m
		key ctrl+s
		see only money that came in
		see R-000009
	`, nil)
	a, err := o.Allocation(desk.ReceiptArg{Code: "C1"})
	if err != nil || a.Unapplied != 150000 {
		t.Error(a.Unapplied, err)
	}
}

func TestCertificatesAreListedAndNoted(t *testing.T) {
	o := sample(t)
	var pushed []any
	var reg shell.Registry
	reg.Register("receipts", func(any) shell.Screen { return New(o.Desk, nil) })
	reg.Register("allocate", func(arg any) shell.Screen { pushed = append(pushed, arg); return New(o.Desk, nil) })
	d := uitest.Start(t, shell.Config{Registry: &reg, Start: action.Route{Name: "receipts"}}, 80, 24)
	d.Play(`
		key f c
		key ctrl+s
		see certificate is to be chased
		row WH-1
		key e c
		dialog Certificate of WH-1
		type 77
		key ctrl+s
		note certificate 77 of WH-1 noted
		key ctrl+r
		not WH-1
		key f u ctrl+s
		row R-9
		key r
	`, nil)
	if len(pushed) != 1 || pushed[0] != (desk.ReceiptArg{Receipt: "R-9"}) {
		t.Error(pushed)
	}
	for _, c := range action.Conflicts("receipts", New(o.Desk, nil).Actions()) {
		t.Error(c)
	}
}

func TestWriteOffsThatWaitAreDecided(t *testing.T) {
	o := sample(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 80, 24)
	d.Play(`
		key v
		see No write-off waits
	`, nil)
	o.Must(&writeoff.Ask{Bill: "INV-006", Reason: "the site was closed"})
	d.Play(`
		key v
		dialog Write-offs that wait
		key enter
		dialog Write-off of INV-006
		see which is marked.
		golden writeoff80
		key n ctrl+s
		see ay why the write-off is rejected
		key up y ctrl+s
		note Write-off of INV-006 approved
	`, nil)
	a, err := o.Allocation(desk.ReceiptArg{Code: "C3"})
	if err != nil || a.Owed != 0 {
		t.Error(a.Owed, err)
	}
}
