package request_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/request"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/desk"
)

// A request is routed, moved to an open day, answered and closed; each day shows it as it
// stood, and what was taken back stands as before.
func TestLifeOfARequest(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&customer.Open{Code: "C2", Name: "Other"})
	b.Do(&bill.Issue{Customer: "C2", Number: "X", Amount: "10"})
	if s := b.Refused(&request.Log{Customer: "C1", Type: "price", Text: "?", Bill: "X"}); !strings.Contains(s,
		"another customer") {
		t.Error(s)
	}
	logged := b.Do(&request.Log{Customer: "C1", Type: "copy of bill", Text: "bill of May", To: "accounts"})
	first := b.Today
	at := func(days int) (s request.Step, ok bool) {
		b.Read(func(v *book.View) error {
			r, err := request.Get(v, 1)
			s, ok = r.At(first.Add(days))
			return err
		})
		return s, ok
	}
	opens := func(days int) (n int) {
		b.Read(func(v *book.View) error {
			return request.Open(v, first.Add(days), func(*request.Request, request.Step) (bool, error) {
				n++
				return true, nil
			})
		})
		return n
	}
	b.Do(&company.Set{Field: "weekend", Value: "fri,sat"})
	b.Today++
	friday := b.Today
	for friday.Weekday() != 5 {
		friday++
	}
	b.Do(&request.Update{ID: 1, To: "delivery", Due: friday.String(), Note: "they have the paper"})
	if s, _ := at(1); s.To != "delivery" || s.Due != friday+2 || s.Asked != friday {
		t.Errorf("%+v", s)
	}
	if w := b.Do(&company.AddHoliday{Date: (friday + 2).String(), Name: "Founding Day"}).Warnings; len(w) != 1 ||
		!strings.Contains(w[0], "request 1 of C1") {
		t.Error(w)
	}
	if r := b.Do(&request.Update{ID: 1, To: "delivery"}); r.Seq != 0 {
		t.Error("nothing different was posted")
	}
	b.Today++
	if s := b.Refused(&request.Close{ID: 1}); !strings.Contains(s, "what came of") {
		t.Error(s)
	}
	closed := b.Do(&request.Close{ID: 1, Outcome: "sent by e-mail"})
	if s := b.Refused(&request.Update{ID: 1, To: "sales"}); !strings.Contains(s, "not open any more") {
		t.Error(s)
	}
	if s, _ := at(0); s.To != "accounts" || opens(0) != 1 || opens(1) != 1 || opens(2) != 0 || opens(-1) != 0 {
		t.Error(s, opens(0), opens(1), opens(2))
	}
	b.Do(&book.Undo{Seq: closed.Seq})
	if s, _ := at(2); s.Closed || s.To != "delivery" || opens(2) != 1 {
		t.Errorf("%+v", s)
	}
	if s := b.Refused(&book.Undo{Seq: logged.Seq}); !strings.Contains(s, "builds on the same request") {
		t.Error(s)
	}
	b.MustVerify()
}
