package obligations

import (
	"testing"

	"duebook/internal/ar/receipt"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// A plan made on the screen is open while its parts are paid, and broken by the
// first that is not.
func TestPlanAndBreach(t *testing.T) {
	o := office.Sample(t)
	today := o.Today()
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("tab", "tab", "a", "p").See("Payment plan of Al Noor")
	d.Keys("ctrl+u", "type:2", "enter", "w", "ctrl+u", "type:"+(today+1).String(), "ctrl+s").
		See("a plan of 2 payments noted.")
	o.At(today+1, 9, 0)
	o.Must(&receipt.Record{Customer: "C1", Type: "cash", Amount: "11500"})
	o.At(today+5, 9, 0)
	d.Keys("ctrl+r").See("open 11,500.00", "plan 2/2", "1 2025-06-16 11,500.00  paid", "in 3 days")
	o.At(today+25, 9, 0)
	d.Keys("ctrl+r", "shift+tab").See("[late 2]", "plan 2/2")
	d.Keys("down").See("1 2025-06-16 11,500.00  paid", "2 2025-06-23 11,500.00  17 days late", "broken")
}
