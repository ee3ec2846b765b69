// Package receipt keeps what settles bills: receipts of every kind and their
// dated applications to due parts (RULES 2, 5). Money never applied twice: an
// application is at most what is left of its part and of its receipt, and is
// taken back only by a dated counter-fact. The package must never judge a
// promise or choose what is chased.
package receipt

import (
	"encoding/binary"
	"fmt"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Kind is how something was settled.
type Kind uint8

// The kinds of receipt. Cash to Cheque are money; the others settle without.
const (
	Cash Kind = iota + 1
	Transfer
	Card
	Wallet
	Cheque
	CreditNote
	SetOff
	Withholding
	Discount
	WriteOff
	Opening    // what a file says was settled before, or beside, the book
	MovedIn    // money moved here from another customer's account
	BankCharge // what a bank kept of a payment, borne by us
	Retention  // what a customer keeps back: its bill of that kind stays open until it is due
	Waiver     // interest given up
)

var kindNames = []string{"", "cash", "transfer", "card", "wallet", "cheque", "credit note", "set-off", "withholding",
	"discount", "write-off", "opening", "moved in", "bank charge",
	"retention", "waiver"}

// Kinds lists the kinds that are recorded by themselves, in words; the others come
// with what they belong to.
func Kinds() []string {
	return slices.DeleteFunc(slices.Clone(kindNames[1:]), func(s string) bool {
		return s == MovedIn.String() || s == Retention.String() || s == Waiver.String()
	})
}

// String is the kind in words.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// ParseKind reads what String writes.
func ParseKind(s string) (Kind, error) {
	for i, n := range kindNames {
		if i > 0 && n == s {
			return Kind(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not a kind of receipt (cash, transfer, card, wallet, cheque, credit note, set-off, "+
		"withholding, discount, write-off, opening, bank charge)", s)
}

// Money reports whether money came in (RULES 10: only that is "collected").
func (k Kind) Money() bool { return k >= Cash && k <= Cheque }

// Receipt is what settles bills. Amounts are minor units of its account's
// currency; what is left of it is an open item with the Credit flag.
type Receipt struct {
	ID        uint32      `cbor:"1,keyasint"`
	Account   uint32      `cbor:"2,keyasint"`
	Number    string      `cbor:"3,keyasint"`
	Kind      Kind        `cbor:"4,keyasint"`
	Date      civil.Date  `cbor:"5,keyasint"` // posting date
	Amount    money.Minor `cbor:"6,keyasint"`
	Reference string      `cbor:"7,keyasint,omitempty"`
	Text      string      `cbor:"8,keyasint,omitempty"`
	Branch    uint16      `cbor:"9,keyasint,omitempty"`
	By        string      `cbor:"10,keyasint,omitempty"` // who took it
	Voided    civil.Date  `cbor:"11,keyasint,omitempty"`
	Seq       uint64      `cbor:"12,keyasint,omitempty"`
	Source    uint16      `cbor:"13,keyasint,omitempty"` // the directory's number of the files it is a row of
	Gaps      []Gap       `cbor:"14,keyasint,omitempty"` // voidings that were taken back
	About     uint32      `cbor:"15,keyasint,omitempty"` // the bill a credit note or a reduction is about
	Tender    *Tender     `cbor:"16,keyasint,omitempty"` // what was handed over, in another currency
	SetOff    *SetOffWith `cbor:"17,keyasint,omitempty"`
	Certs     []Cert      `cbor:"18,keyasint,omitempty"` // of a withholding: when its certificate came
	Rate      string      `cbor:"19,keyasint,omitempty"` // of a withholding, "3%"
}

// Tender is a receipt's amount in the currency it was handed over in: cash and bank
// have that, the account has the receipt's (RULES 1, SAFETY M7).
type Tender struct {
	Currency string      `cbor:"1,keyasint"`
	Digits   int         `cbor:"2,keyasint"`
	Amount   money.Minor `cbor:"3,keyasint"`
	Rate     money.Rate  `cbor:"4,keyasint"` // of the account's currency for one of the tendered
	Source   string      `cbor:"5,keyasint"` // where the rate is from
	Agreed   string      `cbor:"6,keyasint"` // who agreed to it
}

// SetOffWith is what we owe the customer and set against what they owe us.
type SetOffWith struct {
	Bill   string     `cbor:"1,keyasint"` // their bill's number
	Signed civil.Date `cbor:"2,keyasint"` // the agreement
}

// Cert is the certificate of a withholding, there from On until before Back.
type Cert struct {
	Number string     `cbor:"1,keyasint"`
	On     civil.Date `cbor:"2,keyasint"`
	Back   civil.Date `cbor:"3,keyasint,omitempty"`
	By     string     `cbor:"4,keyasint,omitempty"`
}

// Certificate is the certificate that is there on a day; ok is false while it is to
// be chased.
func (r *Receipt) Certificate(d civil.Date) (c Cert, ok bool) {
	for _, c := range r.Certs {
		if c.On <= d && (c.Back == 0 || d < c.Back) {
			return c, true
		}
	}
	return c, false
}

// Gap is the time a receipt was gone, from a day on until before another.
type Gap struct {
	From civil.Date `cbor:"1,keyasint"`
	To   civil.Date `cbor:"2,keyasint"`
}

// At reports whether the receipt was there at the end of a day.
func (r *Receipt) At(d civil.Date) bool {
	if r.Date > d || r.Voided != 0 && r.Voided <= d {
		return false
	}
	for _, g := range r.Gaps {
		if g.From <= d && d < g.To {
			return false
		}
	}
	return true
}

// Item is the receipt's open item with so much left.
func (r *Receipt) Item(left money.Minor) *openitem.Item {
	return &openitem.Item{Account: r.Account, Due: r.Date, Doc: r.ID, Left: left, Amount: r.Amount,
		DocDate: r.Date, Posting: r.Date,
		Branch: r.Branch, Flags: openitem.Credit, Kind: uint8(r.Kind)}
}

// Application is a dated part of a receipt put on a due part. It counts from
// Date until before Reversed.
type Application struct {
	Account  uint32
	Bill     uint32
	Part     uint8
	ID       uint32
	Receipt  uint32
	Amount   money.Minor
	Date     civil.Date
	Reversed civil.Date
	Kind     Kind // the receipt's
	Seq      uint64
}

// At reports whether the application counts on a day.
func (a *Application) At(d civil.Date) bool {
	return a.Date <= d && (a.Reversed == 0 || d < a.Reversed)
}

const appSize = 29

var applications = &book.Table[Application]{Name: "application", Bucket: account.Bucket, Kind: account.RowApplication,
	Key: func(a *Application) book.Key { return appKey(a.Account, a.Bill, a.Part, a.ID) },
	Codec: book.Codec[Application]{
		Encode: func(dst []byte, a *Application) ([]byte, error) {
			k := book.Key(dst).U64(uint64(a.Amount)).U32(uint32(a.Date)).U32(uint32(a.Reversed)).U32(a.Receipt)
			return k.U8(uint8(a.Kind)).U64(a.Seq), nil
		},
		Decode: func(key, b []byte, a *Application) error {
			if len(key) != 14 || len(b) != appSize {
				return fmt.Errorf("an application of %d and %d bytes", len(key), len(b))
			}
			*a = ReadApplication(key, b)
			return nil
		}},
	Indexes: []book.Index[Application]{{Name: "receipt", Bucket: account.Bucket, Kind: account.RowReceiptApplication,
		Entries: func(a *Application) []book.Key {
			return []book.Key{book.Account(a.Account, account.RowReceiptApplication).U32(a.Receipt)}
		}}}}

func appKey(acc, bill uint32, part uint8, id uint32) book.Key {
	return book.Account(acc, account.RowApplication).U32(bill).U8(part).U32(id)
}

// ReadApplication reads a stored application, for reports that read very many.
func ReadApplication(key, b []byte) Application {
	be := binary.BigEndian
	b = b[:appSize] // one check of the bounds
	return Application{Account: book.U32At(key, 0), Bill: book.U32At(key, 5), Part: key[9], ID: book.U32At(key, 10),
		Amount: money.Minor(be.Uint64(b)), Date: civil.Date(be.Uint32(b[8:])), Reversed: civil.Date(be.Uint32(b[12:])),
		Receipt: be.Uint32(b[16:]), Kind: Kind(b[20]), Seq: be.Uint64(b[21:])}
}

var table = &book.Table[Receipt]{Name: "receipt", Bucket: account.Bucket, Kind: account.RowReceipt,
	Key: func(r *Receipt) book.Key { return Key(r.Account, r.ID) },
	Codec: book.Codec[Receipt]{Encode: book.AppendCBOR[Receipt], Decode: func(key, b []byte, r *Receipt) error {
		return book.DecodeCBOR(b, r)
	}},
	Indexes: []book.Index[Receipt]{
		{Name: "number", Unique: true, Bucket: "receipt.number", Entries: func(r *Receipt) []book.Key {
			return live(r, book.Key{}.Text(r.Number))
		}},
		{Name: "date", Bucket: "receipt.date", Entries: func(r *Receipt) []book.Key {
			var all []book.Key
			for _, d := range r.days() {
				all = append(all, book.Key{}.Date(d))
			}
			return all
		}},
		{Name: "withheld", Bucket: "receipt.withheld", Entries: func(r *Receipt) []book.Key {
			if r.Kind != Withholding {
				return nil
			}
			return []book.Key{book.Key{}.Date(r.Date)}
		}}}}

// days are those on which the receipt came or went.
func (r *Receipt) days() []civil.Date {
	all := []civil.Date{r.Date}
	if r.Voided != 0 {
		all = append(all, r.Voided)
	}
	for _, g := range r.Gaps {
		all = append(all, g.From, g.To)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// live is a receipt's index key, none once it is voided.
func live(r *Receipt, k book.Key) []book.Key {
	if r.Voided != 0 {
		return nil
	}
	return []book.Key{k}
}

// Key is the key of a receipt's row.
func Key(acc, id uint32) book.Key { return book.Account(acc, account.RowReceipt).U32(id) }

// Decode reads a whole stored receipt.
func Decode(b []byte) (r Receipt, err error) {
	err = book.DecodeCBOR(b, &r)
	return r, err
}

// Get reads a receipt; NotFound when there is none.
func Get(v *book.View, acc, id uint32) (Receipt, error) {
	r, ok, err := table.Get(v, Key(acc, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no receipt %d on account %d", id, acc)
	}
	return r, err
}

// ByNumber reads a live receipt by its number.
func ByNumber(v *book.View, number string) (Receipt, bool, error) {
	return table.Find(v, "number", book.Key{}.Text(number))
}

// OfAccount reads all receipts of an account, voided ones too, in id order.
func OfAccount(v *book.View, acc uint32, fn func(r *Receipt) (bool, error)) error {
	return table.Scan(v, book.Account(acc, account.RowReceipt), fn)
}

// OnDay reads the receipts that came or went on a day: those posted on it, and those
// taken back or put back on it.
func OnDay(v *book.View, d civil.Date, fn func(r *Receipt) (bool, error)) error {
	return table.Seek(v, "date", book.Key{}.Date(d), fn)
}

// Withheld reads every withholding, voided ones too, oldest first.
func Withheld(v *book.View, fn func(r *Receipt) (bool, error)) error {
	return table.Seek(v, "withheld", nil, fn)
}

// Since reads the receipts posted from a day on, those taken back too, oldest first.
func Since(v *book.View, d civil.Date, fn func(r *Receipt) (bool, error)) error {
	var err error
	table.RawIndex(v, "date", book.Key{}.Date(d), nil, func(k, _ []byte) bool {
		var r Receipt
		if r, err = Get(v, book.U32At(k, 4), book.U32At(k, 9)); err != nil {
			return false
		}
		if r.Date != book.DateAt(k, 0) {
			return true // the day it was taken back
		}
		var on bool
		on, err = fn(&r)
		return on && err == nil
	})
	return err
}

// OnBill reads the applications to a bill, taken back ones too.
func OnBill(v *book.View, acc, bill uint32, fn func(a *Application) bool) {
	from, to := book.Prefix(book.Account(acc, account.RowApplication).U32(bill))
	applications.Raw(v, from, to, func(k, b []byte) bool {
		a := ReadApplication(k, b)
		return fn(&a)
	})
}

// ApplicationsOf reads all applications of an account in bill order.
func ApplicationsOf(v *book.View, acc uint32, fn func(a *Application) bool) {
	from, to := book.Prefix(book.Account(acc, account.RowApplication))
	applications.Raw(v, from, to, func(k, b []byte) bool {
		a := ReadApplication(k, b)
		return fn(&a)
	})
}

// OfReceipt reads the applications of a receipt, taken back ones too.
func OfReceipt(v *book.View, acc, id uint32, fn func(a *Application) (bool, error)) error {
	return applications.Seek(v, "receipt", book.Account(acc, account.RowReceiptApplication).U32(id), fn)
}
