package contact_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), promise.Subject(), followup.Subject(),
		contact.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-05-20", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-02", Due: "2025-05-25", Amount: "500"})
	return b
}

// state is all that a contact may change, as of a day, in words.
func state(b *booktest.Book, on civil.Date) string {
	b.T.Helper()
	var s strings.Builder
	b.Read(func(v *book.View) error {
		contact.Lasts(v, on, func(l contact.Last) bool {
			fmt.Fprintf(&s, "last %s %s reached %s done %s; ", l.Day, l.Result, l.Reached, l.Done)
			return true
		})
		all, err := promise.JudgeAccount(v, 1, on, civil.Calendar{}, 0)
		if err != nil {
			return err
		}
		for _, p := range all {
			fmt.Fprintf(&s, "promise %d %s left %d; ", p.ID, p.State, p.Left)
		}
		err = followup.Opens(v, on, 0, func(f followup.Brief) bool {
			fmt.Fprintf(&s, "%s %s %q; ", f.Task, f.Date, f.Reason)
			return true
		})
		if err != nil {
			return err
		}
		set, err := dispute.LiveOf(v, 1, on)
		openitem.OfAccount(v, 1, func(i *openitem.Item) bool {
			fmt.Fprintf(&s, "%d: %d of %d; ", i.Doc, set.Take(i), i.Left)
			return true
		})
		return err
	})
	return s.String()
}

func TestOneCallIsOneEntryAndOneUndo(t *testing.T) {
	b := start(t)
	b.Do(&followup.Plan{Customer: "C1", Date: "today", Reason: "first call"})
	b.Do(&contact.Log{Customer: "C1", Result: "no answer"})
	b.Do(&promise.Take{Customer: "C1", Date: "+4", Bills: []string{"A"}})
	b.Today++
	before := state(b, b.Today)
	r := b.Do(&contact.Log{Customer: "C1", Person: "Hala", Number: "+966 11 234 5678", Ext: "12",
		Result: "promised", Note: "pays on Monday",
		NextDate: "+7", NextTime: "10:30", NextReason: "check the bank", Promise: &contact.Pledge{Date: "+6",
			Bills: []string{"A"}, Method: "transfer"},
		Dispute: &dispute.Open{Bill: "B", Amount: "200", Reason: "two boxes missing"}})
	kinds := ""
	for _, f := range r.Facts {
		kinds += f.Kind() + " "
	}
	if kinds != "contact.logged/1 promise.taken/1 promise.ended/1 dispute.opened/1 followup.ended/1 "+
		"followup.planned/1 " {
		t.Error(kinds)
	}
	c := r.Facts[0].(*contact.Logged).Contact
	if len(c.Bills) != 2 || len(c.Promises) != 1 || len(c.Disputes) != 1 || len(c.Closed) != 1 || c.Next == 0 {
		t.Errorf("%+v", c)
	}
	if got := state(b, b.Today); !strings.Contains(got, "last 2025-06-16 promised reached 2025-06-16") ||
		!strings.Contains(got, "20000 of 50000") {
		t.Error(got)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if got := state(b, b.Today); got != before {
		t.Errorf("after the undo\n%s\nnot\n%s", got, before)
	}
}

// Each result, as RULES 3 lists them: done for today, reached, and what is
// planned when nothing else is said. 2025-06-15 is a Sunday.
func TestResults(t *testing.T) {
	want := map[string]string{
		"promised": "done reached", "ready": "done reached collect 16", "says paid": "done reached call 18",
		"in approval": "done reached call 22", "bill asked": "done reached send 15", "disputed": "done reached call 22",
		"refused": "done reached", "referred": "done reached", "owner away": "done call 24", "left word": "call 16",
		"call back": "call 16", "no answer": "call 16", "voicemail": "call 16", "wrong number": "fix data 15",
		"sent": "", "note": "", "visited": "done reached",
	}
	for _, rule := range contact.Rules {
		b := start(t)
		log := &contact.Log{Customer: "C1", Channel: "call in", Person: "Hala", Result: rule.Name, Note: "said so"}
		switch rule.Result {
		case contact.Promised:
			log.Promise = &contact.Pledge{Amount: "10", Date: "+2"}
		case contact.OwnerAway:
			log.NextDate = "2025-06-24"
		}
		b.Do(log)
		var got []string
		b.Read(func(v *book.View) error {
			contact.Lasts(v, b.Today, func(l contact.Last) bool {
				if l.Done == b.Today {
					got = append(got, "done")
				}
				if l.Reached == b.Today {
					got = append(got, "reached")
				}
				return true
			})
			return followup.Opens(v, b.Today, 0, func(f followup.Brief) bool {
				got = append(got, f.Task.String(), f.Date.String()[8:])
				return true
			})
		})
		if s := strings.Join(got, " "); s != want[rule.Name] {
			t.Errorf("%s: %q, not %q", rule.Name, s, want[rule.Name])
		}
	}
}

func TestRefusals(t *testing.T) {
	b := start(t)
	for want, c := range map[string]contact.Log{
		"amount and its day":    {Result: "promised"},
		"with whom":             {Result: "left word"},
		"until when":            {Result: "owner away"},
		"is not a result":       {Result: "maybe"},
		"is not a channel":      {Result: "refused", Channel: "pigeon"},
		"the note is empty":     {Result: "note"},
		"another customer":      {Result: "disputed", Customer: "C2", Dispute: &dispute.Open{Bill: "B", Reason: "x"}},
		"follow-up is for":      {Result: "call back", NextDate: "-1"},
		"is not a phone number": {Result: "no answer", Number: "no"},
	} {
		if c.Customer == "" {
			c.Customer = "C1"
		} else {
			b.Do(&customer.Open{Code: c.Customer, Name: "Other"})
		}
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q does not say %q", s, want)
		}
	}
}

func TestGuard(t *testing.T) {
	b := start(t)
	for range 3 {
		b.Do(&contact.Log{Customer: "C1", Result: "no answer"})
	}
	if s := b.Refused(&contact.Log{Customer: "C1", Result: "no answer"}); !strings.Contains(s,
		"tried 3 times today already") {
		t.Error(s)
	}
	b.Do(&contact.Log{Customer: "C1", Result: "call back", Channel: "call in"})
	r := b.Do(&contact.Log{Customer: "C1", Result: "refused", Override: "they asked for it"})
	if o := r.Facts[0].(*contact.Logged).Contact.Override; o != "they asked for it" {
		t.Errorf("override %q", o)
	}
	b.Today = civil.New(2025, 6, 20)
	if s := b.Refused(&contact.Log{Customer: "C1", Result: "no answer"}); !strings.Contains(s, "closed day") {
		t.Error(s)
	}
	b.Today = civil.New(2025, 6, 22)
	b.Do(&customer.Assign{Customer: "C1", Field: "do_not_contact", Value: "yes"})
	if s := b.Refused(&contact.Log{Customer: "C1", Result: "no answer"}); !strings.Contains(s, "do not contact") {
		t.Error(s)
	}
	b.Do(&contact.Log{Customer: "C1", Result: "note", Note: "a lawyer wrote"})
}

// Tries that reach nobody leave one call-back, not one a try; what a result asked
// for, and what was planned by hand or by another, stays.
func TestANewerCallBackReplacesTheOlder(t *testing.T) {
	b := start(t)
	b.Do(&followup.Plan{Customer: "C1", Date: "+9", Reason: "by hand"})
	b.Do(&contact.Log{Customer: "C1", Result: "says paid"})
	b.Do(&contact.Log{Customer: "C1", Result: "no answer"})
	before := state(b, b.Today)
	r := b.Do(&contact.Log{Customer: "C1", Result: "voicemail"})
	if got := state(b, b.Today); strings.Contains(got, "no answer, call") || !strings.Contains(got,
		"voicemail, call") || !strings.Contains(got, "check the payment") || !strings.Contains(got, "by hand") {
		t.Error(got)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if got := state(b, b.Today); got != before {
		t.Errorf("after the undo\n%s\nnot\n%s", got, before)
	}
	for range 3 {
		b.Do(&contact.Log{Customer: "C1", Result: "no answer", Channel: "call in", NextDate: "+1"})
	}
	if got := state(b, b.Today); strings.Count(got, "no answer, call") != 1 {
		t.Error(got)
	}
	for _, result := range []string{"call back", "call back", "no answer"} {
		b.Do(&contact.Log{Customer: "C1", Result: result, Channel: "call in", NextDate: "+2"})
	}
	if got := state(b, b.Today); strings.Count(got, `"call back"`) != 1 || strings.Count(got, "no answer, call") != 1 {
		t.Error("a try does not stand for what the customer asked for: " + got)
	}
	b.Who = "omar"
	b.Do(&contact.Log{Customer: "C1", Result: "no answer", Channel: "call in"})
	if got := state(b, b.Today); strings.Count(got, "no answer, call") != 2 {
		t.Error("omar's does not stand for mona's: " + got)
	}
}

func TestTheCollectorIsToldWhereAndWhom(t *testing.T) {
	b := start(t)
	b.Do(&contact.Log{Customer: "C1", Result: "ready", Pickup: &contact.Pickup{Where: "Olaya St", Whom: "Sami",
		Hours: "9-12"}})
	b.Do(&contact.Log{Customer: "C1", Result: "in approval", Reference: "PO 4711"})
	for _, want := range []string{`"send the collector: Olaya St, Sami, 9-12"`, `"ask about the approval: PO 4711"`} {
		if got := state(b, b.Today); !strings.Contains(got, want) {
			t.Errorf("%s has no %s", got, want)
		}
	}
	if s := b.Refused(&contact.Log{Customer: "C1", Result: "owner away", NextDate: "none"}); !strings.Contains(s,
		"until when") {
		t.Error(s)
	}
}

func TestAmendKeepsTheOlderText(t *testing.T) {
	b := start(t)
	b.Do(&contact.Log{Customer: "C1", Result: "refused", Note: "wil not pay"})
	r := b.Do(&contact.Amend{Customer: "C1", Note: "will not pay"})
	read := func() (c contact.Contact) {
		b.Read(func(v *book.View) (err error) {
			c, err = contact.Get(v, 1, 1)
			return err
		})
		return c
	}
	if c := read(); c.Note != "will not pay" || len(c.Amended) != 1 || c.Amended[0].Text != "wil not pay" {
		t.Errorf("%+v", c)
	}
	b.Who = "omar"
	if s := b.Refused(&contact.Amend{Customer: "C1", Note: "x"}); !strings.Contains(s, "written by mona") {
		t.Error(s)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if c := read(); c.Note != "wil not pay" || len(c.Amended) != 2 {
		t.Errorf("%+v", c)
	}
}

// The narrow row of last contacts and the past days must agree with the contacts.
func TestLastContactsOfPastDays(t *testing.T) {
	b := start(t)
	b.Do(&contact.Log{Customer: "C1", Result: "refused"})
	first := state(b, b.Today)
	b.Today++
	r := b.Do(&contact.Log{Customer: "C1", Result: "no answer", NextDate: "none"})
	if got := state(b, b.Today); !strings.HasPrefix(got,
		"last 2025-06-16 no answer reached 2025-06-15 done 2025-06-15") {
		t.Error(got)
	}
	if got := state(b, b.Today-1); got != first {
		t.Errorf("the day before shows\n%s\nnot\n%s", got, first)
	}
	b.Today++
	b.Do(&book.Undo{Seq: r.Seq})
	if got := state(b, b.Today); got != first {
		t.Errorf("after the undo\n%s\nnot\n%s", got, first)
	}
}
