// Package writeoff keeps requests to write off what will not be paid, and their
// approval (RULES 5): up to the company's limit an officer writes off directly,
// above it a request is made and decided. Nobody approves a request of their own, unless
// they work alone: then it is marked. The package must never write
// anything off without a reason.
package writeoff

import (
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Decision is what became of a request. It counts from On until before Back, the
// day it was taken back (0: it stands).
type Decision struct {
	Approved bool        `cbor:"1,keyasint"`
	By       string      `cbor:"2,keyasint"`
	Self     bool        `cbor:"3,keyasint,omitempty"` // by who had asked
	On       civil.Date  `cbor:"4,keyasint"`
	Back     civil.Date  `cbor:"5,keyasint,omitempty"`
	Amount   money.Minor `cbor:"6,keyasint,omitempty"` // written off: what was still open of it
	Note     string      `cbor:"7,keyasint,omitempty"`
}

// Request asks to write a bill off, or part of it. Part counts from 1; 0 is the whole
// bill. Amount is in minor units of the account.
type Request struct {
	ID        uint32      `cbor:"1,keyasint"`
	Account   uint32      `cbor:"2,keyasint"`
	Customer  uint32      `cbor:"3,keyasint"`
	Bill      uint32      `cbor:"4,keyasint"`
	Part      uint8       `cbor:"5,keyasint,omitempty"`
	Amount    money.Minor `cbor:"6,keyasint"`
	Reason    string      `cbor:"7,keyasint"`
	Asked     civil.Date  `cbor:"8,keyasint"`
	By        string      `cbor:"9,keyasint"`
	Decisions []Decision  `cbor:"10,keyasint,omitempty"`
	Voided    civil.Date  `cbor:"11,keyasint,omitempty"`
	Seq       uint64      `cbor:"12,keyasint"`
}

// Decided is the decision that counts on a day.
func (r *Request) Decided(d civil.Date) (Decision, bool) {
	for _, x := range r.Decisions {
		if x.On <= d && (x.Back == 0 || d < x.Back) {
			return x, true
		}
	}
	return Decision{}, false
}

// Live reports whether the request was there on a day.
func (r *Request) Live(d civil.Date) bool { return r.Asked <= d && (r.Voided == 0 || d < r.Voided) }

// Waits reports whether the request waited for a decision on a day.
func (r *Request) Waits(d civil.Date) bool {
	_, decided := r.Decided(d)
	return r.Live(d) && !decided
}

var table = &book.Table[Request]{Name: "write-off request", Bucket: "writeoff", Codec: book.CBOR[Request](),
	Key: func(r *Request) book.Key { return book.Key{}.U32(r.ID) },
	Indexes: []book.Index[Request]{{Name: "of", Entries: func(r *Request) []book.Key {
		return []book.Key{book.Key{}.U32(r.Account).U32(r.Bill)}
	}}}}

// Get reads a request; NotFound when there is none.
func Get(v *book.View, id uint32) (Request, error) {
	r, ok, err := table.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no write-off request %d", id)}
	}
	return r, err
}

// All reads all requests, oldest first.
func All(v *book.View, fn func(r *Request) (bool, error)) error { return table.Scan(v, nil, fn) }

// OfBill reads the requests about a bill, oldest first.
func OfBill(v *book.View, acc, bill uint32, fn func(r *Request) (bool, error)) error {
	return table.Seek(v, "of", book.Key{}.U32(acc).U32(bill), fn)
}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Asked{}, Voided{}, Decided{}, Reopened{}},
		Commands: []book.Command{Ask{}, Approve{}, Reject{}}}
}
