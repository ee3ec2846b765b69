package account

import "duebook/internal/book"

// rows reads the clustered bucket of accounts as it lies.
var rows = &book.Table[struct{}]{Name: "rows of accounts", Bucket: Bucket}

// skipAfter is how many index rows are cheaper to step over than to seek past.
const skipAfter = 24

// Walker gets the rows of one account after another: Start, which returns false to leave
// the account out, then Bill, Application or Receipt for each row, then Over. A function
// that is nil is not called. Any of them may set Stop: nothing is called after that.
type Walker struct {
	Start                      func(l Line) bool
	Bill, Application, Receipt func(key, val []byte)
	Over                       func()
	Stop                       bool
}

// Walk reads the accounts named, or all when there are none to name (nil): of each its
// bills, the applications to them by bill and part, and its receipts, in the order of their
// numbers. It is one pass over the bucket; what it hands over is valid until the function
// returns.
func Walk(v *book.View, accounts []uint32, w *Walker) {
	p := &walk{w: w}
	if accounts == nil {
		p.read(v, nil, nil)
	}
	for _, acc := range accounts {
		if !w.Stop {
			from, to := book.Prefix(book.Key{}.U32(acc))
			p.read(v, from, to)
		}
	}
}

type walk struct {
	w    *Walker
	acc  uint32
	some bool // an account is being read
	out  bool // it is left out
	skip int
	last string // the currency of the account before
}

func (p *walk) read(v *book.View, from, to book.Key) {
	w := p.w
	bill, application, receipt := orNothing(w.Bill), orNothing(w.Application), orNothing(w.Receipt)
	for more := true; more; {
		more = false
		rows.Raw(v, from, to, func(k, val []byte) bool {
			acc := book.U32At(k, 0)
			if acc != p.acc || !p.some {
				if p.over(); w.Stop {
					return false
				}
				p.acc, p.some, p.out, p.skip = acc, true, false, 0
			}
			switch k[4] {
			case RowBill:
				bill(k, val)
			case RowApplication:
				application(k, val)
			case RowReceipt:
				receipt(k, val)
			case RowReceiptApplication:
				p.skip++
			case RowAccount:
				p.out = w.Start != nil && !w.Start(p.line(val))
			}
			if p.out || p.skip == skipAfter {
				from, more = book.Key{}.U32(acc+1), acc+1 != 0 && !w.Stop
				return false
			}
			return !w.Stop
		})
	}
	p.over()
}

func orNothing(fn func(k, val []byte)) func(k, val []byte) {
	if fn == nil {
		return func(_, _ []byte) {}
	}
	return fn
}

func (p *walk) over() {
	if p.some && !p.out && !p.w.Stop && p.w.Over != nil {
		p.w.Over()
	}
	p.some = false
}

func (p *walk) line(b []byte) Line {
	if string(b[13:]) != p.last {
		p.last = string(b[13:])
	}
	return Line{ID: p.acc, Customer: book.U32At(b, 0), Digits: int(b[12]), Currency: p.last}
}
