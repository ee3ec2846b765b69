// Package directory gives short numbers to the names that many rows repeat:
// branches, people, groups, routes, risk classes. It must never lose or reuse a
// number: open items and profiles hold them.
package directory

import (
	"strings"

	"duebook/internal/book"
	"duebook/internal/text"
)

// Kind says what a name is the name of.
type Kind byte

// The kinds of name.
const (
	Branch Kind = iota + 1
	Person      // salesmen and collectors
	Group
	Route
	Risk
	Source // files of one shape that come in again and again
)

// Name is one entry: number ID of its kind stands for Text. Number 0 is "none".
type Name struct {
	Of   Kind   `cbor:"1,keyasint"`
	ID   uint16 `cbor:"2,keyasint"`
	Text string `cbor:"3,keyasint"`
}

var table = &book.Table[Name]{Name: "directory", Bucket: "directory", Codec: book.CBOR[Name](),
	Key: func(n *Name) book.Key { return key(n.Of, n.ID) },
	Indexes: []book.Index[Name]{{Name: "text", Unique: true, Entries: func(n *Name) []book.Key {
		return []book.Key{textKey(n.Of, n.Text)}
	}}}}

func key(of Kind, id uint16) book.Key { return book.Key{}.U8(byte(of)).U16(id) }

func textKey(of Kind, s string) book.Key { return book.Key{}.U8(byte(of)).Text(text.Fold(s)) }

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Named{}}}
}

// Named says that a number stands for a name.
type Named struct {
	Name Name `cbor:"1,keyasint"`
}

// Kind is "directory.named/1".
func (Named) Kind() string { return "directory.named/1" }

// Refs names nothing: a name may stay when what brought it is undone.
func (Named) Refs() []book.Ref { return nil }

// Apply stores the name.
func (n Named) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter(counter(n.Name.Of), uint32(n.Name.ID)); err != nil {
		return err
	}
	return table.Put(tx, &n.Name)
}

// Undo keeps the name, which harms nothing.
func (n Named) Undo(*book.In) ([]book.Fact, error) { return nil, nil }

func counter(of Kind) string { return "directory " + string(rune('0'+of)) }

// Find returns the number of a name, compared folded; 0 for an empty or
// unknown one.
func Find(v *book.View, of Kind, s string) (uint16, error) {
	if strings.TrimSpace(s) == "" {
		return 0, nil
	}
	n, _, err := table.Find(v, "text", textKey(of, s))
	return n.ID, err
}

// Names reads all names of a kind by number.
func Names(v *book.View, of Kind) (map[uint16]string, error) {
	all := map[uint16]string{}
	err := table.Scan(v, book.Key{}.U8(byte(of)), func(n *Name) (bool, error) {
		all[n.ID] = n.Text
		return true, nil
	})
	return all, err
}

// TextOf reads one name; "" for number 0 or an unknown one.
func TextOf(v *book.View, of Kind, id uint16) (string, error) {
	if id == 0 {
		return "", nil
	}
	n, _, err := table.Get(v, key(of, id))
	return n.Text, err
}

// Namer finds numbers for names inside one Decide and makes the facts for those
// that are new.
type Namer struct {
	in    *book.In
	known map[Kind]map[string]uint16
	facts []book.Fact
}

// NewNamer starts a Namer for one Decide.
func NewNamer(in *book.In) *Namer {
	return &Namer{in: in, known: map[Kind]map[string]uint16{}}
}

// ID returns the number of a name, a new one when it is unknown; 0 for an empty
// name. It refuses unclean names, and the 65,536th of a kind.
func (n *Namer) ID(of Kind, s string) (uint16, error) {
	if s == "" {
		return 0, nil
	}
	m := n.known[of]
	if m == nil {
		m = map[string]uint16{}
		n.known[of] = m
	}
	if id, ok := m[s]; ok {
		return id, nil
	}
	if err := text.Check(s, 120); err != nil {
		return 0, err
	}
	folded := text.Fold(s)
	if id, ok := m["\x00"+folded]; ok {
		m[s] = id
		return id, nil
	}
	id, err := Find(n.in.View, of, s)
	if err != nil {
		return 0, err
	}
	if id == 0 {
		next := n.in.NewID(counter(of))
		if next > 65_000 {
			return 0, book.Refuse(book.Invalid, "the book holds 65,000 names of this kind already: %q cannot be "+
				"added", s)
		}
		id = uint16(next)
		n.facts = append(n.facts, &Named{Name{of, id, strings.TrimSpace(s)}})
	}
	m[s], m["\x00"+folded] = id, id
	return id, nil
}

// Facts are the new names, to go before the facts that use them.
func (n *Namer) Facts() []book.Fact { return n.facts }
