package targets

import (
	"fmt"
	"testing"

	"duebook/internal/ar/target"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// A target is proposed, agreed at another figure and explained; another month is chosen.
func TestTargetsScreen(t *testing.T) {
	d := uitest.StartScreen(t, New(office.Empty(t).Desk, nil), 80, 24)
	d.Frame()
	d.Golden("empty-80x24")
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		o := office.Sample(t)
		d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
		name := func(s string) string { return fmt.Sprintf("%s-%dx%d", s, size[0], size[1]) }
		d.Keys("a", "type:70").See("of 52,200.50 due", "In 2025-05 0.00 came in")
		d.Golden(name("propose"))
		d.Keys("ctrl+s").See("proposed: a supervisor agrees", "Proposed by mona")
		d.Keys("a").See("a proposal waits already")
		d.Keys("v", "tab", "tab", "type:40000").See("your own proposal, which is marked")
		d.Golden(name("decide"))
		d.Keys("ctrl+s").See("agreed and frozen", "Agreed by mona on 15 Jun: 40,000.00")
		d.Golden(name("agreed"))
		d.Keys("=").See("as the KPIs count it")
		d.Golden(name("explained"))
		d.Keys("esc", "left", "a").See("2025-05 is over")
		d.Keys("f", "type:2025-08", "ctrl+s").See("2025-08", "0 of 21 working days over")
		d.Keys("tab").See("(no salesman)", "Nobody answers for these")
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := New(office.Empty(t).Desk, nil)
	for _, c := range action.Conflicts("targets", s.Actions()) {
		t.Error(c)
	}
}

// All that wait are agreed to at once.
func TestMarkedTargetsAreAgreed(t *testing.T) {
	o := office.Sample(t)
	for _, name := range []string{"mona", "huda"} {
		o.Must(&target.Propose{By: "collector", Name: name, Percent: "50"})
	}
	d := uitest.StartScreen(t, New(o.Desk, nil), 80, 24)
	d.Keys("home", " ", " ", "v").See("Agree to 2 targets as proposed", "huda, mona: 30,600.25 SAR in all", "your own")
	d.Keys("ctrl+s").See("2 targets agreed and frozen", "26,100.25")
}
