package followups_test

import (
	"testing"

	"duebook/ui/action"
	"duebook/ui/screen/followups"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func TestFramesOfFollowups(t *testing.T) {
	o := office.Sample(t)
	uitest.StartScreen(t, followups.New(o.Desk, nil), 80, 24).Golden("list80")
	uitest.StartScreen(t, followups.New(o.Desk, nil), 200, 60).See("Al Noor")
	uitest.StartScreen(t, followups.New(office.Empty(t).Desk, nil), 80, 24).Golden("empty80")
	for _, c := range action.Conflicts("followups", followups.New(o.Desk, nil).Actions()) {
		t.Error(c)
	}
}

func TestMovedFollowupLandsOnAnOpenDay(t *testing.T) {
	o := office.Sample(t) // the 20th of June 2025 is a Friday
	uitest.StartScreen(t, followups.New(o.Desk, nil), 80, 24).Play(`
		key m
		dialog Move 1 follow-up
		type 2025-06-20
		key ctrl+s
		note 1 follow-up moved to Sun 22 Jun (Fri 20 Jun is closed).
		see 2025-06-22
		key e
		dialog Follow-up with Al Noor Trading Co
		key tab tab tab
		type bring the copies
		key ctrl+s
		note Follow-up changed.
		see bring the copies
	`, nil)
}
