package obligations

import (
	"fmt"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// full is the sample company with a plan under way, a note overdue and one at sight, and
// a broken promise of a long Arabic name.
func full(t *testing.T) *office.Office {
	o := office.Sample(t)
	today := o.Today()
	o.At(today-20, 9, 0)
	for _, c := range []struct {
		code string
		c    book.Command
	}{
		{"C3", &bill.Issue{Customer: "C3", Number: "INV-009", Doc: (today - 40).String(), Amount: "9000"}},
		{"C3", &promise.Plan{Customer: "C3", Bills: []string{"INV-009"}, Parts: 4, Every: "week",
			First: (today - 14).String(), From: "Abu Khalid"}},
		{"C1", &obligation.Record{Customer: "C1", Type: "promissory note", Number: "PN-7", Bills: []string{"INV-001"},
			Due: (today - 6).String(), Place: "Riyadh", Guarantor: "Noor Holding", Nafith: "NF-1"}},
		{"C2", &obligation.Record{Customer: "C2", Type: "trust receipt", Bills: []string{"INV-005"}}},
	} {
		o.Must(c.c)
	}
	o.At(today-14, 9, 0)
	o.Must(&receipt.Record{Customer: "C3", Type: "cash", Amount: "4500", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "INV-009"}}})
	o.At(today, 10, 0)
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": full(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			d.Keys("tab")
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	o := full(t)
	uitest.StartScreen(t, New(o.Desk, nil), 80, 24).Keys("tab", "tab", "tab", "tab", "tab").Golden("kept-80x24")
	uitest.StartScreen(t, New(o.Desk, nil), 80, 24).Keys("tab", "tab", "a", "p").Golden("plan-80x24")
}

// A plan is typed with its schedule before the eyes, posted once, and stands in the list;
// what does not fit is refused at its field.
func TestPlanFromTheList(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 100, 30)
	d.Keys("tab", "tab").See("[open ", "INV-005", "trust receipt no. 2")
	d.Keys("down", "down", "a", "p").See("Payment plan of", "Together")
	d.Keys("ctrl+u", "type:1", "enter").See("\"1\" is no whole number from 2 to 120")
	d.Keys("ctrl+u", "type:6", "enter", "w", "ctrl+u", "type:2025-06-20", "tab").See("6 Sun 2025-07-27",
		"Moved from closed days")
	d.Keys("type:999999", "ctrl+s").See("open: 999,999.00 cannot be promised on them").Gone("noted")
	d.Keys("ctrl+u", "ctrl+s").See("a plan of 6 payments noted.", "plan 1/6")
}

// A note moves only as the table allows, and each key does what the row needs.
func TestMoveAndWithdraw(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("tab", "down").See("PN-7", "overdue", "Noor Holding", "file, cancel")
	d.Keys("v", "n", "m").See("The paper is overdue now.").Gone("return")
	d.Keys("f", "ctrl+s").See("file noted.", "filed")
	d.Keys("e").See("Edit promissory note PN-7").Keys("tab", "type:Jeddah", "ctrl+s").See("1 field changed.", "Jeddah")
	d.Keys("m", "h", "ctrl+s").See("hold noted.", "overdue")
	d.Keys("v", "p", "tab").See("promise").Keys("m").See("Withdraw the promise").Keys("ctrl+s").See("withdrawn.")
	d.Keys("f", "ctrl+u", "ctrl+s").See("all ").Gone("of mona")
	d.Keys("shift+tab", "o").See("Left▼")
	d.Keys("ctrl+e", "ctrl+s").See("Written to")
}

// A cheque that was promised is recorded from the list, as on the other screens.
func TestAChequeFromTheList(t *testing.T) {
	uitest.StartScreen(t, New(full(t).Desk, nil), 80, 24).Keys("h").See("Cheque of", "the date written on it")
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := &Screen{desk: office.Empty(t).Desk}
	for _, c := range action.Conflicts("promises", s.Actions()) {
		t.Error(c)
	}
	var _ shell.Screen = s
}
