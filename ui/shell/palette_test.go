package shell

import (
	"testing"

	"duebook/ui/action"
)

// TestTheWordTypedComesFirst: enter must not run an action over whose words the typed
// letters are only scattered.
func TestTheWordTypedComesFirst(t *testing.T) {
	b := &paletteBox{all: []action.Action{{ID: "promise.take", Help: "Take a promise to pay"},
		{ID: "kpi.open", Help: "KPIs: DSO, collection ratios, by month"}, {ID: "refer", Help: "Refer the customer"}}}
	for typed, want := range map[string]string{"kpi": "kpi.open", "prom": "promise.take", "omise": "promise.take",
		"tapp": "promise.take"} {
		b.input.Set(typed)
		b.find()
		if len(b.shown) == 0 || b.all[b.shown[0]].ID != want {
			t.Errorf("%q finds %v first, want %s", typed, b.shown, want)
		}
	}
}
