package document

import (
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

func ref(id uint32) book.Ref { return book.Ref{Table: "document", ID: uint64(id), Document: true} }

// Recorded says that a document came to the customer's record.
type Recorded struct {
	Document Document `cbor:"1,keyasint"`
}

// Kind is "document.recorded/1".
func (Recorded) Kind() string { return "document.recorded/1" }

// Refs names the document and whose it is.
func (f Recorded) Refs() []book.Ref {
	return []book.Ref{ref(f.Document.ID), customer.Ref(f.Document.Customer), customer.Uses(f.Document.Customer)}
}

// Apply stores the document.
func (f Recorded) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("document", f.Document.ID); err != nil {
		return err
	}
	d := f.Document
	d.Seq = tx.Seq()
	return table.Insert(tx, &d)
}

// Undo takes the document out of the record from today on.
func (f Recorded) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Document.ID, Customer: f.Document.Customer,
		Date: max(in.Today, f.Document.Made)}}, nil
}

func change(tx *book.Tx, id uint32, how func(d *Document)) error {
	d, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	how(&d)
	return table.Put(tx, &d)
}

// Voided says that a document recorded by mistake is gone from a day on.
type Voided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "document.voided/1".
func (Voided) Kind() string { return "document.voided/1" }

// Refs names the document and whose it is.
func (f Voided) Refs() []book.Ref { return []book.Ref{ref(f.ID), customer.Ref(f.Customer)} }

// Apply marks the document.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(d *Document) { d.Voided = f.Date })
}

// Ended says that a document ceased to stand.
type Ended struct {
	ID       uint32 `cbor:"1,keyasint"`
	Customer uint32 `cbor:"2,keyasint"`
	End      End    `cbor:"3,keyasint"`
}

// Kind is "document.ended/1".
func (Ended) Kind() string { return "document.ended/1" }

// Refs names the document and whose it is.
func (f Ended) Refs() []book.Ref { return []book.Ref{ref(f.ID), customer.Ref(f.Customer)} }

// Apply keeps the ending with the document.
func (f Ended) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(d *Document) { d.Ends = append(d.Ends, f.End) })
}

// Undo lets the document stand again from today on.
func (f Ended) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Stands{ID: f.ID, Customer: f.Customer, Date: max(in.Today, f.End.On)}}, nil
}

// Stands says that an ending was taken back: the document stands again from a day on.
type Stands struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "document.stands again/1".
func (Stands) Kind() string { return "document.stands again/1" }

// Refs names the document and whose it is.
func (f Stands) Refs() []book.Ref { return []book.Ref{ref(f.ID), customer.Ref(f.Customer)} }

// Apply marks the last ending as taken back.
func (f Stands) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(d *Document) {
		if n := len(d.Ends); n > 0 {
			d.Ends[n-1].Back = f.Date
		}
	})
}
