package bill

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Doc is the counter that bills and receipts share, so that a document's id
// names one of them.
const Doc = "document"

// Ref names a bill as a document. The account is the high half of its id.
func Ref(acc, id uint32) book.Ref {
	return book.Ref{Table: "bill", ID: uint64(acc)<<32 | uint64(id), Document: true}
}

// Uses names a bill as one that is built on.
func Uses(acc, id uint32) book.Ref {
	return book.Ref{Table: "bill", ID: uint64(acc)<<32 | uint64(id), Uses: true}
}

func accountRef(id uint32) book.Ref { return book.Ref{Table: "account", ID: uint64(id)} }

// Get reads a bill; NotFound when there is none.
func Get(v *book.View, acc, id uint32) (Bill, error) {
	b, ok, err := table.Get(v, Key(acc, id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no bill %d on account %d", id, acc)
	}
	return b, err
}

// DueNow is when a part is due after all moves; NotFound when there is no such
// bill or part. It reads no more of the bill than that.
func DueNow(v *book.View, acc, id uint32, part uint8) (civil.Date, error) {
	h, ok, err := heads.Get(v, Key(acc, id))
	switch {
	case err != nil:
		return 0, err
	case !ok:
		return 0, book.Refuse(book.NotFound, "there is no bill %d on account %d", id, acc)
	case int(part) >= h.Parts():
		return 0, book.Refuse(book.NotFound, "bill %d on account %d has no part %d", id, acc, part+1)
	case h.Moved:
		b, err := Get(v, acc, id)
		return b.Parts[part].DueNow(), err
	}
	_, due, _ := h.Part(int(part))
	return due, nil
}

// ByNumber reads a live bill by its number, exactly as written.
func ByNumber(v *book.View, number string) (b Bill, ok bool, err error) {
	return table.Find(v, "number", book.Key{}.Text(number))
}

// Must reads a live bill by number, or refuses on the field "bill".
func Must(v *book.View, number string) (Bill, error) {
	b, ok, err := ByNumber(v, number)
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "bill", Text: "there is no bill with the number \"" + number +
			"\""}
	}
	return b, err
}

// OfAccount reads all bills of an account, voided ones too, in id order.
func OfAccount(v *book.View, acc uint32, fn func(b *Bill) (bool, error)) error {
	return table.Scan(v, book.Account(acc, account.RowBill), fn)
}

// Heads reads the fixed bytes of all bills of an account, voided ones too, in id
// order. fn must not keep the Head.
func Heads(v *book.View, acc uint32, fn func(id uint32, h Head) bool) {
	from, to := book.Prefix(book.Account(acc, account.RowBill))
	table.Raw(v, from, to, func(k, b []byte) bool { return fn(book.U32At(k, 5), ReadHead(b)) })
}

// FindRef finds live bills whose purchase order, delivery note or tax invoice
// starts with a text.
func FindRef(v *book.View, start string, fn func(b *Bill) (bool, error)) error {
	return table.Seek(v, "ref", book.Key{}.Text(start), fn)
}

// FindNumber finds live bills whose number starts with a text.
func FindNumber(v *book.View, start string, fn func(b *Bill) (bool, error)) error {
	return table.Seek(v, "number", book.Key{}.Text(start), fn)
}

// Numbers reads the number, account and id of every live bill in number order.
func Numbers(v *book.View, fn func(number []byte, acc, id uint32) bool) {
	table.RawIndex(v, "number", nil, nil, func(k, pk []byte) bool {
		return fn(k, book.U32At(pk, 0), book.U32At(pk, 5))
	})
}

// Subject is what bills bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Issued{}, Voided{}, Rescheduled{}},
		Commands: []book.Command{Issue{}, Reschedule{}}, Warnings: warnings}
}

// Issued says that a bill was issued.
type Issued struct {
	Bill Bill `cbor:"1,keyasint"`
}

// Kind is "bill.issued/1".
func (Issued) Kind() string { return "bill.issued/1" }

// Refs names the bill, and the bill a note is about.
func (f Issued) Refs() []book.Ref {
	refs := []book.Ref{Ref(f.Bill.Account, f.Bill.ID), accountRef(f.Bill.Account)}
	if f.Bill.Original != 0 {
		refs = append(refs, Uses(f.Bill.Account, f.Bill.Original))
	}
	return refs
}

// Apply stores the bill and opens its parts.
func (f Issued) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter(Doc, f.Bill.ID); err != nil {
		return err
	}
	b := &f.Bill
	b.Seq = tx.Seq()
	for i := range b.Parts {
		if err := openitem.Add(tx, b.Item(i, b.Parts[i].Amount)); err != nil {
			return err
		}
	}
	if err := account.Move(tx, b.Account, b.Amount()); err != nil {
		return err
	}
	return table.Insert(tx, b)
}

// Undo voids the bill, when nothing was applied to it.
func (f Issued) Undo(in *book.In) ([]book.Fact, error) {
	b, err := Get(in.View, f.Bill.Account, f.Bill.ID)
	if err != nil {
		return nil, err
	}
	for i := range b.Parts {
		if b.Kind.Answers() { // its own entry settled it, and takes that back first
			break
		}
		item, _, err := openitem.Get(in.View, b.Account, b.Parts[i].DueNow(), b.ID, uint8(i))
		if err != nil {
			return nil, err
		}
		if item.Left != b.Parts[i].Amount {
			return nil, book.Refuse(book.Conflict, "bill %s cannot be taken back: something was applied to it; "+
				"take that back first", b.Number)
		}
	}
	return []book.Fact{&Voided{Account: b.Account, ID: b.ID, Date: max(in.Today, b.Posting)}}, nil
}

// Voided says that a bill posted by mistake is gone from a day on.
type Voided struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
}

// Kind is "bill.voided/1".
func (Voided) Kind() string { return "bill.voided/1" }

// Refs names the bill.
func (f Voided) Refs() []book.Ref { return []book.Ref{Ref(f.Account, f.ID), accountRef(f.Account)} }

// Apply takes the parts out of what is open and marks the row.
func (f Voided) Apply(tx *book.Tx) error {
	b, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	for i := range b.Parts {
		if err := openitem.Remove(tx, b.Account, b.Parts[i].DueNow(), b.ID, uint8(i)); err != nil {
			return err
		}
	}
	if err := account.Move(tx, b.Account, -b.Amount()); err != nil {
		return err
	}
	b.Voided = f.Date
	if err := openitem.Event(tx, f.Date); err != nil {
		return err
	}
	return table.Put(tx, &b)
}

// Rescheduled says that from a day on a part is due on another day.
type Rescheduled struct {
	Account uint32     `cbor:"1,keyasint"`
	Bill    uint32     `cbor:"2,keyasint"`
	Part    uint8      `cbor:"3,keyasint"`
	Date    civil.Date `cbor:"4,keyasint"`
	Old     civil.Date `cbor:"5,keyasint"`
	New     civil.Date `cbor:"6,keyasint"`
}

// Kind is "bill.rescheduled/1".
func (Rescheduled) Kind() string { return "bill.rescheduled/1" }

// Refs names the bill.
func (f Rescheduled) Refs() []book.Ref {
	return []book.Ref{Ref(f.Account, f.Bill), accountRef(f.Account)}
}

// Apply moves the open item and notes the move on the bill.
func (f Rescheduled) Apply(tx *book.Tx) error {
	b, err := Get(&tx.View, f.Account, f.Bill)
	if err != nil {
		return err
	}
	p := &b.Parts[f.Part]
	item, ok, err := openitem.Get(&tx.View, b.Account, p.DueNow(), b.ID, f.Part)
	if err != nil {
		return err
	}
	if err := openitem.Remove(tx, b.Account, p.DueNow(), b.ID, f.Part); err != nil {
		return err
	}
	p.Moves = append(p.Moves, Move{On: f.Date, Due: f.New})
	if ok {
		item.Due = f.New
		if err := openitem.Add(tx, &item); err != nil {
			return err
		}
	}
	if err := openitem.Event(tx, f.Date); err != nil {
		return err
	}
	return table.Put(tx, &b)
}

// Undo moves the part back from today on.
func (f Rescheduled) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Rescheduled{Account: f.Account, Bill: f.Bill, Part: f.Part, Date: max(in.Today, f.Date),
		Old: f.New, New: f.Old}}, nil
}
