package cheques

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"duebook/internal/ar/cheque"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// full is the sample company with cheques of every fate.
func full(t *testing.T) *office.Office {
	o := office.Sample(t)
	today := o.Today()
	o.At(today-20, 9, 0)
	for i, x := range []struct {
		code, amount, bank string
		dated              int
	}{{"C1", "4000", "Bank One", -8}, {"C1", "4000", "Bank One", 1}, {"C2", "9000.50", "بنك الخليج", -2},
		{"C2", "7000", "بنك الخليج", 25}, {"C3", "700", "Second National Bank of the Gulf", -6},
		{"C4", "3000", "Bank One", -9}, {"C4", "3000", "Bank One", 70}, {"C5", "2500", "Bank Two", -1}} {
		o.Must(&cheque.Receive{Customer: x.code, Paper: cheque.Paper{Number: fmt.Sprint(100201 + i), Amount: x.amount,
			Maturity: (today.Add(x.dated)).String(), Bank: x.bank, Account: x.code, Safe: true}})
	}
	o.At(today-6, 9, 0)
	o.Must(&cheque.Deposit{Cheques: []string{"100201", "100205", "100206"}, Bank: "Our Bank", Slip: "S-7"})
	o.At(today-4, 9, 0)
	o.Must(&cheque.Clear{Cheques: []string{"100201"}})
	o.Must(&cheque.Bounce{Cheque: "100206", Reason: "insufficient funds", Fee: "50"})
	o.At(today, 10, 0)
	return o
}

func TestFrames(t *testing.T) {
	tabs := []string{"deposit", "answer", "bounced", "safe", "paid", "register", "ladder", "behind", "calendar"}
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": full(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			for _, tab := range tabs {
				d.Frame()
				kept := name == "full" || tab == "deposit"
				if kept && (size[0] == 80 || size[0] == 120) {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

// Marked cheques go to the bank on one slip with one key, and clear with another; what
// cannot be done says why.
func TestBulkDepositAndClear(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.See("[deposit 3]", "100203", "100208", "100202").Keys("space", "space").See("2 marked, 11,500.50")
	d.Keys("D").See("Deposit: 2 cheques", "One slip for all").Keys("ctrl+s").See("deposited", "[deposit 1]")
	d.See("deposited on slip S-0000").Keys("P").See("Print slip S-0000").Keys("esc")
	d.Keys("D").See("is dated 2025-06-16: it cannot be deposited before")
	d.Keys("tab").See("[no answer 1]", "100205", "slip S-7").Keys("P")
	d.See("Print slip S-7").Keys("ctrl+s").See("Written to")
	paper, err := os.ReadFile(o.OutPath("slip-S-7.pdf"))
	if err != nil || !strings.HasPrefix(string(paper), "%PDF-") {
		t.Error(err, len(paper))
	}
	html := o.OutPath("slip-S-7.html")
	d.Keys("P").See("named .pdf, .html or .txt").Keys("ctrl+u", "type:"+html, "ctrl+s").See("Written to")
	page, err := os.ReadFile(html)
	if err != nil || !strings.Contains(string(page), "100205") || !strings.Contains(string(page), "قسيمة إيداع") {
		t.Error(err, string(page))
	}
	d.Keys("C", "ctrl+s").See("cleared", "[no answer 0]")
	d.Keys("C").See("no cheque is chosen")
}

// A bounce asks for the bank's reason; what follows is posted with it, and the cheque
// goes on from there.
func TestBounceThenPresentAgain(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("tab", "B").See("The bank says", "a call is planned").Keys("ctrl+s").See("bounced", "[no answer 0]")
	d.Keys("tab").See("[bounced 2]", "100205", "insufficient funds", "m move")
	d.Keys("m").See("settle in cash", "replace", "take to court").Keys("d").See("Deposit: Cheque")
	d.Keys("ctrl+s").See("[bounced 1]")
}

// A cheque is recorded with what it covers before the eyes; a live duplicate is refused
// at its field.
func TestReceive(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 100, 30)
	d.Keys("h").See("Cheque received").Keys("type:C1", "enter", "type:55", "enter", "type:100", "enter", "type:+30",
		"enter", "type:Bank Nine", "tab").See("The balance stays until it clears")
	d.Keys("ctrl+s").See("is in the register")
	d.Keys("h").Keys("type:C1", "enter", "type:55", "enter", "type:100", "enter", "type:+30", "enter",
		"type:Bank Nine", "ctrl+s").See("is in the register already")
	d.Keys("esc", "y", "/", "type:100207", "ctrl+s").See("with 100207")
}

// When a cheque counts as paid is chosen here, from the next cheque on, and taken back
// like any posting.
func TestWhenChequesCount(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 80, 24)
	d.Keys(":", "type:counts as paid", "enter").See("When does a cheque count as paid?", "from now on").Keys("c")
	d.See("count as paid when they are received").Keys("h")
	d.Keys("type:C1", "enter", "type:777", "enter", "type:100", "enter", "type:+30", "enter", "type:Bank Nine", "tab")
	d.See("It counts as paid from today on")
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := &Screen{desk: office.Empty(t).Desk}
	for _, c := range action.Conflicts("cheques", s.Actions()) {
		t.Error(c)
	}
}
