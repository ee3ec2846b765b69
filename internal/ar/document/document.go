// Package document keeps the papers of a customer that end on a day: the registration
// licence, guarantees, facilities, agreements, powers of attorney, each with its number,
// dates, amount and where the copy is (RULES 8). One that is renewed or corrected is
// replaced by another and stays in the history, so that a past day shows what was known
// then. The package must never change what a customer owes, and never forget a paper.
package document

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Type is what a document is.
type Type uint8

// The types.
const (
	Licence Type = iota + 1
	Guarantee
	Facility
	Agreement
	Attorney
	Other
)

var typeNames = []string{"", "registration licence", "guarantee", "facility", "agreement", "power of attorney", "other"}

// Types lists the types in words.
func Types() []string { return typeNames[1:] }

// String is the type in words.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return fmt.Sprintf("document type %d", uint8(t))
}

// Short is the type in a word or two, for sentences and narrow columns.
func (t Type) Short() string {
	switch t {
	case Licence:
		return "licence"
	case Other:
		return "document"
	}
	return t.String()
}

// ParseType reads what String or Short writes.
func ParseType(s string) (Type, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for t := Licence; t <= Other; t++ {
		if s == t.String() || s == t.Short() {
			return t, nil
		}
	}
	return 0, fmt.Errorf("%q is not a type of document (%s)", text.Safe(s), strings.Join(Types(), ", "))
}

// Ending says how a document ceased to stand.
type Ending uint8

// The endings. Corrected: what was typed was wrong; Renewed: another took its place.
const (
	Renewed Ending = iota + 1
	Corrected
	Withdrawn
)

var endingNames = []string{"", "renewed", "corrected", "withdrawn"}

// String is the ending in a word.
func (e Ending) String() string {
	if int(e) < len(endingNames) {
		return endingNames[e]
	}
	return fmt.Sprintf("ending %d", uint8(e))
}

// End is a document's ending from a day on, until before Back when it was taken back.
type End struct {
	On   civil.Date `cbor:"1,keyasint"`
	How  Ending     `cbor:"2,keyasint"`
	By   uint32     `cbor:"3,keyasint,omitempty"` // the document that replaces it
	Who  string     `cbor:"4,keyasint"`
	Note string     `cbor:"5,keyasint,omitempty"`
	Back civil.Date `cbor:"6,keyasint,omitempty"`
}

// Details are what is written on a document and what is known of it. Expires is the last
// day it holds; Annual says that it does not end then, but that a confirmation is due by
// then. Copy is where the copy is, "" when there is none on file.
type Details struct {
	Number   string      `cbor:"1,keyasint,omitempty"`
	Issued   civil.Date  `cbor:"2,keyasint,omitempty"`
	Expires  civil.Date  `cbor:"3,keyasint,omitempty"`
	Annual   bool        `cbor:"4,keyasint,omitempty"`
	Amount   money.Minor `cbor:"5,keyasint,omitempty"`
	Currency string      `cbor:"6,keyasint,omitempty"`
	Digits   int         `cbor:"7,keyasint,omitempty"`
	Issuer   string      `cbor:"8,keyasint,omitempty"` // the bank or office
	Copy     string      `cbor:"9,keyasint,omitempty"`
	Note     string      `cbor:"10,keyasint,omitempty"`
}

// Document is one paper of a customer, known from Made on.
type Document struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Type     Type       `cbor:"3,keyasint"`
	Details  Details    `cbor:"4,keyasint"`
	Made     civil.Date `cbor:"5,keyasint"`
	By       string     `cbor:"6,keyasint"`
	Of       uint32     `cbor:"7,keyasint,omitempty"` // the document it replaces
	Ends     []End      `cbor:"8,keyasint,omitempty"`
	Voided   civil.Date `cbor:"9,keyasint,omitempty"`
	Seq      uint64     `cbor:"10,keyasint,omitempty"`
}

// At reports whether the document was known on a day, standing or ended.
func (d *Document) At(day civil.Date) bool { return d.Made <= day && (d.Voided == 0 || day < d.Voided) }

// Ended is how the document had ended on a day.
func (d *Document) Ended(day civil.Date) (End, bool) {
	for _, e := range d.Ends {
		if e.On <= day && (e.Back == 0 || day < e.Back) {
			return e, true
		}
	}
	return End{}, false
}

// Live reports whether the document stood on a day: known and not ended. One that has
// expired stands until it is renewed or withdrawn.
func (d *Document) Live(day civil.Date) bool {
	_, ended := d.Ended(day)
	return d.At(day) && !ended
}

// Money is the currency of the amount.
func (x *Details) Money() money.Currency { return money.Currency{Code: x.Currency, Digits: x.Digits} }

// Name is the document in a few words: "guarantee LG-7".
func (d *Document) Name() string {
	if d.Details.Number == "" {
		return d.Type.Short()
	}
	return d.Type.Short() + " " + d.Details.Number
}

var table = &book.Table[Document]{Name: "document", Bucket: "document", Codec: book.CBOR[Document](),
	Key: func(d *Document) book.Key { return book.Key{}.U32(d.ID) },
	Indexes: []book.Index[Document]{
		{Name: "of", Entries: func(d *Document) []book.Key { return []book.Key{customer.Key(d.Customer)} }},
		{Name: "expires", Cover: brief, Entries: func(d *Document) []book.Key {
			if d.Details.Expires == 0 {
				return nil
			}
			return []book.Key{book.Key{}.Date(d.Details.Expires)}
		}}}}

// brief is what the call list needs of a document: customer, type, annual, and the days
// between which it stood; "odd" when those are more than one stretch.
func brief(d *Document) []byte {
	gone, odd := d.Voided, uint8(0)
	for _, e := range d.Ends {
		if e.Back != 0 {
			odd = 1
		} else if gone == 0 || e.On < gone {
			gone = e.On
		}
	}
	annual := uint8(0)
	if d.Details.Annual {
		annual = 1
	}
	return book.Key{}.U32(d.Customer).U8(uint8(d.Type)).U8(annual).U8(odd).Date(d.Made).Date(gone)
}

// Due is a document that stood on the day asked for and ends on a day.
type Due struct {
	ID, Customer uint32
	Type         Type
	Expires      civil.Date
	Annual       bool
}

// Days is how many days are left on a day: 0 on the last, negative once it is over.
func (d Due) Days(asOf civil.Date) int { return int(d.Expires - asOf) }

// Says is the matter in a phrase: "licence expires in 12 days".
func (d Due) Says(asOf civil.Date) string {
	n := d.Days(asOf)
	what, was, will := d.Type.Short(), " expired ", " expires "
	if d.Annual {
		what, was, will = "yearly confirmation of the "+what, " was due ", " is due "
	}
	switch {
	case n < 0:
		return what + was + text.Count(-n, "day", "days") + " ago"
	case n == 0:
		return what + will + "today"
	}
	return what + will + "in " + text.Count(n, "day", "days")
}

// Expiring reads the documents that stood on a day and end at the latest a number of
// days after it, the first to end first, what is over already among them.
func Expiring(v *book.View, asOf civil.Date, days int, fn func(d Due) bool) error {
	var err error
	date := func(b []byte, at int) civil.Date { return civil.Date(book.U32At(b, at) ^ 1<<31) }
	to := book.Key{}.Date(asOf.Add(days + 1))
	table.RawIndex(v, "expires", nil, to, func(k, val []byte) bool {
		d := Due{Expires: date(k, 0), ID: book.U32At(k, 4), Customer: book.U32At(val, 0), Type: Type(val[4]),
			Annual: val[5] != 0}
		made, gone := date(val, 7), date(val, 11)
		live := made <= asOf && (gone == 0 || asOf < gone)
		if val[6] != 0 {
			var row Document
			if row, err = Get(v, d.ID); err != nil {
				return false
			}
			live = row.Live(asOf)
		}
		return !live || fn(d)
	})
	return err
}

// Get reads a document; NotFound when there is none.
func Get(v *book.View, id uint32) (Document, error) {
	d, ok, err := table.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no document %d", id)}
	}
	return d, err
}

// OfCustomer reads the documents of a customer known on a day, the oldest first, ended
// ones among them.
func OfCustomer(v *book.View, id uint32, day civil.Date) (all []Document, err error) {
	err = table.Seek(v, "of", customer.Key(id), func(d *Document) (bool, error) {
		if d.At(day) {
			all = append(all, *d)
		}
		return true, nil
	})
	return all, err
}

// LicenceOf is the registration licence that stands on a day: the one with the number on
// the card, else the last recorded.
func LicenceOf(v *book.View, c *customer.Customer, day civil.Date) (found Document, ok bool, err error) {
	all, err := OfCustomer(v, c.ID, day)
	for _, d := range slices.Backward(all) {
		if d.Type == Licence && d.Live(day) && (!ok || d.Details.Number == c.Registration) {
			found, ok = d, true
			if d.Details.Number == c.Registration {
				break
			}
		}
	}
	return found, ok, err
}

// Chain is a document and those it replaced, the newest first.
func Chain(v *book.View, id uint32) (all []Document, err error) {
	for id != 0 && len(all) < 1000 {
		d, err := Get(v, id)
		if err != nil {
			return nil, err
		}
		all, id = append(all, d), d.Of
	}
	return all, nil
}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table},
		Facts:    []book.Fact{Recorded{}, Ended{}, Stands{}, Voided{}},
		Commands: []book.Command{Record{}, Renew{}, Correct{}, Withdraw{}, Revise{}}}
}
