package card_test

import (
	"testing"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/screen/allocate"
	"duebook/ui/screen/card"
	"duebook/ui/shell"
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
	uitest.StartScreen(t, card.New(o.Desk, "C1"), 120, 40).Golden("bills120")
	uitest.StartScreen(t, card.New(o.Desk, "C1"), 200, 60).See("their order", "PO-70", "To know",
		"Since the last contact")
	uitest.StartScreen(t, card.New(o.Desk, "nobody"), 80, 24).See("no customer with the code")
}

func TestReceiptOnTheBillUnderTheCursorShowsAtOnceAndUndoes(t *testing.T) {
	o := office.Sample(t)
	var reg shell.Registry
	reg.Register("card", func(any) shell.Screen { return card.New(o.Desk, "C1") })
	reg.Register("allocate", func(arg any) shell.Screen { return allocate.New(o.Desk, arg) })
	uitest.Start(t, shell.Config{Registry: &reg, Start: action.Route{Name: "card"}}, 120, 40).Play(`
		key down r
		see Receipt from Al Noor Trading Co
		type 12,00
		key ctrl+s
		see Receipt from Al Noor Trading Co
		key ctrl+u
		type 8000
		key ctrl+s
		note 8,000.00 SAR posted
		not Receipt from
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
	if err != nil || command != "receipt.settle" {
		t.Fatalf("%d %q %v", seq, command, err)
	}
	if err := o.Undo(desk.NewKey(), seq); err != nil {
		t.Fatal(err)
	}
	if c, err = o.Card("C1"); err != nil || c.Accounts[0].Owed() != 2300000 {
		t.Errorf("owes %d after undo, %v", c.Accounts[0].Owed(), err)
	}
}

func TestItOpensOnTheBillThatWasFound(t *testing.T) {
	o := office.Sample(t)
	uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Bill: "INV-003"}), 80, 24).Play(`
		row INV-003
		key up
		row INV-002
		key ctrl+r
		row INV-002
	`, nil)
	o.Must(&receipt.Record{Customer: "C3", Type: "cash", Amount: "700"})
	uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C3", Bill: "INV-006"}), 80, 24).Play(`
		see [Timeline]
		row INV-006
		note INV-006 has nothing open
	`, nil)
	uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C3", Bill: "INV-999"}), 80, 24).Play(`
		note INV-999 has nothing open and is older
	`, nil)
}

// The 20th of June 2025 is a Friday.
func TestFollowUpsAreMovedEditedAndCancelled(t *testing.T) {
	o := office.Sample(t)
	o.Must(&followup.Plan{Customer: "C1", Date: "2025-06-25", Reason: "ask for the receipt"})
	d := uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "follow-ups"}), 80, 24)
	d.Golden("followups80")
	d.Play(`
		row no answer
		key m
		dialog Move 1 follow-up
		type 20/6
		see Moved to Sun 22 Jun (Fri 20 Jun is closed).
		key ctrl+s
		note moved to Sun 22 Jun (Fri 20 Jun is closed).
		key ctrl+r
		row 2025-06-22  09:30
		key e
		dialog Follow-up with Al Noor Trading Co
		type 2025-06-27
		key tab tab tab
		type bring the copies
		key ctrl+s
		note Follow-up changed: it is on Sun 29 Jun (Fri 27 Jun is closed).
		key ctrl+r
		see bring the copies
		key up
		row ask for the receipt
		key delete
		dialog Cancel?
		key y
		note 1 follow-up cancelled.
		key ctrl+r
		not ask for the receipt
		row bring the copies
		key v y
		note 1 follow-up marked done.
	`, nil)
	c, err := o.Card("C1")
	if err != nil || len(c.Followups) != 0 {
		t.Errorf("%+v %v", c.Followups, err)
	}
}

func TestEveryNumberOfAPersonIsShownAndEdited(t *testing.T) {
	o := office.Sample(t)
	o.Must(&customer.SetPerson{Customer: "C1", Person: customer.Contact{Name: "سامي حداد", Role: "owner",
		BestTime: "after 10", Phones: []customer.Phone{{Number: "+966 50 555 0111"}, {Number: "+966 11 555 0112",
			Ext: "7"}}}})
	d := uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "people"}), 80, 24)
	d.See("+966 50 555 0111", "+966 11 555 0112 ext 7").Golden("people80")
	d.Play(`
		key down down e
		dialog Person at Al Noor Trading Co
		see +966 11 555 0112
		see after 10
		key tab tab tab tab
		type 011 555 0199
		key tab
		type 8
		key tab
		type 050 111 2222
		key ctrl+s
		note سامي حداد is on the card.
		key ctrl+r
		see +966 11 555 0199 ext 8
		see +966 50 111 2222
	`, nil)
	d.Play(`
		key e tab tab
		type 12
		key ctrl+s
		see is not a phone number
	`, nil)
}

func TestAPromiseOfMoreThanIsToCollectIsSaidNotRefused(t *testing.T) {
	uitest.StartScreen(t, card.New(office.Sample(t).Desk, desk.CardArg{Code: "C1", Tab: "timeline"}), 80, 24).Play(`
		key p
		see 15,000.00
		not That is more than
		type 99000
		see That is more than is to
		key ctrl+s
		note Promise noted: 99,000.00
	`, nil)
}
