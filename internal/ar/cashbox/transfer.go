package cashbox

import (
	"errors"

	"duebook/internal/book"
)

// Transfer takes cash from one till to another of the same currency. It is neither
// received nor banked: both sheets show it on a line of its own.
type Transfer struct {
	From      string `json:"from,omitempty" help:"the branch whose till gives; the main one when left out"`
	To        string `json:"to,omitempty" help:"the branch whose till gets it; the main one when left out"`
	Amount    string `json:"amount" help:"how much"`
	Currency  string `json:"currency,omitempty" help:"the company's when left out"`
	Day       string `json:"day,omitempty" help:"today when left out"`
	Reference string `json:"reference,omitempty" help:"the voucher's number, or who carried it"`
}

// Kind is "cash.transfer".
func (Transfer) Kind() string { return "cash.transfer" }

// Decide refuses more than the giving till holds, and a day that either till is
// counted for.
func (c Transfer) Decide(in *book.In) ([]book.Fact, error) {
	p, err := place(in, c.From, c.Currency, c.Day)
	if err != nil {
		return nil, atField(err, "till", "from")
	}
	into, err := till(in.View, p.n, c.To)
	if err != nil {
		return nil, atField(err, "till", "to")
	}
	if into == p.till {
		return nil, book.RefuseField("to", "the cash is in that till already: name another")
	}
	if err := openDay(in.View, into, p.cur, p.day, "day"); err != nil {
		return nil, err
	}
	facts, err := p.move(in, Move{Kind: Transferred, Into: into, Paper: c.Reference}, c.Amount)
	return facts, atField(atField(err, "paper", "reference"), "till", "from")
}

// atField moves a refusal from a field that the command calls by another name.
func atField(err error, was, is string) error {
	var e *book.Error
	if errors.As(err, &e) && e.Field == was {
		moved := *e
		moved.Field = is
		return &moved
	}
	return err
}
