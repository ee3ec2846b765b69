package desk

import (
	"fmt"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/cheques"
)

// CardCheques are the cheques of an account on a day, and their sums: in hand, and
// what of that counts as paid already; bounced and not made good.
type CardCheques struct {
	Rows      []cheques.Row // those somebody waits for first, by maturity
	InHand    money.Minor
	Count     int
	Uncleared money.Minor
	Bounced   money.Minor
	covered   map[cheque.Part]cheque.Covered
}

// Exposure is what is at risk: the balance, and the cheques that count as paid and are
// not cleared (RULES 8).
func (a *CardAccount) Exposure() money.Minor { return a.Owed() + a.Cheques.Uncleared }

func (a *CardAccount) fillCheques(v *book.View, c *Card) error {
	var err error
	q := &a.Cheques
	if q.InHand, q.Uncleared, q.Count, err = cheque.InHand(v, a.ID, c.AsOf); err != nil {
		return err
	}
	if q.covered, err = cheque.Cover(v, a.ID, c.AsOf, nil); err != nil {
		return err
	}
	q.Rows, err = cheques.OfAccount(v, &a.Account, c.AsOf)
	for i := range q.Rows {
		q.Rows[i].Code, q.Rows[i].Name = c.Code, c.Name
		if q.Rows[i].State.Unpaid() {
			q.Bounced += q.Rows[i].Worth
		}
	}
	return err
}

// chequeEvents tells what happened to the account's cheques.
func (a *CardAccount) chequeEvents(v *book.View, asOf civil.Date) ([]Event, error) {
	var all []Event
	err := cheque.OfAccount(v, a.ID, func(c *cheque.Cheque) (bool, error) {
		if !c.At(asOf) {
			return true, nil
		}
		e := Event{Day: c.Received, What: "cheque", Title: "cheque " + c.Details.Number + " received", Who: c.By,
			Text:   fmt.Sprintf("dated %s, %s", c.Maturity, c.Details.Bank),
			Amount: c.Amount, Digits: a.Digits, Seq: c.Seq, order: int64(c.Seq)}
		all = append(all, e)
		for i := range c.Steps {
			s := &c.Steps[i]
			if !s.At(asOf) || s.Move == cheque.DoStore && s.On == c.Received {
				continue
			}
			e.Day, e.Title, e.Text, e.Who = s.On, "cheque "+c.Details.Number+" "+s.To.String(), join(s.With, s.Reason),
				s.By
			if s.Return != nil {
				e.Text = join(s.Return.Reason.String(), s.Reason)
			}
			e.Seq, e.order = s.Seq, int64(s.Seq)
			all = append(all, e)
		}
		return true, nil
	})
	return all, err
}

func (c *Card) fillBlock(v *book.View) (err error) {
	c.Block, err = customer.BlockOf(v, c.ID, c.AsOf)
	return err
}

// coveredBy is what cheques in hand cover of a part.
func (q *CardCheques) coveredBy(bill uint32, part uint8) money.Minor {
	return q.covered[cheque.Part{Bill: bill, Part: part}].All
}
