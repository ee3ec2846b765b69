// Package promise keeps promises to pay and judges them from the receipts, never
// from a stored verdict (RULES 4). One bill has one open promise: a new one
// supersedes it. The package must never block or move money.
//
// Money of a receipt that was taken off its bills and is put on them again, as an undo
// does, counts from the day it first stood there: what was there before the promise is no
// payment for it, and what was there in time stays in time.
//
// A promise of a cheque is kept by receiving the cheque: one for its bills, or for
// none in particular, that matures no later than agreed. When it bounces it counts no
// more from that day on. Where the company wants it (its setting promise_cheque) the
// cheque counts when it is cleared, and keeps the promise open until then.
package promise

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Method is how the customer says the money will come.
type Method uint8

// The methods.
const (
	Unsaid Method = iota
	Transfer
	Cash
	Cheque
	Other
)

var methodNames = []string{"", "transfer", "cash", "cheque", "other"}

// Methods lists the methods in words.
func Methods() []string { return methodNames[1:] }

// String is the method in a word, "" when unsaid.
func (m Method) String() string {
	if int(m) < len(methodNames) {
		return methodNames[m]
	}
	return fmt.Sprintf("method %d", uint8(m))
}

// Part is one payment of a plan.
type Part struct {
	Date   civil.Date  `cbor:"1,keyasint" json:"date"`
	Amount money.Minor `cbor:"2,keyasint" json:"amount"`
}

// End says that a promise no longer stands: withdrawn, or superseded by another.
// It counts from On until before Back, the day the end was taken back (0: it
// stands).
type End struct {
	Why  State      `cbor:"1,keyasint"`
	On   civil.Date `cbor:"2,keyasint"`
	Back civil.Date `cbor:"3,keyasint,omitempty"`
	By   uint32     `cbor:"4,keyasint,omitempty"` // the promise that supersedes it
	Who  string     `cbor:"5,keyasint,omitempty"`
	Note string     `cbor:"6,keyasint,omitempty"`
}

// Promise is what a customer said they will pay. No Bills means the whole
// account. Date is the last day of a plan and Amount its sum; Plan is empty for
// a single payment.
type Promise struct {
	ID        uint32      `cbor:"1,keyasint"`
	Account   uint32      `cbor:"2,keyasint"`
	Customer  uint32      `cbor:"3,keyasint"`
	Amount    money.Minor `cbor:"4,keyasint"`
	Date      civil.Date  `cbor:"5,keyasint"`
	Tolerance int         `cbor:"6,keyasint"`
	Bills     []uint32    `cbor:"7,keyasint,omitempty"`
	From      string      `cbor:"8,keyasint,omitempty"` // who promised
	Method    Method      `cbor:"9,keyasint"`
	Taken     civil.Date  `cbor:"10,keyasint"`
	TakenAt   int64       `cbor:"11,keyasint"` // unix nanoseconds
	By        string      `cbor:"12,keyasint"` // who took it
	Level     int         `cbor:"13,keyasint,omitempty"`
	Plan      []Part      `cbor:"14,keyasint,omitempty"`
	Ends      []End       `cbor:"15,keyasint,omitempty"`
	Voided    civil.Date  `cbor:"16,keyasint,omitempty"`
	Seq       uint64      `cbor:"17,keyasint"`
	Matures   civil.Date  `cbor:"18,keyasint,omitempty"` // the latest date on the cheque promised, when it was said
}

// Parts are the payments promised, oldest first: the plan, or the one payment.
func (p *Promise) Parts() []Part {
	if len(p.Plan) > 0 {
		return p.Plan
	}
	return []Part{{p.Date, p.Amount}}
}

// At reports whether the promise was there on a day: taken, not taken back.
func (p *Promise) At(d civil.Date) bool { return p.Taken <= d && (p.Voided == 0 || d < p.Voided) }

// Ended is the end that counts on a day.
func (p *Promise) Ended(d civil.Date) (End, bool) {
	for _, e := range p.Ends {
		if e.On <= d && (e.Back == 0 || d < e.Back) {
			return e, true
		}
	}
	return End{}, false
}

// Covers reports whether the promise is about a bill.
func (p *Promise) Covers(bill uint32) bool {
	for _, b := range p.Bills {
		if b == bill {
			return true
		}
	}
	return len(p.Bills) == 0
}

// meets reports whether two promises share a bill.
func (p *Promise) meets(q *Promise) bool {
	if len(p.Bills) == 0 || len(q.Bills) == 0 {
		return true
	}
	for _, b := range p.Bills {
		if q.Covers(b) {
			return true
		}
	}
	return false
}

func key(acc, id uint32) book.Key { return book.Key{}.U32(acc).U32(id) }

var table = &book.Table[Promise]{Name: "promise", Bucket: "promise",
	Key:   func(p *Promise) book.Key { return key(p.Account, p.ID) },
	Codec: book.Codec[Promise]{Encode: encode, Decode: decode},
	Indexes: []book.Index[Promise]{{Name: "id", Unique: true, Entries: func(p *Promise) []book.Key {
		return []book.Key{book.Key{}.U32(p.ID)}
	}}}}

const headSize = 43

// encode writes what judging needs in fixed bytes, the bills and the plan, then
// the whole row as CBOR.
func encode(dst []byte, p *Promise) ([]byte, error) {
	var last End
	if n := len(p.Ends); n > 0 {
		last = p.Ends[n-1]
	}
	k := book.Key(dst).U64(uint64(p.Amount)).U32(uint32(p.Date)).U16(uint16(p.Tolerance))
	k = k.U32(uint32(p.Taken)).U32(uint32(p.Voided)).U8(uint8(p.Level)).U8(uint8(p.Method)).U32(p.Customer)
	k = k.U16(uint16(len(p.Bills))).U16(uint16(len(p.Plan))).U8(uint8(len(p.Ends)))
	k = k.U8(uint8(last.Why)).U32(uint32(last.On)).U32(uint32(last.Back)).U8(0)
	for _, b := range p.Bills {
		k = k.U32(b)
	}
	for _, a := range p.Plan {
		k = k.U32(uint32(a.Date)).U64(uint64(a.Amount))
	}
	return book.AppendCBOR(k, p)
}

func decode(_, src []byte, p *Promise) error {
	if len(src) < headSize {
		return fmt.Errorf("a promise of %d bytes", len(src))
	}
	u16 := binary.BigEndian.Uint16
	skip := headSize + 4*int(u16(src[28:])) + 12*int(u16(src[30:]))
	if len(src) < skip {
		return fmt.Errorf("a promise of %d bytes", len(src))
	}
	return book.DecodeCBOR(src[skip:], p)
}

// readHead reads all but the texts without decoding, unless the promise ended
// more than once or is of a cheque.
func readHead(key, b []byte, p *Promise) error {
	u16, u32 := binary.BigEndian.Uint16, binary.BigEndian.Uint32
	if len(b) < headSize || b[32] > 1 || Method(b[23]) == Cheque {
		return decode(key, b, p)
	}
	bills, plan := int(u16(b[28:])), int(u16(b[30:]))
	*p = Promise{Account: book.U32At(key, 0), ID: book.U32At(key, 4), Amount: money.Minor(binary.BigEndian.Uint64(b)),
		Date: civil.Date(u32(b[8:])), Tolerance: int(u16(b[12:])), Taken: civil.Date(u32(b[14:])),
		Voided: civil.Date(u32(b[18:])),
		Level:  int(b[22]), Method: Method(b[23]), Customer: u32(b[24:])}
	if b[32] == 1 {
		p.Ends = []End{{Why: State(b[33]), On: civil.Date(u32(b[34:])), Back: civil.Date(u32(b[38:]))}}
	}
	if len(b) < headSize+4*bills+12*plan {
		return decode(key, b, p)
	}
	b = b[headSize:]
	for range bills {
		p.Bills = append(p.Bills, u32(b))
		b = b[4:]
	}
	for range plan {
		p.Plan = append(p.Plan, Part{civil.Date(u32(b)), money.Minor(binary.BigEndian.Uint64(b[4:]))})
		b = b[12:]
	}
	return nil
}

// Get reads a promise by its number; NotFound when there is none.
func Get(v *book.View, id uint32) (Promise, error) {
	p, ok, err := table.Find(v, "id", book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no promise %d", id)}
	}
	return p, err
}

// OfAccount reads all promises of an account, ended and voided ones too, in the
// order they were taken.
func OfAccount(v *book.View, acc uint32, fn func(p *Promise) (bool, error)) error {
	return table.Scan(v, book.Key{}.U32(acc), fn)
}

// Brief reads every promise of the book by account, without its texts. The
// promise is fn's to keep.
func Brief(v *book.View, fn func(p *Promise) (bool, error)) error {
	var err error
	table.Raw(v, nil, nil, func(k, b []byte) bool {
		var p Promise
		if err = readHead(k, b, &p); err != nil {
			return false
		}
		var on bool
		on, err = fn(&p)
		return on && err == nil
	})
	return err
}

// Standing reads, without their texts and by account, the promises that were
// there on a day and had not ended: open, kept, partly kept or broken. Those that
// ended before are passed over unread.
func Standing(v *book.View, d civil.Date, fn func(p *Promise) (bool, error)) error {
	return standing(v, nil, nil, d, fn)
}

func standing(v *book.View, from, to book.Key, d civil.Date, fn func(p *Promise) (bool, error)) error {
	var err error
	u32 := binary.BigEndian.Uint32
	table.Raw(v, from, to, func(k, b []byte) bool {
		if len(b) >= headSize && b[32] == 1 && civil.Date(u32(b[34:])) <= d && u32(b[38:]) == 0 {
			return true
		}
		var p Promise
		if err = readHead(k, b, &p); err != nil {
			return false
		}
		if _, ended := p.Ended(d); ended || !p.At(d) {
			return true
		}
		var on bool
		on, err = fn(&p)
		return on && err == nil
	})
	return err
}

// Wanted lists the accounts, in their order, that have a standing promise wanted:
// want is asked with the account and the date and tolerance of each. Nothing is
// decoded, so that a book of many old promises is passed over quickly.
func Wanted(v *book.View, d civil.Date, want func(acc uint32, date civil.Date, tolerance int) bool) []uint32 {
	u16, u32 := binary.BigEndian.Uint16, binary.BigEndian.Uint32
	var accounts []uint32
	table.Raw(v, nil, nil, func(k, b []byte) bool {
		acc := u32(k)
		if n := len(accounts); n > 0 && accounts[n-1] == acc || len(b) < headSize {
			return true
		}
		voided := civil.Date(u32(b[18:]))
		ended := b[32] == 1 && civil.Date(u32(b[34:])) <= d && u32(b[38:]) == 0
		if !ended && civil.Date(u32(b[14:])) <= d && (voided == 0 || d < voided) &&
			want(acc, civil.Date(u32(b[8:])), int(u16(b[12:]))) {
			accounts = append(accounts, acc)
		}
		return true
	})
	return accounts
}

// OnClosed lists the promises from a day on whose date, or a date of whose plan,
// is closed: after a holiday was added they are the ones to talk about again.
func OnClosed(v *book.View, cal civil.Calendar, from civil.Date) ([]Promise, error) {
	var all []Promise
	err := Standing(v, from, func(p *Promise) (bool, error) {
		for _, a := range p.Parts() {
			if a.Date >= from && !cal.Open(a.Date) {
				full, err := Get(v, p.ID)
				all = append(all, full)
				return true, err
			}
		}
		return true, nil
	})
	return all, err
}
