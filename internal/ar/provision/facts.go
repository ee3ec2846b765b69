package provision

import (
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{rates, specifics},
		Facts:    []book.Fact{RatesSet{}, RatesVoided{}, SpecificSet{}, SpecificVoided{}},
		Commands: []book.Command{SetRates{}, SetSpecific{}, EndSpecific{}}}
}

func ratesRef(id uint32) []book.Ref {
	return []book.Ref{{Table: "loss rates", ID: uint64(id), Document: true}}
}

func specificRef(id uint32) book.Ref {
	return book.Ref{Table: "specific provision", ID: uint64(id), Document: true}
}

// RatesSet says that loss rates were set.
type RatesSet struct {
	Rates Rates `cbor:"1,keyasint"`
}

// Kind is "provision.rates_set/1".
func (RatesSet) Kind() string { return "provision.rates_set/1" }

// Refs names the set.
func (f RatesSet) Refs() []book.Ref { return ratesRef(f.Rates.ID) }

// Apply stores the set.
func (f RatesSet) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("loss rates", f.Rates.ID); err != nil {
		return err
	}
	r := f.Rates
	r.Seq = tx.Seq()
	return rates.Insert(tx, &r)
}

// Undo takes the set back from today on.
func (f RatesSet) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&RatesVoided{ID: f.Rates.ID, Date: max(in.Today, f.Rates.Set)}}, nil
}

// RatesVoided says that a set of rates was taken back on a day.
type RatesVoided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "provision.rates_voided/1".
func (RatesVoided) Kind() string { return "provision.rates_voided/1" }

// Refs names the set.
func (f RatesVoided) Refs() []book.Ref { return ratesRef(f.ID) }

// Apply marks the set.
func (f RatesVoided) Apply(tx *book.Tx) error {
	r, ok, err := rates.Get(&tx.View, book.Key{}.U32(f.ID))
	if err != nil || !ok {
		return missing("loss rates", err)
	}
	r.Voided = f.Date
	return rates.Put(tx, &r)
}

func missing(what string, err error) error {
	if err == nil {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: "there are no such " + what}
	}
	return err
}

// SpecificSet says that a customer is provided for by himself, or by the matrix again.
type SpecificSet struct {
	Specific Specific `cbor:"1,keyasint"`
}

// Kind is "provision.specific_set/1".
func (SpecificSet) Kind() string { return "provision.specific_set/1" }

// Refs names the provision and its customer.
func (f SpecificSet) Refs() []book.Ref {
	return []book.Ref{specificRef(f.Specific.ID), customer.Ref(f.Specific.Customer)}
}

// Apply stores the provision.
func (f SpecificSet) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("specific provision", f.Specific.ID); err != nil {
		return err
	}
	s := f.Specific
	s.Seq = tx.Seq()
	return specifics.Insert(tx, &s)
}

// Undo takes the provision back from today on.
func (f SpecificSet) Undo(in *book.In) ([]book.Fact, error) {
	s := &f.Specific
	return []book.Fact{&SpecificVoided{ID: s.ID, Customer: s.Customer, Date: max(in.Today, s.Set)}}, nil
}

// SpecificVoided says that a specific provision was taken back on a day.
type SpecificVoided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "provision.specific_voided/1".
func (SpecificVoided) Kind() string { return "provision.specific_voided/1" }

// Refs names the provision and its customer.
func (f SpecificVoided) Refs() []book.Ref {
	return []book.Ref{specificRef(f.ID), customer.Ref(f.Customer)}
}

// Apply marks the provision.
func (f SpecificVoided) Apply(tx *book.Tx) error {
	s, ok, err := specifics.Get(&tx.View, book.Key{}.U32(f.ID))
	if err != nil || !ok {
		return missing("specific provisions", err)
	}
	s.Voided = f.Date
	return specifics.Put(tx, &s)
}
