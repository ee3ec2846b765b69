package people

import (
	"fmt"
	"testing"

	arof "duebook/internal/ar/office"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// People are set up, one gets a cover, and a portfolio is handed over after its count is
// shown; an empty office says what to do.
func TestPeopleScreen(t *testing.T) {
	for _, size := range uitest.Sizes {
		d := uitest.StartScreen(t, New(office.Empty(t).Desk, nil), size[0], size[1])
		d.Frame()
		if size[0] == 80 || size[0] == 120 {
			d.Golden(fmt.Sprintf("empty-%dx%d", size[0], size[1]))
		}
	}
	o := office.Sample(t)
	o.Must(&arof.Set{User: "mona", Shown: "Mona Saleh", Roles: "admin, supervisor"})
	o.Must(&arof.Set{User: "سامي", Shown: "سامي حداد", Roles: "auditor"})
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
		d.Golden(fmt.Sprintf("some-%dx%d", size[0], size[1]))
	}
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("a", "type:huda", "tab", "type:Huda Salem", "ctrl+s").See("huda is officer now")
	d.Keys("home", "down", "v", "type:huda", "tab", "tab", "type:+3", "ctrl+s").See("huda covers for mona")
	d.Keys("m", "type:huda", "tab", "tab", "type:rotation").See("3 customers and")
	d.Keys("ctrl+s").See("The customers of mona are those of huda")
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := &Screen{desk: office.Empty(t).Desk}
	for _, c := range action.Conflicts("people", s.Actions()) {
		t.Error(c)
	}
}
