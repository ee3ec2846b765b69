package credit

import (
	"testing"

	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// An agreement is made on the screen with a limit of its own and weekly instalments. The
// first is paid; the second is not: on the day after its tolerance the agreement is
// broken by itself, its limit counts no more, Today and the call list tell of it; the day
// before stays as it was. It is ended with what broke it as the reason.
func TestAnAgreementIsBrokenByAMissedInstalment(t *testing.T) {
	o := office.Sample(t)
	day := o.Today() // Sunday the 15th of June
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40).Keys("tab", "tab", "tab", "tab", "o", "o")
	d.See("[all 5]", "Al Noor").Keys("a", "tab", "type:+60", "tab", "type:Board", "tab", "type:40000", "tab", "tab")
	d.Keys("type:+7", "tab", "ctrl+u", "type:4", "tab", "w").See("Together 23,000.00", "4 Sun 2025-07-13 5,750.00")
	d.Keys("ctrl+s").See("noted", "limit 40,000.00, 4 instalments, 23,000.00 left: kept")
	o.At(day+8, 9, 0)
	o.Must(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "5750"})
	agreements := func() *uitest.Driver {
		return uitest.StartScreen(t, New(o.Desk, nil), 120, 40).Keys("tab", "tab", "tab").See("[agreements 1]")
	}
	o.At(day+17, 9, 0) // the last day of the second instalment: the 29th and 3 days
	agreements().See("running", "40,000.00")
	o.At(day+18, 9, 0)
	d = agreements().See("breached", "3 Jul", "instalment 2 of 2025-06-29 was not paid in full by 2025-07-02").Gone(
		"running")
	page, err := o.TodayPage()
	if err != nil || len(page.Broken) != 1 || page.Broken[0].Code != "C1" || page.Broken[0].On != day+18 {
		t.Errorf("Today says %v (%v)", page.Broken, err)
	}
	l, err := o.CallList(desk.All, true)
	if err != nil {
		t.Fatal(err)
	}
	signal := ""
	for i := range l.Rows {
		for _, s := range l.Rows[i].Signals {
			if l.Rows[i].Code == "C1" {
				signal += s + ";"
			}
		}
	}
	if signal != "agreement broken on 3 Jul;" {
		t.Errorf("the call list says %q", signal)
	}
	d.Keys("m", "ctrl+s").See("is ended", "2025-07-03 by mona, instalment 2 of 2025-06-29 was not paid in full")
	o.SetAsOf(day + 17)
	agreements().See("running")
}
