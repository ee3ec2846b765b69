package cheque

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// openThen folds an account's bills with the applications that counted on a past day.
func openThen(v *book.View, acc uint32, asOf civil.Date, all map[Part]money.Minor) error {
	bill.Heads(v, acc, func(id uint32, h bill.Head) bool {
		if h.Posting <= asOf && (h.Voided == 0 || asOf < h.Voided) {
			for i := range h.Parts() {
				all[Part{id, uint8(i)}], _, _ = h.Part(i)
			}
		}
		return true
	})
	receipt.ApplicationsOf(v, acc, func(a *receipt.Application) bool {
		p := Part{a.Bill, a.Part}
		if _, ok := all[p]; ok && a.At(asOf) {
			all[p] -= a.Amount
		}
		return true
	})
	return nil
}
