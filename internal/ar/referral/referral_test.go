package referral_test

import (
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
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
)

func TestQuestionAndAnswer(t *testing.T) {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), promise.Subject(), followup.Subject(),
		contact.Subject(), referral.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	asked := b.Do(&referral.Refer{Customer: "C1", Reason: "wants 20 % off", Call: &contact.Log{Person: "Hala"}})
	if asked.Facts[0].Kind() != "contact.logged/1" || len(asked.Facts) != 2 {
		t.Errorf("%v", asked.Facts)
	}
	if s := b.Refused(&referral.Refer{Customer: "C1", Reason: "again"}); !strings.Contains(s,
		"with the supervisor already") {
		t.Error(s)
	}
	if s := b.Refused(&referral.Reply{ID: 1, Answer: "instruct"}); !strings.Contains(s, "what is to be done") {
		t.Error(s)
	}
	b.Today++
	answer := b.Do(&referral.Reply{ID: 1, Answer: "instruct", Text: "offer 5 %"})
	answered := func(back int) bool {
		var ok bool
		b.Read(func(v *book.View) error {
			r, err := referral.Get(v, 1)
			_, ok = r.Answered(b.Today.Add(-back))
			return err
		})
		return ok
	}
	if !answered(0) || answered(1) {
		t.Error("the answer counts from its day on")
	}
	seen := b.Do(&referral.See{ID: 1})
	if again := b.Do(&referral.See{ID: 1}); again.Seq != 0 {
		t.Error("an answer was seen twice")
	}
	if s := b.Refused(&book.Undo{Seq: answer.Seq}); !strings.Contains(s, "builds on the same referral") {
		t.Error(s)
	}
	b.Do(&book.Undo{Seq: seen.Seq})
	if s := b.Refused(&book.Undo{Seq: asked.Seq}); !strings.Contains(s, "builds on the same referral") {
		t.Error(s)
	}
	b.Do(&book.Undo{Seq: answer.Seq})
	b.Do(&book.Undo{Seq: asked.Seq})
	b.Do(&referral.Refer{Customer: "C1", Reason: "wants 10 % off"})
}
