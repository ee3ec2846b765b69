package call_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/internal/report/requests"
	"duebook/ui/screen/call"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// busy is an office where much happened to C1 since the last contact.
func busy(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&customer.SetPerson{Customer: "C1", Person: customer.Contact{Name: "سامي حداد", Role: "owner",
		BestTime: "after 10", Phones: []customer.Phone{{Number: "+966 50 555 0111"}, {Number: "+966 11 555 0112",
			Ext: "7"}}}})
	for _, r := range []string{"300", "400", "500"} {
		o.Must(&receipt.Record{Customer: "C1", Type: "cash", Amount: r, Reference: "R" + r})
	}
	o.Must(&bill.Issue{Customer: "C1", Number: "INV-900", Doc: "2025-06-14", Due: "2025-06-14", Amount: "77"})
	return o
}

func open(t *testing.T, o *office.Office, arg desk.CardArg, w, h int) *uitest.Driver {
	return uitest.StartScreen(t, call.New(o.Desk, arg), w, h)
}

func TestFramesOfTheCallPane(t *testing.T) {
	for _, size := range uitest.Sizes {
		d := open(t, busy(t), desk.CardArg{Code: "C1"}, size[0], size[1])
		d.See("Since the last contact, 11 Jun:", "our IBAN", "+966 11 555 0112 ext 7")
		if size[0] == 80 || size[0] == 120 {
			d.Golden("open" + map[int]string{80: "80", 120: "120"}[size[0]])
			d.Keys("p").Golden("promise" + map[int]string{80: "80", 120: "120"}[size[0]])
		}
	}
}

func last(t *testing.T, o *office.Office, code string) *desk.Card {
	t.Helper()
	c, err := o.Card(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOnlyWhatTheResultNeedsIsAsked(t *testing.T) {
	d := open(t, office.Sample(t), desk.CardArg{Code: "C1"}, 120, 40)
	all := map[string]string{"Left word with": "l", "Collect at": "r", "Ask for": "r", "Hours": "r", "Waits for": "v",
		"Its number": "v", "Only bill": "p", "Disputes bill": "d", "Away until": "o"}
	for _, key := range []string{"l", "r", "v", "p", "d", "o", "a"} {
		d.Keys(key)
		for label, of := range all {
			if of == key {
				d.See(label)
			} else {
				d.Gone(label)
			}
		}
		d.See("Channel").Keys("shift+tab", "shift+tab", "shift+tab") // back on the result
	}
}

func TestWordLeftWithSomebodyByVisit(t *testing.T) {
	o := office.Sample(t)
	open(t, o, desk.CardArg{Code: "C1"}, 80, 24).Play(`
		key l ctrl+s
		see Left word with is needed
		type Huda at the desk
		key tab tab tab tab tab
		key v
		key ctrl+s
		note Al Noor Trading Co: left word, logged; next Mon 16 Jun.
	`, nil)
	if c := last(t, o, "C1"); c.Last.Title != "left word (visit)" || !strings.HasPrefix(c.Last.Text,
		"Huda at the desk") {
		t.Errorf("%+v", c.Last)
	}
}

func TestTheCollectorIsSentWhereTheMoneyIs(t *testing.T) {
	o := office.Sample(t)
	open(t, o, desk.CardArg{Code: "C1"}, 80, 24).Play(`
		key r
		type Olaya St 12
		key tab tab
		type 9-12
		key ctrl+s
		note ready, logged
	`, nil)
	if f := last(t, o, "C1").Followups; len(f) != 1 || f[0].Reason !=
		"collect · send the collector: Olaya St 12, Accounts of C1, 9-12" {
		t.Errorf("%+v", f)
	}
}

func TestInApprovalKeepsTheirNumber(t *testing.T) {
	o := office.Sample(t)
	open(t, o, desk.CardArg{Code: "C1"}, 80, 24).Play(`
		key v p
		type 4711
		key ctrl+s
		note in approval, logged
	`, nil)
	if c := last(t, o, "C1"); !strings.Contains(c.Last.Text, "PO 4711") {
		t.Errorf("%+v", c.Last)
	}
}

func TestAPromiseOnOneBillAndAWarningOfTooMuch(t *testing.T) {
	o := office.Sample(t)
	d := open(t, o, desk.CardArg{Code: "C1"}, 120, 40)
	d.Play(`
		key p
		type 99000
		see more than is to collect: 15,000.00 SAR
		key ctrl+u tab tab tab
		type 003
		see INV-003  5,000.00
		key down enter
		see 5,000.00
		not more than is to collect
		key ctrl+s
		note promised, logged
	`, nil)
	p := last(t, o, "C1").Accounts[0].Promises[0]
	if p.Promise.Amount != 500000 || len(p.Promise.Bills) != 1 {
		t.Errorf("%+v", p.Promise)
	}
	open(t, o, desk.CardArg{Code: "C1"}, 120, 40).Play(`
		key p
		type 99000
		key ctrl+s
		note promised, logged
	`, nil)
}

func TestAClosedDayIsSaid(t *testing.T) {
	o := office.Sample(t) // the 20th of June 2025 is a Friday
	open(t, o, desk.CardArg{Code: "C3"}, 80, 24).Play(`
		key c tab
		type 20/6
		key ctrl+s
		note Zahra…: call back
		note call back, logged; next Sun 22 Jun (Fri 20 Jun is closed).
	`, nil)
}

func TestACallThatComesInNeedsNoReason(t *testing.T) {
	o := office.Sample(t)
	o.Must(&customer.Assign{Customer: "C1", Field: "do_not_contact", Value: "yes"})
	open(t, o, desk.CardArg{Code: "C1"}, 120, 40).Play(`
		key a
		see Reason to call now
		key tab tab tab tab tab i
		not Reason to call now
		key ctrl+s
		note no answer, logged
	`, nil)
}

func TestTriesLeaveOneFollowUp(t *testing.T) {
	o := office.Sample(t)
	for range 3 {
		open(t, o, desk.CardArg{Code: "C1"}, 80, 24).Play("key a ctrl+s\nnote no answer, logged; next Mon 16 Jun.", nil)
	}
	if f := last(t, o, "C1").Followups; len(f) != 1 || f[0].Date != o.Today()+1 {
		t.Errorf("%+v", f)
	}
}

// What a customer asks for in a call is logged without leaving it, and nothing typed of the
// call is lost: not while the request is asked for, given up or posted.
func TestARequestIsLoggedDuringACall(t *testing.T) {
	o := office.Sample(t)
	d := open(t, o, desk.CardArg{Code: "C1"}, 80, 24)
	d.See("^O request").Play(`
		key d tab
		type 400
		key tab
		type short by two
		key ctrl+o
		dialog Request of Al Noor Trading Co
		see INV-001
		see Accounts of C1
		type c
		key esc
		see Throw away
		key y
		see short by two
		key ctrl+o
		key c
		type the bill with the stamp
		key ctrl+j
		type and the note
		key ctrl+s
		note Request logged, due
		see short by two
		key ctrl+s
		note disputed, logged
	`, nil)
	open(t, o, desk.CardArg{Code: "C1"}, 80, 24).See("1 request open")
	l, err := o.Requests(requests.Query{})
	if err != nil || len(l.Rows) != 1 || l.Rows[0].Kind.String() != "copy of bill" || l.Rows[0].Number != "INV-001" {
		t.Fatalf("%+v %v", l, err)
	}
	if c := last(t, o, "C1"); c.Requests != 1 || c.Last.Title != "disputed" {
		t.Errorf("%+v", c.Last)
	}
}
