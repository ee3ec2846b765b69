// Package proposal keeps what an officer may not do alone and proposes to a supervisor
// (SAFETY, Roles: limits, terms, waivers, discounts, replaced cheques): a command with its
// fields, held back until another person approves it. Approving carries it out in the same
// entry, exactly as it was proposed and against the book as it is then. Nobody approves a
// proposal of their own, unless they work alone: then it is marked. The package must never
// know what a command means, nor change a field of one but who approved it.
package proposal

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Verdict is what became of a proposal.
type Verdict uint8

// The verdicts; 0 is none yet.
const (
	Approved Verdict = iota + 1
	Refused
	Withdrawn
)

var verdictNames = []string{"waits", "approved", "refused", "withdrawn"}

// String is the verdict in a word.
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return fmt.Sprintf("verdict %d", uint8(v))
}

// Decision is what became of a proposal. It counts from On until before Back, the day it
// was taken back (0: it stands). Self marks one by who had proposed it.
type Decision struct {
	Verdict Verdict    `cbor:"1,keyasint"`
	By      string     `cbor:"2,keyasint"`
	Self    bool       `cbor:"3,keyasint,omitempty"`
	On      civil.Date `cbor:"4,keyasint"`
	At      int64      `cbor:"5,keyasint"` // unix nanoseconds
	Back    civil.Date `cbor:"6,keyasint,omitempty"`
	Text    string     `cbor:"7,keyasint,omitempty"`
	Seq     uint64     `cbor:"8,keyasint,omitempty"`
}

// Proposal is a command that waits for somebody else. Fields is its JSON. Customer is whom
// it is about, 0 when it is about none who is in the book.
type Proposal struct {
	ID        uint32     `cbor:"1,keyasint"`
	Command   string     `cbor:"2,keyasint"`
	Fields    []byte     `cbor:"3,keyasint"`
	Customer  uint32     `cbor:"4,keyasint,omitempty"`
	Reason    string     `cbor:"5,keyasint,omitempty"`
	By        string     `cbor:"6,keyasint"`
	On        civil.Date `cbor:"7,keyasint"`
	At        int64      `cbor:"8,keyasint"`
	Decisions []Decision `cbor:"9,keyasint,omitempty"`
	Voided    civil.Date `cbor:"10,keyasint,omitempty"`
	Seq       uint64     `cbor:"11,keyasint"`
	Was       []Was      `cbor:"12,keyasint,omitempty"`
	Essence   []byte     `cbor:"13,keyasint"` // the digest of what it would do
}

// Was is a field that would change, a limit or one of the customer's record, as it was when
// the change was proposed; or what else its fields do not tell.
type Was struct {
	Field string `cbor:"1,keyasint"`
	Value string `cbor:"2,keyasint,omitempty"`
}

// Live reports whether the proposal was there on a day.
func (p *Proposal) Live(d civil.Date) bool { return p.On <= d && (p.Voided == 0 || d < p.Voided) }

// Decided is the decision that counts on a day.
func (p *Proposal) Decided(d civil.Date) (Decision, bool) {
	for _, x := range p.Decisions {
		if x.On <= d && (x.Back == 0 || d < x.Back) {
			return x, true
		}
	}
	return Decision{}, false
}

// Waits reports whether the proposal waited for a decision on a day.
func (p *Proposal) Waits(d civil.Date) bool {
	_, decided := p.Decided(d)
	return p.Live(d) && !decided
}

var table = &book.Table[Proposal]{Name: "proposal", Bucket: "proposal", Codec: book.CBOR[Proposal](),
	Key: func(p *Proposal) book.Key { return book.Key{}.U32(p.ID) },
	Indexes: []book.Index[Proposal]{{Name: "of", Entries: func(p *Proposal) []book.Key {
		if p.Customer == 0 {
			return nil
		}
		return []book.Key{customer.Key(p.Customer)}
	}}}}

// Get reads a proposal; NotFound when there is none.
func Get(v *book.View, id uint32) (Proposal, error) {
	p, ok, err := table.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no proposal %d", id)}
	}
	return p, err
}

// All reads all proposals, oldest first.
func All(v *book.View, fn func(p *Proposal) (bool, error)) error { return table.Scan(v, nil, fn) }

// OfCustomer reads the proposals about a customer, oldest first.
func OfCustomer(v *book.View, customerID uint32, fn func(p *Proposal) (bool, error)) error {
	return table.Seek(v, "of", customer.Key(customerID), fn)
}

// Subject is what proposals bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Made{}, Decided{}, Reopened{}, Voided{}},
		Commands: []book.Command{Make{}, Approve{}, Refuse{}, Withdraw{}}}
}

// whom is the customer the facts of a command are about, 0 when they name none.
func whom(v *book.View, facts []book.Fact) (uint32, error) {
	for _, f := range facts {
		for _, r := range f.Refs() {
			acc := uint32(0)
			switch r.Table {
			case "customer", "card":
				if id := uint32(r.ID); known(v, id) {
					return id, nil
				}
			case "account":
				acc = uint32(r.ID)
			case "bill", "receipt", "cheque", "interest charge":
				acc = uint32(r.ID >> 32)
			}
			if acc != 0 {
				a, err := account.Get(v, acc)
				return a.Customer, err
			}
		}
	}
	return 0, nil
}

// changes are the fields that facts change, as they are.
func changes(in *book.In, facts []book.Fact) (out []Was, err error) {
	for _, f := range facts {
		var all []customer.Change
		switch f := f.(type) {
		case *credit.LimitSet:
			if f.Limit.Scope == credit.Customer {
				now, err := limitOf(in, &f.Limit)
				if err != nil {
					return nil, err
				}
				out = append(out, Was{"amount", now})
			}
		case *credit.LimitEnded:
			if f.Limit.Scope == credit.Customer {
				now, err := limitOf(in, &f.Limit)
				if err != nil {
					return nil, err
				}
				out = append(out, Was{"limit now", now})
			}
		case *receipt.Unapplied:
			m, err := worth(in, f.Account, f.Parts)
			if err != nil {
				return nil, err
			}
			out = append(out, Was{"taken off", m})
		case *receipt.Applied:
			m, err := worth(in, f.Account, f.Parts)
			if err != nil {
				return nil, err
			}
			out = append(out, Was{"applied", m})
		case *customer.Changed:
			all = f.Changes
		case *customer.Assigned:
			all = f.Changes
		}
		for _, c := range all {
			out = append(out, Was{c.Field, c.Old})
		}
	}
	return out, nil
}

// worth is what applications come to, and on how many due parts.
func worth(in *book.In, acc uint32, parts []receipt.AppliedPart) (string, error) {
	a, err := account.Get(in.View, acc)
	if err != nil {
		return "", err
	}
	var sum money.Minor
	for _, p := range parts {
		sum += p.Amount
	}
	return text.FormatAmount(sum, a.Digits) + " " + a.Currency + " on " + text.Count(len(parts), "due part",
		"due parts"), nil
}

// limitOf is the limit that counts today where a new one is to be set.
func limitOf(in *book.In, l *credit.Limit) (string, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return "", err
	}
	cur, err := set.Of(l.Currency)
	if err != nil {
		return "", err
	}
	r, err := credit.NewReader(in.View, in.Today)
	if err != nil {
		return "", err
	}
	c, err := customer.Get(in.View, l.Of)
	if err != nil {
		return "", err
	}
	now, err := r.Of(&customer.Line{ID: c.ID, Limit: c.Limit, Was: len(c.WasLimits) > 0}, cur)
	return now.Sum(cur.Digits), err
}

// known is false for a customer whom the command would only open.
func known(v *book.View, id uint32) bool {
	_, err := customer.Get(v, id)
	return err == nil
}
