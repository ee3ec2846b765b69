package bill

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// A stored bill is a head of fixed bytes (flags, kind, number of parts, dates,
// branch, salesman), its parts of fixed bytes, then a tail of numbers and texts
// of any length. Reports of past dates read the fixed bytes only.
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

func encode(dst []byte, b *Bill) ([]byte, error) {
	if len(b.Parts) > 255 {
		return nil, book.Refuse(book.Invalid, "bill %s has %d due parts: at most 255 can be kept", b.Number,
			len(b.Parts))
	}
	flags := uint8(0)
	for i := range b.Parts {
		if len(b.Parts[i].Moves) > 0 {
			flags |= flagMoved
		}
	}
	for _, f := range [...]struct {
		on   bool
		flag uint8
	}{{b.Cash, flagCash}, {b.Assumed, flagAssumed}, {b.Disputed, flagDisputed}} {
		if f.on {
			flags |= f.flag
		}
	}
	if dst == nil {
		dst = make([]byte, 0, headSize+partSize*len(b.Parts)+48)
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
	return encodeTail(k, b, flags), nil
}

func encodeTail(k []byte, b *Bill, flags uint8) []byte {
	for _, n := range [...]uint64{b.Seq, uint64(b.Source), uint64(b.Original)} {
		k = binary.AppendUvarint(k, n)
	}
	k = binary.AppendVarint(binary.AppendVarint(k, int64(b.Net)), int64(b.VAT))
	for _, s := range [...]string{b.Number, b.PO, b.DeliveryNote, b.Site, b.TaxInvoice, b.Raw} {
		k = append(binary.AppendUvarint(k, uint64(len(s))), s...)
	}
	for i := range b.Parts {
		if flags&flagMoved == 0 {
			break
		}
		moves := b.Parts[i].Moves
		k = binary.AppendUvarint(k, uint64(len(moves)))
		for _, m := range moves {
			k = binary.AppendVarint(binary.AppendVarint(k, int64(m.On)), int64(m.Due))
		}
	}
	if b.Text != "" { // few have one: it costs the others nothing
		k = append(binary.AppendUvarint(k, uint64(len(b.Text))), b.Text...)
	}
	return k
}

func decode(key, src []byte, b *Bill) error {
	if err := whole(key, src); err != nil {
		return err
	}
	h := ReadHead(src)
	*b = Bill{Account: book.U32At(key, 0), ID: book.U32At(key, 5), Kind: h.Kind, Doc: h.Doc, Posting: h.Posting,
		Voided: h.Voided, Branch: h.Branch, Salesman: h.Salesman, Cash: h.Cash, Assumed: h.Assumed,
		Disputed: h.Disputed, Parts: make([]Part, h.Parts())}
	for i := range b.Parts {
		p := &b.Parts[i]
		p.Amount, p.Due, p.Retention = h.Part(i)
	}
	t := tail{rest: src[headSize+len(h.parts):]}
	b.Seq, b.Source, b.Original = t.uint(), uint16(t.uint()), uint32(t.uint())
	b.Net, b.VAT = money.Minor(t.int()), money.Minor(t.int())
	for _, s := range [...]*string{&b.Number, &b.PO, &b.DeliveryNote, &b.Site, &b.TaxInvoice, &b.Raw} {
		*s = t.text()
	}
	for i := 0; h.Moved && i < len(b.Parts); i++ {
		for n := t.uint(); n > 0 && !t.short; n-- {
			on := civil.Date(t.int())
			b.Parts[i].Moves = append(b.Parts[i].Moves, Move{On: on, Due: civil.Date(t.int())})
		}
	}
	if !t.short && len(t.rest) > 0 {
		b.Text = t.text()
	}
	if t.short || len(t.rest) > 0 {
		return fmt.Errorf("a bill whose %d bytes end too early or too late", len(src))
	}
	return nil
}

// tail reads what encodeTail wrote; short says that the bytes ended too early.
type tail struct {
	rest  []byte
	short bool
}

func (t *tail) uint() uint64 {
	n, size := binary.Uvarint(t.rest)
	t.skip(size)
	return n
}

func (t *tail) int() int64 {
	n, size := binary.Varint(t.rest)
	t.skip(size)
	return n
}

func (t *tail) skip(size int) {
	if size <= 0 {
		t.rest, t.short = nil, true
		return
	}
	t.rest = t.rest[size:]
}

func (t *tail) text() string {
	n := t.uint()
	if n > uint64(len(t.rest)) {
		t.rest, t.short = nil, true
		return ""
	}
	s := string(t.rest[:n])
	t.rest = t.rest[n:]
	return s
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

// heads is the table of bills read no further than the fixed bytes. A Head is used
// before anything is written, for it is made of them.
var heads = &book.Table[Head]{Name: "bill", Bucket: account.Bucket, Kind: account.RowBill,
	Codec: book.Codec[Head]{Decode: func(key, src []byte, h *Head) error {
		if err := whole(key, src); err != nil {
			return err
		}
		*h = ReadHead(src)
		return nil
	}}}

// whole reports whether the fixed bytes are all there.
func whole(key, src []byte) error {
	if len(key) != 9 || len(src) < headSize || len(src) < headSize+partSize*int(src[2]) {
		return fmt.Errorf("a bill of %d bytes", len(src))
	}
	return nil
}

// ReadHead reads a stored bill's fixed bytes; the Head is valid as long as they.
func ReadHead(src []byte) Head {
	be := binary.BigEndian
	return Head{Kind: Kind(src[1]), Doc: civil.Date(be.Uint32(src[4:])), Posting: civil.Date(be.Uint32(src[8:])),
		Voided: civil.Date(be.Uint32(src[12:])), Branch: be.Uint16(src[16:]), Salesman: be.Uint16(src[18:]),
		Moved: src[0]&flagMoved != 0, Cash: src[0]&flagCash != 0, Assumed: src[0]&flagAssumed != 0,
		Disputed: src[0]&flagDisputed != 0,
		parts:    src[headSize : headSize+partSize*int(src[2])]}
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
