package reporttest

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// TestMoneyIsConserved: after any history of receipts, applications, take-backs,
// refunds, cheques, bounces and undos, on every day a bill is what was applied to it
// and what is open, a receipt is what was applied and what is unapplied, and the
// balance is the one less the other (RULES 2). The book's own cleanup verifies it
// deeply, replay against live among the rest.
func TestMoneyIsConserved(t *testing.T) {
	fates := map[string]int{}
	kinds := []string{"receipt.unapplied/1", "receipt.voided/1", "bill.issued/1", "cheque.moved/1",
		"cheque.taken back/1"}
	missing := func() bool { return slices.ContainsFunc(kinds, func(k string) bool { return fates[k] == 0 }) }
	for round := 0; round == 0 || round < 6 && missing() && !t.Failed(); round++ { // the rarest may wait for chance
		conserve(t, fates)
	}
	for _, kind := range kinds {
		if fates[kind] == 0 {
			t.Errorf("no history had a %s", kind)
		}
	}
}

func conserve(t *testing.T, fates map[string]int) {
	rapid.Check(t, func(rt *rapid.T) {
		b := New(t)
		for _, f := range History(rt, b, 60) {
			fates[f.Kind()]++
		}
		b.Read(func(v *book.View) error {
			account.Lines(v, func(l account.Line) bool {
				for _, day := range Days(rt, b) {
					conserved(rt, v, l, day, day == b.Today)
				}
				return true
			})
			return nil
		})
		b.MustVerify()
	})
}

func conserved(t *rapid.T, v *book.View, l account.Line, day civil.Date, today bool) {
	applied, spent := map[uint32]money.Minor{}, map[uint32]money.Minor{}
	receipt.ApplicationsOf(v, l.ID, func(a *receipt.Application) bool {
		if a.At(day) {
			applied[a.Bill] += a.Amount
			spent[a.Receipt] += a.Amount
		}
		return true
	})
	var open, unapplied money.Minor
	err := bill.OfAccount(v, l.ID, func(x *bill.Bill) (bool, error) {
		there := x.Posting <= day && (x.Voided == 0 || day < x.Voided)
		if left := x.Amount() - applied[x.ID]; there && left < 0 || !there && applied[x.ID] != 0 {
			return false, fmt.Errorf("bill %s of %d has %d applied on %s", x.Number, x.Amount(), applied[x.ID], day)
		} else if there {
			open += left
		}
		return true, nil
	})
	if err == nil {
		err = receipt.OfAccount(v, l.ID, func(r *receipt.Receipt) (bool, error) {
			if left := r.Amount - spent[r.ID]; r.At(day) && left < 0 || !r.At(day) && spent[r.ID] != 0 {
				return false, fmt.Errorf("receipt %s of %d has %d applied on %s", r.Number, r.Amount, spent[r.ID], day)
			} else if r.At(day) {
				unapplied += left
			}
			return true, nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	if !today || !openitem.Current(v, day) {
		return
	}
	var live money.Minor
	openitem.OfAccount(v, l.ID, func(i *openitem.Item) bool {
		switch {
		case i.Posting > day:
		case i.Flags&openitem.Credit != 0:
			live -= i.Left
		default:
			live += i.Left
		}
		return true
	})
	if live != open-unapplied {
		t.Fatalf("account %d: %d live, %d open less %d unapplied", l.ID, live, open, unapplied)
	}
}
