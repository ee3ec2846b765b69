package desk_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/office"
	"duebook/internal/ar/referral"
	"duebook/internal/desk"
	"duebook/internal/report/referrals"
)

// seats makes a book and gives the function that sits somebody down at it, an hour later
// each time.
func seats(t *testing.T) func(who string) *desk.Desk {
	t.Helper()
	now := time.Date(2025, 6, 15, 10, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "r.db")
	opt := func(who string) desk.Options { return desk.Options{Who: who, Clock: func() time.Time { return now }} }
	if err := desk.Create(path, "Office Trading Co.", "SAR", opt("boss")); err != nil {
		t.Fatal(err)
	}
	var d *desk.Desk
	return func(who string) *desk.Desk {
		t.Helper()
		if d != nil {
			_ = d.Close()
		}
		var err error
		if d, err = desk.Open(path, opt(who)); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
		return d
	}
}

// An answer and what it carries out are one: a hold that cannot be set leaves the
// question waiting. The officer sees the answer until the customer is contacted.
func TestAnswerCarriesItselfOut(t *testing.T) {
	as := seats(t)
	d := as("boss")
	for _, code := range []string{"C1", "C2"} {
		do(t, d, &customer.Open{Code: code, Name: "Customer " + code, Collector: "sami"})
		do(t, d, &bill.Issue{Customer: code, Number: "B-" + code, Doc: "-60", Due: "-30", Amount: "900"})
	}
	do(t, d, &office.Set{User: "boss", Shown: "The boss", Roles: "admin, supervisor"})
	do(t, d, &office.Set{User: "sami", Roles: "officer"})
	d = as("sami")
	do(t, d, &referral.Refer{Customer: "C1", Reason: "will not pay"})
	do(t, d, &referral.Refer{Customer: "C2", Reason: "asks for the boss"})
	take := &desk.Answering{Reply: referral.Reply{ID: 2, Answer: "take over"}}
	if err := d.AnswerReferral(desk.NewKey(), take); err == nil {
		t.Error("an officer answered")
	}
	d = as("boss")
	page, err := d.TodayPage()
	if err != nil || page.Queue.Count != 2 || page.Queue.Name != "Customer C1" {
		t.Fatal(page.Queue, err)
	}
	hold := &desk.Answering{Reply: referral.Reply{ID: 1, Answer: "hold"}, Block: "all", Bills: []string{"B-NONE"}}
	if err := d.AnswerReferral(desk.NewKey(), hold); err == nil {
		t.Fatal("a bill that is not there is held")
	}
	hold.Bills, hold.Until = []string{"B-C1"}, "+10"
	key := desk.NewKey()
	for range 2 { // enter twice is once
		if err := d.AnswerReferral(key, hold); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.AnswerReferral(desk.NewKey(), take); err != nil {
		t.Fatal(err)
	}
	c, err := d.Card("C1")
	if err != nil || c.Block.Block != customer.Blocked || c.Block.Reason != "will not pay" || c.Referred {
		t.Error(c.Block, c.Referred, err)
	}
	if c, _ = d.Card("C2"); c.Collector != "boss" || !strings.HasPrefix(c.Recent[0].Title, "answer: take over") {
		t.Errorf("%s %+v", c.Collector, c.Recent[0])
	}
	d = as("sami")
	if page, err = d.TodayPage(); err != nil || len(page.Answers) != 2 || page.Queue.Count != 0 {
		t.Fatal(page.Answers, page.Queue, err)
	}
	do(t, d, &referral.See{ID: 2})
	do(t, d, &contact.Log{Customer: "C1", Result: "refused"})
	if page, err = d.TodayPage(); err != nil || len(page.Answers) != 0 {
		t.Fatal(page.Answers, err)
	}
	l, err := d.Referrals(referrals.Query{})
	if err != nil || l.Waiting != 0 || len(l.Rows) != 2 || l.Rows[1].Owed[0].Overdue != 90000 {
		t.Errorf("%+v %v", l, err)
	}
	sound(t, d)
}
