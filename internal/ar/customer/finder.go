package customer

import (
	"bytes"
	"sort"
	"strings"

	"duebook/internal/book"
	"duebook/internal/text"
)

// Finder holds the folded texts of all customers side by side in memory, so that
// a search over very many is one sweep at the memory's speed. It is of one moment
// of the book; Fresh tells whether it still holds.
type Finder struct {
	seq   uint64
	text  []byte   // each customer's texts, a line each
	start []uint32 // where each line begins
	ids   []uint32
}

// NewFinder reads the texts of all customers.
func NewFinder(v *book.View) *Finder {
	f := &Finder{seq: v.Seq()}
	table.RawIndex(v, "find", nil, nil, func(k, val []byte) bool {
		f.start = append(f.start, uint32(len(f.text)))
		f.ids = append(f.ids, book.U32At(k, 0))
		f.text = append(append(f.text, val[1:]...), '\n')
		return true
	})
	return f
}

// freshness is how many entries Fresh reads before it rather lets all be read anew.
const freshness = 200

// Fresh reports whether no entry since has touched a customer, and remembers it.
func (f *Finder) Fresh(v *book.View) bool {
	if v.Seq() < f.seq || v.Seq() > f.seq+freshness {
		return false
	}
	same := true
	err := v.Journal(f.seq+1, func(e *book.Entry) (bool, error) {
		same = e.Seq <= v.Seq() && !e.Part && !bytes.Contains(e.Facts, []byte("customer."))
		return same, nil
	})
	if same = same && err == nil; same {
		f.seq = v.Seq()
	}
	return same
}

// Search finds customers whose folded texts hold every word of the query, in id
// order, until fn says stop.
func (f *Finder) Search(query string, fn func(id uint32) bool) {
	wanted := strings.Fields(text.Fold(query))
	if d := text.Digits(query); len(d) >= 5 && len(d) >= len(query)/2 {
		wanted = []string{strings.TrimLeft(d, "0")}
	}
	if len(wanted) == 0 {
		for _, id := range f.ids {
			if !fn(id) {
				return
			}
		}
		return
	}
	sort.SliceStable(wanted, func(i, j int) bool { return len(wanted[i]) > len(wanted[j]) })
	rare := []byte(wanted[0]) // a long word is found in few
	for at, n := 0, 0; at < len(f.text); {
		i := bytes.Index(f.text[at:], rare)
		if i < 0 {
			return
		}
		n = f.line(n, at+i)
		from := int(f.start[n])
		at = from + bytes.IndexByte(f.text[from:], '\n') + 1
		all := true
		for _, w := range wanted[1:] {
			all = all && contains(f.text[from:at], w)
		}
		if all && !fn(f.ids[n]) {
			return
		}
	}
}

// line is the number of the line, n or a later one, that holds a place of the
// text. Hits lie close to each other, so the steps grow from small.
func (f *Finder) line(n, at int) int {
	step := 1
	for n+step < len(f.start) && int(f.start[n+step]) <= at {
		n, step = n+step, step*2
	}
	rest := f.start[n:min(n+step, len(f.start))]
	return n + sort.Search(len(rest), func(i int) bool { return int(rest[i]) > at }) - 1
}
