package reminder

import (
	"cmp"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Most is how many levels there may be.
const Most = 9

// Level is one setting of a step of the ladder. The last setting known on a day
// counts. Amounts are minor units of Currency.
type Level struct {
	ID       uint32      `cbor:"1,keyasint"`
	N        uint8       `cbor:"2,keyasint"` // from 1
	Currency string      `cbor:"3,keyasint"`
	Off      bool        `cbor:"4,keyasint,omitempty"` // the ladder ends before it
	Days     int         `cbor:"5,keyasint,omitempty"` // level 1: after the due date; others: after the letter before
	Min      money.Minor `cbor:"6,keyasint,omitempty"` // no letter under it
	Fee      money.Minor `cbor:"7,keyasint,omitempty"`
	English  string      `cbor:"8,keyasint,omitempty"`
	Arabic   string      `cbor:"9,keyasint,omitempty"`
	Set      civil.Date  `cbor:"10,keyasint"`
	By       string      `cbor:"11,keyasint"`
	Voided   civil.Date  `cbor:"12,keyasint,omitempty"`
	Seq      uint64      `cbor:"13,keyasint,omitempty"`
}

var levels = &book.Table[Level]{Name: "reminder level", Bucket: "reminder.level", Codec: book.CBOR[Level](),
	Key: func(l *Level) book.Key { return book.Key{}.U32(l.ID) }}

func getLevel(v *book.View, id uint32) (Level, error) {
	l, ok, err := levels.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no such reminder level")
	}
	return l, err
}

type step struct {
	currency string
	n        uint8
}

// Ladder is the levels of a day.
type Ladder struct {
	base string // the company's currency
	rows map[step]Level
}

// LadderOn reads the levels known on a day; base is the company's currency.
func LadderOn(v *book.View, base string, d civil.Date) (*Ladder, error) {
	l := &Ladder{base: base, rows: map[step]Level{}}
	err := levels.Scan(v, nil, func(r *Level) (bool, error) {
		if r.Set <= d && (r.Voided == 0 || d < r.Voided) {
			at := step{r.Currency, r.N}
			if old := l.rows[at]; cmp.Or(cmp.Compare(old.Set, r.Set), cmp.Compare(old.ID, r.ID)) < 0 {
				l.rows[at] = *r
			}
		}
		return true, nil
	})
	return l, err
}

// At is level n of accounts in a currency; ok is false when there is none.
func (l *Ladder) At(currency string, n int) (Level, bool) {
	if n < 1 || n > Most {
		return Level{}, false
	}
	if r, ok := l.rows[step{currency, uint8(n)}]; ok {
		return r, !r.Off
	}
	r, ok := l.rows[step{l.base, uint8(n)}]
	if currency != l.base {
		r.Min, r.Fee = 0, 0
	}
	return r, ok && !r.Off
}

// Len is how many levels accounts in a currency have; 0 is off.
func (l *Ladder) Len(currency string) (n int) {
	for {
		if _, ok := l.At(currency, n+1); !ok {
			return n
		}
		n++
	}
}

// On reports whether any level is set.
func (l *Ladder) On() bool {
	for s := range l.rows {
		if l.Len(s.currency) > 0 {
			return true
		}
	}
	return false
}
