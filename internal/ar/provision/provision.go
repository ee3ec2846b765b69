// Package provision keeps the loss rates a company provides by: a matrix of rates per
// aging bucket, dated, for all or nearer for a currency or a risk class; and specific
// provisions, a percentage or an amount for one customer, which stand instead of the
// matrix. The figures are report/provision's. The package must never guess a rate,
// and never post to a customer's account: a provision changes nothing he owes.
//
// What it decides:
//   - Rates count from their first day, whenever they were typed: those for the end of
//     a month are mostly entered after it. What was undone stays on the days between
//     its entry and its undoing, as they were reported, and on no other.
//   - Rates are for the buckets of the edges the company had when they were set, and
//     stay so: other edges need rates of their own.
//   - The nearest scope counts: currency and risk class, then risk class, then
//     currency, then all; within it what began last, of the same day what was typed
//     last.
package provision

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Rates is a set of loss rates from a day on: one for each bucket of Edges, Current
// first, the open end last.
type Rates struct {
	ID       uint32       `cbor:"1,keyasint"`
	Currency string       `cbor:"2,keyasint,omitempty"` // "": every one
	Risk     uint16       `cbor:"3,keyasint,omitempty"` // the risk class; 0: every one
	From     civil.Date   `cbor:"4,keyasint"`
	Edges    []int        `cbor:"5,keyasint"`
	Rates    []money.Rate `cbor:"6,keyasint"`
	Why      string       `cbor:"7,keyasint,omitempty"`
	Set      civil.Date   `cbor:"8,keyasint"` // typed on this day
	By       string       `cbor:"9,keyasint"`
	Voided   civil.Date   `cbor:"10,keyasint,omitempty"`
	Seq      uint64       `cbor:"11,keyasint,omitempty"`
}

// At reports whether the set counts on a day, unless a later one does.
func (r *Rates) At(d civil.Date) bool { return at(r.From, r.Set, r.Voided, d) }

func at(from, set, voided, d civil.Date) bool {
	return from <= d && (voided == 0 || set <= d && d < voided)
}

// Specific is what is provided for one account from a day on, instead of the matrix:
// a share of what it owes, or an amount. With neither the matrix counts again.
type Specific struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Customer uint32      `cbor:"3,keyasint"`
	From     civil.Date  `cbor:"4,keyasint"`
	Rate     money.Rate  `cbor:"5,keyasint"`
	Amount   money.Minor `cbor:"6,keyasint,omitempty"`
	Matrix   bool        `cbor:"7,keyasint,omitempty"` // back to the matrix
	Why      string      `cbor:"8,keyasint"`
	Set      civil.Date  `cbor:"9,keyasint"`
	By       string      `cbor:"10,keyasint"`
	Voided   civil.Date  `cbor:"11,keyasint,omitempty"`
	Seq      uint64      `cbor:"12,keyasint,omitempty"`
}

// At reports whether it counts on a day, unless a later one does.
func (s *Specific) At(d civil.Date) bool { return at(s.From, s.Set, s.Voided, d) }

var rates = &book.Table[Rates]{Name: "loss rates", Bucket: "provision.rates", Codec: book.CBOR[Rates](),
	Key: func(r *Rates) book.Key { return book.Key{}.U32(r.ID) }}

var specifics = &book.Table[Specific]{Name: "specific provision", Bucket: "provision.specific",
	Codec: book.CBOR[Specific](),
	Key:   func(s *Specific) book.Key { return book.Key{}.U32(s.ID) }}

// AllRates reads every set of rates, those undone too, in the order they were typed.
func AllRates(v *book.View, fn func(r *Rates) (bool, error)) error { return rates.Scan(v, nil, fn) }

// AllSpecific reads every specific provision, those undone too, in the order they were
// typed.
func AllSpecific(v *book.View, fn func(s *Specific) (bool, error)) error {
	return specifics.Scan(v, nil, fn)
}

// Matrix is the rates that count on a day, each scope's last.
type Matrix struct{ sets []Rates }

// MatrixAt reads the rates that count on a day.
func MatrixAt(v *book.View, d civil.Date) (m Matrix, err error) {
	err = AllRates(v, func(r *Rates) (bool, error) {
		if !r.At(d) {
			return true, nil
		}
		for i := range m.sets {
			if o := &m.sets[i]; o.Currency == r.Currency && o.Risk == r.Risk {
				if r.From >= o.From {
					*o = *r
				}
				return true, nil
			}
		}
		m.sets = append(m.sets, *r)
		return true, nil
	})
	return m, err
}

// Sets are the rates of every scope that has any.
func (m *Matrix) Sets() []Rates { return m.sets }

// Of is the set for a currency and a risk class; nil when there is none.
func (m *Matrix) Of(currency string, risk uint16) *Rates {
	var best *Rates
	near := func(r *Rates) int {
		n := 0
		if r.Currency != "" {
			n++
		}
		if r.Risk != 0 {
			n += 2
		}
		return n
	}
	for i := range m.sets {
		r := &m.sets[i]
		if (r.Currency == "" || r.Currency == currency) && (r.Risk == 0 || r.Risk == risk) &&
			(best == nil || near(r) > near(best)) {
			best = r
		}
	}
	return best
}

// SpecificAt reads the specific provisions that count on a day, by account.
func SpecificAt(v *book.View, d civil.Date) (map[uint32]Specific, error) {
	all := map[uint32]Specific{}
	err := AllSpecific(v, func(s *Specific) (bool, error) {
		if o, ok := all[s.Account]; s.At(d) && (!ok || s.From >= o.From) {
			all[s.Account] = *s
		}
		return true, nil
	})
	for acc, s := range all {
		if s.Matrix {
			delete(all, acc)
		}
	}
	return all, err
}
