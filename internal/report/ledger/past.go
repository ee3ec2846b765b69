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

// rows reads the clustered bucket of accounts as it lies: for each account the
// account itself, its bills, the applications to them by bill and part, its
// receipts, then the index of applications by receipt, which is skipped.
var rows = &book.Table[struct{}]{Name: "rows of accounts", Bucket: account.Bucket}

// skipAfter is how many index rows in a row are cheaper to step over than to seek
// past.
const skipAfter = 24

// past folds the rows of one account after another to what was open on a day.
type past struct {
	day    civil.Date
	to     Visitor
	acc    uint32
	some   bool            // acc is an account whose rows are being read
	open   []openitem.Item // the parts of bills seen so far, then the credits
	at     int             // the part the applications have come to
	owed   money.Minor     // bills less receipts
	used   []use
	next   int  // the use the receipts have come to
	sorted bool // used is in the order of receipts
	skip   int
	multi  bool // a bill has several parts
	on     bool
	err    error
}

// use is how much of a receipt counts as applied on the day.
type use struct {
	receipt uint32
	amount  money.Minor
}

func walkPast(v *book.View, asOf civil.Date, accounts []uint32, to Visitor) error {
	p := &past{day: asOf, to: to, on: true}
	if accounts == nil {
		p.read(v, nil, nil)
	}
	for _, acc := range accounts {
		if p.on && p.err == nil {
			from, end := book.Prefix(book.Key{}.U32(acc))
			p.read(v, from, end)
		}
	}
	return p.err
}

func (p *past) read(v *book.View, from, to book.Key) {
	for more := true; more; {
		more = false
		rows.Raw(v, from, to, func(k, val []byte) bool {
			if acc := book.U32At(k, 0); acc != p.acc || !p.some {
				p.flush()
				p.acc, p.some = acc, true
			}
			switch k[4] {
			case account.RowBill:
				p.bill(k, val)
			case account.RowApplication:
				p.application(k, val)
			case account.RowReceipt:
				p.receipt(k, val)
			case account.RowReceiptApplication:
				if p.skip++; p.skip == skipAfter {
					from, more = book.Key{}.U32(p.acc+1), p.acc+1 != 0
					return false
				}
			}
			return p.on && p.err == nil
		})
	}
	p.flush()
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
		if whole, p.err = bill.Decode(k, val); p.err != nil {
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
		p.err = book.Refuse(book.Damaged, "application %d is to bill %d of account %d, which was not there on %s "+
			"(run: "+
			"duebook verify)", a.ID, a.Bill, p.acc, p.day)
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
	var r receipt.Receipt
	if r, p.err = ReadReceipt(val); p.err != nil {
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
			p.err = book.Refuse(book.Damaged, "receipt %d of account %d is applied on %s, when it was not there "+
				"(run: duebook "+
				"verify)", id, p.acc, p.day)
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
		if p.open[n].Left != 0 && p.on && p.err == nil {
			p.on = p.to.Item(&p.open[n])
		}
	}
	if p.some && p.to.Owed != nil && p.on && p.err == nil {
		p.on = p.to.Owed(p.acc, p.owed)
	}
	p.open, p.used = p.open[:0], p.used[:0]
	p.at, p.next, p.skip, p.owed, p.some, p.sorted, p.multi = 0, 0, 0, 0, false, false, false
}
