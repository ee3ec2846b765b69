// Package openitem keeps what is open now: each due part of a bill and each
// receipt with something left, in fixed bytes under account, due date and
// document, so that aging and the call list read nothing else. It must never
// hold an item with nothing left, and it decides nothing: bills and receipts
// write it.
package openitem

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Item is one open item. A credit (a receipt) has Credit set and Left positive:
// reports turn its sign. Due is the receipt's date for a credit.
type Item struct {
	Account  uint32
	Due      civil.Date
	Doc      uint32 // the bill's or receipt's id; bills and receipts share a counter
	Part     uint8
	Left     money.Minor
	Amount   money.Minor
	DocDate  civil.Date
	Posting  civil.Date
	Branch   uint16
	Salesman uint16
	Flags    uint8
	Kind     uint8 // the bill's or receipt's kind
}

// The flags of an item.
const (
	Credit    uint8 = 1 << iota // a receipt's unapplied money
	Retention                   // a retention part
	Assumed                     // its due date was assumed
	Disputed                    // the file it came from flags the bill as disputed
	Cash                        // a cash bill
)

const keySize, valueSize = 13, 30

var table = &book.Table[Item]{Name: "open", Bucket: "open",
	Key: func(i *Item) book.Key { return key(i.Account, i.Due, i.Doc, i.Part) },
	Codec: book.Codec[Item]{
		Encode: func(dst []byte, i *Item) ([]byte, error) {
			k := book.Key(dst).U64(uint64(i.Left)).U64(uint64(i.Amount)).U32(uint32(i.DocDate)).U32(uint32(i.Posting))
			return k.U16(i.Branch).U16(i.Salesman).U8(i.Flags).U8(i.Kind), nil
		},
		Decode: func(k, b []byte, i *Item) error {
			if len(k) != keySize || len(b) != valueSize {
				return fmt.Errorf("an open item of %d and %d bytes", len(k), len(b))
			}
			readKey(k, i)
			readValue(b, i)
			return nil
		}}}

func key(acc uint32, due civil.Date, doc uint32, part uint8) book.Key {
	return make(book.Key, 0, 13).U32(acc).Date(due).U32(doc).U8(part)
}

func readKey(k []byte, i *Item) {
	i.Account, i.Due, i.Doc, i.Part = book.U32At(k, 0), book.DateAt(k, 4), book.U32At(k, 8), k[12]
}

func readValue(b []byte, i *Item) {
	be := binary.BigEndian
	b = b[:valueSize] // one check of the bounds
	i.Left, i.Amount = money.Minor(be.Uint64(b)), money.Minor(be.Uint64(b[8:]))
	i.DocDate, i.Posting = civil.Date(be.Uint32(b[16:])), civil.Date(be.Uint32(b[20:]))
	i.Branch, i.Salesman, i.Flags, i.Kind = be.Uint16(b[24:]), be.Uint16(b[26:]), b[28], b[29]
}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Checks: []book.Check{{ID: "M4", Table: "account",
		Touched: checkAccount, Full: checkAll}}}
}

// All reads every open item, by account, due date, document and part. The item
// is reused between calls: fn must not keep its address.
func All(v *book.View, fn func(i *Item) bool) { read(v, nil, nil, fn) }

// OfAccount reads the open items of one account, oldest due first.
func OfAccount(v *book.View, acc uint32, fn func(i *Item) bool) {
	from, to := book.Prefix(book.Key{}.U32(acc))
	read(v, from, to, fn)
}

func read(v *book.View, from, to book.Key, fn func(i *Item) bool) {
	var i Item
	table.Raw(v, from, to, func(k, b []byte) bool {
		readKey(k, &i)
		readValue(b, &i)
		return fn(&i)
	})
}

// Get reads one item; ok is false when nothing is left of it.
func Get(v *book.View, acc uint32, due civil.Date, doc uint32, part uint8) (Item, bool, error) {
	return table.Get(v, key(acc, due, doc, part))
}

// Add stores a new item; one with nothing left is not stored.
func Add(tx *book.Tx, i *Item) error {
	if i.Left == 0 {
		return nil
	}
	return table.Insert(tx, i)
}

// Set changes what is left of an item, taking it out at nothing. i carries all
// that the row needs when it was gone.
func Set(tx *book.Tx, i *Item) error {
	if i.Left < 0 || i.Left > i.Amount {
		return book.Refuse(book.Invalid, "the open amount of document %d would be %d of %d minor units (M1)",
			i.Doc, i.Left, i.Amount)
	}
	if i.Left == 0 {
		return table.Delete(tx, key(i.Account, i.Due, i.Doc, i.Part))
	}
	return table.Insert(tx, i) // no index asks what it was
}

// Remove takes an item out.
func Remove(tx *book.Tx, acc uint32, due civil.Date, doc uint32, part uint8) error {
	return table.Delete(tx, key(acc, due, doc, part))
}

const lastEvent = "last open-item event"

// Event notes that open items changed as of a day: an application, a take-back,
// a voiding or a moved due date.
func Event(tx *book.Tx, d civil.Date) error {
	if int64(d) <= tx.Mark(lastEvent) {
		return nil
	}
	return tx.SetMark(lastEvent, int64(d))
}

// Current reports whether the open items are those of day d too, once the ones
// posted after it are left out: nothing was applied, taken back, voided or moved
// after d.
func Current(v *book.View, d civil.Date) bool { return int64(d) >= v.Mark(lastEvent) }

// Balance sums an account's open items, credits negative.
func Balance(v *book.View, acc uint32) money.Minor {
	var sum money.Minor
	OfAccount(v, acc, func(i *Item) bool {
		sum += i.Signed()
		return true
	})
	return sum
}

// Signed is what is left, negative for a credit.
func (i *Item) Signed() money.Minor {
	if i.Flags&Credit != 0 {
		return -i.Left
	}
	return i.Left
}

func checkAccount(v *book.View, id uint64) error {
	a, err := account.Get(v, uint32(id))
	if err != nil {
		return err
	}
	if sum := Balance(v, a.ID); sum != a.Balance {
		return book.Refuse(book.Damaged, "M4 account %d: its open items sum to %d, its balance is %d minor units",
			id, sum, a.Balance)
	}
	return nil
}

// checkAll proves every account's balance by its open items (M4) and that no
// item belongs to an account that is not there.
func checkAll(v *book.View, found func(book.Finding)) error {
	sums := map[uint32]money.Minor{}
	All(v, func(i *Item) bool {
		sums[i.Account] += i.Signed()
		if i.Left <= 0 || i.Left > i.Amount {
			found(book.Finding{ID: "M1", Record: fmt.Sprintf("open item of document %d part %d", i.Doc, i.Part),
				Expected: fmt.Sprintf("more than 0, at most %d", i.Amount), Found: fmt.Sprint(i.Left)})
		}
		return true
	})
	var err error
	account.Lines(v, func(l account.Line) bool {
		var a account.Account
		if a, err = account.Get(v, l.ID); err != nil {
			return false
		}
		if a.Balance != sums[l.ID] {
			found(book.Finding{ID: "M4", Record: fmt.Sprintf("account %d", l.ID),
				Expected: fmt.Sprintf("balance %d", sums[l.ID]),
				Found:    fmt.Sprint(a.Balance)})
		}
		delete(sums, l.ID)
		return true
	})
	for id := range sums {
		found(book.Finding{ID: "X1", Record: fmt.Sprintf("account %d", id), Expected: "an account",
			Found: "open items without one"})
	}
	return err
}
