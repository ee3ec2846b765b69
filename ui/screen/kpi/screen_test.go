package kpi_test

import (
	"fmt"
	"testing"

	"duebook/ui/action"
	"duebook/ui/screen/kpi"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("kpi", func(arg any) shell.Screen { return kpi.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "KPIs",
		Route: action.Route{Name: "kpi"}}}}, w, h)
}

// The company's figures as bars, explained, and by collector.
func TestFrames(t *testing.T) {
	o := office.Sample(t)
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := start(t, o, size[0], size[1])
		d.Keys("j")
		d.Frame()
		d.Golden(fmt.Sprintf("company-%dx%d", size[0], size[1]))
		d.Keys("j", "j", "j", "j", "=")
		d.See("Closing receivables / sales x days.")
		d.Golden(fmt.Sprintf("explained-%dx%d", size[0], size[1]))
		d.Keys("=", "tab", "tab")
		d.Frame()
		d.Golden(fmt.Sprintf("collectors-%dx%d", size[0], size[1]))
		d.Keys("tab", "tab", "v", "up", "up", "enter", "f", "type:60", "ctrl+s")
		d.See("60 months", "Credited: Palm Hotels")
		d.Golden(fmt.Sprintf("customers-%dx%d", size[0], size[1]))
		d.Keys("f", "type:61", "ctrl+s").See("from 1 to 60").Keys("esc", "enter")
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	for _, c := range action.Conflicts("kpi", kpi.New(office.Sample(t).Desk, nil).Actions()) {
		t.Error(c)
	}
}
