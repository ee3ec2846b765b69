package cashbox

import (
	"fmt"

	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Counting is one count of a batch's cash; a later one stands in for it from its day
// on. Back is the day it was taken back (0: it stands).
type Counting struct {
	Tally  Tally      `cbor:"1,keyasint"`
	On     civil.Date `cbor:"2,keyasint"`
	By     string     `cbor:"3,keyasint"`
	Reason string     `cbor:"4,keyasint,omitempty"`
	Back   civil.Date `cbor:"5,keyasint,omitempty"`
}

// Paid is one receipt made from a batch.
type Paid struct {
	_       struct{} `cbor:",toarray"`
	Account uint32
	Receipt uint32
	Amount  money.Minor
}

// Posting is the receipts made from a batch, and why the cash differs from their sum.
type Posting struct {
	On          civil.Date   `cbor:"1,keyasint"`
	By          string       `cbor:"2,keyasint"`
	Paid        []Paid       `cbor:"3,keyasint"`
	Sum         money.Minor  `cbor:"4,keyasint"`
	Differences []Difference `cbor:"5,keyasint,omitempty"`
	Back        civil.Date   `cbor:"6,keyasint,omitempty"`
	Seq         uint64       `cbor:"7,keyasint"`
}

// Difference is the sum of the lines, below zero when cash was missing.
func (p *Posting) Difference() (sum money.Minor) {
	for _, d := range p.Differences {
		sum += d.Amount
	}
	return sum
}

// Batch is the cash one person handed over on a day. Expected is what was open of the
// Bills given out to them. Person and Till are the directory's numbers of a person
// and a branch; till 0 is the main one.
type Batch struct {
	ID       uint32      `cbor:"1,keyasint"`
	Person   uint16      `cbor:"2,keyasint"`
	Till     uint16      `cbor:"3,keyasint,omitempty"`
	Day      civil.Date  `cbor:"4,keyasint"`
	Made     civil.Date  `cbor:"5,keyasint"`
	By       string      `cbor:"6,keyasint"`
	Currency string      `cbor:"7,keyasint"`
	Digits   int         `cbor:"8,keyasint"`
	Bills    int         `cbor:"9,keyasint,omitempty"`
	Expected money.Minor `cbor:"10,keyasint,omitempty"`
	Note     string      `cbor:"11,keyasint,omitempty"`
	Counts   []Counting  `cbor:"12,keyasint"`
	Posts    []Posting   `cbor:"13,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"14,keyasint,omitempty"`
	Seq      uint64      `cbor:"15,keyasint"`
}

// Money is the batch's currency.
func (b *Batch) Money() money.Currency { return money.Currency{Code: b.Currency, Digits: b.Digits} }

// At reports whether the batch was there at the end of a day.
func (b *Batch) At(d civil.Date) bool { return visible(b.Day, b.Voided, d) }

// Counted is the count that stood at the end of a day.
func (b *Batch) Counted(d civil.Date) (c Counting) {
	for _, x := range b.Counts {
		if visible(x.On, x.Back, d) {
			c = x
		}
	}
	return c
}

// Posted is the posting that stood at the end of a day, nil when there was none.
func (b *Batch) Posted(d civil.Date) *Posting {
	for i := range b.Posts {
		if p := &b.Posts[i]; visible(p.On, p.Back, d) {
			return p
		}
	}
	return nil
}

var batches = &book.Table[Batch]{Name: "cash batch", Bucket: "cash.batch", Codec: book.CBOR[Batch](),
	Key: func(b *Batch) book.Key { return key(b.ID) }}

// GetBatch reads a batch; NotFound when there is none.
func GetBatch(v *book.View, id uint32) (Batch, error) { return get(v, batches, batchRow, id) }

// Batches reads every batch in the order they were made, voided ones too.
func Batches(v *book.View, fn func(b *Batch) (bool, error)) error { return batches.Scan(v, nil, fn) }

// HandedOver says that somebody handed cash over, and how it was counted.
type HandedOver struct {
	Batch Batch `cbor:"1,keyasint"`
}

// Kind is "cash.handed_over/1".
func (HandedOver) Kind() string { return "cash.handed_over/1" }

// Refs names the batch.
func (f HandedOver) Refs() []book.Ref { return []book.Ref{ref(batchRow, f.Batch.ID)} }

// Apply stores the batch.
func (f HandedOver) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter(rowNames[batchRow], f.Batch.ID); err != nil {
		return err
	}
	f.Batch.Seq = tx.Seq()
	return batches.Insert(tx, &f.Batch)
}

// Undo voids the batch; the till must not be closed for the day it leaves on.
func (f HandedOver) Undo(in *book.In) ([]book.Fact, error) {
	on := max(in.Today, f.Batch.Day)
	if err := openDay(in.View, f.Batch.Till, f.Batch.Money(), on, "day"); err != nil {
		return nil, err
	}
	return []book.Fact{&Voided{Of: batchRow, ID: f.Batch.ID, Date: on}}, nil
}

// Recounted says that a batch was counted anew.
type Recounted struct {
	Batch uint32   `cbor:"1,keyasint"`
	Count Counting `cbor:"2,keyasint"`
}

// Kind is "cash.recounted/1".
func (Recounted) Kind() string { return "cash.recounted/1" }

// Refs names the batch.
func (f Recounted) Refs() []book.Ref { return []book.Ref{ref(batchRow, f.Batch)} }

// Apply adds the count; the earlier one stays for the days before.
func (f Recounted) Apply(tx *book.Tx) error {
	return change(tx, batches, batchRow, f.Batch, func(b *Batch) { b.Counts = append(b.Counts, f.Count) })
}

// Undo lets the earlier count stand again from today on.
func (f Recounted) Undo(in *book.In) ([]book.Fact, error) {
	b, err := GetBatch(in.View, f.Batch)
	if err != nil {
		return nil, err
	}
	on := max(in.Today, f.Count.On)
	if err := openDay(in.View, b.Till, b.Money(), on, "day"); err != nil {
		return nil, err
	}
	return []book.Fact{&RecountBack{Batch: f.Batch, Date: on}}, nil
}

// RecountBack says that the last count of a batch no longer stands from a day on.
type RecountBack struct {
	Batch uint32     `cbor:"1,keyasint"`
	Date  civil.Date `cbor:"2,keyasint"`
}

// Kind is "cash.recount_back/1".
func (RecountBack) Kind() string { return "cash.recount_back/1" }

// Refs names the batch.
func (f RecountBack) Refs() []book.Ref { return []book.Ref{ref(batchRow, f.Batch)} }

// Apply marks the last count that stands, never the first.
func (f RecountBack) Apply(tx *book.Tx) error {
	return change(tx, batches, batchRow, f.Batch, func(b *Batch) {
		for i := len(b.Counts) - 1; i > 0; i-- {
			if b.Counts[i].Back == 0 {
				b.Counts[i].Back = f.Date
				return
			}
		}
	})
}

// Posted says that receipts were made from a batch; the receipts are facts of
// their own beside it.
type Posted struct {
	Batch   uint32  `cbor:"1,keyasint"`
	Posting Posting `cbor:"2,keyasint"`
}

// Kind is "cash.posted/1".
func (Posted) Kind() string { return "cash.posted/1" }

// Refs names the batch.
func (f Posted) Refs() []book.Ref { return []book.Ref{ref(batchRow, f.Batch)} }

// Apply adds the posting.
func (f Posted) Apply(tx *book.Tx) error {
	f.Posting.Seq = tx.Seq()
	return change(tx, batches, batchRow, f.Batch, func(b *Batch) { b.Posts = append(b.Posts, f.Posting) })
}

// Undo takes the posting back from today on; its receipts are undone beside it.
func (f Posted) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&PostBack{Batch: f.Batch, Date: max(in.Today, f.Posting.On)}}, nil
}

// PostBack says that a batch's posting no longer stands from a day on.
type PostBack struct {
	Batch uint32     `cbor:"1,keyasint"`
	Date  civil.Date `cbor:"2,keyasint"`
}

// Kind is "cash.post_back/1".
func (PostBack) Kind() string { return "cash.post_back/1" }

// Refs names the batch.
func (f PostBack) Refs() []book.Ref { return []book.Ref{ref(batchRow, f.Batch)} }

// Apply marks the posting.
func (f PostBack) Apply(tx *book.Tx) error {
	return change(tx, batches, batchRow, f.Batch, func(b *Batch) {
		if n := len(b.Posts); n > 0 {
			b.Posts[n-1].Back = f.Date
		}
	})
}

// checkBatch proves that a batch's cash is its receipts and its differences (M13).
func checkBatch(v *book.View, id uint64) error {
	b, err := GetBatch(v, uint32(id))
	if err != nil {
		return err
	}
	if f := wrong(&b); f != nil {
		return book.Refuse(book.Damaged, "%s: nothing was posted", f)
	}
	return nil
}

func wrong(b *Batch) *book.Finding {
	for i := range b.Posts {
		p := &b.Posts[i]
		if p.Back != 0 {
			continue // it may have been counted again since
		}
		var sum money.Minor
		for _, x := range p.Paid {
			sum += x.Amount
		}
		if counted := b.Counted(p.On).Tally.Total; sum != p.Sum || p.Sum+p.Difference() != counted {
			return &book.Finding{ID: "M13", Record: fmt.Sprintf("cash batch %d", b.ID),
				Expected: fmt.Sprintf("receipts %d + difference %d = counted %d", sum, p.Difference(), counted),
				Found:    fmt.Sprint(p.Sum + p.Difference()), Seq: b.Seq}
		}
	}
	return nil
}

func checkAll(v *book.View, found func(book.Finding)) error {
	people, err := directory.Names(v, directory.Person)
	if err != nil {
		return err
	}
	return Batches(v, func(b *Batch) (bool, error) {
		if f := wrong(b); f != nil {
			found(*f)
		}
		if people[b.Person] == "" {
			found(book.Finding{ID: "X1", Record: fmt.Sprintf("cash batch %d", b.ID), Expected: "a person",
				Found: fmt.Sprint(b.Person), Seq: b.Seq})
		}
		return true, nil
	})
}
