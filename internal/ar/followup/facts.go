package followup

import (
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Subject is what follow-ups bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Planned{}, Ended{}, Reopened{}, Moved{},
		Reworded{}, Voided{}},
		Commands: []book.Command{Plan{}, Done{}, Shift{}, Edit{}, Cancel{}, Spread{}}, Checks: []book.Check{{ID: "X1",
			Full: checkAll}}, Warnings: warnings}
}

func refs(id, customerID uint32) []book.Ref {
	return []book.Ref{{Table: "followup", ID: uint64(id), Document: true}, customer.Ref(customerID),
		customer.Uses(customerID)}
}

// Planned says that a next action was planned.
type Planned struct {
	Followup Followup `cbor:"1,keyasint"`
}

// Kind is "followup.planned/1".
func (Planned) Kind() string { return "followup.planned/1" }

// Refs names the follow-up and its customer.
func (f Planned) Refs() []book.Ref { return refs(f.Followup.ID, f.Followup.Customer) }

// Apply stores the follow-up.
func (f Planned) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("followup", f.Followup.ID); err != nil {
		return err
	}
	if err := event(tx, f.Followup.Made); err != nil {
		return err
	}
	row := f.Followup
	row.Seq = tx.Seq()
	return table.Insert(tx, &row)
}

// Undo voids the follow-up.
func (f Planned) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Followup.ID, Customer: f.Followup.Customer, Date: max(in.Today,
		f.Followup.Made)}}, nil
}

func change(tx *book.Tx, customerID, id uint32, on civil.Date, how func(f *Followup)) error {
	f, ok, err := table.Get(&tx.View, key(customerID, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no follow-up %d", id)
	}
	if err != nil {
		return err
	}
	how(&f)
	if err := event(tx, on); err != nil {
		return err
	}
	return table.Put(tx, &f)
}

// Ended says that a follow-up was done or cancelled.
type Ended struct {
	ID       uint32 `cbor:"1,keyasint"`
	Customer uint32 `cbor:"2,keyasint"`
	End      End    `cbor:"3,keyasint"`
}

// Kind is "followup.ended/1".
func (Ended) Kind() string { return "followup.ended/1" }

// Refs names the follow-up and its customer.
func (f Ended) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply notes the end and the entry that brought it.
func (f Ended) Apply(tx *book.Tx) error {
	return change(tx, f.Customer, f.ID, f.End.On, func(row *Followup) {
		e := f.End
		e.Seq = tx.Seq()
		row.Ends = append(row.Ends, e)
	})
}

// Undo opens the follow-up again from today on.
func (f Ended) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reopened{ID: f.ID, Customer: f.Customer, Date: max(in.Today, f.End.On)}}, nil
}

// Reopened says that the last end of a follow-up no longer counts from a day on.
type Reopened struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "followup.reopened/1".
func (Reopened) Kind() string { return "followup.reopened/1" }

// Refs names the follow-up and its customer.
func (f Reopened) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the end.
func (f Reopened) Apply(tx *book.Tx) error {
	return change(tx, f.Customer, f.ID, f.Date, func(row *Followup) {
		if n := len(row.Ends); n > 0 {
			row.Ends[n-1].Back = f.Date
		}
	})
}

// Moved says that a follow-up was put on another day or time.
type Moved struct {
	ID        uint32     `cbor:"1,keyasint"`
	Customer  uint32     `cbor:"2,keyasint"`
	On        civil.Date `cbor:"3,keyasint"`
	From      civil.Date `cbor:"4,keyasint"`
	FromTime  int        `cbor:"5,keyasint"`
	FromAsked civil.Date `cbor:"6,keyasint,omitempty"`
	To        civil.Date `cbor:"7,keyasint"`
	ToTime    int        `cbor:"8,keyasint"`
	Asked     civil.Date `cbor:"9,keyasint,omitempty"`
}

// Kind is "followup.moved/1".
func (Moved) Kind() string { return "followup.moved/1" }

// Refs names the follow-up and its customer.
func (f Moved) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply moves it and keeps where it stood.
func (f Moved) Apply(tx *book.Tx) error {
	return change(tx, f.Customer, f.ID, f.On, func(row *Followup) {
		row.Moves = append(row.Moves, Move{On: f.On, Date: f.From, Time: f.FromTime})
		row.Date, row.Time, row.Asked = f.To, f.ToTime, f.Asked
	})
}

// Undo moves it back from today on.
func (f Moved) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Moved{ID: f.ID, Customer: f.Customer, On: max(in.Today, f.On), From: f.To,
		FromTime: f.ToTime, FromAsked: f.Asked,
		To: f.From, ToTime: f.FromTime, Asked: f.FromAsked}}, nil
}

// Reworded says that a follow-up has another task, reason or owner from the day
// of Before.On; Before is what it said until then.
type Reworded struct {
	ID       uint32  `cbor:"1,keyasint"`
	Customer uint32  `cbor:"2,keyasint"`
	Before   Wording `cbor:"3,keyasint"`
	Task     Task    `cbor:"4,keyasint"`
	Reason   string  `cbor:"5,keyasint,omitempty"`
	Owner    string  `cbor:"6,keyasint"`
}

// Kind is "followup.reworded/1".
func (Reworded) Kind() string { return "followup.reworded/1" }

// Refs names the follow-up and its customer.
func (f Reworded) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply rewords it and keeps what it said.
func (f Reworded) Apply(tx *book.Tx) error {
	return change(tx, f.Customer, f.ID, f.Before.On, func(row *Followup) {
		row.Wordings = append(row.Wordings, f.Before)
		row.Task, row.Reason, row.Owner = f.Task, f.Reason, f.Owner
	})
}

// Undo words it as before, from today on.
func (f Reworded) Undo(in *book.In) ([]book.Fact, error) {
	now := Wording{On: max(in.Today, f.Before.On), Task: f.Task, Reason: f.Reason, Owner: f.Owner}
	return []book.Fact{&Reworded{ID: f.ID, Customer: f.Customer, Before: now, Task: f.Before.Task,
		Reason: f.Before.Reason, Owner: f.Before.Owner}}, nil
}

// Voided says that a follow-up planned by mistake is gone from a day on.
type Voided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "followup.voided/1".
func (Voided) Kind() string { return "followup.voided/1" }

// Refs names the follow-up and its customer.
func (f Voided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the follow-up.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.Customer, f.ID, f.Date, func(row *Followup) { row.Voided = f.Date })
}

func checkAll(v *book.View, found func(book.Finding)) error {
	return table.Scan(v, nil, func(f *Followup) (bool, error) {
		if _, err := customer.Get(v, f.Customer); err != nil {
			found(book.Finding{ID: "X1", Record: fmt.Sprintf("follow-up %d", f.ID), Expected: "a customer",
				Found: err.Error(), Seq: f.Seq})
		}
		return true, nil
	})
}
