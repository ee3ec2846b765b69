package customer

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"duebook/internal/book"
	"duebook/internal/civil"
)

// Edited is one change of one field of a card: who made it, when, and the field before
// and after.
type Edited struct {
	Change
	Day   civil.Date // the working day
	Nanos int64      // the moment
	Who   string
	Seq   uint64
	Undo  bool // it took another change back
}

type fact struct {
	_    struct{} `cbor:",toarray"`
	Kind string
	Body cbor.RawMessage
}

// History reads from the journal how the fields of a card, its profile and its block
// were changed up to a day, oldest first. What a person said is under "person NAME".
func History(v *book.View, id uint32, asOf civil.Date) ([]Edited, error) {
	var all []Edited
	err := v.Journal(1, func(e *book.Entry) (bool, error) {
		if e.Day > asOf || !(bytes.Contains(e.Facts, []byte("customer.changed/")) ||
			bytes.Contains(e.Facts, []byte("customer.assigned/")) ||
			bytes.Contains(e.Facts, []byte("customer.block set/"))) {
			return true, nil
		}
		var facts []fact
		if err := cbor.Unmarshal(e.Facts, &facts); err != nil {
			return false, fmt.Errorf("entry %d: its facts cannot be read: %w", e.Seq, err)
		}
		for _, f := range facts {
			changes, err := f.changes(id)
			if err != nil {
				return false, fmt.Errorf("entry %d: %s cannot be read: %w", e.Seq, f.Kind, err)
			}
			for _, c := range changes {
				all = append(all, Edited{Change: named(c), Day: e.Day, Nanos: e.Nanos, Who: e.Who, Seq: e.Seq,
					Undo: e.Command == book.Undo{}.Kind()})
			}
		}
		return true, nil
	})
	return all, err
}

// changes are those a fact made to a customer's card, none when it is about another.
func (f *fact) changes(id uint32) ([]Change, error) {
	switch f.Kind {
	case Changed{}.Kind():
		var who struct {
			Customer struct {
				ID uint32 `cbor:"1,keyasint"`
			} `cbor:"1,keyasint"`
			Changes []Change `cbor:"2,keyasint"`
		}
		if err := cbor.Unmarshal(f.Body, &who); err != nil || who.Customer.ID != id {
			return nil, err
		}
		return who.Changes, nil
	case Assigned{}.Kind():
		var x Assigned
		if err := cbor.Unmarshal(f.Body, &x); err != nil || x.ID != id {
			return nil, err
		}
		return x.Changes, nil
	case BlockSet{}.Kind():
		var x BlockSet
		if err := cbor.Unmarshal(f.Body, &x); err != nil || x.Customer != id {
			return nil, err
		}
		return []Change{{"block", x.Before.says(), x.Step.says()}}, nil
	}
	return nil, nil
}

func (s BlockStep) says() string {
	if s.Reason == "" {
		return s.Block.String()
	}
	return s.Block.String() + ": " + s.Reason
}

// named tells the people of a card apart.
func named(c Change) Change {
	if c.Field == "person" {
		who := c.Old
		if who == "" {
			who = c.New
		}
		who, _, _ = strings.Cut(who, ", ")
		c.Field += " " + who
	}
	return c
}

// FieldAt is what a field held at the end of a day, by the whole history of its card
// and what it holds now.
func FieldAt(history []Edited, field, now string, day civil.Date) string {
	at := slices.IndexFunc(history, func(e Edited) bool { return e.Field == field && e.Day > day })
	if at < 0 {
		return now
	}
	return history[at].Old
}
