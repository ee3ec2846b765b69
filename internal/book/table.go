package book

import (
	"bytes"

	"github.com/fxamacker/cbor/v2"
)

// Text that is no UTF-8 is kept out by the commands (X3); what was stored must be
// readable all the same, or the journal could not be replayed.
var (
	encMode, _ = cbor.CoreDetEncOptions().UserBufferEncMode()
	decMode, _ = cbor.DecOptions{IndefLength: cbor.IndefLengthForbidden, MaxArrayElements: 1 << 20,
		UTF8: cbor.UTF8DecodeInvalid}.DecMode()
)

// Codec turns a row into its stored bytes and back. Encode appends; Decode reads
// the key as well, so that a value need not repeat it, and must not keep bytes.
type Codec[R any] struct {
	Encode func(dst []byte, r *R) ([]byte, error)
	Decode func(key, src []byte, r *R) error
}

// CBOR is the codec of most rows: deterministic CBOR with integer keys.
func CBOR[R any]() Codec[R] {
	return Codec[R]{Encode: AppendCBOR[R], Decode: func(_, src []byte, r *R) error { return DecodeCBOR(src, r) }}
}

// AppendCBOR appends a value's deterministic CBOR.
func AppendCBOR[R any](dst []byte, r *R) ([]byte, error) {
	b, err := encMode.Marshal(r)
	if dst == nil {
		return b, err
	}
	return append(dst, b...), err
}

// DecodeCBOR reads what AppendCBOR wrote.
func DecodeCBOR[R any](src []byte, r *R) error { return decMode.Unmarshal(src, r) }

// Index is a second way to a table's rows. Entries gives the index keys of a
// row (none: the row is left out). A Unique index holds the row's key as its
// value; another holds the row's key appended to its own, and what Cover gives.
// Bucket and Kind place it in a shared bucket; else it has one of its own.
type Index[R any] struct {
	Name    string
	Unique  bool
	Bucket  string
	Kind    byte
	Entries func(r *R) []Key
	Cover   func(r *R) []byte
}

// Table is a typed table: rows of R under fixed-width keys in a bucket. Kind,
// when not zero, is the byte after the 4-byte account in a shared bucket.
type Table[R any] struct {
	Name    string
	Bucket  string
	Kind    byte
	Key     func(r *R) Key
	Codec   Codec[R]
	Indexes []Index[R]
}

// AnyTable is a Table of any row type.
type AnyTable interface {
	name() string
	buckets() []string
	places() []place
	tally(v *View, key, val []byte, t *tally, found func(Finding))
	explain(v *View, index int, found func(Finding))
}

// place is where a table's rows (index -1) or one index's entries lie.
type place struct {
	bucket string
	kind   byte
	index  int
}

func (t *Table[R]) name() string { return t.Name }

func (t *Table[R]) buckets() []string {
	all := []string{t.Bucket}
	for i := range t.Indexes {
		all = append(all, t.indexBucket(&t.Indexes[i]))
	}
	return all
}

func (t *Table[R]) indexBucket(x *Index[R]) string {
	if x.Bucket != "" {
		return x.Bucket
	}
	return t.Bucket + "." + x.Name
}

func kindOf(key []byte) byte {
	if len(key) < 5 {
		return 0
	}
	return key[4]
}

func (t *Table[R]) places() []place {
	all := []place{{t.Bucket, t.Kind, -1}}
	for i := range t.Indexes {
		all = append(all, place{t.indexBucket(&t.Indexes[i]), t.Indexes[i].Kind, i})
	}
	return all
}

// Get reads the row under a key; ok is false when there is none.
func (t *Table[R]) Get(v *View, key Key) (r R, ok bool, err error) {
	val := v.get(t.Bucket, key)
	if val == nil {
		return r, false, nil
	}
	if err := t.Codec.Decode(key, val, &r); err != nil {
		return r, false, t.damaged(key, err)
	}
	return r, true, nil
}

func (t *Table[R]) damaged(key []byte, err error) error {
	return Refuse(Damaged, "the row %x of %s cannot be read: %v (run: duebook verify)", key, t.Name, err)
}

// Put writes a row and its indexes, replacing the row of the same key.
func (t *Table[R]) Put(tx *Tx, r *R) error {
	key := t.Key(r)
	var old *R
	if val := tx.get(t.Bucket, key); val != nil {
		old = new(R)
		if err := t.Codec.Decode(key, val, old); err != nil {
			return t.damaged(key, err)
		}
	}
	return t.write(tx, key, old, r)
}

// Insert writes a row that is known to be new, without looking for an old one.
func (t *Table[R]) Insert(tx *Tx, r *R) error { return t.write(tx, t.Key(r), nil, r) }

func (t *Table[R]) write(tx *Tx, key Key, old, r *R) error {
	val, err := t.Codec.Encode(nil, r)
	if err != nil {
		return err
	}
	for i := range t.Indexes {
		if err := t.reindex(tx, &t.Indexes[i], key, old, r); err != nil {
			return err
		}
	}
	return tx.put(t.Bucket, key, val)
}

// Delete removes the row under a key and its indexes; no row is no error.
func (t *Table[R]) Delete(tx *Tx, key Key) error {
	val := tx.get(t.Bucket, key)
	if val == nil {
		return nil
	}
	old := new(R)
	if err := t.Codec.Decode(key, val, old); err != nil {
		return t.damaged(key, err)
	}
	for i := range t.Indexes {
		if err := t.reindex(tx, &t.Indexes[i], key, old, nil); err != nil {
			return err
		}
	}
	return tx.del(t.Bucket, key)
}

func (t *Table[R]) reindex(tx *Tx, x *Index[R], key Key, old, r *R) error {
	bucket := t.indexBucket(x)
	var few [2][4]pair
	var now, was []pair
	if r != nil {
		now = x.pairs(few[0][:0], key, r)
	}
	if old != nil {
		was = x.pairs(few[1][:0], key, old)
	}
	for _, p := range was {
		if !keyIn(now, p.k) {
			if err := tx.del(bucket, p.k); err != nil {
				return err
			}
		}
	}
	for _, p := range now {
		if pairIn(was, p) {
			continue
		}
		if x.Unique && !keyIn(was, p.k) {
			if other := tx.get(bucket, p.k); other != nil && !bytes.Equal(other, p.v) {
				return Refuse(Conflict, "%s %s: %q is taken already", t.Name, x.Name, string(p.k))
			}
		}
		if err := tx.put(bucket, p.k, p.v); err != nil {
			return err
		}
	}
	return nil
}

type pair struct{ k, v []byte }

// pairs appends the index entries of a row.
func (x *Index[R]) pairs(all []pair, key Key, r *R) []pair {
	for _, e := range x.Entries(r) {
		p := pair{k: e}
		switch {
		case x.Unique:
			p.v = key
		case x.Cover != nil:
			p.k, p.v = append(e[:len(e):len(e)], key...), x.Cover(r)
		default:
			p.k, p.v = append(e[:len(e):len(e)], key...), []byte{}
		}
		all = append(all, p)
	}
	return all
}

func keyIn(all []pair, k []byte) bool {
	for _, p := range all {
		if bytes.Equal(p.k, k) {
			return true
		}
	}
	return false
}

func pairIn(all []pair, q pair) bool {
	for _, p := range all {
		if bytes.Equal(p.k, q.k) && bytes.Equal(p.v, q.v) {
			return true
		}
	}
	return false
}

// Scan reads the rows whose key starts with prefix, in key order, until fn
// says stop (false) or fails. The row is fn's to keep.
func (t *Table[R]) Scan(v *View, prefix Key, fn func(r *R) (bool, error)) error {
	return t.Range(v, prefix, upper(prefix), fn)
}

// Range reads the rows with from <= key < to, in key order; a nil to has no end.
func (t *Table[R]) Range(v *View, from, to Key, fn func(r *R) (bool, error)) error {
	var err error
	v.scan(t.Bucket, from, to, func(k, val []byte) bool {
		if t.Kind != 0 && kindOf(k) != t.Kind {
			return true
		}
		r := new(R)
		if err = t.Codec.Decode(k, val, r); err != nil {
			err = t.damaged(k, err)
			return false
		}
		var on bool
		on, err = fn(r)
		return on && err == nil
	})
	return err
}

// Raw reads the stored pairs with from <= key < to without decoding them, for
// reports that need a few fixed bytes of many rows. fn must not keep the bytes.
func (t *Table[R]) Raw(v *View, from, to Key, fn func(k, val []byte) bool) {
	v.scan(t.Bucket, from, to, fn)
}

// Seek finds rows through an index: every row whose index key starts with
// prefix, in the index's order.
func (t *Table[R]) Seek(v *View, index string, prefix Key, fn func(r *R) (bool, error)) error {
	x := t.index(index)
	keyLen := len(t.Key(new(R)))
	var err error
	v.scan(t.indexBucket(x), prefix, upper(prefix), func(k, val []byte) bool {
		if x.Kind != 0 && kindOf(k) != x.Kind {
			return true
		}
		pk := val
		if !x.Unique {
			pk = k[len(k)-keyLen:]
		}
		var r R
		var ok, on bool
		if r, ok, err = t.Get(v, pk); err != nil || !ok {
			return err == nil
		}
		on, err = fn(&r)
		return on && err == nil
	})
	return err
}

// Find reads the one row a unique index names.
func (t *Table[R]) Find(v *View, index string, key Key) (r R, ok bool, err error) {
	pk := v.get(t.indexBucket(t.index(index)), key)
	if pk == nil {
		return r, false, nil
	}
	return t.Get(v, pk)
}

// RawIndex reads an index's pairs with from <= key < to without their rows.
func (t *Table[R]) RawIndex(v *View, index string, from, to Key, fn func(k, val []byte) bool) {
	v.scan(t.indexBucket(t.index(index)), from, to, fn)
}

func (t *Table[R]) index(name string) *Index[R] {
	for i := range t.Indexes {
		if t.Indexes[i].Name == name {
			return &t.Indexes[i]
		}
	}
	panic("book: table " + t.Name + " declares no index " + name)
}

// Prefix returns the first key after every key that starts with p, for Range.
func Prefix(p Key) (from, to Key) { return p, upper(p) }

func upper(p Key) Key {
	q := bytes.Clone(p)
	for i := len(q) - 1; i >= 0; i-- {
		if q[i]++; q[i] != 0 {
			return q[:i+1]
		}
	}
	return nil
}
