package worklist

import (
	"cmp"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Collect is what is to collect of one account on a day, by the same ladder as
// the list's, given its judged promises.
func Collect(v *book.View, acc uint32, asOf civil.Date, judged []promise.Judged) (money.Minor, error) {
	contested, err := dispute.LiveOf(v, acc, asOf)
	if err != nil {
		return 0, err
	}
	set, err := company.Get(v)
	if err != nil {
		return 0, err
	}
	var p pile
	err = ledger.OfAccount(v, acc, asOf, func(i *openitem.Item) bool {
		p.add(i, asOf, asOf, contested)
		return true
	})
	var pledges []pledge
	for i := range judged {
		if j := &judged[i]; j.State == promise.Open {
			pledges = append(pledges, pledge{&j.Promise, j.Left})
		}
	}
	slices.SortStableFunc(pledges, func(a, b pledge) int {
		return cmp.Or(cmp.Compare(a.promise.Date, b.promise.Date), cmp.Compare(a.promise.ID, b.promise.ID))
	})
	if err == nil && !set.CoverOff {
		var h *hand
		h, err = handOf(v, acc, asOf)
		p.cover(h.claims, asOf)
	}
	return p.ladder(pledges).collect, err
}
