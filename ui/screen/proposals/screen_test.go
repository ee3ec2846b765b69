package proposals

import (
	"fmt"
	"testing"

	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/proposal"
	"duebook/ui/action"
	"duebook/ui/uitest"
	screens "duebook/ui/uitest/office"
)

func some(t *testing.T) *screens.Office {
	o := screens.Sample(t)
	today := o.Today()
	o.Must(&customer.Open{Code: "C9", Name: "مؤسسة الوفاء للمقاولات", Collector: "ali"})
	o.At(today-6, 9, 0)
	o.Must(&proposal.Make{Command: customer.Edit{}.Kind(),
		Fields: []byte(`{"customer":"C9","field":"terms","value":"90"}`),
		Reason: "يدفع كامل المبلغ نهاية كل شهر"})
	o.Must(&proposal.Make{Command: credit.SetLimit{}.Kind(), Fields: []byte(`{"customer":"C1","amount":"40000",` +
		`"until":"2025-12-31","why":"the season"}`)})
	o.Must(&proposal.Make{Command: customer.Edit{}.Kind(), Fields: []byte(`{"customer":"C3","field":"note",` +
		`"value":"with the lawyers"}`), Reason: "nobody answers since March and the office is closed"})
	o.At(today-4, 9, 0)
	o.Must(&proposal.Refuse{ID: 3, Reason: "visit them first"})
	o.At(today, 10, 0)
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*screens.Office{"empty": screens.Empty(t), "full": some(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	for _, c := range action.Conflicts("proposals", New(screens.Empty(t).Desk, nil).Actions()) {
		t.Error(c)
	}
}

// One key decides: approved it is done as it stands, refused it needs a reason.
func TestProposalIsDecidedByOneKey(t *testing.T) {
	o := some(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40).See("2 wait", "terms: 90 (was nothing)", "يدفع")
	d.Keys("v", "n", "ctrl+s").See("Say to mona why not").Keys("type:30 days it stays", "ctrl+s").See(
		"Proposal 1 is refused; mona is told.", "1 wait", "amount: 40000 (was no limit)")
	d.Keys("v", "ctrl+s").See("Proposal 2 is approved and done.", "Nothing waits for a supervisor")
	e, err := o.Desk.Record("C1")
	if err != nil || e.Customer.Code != "C1" {
		t.Fatal(err)
	}
	d.Keys("tab").See("decided 3", "approved by mona", "who had proposed it").Keys("v").See("it is approved")
}

// Who proposed it takes it back; somebody else's is not theirs to withdraw.
func TestOwnProposalsAreWithdrawn(t *testing.T) {
	d := uitest.StartScreen(t, New(some(t).Desk, nil), 80, 24).See("2 wait")
	d.Keys("delete").See("Withdraw this proposal?").Keys("y").See("withdrawn", "1 wait")
	d.Keys("tab").See("withdrawn by mona")
}
