package review

import (
	"fmt"
	"testing"

	"duebook/internal/ar/contact"
	arof "duebook/internal/ar/office"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// evening is the sample book on the day three people worked and two submitted.
func evening(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&arof.Set{User: "mona", Roles: "admin, supervisor, officer"})
	o.Must(&arof.Set{User: "سامي", Shown: "سامي حداد", Roles: "officer", Collector: "huda"})
	o.Must(&contact.Log{Customer: "C1", Result: "promised", Promise: &contact.Pledge{Amount: "500", Date: "+2"}})
	o.Must(&receipt.Record{Customer: "C1", Type: "cash", Amount: "250", Number: "R-77"})
	o.Must(&desk.SubmitDay{})
	return o
}

// The officers of a day stand beside each other and sum up; exceptions, missing days and
// the trend are a tab away, each in the frame.
func TestReviewScreen(t *testing.T) {
	for _, size := range uitest.Sizes {
		d := uitest.StartScreen(t, New(office.Empty(t).Desk, nil), size[0], size[1])
		d.Frame()
		d = uitest.StartScreen(t, New(evening(t).Desk, nil), size[0], size[1])
		d.Frame()
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := uitest.StartScreen(t, New(evening(t).Desk, nil), size[0], size[1])
		for _, tab := range []string{"officers", "exceptions", "missing", "trend"} {
			d.Golden(fmt.Sprintf("%s-%dx%d", tab, size[0], size[1]))
			d.Keys("tab")
		}
	}
	d := uitest.StartScreen(t, New(evening(t).Desk, nil), 120, 40)
	d.Keys("a").See("another supervisor decides on your own report")
	d.Keys("down", "a").See("سامي حداد has not submitted it yet")
	d.Keys("=").See("by anybody").Keys("esc")
	d80 := uitest.StartScreen(t, New(evening(t).Desk, nil), 80, 24)
	d80.Keys("=").See("pgdown more").Keys("pgdown", "pgdown").See("Since: entries of this day")
	d.Keys("tab", "=").See("and who did it").Keys("esc")
	d.Keys("f").See("All kinds").Keys("G", "enter").See("only")
	d.Golden("one-kind-120x40")
	d.Keys("f", "g", "enter").Golden("exceptions-120x40")
}

// A day that was chosen gives way to a past day that is looked at.
func TestNoDayAfterTheOneThatIsRead(t *testing.T) {
	o := evening(t)
	s := New(o.Desk, o.Desk.Today()).(*Screen)
	o.Desk.SetAsOf(o.Desk.Today() - 3)
	s.load()
	if s.day() != o.Desk.AsOf() {
		t.Errorf("the review of %s is shown on %s", s.day(), o.Desk.AsOf())
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := &Screen{desk: office.Empty(t).Desk}
	for _, c := range action.Conflicts("review", s.Actions()) {
		t.Error(c)
	}
}
