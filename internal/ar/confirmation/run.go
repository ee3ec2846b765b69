package confirmation

import (
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Type is what a letter asks.
type Type uint8

// Positive shows the balance and asks for an answer in any case; Blank asks for their
// figure; Negative asks for an answer only when they do not agree.
const (
	Positive Type = iota + 1
	Blank
	Negative
)

var typeNames = []string{"", "positive", "positive blank", "negative"}

// String is the type in words.
func (t Type) String() string { return word(typeNames, int(t)) }

func word(names []string, n int) string {
	if n < len(names) {
		return names[n]
	}
	return fmt.Sprintf("number %d", n)
}

// Sum is a number of accounts and their absolute balances in one currency.
type Sum struct {
	Currency string      `cbor:"1,keyasint"`
	Digits   int         `cbor:"2,keyasint"`
	Count    int         `cbor:"3,keyasint"`
	Value    money.Minor `cbor:"4,keyasint"`
}

// Run is a run of confirmations. Least, Sample, Share and Seed say who was chosen: at
// least an absolute balance, then a sample of so many or of so many percent. All is the
// population at the cut-off: all accounts with a balance, chosen or not.
type Run struct {
	ID         uint32      `cbor:"1,keyasint"`
	CutOff     civil.Date  `cbor:"2,keyasint"`
	Type       Type        `cbor:"3,keyasint"`
	Made       civil.Date  `cbor:"4,keyasint"`
	ReplyBy    civil.Date  `cbor:"5,keyasint"`
	Currency   string      `cbor:"6,keyasint,omitempty"` // only accounts in it; all when ""
	Least      money.Minor `cbor:"7,keyasint,omitempty"`
	Digits     int         `cbor:"8,keyasint,omitempty"` // of Least
	Sample     int         `cbor:"9,keyasint,omitempty"`
	Share      int         `cbor:"10,keyasint,omitempty"`
	Seed       int64       `cbor:"11,keyasint,omitempty"`
	Zero       bool        `cbor:"12,keyasint,omitempty"`
	Letters    int         `cbor:"13,keyasint"`
	All        []Sum       `cbor:"14,keyasint"`
	From       string      `cbor:"15,keyasint"`
	FromArabic string      `cbor:"16,keyasint,omitempty"`
	Phone      string      `cbor:"17,keyasint,omitempty"`
	Called     string      `cbor:"18,keyasint"` // what the company calls interest
	By         string      `cbor:"19,keyasint"`
	Voided     civil.Date  `cbor:"20,keyasint,omitempty"`
	Seq        uint64      `cbor:"21,keyasint"`
}

// Live reports whether the run was there on a day.
func (r *Run) Live(d civil.Date) bool { return r.Made <= d && (r.Voided == 0 || d < r.Voided) }

// Letter is one confirmation as it was frozen: amounts in minor units at the cut-off.
// Balance is all open bills less what is not applied; Notes are the interest notes in
// it; Cheques in hand and Accrued late charges stand beside it.
type Letter struct {
	Run      uint32      `cbor:"1,keyasint"`
	N        uint32      `cbor:"2,keyasint"`
	Account  uint32      `cbor:"3,keyasint"`
	Customer uint32      `cbor:"4,keyasint"`
	Code     string      `cbor:"5,keyasint"`
	Name     string      `cbor:"6,keyasint"`
	Arabic   string      `cbor:"7,keyasint,omitempty"`
	Latin    string      `cbor:"8,keyasint,omitempty"`
	Currency string      `cbor:"9,keyasint"`
	Digits   int         `cbor:"10,keyasint"`
	Balance  money.Minor `cbor:"11,keyasint"`
	Open     int         `cbor:"12,keyasint"` // lines
	Cheques  money.Minor `cbor:"13,keyasint,omitempty"`
	InHand   int         `cbor:"14,keyasint,omitempty"` // cheques
	Notes    money.Minor `cbor:"15,keyasint,omitempty"`
	Accrued  money.Minor `cbor:"16,keyasint,omitempty"`
	Address  []string    `cbor:"17,keyasint,omitempty"`
}

// Number names the letter: its run and its place in it.
func (l *Letter) Number() string { return fmt.Sprintf("%d/%d", l.Run, l.N) }

// Line is something open at the cut-off: a part of a bill, or money not applied, which
// is negative.
type Line struct {
	Doc    uint32      `cbor:"1,keyasint"`
	Part   uint8       `cbor:"2,keyasint,omitempty"`
	Credit bool        `cbor:"3,keyasint,omitempty"`
	Kind   uint8       `cbor:"4,keyasint"` // the bill's or receipt's
	Number string      `cbor:"5,keyasint"`
	Date   civil.Date  `cbor:"6,keyasint"`
	Due    civil.Date  `cbor:"7,keyasint"`
	Left   money.Minor `cbor:"8,keyasint"`
}

// page is the lines of a letter, apart so that lists need not read them.
type page struct {
	Run   uint32 `cbor:"1,keyasint"`
	N     uint32 `cbor:"2,keyasint"`
	Lines []Line `cbor:"3,keyasint"`
}

func key(run, n uint32) book.Key { return book.Key{}.U32(run).U32(n) }

var (
	runs = &book.Table[Run]{Name: "confirmation run", Bucket: "confirmation", Codec: book.CBOR[Run](),
		Key: func(r *Run) book.Key { return book.Key{}.U32(r.ID) }}
	letters = &book.Table[Letter]{Name: "confirmation", Bucket: "confirmation.letter", Codec: book.CBOR[Letter](),
		Key: func(l *Letter) book.Key { return key(l.Run, l.N) },
		Indexes: []book.Index[Letter]{{Name: "of", Entries: func(l *Letter) []book.Key {
			return []book.Key{book.Key{}.U32(l.Account)}
		}}}}
	pages = &book.Table[page]{Name: "confirmation lines", Bucket: "confirmation.lines", Codec: book.CBOR[page](),
		Key: func(p *page) book.Key { return key(p.Run, p.N) }}
)

// GetRun reads a run; NotFound when there is none.
func GetRun(v *book.View, id uint32) (Run, error) {
	r, ok, err := runs.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "run", Text: fmt.Sprintf("there is no confirmation run %d", id)}
	}
	return r, err
}

// Runs reads all runs, oldest first.
func Runs(v *book.View, fn func(r *Run) (bool, error)) error { return runs.Scan(v, nil, fn) }

// Letters reads the letters of a run in their order.
func Letters(v *book.View, run uint32, fn func(l *Letter) (bool, error)) error {
	return letters.Scan(v, book.Key{}.U32(run), fn)
}

// OfAccount reads the letters to an account, oldest first.
func OfAccount(v *book.View, acc uint32, fn func(l *Letter) (bool, error)) error {
	return letters.Seek(v, "of", book.Key{}.U32(acc), fn)
}

// Lines reads what was open on a letter.
func Lines(v *book.View, run, n uint32) ([]Line, error) {
	p, _, err := pages.Get(v, key(run, n))
	return p.Lines, err
}
