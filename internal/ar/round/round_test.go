package round_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

func TestBillsOutAndBack(t *testing.T) {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), round.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	for _, n := range []string{"A", "B"} {
		b.Do(&bill.Issue{Customer: "C1", Number: n, Doc: "2025-05-01", Due: "2025-06-01", Amount: "60"})
	}
	given := b.Do(&round.Give{Collector: "Sami", Route: "North", Bills: []string{"A", "B"}})
	if s := b.Refused(&round.Give{Collector: "Omar", Bills: []string{"A"}}); !strings.Contains(s,
		"bill A is out since") {
		t.Error(s)
	}
	b.Today++
	missing := b.Do(&round.TakeBack{Bill: "A", State: "missing"})
	b.Do(&round.TakeBack{Bill: "B", State: "back signed"})
	if s := b.Refused(&round.TakeBack{Bill: "B", State: "missing"}); !strings.Contains(s, "is not out") {
		t.Error(s)
	}
	at := func(on civil.Date) string {
		var s []string
		b.Read(func(v *book.View) error {
			return round.OfRound(v, 1, func(t *round.Trip) (bool, error) {
				s = append(s, t.At(on).String())
				return true, nil
			})
		})
		return strings.Join(s, ", ")
	}
	if at(b.Today-1) != "out, out" || at(b.Today) != "missing, back signed" {
		t.Errorf("%s, then %s", at(b.Today-1), at(b.Today))
	}
	if s := b.Refused(&book.Undo{Seq: given.Seq}); !strings.Contains(s, "builds on the same") {
		t.Error(s)
	}
	b.Do(&book.Undo{Seq: missing.Seq})
	if at(b.Today) != "out, back signed" {
		t.Error(at(b.Today))
	}
	b.Do(&round.TakeBack{Bill: "A", State: "back signed"})
	b.Do(&round.Give{Collector: "Omar", Bills: []string{"A"}})
}
