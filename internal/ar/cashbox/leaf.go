package cashbox

import (
	"fmt"
	"strconv"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Spoilt is a leaf of a receipt book that was voided. It counts from On until before
// Back, the day that was taken back (0: it stands).
type Spoilt struct {
	N      uint32     `cbor:"1,keyasint"`
	Reason string     `cbor:"2,keyasint"`
	On     civil.Date `cbor:"3,keyasint"`
	By     string     `cbor:"4,keyasint"`
	Back   civil.Date `cbor:"5,keyasint,omitempty"`
}

// Handing is a receipt book that came back from its person.
type Handing struct {
	On   civil.Date `cbor:"1,keyasint"`
	By   string     `cbor:"2,keyasint"`
	Back civil.Date `cbor:"3,keyasint,omitempty"`
}

// Book is a numbered series of receipt leaves a person carries: Prefix and a number of
// at least Width digits, From to To.
type Book struct {
	ID       uint32     `cbor:"1,keyasint"`
	Person   uint16     `cbor:"2,keyasint"`
	Prefix   string     `cbor:"3,keyasint,omitempty"`
	Width    int        `cbor:"4,keyasint"`
	From     uint32     `cbor:"5,keyasint"`
	To       uint32     `cbor:"6,keyasint"`
	Issued   civil.Date `cbor:"7,keyasint"`
	By       string     `cbor:"8,keyasint"`
	Leaves   []Spoilt   `cbor:"9,keyasint,omitempty"`
	Returned []Handing  `cbor:"10,keyasint,omitempty"`
	Voided   civil.Date `cbor:"11,keyasint,omitempty"`
	Seq      uint64     `cbor:"12,keyasint"`
}

// At reports whether the book was issued at the end of a day.
func (b *Book) At(d civil.Date) bool { return visible(b.Issued, b.Voided, d) }

// BackOn is the day by which the book had come back, 0 when it had not.
func (b *Book) BackOn(d civil.Date) (on civil.Date) {
	for _, r := range b.Returned {
		if visible(r.On, r.Back, d) {
			on = r.On
		}
	}
	return on
}

// Spoilt is how a leaf was voided by the end of a day.
func (b *Book) Spoilt(n uint32, d civil.Date) (s Spoilt, ok bool) {
	for _, l := range b.Leaves {
		if l.N == n && visible(l.On, l.Back, d) {
			s, ok = l, true
		}
	}
	return s, ok
}

// Number is a leaf as it is printed.
func (b *Book) Number(n uint32) string { return fmt.Sprintf("%s%0*d", b.Prefix, b.Width, n) }

// Name is the series: its first and last leaf.
func (b *Book) Name() string { return b.Number(b.From) + "–" + b.Number(b.To) }

// Leaf is the number of a leaf of this book, as printed or without leading zeros. More
// zeros are another series: R-001001 is no leaf of a book from R-1001.
func (b *Book) Leaf(number string) (n uint32, ok bool) {
	prefix, n, width, err := series(number)
	return n, err == nil && b.has(prefix, n, width)
}

func (b *Book) has(prefix string, n uint32, width int) bool {
	return prefix == b.Prefix && n >= b.From && n <= b.To && (width <= b.Width || width == len(strconv.Itoa(int(n))))
}

// series takes a leaf's number apart: what stands before its last digits, and these.
func series(s string) (prefix string, n uint32, width int, err error) {
	s = strings.TrimSpace(s)
	at := len(s)
	for at > 0 && s[at-1] >= '0' && s[at-1] <= '9' {
		at--
	}
	v, err := strconv.ParseUint(s[at:], 10, 31)
	if err != nil {
		return "", 0, 0, fmt.Errorf("%q is no number of a receipt leaf, such as 1001 or A-0050", text.Safe(s))
	}
	return s[:at], uint32(v), len(s) - at, nil
}

var books = &book.Table[Book]{Name: "receipt book", Bucket: "receipt.book", Codec: book.CBOR[Book](),
	Key: func(b *Book) book.Key { return key(b.ID) }}

// Books reads every receipt book in the order they were issued, voided ones too.
func Books(v *book.View, fn func(b *Book) (bool, error)) error { return books.Scan(v, nil, fn) }

// Issued says that a person got a receipt book.
type Issued struct {
	Book Book `cbor:"1,keyasint"`
}

// Kind is "receipt_book.issued/1".
func (Issued) Kind() string { return "receipt_book.issued/1" }

// Refs names the book.
func (f Issued) Refs() []book.Ref { return []book.Ref{ref(bookRow, f.Book.ID)} }

// Apply stores the book.
func (f Issued) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter(rowNames[bookRow], f.Book.ID); err != nil {
		return err
	}
	f.Book.Seq = tx.Seq()
	return books.Insert(tx, &f.Book)
}

// Undo voids the book.
func (f Issued) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{Of: bookRow, ID: f.Book.ID, Date: max(in.Today, f.Book.Issued)}}, nil
}

// Leaf says that a leaf was voided.
type Leaf struct {
	Book   uint32 `cbor:"1,keyasint"`
	Spoilt Spoilt `cbor:"2,keyasint"`
}

// Kind is "receipt_book.leaf_voided/1".
func (Leaf) Kind() string { return "receipt_book.leaf_voided/1" }

// Refs names the book and the leaf.
func (f Leaf) Refs() []book.Ref { return leafRefs(f.Book, f.Spoilt.N) }

func leafRefs(id, n uint32) []book.Ref {
	return []book.Ref{{Table: "receipt leaf", ID: uint64(id)<<32 | uint64(n), Document: true},
		{Table: rowNames[bookRow], ID: uint64(id), Uses: true}}
}

// Apply notes the leaf.
func (f Leaf) Apply(tx *book.Tx) error {
	return change(tx, books, bookRow, f.Book, func(b *Book) { b.Leaves = append(b.Leaves, f.Spoilt) })
}

// Undo takes the voiding back from today on.
func (f Leaf) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&LeafBack{Book: f.Book, N: f.Spoilt.N, Date: max(in.Today, f.Spoilt.On)}}, nil
}

// LeafBack says that a leaf is no longer voided from a day on.
type LeafBack struct {
	Book uint32     `cbor:"1,keyasint"`
	N    uint32     `cbor:"2,keyasint"`
	Date civil.Date `cbor:"3,keyasint"`
}

// Kind is "receipt_book.leaf_back/1".
func (LeafBack) Kind() string { return "receipt_book.leaf_back/1" }

// Refs names the book and the leaf.
func (f LeafBack) Refs() []book.Ref { return leafRefs(f.Book, f.N) }

// Apply marks the leaf.
func (f LeafBack) Apply(tx *book.Tx) error {
	return change(tx, books, bookRow, f.Book, func(b *Book) {
		for i := range b.Leaves {
			if l := &b.Leaves[i]; l.N == f.N && l.Back == 0 {
				l.Back = f.Date
			}
		}
	})
}

// Returned says that a receipt book came back from its person.
type Returned struct {
	Book    uint32  `cbor:"1,keyasint"`
	Handing Handing `cbor:"2,keyasint"`
}

// Kind is "receipt_book.returned/1".
func (Returned) Kind() string { return "receipt_book.returned/1" }

// Refs names the book.
func (f Returned) Refs() []book.Ref { return []book.Ref{ref(bookRow, f.Book)} }

// Apply notes the return.
func (f Returned) Apply(tx *book.Tx) error {
	return change(tx, books, bookRow, f.Book, func(b *Book) { b.Returned = append(b.Returned, f.Handing) })
}

// Undo lets the person have the book again from today on.
func (f Returned) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&ReturnBack{Book: f.Book, Date: max(in.Today, f.Handing.On)}}, nil
}

// ReturnBack says that a receipt book is with its person again from a day on.
type ReturnBack struct {
	Book uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "receipt_book.return_back/1".
func (ReturnBack) Kind() string { return "receipt_book.return_back/1" }

// Refs names the book.
func (f ReturnBack) Refs() []book.Ref { return []book.Ref{ref(bookRow, f.Book)} }

// Apply marks the return.
func (f ReturnBack) Apply(tx *book.Tx) error {
	return change(tx, books, bookRow, f.Book, func(b *Book) {
		if n := len(b.Returned); n > 0 {
			b.Returned[n-1].Back = f.Date
		}
	})
}

// IssueBook gives a person a receipt book.
type IssueBook struct {
	Person string `json:"person" help:"who carries it"`
	From   string `json:"from" help:"the first leaf's number, such as A-1001"`
	To     string `json:"to" help:"the last leaf's number"`
	Day    string `json:"day,omitempty" help:"today when left out"`
}

// Kind is "receipt_book.issue".
func (IssueBook) Kind() string { return "receipt_book.issue" }

// Decide refuses a series that another book holds.
func (c IssueBook) Decide(in *book.In) ([]book.Fact, error) {
	n := directory.NewNamer(in)
	who, err := person(n, c.Person)
	if err != nil {
		return nil, err
	}
	prefix, from, width, err := series(c.From)
	if err != nil {
		return nil, book.RefuseField("from", "%v", err)
	}
	other, to, _, err := series(c.To)
	if err != nil {
		return nil, book.RefuseField("to", "%v", err)
	}
	if other != prefix || to < from || to-from >= 1000 {
		return nil, book.RefuseField("to", "a book runs from %s to at most 999 leaves later, not to %s",
			strings.TrimSpace(c.From), strings.TrimSpace(c.To))
	}
	if err := text.Check(prefix, 20); err != nil {
		return nil, book.RefuseField("from", "%v", err)
	}
	day, err := pastDay(in, c.Day)
	if err != nil {
		return nil, err
	}
	err = Books(in.View, func(b *Book) (bool, error) {
		if b.Voided == 0 && b.Prefix == prefix && b.From <= to && from <= b.To {
			return false, book.RefuseField("from", "the leaves %s are issued already", b.Name())
		}
		return true, nil
	})
	f := &Issued{Book{ID: in.NewID(rowNames[bookRow]), Person: who, Prefix: prefix, Width: width, From: from, To: to,
		Issued: day, By: in.Who}}
	return append(n.Facts(), f), err
}

// holder finds the live book that has a leaf.
func holder(v *book.View, number string) (found Book, n uint32, err error) {
	err = Books(v, func(b *Book) (bool, error) {
		if leaf, ok := b.Leaf(number); ok && b.Voided == 0 {
			found, n = *b, leaf
		}
		return found.ID == 0, nil
	})
	if err == nil && found.ID == 0 {
		err = book.RefuseField("number", "no receipt book has the leaf %q", text.Safe(number))
	}
	return found, n, err
}

// VoidLeaf says that a leaf was spoilt, lost or torn out.
type VoidLeaf struct {
	Number string `json:"number" help:"the leaf's number as printed"`
	Reason string `json:"reason" help:"why it was not used"`
}

// Kind is "receipt_book.void_leaf".
func (VoidLeaf) Kind() string { return "receipt_book.void_leaf" }

// Decide refuses a leaf that a receipt was written on.
func (c VoidLeaf) Decide(in *book.In) ([]book.Fact, error) {
	b, n, err := holder(in.View, c.Number)
	if err != nil {
		return nil, err
	}
	if s, gone := b.Spoilt(n, in.Today); gone {
		return nil, book.RefuseField("number", "leaf %s is void since %s: %s", b.Number(n), s.On, s.Reason)
	}
	if used, err := usedLeaf(in.View, &b, n); err != nil || used {
		if used {
			err = book.RefuseField("number", "a receipt stands on leaf %s: take it back first", b.Number(n))
		}
		return nil, err
	}
	reason := strings.TrimSpace(c.Reason)
	if err := text.Check(reason, 300); err != nil || reason == "" {
		return nil, book.RefuseField("reason", "say why leaf %s was not used, in at most 300 letters", b.Number(n))
	}
	on := max(in.Today, b.Issued)
	return []book.Fact{&Leaf{Book: b.ID, Spoilt: Spoilt{N: n, Reason: reason, On: on, By: in.Who}}}, nil
}

// ReturnBook takes a receipt book back from its person: what is not used is a gap
// from then on.
type ReturnBook struct {
	Number string `json:"number" help:"any leaf of the book"`
	Day    string `json:"day,omitempty" help:"today when left out"`
}

// Kind is "receipt_book.return".
func (ReturnBook) Kind() string { return "receipt_book.return" }

// Decide refuses a book that came back already.
func (c ReturnBook) Decide(in *book.In) ([]book.Fact, error) {
	b, _, err := holder(in.View, c.Number)
	if err != nil {
		return nil, err
	}
	day, err := bill.Day("day", c.Day, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	if day < b.Issued || day > in.Today {
		return nil, book.RefuseField("day", "the book was issued on %s: it comes back from then to today", b.Issued)
	}
	if on := b.BackOn(in.Today); on != 0 {
		return nil, book.RefuseField("number", "the book %s came back on %s already", b.Name(), on)
	}
	return []book.Fact{&Returned{Book: b.ID, Handing: Handing{On: day, By: in.Who}}}, nil
}
