package target

import (
	"duebook/internal/book"
	"duebook/internal/civil"
)

func ref(id uint32) []book.Ref { return []book.Ref{{Table: "target", ID: uint64(id), Document: true}} }

// Proposed says that a target was proposed.
type Proposed struct {
	Proposal Proposal `cbor:"1,keyasint"`
}

// Kind is "target.proposed/1".
func (Proposed) Kind() string { return "target.proposed/1" }

// Refs names the target.
func (f Proposed) Refs() []book.Ref { return ref(f.Proposal.ID) }

// Apply stores the proposal.
func (f Proposed) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("target", f.Proposal.ID); err != nil {
		return err
	}
	p := f.Proposal
	p.Seq = tx.Seq()
	return table.Insert(tx, &p)
}

// Undo voids the proposal.
func (f Proposed) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Proposal.ID, Date: max(in.Today, f.Proposal.On)}}, nil
}

func change(tx *book.Tx, id uint32, how func(p *Proposal)) error {
	p, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	how(&p)
	return table.Put(tx, &p)
}

// Voided says that a proposal made by mistake is gone from a day on.
type Voided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "target.voided/1".
func (Voided) Kind() string { return "target.voided/1" }

// Refs names the target.
func (f Voided) Refs() []book.Ref { return ref(f.ID) }

// Apply marks the proposal.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(p *Proposal) { p.Voided = f.Date })
}

// Decided says that a target was agreed, with its base, rate and amount, or rejected.
type Decided struct {
	ID       uint32   `cbor:"1,keyasint"`
	Decision Decision `cbor:"2,keyasint"`
}

// Kind is "target.decided/1".
func (Decided) Kind() string { return "target.decided/1" }

// Refs names the target.
func (f Decided) Refs() []book.Ref { return ref(f.ID) }

// Apply keeps the decision with the proposal.
func (f Decided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(p *Proposal) {
		x := f.Decision
		x.Entered = tx.Seq()
		p.Decisions = append(p.Decisions, x)
	})
}

// Undo lets the proposal wait again from today on; a target it had replaced counts again.
func (f Decided) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reopened{ID: f.ID, Date: max(in.Today, f.Decision.On)}}, nil
}

// Reopened says that a decision was taken back from a day on.
type Reopened struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "target.reopened/1".
func (Reopened) Kind() string { return "target.reopened/1" }

// Refs names the target.
func (f Reopened) Refs() []book.Ref { return ref(f.ID) }

// Apply marks the last decision as taken back.
func (f Reopened) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(p *Proposal) {
		if n := len(p.Decisions); n > 0 {
			p.Decisions[n-1].Back = f.Date
		}
	})
}
