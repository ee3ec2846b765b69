package cheques

import (
	"testing"

	"duebook/internal/ar/cheque"
	"duebook/internal/desk"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// A cleared cheque bounces with the bank's fee, is presented again and clears: what is
// owed differs by the fee alone, and money is never counted twice on the way.
func TestBouncePresentAgainAndClear(t *testing.T) {
	o := office.Sample(t)
	o.Must(&cheque.Receive{Customer: "C4", Paper: cheque.Paper{Number: "900", Amount: "3000", Maturity: "today",
		Bank: "Bank One", Safe: true}})
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	owed := func(want string) {
		t.Helper()
		a, err := o.Allocation(desk.ReceiptArg{Code: "C4"})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Money.Plain(a.Owed) + " " + a.Money.Plain(a.Unapplied); got != want {
			t.Errorf("owed and unapplied %s, not %s", got, want)
		}
	}
	owed("9000.00 0.00")
	d.Keys("D").Keys("type:Our Bank", "ctrl+s").See("deposited").Keys("tab", "tab", "tab", "tab", "tab")
	d.See("[register]").Keys("C", "ctrl+s").See("cleared.")
	owed("6000.00 0.00")
	o.Must(&cheque.Bounce{Cheque: "900", Reason: "insufficient funds", Fee: "50"})
	owed("9050.00 0.00")
	d.Keys("ctrl+r").See("bounced 1", "insufficient funds").Keys("m", "d", "ctrl+s")
	d.See("bounced 0", "deposited on slip S-00002.")
	owed("9050.00 0.00")
	d.Keys("C", "ctrl+s").See("cleared.")
	owed("6050.00 0.00")
}
