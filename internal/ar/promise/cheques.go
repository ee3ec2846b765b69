package promise

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// handed is a payment cheque that stood on the day of judging: received, and never
// bounced, returned, replaced or cancelled.
type handed struct {
	received, matures civil.Date
	receipt           uint32 // that stands for it
	cleared           bool
	shares            []cheque.Share
	rest              money.Minor // of its worth: for no bill in particular
}

// gatherCheques reads the cheques of the account when one of the promises is of a
// cheque.
func (e *evidence) gatherCheques(all []Promise) error {
	wanted := false
	for i := range all {
		wanted = wanted || all[i].Method == Cheque
	}
	if !wanted {
		return nil
	}
	set, err := company.Get(e.v)
	if err != nil {
		return err
	}
	e.onPaid = set.PromiseOnPaid
	return cheque.OfAccount(e.v, e.acc, func(c *cheque.Cheque) (bool, error) {
		state := c.State(e.asOf)
		if !c.At(e.asOf) || c.Type != cheque.Payment ||
			!state.InHand() && state != cheque.Cleared && state != cheque.Endorsed {
			return true, nil
		}
		for i := range c.Steps {
			if s := &c.Steps[i]; s.Move == cheque.DoBounce && s.At(e.asOf) {
				return true, nil
			}
		}
		h := handed{received: c.Received, matures: c.Maturity, receipt: c.Receipt(e.asOf),
			cleared: state == cheque.Cleared, rest: c.Worth(e.asOf)}
		for _, s := range c.Shares(e.asOf) {
			s.Amount = min(s.Amount, h.rest)
			h.rest -= s.Amount
			h.shares = append(h.shares, s)
		}
		e.cheques = append(e.cheques, h)
		return true, nil
	})
}

// agreed is the latest date a cheque for the promise may bear.
func (p *Promise) agreed() civil.Date {
	if p.Matures != 0 {
		return p.Matures
	}
	return p.Date.Add(p.Tolerance)
}

// serves reports whether a cheque is one that was promised: received since, and
// maturing no later than agreed.
func (h *handed) serves(p *Promise) bool {
	return p.Method == Cheque && h.received >= p.Taken && h.matures <= p.agreed()
}

// isCheque reports whether a receipt stands for a cheque that serves the promise: it
// is the cheque that counts then, from the day it was received.
func (e *evidence) isCheque(receipt uint32, p *Promise) bool {
	for i := range e.cheques {
		if h := &e.cheques[i]; h.receipt == receipt && receipt != 0 && h.serves(p) {
			return true
		}
	}
	return false
}

// byCheque lists what cheques bring to a promise of one, and uses it up. The cheques
// of a plan count from the day they mature: each is for its payment.
func (e *evidence) byCheque(p *Promise, end civil.Date, j *Judgment) (paid, late []payment) {
	e.waits = e.waits[:0]
	for i := range e.cheques {
		h := &e.cheques[i]
		need := j.Amount - j.Paid - j.Waiting
		if need <= 0 || !h.serves(p) {
			continue
		}
		x := payment{h.received, h.use(p, need)}
		if len(p.Plan) > 0 {
			x.on = max(h.received, h.matures)
		}
		switch {
		case x.amount == 0:
		case h.received > end:
			late = append(late, x)
		case e.onPaid && !h.cleared:
			j.Waiting += x.amount
			e.waits = append(e.waits, x)
		default:
			j.Paid += x.amount
			j.ByCheque += x.amount
			paid = append(paid, x)
		}
	}
	return paid, late
}

// use takes up to need of what the cheque is worth for the promise's bills.
func (h *handed) use(p *Promise, need money.Minor) (used money.Minor) {
	for i := range h.shares {
		if s := &h.shares[i]; p.Covers(s.Bill) {
			t := min(s.Amount, need-used)
			s.Amount -= t
			used += t
		}
	}
	t := min(h.rest, need-used)
	h.rest -= t
	return used + t
}
