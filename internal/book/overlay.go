package book

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// overlay holds writes in memory over a base that stays as it is. scan sees
// the base only: facts read by key (Fact.Apply).
type overlay struct {
	base   store // nil: nothing below
	layers map[string]*layer
}

func newOverlay(s *Schema, base store) *overlay {
	o := &overlay{base: base, layers: map[string]*layer{}}
	for _, name := range s.allBuckets() {
		o.layers[name] = &layer{}
	}
	return o
}

// layer returns a bucket's rows; every bucket of the schema has its layer from
// the start, so that two goroutines may write to two buckets.
func (o *overlay) layer(bucket string) *layer {
	l := o.layers[bucket]
	if l == nil {
		l = &layer{}
		o.layers[bucket] = l
	}
	return l
}

func (o *overlay) get(bucket string, key []byte) []byte {
	if v, known := o.layer(bucket).get(key); known || o.base == nil {
		return v
	}
	return o.base.get(bucket, key)
}

func (o *overlay) scan(bucket string, from, to []byte, fn func(k, v []byte) bool) {
	if o.base != nil {
		o.base.scan(bucket, from, to, fn)
	}
}

func (o *overlay) put(bucket string, key, val []byte) error {
	o.layer(bucket).put(key, val, false)
	return nil
}

func (o *overlay) del(bucket string, key []byte) error {
	o.layer(bucket).put(key, nil, true)
	return nil
}

// layer is a hash table of rows whose bytes lie in large chunks, so that a
// million rows are no work for the garbage collector.
type layer struct {
	slots  []slot // open addressing, a power of two; empty: row 0
	rows   []span
	chunks [][]byte
}

type slot struct{ hash, row uint32 } // row counts from 1

// span is where a row lies: the chunk and place of its key and of its value.
type span struct {
	kchunk, kat, klen uint32
	vchunk, vat, vlen uint32 // vlen deleted: the base's row is gone
}

const (
	deleted  = 1<<32 - 1
	maxChunk = 1 << 20
)

var layerSeed = maphash.MakeSeed()

func (l *layer) find(key []byte) (at int, row uint32) {
	h := maphash.Bytes(layerSeed, key)
	mask := len(l.slots) - 1
	for at = int(h>>32) & mask; ; at = (at + 1) & mask {
		s := l.slots[at]
		if s.row == 0 {
			l.slots[at].hash = uint32(h) // taken when the caller sets the row
			return at, 0
		}
		if s.hash == uint32(h) && bytes.Equal(l.key(s.row), key) {
			return at, s.row
		}
	}
}

func (l *layer) key(row uint32) []byte {
	s := &l.rows[row-1]
	return l.chunks[s.kchunk][s.kat : s.kat+s.klen : s.kat+s.klen]
}

// row returns a row's key and value; live is false when it says that the base's
// row is gone.
func (l *layer) row(row uint32) (k, v []byte, live bool) {
	s := &l.rows[row-1]
	if s.vlen == deleted {
		return l.key(row), nil, false
	}
	return l.key(row), l.chunks[s.vchunk][s.vat : s.vat+s.vlen : s.vat+s.vlen], true
}

// get returns a value; known is false when the layer says nothing of the key.
func (l *layer) get(key []byte) (v []byte, known bool) {
	if len(l.rows) == 0 {
		return nil, false
	}
	_, row := l.find(key)
	if row == 0 {
		return nil, false
	}
	_, v, _ = l.row(row)
	return v, true
}

func (l *layer) put(key, val []byte, gone bool) {
	if 4*len(l.rows) >= 3*len(l.slots) {
		l.grow()
	}
	at, row := l.find(key)
	if row == 0 {
		var s span
		s.kchunk, s.kat = l.store(key)
		s.klen = uint32(len(key))
		l.rows = append(l.rows, s)
		row = uint32(len(l.rows))
		l.slots[at].row = row
	}
	s := &l.rows[row-1]
	switch {
	case gone:
		s.vlen = deleted
	case s.vlen != deleted && len(val) <= int(s.vlen):
		copy(l.chunks[s.vchunk][s.vat:], val)
		s.vlen = uint32(len(val))
	default:
		s.vchunk, s.vat = l.store(val)
		s.vlen = uint32(len(val))
	}
}

// store copies bytes into the last chunk, or a new one.
func (l *layer) store(b []byte) (chunk, at uint32) {
	n := len(l.chunks)
	if n == 0 || cap(l.chunks[n-1])-len(l.chunks[n-1]) < len(b) {
		l.chunks = append(l.chunks, make([]byte, 0, max(len(b), min(maxChunk, 1024<<min(n, 10)))))
		n++
	}
	c := &l.chunks[n-1]
	*c = append(*c, b...)
	return uint32(n - 1), uint32(len(*c) - len(b))
}

func (l *layer) grow() {
	l.slots = make([]slot, max(16, 2*len(l.slots)))
	for i := range l.rows {
		at, _ := l.find(l.key(uint32(i + 1)))
		l.slots[at].row = uint32(i + 1)
	}
}

// entry is a row in key order: the first eight bytes of its key decide most
// comparisons without looking at the row.
type entry struct {
	prefix uint64
	row    uint32
}

func prefix(k []byte) uint64 {
	if len(k) >= 8 {
		return binary.BigEndian.Uint64(k)
	}
	var b [8]byte
	copy(b[:], k)
	return binary.BigEndian.Uint64(b[:])
}

// sorted lists the rows in key order.
func (l *layer) sorted() []entry {
	all := make([]entry, len(l.rows))
	for i := range all {
		all[i] = entry{prefix(l.key(uint32(i + 1))), uint32(i + 1)}
	}
	slices.SortFunc(all, func(a, b entry) int {
		if a.prefix != b.prefix {
			return cmp.Compare(a.prefix, b.prefix)
		}
		return bytes.Compare(l.key(a.row), l.key(b.row))
	})
	return all
}

// less and is compare an entry with a key.
func (l *layer) less(e entry, k []byte) bool { return bytes.Compare(l.key(e.row), k) < 0 }
func (l *layer) is(e entry, k []byte) bool   { return bytes.Equal(l.key(e.row), k) }
