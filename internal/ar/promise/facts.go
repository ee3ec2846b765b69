package promise

import (
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Subject is what promises bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Taken{}, Ended{}, Restored{}, Voided{}},
		Commands: []book.Command{Take{}, Plan{}, Withdraw{}, Bring{}}, Checks: []book.Check{{ID: "P1", Full: checkAll}},
		Warnings: warnings}
}

func refs(acc, id, customerID uint32) []book.Ref {
	return []book.Ref{{Table: "promise", ID: uint64(acc)<<32 | uint64(id), Document: true}, customer.Ref(customerID),
		customer.Uses(customerID)}
}

// Taken says that a customer promised to pay.
type Taken struct {
	Promise Promise `cbor:"1,keyasint"`
}

// Kind is "promise.taken/1".
func (Taken) Kind() string { return "promise.taken/1" }

// Refs names the promise and the bills it is about.
func (f Taken) Refs() []book.Ref {
	all := refs(f.Promise.Account, f.Promise.ID, f.Promise.Customer)
	for _, b := range f.Promise.Bills {
		all = append(all, bill.Uses(f.Promise.Account, b))
	}
	return all
}

// Apply stores the promise.
func (f Taken) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("promise", f.Promise.ID); err != nil {
		return err
	}
	p := f.Promise
	p.Seq = tx.Seq()
	return table.Insert(tx, &p)
}

// Undo voids the promise.
func (f Taken) Undo(in *book.In) ([]book.Fact, error) {
	p := f.Promise
	return []book.Fact{&Voided{Account: p.Account, ID: p.ID, Customer: p.Customer, Date: max(in.Today, p.Taken)}}, nil
}

// Ended says that a promise was withdrawn or superseded.
type Ended struct {
	Account  uint32 `cbor:"1,keyasint"`
	ID       uint32 `cbor:"2,keyasint"`
	Customer uint32 `cbor:"3,keyasint"`
	End      End    `cbor:"4,keyasint"`
}

// Kind is "promise.ended/1".
func (Ended) Kind() string { return "promise.ended/1" }

// Refs names the promise.
func (f Ended) Refs() []book.Ref { return refs(f.Account, f.ID, f.Customer) }

func change(tx *book.Tx, acc, id uint32, how func(p *Promise)) error {
	p, ok, err := table.Get(&tx.View, key(acc, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no promise %d on account %d", id, acc)
	}
	if err != nil {
		return err
	}
	how(&p)
	return table.Put(tx, &p)
}

// Apply notes the end.
func (f Ended) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, func(p *Promise) { p.Ends = append(p.Ends, f.End) })
}

// Undo takes the end back from today on.
func (f Ended) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Restored{Account: f.Account, ID: f.ID, Customer: f.Customer, Date: max(in.Today,
		f.End.On)}}, nil
}

// Restored says that the last end of a promise no longer counts from a day on.
type Restored struct {
	Account  uint32     `cbor:"1,keyasint"`
	ID       uint32     `cbor:"2,keyasint"`
	Customer uint32     `cbor:"3,keyasint"`
	Date     civil.Date `cbor:"4,keyasint"`
}

// Kind is "promise.restored/1".
func (Restored) Kind() string { return "promise.restored/1" }

// Refs names the promise.
func (f Restored) Refs() []book.Ref { return refs(f.Account, f.ID, f.Customer) }

// Apply marks the end.
func (f Restored) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, func(p *Promise) {
		if n := len(p.Ends); n > 0 {
			p.Ends[n-1].Back = f.Date
		}
	})
}

// Voided says that a promise noted by mistake is gone from a day on.
type Voided struct {
	Account  uint32     `cbor:"1,keyasint"`
	ID       uint32     `cbor:"2,keyasint"`
	Customer uint32     `cbor:"3,keyasint"`
	Date     civil.Date `cbor:"4,keyasint"`
}

// Kind is "promise.voided/1".
func (Voided) Kind() string { return "promise.voided/1" }

// Refs names the promise.
func (f Voided) Refs() []book.Ref { return refs(f.Account, f.ID, f.Customer) }

// Apply marks the promise.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, func(p *Promise) { p.Voided = f.Date })
}

// checkAll proves that promises name bills that are there and plans that sum to
// them; what became of them is never stored (P1).
func checkAll(v *book.View, found func(book.Finding)) error {
	return table.Scan(v, nil, func(p *Promise) (bool, error) {
		name := fmt.Sprintf("promise %d", p.ID)
		var sum money.Minor
		for _, a := range p.Parts() {
			sum += a.Amount
		}
		if sum != p.Amount || p.Amount <= 0 || p.Date < p.Taken {
			found(book.Finding{ID: "P1", Record: name, Expected: "payments that sum to its amount, for its day or " +
				"later",
				Found: fmt.Sprintf("%d of %d for %s", sum, p.Amount, p.Date), Seq: p.Seq})
		}
		for _, b := range p.Bills {
			if _, err := bill.Get(v, p.Account, b); err != nil {
				found(book.Finding{ID: "X1", Record: name, Expected: fmt.Sprintf("bill %d", b), Found: err.Error(),
					Seq: p.Seq})
			}
		}
		return true, nil
	})
}
