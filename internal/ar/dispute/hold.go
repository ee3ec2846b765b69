package dispute

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Hold is an amount of a bill set aside for a while: it is shown, and it bears
// no interest, but the bill stays to be collected. Until 0 has no end.
type Hold struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Customer uint32      `cbor:"3,keyasint"`
	Bill     uint32      `cbor:"4,keyasint"`
	Amount   money.Minor `cbor:"5,keyasint"`
	Reason   string      `cbor:"6,keyasint"`
	From     civil.Date  `cbor:"7,keyasint"`
	Until    civil.Date  `cbor:"8,keyasint,omitempty"`
	By       string      `cbor:"9,keyasint"`
	Released civil.Date  `cbor:"10,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"11,keyasint,omitempty"`
	Seq      uint64      `cbor:"12,keyasint"`
}

// Live reports whether the hold stands on a day.
func (h *Hold) Live(d civil.Date) bool {
	return h.From <= d && (h.Until == 0 || d <= h.Until) && (h.Released == 0 || d < h.Released) && (h.Voided == 0 ||
		d < h.Voided)
}

var holds = &book.Table[Hold]{Name: "hold", Bucket: "hold", Codec: book.CBOR[Hold](),
	Key: func(h *Hold) book.Key { return key(h.Account, h.ID) }}

// Holds reads all holds of an account, released and voided ones too.
func Holds(v *book.View, acc uint32, fn func(h *Hold) (bool, error)) error {
	return holds.Scan(v, book.Key{}.U32(acc), fn)
}

// AllHolds reads all holds of the book, by account.
func AllHolds(v *book.View, fn func(h *Hold) (bool, error)) error { return holds.Scan(v, nil, fn) }

func liveHold(v *book.View, b *bill.Bill, day civil.Date) (found Hold, ok bool, err error) {
	err = Holds(v, b.Account, func(h *Hold) (bool, error) {
		if h.Bill == b.ID && h.Live(day) {
			found, ok = *h, true
		}
		return !ok, nil
	})
	return found, ok, err
}

// SetHold holds an amount of a bill.
type SetHold struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Amount string `json:"amount,omitempty" help:"how much; all that is open when empty"`
	Reason string `json:"reason" help:"why"`
	Until  string `json:"until,omitempty" help:"the last day it holds; no end when empty"`
}

// Kind is "hold.set".
func (SetHold) Kind() string { return "hold.set" }

// Decide checks the amount against what is open; a bill has one hold at a time.
func (c SetHold) Decide(in *book.In) ([]book.Fact, error) {
	t, err := contest(in.View, c.Bill, 0, c.Amount, c.Reason)
	if err != nil {
		return nil, err
	}
	until, err := bill.Day("until", c.Until, 0, in.Today)
	if err != nil {
		return nil, err
	}
	if until != 0 && until < in.Today {
		return nil, book.RefuseField("until", "%s is past: a hold ends today or later", until)
	}
	if old, ok, err := liveHold(in.View, &t.bill, in.Today); err != nil || ok {
		if ok {
			err = book.RefuseField("bill", "bill %s is on hold already for %s (%s): release that first", t.bill.Number,
				text.FormatAmount(old.Amount, t.digits), old.Reason)
		}
		return nil, err
	}
	return []book.Fact{&HoldSet{Hold{ID: in.NewID("hold"), Account: t.bill.Account, Customer: t.customer,
		Bill:   t.bill.ID,
		Amount: t.amount, Reason: t.reason, From: in.Today, Until: until, By: in.Who}}}, nil
}

// ReleaseHold ends the hold on a bill.
type ReleaseHold struct {
	Bill string `json:"bill" help:"the bill's number"`
}

// Kind is "hold.release".
func (ReleaseHold) Kind() string { return "hold.release" }

// Decide finds the hold.
func (c ReleaseHold) Decide(in *book.In) ([]book.Fact, error) {
	b, err := bill.Must(in.View, c.Bill)
	if err != nil {
		return nil, err
	}
	h, ok, err := liveHold(in.View, &b, in.Today)
	if err == nil && !ok {
		err = book.RefuseField("bill", "bill %s is not on hold", b.Number)
	}
	return []book.Fact{&HoldReleased{Hold: h, Date: in.Today}}, err
}

func (h *Hold) refs() []book.Ref {
	return []book.Ref{{Table: "hold", ID: uint64(h.Account)<<32 | uint64(h.ID), Document: true},
		bill.Uses(h.Account, h.Bill),
		customer.Ref(h.Customer), customer.Uses(h.Customer)}
}

// HoldSet says that an amount of a bill is held.
type HoldSet struct {
	Hold Hold `cbor:"1,keyasint"`
}

// Kind is "hold.set/1".
func (HoldSet) Kind() string { return "hold.set/1" }

// Refs names the hold and its bill.
func (f HoldSet) Refs() []book.Ref { return f.Hold.refs() }

// Apply stores the hold.
func (f HoldSet) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("hold", f.Hold.ID); err != nil {
		return err
	}
	h := f.Hold
	h.Seq = tx.Seq()
	return holds.Put(tx, &h)
}

// Undo voids the hold.
func (f HoldSet) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&HoldVoided{Hold: f.Hold, Date: in.Today}}, nil
}

// HoldReleased says that a hold ended before its day.
type HoldReleased struct {
	Hold Hold       `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "hold.released/1".
func (HoldReleased) Kind() string { return "hold.released/1" }

// Refs names the hold and its bill.
func (f HoldReleased) Refs() []book.Ref { return f.Hold.refs() }

// Apply marks the hold.
func (f HoldReleased) Apply(tx *book.Tx) error {
	h := f.Hold
	h.Released = f.Date
	return holds.Put(tx, &h)
}

// Undo holds the amount again, from today on.
func (f HoldReleased) Undo(in *book.In) ([]book.Fact, error) {
	h := f.Hold
	h.ID, h.From = in.NewID("hold"), in.Today
	return []book.Fact{&HoldSet{h}}, nil
}

// HoldVoided says that a hold set by mistake is gone from a day on.
type HoldVoided struct {
	Hold Hold       `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "hold.voided/1".
func (HoldVoided) Kind() string { return "hold.voided/1" }

// Refs names the hold and its bill.
func (f HoldVoided) Refs() []book.Ref { return f.Hold.refs() }

// Apply marks the hold.
func (f HoldVoided) Apply(tx *book.Tx) error {
	h, _, err := holds.Get(&tx.View, key(f.Hold.Account, f.Hold.ID))
	if err != nil {
		return err
	}
	h.Voided = f.Date
	return holds.Put(tx, &h)
}
