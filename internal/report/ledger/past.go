package ledger

import (
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// past folds the rows of one account after another to what was open on a day.
type past struct {
	day    civil.Date
	to     Visitor
	acc    uint32
	open   []openitem.Item // the parts of bills seen so far, then the credits
	at     int             // the part the applications have come to
	owed   money.Minor     // bills less receipts
	used   []use
	next   int  // the use the receipts have come to
	sorted bool // used is in the order of receipts
	multi  bool // a bill has several parts
	w      account.Walker
	err    error
}

// use is how much of a receipt counts as applied on the day.
type use struct {
	receipt uint32
	amount  money.Minor
}

func walkPast(v *book.View, asOf civil.Date, accounts []uint32, to Visitor) error {
	p := &past{day: asOf, to: to}
	start := func(l account.Line) bool {
		p.acc = l.ID
		return true
	}
	p.w = account.Walker{Start: start, Bill: p.bill, Application: p.application, Receipt: p.receipt, Over: p.flush}
	account.Walk(v, accounts, &p.w)
	return p.err
}

func (p *past) fail(err error) {
	p.err, p.w.Stop = err, err != nil
}

func (p *past) bill(k, val []byte) {
	h := bill.ReadHead(val)
	if h.Posting > p.day || h.Voided != 0 && h.Voided <= p.day {
		return
	}
	i := openitem.Item{Account: p.acc, Doc: book.U32At(k, 5), DocDate: h.Doc, Posting: h.Posting, Branch: h.Branch,
		Salesman: h.Salesman, Kind: uint8(h.Kind)}
	if h.Assumed {
		i.Flags |= openitem.Assumed
	}
	if h.Disputed {
		i.Flags |= openitem.Disputed
	}
	if h.Cash {
		i.Flags |= openitem.Cash
	}
	var whole bill.Bill
	if h.Moved {
		var err error
		if whole, err = bill.Decode(k, val); err != nil {
			p.fail(err)
			return
		}
	}
	flags := i.Flags
	p.multi = p.multi || h.Parts() > 1
	for n := range h.Parts() {
		amount, due, retention := h.Part(n)
		i.Part, i.Amount, i.Left, i.Due, i.Flags = uint8(n), amount, amount, due, flags
		if retention {
			i.Flags |= openitem.Retention
		}
		if h.Moved {
			i.Due = whole.Parts[n].DueAt(p.day)
		}
		p.open = append(p.open, i)
		p.owed += amount
	}
}

func (p *past) application(k, val []byte) {
	a := receipt.ReadApplication(k, val)
	if !a.At(p.day) {
		return
	}
	for p.at < len(p.open) && (p.open[p.at].Doc < a.Bill || p.open[p.at].Doc == a.Bill && p.open[p.at].Part < a.Part) {
		p.at++
	}
	if p.at == len(p.open) || p.open[p.at].Doc != a.Bill || p.open[p.at].Part != a.Part {
		p.fail(book.Refuse(book.Damaged, "application %d is to bill %d of account %d, which was not there on %s "+
			"(run: duebook verify)", a.ID, a.Bill, p.acc, p.day))
		return
	}
	p.open[p.at].Left -= a.Amount
	p.used = append(p.used, use{a.Receipt, a.Amount})
}

func (p *past) receipt(k, val []byte) {
	if !p.sorted {
		p.sorted = true
		slices.SortFunc(p.used, func(a, b use) int { return int(a.receipt) - int(b.receipt) })
	}
	r, err := ReadReceipt(val)
	if err != nil {
		p.fail(err)
		return
	}
	id := book.U32At(k, 5)
	var applied money.Minor
	for ; p.next < len(p.used) && p.used[p.next].receipt <= id; p.next++ {
		if p.used[p.next].receipt == id {
			applied += p.used[p.next].amount
		}
	}
	if !r.At(p.day) {
		if applied != 0 {
			p.fail(book.Refuse(book.Damaged, "receipt %d of account %d is applied on %s, when it was not there "+
				"(run: duebook verify)", id, p.acc, p.day))
		}
		return
	}
	r.ID, r.Account = id, p.acc
	p.owed -= r.Amount
	p.open = append(p.open, *r.Item(r.Amount - applied))
}

// flush hands an account over and makes ready for the next.
func (p *past) flush() {
	if p.multi {
		p.open = slices.DeleteFunc(p.open, func(i openitem.Item) bool { return i.Left == 0 })
		slices.SortFunc(p.open, OldestDue)
	}
	for n := range p.open {
		if p.open[n].Left != 0 && !p.w.Stop {
			p.w.Stop = !p.to.Item(&p.open[n])
		}
	}
	if p.to.Owed != nil && !p.w.Stop {
		p.w.Stop = !p.to.Owed(p.acc, p.owed)
	}
	p.open, p.used = p.open[:0], p.used[:0]
	p.at, p.next, p.owed, p.sorted, p.multi = 0, 0, 0, false, false
}
