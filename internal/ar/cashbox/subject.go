// Package cashbox keeps the cash: what delivery and sales people hand over, counted
// by denomination, the receipts made from it, what is banked, paid out and sent from
// one till to another, the counted close of each till's day, and the receipt books
// people carry (RULES 10). A till belongs to a branch and a currency; what is in it is the sum of dated
// movements, and a take-back is a movement of its own, so a past day's sheet stays.
// The package must never change a count; a difference is its own line with its
// reason.
package cashbox

import (
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{batches, moves, counts, books},
		Facts: []book.Fact{HandedOver{}, Recounted{}, RecountBack{}, Posted{}, PostBack{}, Moved{}, Closed{}, Issued{},
			Leaf{}, LeafBack{}, Returned{}, ReturnBack{}, Voided{}},
		Commands: []book.Command{HandOver{}, Recount{}, Post{}, Bank{}, PayOut{}, Draw{}, Transfer{}, Start{}, Close{},
			IssueBook{}, VoidLeaf{}, ReturnBook{}},
		Checks: []book.Check{{ID: "M13", Table: "cash batch", Touched: checkBatch, Full: checkAll}}, Warnings: warnings}
}

// visible reports whether what was made on a day and perhaps taken back counts at the
// end of another.
func visible(on, voided, d civil.Date) bool { return on <= d && (voided == 0 || d < voided) }

// What a Voided fact takes back.
const (
	batchRow byte = iota + 1
	moveRow
	countRow
	bookRow
)

var rowNames = []string{"", "cash batch", "cash move", "cash count", "receipt book"}

// Voided says that a hand-over, a movement, a count or a receipt book noted by
// mistake is gone from a day on.
type Voided struct {
	Of   byte       `cbor:"1,keyasint"`
	ID   uint32     `cbor:"2,keyasint"`
	Date civil.Date `cbor:"3,keyasint"`
}

// Kind is "cash.voided/1".
func (Voided) Kind() string { return "cash.voided/1" }

// Refs names the row.
func (f Voided) Refs() []book.Ref { return []book.Ref{ref(f.Of, f.ID)} }

func ref(of byte, id uint32) book.Ref {
	return book.Ref{Table: rowNames[of], ID: uint64(id), Document: true}
}

// Apply marks the row.
func (f Voided) Apply(tx *book.Tx) error {
	switch f.Of {
	case batchRow:
		return change(tx, batches, f.Of, f.ID, func(b *Batch) { b.Voided = f.Date })
	case moveRow:
		return change(tx, moves, f.Of, f.ID, func(m *Move) { m.Voided = f.Date })
	case countRow:
		return change(tx, counts, f.Of, f.ID, func(c *Count) { c.Voided = f.Date })
	}
	return change(tx, books, f.Of, f.ID, func(b *Book) { b.Voided = f.Date })
}

func key(id uint32) book.Key { return book.Key{}.U32(id) }

func get[R any](v *book.View, t *book.Table[R], of byte, id uint32) (R, error) {
	r, ok, err := t.Get(v, key(id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no %s %d", rowNames[of], id)
	}
	return r, err
}

func change[R any](tx *book.Tx, t *book.Table[R], of byte, id uint32, how func(r *R)) error {
	r, err := get(&tx.View, t, of, id)
	if err != nil {
		return err
	}
	how(&r)
	return t.Put(tx, &r)
}
