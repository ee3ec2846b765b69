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
	s := &summer{v: v, by: by, month: month, end: month.EndOfMonth(), start: min(month-1, today), today: today,
		out: map[uint16]Base{}}
	collectors := map[uint32]uint16{}
	if by == Collector {
		customer.Profiles(v, today, func(id uint32, step customer.Step) bool {
			collectors[id] = step.Collector
			return true
		})
	}
	account.Lines(v, func(l account.Line) bool {
		if l.Currency == currency {
			s.account(l.ID, collectors[l.Customer])
		}
		return s.err == nil
	})
	return s.out, s.err
}

// summer sums one account after another.
type summer struct {
	v                        *book.View
	by                       By
	month, end, start, today civil.Date
	out                      map[uint16]Base
	parts                    []part // of one account, reused
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

func (s *summer) account(acc uint32, collector uint16) {
	s.parts = s.parts[:0]
	bill.Heads(s.v, acc, func(id uint32, h bill.Head) bool {
		s.bill(acc, id, &h, collector)
		return s.err == nil
	})
	if s.err != nil || len(s.parts) == 0 {
		return
	}
	at := 0
	receipt.ApplicationsOf(s.v, acc, func(a *receipt.Application) bool {
		for at < len(s.parts) && (s.parts[at].bill < a.Bill || s.parts[at].bill == a.Bill && s.parts[at].n < a.Part) {
			at++
		}
		if at == len(s.parts) {
			return false
		}
		if p := &s.parts[at]; p.was && p.bill == a.Bill && p.n == a.Part && a.At(s.start) {
			p.left -= a.Amount
		}
		return true
	})
	for n := range s.parts {
		p := &s.parts[n]
		b := s.out[p.key]
		if p.was && p.due < s.month {
			b.Overdue += p.left
		} else {
			b.Falling += p.left
		}
		s.out[p.key] = b
	}
}

// bill notes the parts of a bill that are due by the month's end.
func (s *summer) bill(acc, id uint32, h *bill.Head, collector uint16) {
	there := func(d civil.Date) bool { return h.Posting <= d && (h.Voided == 0 || d < h.Voided) }
	p := part{bill: id, was: there(s.start)}
	if !p.was && (h.Kind.Answers() || !there(s.today)) {
		return
	}
	switch s.by {
	case Branch:
		p.key = h.Branch
	case Salesman:
		p.key = h.Salesman
	case Collector:
		p.key = collector
	}
	on := s.today
	if p.was {
		on = s.start
	}
	var whole bill.Bill
	if h.Moved {
		if whole, s.err = bill.Get(s.v, acc, id); s.err != nil {
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
