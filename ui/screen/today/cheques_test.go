package today_test

import (
	"testing"

	"duebook/internal/ar/cheque"
	"duebook/ui/screen/today"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// A cheque that matures is on the page of the day, and no verb of a customer runs on it.
func TestChequesWaitOnToday(t *testing.T) {
	o := office.Sample(t)
	o.Must(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: "41", Bank: "SNB", Amount: "500",
		Maturity: "today"}})
	d := uitest.StartScreen(t, today.New(o.Desk, nil), 120, 40).See("1 cheque ", "to deposit",
		"matured and still in the safe")
	d.Keys("down", "down", "c").See("the line is about cheques")
}
