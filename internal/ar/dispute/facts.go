package dispute

import (
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Subject is what disputes and holds bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table, holds},
		Facts:    []book.Fact{Opened{}, Closed{}, Reopened{}, Voided{}, HoldSet{}, HoldReleased{}, HoldVoided{}},
		Commands: []book.Command{Open{}, Close{}, SetHold{}, ReleaseHold{}},
		Checks:   []book.Check{{ID: "D1", Table: "dispute", Touched: checkNew, Full: checkAll}}}
}

func refs(acc, id, customerID, billID uint32) []book.Ref {
	return []book.Ref{{Table: "dispute", ID: uint64(acc)<<32 | uint64(id), Document: true}, bill.Uses(acc, billID),
		customer.Ref(customerID), customer.Uses(customerID)}
}

// Opened says that a customer contests a bill.
type Opened struct {
	Dispute Dispute `cbor:"1,keyasint"`
}

// Kind is "dispute.opened/1".
func (Opened) Kind() string { return "dispute.opened/1" }

// Refs names the dispute and its bill.
func (f Opened) Refs() []book.Ref {
	return refs(f.Dispute.Account, f.Dispute.ID, f.Dispute.Customer, f.Dispute.Bill)
}

// Apply stores the dispute.
func (f Opened) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("dispute", f.Dispute.ID); err != nil {
		return err
	}
	d := f.Dispute
	d.Seq = tx.Seq()
	return table.Insert(tx, &d)
}

// Undo voids the dispute.
func (f Opened) Undo(in *book.In) ([]book.Fact, error) {
	d := f.Dispute
	return []book.Fact{&Voided{Account: d.Account, ID: d.ID, Customer: d.Customer, Bill: d.Bill,
		Date: max(in.Today, d.Opened)}}, nil
}

// Closed says that a dispute ended.
type Closed struct {
	Account  uint32 `cbor:"1,keyasint"`
	ID       uint32 `cbor:"2,keyasint"`
	Customer uint32 `cbor:"3,keyasint"`
	Bill     uint32 `cbor:"4,keyasint"`
	End      End    `cbor:"5,keyasint"`
}

// Kind is "dispute.closed/1".
func (Closed) Kind() string { return "dispute.closed/1" }

// Refs names the dispute and its bill.
func (f Closed) Refs() []book.Ref { return refs(f.Account, f.ID, f.Customer, f.Bill) }

// Apply notes the end.
func (f Closed) Apply(tx *book.Tx) error {
	d, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	d.Ends = append(d.Ends, f.End)
	return table.Put(tx, &d)
}

// Undo takes the closing back from today on.
func (f Closed) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reopened{Account: f.Account, ID: f.ID, Customer: f.Customer, Bill: f.Bill,
		Date: max(in.Today, f.End.On)}}, nil
}

// Reopened says that the last closing no longer counts from a day on.
type Reopened struct {
	Account  uint32     `cbor:"1,keyasint"`
	ID       uint32     `cbor:"2,keyasint"`
	Customer uint32     `cbor:"3,keyasint"`
	Bill     uint32     `cbor:"4,keyasint"`
	Date     civil.Date `cbor:"5,keyasint"`
}

// Kind is "dispute.reopened/1".
func (Reopened) Kind() string { return "dispute.reopened/1" }

// Refs names the dispute and its bill.
func (f Reopened) Refs() []book.Ref { return refs(f.Account, f.ID, f.Customer, f.Bill) }

// Apply marks the closing.
func (f Reopened) Apply(tx *book.Tx) error {
	d, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	if n := len(d.Ends); n > 0 {
		d.Ends[n-1].Back = f.Date
	}
	return table.Put(tx, &d)
}

// Voided says that a dispute opened by mistake is gone from a day on.
type Voided struct {
	Account  uint32     `cbor:"1,keyasint"`
	ID       uint32     `cbor:"2,keyasint"`
	Customer uint32     `cbor:"3,keyasint"`
	Bill     uint32     `cbor:"4,keyasint"`
	Date     civil.Date `cbor:"5,keyasint"`
}

// Kind is "dispute.voided/1".
func (Voided) Kind() string { return "dispute.voided/1" }

// Refs names the dispute and its bill.
func (f Voided) Refs() []book.Ref { return refs(f.Account, f.ID, f.Customer, f.Bill) }

// Apply marks the dispute.
func (f Voided) Apply(tx *book.Tx) error {
	d, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	d.Voided = f.Date
	return table.Put(tx, &d)
}

// limit is what a dispute may amount to by what its bill is, open or not.
func limit(v *book.View, d *Dispute) (bill.Bill, money.Minor, error) {
	b, err := bill.Get(v, d.Account, d.Bill)
	switch {
	case err != nil:
		return b, 0, err
	case int(d.Part) > len(b.Parts):
		return b, 0, nil
	case d.Part > 0:
		return b, b.Parts[d.Part-1].Amount, nil
	}
	return b, b.Amount(), nil
}

// checkNew proves what this entry opened: at most what is open (D1).
func checkNew(v *book.View, id uint64) error {
	d, err := Get(v, uint32(id>>32), uint32(id))
	if err != nil || d.Seq != v.Seq() || d.Flagged {
		return err
	}
	b, _, err := limit(v, &d)
	if err != nil {
		return err
	}
	open, err := OpenOf(v, &b, int(d.Part))
	if err == nil && (d.Amount <= 0 || d.Amount > open) {
		err = book.Refuse(book.Damaged, "D1 the dispute of bill %s is %d of %d open minor units", b.Number,
			d.Amount, open)
	}
	return err
}

func checkAll(v *book.View, found func(book.Finding)) error {
	return table.Scan(v, nil, func(d *Dispute) (bool, error) {
		name := fmt.Sprintf("dispute %d", d.ID)
		_, whole, err := limit(v, d)
		if err != nil {
			found(book.Finding{ID: "X1", Record: name, Expected: "a bill", Found: err.Error(), Seq: d.Seq})
			return true, nil
		}
		if d.Amount <= 0 || d.Amount > whole {
			found(book.Finding{ID: "D1", Record: name, Expected: fmt.Sprintf("more than 0, at most %d", whole),
				Found: fmt.Sprint(d.Amount), Seq: d.Seq})
		}
		for _, e := range d.Ends {
			if e.On < d.Opened || e.Back != 0 && e.Back < e.On {
				found(book.Finding{ID: "D1", Record: name, Expected: "an end not before its opening",
					Found: e.On.String(), Seq: d.Seq})
			}
		}
		return true, nil
	})
}
