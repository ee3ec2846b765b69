package proof_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

func office(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), round.Subject(), proof.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	for _, n := range []string{"A", "B", "C", "D"} {
		b.Do(&bill.Issue{Customer: "C1", Number: n, Doc: "2025-05-01", Due: "2025-06-01", Amount: "60"})
	}
	return b
}

// at says where all copies were at the end of a day.
func at(b *booktest.Book, d civil.Date) string {
	var out []string
	b.Read(func(v *book.View) error {
		return proof.All(v, d, func(p *proof.Place) (bool, error) {
			x, err := bill.Get(v, p.Account, p.Bill)
			s := x.Number + " " + p.State.String()
			if p.Fault != 0 {
				s += " " + p.Fault.String()
			}
			out = append(out, s)
			return true, err
		})
	})
	return strings.Join(out, ", ")
}

func TestCopiesOutAndBack(t *testing.T) {
	b := office(t)
	b.Do(&proof.Give{Holder: "Sami", Bills: []string{"A", "B"}, Day: "-10"})
	if s := b.Refused(&proof.Give{Holder: "Omar", Bills: []string{"C", "A"}}); !strings.Contains(s,
		"the copy of A is out since 2025-06-05") {
		t.Error(s)
	}
	b.Do(&proof.TakeBack{Bills: []string{"D"}}) // nobody noted that it went
	b.Today++
	missing := b.Do(&proof.Miss{Bills: []string{"B"}})
	b.Do(&proof.Differ{Bill: "A", Fault: "quantity", Note: "2 cartons", Dispute: true, Amount: "10"})
	if at(b, b.Today-1) != "A out, B out, D back signed" ||
		at(b, b.Today) != "A discrepancy quantity, B missing, D back signed" {
		t.Error(at(b, b.Today-1), "|", at(b, b.Today))
	}
	b.Read(func(v *book.View) error {
		p, err := proof.Of(v, 1, 1, b.Today)
		if p.OutOn != b.Today-11 || p.Days(b.Today) != 11 || p.Holder != 1 || p.Note != "2 cartons" {
			t.Errorf("%+v", p)
		}
		n := 0
		return errors(err, dispute.OfAccount(v, 1, func(d *dispute.Dispute) (bool, error) {
			if n++; n > 1 || d.Amount != 1000 || d.Reason != "delivery copy: quantity, 2 cartons" {
				t.Errorf("%+v", d)
			}
			return true, nil
		}))
	})
	for what, c := range map[string]book.Command{
		"is noted missing since 2025-06-16 already":     &proof.Miss{Bills: []string{"B"}},
		"is noted back signed since 2025-06-15 already": &proof.Miss{Bills: []string{"D"}},
		`"torn" is nothing a copy has wrong`:            &proof.Differ{Bill: "B", Fault: "torn"},
		"is named twice":                                &proof.TakeBack{Bills: []string{"B", "B"}},
		`no bill with the number "X"`:                   &proof.TakeBack{Bills: []string{"X"}},
	} {
		if s := b.Refused(c); !strings.Contains(s, what) {
			t.Errorf("%s, not %s", s, what)
		}
	}
	b.Today++
	b.Do(&book.Undo{Seq: missing.Seq})
	b.Do(&proof.TakeBack{Bills: []string{"A", "B"}})
	if !strings.Contains(at(b, b.Today-1), "B missing") || at(b, b.Today) !=
		"A back signed, B back signed, D back signed" {
		t.Error(at(b, b.Today-1), "|", at(b, b.Today))
	}
}

// A copy that went along on a round is out, and comes back from it with the same word.
func TestCopiesOnARound(t *testing.T) {
	b := office(t)
	b.Do(&round.Give{Collector: "Sami", Bills: []string{"A", "B"}})
	b.Do(&round.TakeBack{Bill: "B", State: "missing"})
	if s := b.Refused(&proof.Give{Holder: "Omar", Bills: []string{"A"}}); !strings.Contains(s, "is out since") {
		t.Error(s)
	}
	b.Today++
	back := b.Do(&proof.Differ{Bill: "A", Fault: "no stamp"})
	if at(b, b.Today-1) != "A out, B missing" || at(b, b.Today) != "A discrepancy no stamp, B missing" {
		t.Error(at(b, b.Today-1), "|", at(b, b.Today))
	}
	b.Do(&book.Undo{Seq: back.Seq})
	b.Do(&round.TakeBack{Bill: "A", State: "back signed"})
	b.Today++
	b.Do(&round.Give{Collector: "Omar", Bills: []string{"A"}})
	if at(b, b.Today) != "A out, B missing" {
		t.Error(at(b, b.Today))
	}
}

func errors(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}
