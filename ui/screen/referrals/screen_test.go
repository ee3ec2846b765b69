package referrals

import (
	"fmt"
	"testing"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/referral"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func asked(t *testing.T) *office.Office {
	o := office.Sample(t)
	today := o.Today()
	o.Must(&customer.Open{Code: "C9", Name: "مؤسسة الوفاء للمقاولات", Collector: "ali"})
	for i, x := range [][2]string{{"C2", "wants 20 % off and three more months, says the owner"},
		{"C9", "the owner wants to speak to the supervisor"}, {"C1", "cheques bounced twice"},
		{"C4", "asks for a higher limit"}} {
		o.At(today-5, 9, i)
		o.Must(&referral.Refer{Customer: x[0], Reason: x[1]})
	}
	o.At(today-2, 9, 0)
	o.Must(&referral.Reply{ID: 4, Answer: "instruct", Text: "not before the old bills are paid"})
	o.At(today, 10, 0)
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": asked(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	for _, c := range action.Conflicts("referrals", New(office.Empty(t).Desk, nil).Actions()) {
		t.Error(c)
	}
}

// Each answer is one key, says what it will do, and does it.
func TestOneKeyAnswers(t *testing.T) {
	o := asked(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40).See("3 wait", "5 days")
	d.Keys("d").See("Hold: ", "mona asked: wants 20 % off")
	d.Keys("a", "type:INV-004", "tab", "type:+7", "ctrl+s").See("Answered: hold", "2 wait")
	if c, err := o.Card("C2"); err != nil || c.Block.Block != customer.Blocked {
		t.Error(c.Block, err)
	}
	d.Keys("l", "ctrl+s").See("Answered: legal", "1 wait")
	d.Keys("m").See("Write-off: Al Noor", "INV-001").Keys("ctrl+s").See("Answered: write-off", "0 wait",
		"Nothing waits for an answer")
	d.Keys("tab", "end").See("not before the old bills are paid", "instruct", "legal").Keys("a").See("it is answered")
	d.Keys("f", "type:nobody", "ctrl+s").See("There is no such referral")
}
