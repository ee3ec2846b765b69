package receipt

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Ref names a receipt as a document. The account is the high half of its id.
func Ref(acc, id uint32) book.Ref {
	return book.Ref{Table: "receipt", ID: uint64(acc)<<32 | uint64(id), Document: true}
}

// Recorded says that a receipt came in.
type Recorded struct {
	Receipt Receipt `cbor:"1,keyasint"`
}

// Kind is "receipt.recorded/1".
func (Recorded) Kind() string { return "receipt.recorded/1" }

// Refs names the receipt.
func (f Recorded) Refs() []book.Ref {
	return []book.Ref{Ref(f.Receipt.Account, f.Receipt.ID), {Table: "account", ID: uint64(f.Receipt.Account)}}
}

// Apply stores the receipt, all of it unapplied.
func (f Recorded) Apply(tx *book.Tx) error {
	r := &f.Receipt
	if err := tx.RaiseCounter(bill.Doc, r.ID); err != nil {
		return err
	}
	r.Seq = tx.Seq()
	if err := openitem.Add(tx, r.Item(r.Amount)); err != nil {
		return err
	}
	if err := account.Move(tx, r.Account, -r.Amount); err != nil {
		return err
	}
	return table.Insert(tx, r)
}

// Undo voids the receipt; its applications are taken back by the facts undone
// before it.
func (f Recorded) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{Account: f.Receipt.Account, ID: f.Receipt.ID, Date: max(in.Today, f.Receipt.Date)}}, nil
}

// Voided says that a receipt posted by mistake is gone from a day on, wholly
// unapplied before.
type Voided struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
}

// Kind is "receipt.voided/1".
func (Voided) Kind() string { return "receipt.voided/1" }

// Refs names the receipt.
func (f Voided) Refs() []book.Ref {
	return []book.Ref{Ref(f.Account, f.ID), {Table: "account", ID: uint64(f.Account)}}
}

// Apply takes the receipt out of what is open and marks the row.
func (f Voided) Apply(tx *book.Tx) error {
	r, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	item, _, err := openitem.Get(&tx.View, r.Account, r.Date, r.ID, 0)
	if err != nil {
		return err
	}
	if item.Left != r.Amount {
		return book.Refuse(book.Conflict, "receipt %s is still applied: take that back first", r.Number)
	}
	if err := openitem.Remove(tx, r.Account, r.Date, r.ID, 0); err != nil {
		return err
	}
	if err := account.Move(tx, r.Account, r.Amount); err != nil {
		return err
	}
	if err := openitem.Event(tx, f.Date); err != nil {
		return err
	}
	r.Voided = f.Date
	return table.Put(tx, &r)
}

// Undo brings the receipt back from today on, as it was and unapplied; on the days
// between it stays gone.
func (f Voided) Undo(in *book.In) ([]book.Fact, error) {
	r, err := Get(in.View, f.Account, f.ID)
	if err != nil {
		return nil, err
	}
	if _, taken, err := ByNumber(in.View, r.Number); err != nil || taken {
		if taken {
			err = book.Refuse(book.Conflict, "receipt %s cannot come back: another receipt has its number now",
				r.Number)
		}
		return nil, err
	}
	return []book.Fact{&Restored{Account: f.Account, ID: f.ID, Date: max(in.Today, f.Date)}}, nil
}

// Restored says that a voided receipt is there again from a day on, unapplied.
type Restored struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
}

// Kind is "receipt.restored/1".
func (Restored) Kind() string { return "receipt.restored/1" }

// Refs names the receipt.
func (f Restored) Refs() []book.Ref {
	return []book.Ref{Ref(f.Account, f.ID), {Table: "account", ID: uint64(f.Account)}}
}

// Apply puts the receipt among what is open and keeps the days it was gone.
func (f Restored) Apply(tx *book.Tx) error {
	r, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	if r.Voided == 0 {
		return book.Refuse(book.Conflict, "receipt %s was not taken back", r.Number)
	}
	if r.Voided < f.Date {
		r.Gaps = append(r.Gaps, Gap{From: r.Voided, To: f.Date})
	}
	r.Voided = 0
	if err := openitem.Add(tx, r.Item(r.Amount)); err != nil {
		return err
	}
	if err := account.Move(tx, r.Account, -r.Amount); err != nil {
		return err
	}
	if err := openitem.Event(tx, f.Date); err != nil {
		return err
	}
	return table.Put(tx, &r)
}

// AppliedPart is one application in a fact: its own number, the due part and
// how much of the receipt went there.
type AppliedPart struct {
	_      struct{} `cbor:",toarray"`
	ID     uint32
	Bill   uint32
	Part   uint8
	Amount money.Minor
	Date   civil.Date
}

// Applied says that a receipt was put on due parts.
type Applied struct {
	Account uint32        `cbor:"1,keyasint"`
	Receipt uint32        `cbor:"2,keyasint"`
	Of      Kind          `cbor:"3,keyasint"` // the receipt's kind
	On      civil.Date    `cbor:"4,keyasint"` // the receipt's date
	Parts   []AppliedPart `cbor:"5,keyasint"`
}

// Kind is "receipt.applied/1".
func (Applied) Kind() string { return "receipt.applied/1" }

// Refs names the receipt and the bills.
func (f Applied) Refs() []book.Ref { return partRefs(f.Account, f.Receipt, f.Parts) }

func partRefs(acc, id uint32, parts []AppliedPart) []book.Ref {
	refs := []book.Ref{Ref(acc, id), {Table: "account", ID: uint64(acc)}}
	for _, p := range parts {
		refs = append(refs, bill.Ref(acc, p.Bill))
	}
	return refs
}

// Apply writes the applications and lowers what is left of both sides.
func (f Applied) Apply(tx *book.Tx) error {
	var sum money.Minor
	for _, p := range f.Parts {
		if err := tx.RaiseCounter("application", p.ID); err != nil {
			return err
		}
		if err := change(tx, f.Account, p.Bill, p.Part, -p.Amount); err != nil {
			return err
		}
		if err := applications.Insert(tx, &Application{Account: f.Account, Bill: p.Bill, Part: p.Part, ID: p.ID,
			Receipt: f.Receipt,
			Amount:  p.Amount, Date: p.Date, Kind: f.Of, Seq: tx.Seq()}); err != nil {
			return err
		}
		if err := openitem.Event(tx, p.Date); err != nil {
			return err
		}
		sum += p.Amount
	}
	return changeCredit(tx, f.Account, f.Receipt, f.On, -sum)
}

// change adds to what is left of a due part.
func change(tx *book.Tx, acc, id uint32, part uint8, by money.Minor) error {
	due, err := bill.DueNow(&tx.View, acc, id, part)
	if err != nil {
		return err
	}
	item, ok, err := openitem.Get(&tx.View, acc, due, id, part)
	if err != nil {
		return err
	}
	if !ok {
		b, err := bill.Get(&tx.View, acc, id)
		if err != nil {
			return err
		}
		item = *b.Item(int(part), 0)
	}
	item.Left += by
	return openitem.Set(tx, &item)
}

// changeCredit adds to what is left of a receipt.
func changeCredit(tx *book.Tx, acc, id uint32, on civil.Date, by money.Minor) error {
	item, ok, err := openitem.Get(&tx.View, acc, on, id, 0)
	if err != nil {
		return err
	}
	if !ok {
		r, err := Get(&tx.View, acc, id)
		if err != nil {
			return err
		}
		item = *r.Item(0)
	}
	item.Left += by
	return openitem.Set(tx, &item)
}

// Undo takes the applications back.
func (f Applied) Undo(in *book.In) ([]book.Fact, error) {
	parts := make([]AppliedPart, len(f.Parts))
	for i, p := range f.Parts {
		p.Date = max(in.Today, p.Date)
		parts[i] = p
	}
	return []book.Fact{&Unapplied{Account: f.Account, Receipt: f.Receipt, On: f.On, Parts: parts}}, nil
}

// Unapplied says that applications were taken back, each from its Date on.
type Unapplied struct {
	Account uint32        `cbor:"1,keyasint"`
	Receipt uint32        `cbor:"2,keyasint"`
	On      civil.Date    `cbor:"3,keyasint"` // the receipt's date
	Parts   []AppliedPart `cbor:"4,keyasint"`
}

// Kind is "receipt.unapplied/1".
func (Unapplied) Kind() string { return "receipt.unapplied/1" }

// Refs names the receipt and the bills.
func (f Unapplied) Refs() []book.Ref { return partRefs(f.Account, f.Receipt, f.Parts) }

// Apply marks the applications and gives both sides their money back.
func (f Unapplied) Apply(tx *book.Tx) error {
	var sum money.Minor
	for _, p := range f.Parts {
		a, ok, err := applications.Get(&tx.View, appKey(f.Account, p.Bill, p.Part, p.ID))
		if err != nil {
			return err
		}
		if !ok || a.Reversed != 0 || a.Amount != p.Amount {
			return book.Refuse(book.Conflict, "application %d was taken back already (M8)", p.ID)
		}
		a.Reversed = p.Date
		if err := applications.Put(tx, &a); err != nil {
			return err
		}
		if err := change(tx, f.Account, p.Bill, p.Part, p.Amount); err != nil {
			return err
		}
		if err := openitem.Event(tx, p.Date); err != nil {
			return err
		}
		sum += p.Amount
	}
	return changeCredit(tx, f.Account, f.Receipt, f.On, sum)
}

// Undo puts the money back where it was, by new applications.
func (f Unapplied) Undo(in *book.In) ([]book.Fact, error) {
	r, err := Get(in.View, f.Account, f.Receipt)
	if err != nil {
		return nil, err
	}
	again := &Applied{Account: f.Account, Receipt: f.Receipt, Of: r.Kind, On: f.On}
	for _, p := range f.Parts {
		p.ID, p.Date = in.NewID("application"), max(in.Today, p.Date)
		again.Parts = append(again.Parts, p)
	}
	return []book.Fact{again}, nil
}
