package card_test

import (
	"testing"

	"duebook/internal/desk"
	"duebook/ui/screen/card"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func TestFramesOfTheCard(t *testing.T) {
	o := office.Sample(t)
	for _, size := range uitest.Sizes {
		d := uitest.StartScreen(t, card.New(o.Desk, "C1"), size[0], size[1])
		d.See("INV-001")
		for _, tab := range []string{"timeline", "promises", "follow-ups", "people", "statement"} {
			d.Keys("tab")
			d.Frame()
			_ = tab
		}
	}
	uitest.StartScreen(t, card.New(o.Desk, "C1"), 80, 24).Golden("bills80")
	uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "statement"}), 120, 40).Golden("statement120")
	uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "timeline"}), 120, 40).Golden("timeline120")
	uitest.StartScreen(t, card.New(o.Desk, "nobody"), 80, 24).See("no customer with the code")
}

func TestReceiptOnTheBillUnderTheCursorShowsAtOnceAndUndoes(t *testing.T) {
	o := office.Sample(t)
	uitest.StartScreen(t, card.New(o.Desk, "C1"), 120, 40).Play(`
		key down r
		dialog Receipt from Al Noor Trading Co
		type 8000
		key tab tab tab
		see INV-002
		key ctrl+s
		note 8,000.00 SAR posted
		key ctrl+r
		not INV-002
	`, nil)
	c, err := o.Card("C1")
	if err != nil {
		t.Fatal(err)
	}
	if c.Accounts[0].Owed() != 1500000 {
		t.Errorf("owes %d", c.Accounts[0].Owed())
	}
	seq, command, err := o.Undoable()
	if err != nil || command != "receipt.record" {
		t.Fatalf("%d %q %v", seq, command, err)
	}
	if err := o.Undo(desk.NewKey(), seq); err != nil {
		t.Fatal(err)
	}
	if c, err = o.Card("C1"); err != nil || c.Accounts[0].Owed() != 2300000 {
		t.Errorf("owes %d after undo, %v", c.Accounts[0].Owed(), err)
	}
}

func TestAReceiptOfTooMuchOnABillIsRefusedAtTheField(t *testing.T) {
	o := office.Sample(t)
	d := uitest.StartScreen(t, card.New(o.Desk, "C1"), 120, 40)
	d.Play(`
		key r
		type 12,00
		key ctrl+s
		dialog Receipt from Al Noor Trading Co
	`, nil)
}
