package aging

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/money"
)

// interest sums by currency what has accrued on the accounts of the query and was not
// charged: a memo beside the balance.
func (r *reading) interest() error {
	r.accrued = map[money.Currency]money.Minor{}
	return interest.Walk(r.v, r.q.AsOf, r.only, func(acc *account.Line, lines []interest.Line) bool {
		if r.within != nil && !r.within(&openitem.Item{Account: acc.ID, Flags: openitem.Credit}) {
			return true
		}
		for i := range lines {
			r.accrued[r.people.Money(acc.ID)] += lines[i].Due()
		}
		return true
	})
}
