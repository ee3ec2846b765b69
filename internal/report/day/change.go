package day

import (
	"slices"

	"duebook/internal/book"
	"duebook/internal/civil"
)

// Freeze writes a report as it is submitted.
func Freeze(o *Officer) ([]byte, error) { return book.AppendCBOR(nil, o) }

// Thaw reads what Freeze wrote.
func Thaw(b []byte) (*Officer, error) {
	o := &Officer{}
	if err := book.DecodeCBOR(b, o); err != nil {
		return nil, book.Refuse(book.Damaged, "a submitted report cannot be read: %v (run: duebook verify)", err)
	}
	return o, nil
}

// Change is something a submitted report lacks, or holds and no longer should, because
// of what was recorded since. On is the day it was recorded, 0 when that is not known.
type Change struct {
	Key  string
	Item Item
	Gone bool
	On   civil.Date
}

// Changes compares a submitted report with the same day as it is known now.
func Changes(then, now *Officer) (out []Change) {
	for i := range Defs {
		key := Defs[i].Key
		if !Defs[i].late || key == Collected {
			continue
		}
		was, is := then.Line(key).Items, now.Line(key).Items
		for _, x := range is {
			if !slices.ContainsFunc(was, x.same) {
				out = append(out, Change{Key: key, Item: x, On: x.Late})
			}
		}
		for _, x := range was {
			if !slices.ContainsFunc(is, x.same) {
				out = append(out, Change{Key: key, Item: x, Gone: true})
			}
		}
	}
	return out
}

// same reports whether two items are the same thing: an entry tells a customer of one
// amount once on a line, whatever the customer is called by now.
func (i Item) same(o Item) bool {
	return i.Seq == o.Seq && i.Code == o.Code && i.Amount == o.Amount && i.What == o.What
}
