package confirmations_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/screen/confirmations"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("confirmations", func(arg any) shell.Screen { return confirmations.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Confirmations",
		Route: action.Route{Name: "confirmations"}}}}, w, h)
}

func sample(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&confirmation.Make{CutOff: o.Today().String()})
	o.Must(&confirmation.Move{Run: 1, Do: "send", Via: "mail"})
	o.Must(&confirmation.Reply{Run: 1, Customer: "C2", Theirs: "5", Signatory: "Ali"})
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "some": sample(t)} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"runs", "old", "letters"} {
				if name == "some" || tab == "runs" {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

// A difference is reconciled on the screen, its foot told while it is typed: of more
// causes than there is room for, one of them disputed; given again it stands there.
func TestReconcileOnTheScreen(t *testing.T) {
	o := sample(t)
	d := start(t, o, 120, 40)
	d.Play(`
		key tab tab j R
		see ╭─ Reconcile
		type return they took
		key enter
		type -29000
		see -2,495.50 is left
		key enter
		type wet goods
		key enter
		type INV-004
		key enter y
	`, nil)
	for range 6 {
		d.Play(`
			type err
			key enter
			type -70
			key enter
			type typed
			key enter enter
		`, nil)
	}
	d.Play(`
		type unexplained
		key enter
		type -2075.50
		see : it foots.
		key ctrl+s
		note The balance is reconciled.
		key ctrl+r
		see reconciled  
		see -2,075.50 Ali
		key =
		see return they took: wet goods, bill INV-004
		see (dispute 1)
		see = their balance, signed by Ali
		key esc R
		see : it foots.
		key ctrl+s
		note The balance is reconciled.
	`, nil)
	rep, err := o.Confirmation(1)
	if err != nil || len(rep.Rows[1].Reconciled.Reasons) != 8 || rep.Rows[1].Reconciled.Reasons[0].Dispute != 1 ||
		rep.Rows[1].Unexplained != -207550 {
		t.Errorf("%+v %v", rep.Rows[1].Reconciled, err)
	}
}

// A run is made, sent, and worked on until nothing is silent.
func TestARunFromTheScreen(t *testing.T) {
	o := office.Sample(t)
	d := start(t, o, 120, 40)
	d.Play(`
		key a
		dialog Make a run of balance confirmations
		type 15/6
		key enter enter enter enter
		type 3x
		key enter
		see "3x" is no whole number
		key ctrl+u
		type 3
		key enter
		type 7
		key shift+tab ctrl+u ctrl+s
		note Run 1 is made: 5 letters, frozen at 2025-06-15.
		see [letters 5]
		key m
		see Al Noor Trading Co is drafted.
		key esc
		key space space m
		see the 2 marked
		see 2 letters can go so: send.
		key tab tab
		type courier
		key ctrl+s
		note moved on
		key ctrl+r
		see waiting for a reply 2
		key f
		type drafted
		key ctrl+s
		see only drafted
		see [letters 3]
		key m right tab
		type x
		key esc
		key enter
	`, nil)
}

// Letters of those on show are written with a bar, and the file for the auditor says of
// every reply whose evidence it is.
func TestLettersAndTheAuditorsFile(t *testing.T) {
	o := sample(t)
	o.Must(&confirmation.Move{Run: 1, Do: "no reply", Customers: []string{"C1", "C3"}})
	o.At(o.Today()+3, 9, 0)
	o.Must(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "12000"})
	start(t, o, 120, 40).Play(`
		key tab tab tab tab
		see [silent 2]
		key l
		see those on show, 2
		key right ctrl+s
		note Written: 2 letters in
		key W
		dialog Alternative work on Al Noor Trading Co
		see R-000010
		see Supports 12,000.00 of 23,000.00.
		key ctrl+s
		note The work is noted.
		key ctrl+r
		key ctrl+e
		see Coverage, 5 letters and each difference line by line are written.
		see the company's own record
		key ctrl+u
		type auditor.csv
		key ctrl+s
		note Written to
	`, nil)
	if files, _ := filepath.Glob(filepath.Join(o.ConfirmationFolder(1), "*.pdf")); len(files) != 2 {
		t.Error(files)
	}
	path := "auditor.csv"
	t.Cleanup(func() { _ = os.Remove(path) })
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"their balance, signed by Ali", "paid by receipt R-000010",
		"the company's own record, not the auditor's own evidence", "none: a gap that needs alternative work"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the file does not say %q", want)
		}
	}
}

// What nobody confirmed for long is listed, and opened for one customer the screen shows
// their letters only.
func TestUnconfirmed(t *testing.T) {
	o := sample(t)
	o.Must(&confirmation.Reply{Run: 1, Customer: "C1", Agreed: true, Signatory: "Sara"})
	start(t, o, 120, 40).Play(`
		key tab
		see [unconfirmed 4]
		key f
		type 0
		key ctrl+s
		see [unconfirmed 5]
		see Sara
	`, nil)
	var reg shell.Registry
	reg.Register("confirmations", func(any) shell.Screen {
		return confirmations.New(o.Desk, desk.CardArg{Code: "C4"})
	})
	uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Confirmations",
		Route: action.Route{Name: "confirmations"}}}}, 80, 24).See("[letters 1]", "Salem & Sons")
}

func TestActionsFollowTheKeys(t *testing.T) {
	for _, o := range []*office.Office{office.Empty(t), sample(t)} {
		s := confirmations.New(o.Desk, nil)
		d := uitest.StartScreen(t, s, 80, 24)
		for range 3 {
			for _, c := range action.Conflicts("confirmations", s.Actions()) {
				t.Error(c)
			}
			d.Keys("tab")
		}
	}
	o := sample(t)
	o.SetAsOf(o.Today() - 1)
	start(t, o, 80, 24).Keys("a").See("a past day is on show")
}
