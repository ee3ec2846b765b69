package writeoff

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

func refs(r *Request) []book.Ref {
	return []book.Ref{{Table: "write-off request", ID: uint64(r.ID), Document: true}, bill.Uses(r.Account, r.Bill),
		customer.Ref(r.Customer)}
}

// Asked says that a write-off was asked for.
type Asked struct {
	Request Request `cbor:"1,keyasint"`
}

// Kind is "writeoff.asked/1".
func (Asked) Kind() string { return "writeoff.asked/1" }

// Refs names the request and its bill.
func (f Asked) Refs() []book.Ref { return refs(&f.Request) }

// Apply stores the request.
func (f Asked) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("write-off request", f.Request.ID); err != nil {
		return err
	}
	r := f.Request
	r.Seq = tx.Seq()
	return table.Insert(tx, &r)
}

// Undo voids the request.
func (f Asked) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Request.ID, Date: max(in.Today, f.Request.Asked)}}, nil
}

func change(tx *book.Tx, id uint32, how func(r *Request)) error {
	r, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	how(&r)
	return table.Put(tx, &r)
}

func ref(id uint32) []book.Ref {
	return []book.Ref{{Table: "write-off request", ID: uint64(id), Document: true}}
}

// Voided says that a request made by mistake is gone from a day on.
type Voided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "writeoff.voided/1".
func (Voided) Kind() string { return "writeoff.voided/1" }

// Refs names the request.
func (f Voided) Refs() []book.Ref { return ref(f.ID) }

// Apply marks the row.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Request) { r.Voided = f.Date })
}

// Decided says that a request was approved or rejected.
type Decided struct {
	ID       uint32   `cbor:"1,keyasint"`
	Decision Decision `cbor:"2,keyasint"`
}

// Kind is "writeoff.decided/1".
func (Decided) Kind() string { return "writeoff.decided/1" }

// Refs names the request.
func (f Decided) Refs() []book.Ref { return ref(f.ID) }

// Apply keeps the decision with the request.
func (f Decided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Request) { r.Decisions = append(r.Decisions, f.Decision) })
}

// Undo lets the request wait again from today on.
func (f Decided) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reopened{ID: f.ID, Date: max(in.Today, f.Decision.On)}}, nil
}

// Reopened says that a decision was taken back: the request waits again from a day on.
type Reopened struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "writeoff.reopened/1".
func (Reopened) Kind() string { return "writeoff.reopened/1" }

// Refs names the request.
func (f Reopened) Refs() []book.Ref { return ref(f.ID) }

// Apply marks the last decision as taken back.
func (f Reopened) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Request) {
		if n := len(r.Decisions); n > 0 {
			r.Decisions[n-1].Back = f.Date
		}
	})
}
