package desk_test

import (
	"testing"

	"duebook/internal/ar/confirmation"
	"duebook/ui/uitest/office"
)

// The card tells who confirmed the balance last, and of which day.
func TestCardTellsTheLastConfirmation(t *testing.T) {
	o := office.Sample(t)
	o.Must(&confirmation.Make{CutOff: o.Today().String()})
	o.Must(&confirmation.Move{Run: 1, Do: "send", Via: "mail"})
	o.Must(&confirmation.Reply{Run: 1, Customer: "C2", Agreed: true, Signatory: "Ali"})
	c, err := o.Card("C2")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.Recent {
		if e.Title == "balance of "+o.Today().String()+" confirmed" && e.Text == "agreed, signed by Ali" &&
			e.Amount == 3150050 {
			return
		}
	}
	t.Error("the card does not tell it")
}
