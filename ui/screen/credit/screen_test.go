package credit

import (
	"fmt"
	"os"
	"strings"
	"testing"

	limits "duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	roles "duebook/internal/ar/office"
	"duebook/ui/action"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// full is the sample company with limits of every fate and two agreements, one of them
// broken.
func full(t *testing.T) *office.Office {
	o := office.Sample(t)
	today := o.Today()
	o.At(today-30, 9, 0)
	days := 3
	o.Must(&limits.SetLimit{Customer: "C1", Amount: "20000", Approver: "Huda"})
	o.Must(&limits.SetLimit{Customer: "C2", Amount: "35000", Approver: "Huda", Why: "yearly review"})
	o.Must(&limits.SetLimit{Customer: "C4", Amount: "50000", Approver: "Huda", Until: (today - 2).String()})
	o.Must(&customer.Assign{Customer: "C3", Field: "group", Value: "مجموعة الخليج"})
	o.Must(&customer.Assign{Customer: "C5", Field: "group", Value: "مجموعة الخليج"})
	o.Must(&limits.SetLimit{Group: "مجموعة الخليج", Amount: "3000", Approver: "Board"})
	o.Must(&limits.Agree{Customer: "C5", Until: (today + 60).String(), Approver: "Board", Limit: "10000",
		First: (today - 20).String(), Parts: 4, Every: "month", Days: &days})
	o.Must(&limits.Agree{Customer: "C3", Until: (today + 12).String(), Approver: "Board", Limit: "800"})
	o.At(today-3, 9, 0)
	o.Must(&limits.SetLimit{Customer: "C2", Amount: "40000", Approver: "Huda", Temporary: true,
		Until: (today + 5).String()})
	o.At(today, 10, 0)
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": full(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			for _, tab := range []string{"over", "near", "expiring", "agreements", "all"} {
				d.Frame()
				if (size[0] == 80 || size[0] == 120) && (name == "full" || tab == "over") {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
	o := full(t)
	uitest.StartScreen(t, New(o.Desk, nil), 80, 24).Keys("=").Golden("why-80x24")
	uitest.StartScreen(t, New(o.Desk, nil), 80, 24).Keys("l").Golden("limit-80x24")
}

// What is over comes first with the block its figures propose; one key sets it, and a
// limit somebody approved takes the customer off the list.
func TestOverIsBlockedAndThenRaised(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.See("[over 2]", "Al Noor", "block ship: over the limit by 3,000.00 SAR")
	d.Keys("=").See("3 open parts of bills", "= exposure SAR", "23,000.00").Keys("esc")
	d.Keys("B").See("Block of Al Noor", "over the limit by 3,000.00").Keys("ctrl+s").See("ship since 2025-06-15")
	d.Gone("Proposed")
	d.Keys("l", "ctrl+u", "type:-5", "ctrl+s").See("negative").Keys("ctrl+u", "type:30000", "ctrl+s").See(
		"Approved by is needed").Keys("type:Huda", "ctrl+s").See("[over 1]", "the limit is 30000, approved by Huda")
}

func TestAgreementIsRecordedAndEnded(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("tab", "tab", "tab").See("[agreements 2]", "breached", "Palm Hotels", "instalment 1 of 2025-05-26")
	d.Keys("m").See("End the agreement with Palm Hotels", "instalments stay owed").Keys("ctrl+s")
	d.See("is ended", "ended")
	d.Keys("a").See("Special agreement with", "Valid to").Keys("tab", "type:+90", "tab", "type:Board", "tab",
		"type:12000", "tab", "tab", "type:+30").See("Together 2,500.00").Keys("ctrl+s").See("noted", "running")
}

func TestATemporaryLimitThatOverlapsIsRefusedAtItsField(t *testing.T) {
	o := full(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("tab", "tab", "down").See("40,000.00 SAR, temporary").Keys("T").See("Temporary limit of")
	d.Keys("type:50000", "tab", "tab", "type:+9", "tab", "type:Huda", "ctrl+s").See("A temporary limit lasts from")
	d.Keys("esc", "enter")
}

func TestTheListIsWritten(t *testing.T) {
	o := full(t)
	path := o.OutPath("credit-over-2025-06-15.csv")
	uitest.StartScreen(t, New(o.Desk, nil), 80, 24).Keys("ctrl+e", "ctrl+s").See("Written to")
	if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), "C1,Al Noor Trading Co,SAR,23000.00") {
		t.Error(err, string(b))
	}
}

func TestKeysDoNotConflict(t *testing.T) {
	s := New(full(t).Desk, nil)
	for _, c := range action.Conflicts("credit", s.Actions()) {
		t.Error(c)
	}
}

// An officer fills in the same form as ever: it goes to the supervisor, who is the one who
// approves it, and nothing is changed.
func TestOfficersLimitIsProposed(t *testing.T) {
	o := full(t)
	o.Must(&roles.Set{User: "mona", Roles: "admin, officer"})
	o.Must(&roles.Set{User: "huda", Roles: "supervisor"})
	o.Desk.ProposeInstead()
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("l", "ctrl+u", "type:-5", "ctrl+s").See("negative").Gone("Approved by").Keys("ctrl+u", "type:30000",
		"ctrl+s")
	d.See("Sent to the supervisor as proposal 1: a credit limit. Nothing is changed until it is approved.")
	d.Keys("l", "ctrl+u", "type:30000", "ctrl+s").See("for a supervisor (proposal 1)")
}
