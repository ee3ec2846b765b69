package credit

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Scope is whose a limit is.
type Scope uint8

// The scopes.
const (
	Customer Scope = iota + 1
	Group
)

// Limit is a limit that was set here. None lets any amount; that differs from an
// Amount of 0.
type Limit struct {
	ID        uint32      `cbor:"1,keyasint"`
	Scope     Scope       `cbor:"2,keyasint"`
	Of        uint32      `cbor:"3,keyasint"` // the customer's or group's number
	Currency  string      `cbor:"4,keyasint"`
	None      bool        `cbor:"5,keyasint,omitempty"`
	Amount    money.Minor `cbor:"6,keyasint,omitempty"`
	Temporary bool        `cbor:"7,keyasint,omitempty"` // replaces the other while it lasts
	From      civil.Date  `cbor:"8,keyasint"`
	Until     civil.Date  `cbor:"9,keyasint,omitempty"` // the last day; 0 has no end
	Approver  string      `cbor:"10,keyasint"`
	Why       string      `cbor:"11,keyasint,omitempty"`
	Set       civil.Date  `cbor:"12,keyasint"` // known from this day on
	By        string      `cbor:"13,keyasint"`
	Ended     civil.Date  `cbor:"14,keyasint,omitempty"` // from this day on it does not count
	Seq       uint64      `cbor:"15,keyasint,omitempty"`
}

// Known reports whether the limit was known on a day, and not taken back.
func (l *Limit) Known(d civil.Date) bool { return l.Set <= d && (l.Ended == 0 || d < l.Ended) }

// Sum is the limit in words.
func (l *Limit) Sum(digits int) string {
	if l.None {
		return "no limit"
	}
	return text.FormatAmount(l.Amount, digits)
}

// subject is whose limits are asked for.
type subject struct {
	scope Scope
	of    uint32
}

func (s subject) key() book.Key { return book.Key{}.U8(uint8(s.scope)).U32(s.of) }

var limits = &book.Table[Limit]{Name: "credit limit", Bucket: "credit.limit", Codec: book.CBOR[Limit](),
	Key: func(l *Limit) book.Key { return subject{l.Scope, l.Of}.key().U32(l.ID) },
	Indexes: []book.Index[Limit]{{Name: "id", Unique: true,
		Entries: func(l *Limit) []book.Key { return []book.Key{book.Key{}.U32(l.ID)} }}}}

// GetLimit reads a limit by its number; NotFound when there is none.
func GetLimit(v *book.View, id uint32) (Limit, error) {
	l, ok, err := limits.Find(v, "id", book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: "there is no such credit limit"}
	}
	return l, err
}

// Limits reads every limit set here, ended ones too, customer by customer.
func Limits(v *book.View, fn func(l *Limit) (bool, error)) error { return limits.Scan(v, nil, fn) }

func limitRef(id uint32) book.Ref {
	return book.Ref{Table: "credit limit", ID: uint64(id), Document: true}
}
