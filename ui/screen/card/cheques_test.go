package card

import (
	"testing"

	"duebook/internal/ar/cheque"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// The card tells what is in hand and bounced beside the figures, the bills what is
// covered, and its own tab every cheque with its next move.
func TestChequesOnTheCard(t *testing.T) {
	o := office.Sample(t)
	in := func(number, amount, maturity string) {
		o.Must(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: number, Amount: amount, Maturity: maturity,
			Bank: "Bank One", Account: "9"}})
	}
	in("501", "12000", "+20")
	for _, n := range []string{"601", "602"} {
		in(n, "1000", "today")
		o.Must(&cheque.Deposit{Cheques: []string{n}, Bank: "Our Bank"})
		o.Must(&cheque.Bounce{Cheque: n, Reason: "account closed"})
	}
	d := uitest.StartScreen(t, New(o.Desk, "C1"), 120, 40)
	d.See("Cheques 12,000.00", "bounced", "cash only", "by cheque",
		"10,000.00 by cheques in hand")
	d.Keys("tab").See("cheque 601 bounced").Keys("shift+tab", "shift+tab", "shift+tab").See("[Cheques]", "501",
		"bounced",
		"account closed")
	d.Golden("cheques120")
	d.Keys("m").See("settle in cash").Keys("k", "ctrl+s").See("settled in cash")
	d.Keys("h").See("Cheque of Al Noor")
	uitest.StartScreen(t, New(o.Desk, "C1"), 80, 24).Keys("shift+tab", "shift+tab").Golden("cheques80")
}
