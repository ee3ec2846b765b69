package book

import (
	"encoding/binary"
	"fmt"
)

// Undo takes one entry back by counter-facts, when no later live entry shares a
// document with it. Its counter-facts are dated today.
type Undo struct {
	Seq uint64 `json:"seq" help:"the number of the journal entry to take back"`
}

// Kind is "undo".
func (Undo) Kind() string { return "undo" }

// undone says that an entry has been taken back.
type undone struct {
	Entry uint64 `cbor:"1,keyasint"`
}

func (undone) Kind() string { return "entry.undone/1" }
func (undone) Refs() []Ref  { return nil }
func (u undone) Apply(tx *Tx) error {
	return tx.put(undoneBucket, Key{}.U64(u.Entry), Key{}.U64(tx.seq))
}

const undoneBucket = "undone"

// UndoneBy returns the entry that took entry seq back, or 0.
func (v *View) UndoneBy(seq uint64) uint64 {
	if b := v.get(undoneBucket, Key{}.U64(seq)); len(b) == 8 {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// Decide gives the counter-facts, last fact first, or says what stands in the
// way.
func (u Undo) Decide(in *In) ([]Fact, error) {
	e, facts, err := in.Entry(in.schema, u.Seq)
	if err != nil {
		return nil, err
	}
	if by := in.UndoneBy(u.Seq); by != 0 {
		return nil, Refuse(Conflict, "entry %d was taken back already (by entry %d)", u.Seq, by)
	}
	if e.Command == u.Kind() {
		return nil, Refuse(Conflict, "entry %d is itself an undo: post again what it took back", u.Seq)
	}
	if e.Part || len(facts) > BulkOver {
		return nil, Refuse(Conflict, "entry %d is part of a bulk import: restore the backup made before it instead",
			u.Seq)
	}
	if err := in.dependent(e, facts); err != nil {
		return nil, err
	}
	var counter []Fact
	for i := len(facts) - 1; i >= 0; i-- {
		f, ok := facts[i].(Undoer)
		if !ok {
			return nil, Refuse(Conflict, "entry %d (%s) cannot be taken back: %s has no counter-fact", u.Seq,
				e.Command, facts[i].Kind())
		}
		more, err := f.Undo(in)
		if err != nil {
			return nil, err
		}
		counter = append(counter, more...)
	}
	return append(counter, &undone{Entry: u.Seq}), nil
}

// dependent refuses when a later live entry shares a document with the facts.
func (in *In) dependent(e *Entry, facts []Fact) error {
	mine := map[Ref]bool{}
	for _, f := range facts {
		for _, r := range f.Refs() {
			if r.Document {
				mine[Ref{Table: r.Table, ID: r.ID}] = true
			}
		}
	}
	if len(mine) == 0 {
		return nil
	}
	return in.Journal(e.Seq+1, func(later *Entry) (bool, error) {
		if later.Command == (Undo{}).Kind() || in.UndoneBy(later.Seq) != 0 {
			return true, nil
		}
		others, err := later.facts(in.schema)
		if err != nil {
			return false, err
		}
		for _, f := range others {
			for _, r := range f.Refs() {
				if (r.Document || r.Uses) && mine[Ref{Table: r.Table, ID: r.ID}] {
					return false, Refuse(Conflict, "entry %d cannot be taken back: entry %d (%s, %s by %s) builds on "+
						"the same %s; undo that first", e.Seq, later.Seq, later.Command,
						later.Time().In(in.Now.Location()).Format("2006-01-02 15:04"), later.Who, r.Table)
				}
			}
		}
		return true, nil
	})
}

// LastOf finds the newest entry of a person that can still be taken back,
// looking at most 500 entries back; 0 when there is none.
func (v *View) LastOf(who string) (seq uint64, command string, err error) {
	for s, n := v.seq, 0; s > 0 && n < 500; s, n = s-1, n+1 {
		stored := v.get(journalBucket, Key{}.U64(s))
		if len(stored) > 4<<20 {
			continue
		}
		e, err := decodeEntry(stored)
		if err != nil {
			return 0, "", fmt.Errorf("entry %d: %w", s, err)
		}
		if e.Who == who && e.Command != (Undo{}).Kind() && !e.Part && v.UndoneBy(s) == 0 {
			return s, e.Command, nil
		}
	}
	return 0, "", nil
}

// TookBack is the entry that a fact of an undo says was taken back; ok is false for
// any other fact.
func TookBack(f Fact) (seq uint64, ok bool) {
	u, ok := f.(*undone)
	if !ok {
		return 0, false
	}
	return u.Entry, true
}
