package request

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

func refs(id, customerID uint32) []book.Ref {
	return []book.Ref{{Table: "request", ID: uint64(id), Document: true}, customer.Ref(customerID),
		customer.Uses(customerID)}
}

func event(tx *book.Tx, d civil.Date) error {
	if int64(d) <= tx.Mark(lastEvent) {
		return nil
	}
	return tx.SetMark(lastEvent, int64(d))
}

func change(tx *book.Tx, id uint32, day civil.Date, how func(r *Request)) error {
	r, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	how(&r)
	if err := event(tx, day); err != nil {
		return err
	}
	return table.Put(tx, &r)
}

// Logged says that a customer asked for something.
type Logged struct {
	Request Request `cbor:"1,keyasint"`
}

// Kind is "request.logged/1".
func (Logged) Kind() string { return "request.logged/1" }

// Refs names the request, its customer and its bill.
func (f Logged) Refs() []book.Ref {
	all := refs(f.Request.ID, f.Request.Customer)
	if f.Request.Bill != 0 {
		all = append(all, bill.Uses(f.Request.Account, f.Request.Bill))
	}
	return all
}

// Apply stores the request.
func (f Logged) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("request", f.Request.ID); err != nil {
		return err
	}
	r := f.Request
	r.Steps = append([]Step(nil), r.Steps...)
	r.Steps[0].Seq = tx.Seq()
	if err := event(tx, r.On()); err != nil {
		return err
	}
	return table.Insert(tx, &r)
}

// Undo voids the request.
func (f Logged) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Request.ID, Customer: f.Request.Customer, Date: max(in.Today,
		f.Request.On())}}, nil
}

// Stepped says that a request was answered, routed, put to another day, or closed.
type Stepped struct {
	ID       uint32 `cbor:"1,keyasint"`
	Customer uint32 `cbor:"2,keyasint"`
	Step     Step   `cbor:"3,keyasint"`
}

// Kind is "request.stepped/1".
func (Stepped) Kind() string { return "request.stepped/1" }

// Refs names the request and its customer.
func (f Stepped) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply adds the step.
func (f Stepped) Apply(tx *book.Tx) error {
	s := f.Step
	s.Seq = tx.Seq()
	return change(tx, f.ID, s.On, func(r *Request) { r.Steps = append(r.Steps, s) })
}

// Undo takes the step back from today on.
func (f Stepped) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&StepVoided{ID: f.ID, Customer: f.Customer, Date: max(in.Today, f.Step.On)}}, nil
}

// StepVoided says that the last step that stood no longer counts from a day on.
type StepVoided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "request.step_voided/1".
func (StepVoided) Kind() string { return "request.step_voided/1" }

// Refs names the request and its customer.
func (f StepVoided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the step.
func (f StepVoided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, f.Date, func(r *Request) {
		for i := len(r.Steps) - 1; i > 0; i-- {
			if r.Steps[i].Back == 0 {
				r.Steps[i].Back = f.Date
				return
			}
		}
	})
}

// Voided says that a request logged by mistake is gone from a day on.
type Voided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "request.voided/1".
func (Voided) Kind() string { return "request.voided/1" }

// Refs names the request and its customer.
func (f Voided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the request.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, f.Date, func(r *Request) { r.Voided = f.Date })
}
