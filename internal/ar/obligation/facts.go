package obligation

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Target is the paper a fact is about.
type Target struct {
	Account  uint32 `cbor:"1,keyasint"`
	ID       uint32 `cbor:"2,keyasint"`
	Customer uint32 `cbor:"3,keyasint"`
}

func (o *Obligation) target() Target { return Target{o.Account, o.ID, o.Customer} }

func (t Target) refs() []book.Ref {
	return []book.Ref{{Table: "obligation", ID: uint64(t.ID), Document: true}, customer.Ref(t.Customer),
		customer.Uses(t.Customer)}
}

func (t Target) change(tx *book.Tx, how func(o *Obligation)) error {
	o, ok, err := table.Get(&tx.View, key(t.Account, t.ID))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no obligation %d on account %d", t.ID, t.Account)
	}
	if err != nil {
		return err
	}
	how(&o)
	return table.Put(tx, &o)
}

// Recorded says that a paper was taken into the book.
type Recorded struct {
	Obligation Obligation `cbor:"1,keyasint"`
}

// Kind is "obligation.recorded/1".
func (Recorded) Kind() string { return "obligation.recorded/1" }

// Refs names the paper and the bills it secures.
func (f Recorded) Refs() []book.Ref {
	all := f.Obligation.target().refs()
	for _, b := range f.Obligation.Bills {
		all = append(all, bill.Uses(f.Obligation.Account, b))
	}
	return all
}

// Apply stores the paper.
func (f Recorded) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("obligation", f.Obligation.ID); err != nil {
		return err
	}
	o := f.Obligation
	o.Seq = tx.Seq()
	return table.Insert(tx, &o)
}

// Undo voids the paper.
func (f Recorded) Undo(in *book.In) ([]book.Fact, error) {
	o := &f.Obligation
	return []book.Fact{&Voided{Target: o.target(), Date: max(in.Today, o.Made)}}, nil
}

// Voided says that a paper recorded by mistake is gone from a day on.
type Voided struct {
	Target Target     `cbor:"1,keyasint"`
	Date   civil.Date `cbor:"2,keyasint"`
}

// Kind is "obligation.voided/1".
func (Voided) Kind() string { return "obligation.voided/1" }

// Refs names the paper.
func (f Voided) Refs() []book.Ref { return f.Target.refs() }

// Apply marks the paper.
func (f Voided) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(o *Obligation) { o.Voided = f.Date })
}

// Moved says what was done with a paper.
type Moved struct {
	Target Target `cbor:"1,keyasint"`
	Step   Step   `cbor:"2,keyasint"`
}

// Kind is "obligation.moved/1".
func (Moved) Kind() string { return "obligation.moved/1" }

// Refs names the paper.
func (f Moved) Refs() []book.Ref { return f.Target.refs() }

// Apply notes the move.
func (f Moved) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(o *Obligation) { o.Steps = append(o.Steps, f.Step) })
}

// Undo takes the move back from today on.
func (f Moved) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&TakenBack{Target: f.Target, Date: max(in.Today, f.Step.On)}}, nil
}

// TakenBack says that the last move of a paper that stood no longer counts from a day
// on.
type TakenBack struct {
	Target Target     `cbor:"1,keyasint"`
	Date   civil.Date `cbor:"2,keyasint"`
}

// Kind is "obligation.taken-back/1".
func (TakenBack) Kind() string { return "obligation.taken-back/1" }

// Refs names the paper.
func (f TakenBack) Refs() []book.Ref { return f.Target.refs() }

// Apply marks the move.
func (f TakenBack) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(o *Obligation) {
		for i := len(o.Steps) - 1; i >= 0; i-- {
			if o.Steps[i].Back == 0 {
				o.Steps[i].Back = f.Date
				return
			}
		}
	})
}

// Edited says that what is written on a paper was put right.
type Edited struct {
	Target Target `cbor:"1,keyasint"`
	Before Paper  `cbor:"2,keyasint"`
	After  Paper  `cbor:"3,keyasint"`
}

// Kind is "obligation.edited/1".
func (Edited) Kind() string { return "obligation.edited/1" }

// Refs names the paper.
func (f Edited) Refs() []book.Ref { return f.Target.refs() }

// Apply stores the words.
func (f Edited) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(o *Obligation) { o.Paper = f.After })
}

// Undo puts the words back as they were.
func (f Edited) Undo(*book.In) ([]book.Fact, error) {
	return []book.Fact{&Edited{Target: f.Target, Before: f.After, After: f.Before}}, nil
}
