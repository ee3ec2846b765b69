package desk_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/internal/report/referrals"
)

// Who made the entry that stands in the way, and when by the company's clock, is said.
func TestUndoNamesWhatDependsOnIt(t *testing.T) {
	d := shop(t)
	post(t, d, &company.Set{Field: "zone", Value: "Asia/Tokyo"},
		&receipt.Record{Customer: "C1", Type: "transfer", Amount: "300", Number: "R-1", Mode: "none"},
		&receipt.Refund{Receipt: "R-1", Amount: "10", Reason: "too much"})
	seq, _, err := d.Undoable()
	if err != nil {
		t.Fatal(err)
	}
	want := d.Now().Format("2006-01-02 15:04") + " by " + d.Who() + ")"
	if err := d.Undo(desk.NewKey(), seq-1); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// What one wish posted is taken back by one undo, all or none, and nothing before it.
func TestWhatWasPostedTogetherIsTakenBackTogether(t *testing.T) {
	d := shop(t)
	post(t, d, &customer.Open{Code: "C8", Name: "Eighth"}, &customer.Open{Code: "C9", Name: "Ninth"},
		&contact.Log{Customer: "C1", Result: "note", Note: "alone"})
	if err := d.ReferAll(desk.NewKey(), []string{"C1", "C8", "C9"}, "what now"); err != nil {
		t.Fatal(err)
	}
	last := func() desk.Undoing {
		t.Helper()
		seq, _, err := d.Undoable()
		if err != nil {
			t.Fatal(err)
		}
		u, err := d.Together(seq)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	u := last()
	if len(u.Entries) != 3 || u.What != "3 times a referral" || u.Entries[0] != u.Entries[2]+2 {
		t.Fatalf("%+v", u)
	}
	key := desk.NewKey()
	for range 2 { // twice is once
		if err := d.Undo(key, u.Entries...); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := d.Referrals(referrals.Query{}); err != nil || len(l.Rows) != 0 {
		t.Errorf("%d referrals are left, %v", len(l.Rows), err)
	}
	if u = last(); len(u.Entries) != 1 || u.What != "a logged contact" {
		t.Errorf("%+v", u)
	}
}
