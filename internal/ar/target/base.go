package target

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Bases are the bases of a month by number, as they are known on a day: what was open when
// the month began and was due before it, and what falls due in it, also of bills posted
// since. Of a month that is yet to come it is what is open on the day. Branch and salesman
// are the bill's, the collector is the customer's on the day.
func Bases(v *book.View, by By, month civil.Date, currency string, today civil.Date) (map[uint16]Base, error) {
	month = month.StartOfMonth()
	s := &summer{by: by, month: month, end: month.EndOfMonth(), start: min(month-1, today), today: today,
		out: map[uint16]Base{}}
	if by == Collector {
		s.collectors = make([]uint16, v.Counter("customer")+1)
		customer.Profiles(v, today, func(id uint32, step customer.Step) bool {
			s.collectors[id] = step.Collector
			return true
		})
	}
	s.w = account.Walker{Bill: s.bill, Application: s.application, Over: s.over, Start: func(l account.Line) bool {
		if s.acc = l.ID; by == Collector {
			s.collector = s.collectors[l.Customer]
		}
		return l.Currency == currency
	}}
	account.Walk(v, nil, &s.w)
	return s.out, s.err
}

// summer sums one account after another.
type summer struct {
	w                        account.Walker
	by                       By
	month, end, start, today civil.Date
	collectors               []uint16 // by customer
	acc                      uint32
	collector                uint16
	parts                    []part // of one account, reused
	at                       int    // the part the applications have come to
	out                      map[uint16]Base
	err                      error
}

type part struct {
	bill uint32
	n    uint8
	was  bool // it was there when the month began
	key  uint16
	due  civil.Date
	left money.Minor
}

// bill notes the parts of a bill that are due by the month's end.
func (s *summer) bill(k, val []byte) {
	h := bill.ReadHead(val)
	there := func(d civil.Date) bool { return h.Posting <= d && (h.Voided == 0 || d < h.Voided) }
	p := part{bill: book.U32At(k, 5), was: there(s.start), key: s.key(&h)}
	if !p.was && (h.Kind.Answers() || !there(s.today)) {
		return
	}
	on := s.today
	if p.was {
		on = s.start
	}
	var whole bill.Bill
	if h.Moved {
		if whole, s.err = bill.Decode(k, val); s.err != nil {
			s.w.Stop = true
			return
		}
	}
	for n := range h.Parts() {
		p.n = uint8(n)
		if p.left, p.due, _ = h.Part(n); h.Moved {
			p.due = whole.Parts[n].DueAt(on)
		}
		if p.due <= s.end {
			s.parts = append(s.parts, p)
		}
	}
}

func (s *summer) key(h *bill.Head) uint16 {
	switch s.by {
	case Branch:
		return h.Branch
	case Salesman:
		return h.Salesman
	}
	return s.collector
}

// application takes off what was paid when the month began.
func (s *summer) application(k, val []byte) {
	a := receipt.ReadApplication(k, val)
	for s.at < len(s.parts) && (s.parts[s.at].bill < a.Bill || s.parts[s.at].bill == a.Bill &&
		s.parts[s.at].n < a.Part) {
		s.at++
	}
	if s.at == len(s.parts) {
		return
	}
	if p := &s.parts[s.at]; p.was && p.bill == a.Bill && p.n == a.Part && a.At(s.start) {
		p.left -= a.Amount
	}
}

// over sums the account.
func (s *summer) over() {
	for n := range s.parts {
		p := &s.parts[n]
		if p.left == 0 {
			continue
		}
		b := s.out[p.key]
		if p.was && p.due < s.month {
			b.Overdue += p.left
		} else {
			b.Falling += p.left
		}
		s.out[p.key] = b
	}
	s.parts, s.at = s.parts[:0], 0
}
