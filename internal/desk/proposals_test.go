package desk_test

import (
	"errors"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/office"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/proposal"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/report/proposals"
	"duebook/internal/report/sod"
)

func limitsOf(t *testing.T, d *desk.Desk) (all []credit.Limit) {
	t.Helper()
	err := d.View(func(v *book.View) error {
		return credit.Limits(v, func(l *credit.Limit) (bool, error) {
			if l.Ended == 0 {
				all = append(all, *l)
			}
			return true, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func refused(t *testing.T, d *desk.Desk, c book.Command, want string) {
	t.Helper()
	if _, err := d.Do(desk.NewKey(), c); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %v, want a refusal with %q", c.Kind(), err, want)
	}
}

// What an officer may not do is proposed, not done; another person approves it, which
// does it in the same entry as it was proposed, and names both; undo takes all back.
func TestProposalIsDoneByWhoApproves(t *testing.T) {
	_, as := staff(t)
	do(t, as("supervisor"), &customer.Open{Code: "C1", Name: "Al Noor Trading Co"})
	d := as("officer")
	set := &credit.SetLimit{Customer: "C1", Amount: "40000", Why: "season"}
	refused(t, d, set, "only a supervisor may do this") // by its name, and from the command line
	refused(t, d, &proposal.Make{Command: "office.set", Fields: []byte(`{}`)}, "nothing that is proposed")
	refused(t, d, &proposal.Make{Command: "credit.set_limit", Fields: []byte(`{"customer":"C1","amount":"-5"}`)},
		"negative")
	d.ProposeInstead()
	var sent *desk.Sent
	key := desk.NewKey()
	for range 2 { // sent twice it is proposed once
		if _, err := d.Do(key, set); !errors.As(err, &sent) || !strings.Contains(err.Error(), "a credit limit") {
			t.Fatal(err)
		}
	}
	refused(t, d, set, "waits for a supervisor (proposal 1)")
	if n := len(limitsOf(t, d)); n != 0 {
		t.Errorf("%d limits before anybody approved", n)
	}
	refused(t, d, &proposal.Approve{ID: 1}, "only a supervisor may do this")
	d = as("supervisor")
	refused(t, d, &proposal.Withdraw{ID: 1}, "officer's")
	do(t, d, &proposal.Approve{ID: 1})
	all := limitsOf(t, d)
	if len(all) != 1 || all[0].By != "officer" || all[0].Approver != "supervisor" || all[0].Amount != 4000000 ||
		all[0].Why != "season" {
		t.Fatalf("%+v", all)
	}
	refused(t, d, &proposal.Approve{ID: 1}, "was approved by supervisor")
	refused(t, d, &proposal.Refuse{ID: 1, Reason: "no"}, "was approved by supervisor")
	l, err := d.Proposals(proposals.Query{})
	if err != nil || len(l.Rows) != 1 || l.Rows[0].Code != "C1" ||
		l.Rows[0].Details() != "amount 40000 (was no limit), why season" ||
		l.Waiting != 0 {
		t.Fatalf("%+v %v", l, err)
	}
	seq, _, err := d.Undoable()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Undo(desk.NewKey(), seq); err != nil {
		t.Fatal(err)
	}
	if l, err = d.Proposals(proposals.Query{}); err != nil || l.Waiting != 1 || len(limitsOf(t, d)) != 0 {
		t.Errorf("after undo %d wait, %v", l.Waiting, err)
	}
	do(t, as("officer"), &proposal.Make{Command: "customer.revise", Reason: "new owner", Fields: []byte(
		`{"customer":"C1","changes":[{"field":"terms","value":"60"},{"field":"bank","value":""}]}`)})
	d = as("supervisor")
	l, err = d.Proposals(proposals.Query{Customer: "C1", By: "officer"})
	if err != nil || len(l.Rows) != 2 || l.Rows[1].Details() != "terms 60 (was nothing), bank nothing" {
		t.Errorf("%+v %v", l, err)
	}
	refused(t, d, &proposal.Refuse{ID: 1}, "say to officer why not")
	do(t, d, &proposal.Refuse{ID: 1, Reason: "not before the cheque clears"})
	fs, err := d.Book().Verify(t.Context(), book.Deep)
	if err != nil || len(fs) > 0 {
		t.Errorf("%v %v", fs, err)
	}
}

// Nobody approves a proposal of their own while others could; alone it is marked. What the
// book no longer allows is refused when it is approved.
func TestNobodyApprovesTheirOwnProposal(t *testing.T) {
	_, as := staff(t)
	d := as("supervisor")
	do(t, d, &customer.Open{Code: "C1", Name: "Al Noor Trading Co"})
	limit := []byte(`{"customer":"C1","amount":"40000","from":"2025-06-15","until":"2025-06-30","temporary":true}`)
	refused(t, d, &proposal.Make{Command: "credit.set_limit", Fields: limit}, "no other supervisor")
	do(t, as("admin"), &office.Set{User: "second", Roles: "supervisor, officer"})
	d = as("second")
	do(t, d, &proposal.Make{Command: "credit.set_limit", Fields: limit})
	refused(t, d, &proposal.Approve{ID: 1}, "you asked for this")
	d = as("supervisor")
	do(t, d, &credit.SetLimit{Customer: "C1", Amount: "1", Temporary: true, Until: "2025-07-01", Approver: "second"})
	refused(t, d, &proposal.Approve{ID: 1}, "a temporary limit lasts")
	do(t, as("second"), &proposal.Withdraw{ID: 1})
	err := as("auditor").View(func(v *book.View) error {
		all, err := sod.List(v)
		if len(all) != 0 {
			t.Errorf("self-approvals: %v", all)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An officer applies what they recorded themselves today; other money a supervisor applies,
// or the officer proposes it.
func TestOfficersApplyTheirOwnMoneyOfToday(t *testing.T) {
	_, as := staff(t)
	d := as("supervisor")
	do(t, d, &customer.Open{Code: "C1", Name: "Al Noor Trading Co"})
	do(t, d, &bill.Issue{Customer: "C1", Number: "INV-1", Due: "2025-05-01", Doc: "2025-04-01", Amount: "1000"})
	do(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "300", Number: "R-1", Mode: "none"})
	d = as("officer")
	do(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "200", Number: "R-2", Mode: "none"})
	do(t, d, &receipt.ApplyMore{Receipt: "R-2"})
	refused(t, d, &receipt.ApplyMore{Receipt: "R-1"}, "receipt R-1 was recorded by supervisor on 2025-06-15")
	apply := &settle.Settle{Apply: &receipt.ApplyMore{Receipt: "R-1"}}
	refused(t, d, apply, "an officer applies only what they recorded themselves today")
	d.ProposeInstead()
	if fs, err := d.Preview(apply); err != nil || len(fs) == 0 {
		t.Errorf("what is proposed is not foreseen: %v", err)
	}
	refused(t, d, apply, "Sent to the supervisor as proposal 1: where a receipt goes")
	d = as("supervisor")
	do(t, d, &proposal.Approve{ID: 1})
	err := d.View(func(v *book.View) error {
		r, err := receipt.Must(v, "R-1")
		if err == nil {
			_, left, lerr := openitem.Get(v, r.Account, r.Date, r.ID, 0)
			if lerr != nil || left {
				t.Errorf("something of R-1 is left, %v", lerr)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is shown of a proposal is what is done: names written otherwise, named twice or
// unknown hide nothing, and a text that may not stand in the book is not kept.
func TestProposalHidesNothing(t *testing.T) {
	_, as := staff(t)
	do(t, as("supervisor"), &customer.Open{Code: "C1", Name: "Al Noor Trading Co"})
	d := as("officer")
	for fields, want := range map[string]string{
		`{"customer":"C1","changes":[{"field":"note","value":"call"},{"Field":"terms","Value":"365"}]}`: "note call " +
			"(was nothing), terms 365 (was nothing)",
		`{"customer":"C1","changes":[{"field":"terms","value":"30","Value":"700"}]}`: "terms 700 (was nothing)",
	} {
		do(t, d, &proposal.Make{Command: "customer.revise", Fields: []byte(fields)})
		l, err := d.Proposals(proposals.Query{})
		if last := l.Rows[len(l.Rows)-1]; err != nil || last.Details() != want {
			t.Errorf("%s is shown as %q, %v", fields, last.Details(), err)
		}
	}
	refused(t, d, &proposal.Make{Command: "customer.revise", Fields: []byte(
		`{"customer":"C1","changes":[{"value":"700","field":"terms"}]}`)}, "the same was proposed")
	refused(t, d, &proposal.Make{Command: "customer.edit", Fields: []byte(
		`{"customer":"C1","field":"terms","value":"30","also":"x"}`)}, "unknown field")
	refused(t, d, &proposal.Make{Command: "credit.set_limit", Fields: []byte(
		`{"customer":"C1","amount":"5","why":"a\u202eb"}`)}, "U+202E")
	refused(t, d, &proposal.Make{Command: "receipt.settle", Fields: []byte(
		`{"record":{"customer":"C1","kind":"cash","amount":"250"}}`)}, "is recorded, not proposed")
}

// What a proposal would do on the day it is approved is what it would have done on the day
// it was proposed, or it is refused; other changes of the customer do not matter, nor that
// other numbers were handed out.
func TestProposalDoesWhatWasProposedOrNothing(t *testing.T) {
	_, as := staff(t)
	d := as("supervisor")
	do(t, d, &customer.Open{Code: "C1", Name: "Al Noor Trading Co"})
	for _, n := range []string{"A", "B"} {
		do(t, d, &bill.Issue{Customer: "C1", Number: n, Doc: "2025-04-01", Due: "2025-05-01", Amount: "500"})
	}
	do(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "350", Number: "R-1", Mode: "none"})
	do(t, d, &receipt.ApplyMore{Receipt: "R-1", Mode: "marked", Parts: []receipt.PartChoice{{Bill: "A",
		Amount: "100"}}})
	d = as("officer")
	do(t, d, &proposal.Make{Command: "receipt.unapply", Fields: []byte(`{"receipt":"R-1"}`)})
	do(t, d, &proposal.Make{Command: "customer.edit", Fields: []byte(`{"customer":"C1","field":"terms","value":"60"}`)})
	do(t, d, &proposal.Make{Command: "customer.edit", Fields: []byte(`{"customer":"C1","field":"bank","value":"X"}`)})
	do(t, d, &proposal.Make{Command: "credit.set_limit", Fields: []byte(`{"customer":"C1","amount":"9"}`)})
	d = as("supervisor")
	do(t, d, &receipt.ApplyMore{Receipt: "R-1"})
	do(t, d, &customer.Edit{Customer: "C1", Field: "terms", Value: "10"})
	do(t, as("admin"), &office.Set{User: "second", Roles: "supervisor"})
	d = as("supervisor")
	do(t, d, &credit.SetLimit{Customer: "C1", Currency: "USD", Amount: "7", Approver: "second"})
	refused(t, d, &proposal.Approve{ID: 1}, "would no longer do what was proposed on 2025-06-15")
	refused(t, d, &proposal.Approve{ID: 2}, "would no longer do what was proposed")
	do(t, d, &proposal.Approve{ID: 3})
	do(t, d, &proposal.Approve{ID: 4})
}

// A cent of one's own does not open other people's receipts, and what is sent twice is
// proposed once.
func TestCreditsOfOthersAreProposedToo(t *testing.T) {
	_, as := staff(t)
	d := as("supervisor")
	do(t, d, &customer.Open{Code: "C1", Name: "Al Noor Trading Co"})
	do(t, d, &bill.Issue{Customer: "C1", Number: "A", Doc: "2025-04-01", Due: "2025-05-01", Amount: "500"})
	do(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "300", Number: "R-1", Mode: "none"})
	d = as("officer")
	do(t, d, &receipt.Record{Customer: "C1", Type: "transfer", Amount: "0.01", Number: "R-2", Mode: "none"})
	c := &settle.Settle{Apply: &receipt.ApplyMore{Receipt: "R-2"}, Credits: []receipt.ApplyMore{{Receipt: "R-1",
		Mode: "marked", Parts: []receipt.PartChoice{{Bill: "A", Amount: "300"}}}}}
	refused(t, d, c, "receipt R-1 was recorded by supervisor")
	d.ProposeInstead()
	key := desk.NewKey()
	for range 2 {
		if _, err := d.Do(key, c); err == nil || !strings.Contains(err.Error(), "as proposal 1:") {
			t.Error(err)
		}
	}
}
