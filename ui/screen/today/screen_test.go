package today_test

import (
	"testing"

	"duebook/ui/action"
	"duebook/ui/screen/today"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func TestFramesOfToday(t *testing.T) {
	o := office.Sample(t)
	for _, size := range uitest.Sizes {
		uitest.StartScreen(t, today.New(o.Desk, nil), size[0], size[1]).See("09:30 call-back")
	}
	uitest.StartScreen(t, today.New(o.Desk, nil), 80, 24).Golden("today80").Keys("h").See("Cheque of")
	uitest.StartScreen(t, today.New(o.Desk, nil), 120, 40).Golden("today120")
	uitest.StartScreen(t, today.New(office.Empty(t).Desk, nil), 80, 24).Golden("empty80")
	for _, c := range action.Conflicts("today", today.New(o.Desk, nil).Actions()) {
		t.Error(c)
	}
}
