package obligation

import (
	"fmt"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Type is what sort of paper an obligation is.
type Type uint8

// The types.
const (
	PromissoryNote Type = iota + 1
	BillOfExchange
	TrustReceipt
	Undertaking
	Agreement
)

var typeNames = []string{"", "promissory note", "bill of exchange", "trust receipt", "undertaking",
	"instalment agreement"}

// Types lists the types in words.
func Types() []string { return typeNames[1:] }

// String is the type in words.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return fmt.Sprintf("type %d", uint8(t))
}

func (t Type) article() string {
	if s := t.String(); strings.ContainsRune("aeiou", rune(s[0])) {
		return "an " + s
	}
	return "a " + t.String()
}

// Part is one payment of a schedule. No Date: at sight.
type Part struct {
	Date   civil.Date  `cbor:"1,keyasint"`
	Amount money.Minor `cbor:"2,keyasint"`
}

// Step is a move that was made. It counts from On until before Back, the day it was
// taken back (0: it stands).
type Step struct {
	Move Move       `cbor:"1,keyasint"`
	On   civil.Date `cbor:"2,keyasint"`
	Back civil.Date `cbor:"3,keyasint,omitempty"`
	Who  string     `cbor:"4,keyasint"`
	Note string     `cbor:"5,keyasint,omitempty"`
}

// Paper is what is written on an obligation and can be put right.
type Paper struct {
	Number    string `cbor:"1,keyasint,omitempty"`
	Place     string `cbor:"2,keyasint,omitempty"` // of issue
	Signatory string `cbor:"3,keyasint,omitempty"`
	Guarantor string `cbor:"4,keyasint,omitempty"`
	Nafith    string `cbor:"5,keyasint,omitempty"` // number in the register of electronic notes
	Note      string `cbor:"6,keyasint,omitempty"`
}

// Obligation is a signed paper about bills of one account. Its Schedule sums to its
// Amount; Made is the day it was recorded, Start the state it was recorded in.
type Obligation struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Customer uint32      `cbor:"3,keyasint"`
	Type     Type        `cbor:"4,keyasint"`
	Issued   civil.Date  `cbor:"5,keyasint"`
	Amount   money.Minor `cbor:"6,keyasint"`
	Schedule []Part      `cbor:"7,keyasint"`
	Bills    []uint32    `cbor:"8,keyasint"`
	Paper    Paper       `cbor:"9,keyasint"`
	Start    State       `cbor:"10,keyasint"`
	Made     civil.Date  `cbor:"11,keyasint"`
	By       string      `cbor:"12,keyasint"`
	Steps    []Step      `cbor:"13,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"14,keyasint,omitempty"`
	Seq      uint64      `cbor:"15,keyasint"`
}

// Name is how people call it: its type, its own number or else ours.
func (o *Obligation) Name() string {
	if o.Paper.Number != "" {
		return o.Type.String() + " " + o.Paper.Number
	}
	return fmt.Sprintf("%s no. %d", o.Type, o.ID)
}

// At reports whether the paper was there on a day: recorded, not taken back.
func (o *Obligation) At(d civil.Date) bool { return o.Made <= d && (o.Voided == 0 || d < o.Voided) }

// AtSight reports a paper that falls due when it is presented.
func (o *Obligation) AtSight() bool { return len(o.Schedule) == 1 && o.Schedule[0].Date == 0 }

// last is the newest move that counts on a day.
func (o *Obligation) last(d civil.Date) (Step, bool) {
	for i := len(o.Steps) - 1; i >= 0; i-- {
		if s := o.Steps[i]; s.On <= d && (s.Back == 0 || d < s.Back) {
			return s, true
		}
	}
	return Step{}, false
}

// where is the state its moves have led to on a day: Held stands for what is judged.
func (o *Obligation) where(d civil.Date) State {
	if s, ok := o.last(d); ok {
		return moves[s.Move].to
	}
	return o.Start
}

// presented is the day a paper at sight was shown for payment; 0 before.
func (o *Obligation) presented(d civil.Date) civil.Date {
	var day civil.Date
	for _, s := range o.Steps {
		if s.Move == Present && s.On <= d && (s.Back == 0 || d < s.Back) {
			day = s.On
		}
	}
	return day
}

// secures reports whether the paper names a bill.
func (o *Obligation) secures(id uint32) bool {
	for _, b := range o.Bills {
		if b == id {
			return true
		}
	}
	return false
}

func key(acc, id uint32) book.Key { return book.Key{}.U32(acc).U32(id) }

var table = &book.Table[Obligation]{Name: "obligation", Bucket: "obligation",
	Key: func(o *Obligation) book.Key { return key(o.Account, o.ID) }, Codec: book.CBOR[Obligation](),
	Indexes: []book.Index[Obligation]{{Name: "id", Unique: true,
		Entries: func(o *Obligation) []book.Key { return []book.Key{book.Key{}.U32(o.ID)} }}}}

// Get reads an obligation by its number; NotFound when there is none.
func Get(v *book.View, id uint32) (Obligation, error) {
	o, ok, err := table.Find(v, "id", book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no obligation %d", id)}
	}
	return o, err
}

// OfAccount reads the obligations of an account, voided ones too, in the order they
// were recorded.
func OfAccount(v *book.View, acc uint32, fn func(o *Obligation) (bool, error)) error {
	return table.Scan(v, book.Key{}.U32(acc), fn)
}

// All reads every obligation of the book, voided ones too, by account.
func All(v *book.View, fn func(o *Obligation) (bool, error)) error { return table.Scan(v, nil, fn) }

// checkAll proves that schedules sum to their papers, that bills named are there and
// that only legal moves were made; what is judged is never stored (P1).
func checkAll(v *book.View, found func(book.Finding)) error {
	return All(v, func(o *Obligation) (bool, error) {
		say := func(id, want, is string) {
			found(book.Finding{ID: id, Record: fmt.Sprintf("obligation %d", o.ID), Expected: want, Found: is,
				Seq: o.Seq})
		}
		var sum money.Minor
		for _, p := range o.Schedule {
			sum += p.Amount
		}
		if sum != o.Amount || sum <= 0 {
			say("P1", "a schedule that sums to its amount", fmt.Sprintf("%d of %d", sum, o.Amount))
		}
		for _, s := range o.Steps {
			if s.Move < Sign || s.Move > Cancel || s.On < o.Issued {
				say("P1", "a move of the table, not before its issue", fmt.Sprintf("%s on %s", s.Move, s.On))
			}
		}
		for _, b := range o.Bills {
			if _, err := bill.Get(v, o.Account, b); err != nil {
				say("X1", fmt.Sprintf("bill %d", b), err.Error())
			}
		}
		return true, nil
	})
}

// Since is the day the paper came where its moves have led it.
func (o *Obligation) Since(d civil.Date) civil.Date {
	if s, ok := o.last(d); ok {
		return s.On
	}
	return o.Made
}
