package card

import (
	"testing"

	"duebook/internal/ar/credit"
	"duebook/internal/desk"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// The card shows the limit, what is left of it, and an agreement that is broken; its keys
// are those of the Credit screen.
func TestCreditOnTheCard(t *testing.T) {
	o := office.Sample(t)
	today := o.Today()
	o.At(today-20, 9, 0)
	o.Must(&credit.SetLimit{Customer: "C1", Amount: "20000", Approver: "Huda"})
	o.Must(&credit.Agree{Customer: "C1", Until: (today + 60).String(), Approver: "Board", Limit: "50000",
		First: (today - 15).String(), Parts: 4, Every: "week"})
	o.At(today, 10, 0)
	d := uitest.StartScreen(t, New(o.Desk, desk.CardArg{Code: "C1"}), 120, 40)
	d.See("over limit", "agreement broken", "Limit 20,000.00 (-3,000.00 left)", "Limit 20,000.00, set here: over",
		"Special agreement no. 1")
	d.Keys("E").See("Credit of Al Noor", "= exposure SAR", "Special agreement no. 1").Keys("esc")
	d.Keys("T", "type:40000", "tab", "tab", "type:+5", "tab", "type:Huda", "ctrl+s")
	d.Send(shell.Changed{})
	d.See("Limit 40,000.00 to 20 Jun (17,000.00 left)", "Limit 40,000.00, temporary: ok").Gone("over limit")
	d.Keys("B", "s", "tab", "type:until it pays", "ctrl+s")
	d.Send(shell.Changed{})
	d.See("[ship]")
}
