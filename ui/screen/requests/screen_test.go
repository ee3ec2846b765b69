package requests

import (
	"fmt"
	"testing"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/request"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func some(t *testing.T) *office.Office {
	o := office.Sample(t)
	today := o.Today()
	o.Must(&customer.Open{Code: "C9", Name: "مؤسسة الوفاء للمقاولات", Collector: "ali"})
	o.At(today-6, 9, 0)
	o.Must(&request.Log{Customer: "C1", Type: "copy of bill", Text: "bill of May with the stamp", Bill: "INV-001",
		Person: "Accounts of C1"})
	o.Must(&request.Log{Customer: "C9", Type: "price", Text: "السعر غير مطابق للعرض", To: "sales", Due: "+20"})
	o.Must(&request.Log{Customer: "C3", Type: "delivery", Text: "two pallets never came", To: "delivery",
		Channel: "visit"})
	o.Must(&request.Log{Customer: "C4", Type: "statement", Text: "since January", To: "accounts"})
	o.At(today-4, 9, 0)
	o.Must(&request.Update{ID: 1, To: "accounts", Note: "the stamp is with them"})
	o.Must(&request.Close{ID: 4, Outcome: "sent by e-mail"})
	o.At(today, 10, 0)
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": some(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	for _, c := range action.Conflicts("requests", New(office.Empty(t).Desk, nil).Actions()) {
		t.Error(c)
	}
}

// Requests are answered, routed, moved and closed by one key each, several at once.
func TestKeysOfRequests(t *testing.T) {
	d := uitest.StartScreen(t, New(some(t).Desk, nil), 120, 40).See("3 open", "2 late", "the stamp is with them")
	d.Keys("a", "type:looked for it", "ctrl+s").See("Noted", "looked for it")
	d.Keys("m", "type:2025-06-20", "ctrl+s").See("Due Sun 22 Jun (Fri 20 Jun is closed)", "1 late")
	d.Keys("home", "space", "space", "y", "type:mona", "ctrl+s").See("Routed to mona")
	d.Keys("tab").See("by whom 2").Keys("enter").See("whose mona")
	d.Keys("f", "ctrl+u", "ctrl+s").See("3 open").Keys("home", "space", "space", "space")
	d.Keys("v", "type:all done", "ctrl+s").See("3 requests closed", "No request is open")
	d.Keys("tab", "tab").See("2025-06-15 mona: closed: all done").Keys("v").See("the request is closed")
}
