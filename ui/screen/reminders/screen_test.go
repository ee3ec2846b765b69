package reminders_test

import (
	"fmt"
	"os"
	"testing"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/reminder"
	"duebook/ui/action"
	"duebook/ui/screen/reminders"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// ladder is the sample office with levels, a letter sent and something disputed.
func ladder(t *testing.T) *office.Office {
	o := office.Sample(t)
	day := o.Today()
	o.At(day-15, 10, 0)
	o.Must(&reminder.Defaults{})
	o.Must(&reminder.SetLevel{Level: 2, Fee: "25"})
	o.At(day-14, 10, 0)
	o.Must(&reminder.Send{Customer: "C2"})
	o.At(day, 10, 0)
	o.Must(&dispute.Open{Bill: "INV-001", Amount: "1500", Reason: "two boxes short"})
	o.Must(&contact.Log{Customer: "C4", Result: "refused", NextDate: "none"})
	return o
}

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("reminders", func(arg any) shell.Screen { return reminders.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Reminders",
		Route: action.Route{Name: "reminders"}}}}, w, h)
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"off": office.Empty(t), "some": ladder(t)} {
		for _, size := range uitest.Sizes {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"today", "sent"} {
				d.Frame()
				if (size[0] == 80 || size[0] == 120) && (name == "some" || tab == "today") {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

func TestLevelsAreSetOnTheScreen(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 80, 24).Play(`
		see No level is set, so nobody gets a letter.
		key a
		dialog Set three levels?
		key enter
		note Three levels are set.
		see 3 letters due
		key e
		dialog Which level?
		key enter
		dialog Level 1
		type 25
		key enter enter
		type 15
		key ctrl+s
		note Level 1 is set.
		see 2 letters due
		key e
		see level 1: 25 days after the due date, fee 15.00
		key esc
	`, nil)
	levels, err := o.ReminderLevels("SAR")
	if err != nil || len(levels) != 3 || levels[0].Days != 25 || levels[0].Fee != 1500 {
		t.Errorf("%+v %v", levels, err)
	}
}

// The marked are posted with one confirmation, and written; the guard needs a reason.
func TestMarkedLettersArePosted(t *testing.T) {
	o := ladder(t)
	d := start(t, o, 120, 40)
	d.Play(`
		see 2 letters due
		key v
		see Dear Sir or Madam,
		see In spite of our earlier reminder
		key esc
		key =
		see = total
		key esc
		key m
		see 2 marked
		key P
		dialog Post reminder letters
		see Posts the letters of 2 customers and their fees, and writes them.
		key ctrl+s
		note 2 letters to 2 customers
		see 0 letters due
		key tab
		see RL-000003
		key l
		dialog Write RL-000001 again
		key w ctrl+s
		note 1 letter to 1 customer
	`, nil)
	sent, err := o.RemindersSent("")
	if err != nil || len(sent) != 3 {
		t.Fatal(len(sent), err)
	}
	if files, _ := os.ReadDir(o.ReminderFolder()); len(files) != 3 {
		t.Error(files)
	}
	d.Play(`
		key tab g j j
		see P asks for a reason
		key P
		type the manager asked for it
		key ctrl+s
	`, nil)
	sent, _ = o.RemindersSent("C4")
	if len(sent) != 1 || sent[0].Override != "the manager asked for it" {
		t.Errorf("%+v", sent)
	}
}

// A ladder to level 3: each letter waits its days after the one before, a dispute and a
// payment on the way change what is asked for, and after the last nothing is sent.
func TestALadderToLevelThree(t *testing.T) {
	o := office.Sample(t)
	day := o.Today()
	o.Must(&reminder.Defaults{})
	o.Must(&reminder.SetLevel{Level: 3, Fee: "100"})
	d := start(t, o, 120, 40)
	d.Play(`
		see 1 of 3   75
		key P ctrl+s
		note 1 letter to 1 customer
	`, nil)
	o.At(day+13, 10, 0)
	d.Play(`
		key ctrl+r
		see level 2 is due on 2025-06-29
	`, nil)
	o.At(day+14, 10, 0)
	o.Must(&dispute.Open{Bill: "INV-004", Amount: "10000", Reason: "damaged"})
	d.Play(`
		key ctrl+r g
		see 2 of 3   89
		see 21,500.50 SAR asked for
		see Left out: 10,000.00, disputed.
		key P ctrl+s
		note 1 letter to 1 customer
	`, nil)
	o.At(day+28, 10, 0)
	o.Must(&receipt.Record{Customer: "C2", Type: "transfer", Amount: "500.50"})
	d.Play(`
		key ctrl+r
		see 3 of 3  103
		key P
		dialog Post reminder letters
		key ctrl+s
		note 1 letter to 1 customer
	`, nil)
	o.At(day+50, 10, 0)
	d.Play(`
		key ctrl+r
		see 3 letters were sent, the last on 2025-07-13
		key P
		note no letter to the marked customers is due
		key enter
	`, nil)
	sent, err := o.RemindersSent("C2")
	if err != nil || len(sent) != 3 || sent[0].Level != 3 || sent[0].Total() != 2110000 || sent[2].Total() != 3150050 {
		t.Errorf("%+v %v", sent, err)
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	for _, o := range []*office.Office{office.Empty(t), ladder(t)} {
		s := reminders.New(o.Desk, nil)
		d := uitest.StartScreen(t, s, 80, 24)
		for range 2 {
			for _, c := range action.Conflicts("reminders", s.Actions()) {
				t.Error(c)
			}
			d.Keys("tab")
		}
	}
	o := ladder(t)
	o.SetAsOf(o.Today() - 1)
	start(t, o, 80, 24).Keys("j", "P").See("a past day is on show")
}
