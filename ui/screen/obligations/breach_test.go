package obligations

import (
	"strings"
	"testing"

	"duebook/internal/ar/receipt"
	"duebook/ui/uitest"
)

// A plan is agreed on the screen, its first part is paid, the second is not: after the
// tolerance it is broken and stands with what is late, with all that is left. Money that
// comes later does not mend it, and the day before the breach stays as it was.
func TestAPlanIsBrokenByItsFirstPartNotPaid(t *testing.T) {
	o := full(t)
	day := o.Today()
	uitest.StartScreen(t, New(o.Desk, nil), 100, 30).Keys("tab", "tab", "down", "down", "a", "p").See(
		"Payment plan of Al Noor").Keys("ctrl+u", "type:3", "enter", "w", "ctrl+u", "type:+7", "ctrl+s").See(
		"a plan of 3 payments noted.", "plan 1/3", "23,000.00")
	frame := func() *uitest.Driver {
		d := uitest.StartScreen(t, New(o.Desk, nil), 120, 30).Keys("v", "l")
		for n := 0; n < 7 && !strings.Contains(d.Frame(), "[all "); n++ {
			d.Keys("tab")
		}
		return d
	}
	o.At(day+8, 9, 0)
	o.Must(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "7666.67"})
	frame().See("plan 2/3", "7,666.67 15,333.33 open")
	o.At(day+17, 9, 0)
	frame().See("plan 2/3", "7,666.67 15,333.33 open")
	o.At(day+18, 9, 0)
	frame().See("late 2 ", "plan 2/3", "7,666.67 15,333.33 broken")
	o.Must(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "15333.33"})
	frame().See("late 1 ", "met 1 ", "23,000.00     0.00 broken")
}
