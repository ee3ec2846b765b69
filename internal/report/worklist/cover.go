package worklist

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// hand is what an account's cheques say on the day.
type hand struct {
	claims    []*cheque.Brief // in hand, by maturity: they cover what they were given for
	uncleared money.Minor     // counted as paid already, not cleared
	bounced   money.Minor     // not made good
	number    string          // of the newest that bounced
	since     civil.Date
	legal     bool // all that bounced is at law
}

// add takes in a cheque somebody still waits for.
func (h *hand) add(b *cheque.Brief) {
	h.uncleared += b.Uncleared()
	switch {
	case b.Covers():
		h.claims = append(h.claims, b)
	case b.State.Unpaid():
		if h.bounced == 0 {
			h.legal = true
		}
		h.legal = h.legal && b.State == cheque.Legal
		if h.bounced += b.Worth; b.Since >= h.since {
			h.since, h.number = b.Since, b.Number
		}
	}
}

// cheques reads the cheques somebody still waits for, by account.
func (w *work) cheques() error {
	w.hands = map[uint32]*hand{}
	return cheque.Open(w.v, w.q.AsOf, func(b *cheque.Brief) bool {
		h := w.hands[b.Account]
		if h == nil {
			h = &hand{}
			w.hands[b.Account] = h
		}
		h.add(b)
		return true
	})
}

func handOf(v *book.View, acc uint32, asOf civil.Date) (*hand, error) {
	h := &hand{}
	return h, cheque.OpenOf(v, acc, asOf, func(b *cheque.Brief) bool { h.add(b); return true })
}

// cover lays the cheques in hand on the parts, each unit once, what is disputed left
// out. A cheque that is matured and not with the bank takes its parts and covers
// nothing: it could have been cashed.
func (p *pile) cover(claims []*cheque.Brief, asOf civil.Date) {
	if len(claims) == 0 {
		return
	}
	at := make(map[cheque.Part]int, len(p.parts))
	for n := range p.parts {
		at[cheque.Part{Bill: p.parts[n].Bill, Part: p.parts[n].Part}] = n
	}
	laid := map[int]money.Minor{}
	for _, b := range claims {
		waits := b.Waits(asOf)
		b.Lay(func(k cheque.Part) money.Minor {
			n, ok := at[k]
			if !ok {
				return 0
			}
			return p.parts[n].Left - p.parts[n].Disputed - laid[n]
		}, func(k cheque.Part, amount money.Minor) {
			n := at[k]
			if laid[n] += amount; waits {
				p.parts[n].Covered += amount
			}
		})
	}
}
