// Package round keeps which bills went out with a collector and how they came
// back: proof of delivery is {out with whom, signed copy back, missing,
// discrepancy} (RULES 2). The package must never know what was collected: money
// is a receipt.
package round

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// State is where the paper of a bill is.
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

// Return is how a bill came back. It counts from On until before Back, the day it
// was taken back (0: it stands).
type Return struct {
	State State      `cbor:"1,keyasint"`
	On    civil.Date `cbor:"2,keyasint"`
	By    string     `cbor:"3,keyasint"`
	Note  string     `cbor:"4,keyasint,omitempty"`
	Back  civil.Date `cbor:"5,keyasint,omitempty"`
}

// Trip is one bill on one round. Collector and Route are the directory's numbers.
type Trip struct {
	Account   uint32     `cbor:"1,keyasint"`
	Bill      uint32     `cbor:"2,keyasint"`
	Round     uint32     `cbor:"3,keyasint"`
	Customer  uint32     `cbor:"4,keyasint"`
	Collector uint16     `cbor:"5,keyasint"`
	Route     uint16     `cbor:"6,keyasint,omitempty"`
	Day       civil.Date `cbor:"7,keyasint"`
	Made      civil.Date `cbor:"8,keyasint"`
	By        string     `cbor:"9,keyasint"`
	Returns   []Return   `cbor:"10,keyasint,omitempty"`
	Voided    civil.Date `cbor:"11,keyasint,omitempty"`
	Seq       uint64     `cbor:"12,keyasint"`
}

// At is where the bill's paper was on a day; 0 when it was not on this round.
func (t *Trip) At(d civil.Date) State {
	if t.Made > d || t.Voided != 0 && t.Voided <= d {
		return 0
	}
	at := Out
	for _, r := range t.Returns {
		if r.On <= d && (r.Back == 0 || d < r.Back) {
			at = r.State
		}
	}
	return at
}

var table = &book.Table[Trip]{Name: "round", Bucket: "round", Codec: book.CBOR[Trip](),
	Key: func(t *Trip) book.Key { return key(t.Account, t.Bill, t.Round) },
	Indexes: []book.Index[Trip]{{Name: "round", Entries: func(t *Trip) []book.Key {
		return []book.Key{book.Key{}.U32(t.Round)}
	}}}}

func key(acc, billID, round uint32) book.Key { return book.Key{}.U32(acc).U32(billID).U32(round) }

// OfBill reads the trips of a bill, voided ones too, oldest first.
func OfBill(v *book.View, acc, billID uint32, fn func(t *Trip) (bool, error)) error {
	return table.Scan(v, book.Key{}.U32(acc).U32(billID), fn)
}

// OfRound reads the trips of a round by account and bill.
func OfRound(v *book.View, round uint32, fn func(t *Trip) (bool, error)) error {
	return table.Seek(v, "round", book.Key{}.U32(round), fn)
}

// All reads every trip by account and bill.
func All(v *book.View, fn func(t *Trip) (bool, error)) error { return table.Scan(v, nil, fn) }

// Subject is what rounds bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Given{}, Returned{}, ReturnVoided{}, Voided{}},
		Commands: []book.Command{Give{}, TakeBack{}}}
}

// Give hands bills to a collector for a round.
type Give struct {
	Collector string   `json:"collector" help:"who takes them along"`
	Route     string   `json:"route,omitempty" help:"the route's name"`
	Day       string   `json:"day,omitempty" help:"the day of the round; today when left out"`
	Bills     []string `json:"bills" help:"the bills' numbers"`
}

// Kind is "round.give".
func (Give) Kind() string { return "round.give" }

// Decide refuses a bill that is out already.
func (c Give) Decide(in *book.In) ([]book.Fact, error) {
	n := directory.NewNamer(in)
	who, err := n.ID(directory.Person, strings.TrimSpace(c.Collector))
	if err != nil || who == 0 {
		return nil, book.RefuseField("collector", "say who takes the bills along")
	}
	route, err := n.ID(directory.Route, strings.TrimSpace(c.Route))
	if err != nil {
		return nil, book.RefuseField("route", "%v", err)
	}
	day, err := bill.Day("day", c.Day, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	if day < in.Today {
		return nil, book.RefuseField("day", "%s is past: bills are given out for today or later", day)
	}
	if len(c.Bills) == 0 || len(c.Bills) > 5000 {
		return nil, book.RefuseField("bills", "mark 1 to 5,000 bills to give out")
	}
	f := &Given{Round: in.NewID("round"), Collector: who, Route: route, Day: day, Made: in.Today, By: in.Who}
	seen := map[uint64]bool{}
	for _, number := range c.Bills {
		b, err := bill.Must(in.View, strings.TrimSpace(number))
		if err != nil {
			return nil, err
		}
		id := uint64(b.Account)<<32 | uint64(b.ID)
		if seen[id] {
			return nil, book.RefuseField("bills", "bill %s is marked twice", b.Number)
		}
		seen[id] = true
		if t, out, err := lastTrip(in, &b); err != nil || out {
			if out {
				err = book.RefuseField("bills", "bill %s is out since %s (round %d): book it back first", b.Number,
					t.Day, t.Round)
			}
			return nil, err
		}
		a, err := account.Get(in.View, b.Account)
		if err != nil {
			return nil, err
		}
		f.Bills = append(f.Bills, Paper{Account: b.Account, Bill: b.ID, Customer: a.Customer})
	}
	return append(n.Facts(), f), nil
}

// lastTrip is a bill's last live trip, and whether it is still out.
func lastTrip(in *book.In, b *bill.Bill) (last Trip, out bool, err error) {
	err = OfBill(in.View, b.Account, b.ID, func(t *Trip) (bool, error) {
		if s := t.At(in.Today); s != 0 {
			last, out = *t, s == Out
		}
		return true, nil
	})
	return last, out, err
}

// TakeBack says how a bill came back from its round.
type TakeBack struct {
	Bill  string `json:"bill" help:"the bill's number"`
	State string `json:"state" help:"how the bill came back"`
	Note  string `json:"note,omitempty" help:"what is missing or differs"`
}

// Kind is "round.back".
func (TakeBack) Kind() string { return "round.back" }

// Decide refuses a bill that was never out; a missing one may still turn up.
func (c TakeBack) Decide(in *book.In) ([]book.Fact, error) {
	b, err := bill.Must(in.View, strings.TrimSpace(c.Bill))
	if err != nil {
		return nil, err
	}
	state := State(max(0, slices.Index(stateNames, c.State)))
	if state < Signed {
		return nil, book.RefuseField("state", "%q is not how a bill comes back (back signed, missing, "+
			"discrepancy)", c.State)
	}
	note := strings.TrimSpace(c.Note)
	if err := text.Check(note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	if state == Discrepancy && note == "" {
		return nil, book.RefuseField("note", "say what differs")
	}
	t, _, err := lastTrip(in, &b)
	if err != nil {
		return nil, err
	}
	if at := t.At(in.Today); at == 0 || at == Signed {
		return nil, book.RefuseField("bill", "bill %s is not out", b.Number)
	}
	return []book.Fact{&Returned{Account: b.Account, Bill: b.ID, Round: t.Round, Customer: t.Customer,
		Return: Return{State: state, On: in.Today, By: in.Who, Note: note}}}, nil
}

func refs(acc, billID, round, customerID uint32) []book.Ref {
	return []book.Ref{{Table: "round", ID: uint64(acc)<<32 | uint64(billID), Document: true}, bill.Uses(acc, billID),
		{Table: "round given", ID: uint64(round)}, customer.Ref(customerID), customer.Uses(customerID)}
}
