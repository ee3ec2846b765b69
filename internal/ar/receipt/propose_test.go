package receipt_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Oldest stops reading when the money is spent, and still puts it as the rule
// says over all that is open.
func TestOldestFirst(t *testing.T) {
	b := booktest.New(t, schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C", Name: "Customer"})
	d := rand.New(rand.NewPCG(1, 1))
	day := civil.New(2025, 1, 1)
	for i := range 60 {
		kind := []string{"invoice", "interest note", "fee"}[d.IntN(3)]
		b.Do(&bill.Issue{Customer: "C", Number: fmt.Sprint(i), Type: kind, Doc: day.Add(d.IntN(3)).String(),
			Posting: day.Add(d.IntN(4)).String(), Due: day.Add(30 + d.IntN(5)).String(),
			Amount: fmt.Sprint(1 + d.IntN(9))})
	}
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Date: day.Add(1).String(), Amount: "40", Mode: "none"})
	b.Read(func(v *book.View) error {
		for by := day; by < day.Add(4); by++ {
			for amount := money.Minor(0); amount < 40_000; amount += 150 {
				if got, want := receipt.Oldest(v, 1, amount, by), whole(v, amount, by); !slices.Equal(got, want) {
					t.Fatalf("%d by %s: %v, not %v", amount, by, got, want)
				}
			}
		}
		return nil
	})
}

// whole is the rule over all open parts at once.
func whole(v *book.View, amount money.Minor, by civil.Date) (shares []receipt.Share) {
	var open []openitem.Item
	openitem.All(v, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit == 0 && i.Posting <= by {
			open = append(open, *i)
		}
		return true
	})
	late := func(i *openitem.Item) int {
		if k := bill.Kind(i.Kind); k == bill.Fee || k == bill.InterestNote {
			return 1
		}
		return 0
	}
	slices.SortFunc(open, func(a, b openitem.Item) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), late(&a)-late(&b), cmp.Compare(a.DocDate, b.DocDate),
			cmp.Compare(a.Doc, b.Doc))
	})
	for _, i := range open {
		if n := min(amount, i.Left); n > 0 {
			shares = append(shares, receipt.Share{Bill: i.Doc, Part: i.Part, Amount: n})
			amount -= n
		}
	}
	return shares
}
