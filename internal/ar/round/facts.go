package round

import (
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Paper is one bill given out.
type Paper struct {
	_        struct{} `cbor:",toarray"`
	Account  uint32
	Bill     uint32
	Customer uint32
}

// Given says that bills went out with a collector.
type Given struct {
	Round     uint32     `cbor:"1,keyasint"`
	Collector uint16     `cbor:"2,keyasint"`
	Route     uint16     `cbor:"3,keyasint,omitempty"`
	Day       civil.Date `cbor:"4,keyasint"`
	Made      civil.Date `cbor:"5,keyasint"`
	By        string     `cbor:"6,keyasint"`
	Bills     []Paper    `cbor:"7,keyasint"`
}

// Kind is "round.given/1".
func (Given) Kind() string { return "round.given/1" }

// Refs names the papers and their bills.
func (f Given) Refs() []book.Ref { return paperRefs(f.Round, f.Bills) }

func paperRefs(round uint32, papers []Paper) []book.Ref {
	var all []book.Ref
	for _, p := range papers {
		all = append(all, refs(p.Account, p.Bill, round, p.Customer)...)
	}
	return all
}

// Apply stores a trip for every bill.
func (f Given) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("round", f.Round); err != nil {
		return err
	}
	for _, p := range f.Bills {
		t := Trip{Account: p.Account, Bill: p.Bill, Round: f.Round, Customer: p.Customer, Collector: f.Collector,
			Route: f.Route,
			Day:   f.Day, Made: f.Made, By: f.By, Seq: tx.Seq()}
		if err := table.Insert(tx, &t); err != nil {
			return err
		}
	}
	return nil
}

// Undo voids the trips.
func (f Given) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{Round: f.Round, Bills: f.Bills, Date: max(in.Today, f.Made)}}, nil
}

// Voided says that a round noted by mistake is gone from a day on.
type Voided struct {
	Round uint32     `cbor:"1,keyasint"`
	Bills []Paper    `cbor:"2,keyasint"`
	Date  civil.Date `cbor:"3,keyasint"`
}

// Kind is "round.voided/1".
func (Voided) Kind() string { return "round.voided/1" }

// Refs names the papers and their bills.
func (f Voided) Refs() []book.Ref { return paperRefs(f.Round, f.Bills) }

// Apply marks the trips.
func (f Voided) Apply(tx *book.Tx) error {
	for _, p := range f.Bills {
		if err := change(tx, p.Account, p.Bill, f.Round, func(t *Trip) { t.Voided = f.Date }); err != nil {
			return err
		}
	}
	return nil
}

func change(tx *book.Tx, acc, billID, round uint32, how func(t *Trip)) error {
	t, ok, err := table.Get(&tx.View, key(acc, billID, round))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "bill %d was not on round %d", billID, round)
	}
	if err != nil {
		return err
	}
	how(&t)
	return table.Put(tx, &t)
}

// Returned says how a bill came back.
type Returned struct {
	Account  uint32 `cbor:"1,keyasint"`
	Bill     uint32 `cbor:"2,keyasint"`
	Round    uint32 `cbor:"3,keyasint"`
	Customer uint32 `cbor:"4,keyasint"`
	Return   Return `cbor:"5,keyasint"`
}

// Kind is "round.returned/1".
func (Returned) Kind() string { return "round.returned/1" }

// Refs names the paper and its bill.
func (f Returned) Refs() []book.Ref { return refs(f.Account, f.Bill, f.Round, f.Customer) }

// Apply notes the return.
func (f Returned) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.Bill, f.Round, func(t *Trip) { t.Returns = append(t.Returns, f.Return) })
}

// Undo takes the return back from today on.
func (f Returned) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&ReturnVoided{Account: f.Account, Bill: f.Bill, Round: f.Round, Customer: f.Customer,
		Date: max(in.Today, f.Return.On)}}, nil
}

// ReturnVoided says that the last return no longer counts from a day on.
type ReturnVoided struct {
	Account  uint32     `cbor:"1,keyasint"`
	Bill     uint32     `cbor:"2,keyasint"`
	Round    uint32     `cbor:"3,keyasint"`
	Customer uint32     `cbor:"4,keyasint"`
	Date     civil.Date `cbor:"5,keyasint"`
}

// Kind is "round.return_voided/1".
func (ReturnVoided) Kind() string { return "round.return_voided/1" }

// Refs names the paper and its bill.
func (f ReturnVoided) Refs() []book.Ref { return refs(f.Account, f.Bill, f.Round, f.Customer) }

// Apply marks the return.
func (f ReturnVoided) Apply(tx *book.Tx) error {
	return change(tx, f.Account, f.Bill, f.Round, func(t *Trip) {
		if n := len(t.Returns); n > 0 {
			t.Returns[n-1].Back = f.Date
		}
	})
}
