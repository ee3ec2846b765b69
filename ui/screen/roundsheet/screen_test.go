package roundsheet

import (
	"fmt"
	"testing"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/round"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func out(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&customer.Open{Code: "C9", Name: "مؤسسة الوفاء للمقاولات", Collector: "sami"})
	o.Must(&followup.Plan{Customer: "C2", Date: "today", Time: "11:00", Task: "collect", Reason: "fetch the cheque",
		Owner: "sami"})
	o.Must(&followup.Plan{Customer: "C9", Date: "today", Task: "send", Reason: "السعر الجديد", Owner: "sami"})
	o.Must(&followup.Plan{Customer: "C3", Date: "today", Task: "call", Owner: "sami", Channel: "visit"})
	o.Must(&round.Give{Collector: "sami", Bills: []string{"INV-007"}})
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": out(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, "sami"), size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	for _, c := range action.Conflicts("roundsheet", New(office.Empty(t).Desk, nil).Actions()) {
		t.Error(c)
	}
}

// What came back is typed with a key a row, kept until it is posted, and posted whole.
func TestWhatCameBack(t *testing.T) {
	o := out(t)
	d := uitest.StartScreen(t, New(o.Desk, "sami"), 120, 40).See("4 customers", "11:00 collect: fetch the cheque")
	d.Keys("ctrl+s").See("nothing came back yet")
	d.Keys("space", "space", "m").See("2 entered, not posted", "not there, again")
	d.Keys("end", "r").See("Back from Salem & Sons", "Copies back signed")
	d.Keys("down", "type:500", "ctrl+s").See("visited, cash 500.00, signed", "3 entered")
	d.Keys("f").See("post what is entered first")
	d.Keys("ctrl+s").See("Salem & Sons: cash 500.00 SAR").Keys("enter").See("3 visits posted", "1 customer")
	c, err := o.Card("C4")
	if err != nil || c.Accounts[0].Open != 850000 || c.Last.Title != "visited (visit)" {
		t.Errorf("%+v %v", c.Last, err)
	}
}
