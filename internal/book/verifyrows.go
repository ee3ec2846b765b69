package book

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"sync"

	bolt "go.etcd.io/bbolt"
)

// sum counts pairs and adds up their hashes under a seed of this process: two
// equal sums are the same pairs, but for one chance in 2^64. So each index is
// compared with its rows without looking one up (X1).
type sum struct{ n, hash uint64 }

func (s *sum) add(t sum) { s.n, s.hash = s.n+t.n, s.hash+t.hash }

// tally sums, index by index of one table, the entries its rows give and those
// that are stored.
type tally struct {
	want, have []sum
	buf        []byte
	pairs      []pair
}

var sumSeed = maphash.MakeSeed()

func (t *tally) pair(to *sum, k, v []byte) {
	t.buf = append(append(binary.BigEndian.AppendUint32(t.buf[:0], uint32(len(k))), k...), v...)
	to.add(sum{1, maphash.Bytes(sumSeed, t.buf)})
}

// tally checks a row by itself and adds up the index entries it gives.
func (t *Table[R]) tally(_ *View, key, val []byte, to *tally, found func(Finding)) {
	r := new(R)
	if !t.readable(key, val, r, found) {
		return
	}
	for i := range t.Indexes {
		to.pairs = t.Indexes[i].pairs(to.pairs[:0], key, r)
		for _, p := range to.pairs {
			to.pair(&to.want[i], p.k, p.v)
		}
	}
}

func (t *Table[R]) readable(key, val []byte, r *R, found func(Finding)) bool {
	wrong := func(expected, got string) {
		found(Finding{ID: "X1", Record: fmt.Sprintf("%s %x", t.Name, key), Expected: expected, Found: got})
	}
	if err := t.Codec.Decode(key, val, r); err != nil {
		wrong("a readable row", err.Error())
		return false
	}
	if own := t.Key(r); !bytes.Equal(own, key) {
		wrong("its own key", fmt.Sprintf("%x", []byte(own)))
	}
	return true
}

// explain names the rows for which an index does not fit: each entry is looked
// up both ways.
func (t *Table[R]) explain(v *View, index int, found func(Finding)) {
	x := &t.Indexes[index]
	in := t.indexBucket(x)
	v.scan(t.Bucket, nil, nil, func(key, val []byte) bool {
		r := new(R)
		if t.Kind != 0 && kindOf(key) != t.Kind || t.Codec.Decode(key, val, r) != nil {
			return true
		}
		for _, p := range x.pairs(nil, key, r) {
			if got := v.get(in, p.k); got == nil || !bytes.Equal(got, p.v) {
				found(Finding{ID: "X1", Record: fmt.Sprintf("%s %x", t.Name, key),
					Expected: fmt.Sprintf("index %s %x = %x", x.Name, p.k, p.v), Found: fmt.Sprintf("%x", got)})
			}
		}
		return true
	})
	v.scan(in, nil, nil, func(key, val []byte) bool {
		if x.Kind != 0 && kindOf(key) != x.Kind {
			return true
		}
		pk := val
		if n := len(t.Key(new(R))); !x.Unique && len(key) >= n {
			pk = key[len(key)-n:]
		}
		pk = bytes.Clone(pk)
		if r, ok, err := t.Get(v, pk); err != nil || !ok || !pairIn(x.pairs(nil, pk, &r), pair{key, val}) {
			found(Finding{ID: "X1", Record: fmt.Sprintf("%s index %s %x", t.Name, x.Name, key),
				Expected: "a row that gives this index entry", Found: fmt.Sprintf("row %x", pk)})
		}
		return true
	})
}

// rowCheck is the check of all rows and indexes, cut into parts for two
// goroutines; the tables' tallies are joined when all parts are done.
type rowCheck struct {
	schema *Schema
	owners map[string]*[256]owner // by bucket, by kind
	found  func(Finding)
	mu     sync.Mutex
	sums   []tally
}

type owner struct {
	table int
	index int // -1: its rows
	known bool
}

func newRowCheck(s *Schema, found func(Finding)) *rowCheck {
	c := &rowCheck{schema: s, owners: map[string]*[256]owner{}, found: found, sums: emptySums(s)}
	for n, t := range s.tables {
		for _, p := range t.places() {
			o := c.owners[p.bucket]
			if o == nil {
				o = new([256]owner)
				c.owners[p.bucket] = o
			}
			for kind := range o {
				if p.kind == 0 || p.kind == byte(kind) {
					o[kind] = owner{n, p.index, true}
				}
			}
		}
	}
	return c
}

func emptySums(s *Schema) []tally {
	all := make([]tally, len(s.tables))
	for i, t := range s.tables {
		n := len(t.places()) - 1
		all[i] = tally{want: make([]sum, n), have: make([]sum, n)}
	}
	return all
}

// parts are the pieces of work: each bucket in some ranges of its keys.
func (c *rowCheck) parts(ctx context.Context, v *View) []task {
	bs, ok := v.store.(*boltStore)
	if !ok {
		return nil
	}
	known := map[string]bool{}
	for _, name := range c.schema.allBuckets() {
		known[name] = true
	}
	var all []task
	_ = bs.tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
		n := string(name)
		if !known[n] {
			c.found(Finding{ID: "X1", Record: "bucket " + n, Expected: "a bucket of the schema",
				Found: "an unknown one"})
			return nil
		}
		if c.owners[n] == nil { // the book's own: verifyChain and verifyReplay
			return nil
		}
		edges := cut(bucket)
		for i := range len(edges) - 1 {
			all = append(all, task{"X1", func(v *View) error { return c.part(ctx, v, n, edges[i], edges[i+1]) }})
		}
		return nil
	})
	return all
}

// cut gives the edges of up to eight ranges of a bucket's keys, by the numbers
// its first and last key start with; nil at both ends.
func cut(b *bolt.Bucket) [][]byte {
	first, _ := b.Cursor().First()
	last, _ := b.Cursor().Last()
	edges := [][]byte{nil}
	if lo, hi := prefix(first), prefix(last); hi-lo >= 64 {
		for i := range uint64(7) {
			edges = append(edges, Key{}.U64(lo+(hi-lo)/8*(i+1)))
		}
	}
	return append(edges, nil)
}

func (c *rowCheck) part(ctx context.Context, v *View, bucket string, from, to []byte) error {
	owners, sums, n := c.owners[bucket], emptySums(c.schema), 0
	var err error
	v.scan(bucket, from, to, func(k, val []byte) bool {
		if n++; n%4096 == 0 {
			err = ctx.Err()
		}
		switch o := owners[kindOf(k)]; {
		case !o.known:
			c.found(Finding{ID: "X1", Record: fmt.Sprintf("%s %x", bucket, k), Expected: "a row of a known table",
				Found: "no table owns it"})
		case o.index < 0:
			c.schema.tables[o.table].tally(v, k, val, &sums[o.table], c.found)
		default:
			sums[o.table].pair(&sums[o.table].have[o.index], k, val)
		}
		return err == nil
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range sums {
		for x := range sums[i].want {
			c.sums[i].want[x].add(sums[i].want[x])
			c.sums[i].have[x].add(sums[i].have[x])
		}
	}
	return err
}

// compare names what is wrong with the indexes whose sums differ, once all parts
// are done.
func (c *rowCheck) compare(v *View) error {
	for i, t := range c.schema.tables {
		for x := range c.sums[i].want {
			if c.sums[i].want[x] != c.sums[i].have[x] {
				t.explain(v, x, c.found)
			}
		}
	}
	return nil
}
