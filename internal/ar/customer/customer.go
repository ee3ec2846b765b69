// Package customer keeps the customer's card: names, address, people with their
// phones, terms, limit, numbers that identify the customer, and the profile (branch,
// salesman, collector, group, route, risk class, status), which is dated, so
// that a past report groups as it did then (RULES 2, 8). It must never know
// what a customer owes.
package customer

import (
	"strings"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Phone is one number of a person with its extension: E.164 in groups where it can be
// read (text.ParsePhone), else as it was typed.
type Phone struct {
	Number string `cbor:"1,keyasint" json:"number" help:"with + and the country"`
	Ext    string `cbor:"2,keyasint,omitempty" json:"ext,omitempty" help:"the extension"`
}

// Contact is a person to talk to at the customer.
type Contact struct {
	Name     string  `cbor:"1,keyasint" json:"name" help:"the person's name"`
	Role     string  `cbor:"2,keyasint,omitempty" json:"role,omitempty" help:"what they do there"`
	Phones   []Phone `cbor:"3,keyasint,omitempty" json:"phones,omitempty" help:"their numbers"`
	Email    string  `cbor:"4,keyasint,omitempty" json:"email,omitempty" help:"their address"`
	BestTime string  `cbor:"5,keyasint,omitempty" json:"best_time,omitempty" help:"when to reach them"`
	Language string  `cbor:"6,keyasint,omitempty" json:"language,omitempty" help:"for letters"`
}

// Customer is the card. Terms are net days from the document date, -1 when none
// are agreed. Amounts are in the company's currency.
type Customer struct {
	ID           uint32     `cbor:"1,keyasint"`
	Code         string     `cbor:"2,keyasint"`
	Name         string     `cbor:"3,keyasint"` // legal name
	Arabic       string     `cbor:"4,keyasint,omitempty"`
	Latin        string     `cbor:"5,keyasint,omitempty"`
	Spellings    []string   `cbor:"6,keyasint,omitempty"`
	People       []Contact  `cbor:"7,keyasint,omitempty"`
	Terms        int        `cbor:"8,keyasint"`
	Limit        Limit      `cbor:"9,keyasint,omitempty"`
	TaxNumber    string     `cbor:"10,keyasint,omitempty"`
	Registration string     `cbor:"11,keyasint,omitempty"`
	IBAN         string     `cbor:"12,keyasint,omitempty"`
	Bank         string     `cbor:"13,keyasint,omitempty"`
	Language     string     `cbor:"14,keyasint,omitempty"` // "ar" or "en" for letters
	Note         string     `cbor:"15,keyasint,omitempty"`
	Opened       civil.Date `cbor:"16,keyasint"`
	Voided       civil.Date `cbor:"17,keyasint,omitempty"`
	Seq          uint64     `cbor:"18,keyasint"`
	Owner        string     `cbor:"19,keyasint,omitempty"`
	Signatories  []string   `cbor:"20,keyasint,omitempty"` // who may sign for the customer
	Address      []string   `cbor:"21,keyasint,omitempty"` // in its lines, as on a letter
	WasLimits    []WasLimit `cbor:"50,keyasint,omitempty"` // oldest first
}

// Phones are all numbers of all people, digits only.
func (c *Customer) Phones() []string {
	var all []string
	for _, p := range c.People {
		for _, n := range p.Phones {
			all = append(all, text.Digits(n.Number))
		}
	}
	return all
}

// HasPhone reports whether there is any number to dial.
func (c *Customer) HasPhone() bool {
	for _, p := range c.People {
		if len(p.Phones) > 0 {
			return true
		}
	}
	return false
}

// flags of the find index's covering value, before the folded text.
const findHasPhone = 1

// found is the covering value of the find index: a flag byte, then the folded
// text a person may search by, its parts set apart by a tab.
func found(c *Customer) []byte {
	parts := []string{text.Fold(c.Code), text.Fold(c.Name)}
	for _, s := range append([]string{c.Arabic, c.Latin}, c.Spellings...) {
		if f := text.Fold(s); f != "" && f != parts[1] {
			parts = append(parts, f)
		}
	}
	for _, p := range c.People {
		parts = append(parts, text.Fold(p.Name))
	}
	parts = append(parts, c.Phones()...)
	for _, s := range []string{c.TaxNumber, c.Registration, c.IBAN, c.Owner} {
		if s != "" {
			parts = append(parts, text.Fold(s))
		}
	}
	for _, l := range c.Address {
		parts = append(parts, text.Fold(l))
	}
	flags := byte(0)
	if c.HasPhone() {
		flags |= findHasPhone
	}
	return append([]byte{flags}, strings.Join(parts, "\t")...)
}

var table = &book.Table[Customer]{Name: "customer", Bucket: "customer", Codec: book.CBOR[Customer](),
	Key: func(c *Customer) book.Key { return Key(c.ID) },
	Indexes: []book.Index[Customer]{
		{Name: "code", Unique: true, Entries: func(c *Customer) []book.Key {
			if c.Voided != 0 {
				return nil
			}
			return []book.Key{book.Key{}.Text(c.Code)}
		}},
		{Name: "find", Cover: found, Entries: func(c *Customer) []book.Key {
			if c.Voided != 0 {
				return nil
			}
			return []book.Key{{}}
		}},
		{Name: "card", Cover: narrow, Entries: func(c *Customer) []book.Key {
			if c.Voided != 0 {
				return nil
			}
			return []book.Key{{}}
		}},
	}}

// narrow is what lists show of every customer: a flag byte, the limit, the code
// and the name.
func narrow(c *Customer) []byte {
	flags, lim := byte(0), uint64(0)
	if c.HasPhone() {
		flags |= 1
	}
	if c.Limit.Set {
		flags |= 2
		lim = uint64(c.Limit.Amount)
	}
	if len(c.WasLimits) > 0 {
		flags |= 4
	}
	b := book.Key{flags}.U64(lim).U32(uint32(c.Limit.Until))
	b = b.U8(uint8(min(len(c.Code), 255))).Text(c.Code[:min(len(c.Code), 255)])
	return b.Text(c.Name)
}

// Line is what lists show of a customer.
type Line struct {
	ID       uint32
	HasPhone bool
	Limit    Limit // without its approver
	Was      bool  // it had other limits before: the card knows them
	Code     string
	Name     string
}

// Lines reads the narrow line of every customer in id order. The strings are
// the caller's to keep; fn returns false to stop.
func Lines(v *book.View, fn func(l Line) bool) {
	table.RawIndex(v, "card", nil, nil, func(k, val []byte) bool {
		n := int(val[13])
		return fn(Line{ID: book.U32At(k, 0), HasPhone: val[0]&1 != 0, Was: val[0]&4 != 0,
			Limit: Limit{Set: val[0]&2 != 0, Amount: money.Minor(uint64(book.U32At(val,
				1))<<32 | uint64(book.U32At(val, 5))),
				Until: civil.Date(book.U32At(val, 9))},
			Code: string(val[14 : 14+n]), Name: string(val[14+n:])})
	})
}

// Key is the key of a customer's row.
func Key(id uint32) book.Key { return book.Key{}.U32(id) }

// Get reads a card by id; NotFound when there is none.
func Get(v *book.View, id uint32) (Customer, error) {
	c, ok, err := table.Get(v, Key(id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no customer with the number %d", id)
	}
	return c, err
}

// ByCode reads a card by its code, exactly as written; a refusal on the field
// "customer" when there is none.
func ByCode(v *book.View, code string) (Customer, error) {
	c, ok, err := Lookup(v, code)
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "customer", Text: "there is no customer with the code " +
			quote(code)}
	}
	return c, err
}

func quote(s string) string { return `"` + text.Safe(s) + `"` }

// Lookup reads a card by its code; ok is false when there is none.
func Lookup(v *book.View, code string) (c Customer, ok bool, err error) {
	return table.Find(v, "code", book.Key{}.Text(code))
}

// Scan reads all cards in id order.
func Scan(v *book.View, fn func(c *Customer) (bool, error)) error { return table.Scan(v, nil, fn) }

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table, profiles, blocks},
		Facts:    []book.Fact{Opened{}, Changed{}, Voided{}, Assigned{}, BlockSet{}},
		Commands: []book.Command{Open{}, Edit{}, SetPerson{}, RemovePerson{}, Assign{}, SetBlock{}},
		Warnings: warnings}
}
