// Package bill keeps bills: any debit a customer owes, in one or more due parts
// that sum to it (RULES 2). A bill's row is written once and changed only by a
// dated move of a due date or by its voiding; what is left of it is an open
// item, and every reduction is an application of a receipt. The package must
// never know what was paid.
package bill

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Kind is what sort of debit a bill is.
type Kind uint8

// The kinds of bill.
const (
	Invoice Kind = iota + 1
	DebitNote
	InterestNote
	Fee
	Opening
	Refund     // money given back to the customer
	Difference // a small over-payment taken to income
	Moved      // money moved to another customer's account
	Recovery   // a written-off bill that was paid after all
	Retention  // what a customer keeps back of a bill until the work is accepted
)

var kindNames = []string{"", "invoice", "debit note", "interest note", "fee", "opening", "refund", "difference",
	"moved", "recovery", "retention"}

// Sale reports whether a bill of the kind is a sale (RULES 10): interest, fees,
// openings and the debits that answer a receipt are none.
func (k Kind) Sale() bool { return k == Invoice || k == DebitNote }

// Answers reports whether a bill of the kind is made only together with the
// receipt that settles it, or with the one it answers: it is taken back with it.
func (k Kind) Answers() bool { return k >= Refund && k <= Recovery }

// String is the kind in words.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// ParseKind reads what String writes; "" is an invoice.
func ParseKind(s string) (Kind, error) {
	if s == "" {
		return Invoice, nil
	}
	for i, n := range kindNames[:Opening+1] { // the others come with what they answer
		if i > 0 && n == s {
			return Kind(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not a kind of bill (invoice, debit note, interest note, fee, opening)", s)
}

// Move says that from a day on a part is due on another day.
type Move struct {
	On  civil.Date `cbor:"1,keyasint"`
	Due civil.Date `cbor:"2,keyasint"`
}

// Part is one due part. Due is as issued; Moves change it from their day on.
type Part struct {
	Due       civil.Date  `cbor:"1,keyasint"`
	Amount    money.Minor `cbor:"2,keyasint"`
	Retention bool        `cbor:"3,keyasint,omitempty"`
	Moves     []Move      `cbor:"4,keyasint,omitempty"`
}

// DueAt is the part's due date as it stood on a day.
func (p *Part) DueAt(d civil.Date) civil.Date {
	due := p.Due
	for _, m := range p.Moves {
		if m.On <= d {
			due = m.Due
		}
	}
	return due
}

// DueNow is the part's due date after all moves: the one its open item is under.
func (p *Part) DueNow() civil.Date {
	if n := len(p.Moves); n > 0 {
		return p.Moves[n-1].Due
	}
	return p.Due
}

// Bill is any debit. Amounts are minor units of its account's currency; Branch
// and Salesman are the directory's numbers at issue; Original is the bill a note
// is about.
type Bill struct {
	ID           uint32      `cbor:"1,keyasint"`
	Account      uint32      `cbor:"2,keyasint"`
	Number       string      `cbor:"3,keyasint"`
	Kind         Kind        `cbor:"4,keyasint"`
	Doc          civil.Date  `cbor:"5,keyasint"`
	Posting      civil.Date  `cbor:"6,keyasint"`
	Parts        []Part      `cbor:"7,keyasint"`
	Branch       uint16      `cbor:"8,keyasint,omitempty"`
	Salesman     uint16      `cbor:"9,keyasint,omitempty"`
	Cash         bool        `cbor:"10,keyasint,omitempty"`
	Assumed      bool        `cbor:"11,keyasint,omitempty"` // its due date was assumed
	Disputed     bool        `cbor:"12,keyasint,omitempty"` // flagged by the file it came from
	Net          money.Minor `cbor:"13,keyasint,omitempty"`
	VAT          money.Minor `cbor:"14,keyasint,omitempty"`
	PO           string      `cbor:"15,keyasint,omitempty"`
	DeliveryNote string      `cbor:"16,keyasint,omitempty"`
	Site         string      `cbor:"17,keyasint,omitempty"`
	Original     uint32      `cbor:"18,keyasint,omitempty"`
	TaxInvoice   string      `cbor:"19,keyasint,omitempty"`
	Raw          string      `cbor:"20,keyasint,omitempty"` // the amount as the file wrote it, when it was rounded
	Voided       civil.Date  `cbor:"21,keyasint,omitempty"`
	Seq          uint64      `cbor:"22,keyasint,omitempty"`
	Source       uint16      `cbor:"23,keyasint,omitempty"` // the directory's number of the files it came from
	Text         string      `cbor:"24,keyasint,omitempty"` // why it was made, when a receipt brought it
}

// Amount is the sum of the parts.
func (b *Bill) Amount() money.Minor {
	var sum money.Minor
	for i := range b.Parts {
		sum += b.Parts[i].Amount
	}
	return sum
}

// Item is the open item of a part with so much left.
func (b *Bill) Item(part int, left money.Minor) *openitem.Item {
	p := &b.Parts[part]
	i := &openitem.Item{Account: b.Account, Due: p.DueNow(), Doc: b.ID, Part: uint8(part), Left: left, Amount: p.Amount,
		DocDate: b.Doc, Posting: b.Posting, Branch: b.Branch, Salesman: b.Salesman, Kind: uint8(b.Kind)}
	for _, f := range []struct {
		on   bool
		flag uint8
	}{{p.Retention, openitem.Retention}, {b.Assumed, openitem.Assumed}, {b.Disputed, openitem.Disputed}, {b.Cash,
		openitem.Cash}} {
		if f.on {
			i.Flags |= f.flag
		}
	}
	return i
}

var table = &book.Table[Bill]{Name: "bill", Bucket: account.Bucket, Kind: account.RowBill,
	Key:   func(b *Bill) book.Key { return Key(b.Account, b.ID) },
	Codec: book.Codec[Bill]{Encode: encode, Decode: decode},
	Indexes: []book.Index[Bill]{
		{Name: "number", Unique: true, Bucket: "bill.number", Entries: func(b *Bill) []book.Key {
			if b.Voided != 0 {
				return nil
			}
			return []book.Key{book.Key{}.Text(b.Number)}
		}},
		{Name: "ref", Bucket: "bill.ref", Entries: refs},
	}}

// refs are the customer's own references, by which a caller may ask.
func refs(b *Bill) []book.Key {
	var keys []book.Key
	if b.Voided == 0 {
		for _, s := range []string{b.PO, b.DeliveryNote, b.TaxInvoice} {
			if s != "" && !has(keys, s) {
				keys = append(keys, book.Key{}.Text(s).U8(0))
			}
		}
	}
	return keys
}

func has(keys []book.Key, s string) bool {
	for _, k := range keys {
		if string(k) == s+"\x00" {
			return true
		}
	}
	return false
}

// Key is the key of a bill's row.
func Key(acc, id uint32) book.Key { return book.Account(acc, account.RowBill).U32(id) }
