package confirmations_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/confirmation"
	"duebook/ui/action"
	"duebook/ui/screen/confirmations"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("confirmations", func(arg any) shell.Screen { return confirmations.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Confirmations",
		Route: action.Route{Name: "confirmations"}}}}, w, h)
}

func sample(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&confirmation.Make{CutOff: o.Today().String()})
	o.Must(&confirmation.Move{Run: 1, Do: "send", Via: "mail"})
	o.Must(&confirmation.Reply{Run: 1, Customer: "C2", Theirs: "5", Signatory: "Ali"})
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "some": sample(t)} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"runs", "letters"} {
				if name == "some" || tab == "runs" {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

// A difference is reconciled on the screen, its foot told while it is typed.
func TestReconcileOnTheScreen(t *testing.T) {
	o := sample(t)
	start(t, o, 120, 40).Play(`
		key tab j R
		see ╭─ Reconcile
		type error
		key enter
		type -31000.50
		see -495.00 is left
		key esc
	`, nil)
}
