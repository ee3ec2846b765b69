// Package dispute keeps what a customer contests of a bill, and what is held
// back (RULES 3, SAFETY D1). A dispute never exceeds what is open: it is checked
// when it is opened, and read as min(disputed, open) when a receipt has lowered
// the bill since. The flag of an imported file disputes all that is open of its
// bill until a dispute on it is closed. The package must never block money and
// never change a bill.
package dispute

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Outcome is how a dispute ended.
type Outcome uint8

// The outcomes. Upheld: the customer was right.
const (
	Upheld Outcome = iota + 1
	Rejected
	Partly
)

var outcomeNames = []string{"", "upheld", "rejected", "partly"}

// String is the outcome in a word.
func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return fmt.Sprintf("outcome %d", uint8(o))
}

// End is one closing of a dispute. It counts from On until before Back, the day
// the closing was taken back (0: it stands).
type End struct {
	On      civil.Date `cbor:"1,keyasint"`
	Back    civil.Date `cbor:"2,keyasint,omitempty"`
	Outcome Outcome    `cbor:"3,keyasint"`
	Note    string     `cbor:"4,keyasint,omitempty"`
	By      string     `cbor:"5,keyasint"`
}

// At reports whether the closing counts on a day.
func (e *End) At(d civil.Date) bool { return e.On <= d && (e.Back == 0 || d < e.Back) }

// Dispute is what a customer contests of a bill. Part counts from 1; 0 is the
// whole bill. Amount is in minor units of the account. Flagged stands for the
// flag of an imported file.
type Dispute struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Customer uint32      `cbor:"3,keyasint"`
	Bill     uint32      `cbor:"4,keyasint"`
	Part     uint8       `cbor:"5,keyasint,omitempty"`
	Amount   money.Minor `cbor:"6,keyasint"`
	Reason   string      `cbor:"7,keyasint"`
	Opened   civil.Date  `cbor:"8,keyasint"`
	By       string      `cbor:"9,keyasint"`
	Flagged  bool        `cbor:"10,keyasint,omitempty"`
	Ends     []End       `cbor:"11,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"12,keyasint,omitempty"`
	Seq      uint64      `cbor:"13,keyasint"`
}

// Live reports whether the dispute stands on a day.
func (d *Dispute) Live(day civil.Date) bool {
	_, closed := d.Closed(day)
	return d.Opened <= day && !d.gone(day) && !closed
}

// Closed is the closing that counts on a day.
func (d *Dispute) Closed(day civil.Date) (End, bool) {
	for i := range d.Ends {
		if d.Ends[i].At(day) && !d.gone(day) {
			return d.Ends[i], true
		}
	}
	return End{}, false
}

func (d *Dispute) gone(day civil.Date) bool { return d.Voided != 0 && d.Voided <= day }

// headSize is what lists read before the CBOR: bill, part, amount, opened,
// voided, the number of closings and the dates of the last.
const headSize = 34

func key(acc, id uint32) book.Key { return book.Key{}.U32(acc).U32(id) }

var table = &book.Table[Dispute]{Name: "dispute", Bucket: "dispute",
	Key: func(d *Dispute) book.Key { return key(d.Account, d.ID) },
	Codec: book.Codec[Dispute]{
		Encode: func(dst []byte, d *Dispute) ([]byte, error) {
			var last End
			if n := len(d.Ends); n > 0 {
				last = d.Ends[n-1]
			}
			k := book.Key(dst).U32(d.Bill).U8(d.Part).U64(uint64(d.Amount)).U32(uint32(d.Opened)).U32(uint32(d.Voided))
			k = k.U8(uint8(len(d.Ends))).U32(uint32(last.On)).U32(uint32(last.Back)).U32(d.Customer)
			return book.AppendCBOR(k, d)
		},
		Decode: decode}}

func decode(_, src []byte, d *Dispute) error {
	if len(src) < headSize {
		return fmt.Errorf("a dispute of %d bytes", len(src))
	}
	return book.DecodeCBOR(src[headSize:], d)
}

// readHead reads what Live needs without decoding, unless the dispute was closed
// more than once.
func readHead(key, b []byte, d *Dispute) error {
	u32 := binary.BigEndian.Uint32
	if len(b) < headSize || b[21] > 1 {
		return decode(key, b, d)
	}
	*d = Dispute{Account: book.U32At(key, 0), ID: book.U32At(key, 4), Bill: u32(b), Part: b[4],
		Amount: money.Minor(binary.BigEndian.Uint64(b[5:])), Opened: civil.Date(u32(b[13:])),
		Voided:   civil.Date(u32(b[17:])),
		Customer: u32(b[30:]), Ends: d.Ends[:0]}
	if b[21] == 1 {
		d.Ends = append(d.Ends, End{On: civil.Date(u32(b[22:])), Back: civil.Date(u32(b[26:]))})
	}
	return nil
}

// Get reads a dispute; NotFound when there is none.
func Get(v *book.View, acc, id uint32) (Dispute, error) {
	d, ok, err := table.Get(v, key(acc, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no dispute %d on account %d", id, acc)
	}
	return d, err
}

// OfAccount reads all disputes of an account, closed and voided ones too, oldest
// first.
func OfAccount(v *book.View, acc uint32, fn func(d *Dispute) (bool, error)) error {
	return table.Scan(v, book.Key{}.U32(acc), fn)
}

// Set is what is disputed on a day, bill by bill.
type Set struct {
	rows     map[uint64][]share
	cleared  map[uint64]bool // a closing overrides the file's flag
	accounts map[uint32]bool // those with a row
	last     uint32          // the account asked for last
	some     bool            // it has a row
}

type share struct {
	part   uint8
	amount money.Minor
}

// Live reads what is disputed on a day, of the whole book.
func Live(v *book.View, asOf civil.Date) (*Set, error) { return live(v, nil, nil, asOf) }

// LiveOf reads what is disputed on a day on one account.
func LiveOf(v *book.View, acc uint32, asOf civil.Date) (*Set, error) {
	from, to := book.Prefix(book.Key{}.U32(acc))
	return live(v, from, to, asOf)
}

func live(v *book.View, from, to book.Key, asOf civil.Date) (*Set, error) {
	s := &Set{rows: map[uint64][]share{}, cleared: map[uint64]bool{}, accounts: map[uint32]bool{}}
	var d Dispute
	var err error
	table.Raw(v, from, to, func(k, b []byte) bool {
		if err = readHead(k, b, &d); err != nil {
			return false
		}
		bill := uint64(d.Account)<<32 | uint64(d.Bill)
		if d.Live(asOf) {
			s.rows[bill] = append(s.rows[bill], share{d.Part, d.Amount})
			s.accounts[d.Account] = true
		}
		if _, closed := d.Closed(asOf); closed {
			s.cleared[bill] = true
		}
		return true
	})
	return s, err
}

// Take says how much of an open part is disputed and uses that up, so that a
// dispute of a whole bill counts once over its parts. Ask once for every part,
// oldest due first; account by account is fastest.
func (s *Set) Take(i *openitem.Item) money.Minor {
	if i.Flags&openitem.Credit != 0 {
		return 0
	}
	bill := uint64(i.Account)<<32 | uint64(i.Doc)
	if i.Flags&openitem.Disputed != 0 && !s.cleared[bill] {
		return i.Left
	}
	if i.Account != s.last {
		s.last, s.some = i.Account, s.accounts[i.Account]
	}
	if !s.some {
		return 0
	}
	var taken money.Minor
	rows := s.rows[bill]
	for _, whole := range []bool{false, true} {
		for n := range rows {
			if (rows[n].part == 0) == whole && (whole || rows[n].part == i.Part+1) {
				t := min(rows[n].amount, i.Left-taken)
				rows[n].amount -= t
				taken += t
			}
		}
	}
	return taken
}
