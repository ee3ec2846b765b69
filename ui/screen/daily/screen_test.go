package daily

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/receipt"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// A day fills, leads from a figure to its entries and the customer, takes a remark and a
// customer left out, is submitted once, and is decided on by who works alone.
func TestDayScreen(t *testing.T) {
	for _, size := range uitest.Sizes {
		d := uitest.StartScreen(t, New(office.Empty(t).Desk, nil), size[0], size[1])
		d.Frame()
		if size[0] == 80 {
			d.Golden(fmt.Sprintf("empty-%dx%d", size[0], size[1]))
		}
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		o := worked(t)
		d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
		d.Golden(fmt.Sprintf("filled-%dx%d", size[0], size[1]))
	}
	o := worked(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.See("No target of this month")
	d.Keys("down").Keys("=").See("Credit notes, set-off").Keys("esc")
	d.Keys("down", "down").See("Nothing. Transfers, cards and wallets").Keys("up", "up")
	d.Keys("e", "type:bank was closed", "ctrl+s").See("mona: bank was closed")
	for range 10 {
		d.Keys("down")
	}
	d.See("Untouched")
	d.Keys("enter", "l", "type:owner travels", "ctrl+s").See("is left out of the day")
	d.Keys("ctrl+s").See("Submit the report?")
	d.Keys("enter").See("submitted").See("digest")
	d.Keys("ctrl+s").See("it is with the supervisor")
	d.Keys("v", "ctrl+s").See("What is to be put right")
	d.Keys("type:say more", "ctrl+s").See("returned by").See("say more")
	d.Keys("=").See("who decided: say more").Keys("esc")
	d.Keys("ctrl+s", "enter").See("version 2")
	d.Keys("a", "ctrl+s").See("self-accepted by")
	d.Golden("accepted-120x40")
}

// worked is the sample book after a few calls and a receipt of today.
func worked(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&contact.Log{Customer: "C1", Result: "promised", Promise: &contact.Pledge{Amount: "500", Date: "+2"}})
	o.Must(&receipt.Record{Customer: "C1", Type: "cash", Amount: "250", Number: "R-77"})
	return o
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := &Screen{desk: office.Empty(t).Desk, user: "mona"}
	for _, c := range action.Conflicts("day", s.Actions()) {
		t.Error(c)
	}
}

// The longest words can be read to their end.
func TestLongWordsAreRead(t *testing.T) {
	o := worked(t)
	o.Must(&dayreport.Remark{Text: strings.Repeat("word ", 198) + "the end"})
	d := uitest.StartScreen(t, New(o.Desk, nil), 80, 24)
	d.Keys("=").See("of the whole day").Keys("pgdown").See("the end").Keys("esc")
}
