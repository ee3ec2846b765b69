package receipt

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// why checks the reason a person gave.
func why(field, s, ask string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", book.RefuseField(field, "%s", ask)
	}
	if err := text.Check(s, 500); err != nil {
		return "", book.RefuseField(field, "%v", err)
	}
	return s, nil
}

// Refund gives what is left of a receipt, or part of it, back to the customer.
type Refund struct {
	Receipt string `json:"receipt" help:"the receipt's number"`
	Amount  string `json:"amount,omitempty" help:"how much; all that is left when empty"`
	Reason  string `json:"reason" help:"why, and how it was paid"`
}

// Kind is "receipt.refund".
func (Refund) Kind() string { return "receipt.refund" }

// Decide makes a bill of the kind refund today, settled by the receipt.
func (c Refund) Decide(in *book.In) ([]book.Fact, error) {
	l, err := withLeft(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	if k := l.receipt.Kind; !k.Money() && k != Opening && k != MovedIn && k != CreditNote {
		return nil, book.RefuseField("receipt", "a %s is no money that could be given back", k)
	}
	amount, err := l.take(c.Amount)
	if err != nil {
		return nil, err
	}
	reason, err := why("reason", c.Reason, "say why it is refunded, and how")
	if err != nil {
		return nil, err
	}
	b := bill.Answer(in, bill.Refund, l.account.ID, amount, in.Today, in.Today, 0, l.receipt.Branch, reason)
	return []book.Fact{b, l.on(in, b, amount)}, nil
}

// Keep takes a small over-payment to income.
type Keep struct {
	Receipt string `json:"receipt" help:"the receipt's number"`
	Reason  string `json:"reason" help:"why it is kept"`
}

// Kind is "receipt.keep".
func (Keep) Kind() string { return "receipt.keep" }

// Decide makes a bill of the kind difference for all that is left, at most the
// company's small difference.
func (c Keep) Decide(in *book.In) ([]book.Fact, error) {
	l, err := withLeft(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	reason, err := why("reason", c.Reason, "say why the over-payment is kept")
	if err != nil {
		return nil, err
	}
	return Difference(in, &l.receipt, l.account.Money(), l.left, in.Today, reason)
}

// Difference takes what is left of a receipt to income, on a day; it refuses more than
// the company's small difference.
func Difference(in *book.In, r *Receipt, cur money.Currency, left money.Minor, on civil.Date,
	reason string) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	if left > set.Small(cur) {
		return nil, book.RefuseField("receipt", "%s %s is more than the small difference of %s that may be "+
			"kept: leave it unapplied, or refund it", text.FormatAmount(left, cur.Digits), cur.Code,
			text.FormatAmount(set.Small(cur), cur.Digits))
	}
	b := bill.Answer(in, bill.Difference, r.Account, left, on, on, 0, r.Branch, reason)
	return []book.Fact{b, onNew(in, r, b, left)}, nil
}

// Move moves what is left of a receipt, or part of it, to another customer.
type Move struct {
	Receipt string       `json:"receipt" help:"the receipt's number"`
	To      string       `json:"to" help:"the other customer's code"`
	Amount  string       `json:"amount,omitempty" help:"how much; all that is left when empty"`
	Reason  string       `json:"reason" help:"why it belongs there"`
	Mode    string       `json:"mode,omitempty" help:"where it goes there; on the oldest when left out"`
	Parts   []PartChoice `json:"parts,omitempty" help:"the marked parts there"`
}

// Kind is "receipt.move".
func (Move) Kind() string { return "receipt.move" }

// Decide makes a bill of the kind moved here, settled by the receipt, and a receipt of
// the kind moved in there, today.
func (c Move) Decide(in *book.In) ([]book.Fact, error) {
	l, err := withLeft(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	to, err := customer.ByCode(in.View, c.To)
	if err != nil {
		return nil, book.RefuseField("to", "%v", err)
	}
	if to.ID == l.account.Customer {
		return nil, book.RefuseField("to", "the receipt is %s's already", to.Name)
	}
	amount, err := l.take(c.Amount)
	if err != nil {
		return nil, err
	}
	reason, err := why("reason", c.Reason, "say why the money belongs to the other customer")
	if err != nil {
		return nil, err
	}
	acc, facts, err := account.Need(in, to.ID, l.account.Money())
	if err != nil {
		return nil, err
	}
	b := bill.Answer(in, bill.Moved, l.account.ID, amount, in.Today, in.Today, 0, l.receipt.Branch, reason+" (to "+
		to.Code+")")
	r := Receipt{ID: in.NewID(bill.Doc), Account: acc.ID, Kind: MovedIn, Date: in.Today, Amount: amount, By: in.Who,
		Reference: l.receipt.Number, Text: reason, Branch: l.receipt.Branch}
	r.Number = fmt.Sprintf("R-%06d", r.ID)
	place := placing{v: in.View, r: &r, amount: amount, digits: acc.Digits}
	shares, err := place.shares(c.Mode, c.Parts, 0)
	if err != nil {
		return nil, err
	}
	facts = append(facts, b, l.on(in, b, amount), &Recorded{r})
	if len(shares) > 0 {
		applied, err := Apply(in, &r, shares, in.Today)
		return append(facts, applied), err
	}
	return facts, nil
}

// recovery records a receipt that pays a written-off bill after all: a bill of the
// kind recovery names the original, and the receipt settles it.
func (c Record) recovery(in *book.In, facts []book.Fact, r *Receipt, digits int) ([]book.Fact, error) {
	b, err := bill.Must(in.View, strings.TrimSpace(c.Recovers))
	if err != nil {
		return nil, book.RefuseField("recovers", "%v", err)
	}
	if b.Account != r.Account {
		return nil, book.RefuseField("recovers", "bill %s belongs to another customer or currency", b.Number)
	}
	if !r.Kind.Money() && r.Kind != SetOff {
		return nil, book.RefuseField("kind", "a %s recovers nothing: it is no money", r.Kind)
	}
	gone, err := Lost(in.View, &b)
	if err != nil {
		return nil, err
	}
	if gone <= 0 || r.Amount > gone {
		return nil, book.RefuseField("recovers", "bill %s has %s written off and not recovered yet: %s cannot be a "+
			"recovery of it", b.Number, text.FormatAmount(gone, digits), text.FormatAmount(r.Amount, digits))
	}
	answer := bill.Answer(in, bill.Recovery, r.Account, r.Amount, r.Date, r.Date, b.ID, b.Branch,
		"recovery of "+b.Number)
	return append(facts, &Recorded{*r}, answer, onNew(in, r, answer, r.Amount)), nil
}

// Lost is what is written off of a bill and was not recovered.
func Lost(v *book.View, b *bill.Bill) (money.Minor, error) {
	var gone money.Minor
	OnBill(v, b.Account, b.ID, func(a *Application) bool {
		if a.Kind == WriteOff && a.Reversed == 0 {
			gone += a.Amount
		}
		return true
	})
	if gone == 0 {
		return 0, nil
	}
	err := bill.OfAccount(v, b.Account, func(x *bill.Bill) (bool, error) {
		if x.Kind == bill.Recovery && x.Original == b.ID && x.Voided == 0 {
			gone -= x.Amount()
		}
		return true, nil
	})
	return gone, err
}

// Reduce makes a receipt that is no money and lowers one due part: a withholding, a
// discount, a bank charge, a write-off, a retention. r's number and id are given here.
func Reduce(in *book.In, r Receipt, s Share) ([]book.Fact, error) {
	r.ID, r.Amount, r.About, r.By = in.NewID(bill.Doc), s.Amount, s.Bill, in.Who
	r.Number = fmt.Sprintf("R-%06d", r.ID)
	applied, err := Apply(in, &r, []Share{s}, r.Date)
	if err == nil { // never a day as loose credit
		r.Date = applied.Parts[0].Date
		applied.On = r.Date
	}
	return []book.Fact{&Recorded{r}, applied}, err
}

// Retain turns the rest of a due part into a bill of the kind retention, due on a day:
// nothing is paid by it.
func Retain(in *book.In, r Receipt, s Share, due civil.Date) ([]book.Fact, error) {
	b, err := bill.Get(in.View, r.Account, s.Bill)
	if err != nil {
		return nil, err
	}
	r.Kind = Retention
	facts, err := Reduce(in, r, s)
	if err != nil {
		return nil, err
	}
	on := facts[1].(*Applied).Parts[0].Date
	kept := bill.Answer(in, bill.Retention, r.Account, s.Amount, on, due, b.ID, b.Branch, "retention of "+b.Number)
	kept.Bill.Salesman, kept.Bill.PO = b.Salesman, b.PO
	return append(facts, kept), nil
}
