package cheque

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/text"
)

// correctable are the details that may be put right.
var correctable = []string{"number", "drawer", "bank", "branch", "account", "from", "kept", "hold", "note"}

// Correct puts one detail of a cheque right. What it is for, its amount, the date
// written on it and the day it came are no details.
type Correct struct {
	Cheque string `json:"cheque" help:"the cheque's number, or #12"`
	Field  string `json:"field" help:"which detail"`
	Value  string `json:"value" help:"as it should read; empty clears it"`
}

// Kind is "cheque.correct".
func (Correct) Kind() string { return "cheque.correct" }

// Choices gives the words of the fields that take one of a few.
func (Correct) Choices() map[string][]string { return map[string][]string{"field": correctable} }

// Decide gives the details as they will read.
func (c Correct) Decide(in *book.In) ([]book.Fact, error) {
	q, err := Must(in.View, c.Cheque)
	if err != nil {
		return nil, err
	}
	d := q.Details
	switch c.Field {
	case "received", "maturity", "amount", "type":
		return nil, book.RefuseField("field", "the %s of a cheque is never edited: undo its receiving, or cancel it "+
			"and register it anew", c.Field)
	case "hold":
		if d.Hold, err = bill.Day("value", c.Value, 0, in.Today); err != nil {
			return nil, err
		}
	default:
		if !slices.Contains(correctable, c.Field) {
			return nil, book.RefuseField("field", "a cheque has no %q to put right (%s)", c.Field,
				strings.Join(correctable, ", "))
		}
		*d.texts()[c.Field] = c.Value
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	if d == q.Details {
		return nil, book.RefuseField("value", "that is how it reads already")
	}
	if q.State(Forever).unique() {
		if err := d.free(in.View, q.ID); err != nil {
			return nil, err
		}
	}
	return []book.Fact{&Corrected{Account: q.Account, ID: q.ID, Date: in.Today, Details: d, Before: q.Details}}, nil
}

func (d *Details) texts() map[string]*string {
	return map[string]*string{"number": &d.Number, "drawer": &d.Drawer, "bank": &d.Bank, "branch": &d.Branch,
		"account": &d.Account, "from": &d.From, "kept": &d.Kept, "note": &d.Note}
}

// warnings are what is odd about a cheque and yet taken.
var warnings = []book.Warning{
	{Fact: Registered{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		r, ok := f.(*Registered)
		if !ok {
			return nil, nil
		}
		all, err := r.Cheque.stale(in)
		if err != nil || r.Cheque.Type != Payment {
			return all, err
		}
		more, err := r.Cheque.cashOnly(in)
		return append(all, more...), err
	}},
	{Fact: Moved{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		m, ok := f.(*Moved)
		if !ok || m.Step.Move != DoDeposit {
			return nil, nil
		}
		c, ok, err := table.Get(in.View, key(m.Account, m.ID))
		if err != nil || !ok {
			return nil, err // it came with the same entry, from another book
		}
		return c.stale(in)
	}},
}

func (c *Cheque) stale(in *book.In) ([]string, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	days := set.ChequeRules().Stale
	told := c.Seq == 0 && in.Today > c.Received.Add(days) // it comes from another book with its past
	if in.Today > c.Maturity.Add(days) && !told {
		return []string{fmt.Sprintf("cheque %s is stale: %s have passed since the date written on it (%s)",
			c.Details.Number, text.Count(int(in.Today-c.Maturity), "day", "days"), text.FormatDate(c.Maturity))}, nil
	}
	return nil, nil
}

func (c *Cheque) cashOnly(in *book.In) ([]string, error) {
	p := pen{in: in}
	a, err := p.account(c.Account)
	if err != nil {
		return nil, nil // the account is opened with the cheque: nothing is known of it
	}
	b, err := customer.BlockOf(in.View, a.Customer, in.Today)
	if err != nil || b.Block == customer.NoBlock {
		return nil, err
	}
	return []string{fmt.Sprintf("the customer is %q since %s (%s)", b.Block, text.FormatDate(b.From), b.Reason)}, nil
}
