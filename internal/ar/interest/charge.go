package interest

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Waiver is what of a charge was given up, from On until before Back.
type Waiver struct {
	On     civil.Date  `cbor:"1,keyasint"`
	Back   civil.Date  `cbor:"2,keyasint,omitempty"`
	Amount money.Minor `cbor:"3,keyasint"`
	Why    string      `cbor:"4,keyasint"`
	By     string      `cbor:"5,keyasint"`
	Agreed string      `cbor:"6,keyasint,omitempty"` // who approved it, above the company's limit
}

// Charge is what a note charged for one due part: its line of the note. Amount is
// negative on a note that credits back. Given is what of it was never put on the
// note: it passed the maximum, or was waived before. It counts from On until
// before Back.
type Charge struct {
	Account  uint32      `cbor:"1,keyasint"`
	Customer uint32      `cbor:"2,keyasint"`
	Bill     uint32      `cbor:"3,keyasint"`
	Part     uint8       `cbor:"4,keyasint"`
	Note     uint32      `cbor:"5,keyasint"` // the note's id as a bill, or as a credit note
	Amount   money.Minor `cbor:"6,keyasint"`
	Given    money.Minor `cbor:"7,keyasint,omitempty"`
	Upto     civil.Date  `cbor:"8,keyasint"` // reckoned to the end of this day
	On       civil.Date  `cbor:"9,keyasint"`
	Back     civil.Date  `cbor:"10,keyasint,omitempty"`
	Waivers  []Waiver    `cbor:"11,keyasint,omitempty"`
	Why      string      `cbor:"12,keyasint,omitempty"` // given up before any note
	By       string      `cbor:"13,keyasint"`
	Seq      uint64      `cbor:"14,keyasint,omitempty"`
	Agreed   string      `cbor:"15,keyasint,omitempty"` // who approved what was given up
	Gaps     []Gap       `cbor:"16,keyasint,omitempty"`
}

// Gap is a time a charge did not count: from a day on until before another.
type Gap struct {
	From civil.Date `cbor:"1,keyasint"`
	To   civil.Date `cbor:"2,keyasint"`
}

// At reports whether the charge counts on a day.
func (c *Charge) At(d civil.Date) bool {
	for _, g := range c.Gaps {
		if g.From <= d && d < g.To {
			return false
		}
	}
	return c.On <= d && (c.Back == 0 || d < c.Back)
}

// Waived is what of the charge was given up, on a day.
func (c *Charge) Waived(d civil.Date) money.Minor {
	sum := c.Given
	for _, w := range c.Waivers {
		if w.On <= d && (w.Back == 0 || d < w.Back) {
			sum += w.Amount
		}
	}
	return sum
}

type partKey struct {
	bill uint32
	part uint8
}

func chargeKey(acc, bill uint32, part uint8, note uint32) book.Key {
	return book.Key{}.U32(acc).U32(bill).U8(part).U32(note)
}

var charges = &book.Table[Charge]{Name: "interest charge", Bucket: "interest.charge", Codec: book.CBOR[Charge](),
	Key: func(c *Charge) book.Key { return chargeKey(c.Account, c.Bill, c.Part, c.Note) },
	Indexes: []book.Index[Charge]{{Name: "note", Bucket: "interest.note", Entries: func(c *Charge) []book.Key {
		return []book.Key{book.Key{}.U32(c.Account).U32(c.Note)}
	}}}}

// Charges reads all charges of an account, those taken back too, in the order of
// bills and parts.
func Charges(v *book.View, acc uint32, fn func(c *Charge) (bool, error)) error {
	return charges.Scan(v, book.Key{}.U32(acc), fn)
}

// AllCharges reads all charges of the book, by account.
func AllCharges(v *book.View, fn func(c *Charge) (bool, error)) error {
	return charges.Scan(v, nil, fn)
}

// OfNote reads the lines of a note.
func OfNote(v *book.View, acc, note uint32) (all []Charge, err error) {
	err = charges.Seek(v, "note", book.Key{}.U32(acc).U32(note), func(c *Charge) (bool, error) {
		all = append(all, *c)
		return true, nil
	})
	return all, err
}

// had is what of a part was charged, and how much of that the customer was really
// asked for: the rest was given up.
type had struct{ all, net money.Minor }

// due is what the next note charges, or credits back when it is negative: what was
// given up is never charged again, nor ever paid out.
func (h had) due(accrued money.Minor) money.Minor {
	if accrued >= h.all {
		return accrued - h.all
	}
	return -max(0, h.net-accrued)
}

func chargedOf(v *book.View, acc uint32, d civil.Date) (map[partKey]had, error) {
	var sums map[partKey]had
	err := Charges(v, acc, func(c *Charge) (bool, error) {
		if c.At(d) {
			if sums == nil {
				sums = map[partKey]had{}
			}
			k := partKey{c.Bill, c.Part}
			h := sums[k]
			sums[k] = had{h.all + c.Amount, h.net + c.Amount - c.Waived(d)}
		}
		return true, nil
	})
	return sums, err
}

var terms = &book.Table[Terms]{Name: "interest terms", Bucket: "interest.terms", Codec: book.CBOR[Terms](),
	Key: func(t *Terms) book.Key { return book.Key{}.U32(t.ID) }}

// All reads all terms ever set, voided ones too, in the order they were set.
func All(v *book.View, fn func(t *Terms) (bool, error)) error { return terms.Scan(v, nil, fn) }
