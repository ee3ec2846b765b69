// Package bill keeps bills: any debit a customer owes, in one or more due parts
// that sum to it (RULES 2). A bill's row is written once and changed only by a
// dated move of a due date or by its voiding; what is left of it is an open
// item, and every reduction is an application of a receipt. The package must
// never know what was paid.
package bill

import (
	"encoding/binary"
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
)

var kindNames = []string{"", "invoice", "debit note", "interest note", "fee", "opening"}

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
	for i, n := range kindNames {
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

// tail is what of a bill lies behind its fixed head.
type tail struct {
	_            struct{} `cbor:",toarray"`
	Number       string
	Net, VAT     money.Minor
	PO           string
	DeliveryNote string
	Site         string
	Original     uint32
	TaxInvoice   string
	Raw          string
	Seq          uint64
	Source       uint16
	Moves        map[uint8][]Move
}

const (
	headSize = 20
	partSize = 13
)

const (
	flagMoved = 1 << iota
	flagCash
	flagAssumed
	flagDisputed
)

// encode writes the head (flags, kind, parts, dates, branch, salesman), the
// parts, then the rest as CBOR: past-date reports read the fixed bytes only.
func encode(dst []byte, b *Bill) ([]byte, error) {
	t := tail{Number: b.Number, Net: b.Net, VAT: b.VAT, PO: b.PO, DeliveryNote: b.DeliveryNote, Site: b.Site,
		Original: b.Original, TaxInvoice: b.TaxInvoice, Raw: b.Raw, Seq: b.Seq, Source: b.Source}
	flags := uint8(0)
	for i := range b.Parts {
		if m := b.Parts[i].Moves; len(m) > 0 {
			if t.Moves == nil {
				t.Moves = map[uint8][]Move{}
			}
			t.Moves[uint8(i)] = m
			flags |= flagMoved
		}
	}
	for _, f := range []struct {
		on   bool
		flag uint8
	}{{b.Cash, flagCash}, {b.Assumed, flagAssumed}, {b.Disputed, flagDisputed}} {
		if f.on {
			flags |= f.flag
		}
	}
	k := book.Key(dst).U8(flags).U8(uint8(b.Kind)).U8(uint8(len(b.Parts))).U8(0)
	k = k.U32(uint32(b.Doc)).U32(uint32(b.Posting)).U32(uint32(b.Voided)).U16(b.Branch).U16(b.Salesman)
	for i := range b.Parts {
		p := &b.Parts[i]
		r := uint8(0)
		if p.Retention {
			r = 1
		}
		k = k.U64(uint64(p.Amount)).U32(uint32(p.Due)).U8(r)
	}
	return book.AppendCBOR(k, &t)
}

func decode(key, src []byte, b *Bill) error {
	if len(key) != 9 || len(src) < headSize || len(src) < headSize+partSize*int(src[2]) {
		return fmt.Errorf("a bill of %d bytes", len(src))
	}
	u32, u16 := binary.BigEndian.Uint32, binary.BigEndian.Uint16
	flags := src[0]
	*b = Bill{Account: book.U32At(key, 0), ID: book.U32At(key, 5), Kind: Kind(src[1]), Doc: civil.Date(u32(src[4:])),
		Posting: civil.Date(u32(src[8:])), Voided: civil.Date(u32(src[12:])), Branch: u16(src[16:]),
		Salesman: u16(src[18:]),
		Cash:     flags&flagCash != 0, Assumed: flags&flagAssumed != 0, Disputed: flags&flagDisputed != 0}
	n := int(src[2])
	b.Parts = make([]Part, n)
	for i := range n {
		p := src[headSize+partSize*i:]
		b.Parts[i] = Part{Amount: money.Minor(binary.BigEndian.Uint64(p)), Due: civil.Date(u32(p[8:])),
			Retention: p[12] == 1}
	}
	var t tail
	if err := book.DecodeCBOR(src[headSize+partSize*n:], &t); err != nil {
		return err
	}
	b.Number, b.Net, b.VAT, b.PO, b.DeliveryNote, b.Site = t.Number, t.Net, t.VAT, t.PO, t.DeliveryNote, t.Site
	b.Original, b.TaxInvoice, b.Raw, b.Seq, b.Source = t.Original, t.TaxInvoice, t.Raw, t.Seq, t.Source
	for i, m := range t.Moves {
		if int(i) < n {
			b.Parts[i].Moves = m
		}
	}
	return nil
}

// Head is the fixed part of a stored bill, for reports that read very many.
type Head struct {
	Kind             Kind
	Doc, Posting     civil.Date
	Voided           civil.Date
	Branch, Salesman uint16
	Moved            bool // a due date was moved: Decode the row for it
	Cash             bool
	Assumed          bool
	Disputed         bool
	parts            []byte
}

// ReadHead reads a stored bill's fixed bytes; the Head is valid as long as they.
func ReadHead(src []byte) Head {
	u32, u16 := binary.BigEndian.Uint32, binary.BigEndian.Uint16
	return Head{Kind: Kind(src[1]), Doc: civil.Date(u32(src[4:])), Posting: civil.Date(u32(src[8:])),
		Voided: civil.Date(u32(src[12:])), Branch: u16(src[16:]), Salesman: u16(src[18:]), Moved: src[0]&flagMoved != 0,
		Cash: src[0]&flagCash != 0, Assumed: src[0]&flagAssumed != 0, Disputed: src[0]&flagDisputed != 0,
		parts: src[headSize : headSize+partSize*int(src[2])]}
}

// Parts is how many due parts the bill has.
func (h *Head) Parts() int { return len(h.parts) / partSize }

// Part reads one due part, its due date as issued.
func (h *Head) Part(i int) (amount money.Minor, due civil.Date, retention bool) {
	p := h.parts[i*partSize:]
	return money.Minor(binary.BigEndian.Uint64(p)), civil.Date(binary.BigEndian.Uint32(p[8:])), p[12] == 1
}

// Decode reads a whole stored bill.
func Decode(key, src []byte) (b Bill, err error) {
	err = decode(key, src, &b)
	return b, err
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
