package proposal

import (
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

func refs(id, customerID uint32) []book.Ref {
	all := []book.Ref{{Table: "proposal", ID: uint64(id), Document: true}}
	if customerID != 0 {
		all = append(all, customer.Ref(customerID), customer.Uses(customerID))
	}
	return all
}

// Made says that a command was proposed.
type Made struct {
	Proposal Proposal `cbor:"1,keyasint"`
}

// Kind is "proposal.made/1".
func (Made) Kind() string { return "proposal.made/1" }

// Refs names the proposal and its customer.
func (f Made) Refs() []book.Ref { return refs(f.Proposal.ID, f.Proposal.Customer) }

// Apply stores the proposal.
func (f Made) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("proposal", f.Proposal.ID); err != nil {
		return err
	}
	p := f.Proposal
	p.Seq = tx.Seq()
	return table.Insert(tx, &p)
}

// Undo voids the proposal.
func (f Made) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Proposal.ID, Customer: f.Proposal.Customer, Date: max(in.Today,
		f.Proposal.On)}}, nil
}

func change(tx *book.Tx, id uint32, how func(p *Proposal)) error {
	p, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	how(&p)
	return table.Put(tx, &p)
}

// Decided says that a proposal was approved, refused or withdrawn. What an approved one
// did is in the facts beside it.
type Decided struct {
	ID       uint32   `cbor:"1,keyasint"`
	Customer uint32   `cbor:"2,keyasint,omitempty"`
	Decision Decision `cbor:"3,keyasint"`
}

// Kind is "proposal.decided/1".
func (Decided) Kind() string { return "proposal.decided/1" }

// Refs names the proposal and its customer.
func (f Decided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply keeps the decision with the proposal.
func (f Decided) Apply(tx *book.Tx) error {
	x := f.Decision
	x.Seq = tx.Seq()
	return change(tx, f.ID, func(p *Proposal) { p.Decisions = append(p.Decisions, x) })
}

// Undo lets the proposal wait again from today on.
func (f Decided) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reopened{ID: f.ID, Customer: f.Customer, Date: max(in.Today, f.Decision.On)}}, nil
}

// Reopened says that the last decision no longer counts from a day on.
type Reopened struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint,omitempty"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "proposal.reopened/1".
func (Reopened) Kind() string { return "proposal.reopened/1" }

// Refs names the proposal and its customer.
func (f Reopened) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the decision.
func (f Reopened) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(p *Proposal) {
		if n := len(p.Decisions); n > 0 {
			p.Decisions[n-1].Back = f.Date
		}
	})
}

// Voided says that a proposal made by mistake is gone from a day on.
type Voided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint,omitempty"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "proposal.voided/1".
func (Voided) Kind() string { return "proposal.voided/1" }

// Refs names the proposal and its customer.
func (f Voided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the row.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(p *Proposal) { p.Voided = f.Date })
}
