package promise

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Brought is a promise of another book: what was promised, when and to whom, and how it
// ended when it did. Amounts are in minor units of the currency.
type Brought struct {
	Customer  string      `json:"customer" help:"the customer's code"`
	Currency  string      `json:"currency,omitempty" help:"the company's when left out"`
	Amount    money.Minor `json:"amount" help:"how much, in minor units"`
	Date      civil.Date  `json:"date" help:"the promised day, the last one of a plan"`
	Taken     civil.Date  `json:"taken" help:"the day it was taken"`
	By        string      `json:"by,omitempty" help:"who took it"`
	Tolerance int         `json:"tolerance,omitempty" help:"days after the promised day that still keep it"`
	Method    string      `json:"method,omitempty" help:"how it will be paid"`
	Matures   civil.Date  `json:"matures,omitempty" help:"of a cheque promised: the latest date it may bear"`
	Bills     []string    `json:"bills,omitempty" help:"the bills' numbers; the whole account when none"`
	Plan      []Part      `json:"plan,omitempty" help:"several payments, which sum to the amount"`
	From      string      `json:"from,omitempty" help:"who promised"`
	Again     int         `json:"again,omitempty" help:"how often it had been promised before and not kept"`
	EndedAs   string      `json:"ended_as,omitempty" help:"how it ended, when it did"`
	Ended     civil.Date  `json:"ended,omitempty" help:"the day it ended"`
	Note      string      `json:"note,omitempty" help:"why it ended"`
}

// Bring takes in promises of another book as they stand there. It judges none: the
// receipts that keep them are here already.
type Bring struct {
	Promises []Brought `json:"promises" help:"the promises"`
}

// Kind is "promise.bring".
func (Bring) Kind() string { return "promise.bring" }

// Choices gives the words of the fields that take one of a few.
func (Brought) Choices() map[string][]string {
	return map[string][]string{"method": Methods(), "ended_as": {Withdrawn.String(), Superseded.String()}}
}

// Decide refuses a promise that could not have been taken.
func (c Bring) Decide(in *book.In) ([]book.Fact, error) {
	if len(c.Promises) == 0 {
		return nil, book.RefuseField("promises", "name the promises")
	}
	opened := map[string]account.Account{}
	var opens, facts []book.Fact
	var all []*Promise
	for i := range c.Promises {
		r := &c.Promises[i]
		party, more, err := account.Opening(in, r.Customer, r.Currency)
		if err != nil {
			return nil, err
		}
		k := r.Customer + "\x00" + party.Currency.Code
		if _, ok := opened[k]; !ok {
			opened[k], opens = party.Account, append(opens, more...)
		}
		acc := opened[k]
		p, err := r.promise(in, acc)
		if err != nil {
			return nil, err
		}
		p.ID = in.NewID("promise")
		all = append(all, p)
		facts = append(facts, &Taken{*p})
	}
	for i, p := range all {
		if r := &c.Promises[i]; r.EndedAs != "" {
			facts = append(facts, &Ended{Account: p.Account, ID: p.ID, Customer: p.Customer, End: End{
				Why: State(slices.Index(stateNames, r.EndedAs)), On: r.Ended, Who: in.Who, Note: r.Note,
				By: heir(all[i+1:], p, r)}})
		}
	}
	return append(opens, facts...), nil
}

// heir is the promise that superseded one: the next about its bills, taken on that day.
func heir(later []*Promise, p *Promise, r *Brought) uint32 {
	for _, q := range later {
		if r.EndedAs == Superseded.String() && q.Account == p.Account && q.Taken == r.Ended && q.meets(p) {
			return q.ID
		}
	}
	return 0
}

// promise checks a promise of another book.
func (r *Brought) promise(in *book.In, acc account.Account) (*Promise, error) {
	at := time.Date(1970, 1, 1+int(r.Taken), 12, 0, 0, 0, in.Now.Location())
	p := &Promise{Account: acc.ID, Customer: acc.Customer, Amount: r.Amount, Date: r.Date, Tolerance: r.Tolerance,
		From: strings.TrimSpace(r.From), Method: Method(max(0, slices.Index(methodNames, r.Method))), Taken: r.Taken,
		TakenAt: at.UnixNano(), By: cmp.Or(strings.TrimSpace(r.By), in.Who), Level: r.Again, Plan: r.Plan,
		Matures: r.Matures}
	for _, s := range []string{p.From, p.By, r.Note} {
		if err := text.Check(s, 300); err != nil {
			return nil, book.RefuseField("from", "%v", err)
		}
	}
	var sum money.Minor
	for _, x := range p.Parts() {
		if sum += x.Amount; x.Amount <= 0 || x.Date < r.Taken || x.Date > r.Date {
			return nil, book.RefuseField("plan", "a payment of a promise is above 0, and due from the day it was "+
				"taken on")
		}
	}
	ended := r.EndedAs != ""
	switch {
	case p.Method.String() != r.Method:
		return nil, book.RefuseField("method", "%q is not a way to pay a promise (transfer, cash, cheque, other)",
			r.Method)
	case sum != r.Amount || len(r.Plan) > 120:
		return nil, book.RefuseField("plan", "the payments of the plan do not sum to the amount")
	case r.Taken == 0 || r.Taken > in.Today:
		return nil, book.RefuseField("taken", "say on which day up to today the promise was taken")
	case r.Tolerance < 0 || r.Tolerance > 60 || r.Again < 0 || r.Again > 255:
		return nil, book.RefuseField("tolerance", "a tolerance of %d days, promised again %d times, cannot be",
			r.Tolerance, r.Again)
	case ended && r.EndedAs != Withdrawn.String() && r.EndedAs != Superseded.String():
		return nil, book.RefuseField("ended_as", "%q is no end of a promise (withdrawn, superseded)", r.EndedAs)
	case ended != (r.Ended != 0) || ended && (r.Ended < r.Taken || r.Ended > in.Today):
		return nil, book.RefuseField("ended", "a promise that ended says how, and on which day since it was taken")
	}
	for _, number := range r.Bills {
		b, err := bill.Must(in.View, strings.TrimSpace(number))
		if err != nil {
			return nil, err
		}
		if b.Account != acc.ID {
			return nil, book.RefuseField("bills", "bill %s belongs to another customer or currency", b.Number)
		}
		p.Bills = append(p.Bills, b.ID)
	}
	slices.Sort(p.Bills)
	p.Bills = slices.Compact(p.Bills)
	return p, nil
}

// Numbers are those of the bills a promise is about.
func (p *Promise) Numbers(v *book.View) ([]string, error) {
	var all []string
	for _, id := range p.Bills {
		b, err := bill.Get(v, p.Account, id)
		if err != nil {
			return nil, err
		}
		all = append(all, b.Number)
	}
	return all, nil
}
