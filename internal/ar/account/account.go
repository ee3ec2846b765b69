// Package account keeps a customer's account in one currency and its balance:
// bills less receipts, in minor units, kept as they are posted and proved
// against the open items by Verify (SAFETY M4). It must never know why.
package account

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/money"
)

// Bucket is the clustered bucket of what belongs to an account.
const Bucket = "account"

// RowAccount, RowBill, RowApplication, RowReceipt and RowReceiptApplication are
// the kinds of row in Bucket, in their order.
const (
	RowAccount            byte = 'A'
	RowBill               byte = 'b'
	RowApplication        byte = 'p'
	RowReceipt            byte = 'r'
	RowReceiptApplication byte = 's'
)

// Account is a customer's account in one currency.
type Account struct {
	ID       uint32
	Customer uint32
	Currency string
	Digits   int
	Balance  money.Minor // bills less receipts, of all dates
}

// Money is the account's currency.
func (a *Account) Money() money.Currency { return money.Currency{Code: a.Currency, Digits: a.Digits} }

var table = &book.Table[Account]{Name: "account", Bucket: Bucket, Kind: RowAccount,
	Key: func(a *Account) book.Key { return book.Account(a.ID, RowAccount) },
	Codec: book.Codec[Account]{
		Encode: func(dst []byte, a *Account) ([]byte, error) {
			k := book.Key(dst).U32(a.Customer).U64(uint64(a.Balance)).U8(uint8(a.Digits))
			return k.Text(a.Currency), nil
		},
		Decode: func(key, b []byte, a *Account) error {
			if len(key) != 5 || len(b) < 13 {
				return fmt.Errorf("an account of %d bytes", len(b))
			}
			*a = Account{ID: book.U32At(key, 0), Customer: book.U32At(b, 0),
				Balance: money.Minor(binary.BigEndian.Uint64(b[4:])),
				Digits:  int(b[12]), Currency: string(b[13:])}
			return nil
		}},
	Indexes: []book.Index[Account]{{Name: "of", Unique: true, Bucket: "account.of",
		Entries: func(a *Account) []book.Key {
			return []book.Key{customer.Key(a.Customer).U8(uint8(a.Digits)).Text(a.Currency)}
		}}}}

// moves is the table without its index, which a balance has no part in.
var moves = &book.Table[Account]{Name: table.Name, Bucket: table.Bucket, Kind: table.Kind, Key: table.Key,
	Codec: table.Codec}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Opened{}}}
}

// Get reads an account; NotFound when there is none.
func Get(v *book.View, id uint32) (Account, error) {
	a, ok, err := table.Get(v, book.Account(id, RowAccount))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no account %d", id)
	}
	return a, err
}

// Of reads a customer's account in a currency; ok is false when there is none.
func Of(v *book.View, customerID uint32, cur money.Currency) (Account, bool, error) {
	return table.Find(v, "of", customer.Key(customerID).U8(uint8(cur.Digits)).Text(cur.Code))
}

// OfCustomer reads all accounts of a customer.
func OfCustomer(v *book.View, customerID uint32) ([]Account, error) {
	var all []Account
	err := table.Seek(v, "of", customer.Key(customerID), func(a *Account) (bool, error) {
		all = append(all, *a)
		return true, nil
	})
	return all, err
}

// Line is what lists need of an account.
type Line struct {
	ID, Customer uint32
	Currency     string
	Digits       int
}

// Lines reads every account's line in the order of customers, from a narrow
// index.
func Lines(v *book.View, fn func(l Line) bool) {
	last := ""
	table.RawIndex(v, "of", nil, nil, func(k, val []byte) bool {
		if cur := k[5:]; string(cur) != last {
			last = string(cur)
		}
		return fn(Line{ID: book.U32At(val, 0), Customer: book.U32At(k, 0), Currency: last, Digits: int(k[4])})
	})
}

// Need returns a customer's account in a currency, and the fact that opens it
// when it is not there yet. Within one Decide ask once per customer.
func Need(in *book.In, customerID uint32, cur money.Currency) (Account, []book.Fact, error) {
	a, ok, err := Of(in.View, customerID, cur)
	if err != nil || ok {
		return a, nil, err
	}
	a = Account{ID: in.NewID("account"), Customer: customerID, Currency: cur.Code, Digits: cur.Digits}
	return a, []book.Fact{&Opened{ID: a.ID, Customer: customerID, Currency: cur.Code, Digits: cur.Digits}}, nil
}

// Opened says that a customer got an account.
type Opened struct {
	ID       uint32 `cbor:"1,keyasint"`
	Customer uint32 `cbor:"2,keyasint"`
	Currency string `cbor:"3,keyasint"`
	Digits   int    `cbor:"4,keyasint"`
}

// Kind is "account.opened/1".
func (Opened) Kind() string { return "account.opened/1" }

// Refs names the account and builds on the customer.
func (o Opened) Refs() []book.Ref {
	return []book.Ref{{Table: "account", ID: uint64(o.ID)}, customer.Uses(o.Customer)}
}

// Apply stores the account with nothing on it.
func (o Opened) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("account", o.ID); err != nil {
		return err
	}
	return table.Insert(tx, &Account{ID: o.ID, Customer: o.Customer, Currency: o.Currency, Digits: o.Digits})
}

// Undo keeps the empty account, which harms nothing.
func (Opened) Undo(*book.In) ([]book.Fact, error) { return nil, nil }

// Move adds to an account's balance: bills positive, receipts negative.
func Move(tx *book.Tx, id uint32, by money.Minor) error {
	a, err := Get(&tx.View, id)
	if err != nil {
		return err
	}
	if a.Balance, err = money.Add(a.Balance, by); err != nil {
		return err
	}
	return moves.Insert(tx, &a)
}
