// Package proof keeps where the signed delivery copies of bills are: out with whom,
// back, missing, or back with a discrepancy (RULES 2). A bill given out on a round
// takes its copy along, so what the round knows counts too, and the later word holds.
// The package must never change what a bill is about or what is owed.
package proof

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// State is where the signed copy of a bill is.
type State uint8

// The states.
const (
	Out State = iota + 1
	Signed
	Missing
	Discrepancy
)

var stateNames = []string{"", "out", "back signed", "missing", "discrepancy"}

// States lists the states in words.
func States() []string { return stateNames[1:] }

// String is the state in words.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// Fault is what is wrong with a copy that came back.
type Fault uint8

// The faults.
const (
	NoSignature Fault = iota + 1
	NoStamp
	Quantity
	Price
	Date
	Refused
)

var faultNames = []string{"", "no signature", "no stamp", "quantity", "price", "date", "refused"}

// Faults lists the faults in words.
func Faults() []string { return faultNames[1:] }

// String is the fault in words, "" for none.
func (f Fault) String() string {
	if int(f) < len(faultNames) {
		return faultNames[f]
	}
	return fmt.Sprintf("fault %d", uint8(f))
}

// Event is one thing that happened to a copy. Holder is the directory's number of the
// person it went out with. It counts from On until before Back, the day it was taken
// back (0: it stands).
type Event struct {
	ID     uint32     `cbor:"1,keyasint"`
	State  State      `cbor:"2,keyasint"`
	On     civil.Date `cbor:"3,keyasint"`
	By     string     `cbor:"4,keyasint"`
	Holder uint16     `cbor:"5,keyasint,omitempty"`
	Fault  Fault      `cbor:"6,keyasint,omitempty"`
	Note   string     `cbor:"7,keyasint,omitempty"`
	Back   civil.Date `cbor:"8,keyasint,omitempty"`
	Seq    uint64     `cbor:"9,keyasint"`
}

// Copy is the signed copy of one bill, with all that happened to it.
type Copy struct {
	Account  uint32  `cbor:"1,keyasint"`
	Bill     uint32  `cbor:"2,keyasint"`
	Customer uint32  `cbor:"3,keyasint"`
	Events   []Event `cbor:"4,keyasint"`
}

// Place is where a copy is: since when, with or from whom, and what is wrong with it.
// Since is the day of the last word; OutOn, the day it last went out, is 0 when
// nobody noted that. Round is the round that tells of it, 0 when the copy itself does.
type Place struct {
	Account, Bill, Customer uint32
	State                   State // 0: nothing is known of it
	Since, OutOn            civil.Date
	Holder                  uint16
	Fault                   Fault
	By, Note                string
	Round                   uint32
}

// Days is how long a copy that is not back has been gone, or been back otherwise.
func (p *Place) Days(asOf civil.Date) int {
	from := p.Since
	if p.State != Signed && p.OutOn != 0 {
		from = p.OutOn
	}
	return max(0, int(asOf-from))
}

// word is one event of a copy, or of the round it went along on.
type word struct {
	Event
	round uint32
}

// words are what a round says of a copy by the end of a day.
func words(all []word, t *round.Trip, d civil.Date) []word {
	if t.At(d) == 0 {
		return all
	}
	all = append(all, word{Event{State: Out, On: min(t.Made, t.Day), By: t.By, Holder: t.Collector, Seq: t.Seq},
		t.Round})
	for _, r := range t.Returns {
		if r.On <= d && (r.Back == 0 || d < r.Back) {
			all = append(all, word{Event{State: State(r.State), On: r.On, By: r.By, Note: r.Note, Seq: t.Seq}, t.Round})
		}
	}
	return all
}

func (c *Copy) words(all []word, d civil.Date) []word {
	for _, e := range c.Events {
		if e.On <= d && (e.Back == 0 || d < e.Back) {
			all = append(all, word{Event: e})
		}
	}
	return all
}

// place is where the words, in the order of their days, leave a copy.
func place(acc, id, customer uint32, all []word) Place {
	slices.SortStableFunc(all, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Seq, b.Seq))
	})
	p := Place{Account: acc, Bill: id, Customer: customer}
	for _, w := range all {
		if w.State == Out {
			p.Holder, p.OutOn = w.Holder, w.On
		}
		p.State, p.Since, p.Fault, p.By, p.Note, p.Round = w.State, w.On, w.Fault, w.By, w.Note, w.round
	}
	return p
}

var table = &book.Table[Copy]{Name: "copy", Bucket: "copy", Codec: book.CBOR[Copy](),
	Key: func(c *Copy) book.Key { return key(c.Account, c.Bill) }}

func key(acc, id uint32) book.Key { return book.Key{}.U32(acc).U32(id) }

// Of says where the copy of a bill was at the end of a day.
func Of(v *book.View, acc, id uint32, d civil.Date) (Place, error) {
	c, _, err := table.Get(v, key(acc, id))
	if err != nil {
		return Place{}, err
	}
	all := c.words(nil, d)
	err = round.OfBill(v, acc, id, func(t *round.Trip) (bool, error) {
		all = words(all, t, d)
		return true, nil
	})
	return place(acc, id, c.Customer, all), err
}

// All says where every copy that is known of was at the end of a day, by account and
// bill.
func All(v *book.View, d civil.Date, fn func(p *Place) (bool, error)) error {
	type paper struct{ acc, id uint32 }
	of := map[paper][]word{}
	customers := map[paper]uint32{}
	err := round.All(v, func(t *round.Trip) (bool, error) {
		k := paper{t.Account, t.Bill}
		of[k], customers[k] = words(of[k], t, d), t.Customer
		return true, nil
	})
	if err != nil {
		return err
	}
	err = table.Scan(v, nil, func(c *Copy) (bool, error) {
		k := paper{c.Account, c.Bill}
		of[k], customers[k] = c.words(of[k], d), c.Customer
		return true, nil
	})
	if err != nil {
		return err
	}
	keys := slices.SortedFunc(maps.Keys(of), func(a, b paper) int {
		return cmp.Or(cmp.Compare(a.acc, b.acc), cmp.Compare(a.id, b.id))
	})
	for _, k := range keys {
		p := place(k.acc, k.id, customers[k], of[k])
		if p.State == 0 {
			continue
		}
		if on, err := fn(&p); err != nil || !on {
			return err
		}
	}
	return nil
}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Noted{}, Voided{}},
		Commands: []book.Command{Give{}, TakeBack{}, Miss{}, Differ{}}}
}

// Paper is the copy of one bill in a fact.
type Paper struct {
	_        struct{} `cbor:",toarray"`
	Account  uint32
	Bill     uint32
	Customer uint32
}

func refs(papers []Paper) (all []book.Ref) {
	for _, p := range papers {
		all = append(all, book.Ref{Table: "copy", ID: uint64(p.Account)<<32 | uint64(p.Bill), Document: true},
			bill.Uses(p.Account, p.Bill), customer.Ref(p.Customer), customer.Uses(p.Customer))
	}
	return all
}

// Noted says that something happened to copies.
type Noted struct {
	Papers []Paper `cbor:"1,keyasint"`
	Event  Event   `cbor:"2,keyasint"`
}

// Kind is "proof.noted/1".
func (Noted) Kind() string { return "proof.noted/1" }

// Refs names the copies, and builds on the bills.
func (f Noted) Refs() []book.Ref { return refs(f.Papers) }

// Apply adds the event to every copy.
func (f Noted) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("copy event", f.Event.ID); err != nil {
		return err
	}
	e := f.Event
	e.Seq = tx.Seq()
	for _, p := range f.Papers {
		c, _, err := table.Get(&tx.View, key(p.Account, p.Bill))
		if err != nil {
			return err
		}
		c.Account, c.Bill, c.Customer, c.Events = p.Account, p.Bill, p.Customer, append(c.Events, e)
		if err := table.Put(tx, &c); err != nil {
			return err
		}
	}
	return nil
}

// Undo takes the event back from today on.
func (f Noted) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{Papers: f.Papers, Event: f.Event.ID, Date: max(in.Today, f.Event.On)}}, nil
}

// Voided says that an event no longer counts from a day on.
type Voided struct {
	Papers []Paper    `cbor:"1,keyasint"`
	Event  uint32     `cbor:"2,keyasint"`
	Date   civil.Date `cbor:"3,keyasint"`
}

// Kind is "proof.voided/1".
func (Voided) Kind() string { return "proof.voided/1" }

// Refs names the copies.
func (f Voided) Refs() []book.Ref { return refs(f.Papers) }

// Apply marks the event.
func (f Voided) Apply(tx *book.Tx) error {
	for _, p := range f.Papers {
		c, ok, err := table.Get(&tx.View, key(p.Account, p.Bill))
		if err != nil || !ok {
			return err
		}
		for i := range c.Events {
			if c.Events[i].ID == f.Event {
				c.Events[i].Back = f.Date
			}
		}
		if err := table.Put(tx, &c); err != nil {
			return err
		}
	}
	return nil
}
