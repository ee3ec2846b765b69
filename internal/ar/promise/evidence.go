package promise

import (
	"slices"
	"sort"

	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// payment is something that came for a promise, on the day it counts from.
type payment struct {
	on     civil.Date
	amount money.Minor
}

// Credit is a receipt with so much left on the day of judging.
type Credit struct {
	Date civil.Date
	Left money.Minor
	Kind receipt.Kind
	ID   uint32
}

// evidence is what an account's receipts say, as of a day.
type evidence struct {
	v        *book.View
	acc      uint32
	asOf     civil.Date
	apps     []receipt.Application
	undone   []receipt.Application // those that were taken back since
	credits  []Credit
	cheques  []handed
	onPaid   bool                  // a cheque counts when it is cleared
	waits    []payment             // by cheques that do not count yet, of the promise being judged
	receipts map[uint32]civil.Date // posting dates, as looked up
}

// gather reads the applications to the bills the promises are about, from the day
// the first of them was taken, which it returns.
func (e *evidence) gather(all []Promise) civil.Date {
	since, whole := all[0].Taken, false
	var bills []uint32
	for i := range all {
		since = min(since, all[i].Taken)
		whole = whole || len(all[i].Bills) == 0
		bills = append(bills, all[i].Bills...)
	}
	keep := func(a *receipt.Application) bool {
		switch {
		case a.At(e.asOf) && a.Date >= since:
			e.apps = append(e.apps, *a)
		case a.Reversed >= since && a.Reversed <= e.asOf:
			e.undone = append(e.undone, *a)
		}
		return true
	}
	if whole {
		receipt.ApplicationsOf(e.v, e.acc, keep)
	} else {
		slices.Sort(bills)
		for _, b := range slices.Compact(bills) {
			receipt.OnBill(e.v, e.acc, b, keep)
		}
	}
	sort.SliceStable(e.apps, func(i, j int) bool { return e.apps[i].Date < e.apps[j].Date })
	return since
}

func (e *evidence) gatherCredits(since civil.Date) error {
	if openitem.Current(e.v, e.asOf) {
		openitem.OfAccount(e.v, e.acc, func(i *openitem.Item) bool {
			kind := receipt.Kind(i.Kind)
			if i.Flags&openitem.Credit != 0 && i.Posting >= since && i.Posting <= e.asOf && kind.Pays() {
				e.credits = append(e.credits, Credit{i.Posting, i.Left, kind, i.Doc})
			}
			return true
		})
		return nil
	}
	return receipt.OfAccount(e.v, e.acc, func(r *receipt.Receipt) (bool, error) {
		if r.Date < since || !r.At(e.asOf) || !r.Kind.Pays() {
			return true, nil
		}
		left := r.Amount
		err := receipt.OfReceipt(e.v, e.acc, r.ID, func(a *receipt.Application) (bool, error) {
			if a.At(e.asOf) {
				left -= a.Amount
			}
			return true, nil
		})
		if left > 0 {
			e.credits = append(e.credits, Credit{r.Date, left, r.Kind, r.ID})
		}
		return true, err
	})
}

// full is the day payments reached an amount; 0 when they did not.
func full(paid []payment, amount money.Minor) civil.Date {
	sort.SliceStable(paid, func(a, b int) bool { return paid[a].on < paid[b].on })
	var sum money.Minor
	for _, x := range paid {
		if sum += x.amount; sum >= amount {
			return x.on
		}
	}
	return 0
}

// applied lists what was applied to the promise's bills in time, and what came
// too late. Money that came in time and was applied later counts as in time.
// Credit notes lower the amount.
func (e *evidence) applied(p *Promise, end civil.Date, j *Judgment) (paid, late []payment, err error) {
	for _, x := range e.pieces(p) {
		a, on := x.app, x.on
		if on < p.Taken || e.isCheque(a.Receipt, p) {
			continue
		}
		if on > end {
			date, err := e.dateOf(a.Receipt)
			if err != nil {
				return nil, nil, err
			}
			if date < p.Taken || date > end {
				if a.Kind.Pays() {
					late = append(late, payment{on, x.amount})
				}
				continue
			}
			on = date
		}
		if !a.Kind.Pays() {
			j.Amount = max(0, j.Amount-x.amount)
			continue
		}
		j.Paid += x.amount
		paid = append(paid, payment{on, x.amount})
	}
	return paid, late, nil
}

func (e *evidence) dateOf(id uint32) (civil.Date, error) {
	if d, ok := e.receipts[id]; ok {
		return d, nil
	}
	if e.receipts == nil {
		e.receipts = map[uint32]civil.Date{}
	}
	r, err := receipt.Get(e.v, e.acc, id)
	e.receipts[id] = r.Date
	return r.Date, err
}
