package cheque

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Settle says that a bounced cheque was made good in cash.
type Settle struct {
	Cheque  string `json:"cheque" help:"the cheque's number, or #12"`
	Amount  string `json:"amount,omitempty" help:"the cash that came; what the cheque is worth when left out"`
	Receipt string `json:"receipt,omitempty" help:"the number of the receipt the cash was recorded with already"`
	Date    string `json:"date,omitempty" help:"when; today when left out"`
}

// Kind is "cheque.settle".
func (Settle) Kind() string { return "cheque.settle" }

// Decide records the cash, or links what was recorded.
func (c Settle) Decide(in *book.In) ([]book.Fact, error) {
	p, all, err := begin(in, []string{c.Cheque})
	if err != nil {
		return nil, err
	}
	q := all[0]
	if err := q.State(Forever).Can(DoSettle); err != nil {
		return nil, book.RefuseField("cheque", "cheque %s: %v", q.Details.Number, err)
	}
	acc, err := account.Get(in.View, q.Account)
	if err != nil {
		return nil, err
	}
	on, err := bill.Day("date", c.Date, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	if err := p.move(q, Step{Move: DoSettle, On: on}); err != nil {
		return nil, err
	}
	moved, _ := p.facts[0].(*Moved)
	if c.Receipt != "" {
		moved.Step.Receipt, err = cashOf(in.View, q, c.Receipt, on, acc.Digits)
		return p.facts, err
	}
	r := receipt.Receipt{Account: q.Account, Kind: receipt.Cash, Date: on, Amount: q.Worth(Forever), By: in.Who,
		Reference: "for cheque " + q.Details.Number}
	if c.Amount != "" {
		if r.Amount, err = text.ParseAmount(c.Amount, acc.Digits); err != nil {
			return nil, book.RefuseField("amount", "%v", err)
		}
	}
	if worth := q.Worth(Forever); r.Amount < worth {
		return nil, book.RefuseField("amount", "the cheque is worth %s: with less it is not made good (record a "+
			"receipt instead)", text.FormatAmount(worth, acc.Digits))
	}
	id, facts, err := p.record(q, &r)
	moved.Step.Receipt = id
	return append(facts, moved), err
}

// cashOf finds the receipt a cheque was made good with: money that came between the
// bounce and the day it is told of, for all the cheque is worth.
func cashOf(v *book.View, q *Cheque, number string, on civil.Date, digits int) (uint32, error) {
	r, ok, err := receipt.ByNumber(v, number)
	if err != nil {
		return 0, err
	}
	if !ok || r.Account != q.Account {
		return 0, book.RefuseField("receipt", "the customer has no receipt with the number %q", number)
	}
	if !r.Kind.Money() {
		return 0, book.RefuseField("receipt", "receipt %s is a %s: a cheque is made good with money only", number,
			r.Kind)
	}
	if bounced := q.bounced(); r.Date < bounced {
		return 0, book.RefuseField("receipt", "receipt %s is dated %s, before cheque %s bounced on %s: that money was "+
			"not for it", number, text.FormatDate(r.Date), q.Details.Number, text.FormatDate(bounced))
	}
	if r.Date > on {
		return 0, book.RefuseField("date", "receipt %s is dated %s: the cheque was not made good with it before, on %s",
			number, text.FormatDate(r.Date), text.FormatDate(on))
	}
	if worth := q.Worth(Forever); r.Amount < worth {
		return 0, book.RefuseField("receipt", "the cheque is worth %s: with receipt %s of %s it is not made good",
			text.FormatAmount(worth, digits), number, text.FormatAmount(r.Amount, digits))
	}
	if _, taken, err := OfReceipt(v, q.Account, r.ID); err != nil || taken {
		if taken {
			err = book.RefuseField("receipt", "receipt %s stands for another cheque already", number)
		}
		return 0, err
	}
	return r.ID, nil
}

// bounced is the day the bank last refused the cheque.
func (c *Cheque) bounced() (on civil.Date) {
	for i := range c.Steps {
		if s := &c.Steps[i]; s.Move == DoBounce && s.Back == 0 {
			on = s.On
		}
	}
	return on
}

// Replace says that old cheques were exchanged for a new one.
type Replace struct {
	Cheques []string `json:"cheques" help:"the old cheques' numbers, or #12"`
	Reason  string   `json:"reason,omitempty" help:"why"`
	Paper
}

// Kind is "cheque.replace".
func (Replace) Kind() string { return "cheque.replace" }

// Decide registers the new cheque and ends the old ones; it covers what they did.
func (c Replace) Decide(in *book.In) ([]book.Fact, error) {
	p, all, err := begin(in, c.Cheques)
	if err != nil {
		return nil, err
	}
	acc, err := account.Get(in.View, all[0].Account)
	if err != nil {
		return nil, err
	}
	cu, err := customer.Get(in.View, acc.Customer)
	if err != nil {
		return nil, err
	}
	if err := text.Check(c.Reason, 300); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	id := in.NewID("cheque")
	for _, q := range all {
		if q.Account != acc.ID {
			return nil, book.RefuseField("cheque", "cheque %s is of another customer or currency", q.Details.Number)
		}
		if err := p.move(q, Step{Move: DoReplace, On: in.Today, Other: id, Reason: c.Reason}); err != nil {
			return nil, err
		}
	}
	if err := p.register(id, &c.Paper, &acc, cu.Name, all); err != nil {
		return nil, err
	}
	return p.facts, nil
}
