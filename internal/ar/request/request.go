// Package request keeps what customers ask of the company: a copy of a bill, a price, a
// delivery, a complaint. Each has somebody, or a department, to answer it by a day, and
// is closed with what came of it. A request's day is an open one. The package must never
// do what was asked: a copy sent or a dispute is a command of its own.
package request

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Kind is what is asked for.
type Kind uint8

// The kinds.
const (
	Query Kind = iota + 1
	CopyOfBill
	Statement
	Price
	Delivery
	Complaint
	Other
)

var kindNames = []string{"", "query", "copy of bill", "statement", "price", "delivery", "complaint", "other"}

// Kinds lists the kinds in words.
func Kinds() []string { return kindNames[1:] }

// String is the kind in words.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Departments are the words offered for whom a request or a follow-up goes to; others
// may be typed.
func Departments() []string { return []string{"sales", "delivery", "accounts"} }

// Step is how the request stands from On on: whose it is, due when, and what was said. It
// counts until before Back, the day it was taken back (0: it stands).
type Step struct {
	On     civil.Date `cbor:"1,keyasint"`
	At     int64      `cbor:"2,keyasint"` // unix nanoseconds
	By     string     `cbor:"3,keyasint"`
	To     string     `cbor:"4,keyasint"` // a user or a department
	Due    civil.Date `cbor:"5,keyasint"`
	Asked  civil.Date `cbor:"6,keyasint,omitempty"` // the day that was wanted, when Due is the open one after it
	Note   string     `cbor:"7,keyasint,omitempty"` // the answer, or what came of it
	Closed bool       `cbor:"8,keyasint,omitempty"`
	Back   civil.Date `cbor:"9,keyasint,omitempty"`
	Seq    uint64     `cbor:"10,keyasint"`
}

// Request is one thing asked for. Bill and its Account are 0 when it is about none.
type Request struct {
	ID       uint32          `cbor:"1,keyasint"`
	Customer uint32          `cbor:"2,keyasint"`
	Kind     Kind            `cbor:"3,keyasint"`
	Text     string          `cbor:"4,keyasint"`
	Account  uint32          `cbor:"5,keyasint,omitempty"`
	Bill     uint32          `cbor:"6,keyasint,omitempty"`
	Channel  contact.Channel `cbor:"7,keyasint"`
	Person   string          `cbor:"8,keyasint,omitempty"` // who asked
	Steps    []Step          `cbor:"9,keyasint"`           // the first is when it was logged
	Voided   civil.Date      `cbor:"10,keyasint,omitempty"`
}

// On is the day it was logged.
func (r *Request) On() civil.Date { return r.Steps[0].On }

// At is how the request stood on a day; ok is false when it was not there.
func (r *Request) At(d civil.Date) (at Step, ok bool) {
	if r.Voided != 0 && r.Voided <= d {
		return at, false
	}
	for _, s := range r.Steps {
		if s.On <= d && (s.Back == 0 || d < s.Back) {
			at, ok = s, true
		}
	}
	return at, ok
}

// last is how the request stands with all that is known.
func (r *Request) last() Step {
	for i := len(r.Steps) - 1; i > 0; i-- {
		if r.Steps[i].Back == 0 {
			return r.Steps[i]
		}
	}
	return r.Steps[0]
}

var table = &book.Table[Request]{Name: "request", Bucket: "request", Codec: book.CBOR[Request](),
	Key: func(r *Request) book.Key { return book.Key{}.U32(r.ID) },
	Indexes: []book.Index[Request]{{Name: "of", Entries: func(r *Request) []book.Key {
		return []book.Key{customer.Key(r.Customer)}
	}}, {Name: "open", Entries: func(r *Request) []book.Key {
		if s := r.last(); r.Voided == 0 && !s.Closed {
			return []book.Key{book.Key{}.Date(s.Due)}
		}
		return nil
	}}}}

// Get reads a request; NotFound when there is none.
func Get(v *book.View, id uint32) (Request, error) {
	r, ok, err := table.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no request %d", id)}
	}
	return r, err
}

// All reads all requests, voided ones too, oldest first.
func All(v *book.View, fn func(r *Request) (bool, error)) error { return table.Scan(v, nil, fn) }

// OfCustomer reads all requests of a customer, voided ones too, oldest first.
func OfCustomer(v *book.View, customerID uint32, fn func(r *Request) (bool, error)) error {
	return table.Seek(v, "of", customer.Key(customerID), fn)
}

const lastEvent = "last request event"

// Open reads the requests that were open on a day; for the present in the order of
// their due dates.
func Open(v *book.View, asOf civil.Date, fn func(r *Request, at Step) (bool, error)) error {
	test := func(r *Request) (bool, error) {
		if at, ok := r.At(asOf); ok && !at.Closed {
			return fn(r, at)
		}
		return true, nil
	}
	if int64(asOf) < v.Mark(lastEvent) {
		return All(v, test)
	}
	var ids []uint32
	table.RawIndex(v, "open", nil, nil, func(k, _ []byte) bool {
		ids = append(ids, binary.BigEndian.Uint32(k[4:]))
		return true
	})
	for _, id := range ids {
		r, err := Get(v, id)
		if err != nil {
			return err
		}
		if on, err := test(&r); err != nil || !on {
			return err
		}
	}
	return nil
}

// Subject is what requests bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Logged{}, Stepped{}, StepVoided{}, Voided{}},
		Commands: []book.Command{Log{}, Update{}, Close{}}, Warnings: warnings}
}
