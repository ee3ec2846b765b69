package cheque

import (
	"cmp"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Ref names a cheque as a document. The account is the high half of its id.
func Ref(acc, id uint32) book.Ref {
	return book.Ref{Table: "cheque", ID: uint64(acc)<<32 | uint64(id), Document: true}
}

func refs(acc, id uint32) []book.Ref {
	return []book.Ref{Ref(acc, id), {Table: "account", ID: uint64(acc)}}
}

func shareRefs(to []book.Ref, acc uint32, shares []Share) []book.Ref {
	for _, s := range shares {
		to = append(to, bill.Uses(acc, s.Bill))
	}
	return to
}

// Registered says that a cheque was received.
type Registered struct {
	Cheque Cheque `cbor:"1,keyasint"`
}

// Kind is "cheque.registered/1".
func (Registered) Kind() string { return "cheque.registered/1" }

// Refs names the cheque, and builds on what it covers.
func (f Registered) Refs() []book.Ref {
	c := &f.Cheque
	all := shareRefs(refs(c.Account, c.ID), c.Account, c.Shares(Forever))
	for _, id := range c.Replaces {
		all = append(all, Ref(c.Account, id))
	}
	return all
}

// Apply stores the cheque.
func (f Registered) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("cheque", f.Cheque.ID); err != nil {
		return err
	}
	c := f.Cheque
	c.Seq = tx.Seq()
	if err := event(tx, c.Received); err != nil {
		return err
	}
	return table.Insert(tx, &c)
}

// Undo voids the cheque.
func (f Registered) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{Account: f.Cheque.Account, ID: f.Cheque.ID, Date: max(in.Today,
		f.Cheque.Received)}}, nil
}

// Voided says that a cheque registered by mistake is gone from a day on.
type Voided struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
}

// Kind is "cheque.voided/1".
func (Voided) Kind() string { return "cheque.voided/1" }

// Refs names the cheque.
func (f Voided) Refs() []book.Ref { return refs(f.Account, f.ID) }

// Apply marks the row.
func (f Voided) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, f.Date, func(c *Cheque) error { c.Voided = f.Date; return nil })
}

func change(tx *book.Tx, acc, id uint32, on civil.Date, how func(c *Cheque) error) error {
	c, ok, err := table.Get(&tx.View, key(acc, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no cheque %d on account %d", id, acc)
	}
	if err != nil {
		return err
	}
	if err := how(&c); err != nil {
		return err
	}
	if err := event(tx, on); err != nil {
		return err
	}
	return table.Put(tx, &c)
}

// Moved says that something was done with a cheque, as the step tells.
type Moved struct {
	Account uint32 `cbor:"1,keyasint"`
	ID      uint32 `cbor:"2,keyasint"`
	Step    Step   `cbor:"3,keyasint"`
	From    State  `cbor:"4,keyasint"`
	Number  string `cbor:"5,keyasint"`
}

// Kind is "cheque.moved/1".
func (Moved) Kind() string { return "cheque.moved/1" }

// Refs names the cheque and the slip it went with or off, and builds on the receipt
// that stands for it.
func (f Moved) Refs() []book.Ref {
	all := refs(f.Account, f.ID)
	for _, slip := range []uint32{f.Step.Slip, f.Step.Left} {
		if slip != 0 {
			all = append(all, slipRef(slip))
		}
	}
	if f.Step.Receipt != 0 {
		r := receipt.Ref(f.Account, f.Step.Receipt)
		r.Document, r.Uses = false, true
		all = append(all, r)
	}
	return all
}

// Apply adds the step.
func (f Moved) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, f.Step.On, func(c *Cheque) error {
		s := f.Step
		s.Seq = tx.Seq()
		c.Steps = append(c.Steps, s)
		if !s.keepsSlip() {
			c.Slip = s.Slip
		}
		return nil
	})
}

// keepsSlip tells the moves that leave a cheque on the slip written for it before.
func (s *Step) keepsSlip() bool {
	return s.Slip == 0 && (s.Move == DoStore || s.Move == DoLodge || s.Move == DoPledge)
}

// Undo takes the step back from today on.
func (f Moved) Undo(in *book.In) ([]book.Fact, error) {
	c, err := Get(in.View, f.ID)
	if err != nil {
		return nil, err
	}
	if !f.Step.To.unique() && f.From.unique() {
		if err := c.Details.free(in.View, c.ID); err != nil {
			return nil, err
		}
	}
	return []book.Fact{&TakenBack{Account: f.Account, ID: f.ID, Step: f.Step.Move, Date: max(in.Today, f.Step.On),
		Number: f.Number}}, nil
}

// TakenBack says that the last standing step of a cheque no longer counts from a day
// on.
type TakenBack struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Step    Move       `cbor:"3,keyasint"`
	Date    civil.Date `cbor:"4,keyasint"`
	Number  string     `cbor:"5,keyasint"`
}

// Kind is "cheque.taken back/1".
func (TakenBack) Kind() string { return "cheque.taken back/1" }

// Refs names the cheque.
func (f TakenBack) Refs() []book.Ref { return refs(f.Account, f.ID) }

// Apply marks the step.
func (f TakenBack) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, f.Date, func(c *Cheque) error {
		s := c.Last(Forever)
		if s == nil || s.Move != f.Step {
			return book.Refuse(book.Conflict, "cheque %s did not %s last: that cannot be taken back", f.Number, f.Step)
		}
		s.Back = f.Date
		if s.keepsSlip() {
			return nil
		}
		if c.Slip = cmp.Or(s.Left, s.Slip); c.Slip == 0 {
			if last := c.Last(Forever); last != nil {
				c.Slip = last.Slip
			}
		}
		return nil
	})
}

// Reassigned says that a cheque covers other parts from a day on.
type Reassigned struct {
	Account  uint32   `cbor:"1,keyasint"`
	ID       uint32   `cbor:"2,keyasint"`
	Number   string   `cbor:"3,keyasint"`
	Covering Covering `cbor:"4,keyasint"`
	Before   []Share  `cbor:"5,keyasint,omitempty"`
}

// Kind is "cheque.reassigned/1".
func (Reassigned) Kind() string { return "cheque.reassigned/1" }

// Refs names the cheque, and builds on what it covers.
func (f Reassigned) Refs() []book.Ref {
	return shareRefs(refs(f.Account, f.ID), f.Account, f.Covering.Shares)
}

// Apply adds the covering.
func (f Reassigned) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.ID, f.Covering.On, func(c *Cheque) error {
		c.Covers = append(c.Covers, f.Covering)
		return nil
	})
}

// Undo has it cover what it did before, from today on.
func (f Reassigned) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reassigned{Account: f.Account, ID: f.ID, Number: f.Number, Before: f.Covering.Shares,
		Covering: Covering{On: max(in.Today, f.Covering.On), Shares: f.Before}}}, nil
}

// Corrected says that the details of a cheque are now these.
type Corrected struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
	Details Details    `cbor:"4,keyasint"`
	Before  Details    `cbor:"5,keyasint"`
}

// Kind is "cheque.corrected/1".
func (Corrected) Kind() string { return "cheque.corrected/1" }

// Refs names the cheque.
func (f Corrected) Refs() []book.Ref { return refs(f.Account, f.ID) }

// Apply stores the details. They are no figures, so past days read them too.
func (f Corrected) Apply(tx *book.Tx) error {
	c, ok, err := table.Get(&tx.View, key(f.Account, f.ID))
	if err != nil || !ok {
		return err
	}
	c.Details = f.Details
	return table.Put(tx, &c)
}

// Undo puts the details back.
func (f Corrected) Undo(in *book.In) ([]book.Fact, error) {
	if err := f.Before.free(in.View, f.ID); err != nil {
		return nil, err
	}
	return []book.Fact{&Corrected{Account: f.Account, ID: f.ID, Date: in.Today, Details: f.Before,
		Before: f.Details}}, nil
}

// free refuses when another live cheque has the same bank, account and number.
func (d *Details) free(v *book.View, id uint32) error {
	c, ok, err := table.Find(v, "live", d.unique())
	if err != nil || !ok || c.ID == id {
		return err
	}
	return book.RefuseField("number", "cheque %s of %s is in the register already: #%d, %s, %s", d.Number, d.Bank, c.ID,
		text.FormatDate(c.Maturity), c.State(Forever))
}
