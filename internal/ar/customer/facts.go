package customer

import (
	"slices"

	"duebook/internal/book"
	"duebook/internal/civil"
)

// Change is one edited field, as it was and as it is.
type Change struct {
	Field string `cbor:"1,keyasint" json:"field"`
	Old   string `cbor:"2,keyasint,omitempty" json:"old"`
	New   string `cbor:"3,keyasint,omitempty" json:"new"`
}

func ref(id uint32) book.Ref { return book.Ref{Table: "customer", ID: uint64(id)} }

// Uses is the ref of whatever builds on a customer's being in the book: it
// stands in the way of undoing the customer's opening.
func Uses(id uint32) book.Ref { return book.Ref{Table: "opening", ID: uint64(id), Uses: true} }

// Ref names a customer as a subject.
func Ref(id uint32) book.Ref { return ref(id) }

// card is the customer's card as a document: an edit on it stands in the way of
// undoing an earlier one, a receipt does not.
func card(id uint32) book.Ref { return book.Ref{Table: "card", ID: uint64(id), Document: true} }

// Opened says that a customer was taken into the book.
type Opened struct {
	Customer Customer `cbor:"1,keyasint"`
	Step     Step     `cbor:"2,keyasint"`
}

// Kind is "customer.opened/1".
func (Opened) Kind() string { return "customer.opened/1" }

// Refs names the customer.
func (o Opened) Refs() []book.Ref {
	return []book.Ref{ref(o.Customer.ID), {Table: "opening", ID: uint64(o.Customer.ID), Document: true}}
}

// Apply stores the card and the first step of the profile.
func (o Opened) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("customer", o.Customer.ID); err != nil {
		return err
	}
	c := o.Customer
	c.Seq = tx.Seq()
	if err := profiles.Insert(tx, &Profile{Customer: c.ID, Steps: []Step{o.Step}}); err != nil {
		return err
	}
	return table.Insert(tx, &c)
}

// Undo takes the customer out again, when it has no documents: those would
// stand in the way, for they name its opening.
func (o Opened) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: o.Customer.ID, Date: in.Today}}, nil
}

// Voided says that a customer taken in by mistake is gone from a day on.
type Voided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "customer.voided/1".
func (Voided) Kind() string { return "customer.voided/1" }

// Refs names the customer.
func (f Voided) Refs() []book.Ref { return []book.Ref{ref(f.ID)} }

// Apply marks the card.
func (f Voided) Apply(tx *book.Tx) error {
	c, err := Get(&tx.View, f.ID)
	if err != nil {
		return err
	}
	c.Voided = f.Date
	return table.Put(tx, &c)
}

// Changed says that the card now reads so, and which fields differ.
type Changed struct {
	Customer Customer `cbor:"1,keyasint"`
	Changes  []Change `cbor:"2,keyasint"`
	Before   Customer `cbor:"3,keyasint"`
}

// Kind is "customer.changed/1".
func (Changed) Kind() string { return "customer.changed/1" }

// Refs names the customer and its card.
func (f Changed) Refs() []book.Ref { return []book.Ref{ref(f.Customer.ID), card(f.Customer.ID)} }

// Apply stores the card.
func (f Changed) Apply(tx *book.Tx) error {
	c := f.Customer
	c.Seq = tx.Seq()
	return table.Put(tx, &c)
}

// Undo puts the card back as it was.
func (f Changed) Undo(in *book.In) ([]book.Fact, error) {
	back := make([]Change, 0, len(f.Changes))
	for _, c := range f.Changes {
		back = append(back, Change{c.Field, c.New, c.Old})
	}
	was := f.Before
	was.Limit, was.WasLimits = f.Customer.Limit, f.Customer.WasLimits
	was.SetLimit(f.Before.Limit, in.Today)
	return []book.Fact{&Changed{Customer: was, Changes: back, Before: f.Customer}}, nil
}

// Assigned says that the profile is this from a day on; steps that were to come
// after that day are gone.
type Assigned struct {
	ID      uint32   `cbor:"1,keyasint"`
	Step    Step     `cbor:"2,keyasint"`
	Changes []Change `cbor:"3,keyasint"`
	Before  []Step   `cbor:"4,keyasint"` // all steps as they were
}

// Kind is "customer.assigned/1".
func (Assigned) Kind() string { return "customer.assigned/1" }

// Refs names the customer and its card.
func (f Assigned) Refs() []book.Ref { return []book.Ref{ref(f.ID), card(f.ID)} }

// Apply adds the step.
func (f Assigned) Apply(tx *book.Tx) error {
	p, err := ProfileOf(&tx.View, f.ID)
	if err != nil {
		return err
	}
	p.Customer = f.ID
	p.Steps = slices.DeleteFunc(p.Steps, func(s Step) bool { return s.From >= f.Step.From })
	p.Steps = append(p.Steps, f.Step)
	return profiles.Put(tx, &p)
}

// Undo assigns what held before, from today on: earlier days keep what they
// showed.
func (f Assigned) Undo(in *book.In) ([]book.Fact, error) {
	p, err := ProfileOf(in.View, f.ID)
	if err != nil {
		return nil, err
	}
	was := Profile{Steps: f.Before}
	step := was.At(in.Today)
	step.From = max(in.Today, f.Step.From)
	back := make([]Change, 0, len(f.Changes))
	for _, c := range f.Changes {
		back = append(back, Change{c.Field, c.New, c.Old})
	}
	return []book.Fact{&Assigned{ID: f.ID, Step: step, Changes: back, Before: p.Steps}}, nil
}
