package reminder

import (
	"fmt"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Line is a due part a letter asks for. Amount is what it asks, at most what was
// open; Interest what had accrued on it and was on no note; Before how many letters
// had listed it.
type Line struct {
	Bill     uint32      `cbor:"1,keyasint"`
	Part     uint8       `cbor:"2,keyasint"`
	Number   string      `cbor:"3,keyasint"`
	Kind     bill.Kind   `cbor:"4,keyasint"`
	Due      civil.Date  `cbor:"5,keyasint"`
	Amount   money.Minor `cbor:"6,keyasint"`
	Interest money.Minor `cbor:"7,keyasint,omitempty"`
	Before   int         `cbor:"8,keyasint,omitempty"`
}

// Why is why something of a part is left out of a letter.
type Why uint8

// The reasons, in the order they are taken off.
const (
	Disputed Why = iota + 1
	Held
	Covered
	Promised
)

var whyNames = []string{"", "disputed", "held", "covered by a cheque", "promised"}

// String is the reason in words.
func (w Why) String() string {
	if int(w) < len(whyNames) {
		return whyNames[w]
	}
	return fmt.Sprintf("reason %d", uint8(w))
}

// Left is what of a part a letter does not ask for.
type Left struct {
	Bill   uint32      `cbor:"1,keyasint"`
	Part   uint8       `cbor:"2,keyasint"`
	Number string      `cbor:"3,keyasint"`
	Due    civil.Date  `cbor:"4,keyasint"`
	Amount money.Minor `cbor:"5,keyasint"`
	Why    Why         `cbor:"6,keyasint"`
}

// Head is who writes to whom, as it was on the day.
type Head struct {
	From       string `cbor:"1,keyasint"`
	FromArabic string `cbor:"2,keyasint"`
	Code       string `cbor:"3,keyasint"`
	Name       string `cbor:"4,keyasint"`
	NameArabic string `cbor:"5,keyasint,omitempty"`
	NameLatin  string `cbor:"6,keyasint,omitempty"`
	Phone      string `cbor:"7,keyasint,omitempty"`
	IBAN       string `cbor:"8,keyasint,omitempty"`
	Bank       string `cbor:"9,keyasint,omitempty"`
	TaxNumber  string `cbor:"10,keyasint,omitempty"`

	Address []string `cbor:"11,keyasint,omitempty"`
}

// Letter is a reminder letter as it was sent. Amounts are minor units of its
// currency. Bills, Notes and Fees sum the lines by what they are; Interest is what
// had accrued on them and was on no note; Credit was paid and not applied.
type Letter struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Customer uint32      `cbor:"3,keyasint"`
	Level    uint8       `cbor:"4,keyasint"`
	Of       uint8       `cbor:"5,keyasint"` // how many levels there were
	Currency string      `cbor:"6,keyasint"`
	Digits   int         `cbor:"7,keyasint"`
	Date     civil.Date  `cbor:"8,keyasint"`
	At       int64       `cbor:"9,keyasint"` // unix nanoseconds
	By       string      `cbor:"10,keyasint"`
	Head     Head        `cbor:"11,keyasint"`
	Lines    []Line      `cbor:"12,keyasint"`
	Left     []Left      `cbor:"13,keyasint,omitempty"`
	Bills    money.Minor `cbor:"14,keyasint"`
	Notes    money.Minor `cbor:"15,keyasint,omitempty"`
	Fees     money.Minor `cbor:"16,keyasint,omitempty"`
	Credit   money.Minor `cbor:"17,keyasint,omitempty"`
	Interest money.Minor `cbor:"18,keyasint,omitempty"`
	Called   string      `cbor:"19,keyasint,omitempty"` // what the company calls interest
	Fee      money.Minor `cbor:"20,keyasint,omitempty"` // of this letter
	FeeBill  uint32      `cbor:"21,keyasint,omitempty"`
	English  string      `cbor:"22,keyasint"`
	Arabic   string      `cbor:"23,keyasint"`
	Override string      `cbor:"24,keyasint,omitempty"` // why it went out in spite of the guard
	Before   uint32      `cbor:"25,keyasint,omitempty"` // the letter it follows
	Voided   civil.Date  `cbor:"26,keyasint,omitempty"`
	Seq      uint64      `cbor:"27,keyasint,omitempty"`
}

// Number is the letter's, "RL-000012".
func (l *Letter) Number() string { return fmt.Sprintf("RL-%06d", l.ID) }

// Money is the letter's currency.
func (l *Letter) Money() money.Currency { return money.Currency{Code: l.Currency, Digits: l.Digits} }

// Stands reports whether the letter was there on a day.
func (l *Letter) Stands(d civil.Date) bool { return l.Date <= d && (l.Voided == 0 || d < l.Voided) }

// Asked is what is asked for of the lines, less the credit.
func (l *Letter) Asked() money.Minor { return l.Bills + l.Notes + l.Fees - l.Credit }

// Total is what the letter asks for in all.
func (l *Letter) Total() money.Minor { return l.Asked() + l.Interest + l.Fee }

// LeftOut is what the letter does not ask for.
func (l *Letter) LeftOut() (sum money.Minor) {
	for i := range l.Left {
		sum += l.Left[i].Amount
	}
	return sum
}

var letters = &book.Table[Letter]{Name: "reminder", Bucket: "reminder", Codec: book.CBOR[Letter](),
	Key: func(l *Letter) book.Key { return book.Key{}.U32(l.Account).U32(l.ID) },
	Indexes: []book.Index[Letter]{{Name: "id", Unique: true, Entries: func(l *Letter) []book.Key {
		return []book.Key{book.Key{}.U32(l.ID)}
	}}}}

// ByNumber reads a letter by its number; NotFound when there is none.
func ByNumber(v *book.View, number string) (Letter, error) {
	var id uint32
	s := strings.ToUpper(strings.TrimSpace(number))
	_, err := fmt.Sscanf(s, "RL-%d", &id)
	l, ok, failed := letters.Find(v, "id", book.Key{}.U32(id))
	if failed != nil {
		return l, failed
	}
	if err != nil || !ok || l.Number() != s {
		return Letter{}, &book.Error{Code: book.NotFound, Field: "letter",
			Text: fmt.Sprintf("there is no letter %q", s)}
	}
	return l, nil
}

// OfAccount reads an account's letters, those taken back too, oldest first.
func OfAccount(v *book.View, acc uint32, fn func(l *Letter) (bool, error)) error {
	return letters.Scan(v, book.Key{}.U32(acc), fn)
}

// All reads all letters, those taken back too, oldest first.
func All(v *book.View, fn func(l *Letter) (bool, error)) error { return letters.Seek(v, "id", nil, fn) }
