package cash_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/screen/cash"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// busy is the sample office with bills out with a collector of an Arabic name, cash
// handed over by two people, a till kept and counted yesterday, and receipt books.
func busy(t *testing.T) *office.Office {
	o := office.Sample(t)
	day := o.Today()
	o.At(day-1, 16, 0)
	o.Must(&cashbox.Start{Till: "Riyadh", Amount: "500"})
	o.Must(&cashbox.HandOver{Person: "Omar Abdul Rahman Al Harbi", Till: "Riyadh", Amount: "1000"})
	o.Must(&cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{{Customer: "C5", Amount: "1010", Number: "A-0012"}},
		Differences: []cashbox.DifferenceInput{{Reason: "expense with paper", Note: "fuel, slip 7"}}})
	o.Must(&cashbox.Bank{Till: "Riyadh", Amount: "1200", Bank: "SNB", Slip: "77"})
	o.Must(&cashbox.Close{Till: "Riyadh", Amount: "299.50", Differences: []cashbox.DifferenceInput{{Reason: "short"}}})
	o.At(day, 10, 0)
	o.Must(&round.Give{Collector: "سامي الحربي", Bills: []string{"INV-001", "INV-002", "INV-006"}})
	o.Must(&receipt.Record{Customer: "C4", Type: "cash", Amount: "75", Number: "A-0014"})
	o.Must(&cashbox.PayOut{Till: "Riyadh", Amount: "30", To: "Driver", Reason: "toll"})
	o.Must(&cashbox.HandOver{Person: "سامي الحربي", Till: "Riyadh", Piles: []cashbox.PileInput{
		{Piece: "500", Count: 24}, {Piece: "50", Count: 3}, {Piece: "5", Count: 1}}})
	o.Must(&cashbox.IssueBook{Person: "Omar Abdul Rahman Al Harbi", From: "A-0010", To: "A-0059", Day: "-1"})
	o.Must(&cashbox.VoidLeaf{Number: "A-0010", Reason: "torn"})
	return o
}

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("cash", func(arg any) shell.Screen { return cash.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Cash",
		Route: action.Route{Name: "cash"}}}}, w, h)
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "busy": busy(t)} {
		for _, size := range uitest.Sizes {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"batches", "sheet", "people", "books"} {
				d.Frame()
				if (size[0] == 80 || size[0] == 120) && (name == "busy" || tab == "batches") {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
			if name == "busy" {
				d.Keys("enter", "space").Frame()
				if size[0] == 80 || size[0] == 120 {
					d.Golden(fmt.Sprintf("posting-%dx%d", size[0], size[1]))
				}
			}
		}
	}
}

func TestABatchWithADifference(t *testing.T) {
	o := busy(t)
	start(t, o, 80, 24).Play(`
		see 1 batch has no receipts yet
		key enter
		see Batch 2
		see paid 0.00
		key space enter
		dialog Al Noor Trading Co, INV-002
		type 8000.01
		key enter
		see INV-002 has 8,000.00 open
		key ctrl+u
		type 2155
		key enter
		type A-0020
		key enter
		see 1 receipt of 12,155.00 SAR
		see difference 0.00
		key a
		dialog Paid by another customer
		type zahra
		key enter
		type 10
		key ctrl+s
		see oldest due
		see difference -10.00
		key r
		dialog The cash is 10.00 SAR short
		key ctrl+s
		see Why it differs is needed
		key s
		type 4
		key enter enter
		see And the rest
		key e
		type parking, paper 9
		key ctrl+s
		note 2 receipts made.
		see posted 15 Jun
		see A-0020
		key esc
		see done
	`, nil)
	b, err := o.CashBatch(2)
	if err != nil || len(b.Paid) != 2 || b.Posting.Difference() != -1000 || len(b.Posting.Differences) != 2 {
		t.Errorf("%+v %v", b, err)
	}
	c, err := o.Card("C1")
	if err != nil || c.Accounts[0].Unapplied != 0 {
		t.Errorf("%+v %v", c, err)
	}
}

func TestCashIsCountedByItsPieces(t *testing.T) {
	o := busy(t)
	d := start(t, o, 120, 40).Keys("a", "type:omar", "down", "enter", "enter", "enter", "enter", "type:3", "enter",
		"type:x", "enter").See("\"x\" is no whole number from 0 to 1,000,000")
	d.Keys("ctrl+u", "type:2", "enter").See("Counted: 1,900.00 SAR", "No bill is out with Omar Abdul Rahman")
	d.Golden("count-120x40")
	d.Keys("ctrl+s").See("1,900.00", "Batch 3 of Omar")
	d.Keys("v", "type:4", "ctrl+s").See("Why again is needed").Keys("type:a note more", "ctrl+s").See("2,000.00")
	p, err := o.Cash()
	if err != nil || p.Batches[0].Count.Tally.Total != 200000 {
		t.Errorf("%+v %v", p.Batches[0], err)
	}
}

func TestTheTillIsCountedAndClosed(t *testing.T) {
	o := busy(t)
	start(t, o, 80, 24).Play(`
		key tab
		see [sheet 1]
		see 12,499.50
		key a b
		dialog Cash to the bank
		key tab tab
		type 20000
		key tab tab
		type SNB
		key tab
		type 78
		key ctrl+s
		see holds 12,499.50 SAR
		key ctrl+u
		type 12000
		key ctrl+s
		note Cash to the bank: 12000 SAR.
		see 499.50
		key v
		dialog Count till Riyadh, SAR
		key tab
		type 2
		see Counted 400.00, should be 499.50: difference -99.50
		key ctrl+u
		key shift+tab
		type 1
		see difference 0.50
		key ctrl+s
		see Why it differs is needed
		key o
		key ctrl+s
		note counted and closed
		see It foots, by mona.
		key a p
		key tab tab
		type 1
		key tab tab
		type Ali
		key tab
		type tea
		key ctrl+s
		see counted and closed for 2025-06-15
	`, nil)
}

func TestReceiptBooks(t *testing.T) {
	o := busy(t)
	start(t, o, 80, 24).Play(`
		key shift+tab
		see [receipt books 1]
		see 2 leaves are missing: A-0011, A-0013
		key v
		dialog Void a leaf of A-0010–A-0059
		key enter
		type spoilt
		key enter
		note Leaf A-0011 is void.
		see 1 leaf is missing: A-0013
		key m
		see leaves not used then count as missing
		key enter
		note is back
		key a
		type Sami
		key enter
		type A-0059
		key enter
		type A-0070
		key ctrl+s
		see A-0010–A-0059 are issued already
	`, nil)
}

func TestActionsFollowTheKeys(t *testing.T) {
	o := busy(t)
	s := cash.New(o.Desk, nil)
	d := uitest.StartScreen(t, s, 80, 24)
	for range 4 {
		for _, c := range action.Conflicts("cash", s.Actions()) {
			t.Error(c)
		}
		d.Keys("tab")
	}
	for _, c := range action.Conflicts("cash batch", cash.New(o.Desk, desk.CashArg{Batch: 2}).Actions()) {
		t.Error(c)
	}
	o.SetAsOf(o.Today() - 1)
	start(t, o, 80, 24).Keys("a").See("a past day is on show")
	if f := start(t, o, 80, 24).Frame(); strings.Contains(f, "سامي") {
		t.Error("the batch of today is on yesterday's list")
	}
}

// Cash sent to another till stands on both sheets, and a counted sheet that a receipt
// is dated into is there again, with what changed.
func TestTransfersAndChangedSheets(t *testing.T) {
	o := busy(t)
	d := start(t, o, 80, 24)
	d.Play(`
		key tab a t
		dialog Cash to another till
		key tab
		type main
		key enter enter
		type 500
		key enter enter
		type V-7, Omar
		key ctrl+s
		note Cash to another till: 500 SAR.
		see - to other tills            500.00
		see transferred out · till main · V-7
		see till main 500.00 SAR
		key v
	`, nil)
	o.Must(&receipt.Record{Customer: "C4", Type: "cash", Amount: "75", Date: "-1"})
	start(t, o, 80, 24).Play(`
		see 1 sheet changed since counted
		key tab down
		see Changed since                75.00
		see Changed since it was counted
	`, nil)
}
