package kpi

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// fold sums one account after another.
type fold struct {
	g     *gatherer
	width int // how many ends
	acc   uint32
	parts []part
	rows  []money.Minor // what was left at each end, of the parts that have such a row
	r     receipt.Receipt
	item  openitem.Item // reused
	uses  []use
	moved []use    // room for them in order
	keys  []uint64 // receipt and place of each
	at    int      // the part the applications have come to
	next  int      // the use the receipts have come to
	order bool
	w     account.Walker
}

// part is one due part of a bill.
type part struct {
	bill, number uint32
	cell         *cell
	doc, posting civil.Date
	voided, due  civil.Date
	moved        *bill.Part
	amount       money.Minor
	left         money.Minor // at every end, as long as it has no row
	row          int         // where its row begins, from 1
	kind         bill.Kind
	cash         bool
}

func (p *part) there(d civil.Date) bool { return p.posting <= d && (p.voided == 0 || d < p.voided) }

func (p *part) dueAt(d civil.Date) civil.Date {
	if p.moved != nil {
		return p.moved.DueAt(d)
	}
	return p.due
}

// use is an application, for the receipt it is of.
type use struct {
	amount         money.Minor
	receipt        uint32
	part           int32
	date, reversed civil.Date
}

func (u *use) at(d civil.Date) bool { return u.date <= d && (u.reversed == 0 || d < u.reversed) }

func (f *fold) read() error {
	start := func(l account.Line) bool {
		f.acc = l.ID
		return true
	}
	f.w = account.Walker{Start: start, Bill: f.bill, Application: f.application, Receipt: f.receipt, Over: f.flush}
	account.Walk(f.g.v, nil, &f.w)
	return f.g.err
}

func (f *fold) fail(err error) { f.g.err, f.w.Stop = err, err != nil }

func (f *fold) bill(k, val []byte) {
	h := bill.ReadHead(val)
	if h.Posting > f.g.q.AsOf {
		return
	}
	f.item = openitem.Item{Account: f.acc, Doc: book.U32At(k, 5), Branch: h.Branch, Salesman: h.Salesman}
	c := f.g.cell(&f.item)
	p := part{bill: f.item.Doc, cell: c, doc: h.Doc, posting: h.Posting, voided: h.Voided, kind: h.Kind,
		cash: h.Cash}
	var whole bill.Bill
	if h.Moved {
		var err error
		if whole, err = bill.Decode(k, val); err != nil {
			f.fail(err)
			return
		}
	}
	var sum money.Minor
	old := h.Posting <= f.g.ends[0] && h.Voided == 0
	for n := range h.Parts() {
		p.number = uint32(n)
		p.amount, p.due, _ = h.Part(n)
		p.left, p.row = p.amount, 0
		if h.Moved {
			p.moved = &whole.Parts[n]
		}
		sum += p.amount
		f.parts = append(f.parts, p)
		if !old {
			f.row(&f.parts[len(f.parts)-1])
		}
	}
	if !old {
		billed := sum
		f.g.spans(h.Posting, h.Voided, func(n, sign int) { c.months[n].Billed += money.Minor(sign) * billed })
	}
	if h.Kind.Sale() && !h.Cash {
		f.g.sale(c, sum, h.Posting, h.Voided)
	}
}

// row is what is left of a part at every end.
func (f *fold) row(p *part) []money.Minor {
	if p.row == 0 {
		p.row = len(f.rows) + 1
		for _, d := range f.g.ends {
			left := p.left
			if !p.there(d) {
				left = 0
			}
			f.rows = append(f.rows, left)
		}
	}
	return f.rows[p.row-1 : p.row-1+f.width]
}

func (f *fold) application(k, val []byte) {
	a := receipt.ReadApplication(k, val)
	for f.at < len(f.parts) && (f.parts[f.at].bill < a.Bill ||
		f.parts[f.at].bill == a.Bill && f.parts[f.at].number < uint32(a.Part)) {
		f.at++
	}
	if f.at == len(f.parts) || f.parts[f.at].bill != a.Bill {
		return // to what is posted after the day
	}
	f.uses = append(f.uses, use{a.Amount, a.Receipt, int32(f.at), a.Date, a.Reversed})
	p := &f.parts[f.at]
	if p.row == 0 && a.Date <= f.g.ends[0] && a.Reversed == 0 {
		p.left -= a.Amount
		return
	}
	left := f.row(p)
	for n, d := range f.g.ends {
		if a.At(d) {
			left[n] -= a.Amount
		}
	}
}

// flush hands the account's parts over and makes ready for the next.
func (f *fold) flush() {
	for n := range f.parts {
		if p := &f.parts[n]; p.row != 0 || p.left != 0 {
			f.close(p, f.row(p))
		}
	}
	f.parts, f.rows, f.uses = f.parts[:0], f.rows[:0], f.uses[:0]
	f.at, f.next, f.order = 0, 0, false
}

// close sums a part at every end.
func (f *fold) close(p *part, left []money.Minor) {
	for n := range f.width - 1 {
		s := &p.cell.months[n]
		was, is := left[n], left[n+1]
		start, end := f.g.ends[n], f.g.ends[n+1]
		switch {
		case was != 0:
			due := p.dueAt(start)
			s.Opening += was
			if due <= start {
				s.Overdue += was
			} else if due <= end {
				s.FellDue += was
			}
			b := bucket(start, due)
			s.RollFrom[b] += was
			if is != 0 && bucket(end, p.dueAt(end)) == b+1 {
				s.RollTo[b] += min(was, is)
			}
		case p.posting > start && !p.kind.Answers() && p.there(end) && p.dueAt(end) <= end:
			s.FellDue += p.amount
		}
		if is == 0 {
			continue
		}
		s.Closing += is
		s.Open += is
		if p.dueAt(end) >= end {
			s.Current += is
		}
	}
}

// bucket is where a part stands: 0 Current, then by 30 days.
func bucket(day, due civil.Date) int {
	if late := int(day - due); late > 0 {
		return min((late-1)/30+1, Buckets-1)
	}
	return 0
}
