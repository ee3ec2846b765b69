package referral

import (
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

func refs(id, customerID uint32) []book.Ref {
	return []book.Ref{{Table: "referral", ID: uint64(id), Document: true}, customer.Ref(customerID),
		customer.Uses(customerID)}
}

// Referred says that the supervisor was asked.
type Referred struct {
	Referral Referral `cbor:"1,keyasint"`
}

// Kind is "referral.referred/1".
func (Referred) Kind() string { return "referral.referred/1" }

// Refs names the referral and its customer.
func (f Referred) Refs() []book.Ref { return refs(f.Referral.ID, f.Referral.Customer) }

// Apply stores the question.
func (f Referred) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("referral", f.Referral.ID); err != nil {
		return err
	}
	r := f.Referral
	r.Seq = tx.Seq()
	return table.Insert(tx, &r)
}

// Undo voids the question.
func (f Referred) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Referral.ID, Customer: f.Referral.Customer, Date: max(in.Today,
		f.Referral.On)}}, nil
}

func change(tx *book.Tx, id uint32, how func(r *Referral)) error {
	r, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	how(&r)
	return table.Put(tx, &r)
}

// Replied says that the supervisor answered.
type Replied struct {
	ID       uint32 `cbor:"1,keyasint"`
	Customer uint32 `cbor:"2,keyasint"`
	Answer   Answer `cbor:"3,keyasint"`
}

// Kind is "referral.answered/1".
func (Replied) Kind() string { return "referral.answered/1" }

// Refs names the referral and its customer.
func (f Replied) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply notes the answer.
func (f Replied) Apply(tx *book.Tx) error {
	a := f.Answer
	a.Seq = tx.Seq()
	return change(tx, f.ID, func(r *Referral) { r.Answers = append(r.Answers, a) })
}

// Undo takes the answer back from today on.
func (f Replied) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&ReplyVoided{ID: f.ID, Customer: f.Customer, Date: max(in.Today, f.Answer.On)}}, nil
}

// ReplyVoided says that the last answer no longer counts from a day on.
type ReplyVoided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "referral.answer_voided/1".
func (ReplyVoided) Kind() string { return "referral.answer_voided/1" }

// Refs names the referral and its customer.
func (f ReplyVoided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the answer.
func (f ReplyVoided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Referral) {
		if n := len(r.Answers); n > 0 {
			r.Answers[n-1].Back = f.Date
		}
	})
}

// Voided says that a question asked by mistake is gone from a day on.
type Voided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "referral.voided/1".
func (Voided) Kind() string { return "referral.voided/1" }

// Refs names the referral and its customer.
func (f Voided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the question.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Referral) { r.Voided = f.Date })
}

// Saw says that the answer was seen.
type Saw struct {
	ID       uint32 `cbor:"1,keyasint"`
	Customer uint32 `cbor:"2,keyasint"`
	Sight    Sight  `cbor:"3,keyasint"`
}

// Kind is "referral.seen/1".
func (Saw) Kind() string { return "referral.seen/1" }

// Refs names the referral and its customer.
func (f Saw) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply notes it.
func (f Saw) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Referral) { r.Sights = append(r.Sights, f.Sight) })
}

// Undo shows the answer again from today on.
func (f Saw) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&SightVoided{ID: f.ID, Customer: f.Customer, Date: max(in.Today, f.Sight.On)}}, nil
}

// SightVoided says that the answer is shown again from a day on.
type SightVoided struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
}

// Kind is "referral.seen_voided/1".
func (SightVoided) Kind() string { return "referral.seen_voided/1" }

// Refs names the referral and its customer.
func (f SightVoided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks it.
func (f SightVoided) Apply(tx *book.Tx) error {
	return change(tx, f.ID, func(r *Referral) {
		if n := len(r.Sights); n > 0 {
			r.Sights[n-1].Back = f.Date
		}
	})
}
