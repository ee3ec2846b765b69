package kpi

import (
	"slices"

	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// receipt sums a receipt: what it collected or credited, what it paid, what is left.
func (f *fold) receipt(k, val []byte) {
	if !f.order {
		f.order = true
		f.byReceipt()
	}
	r := &f.r
	var err error
	if *r, err = ledger.ReadReceipt(val); err != nil {
		f.fail(err)
		return
	}
	r.Account, r.ID = f.acc, book.U32At(k, 5)
	for f.next < len(f.uses) && f.uses[f.next].receipt < r.ID {
		f.next++
	}
	from := f.next
	for f.next < len(f.uses) && f.uses[f.next].receipt == r.ID {
		f.next++
	}
	if r.Date > f.g.q.AsOf {
		return
	}
	uses := f.uses[from:f.next]
	f.came(r)
	f.unapplied(r, uses)
	if r.Kind.Money() {
		for n := range uses {
			f.paid(r, &uses[n])
		}
	}
}

// byReceipt puts the uses in the order of their receipts. Only numbers are sorted: they are
// a tenth of the whole walk otherwise.
func (f *fold) byReceipt() {
	f.keys = f.keys[:0]
	for i := range f.uses {
		f.keys = append(f.keys, uint64(f.uses[i].receipt)<<32|uint64(i))
	}
	slices.Sort(f.keys)
	f.moved = f.moved[:0]
	for _, k := range f.keys {
		f.moved = append(f.moved, f.uses[uint32(k)])
	}
	f.uses, f.moved = f.moved, f.uses
}

// mine is where a receipt belongs.
func (f *fold) mine(r *receipt.Receipt) *cell {
	f.item = openitem.Item{Account: f.acc, Doc: r.ID, Branch: r.Branch, Flags: openitem.Credit}
	return f.g.cell(&f.item)
}

// came counts a receipt as collected or credited.
func (f *fold) came(r *receipt.Receipt) {
	collected := func(n, sign int) { f.mine(r).months[n].Collected += money.Minor(sign) * r.Amount }
	credited := func(n, sign int) { f.mine(r).months[n].Credited += money.Minor(sign) * r.Amount }
	held := len(f.g.held) > 0 && f.g.held[held(r.Account, r.ID)] != nil
	switch {
	case r.Kind.Money() && (held || r.Gaps != nil):
		f.g.changes(func(d civil.Date) bool { return f.g.cleared(r, d) }, collected)
	case r.Kind.Money():
		f.g.spans(r.Date, r.Voided, collected)
	case r.Gaps != nil:
		f.g.changes(r.At, credited)
	default:
		f.g.spans(r.Date, r.Voided, credited)
	}
	if r.Kind == receipt.CreditNote {
		f.creditNote(r)
	}
}

// creditNote takes a credit note off the sales, unless it is about what was none.
func (f *fold) creditNote(r *receipt.Receipt) {
	var c *cell
	n, ok := slices.BinarySearchFunc(f.parts, r.About, func(p part, id uint32) int { return int(p.bill) - int(id) })
	switch {
	case !ok:
		c = f.mine(r)
	case !f.parts[n].kind.Sale() || f.parts[n].cash:
		return
	default:
		c = f.parts[n].cell
	}
	f.g.sale(c, -r.Amount, r.Date, r.Voided)
	for _, gap := range r.Gaps {
		f.g.sale(c, r.Amount, gap.From, gap.To)
	}
}

// unapplied sums what is left of a receipt at every end.
func (f *fold) unapplied(r *receipt.Receipt, uses []use) {
	left, month, whole := r.Amount, f.g.of(r.Date), r.Voided == 0 && r.Gaps == nil
	for i := range uses {
		left -= uses[i].amount
		whole = whole && uses[i].reversed == 0 && (f.g.of(uses[i].date) == month || uses[i].date <= f.g.ends[0])
	}
	if whole && left == 0 {
		return
	}
	for n, d := range f.g.ends {
		if !r.At(d) {
			continue
		}
		left := r.Amount
		for i := range uses {
			if uses[i].at(d) {
				left -= uses[i].amount
			}
		}
		if left == 0 {
			continue
		}
		c := f.mine(r)
		if n > 0 {
			s := &c.months[n-1]
			s.Closing -= left
			s.Unapplied += left
		}
		if n < f.g.last() {
			c.months[n].Opening -= left
		}
	}
}

// paid weighs how late the money put on a bill came.
func (f *fold) paid(r *receipt.Receipt, u *use) {
	if u.date <= f.g.ends[0] && u.reversed == 0 {
		return
	}
	p := &f.parts[u.part]
	if p.kind.Answers() {
		return
	}
	late := r.Date > p.dueAt(r.Date)
	f.g.spans(u.date, u.reversed, func(n, sign int) {
		s, m := &p.cell.months[n], money.Minor(sign)*u.amount
		s.Paid += m
		s.PaidDays += int64(m) * int64(r.Date-p.doc)
		if late {
			s.PaidLate += m
		}
	})
}
