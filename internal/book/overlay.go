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
	spans  [][]span
	n      uint32 // rows, counted from 1
	chunks [][]byte
}

type slot struct{ hash, row uint32 }

// span is where a row lies: the chunk and place of its key and of its value.
type span struct {
	kchunk, kat, klen uint32
	vchunk, vat, vlen uint32 // vlen deleted: the base's row is gone
}

const (
	deleted  = 1<<32 - 1
	maxChunk = 1 << 20
	spanBits = 8 // rows are kept in blocks of 256
)

var layerSeed = maphash.MakeSeed()

// find returns a key's row, or 0 and the slot and hash for a new one. There are
// slots.
func (l *layer) find(key []byte) (row uint32, at int, hash uint32) {
	hash = uint32(maphash.Bytes(layerSeed, key))
	mask := len(l.slots) - 1
	for at = int(hash) & mask; ; at = (at + 1) & mask {
		s := l.slots[at]
		if s.row == 0 || s.hash == hash && bytes.Equal(l.key(s.row), key) {
			return s.row, at, hash
		}
	}
}

func (l *layer) span(row uint32) *span { return &l.spans[row>>spanBits][row&(1<<spanBits-1)] }

func (l *layer) key(row uint32) []byte {
	s := l.span(row)
	return l.chunks[s.kchunk][s.kat : s.kat+s.klen : s.kat+s.klen]
}

// row returns a row's key and value; live is false when it says that the base's
// row is gone.
func (l *layer) row(row uint32) (k, v []byte, live bool) {
	s := l.span(row)
	if s.vlen == deleted {
		return l.key(row), nil, false
	}
	return l.key(row), l.chunks[s.vchunk][s.vat : s.vat+s.vlen : s.vat+s.vlen], true
}

// get returns a value; known is false when the layer says nothing of the key.
func (l *layer) get(key []byte) (v []byte, known bool) {
	if l.n == 0 {
		return nil, false
	}
	row, _, _ := l.find(key)
	if row == 0 {
		return nil, false
	}
	_, v, _ = l.row(row)
	return v, true
}

func (l *layer) put(key, val []byte, gone bool) {
	if 4*int(l.n) >= 3*len(l.slots) {
		l.grow()
	}
	row, at, hash := l.find(key)
	if row == 0 {
		l.n++
		row = l.n
		l.slots[at] = slot{hash, row}
		if int(row>>spanBits) >= len(l.spans) {
			l.spans = append(l.spans, make([]span, 1<<spanBits))
		}
		s := l.span(row)
		s.kchunk, s.kat = l.store(key)
		s.klen, s.vlen = uint32(len(key)), deleted
	}
	s := l.span(row)
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

// store copies bytes into the last chunk, or a new one. What is large becomes a
// chunk of its own, uncopied: it must not be changed any more.
func (l *layer) store(b []byte) (chunk, at uint32) {
	n := len(l.chunks)
	if len(b) >= maxChunk/8 {
		l.chunks = append(l.chunks, b[:len(b):len(b)])
		return uint32(n), 0
	}
	if n == 0 || cap(l.chunks[n-1])-len(l.chunks[n-1]) < len(b) {
		l.chunks = append(l.chunks, make([]byte, 0, max(len(b), min(maxChunk, 1024<<min(n, 10)))))
		n++
	}
	c := &l.chunks[n-1]
	*c = append(*c, b...)
	return uint32(n - 1), uint32(len(*c) - len(b))
}

func (l *layer) grow() {
	old := l.slots
	l.slots = make([]slot, max(16, 2*len(old)))
	mask := len(l.slots) - 1
	for _, s := range old {
		if s.row == 0 {
			continue
		}
		at := int(s.hash) & mask
		for l.slots[at].row != 0 {
			at = (at + 1) & mask
		}
		l.slots[at] = s
	}
}

// entry is a row in key order: eight bytes of its key, behind what all keys start
// with, decide most comparisons without looking at the row.
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
	all := make([]entry, l.n)
	if l.n == 0 {
		return all
	}
	common := l.key(1)
	for i := range all {
		for k := l.key(uint32(i + 1)); !bytes.HasPrefix(k, common); {
			common = common[:len(common)-1]
		}
	}
	for i := range all {
		all[i] = entry{prefix(l.key(uint32(i + 1))[len(common):]), uint32(i + 1)}
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
