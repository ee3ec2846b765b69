package book

import (
	"encoding/binary"

	"duebook/internal/civil"
)

// astray is how many entries in a row may stand out of the order of days: what was
// posted while a clock was wrong, or when the hour a working day ends at was changed.
const astray = 256

// OfDay reads the entries recorded on a working day, in their order, until fn says
// stop. fn's facts decodes those of its entry, only of some kinds when they are named,
// inside fn only; without it an entry of a bulk import costs no more than any other.
func (v *View) OfDay(s *Schema, day civil.Date,
	fn func(e *Entry, facts func(kinds ...string) ([]Fact, error)) (bool, error)) error {
	seq, err := v.firstOf(day)
	last := v.head().seq
	for other := 0; err == nil && other < astray && seq <= last; seq++ {
		var on civil.Date
		if on, err = v.DayOf(seq); on != day {
			other++
			continue
		}
		other = 0
		stored := v.get(journalBucket, Key{}.U64(seq))
		var e *Entry
		var facts []byte
		if e, facts, err = decodeHead(stored); err != nil {
			return err
		}
		more, err := fn(e, func(kinds ...string) ([]Fact, error) {
			whole := *e
			whole.Facts = facts
			return whole.facts(s, kinds...)
		})
		if !more || err != nil {
			return err
		}
	}
	return err
}

// firstOf is the first entry of a day, or one near where it would stand.
func (v *View) firstOf(day civil.Date) (uint64, error) {
	last := v.head().seq
	before, at := uint64(0), last+1 // an entry before the day; one that is not
	for {
		for before+1 < at {
			mid := before + (at-before)/2
			switch d, err := v.DayOf(mid); {
			case err != nil:
				return 0, err
			case d < day:
				before = mid
			default:
				at = mid
			}
		}
		stray := uint64(0) // an earlier day shortly after says that at was astray
		for s := at + 1; s <= min(at+astray, last); s++ {
			if d, err := v.DayOf(s); err != nil {
				return 0, err
			} else if d < day {
				stray = s
			}
		}
		if stray == 0 {
			break
		}
		before, at = stray, last+1
	}
	first := at
	for s, other := at-1, 0; s > 0 && other < astray; s-- {
		d, err := v.DayOf(s)
		if err != nil {
			return 0, err
		}
		if other++; d == day {
			first, other = s, 0
		}
	}
	return first, nil
}

// DayOf reads the day of an entry, and nothing else of it.
func (v *View) DayOf(seq uint64) (civil.Date, error) {
	stored := v.get(journalBucket, Key{}.U64(seq))
	n, at := mapHead(stored)
	for range n {
		key, after := cborInt(stored, at)
		if after == 0 || key > 3 {
			break
		}
		val, end := cborInt(stored, after)
		if end == 0 {
			break
		}
		if at = end; key == 3 {
			return civil.Date(val), nil
		}
	}
	return 0, Refuse(Damaged, "journal entry %d cannot be read: its day is missing (run: duebook verify)", seq)
}

// decodeHead reads an entry but for its facts, which it returns as they are stored.
// They are the last but for the marks, each two bytes, and are not looked at.
func decodeHead(stored []byte) (*Entry, []byte, error) {
	n, at := mapHead(stored)
	for i := range n {
		if at < len(stored) && stored[at] == factsKey {
			marks := len(stored) - 2*(n-i-1)
			if marks <= at {
				break
			}
			small := append([]byte{0xa0 | byte(n-1)}, stored[1:at]...)
			e, err := decodeEntry(append(small, stored[marks:]...))
			return e, stored[at+1 : marks], err
		}
		_, after := cborInt(stored, at)
		if at = cborSkip(stored, after); at == 0 {
			break
		}
	}
	e, err := decodeEntry(stored) // says what is wrong
	if err == nil {
		err = Refuse(Damaged, "journal entry %d cannot be read: its facts are missing (run: duebook verify)", e.Seq)
	}
	return nil, nil, err
}

const factsKey = 11

// mapHead reads the head of a map of less than 24 pairs, and where the first is.
func mapHead(b []byte) (pairs, at int) {
	if len(b) == 0 || b[0]>>5 != 5 || b[0]&31 > 23 {
		return 0, 0
	}
	return int(b[0] & 31), 1
}

// cborInt reads a number at an offset and returns where it ends; 0 when there is none.
func cborInt(b []byte, at int) (n int64, end int) {
	major, u, end := cborArg(b, at)
	switch {
	case end == 0 || major > 1 || u > 1<<63-1:
		return 0, 0
	case major == 1:
		return -1 - int64(u), end
	}
	return int64(u), end
}

// cborSkip returns where the number, text or bytes at an offset end; 0 when it is
// none of these.
func cborSkip(b []byte, at int) int {
	major, n, end := cborArg(b, at)
	switch {
	case end == 0 || major > 3:
		return 0
	case major < 2:
		return end
	case n > uint64(len(b)-end):
		return 0
	}
	return end + int(n)
}

// cborArg reads a CBOR head at an offset and returns where it ends; 0 when there is
// none of fixed length.
func cborArg(b []byte, at int) (major byte, arg uint64, end int) {
	if at <= 0 || at >= len(b) {
		return 0, 0, 0
	}
	major, arg, at = b[at]>>5, uint64(b[at]&31), at+1
	if arg < 24 {
		return major, arg, at
	}
	size := 1 << (arg - 24)
	if arg > 27 || at+size > len(b) {
		return 0, 0, 0
	}
	wide := make([]byte, 8)
	copy(wide[8-size:], b[at:at+size])
	return major, binary.BigEndian.Uint64(wide), at + size
}
