// Package contact keeps what was said to customers and by them: append-only, in
// the order it happened (RULES 3). One call's outcome is one entry: the contact,
// the promise, the dispute, the next follow-up and the call-backs it settles.
// The package must never delete a word, and never decide who is called first.
package contact

import (
	"encoding/binary"
	"fmt"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Older is the text of a contact before it was amended.
type Older struct {
	Text string `cbor:"1,keyasint"`
	By   string `cbor:"2,keyasint"` // who amended it
	At   int64  `cbor:"3,keyasint"` // when, unix nanoseconds
}

// Contact is one contact or note. At is unix nanoseconds, Day the working day.
// Bills are account<<32|id. Override is the reason the contact guard was passed.
type Contact struct {
	ID        uint32     `cbor:"1,keyasint"`
	Customer  uint32     `cbor:"2,keyasint"`
	At        int64      `cbor:"3,keyasint"`
	Day       civil.Date `cbor:"4,keyasint"`
	Who       string     `cbor:"5,keyasint"`
	Channel   Channel    `cbor:"6,keyasint"`
	Person    string     `cbor:"7,keyasint,omitempty"`
	Number    string     `cbor:"8,keyasint,omitempty"`
	Ext       string     `cbor:"9,keyasint,omitempty"`
	Result    Result     `cbor:"10,keyasint"`
	Note      string     `cbor:"11,keyasint,omitempty"`
	Reference string     `cbor:"12,keyasint,omitempty"` // theirs, when it waits for something
	Bills     []uint64   `cbor:"13,keyasint,omitempty"`
	Promises  []uint32   `cbor:"14,keyasint,omitempty"`
	Disputes  []uint32   `cbor:"15,keyasint,omitempty"`
	Next      uint32     `cbor:"16,keyasint,omitempty"` // the follow-up it planned
	Closed    []uint32   `cbor:"17,keyasint,omitempty"` // the call-backs it settled
	Override  string     `cbor:"18,keyasint,omitempty"`
	Amended   []Older    `cbor:"19,keyasint,omitempty"`
	Voided    civil.Date `cbor:"20,keyasint,omitempty"`
	Seq       uint64     `cbor:"21,keyasint"`
	Pickup    Pickup     `cbor:"22,keyasint,omitempty"` // when a cheque or cash is ready
}

// Pickup says where the collector fetches what is ready, from whom and when.
type Pickup struct {
	Where string `cbor:"1,keyasint,omitempty" json:"where,omitempty" help:"the address or branch"`
	Whom  string `cbor:"2,keyasint,omitempty" json:"whom,omitempty" help:"whom to ask for"`
	Hours string `cbor:"3,keyasint,omitempty" json:"hours,omitempty" help:"when"`
}

// String is the pick-up in a few words; "" when nothing was said.
func (p Pickup) String() string {
	var parts []string
	for _, s := range []string{p.Where, p.Whom, p.Hours} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// Head is the fixed part of a contact, for lists that read very many.
type Head struct {
	ID, Customer uint32
	Day          civil.Date
	At           int64
	Result       Result
	Reached      bool
	Channel      Channel
	Voided       civil.Date
	Seq          uint64
}

// Live reports whether the contact was there on a day.
func (h *Head) Live(d civil.Date) bool { return h.Day <= d && (h.Voided == 0 || d < h.Voided) }

const headSize = 27

func key(customerID, id uint32) book.Key { return customer.Key(customerID).U32(id) }

var table = &book.Table[Contact]{Name: "contact", Bucket: "contact",
	Key: func(c *Contact) book.Key { return key(c.Customer, c.ID) },
	Codec: book.Codec[Contact]{
		Encode: func(dst []byte, c *Contact) ([]byte, error) {
			reached := uint8(0)
			if c.Result.Rule().Reached {
				reached = 1
			}
			k := book.Key(dst).U32(uint32(c.Day)).U64(uint64(c.At)).U8(uint8(c.Result)).U8(reached).U8(uint8(c.Channel))
			return book.AppendCBOR(k.U32(uint32(c.Voided)).U64(c.Seq), c)
		},
		Decode: func(_, src []byte, c *Contact) error {
			if len(src) < headSize {
				return fmt.Errorf("a contact of %d bytes", len(src))
			}
			return book.DecodeCBOR(src[headSize:], c)
		}}}

func readHead(k, b []byte) Head {
	u32, u64 := binary.BigEndian.Uint32, binary.BigEndian.Uint64
	return Head{Customer: u32(k), ID: u32(k[4:]), Day: civil.Date(u32(b)), At: int64(u64(b[4:])),
		Result: Result(b[12]), Reached: b[13] == 1,
		Channel: Channel(b[14]), Voided: civil.Date(u32(b[15:])), Seq: u64(b[19:])}
}

// Get reads a contact; NotFound when there is none.
func Get(v *book.View, customerID, id uint32) (Contact, error) {
	c, ok, err := table.Get(v, key(customerID, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no contact %d with customer %d", id, customerID)
	}
	return c, err
}

// OfCustomer reads all contacts with a customer, voided ones too, oldest first.
func OfCustomer(v *book.View, customerID uint32, fn func(c *Contact) (bool, error)) error {
	return table.Scan(v, customer.Key(customerID), fn)
}

// Heads reads the fixed part of a customer's contacts, voided ones too, oldest
// first.
func Heads(v *book.View, customerID uint32, fn func(h Head) bool) {
	from, to := book.Prefix(customer.Key(customerID))
	table.Raw(v, from, to, func(k, b []byte) bool { return fn(readHead(k, b)) })
}

// AllHeads reads the fixed part of every contact of the book, by customer.
func AllHeads(v *book.View, fn func(h Head) bool) {
	table.Raw(v, nil, nil, func(k, b []byte) bool { return fn(readHead(k, b)) })
}

// Last is where the talking with a customer stands. Notes do not count. Done is
// the last day a result settled the customer for the day; 0 dates are never.
type Last struct {
	Customer  uint32
	ID        uint32
	Day       civil.Date
	At        int64
	Result    Result
	Reached   civil.Date
	ReachedAt int64
	Done      civil.Date
	Seq       uint64
}

// add takes a later contact in.
func (l *Last) add(h Head) {
	if h.Result == Note {
		return
	}
	l.Customer, l.ID, l.Day, l.At, l.Result, l.Seq = h.Customer, h.ID, h.Day, h.At, h.Result, h.Seq
	if h.Reached {
		l.Reached, l.ReachedAt = h.Day, h.At
	}
	if h.Result.Rule().Done {
		l.Done = h.Day
	}
}

const lastSize = 41

var lasts = &book.Table[Last]{Name: "contact last", Bucket: "contact.last",
	Key: func(l *Last) book.Key { return customer.Key(l.Customer) },
	Codec: book.Codec[Last]{
		Encode: func(dst []byte, l *Last) ([]byte, error) {
			k := book.Key(dst).U32(l.ID).U32(uint32(l.Day)).U64(uint64(l.At)).U8(uint8(l.Result)).U32(uint32(l.Reached))
			return k.U64(uint64(l.ReachedAt)).U32(uint32(l.Done)).U64(l.Seq), nil
		},
		Decode: func(k, b []byte, l *Last) error {
			if len(k) != 4 || len(b) != lastSize {
				return fmt.Errorf("a last contact of %d bytes", len(b))
			}
			*l = readLast(k, b)
			return nil
		}}}

func readLast(k, b []byte) Last {
	u32, u64 := binary.BigEndian.Uint32, binary.BigEndian.Uint64
	return Last{Customer: u32(k), ID: u32(b), Day: civil.Date(u32(b[4:])), At: int64(u64(b[8:])), Result: Result(b[16]),
		Reached: civil.Date(u32(b[17:])), ReachedAt: int64(u64(b[21:])), Done: civil.Date(u32(b[29:])),
		Seq: u64(b[33:])}
}

const lastEvent = "last contact event"

func event(tx *book.Tx, d civil.Date) error {
	if int64(d) <= tx.Mark(lastEvent) {
		return nil
	}
	return tx.SetMark(lastEvent, int64(d))
}

// Lasts reads where the talking stood on a day, in the order of customers; those
// never contacted are left out.
func Lasts(v *book.View, asOf civil.Date, fn func(l Last) bool) {
	if int64(asOf) >= v.Mark(lastEvent) {
		lasts.Raw(v, nil, nil, func(k, b []byte) bool { return fn(readLast(k, b)) })
		return
	}
	var l Last
	on := true
	AllHeads(v, func(h Head) bool {
		if l.ID != 0 && h.Customer != l.Customer {
			on, l = fn(l), Last{}
		}
		if h.Live(asOf) {
			l.add(h)
		}
		return on
	})
	if l.ID != 0 && on {
		fn(l)
	}
}

// LastOf is where the talking with one customer stood on a day.
func LastOf(v *book.View, customerID uint32, asOf civil.Date) Last {
	return lastBut(v, customerID, asOf, 0)
}

func lastBut(v *book.View, customerID uint32, asOf civil.Date, but uint32) Last {
	l := Last{Customer: customerID}
	Heads(v, customerID, func(h Head) bool {
		if h.Live(asOf) && h.ID != but {
			l.add(h)
		}
		return true
	})
	return l
}
