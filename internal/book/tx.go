package book

import (
	"encoding/binary"

	bolt "go.etcd.io/bbolt"
)

// store is where a View reads and a Tx writes: a bbolt transaction, or an
// overlay in memory over one (bulk work).
type store interface {
	get(bucket string, key []byte) []byte
	scan(bucket string, from, to []byte, fn func(k, v []byte) bool)
	put(bucket string, key, val []byte) error
	del(bucket string, key []byte) error
}

// View reads the book as one transaction sees it. It is valid only inside the
// closure it is handed to, and by one goroutine.
type View struct {
	store
	schema *Schema
	seq    uint64
}

// Tx is a View that Apply may write to.
type Tx struct {
	View
}

// Seq is the number of the last entry the view holds; inside Apply, the number
// of the entry being applied.
func (v *View) Seq() uint64 { return v.seq }

const metaBucket, journalBucket, keyBucket = "meta", "journal", "key"

// Counter returns the last id given out by a counter.
func (v *View) Counter(name string) uint32 {
	if b := v.get(metaBucket, []byte("counter "+name)); len(b) == 4 {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

// RaiseCounter makes a counter at least id.
func (tx *Tx) RaiseCounter(name string, id uint32) error {
	if id <= tx.Counter(name) {
		return nil
	}
	return tx.put(metaBucket, []byte("counter "+name), Key{}.U32(id))
}

// Mark returns a named number the subjects keep in the book, such as the last
// date an application was posted on.
func (v *View) Mark(name string) int64 {
	if b := v.get(metaBucket, []byte("mark "+name)); len(b) == 8 {
		return int64(binary.BigEndian.Uint64(b))
	}
	return 0
}

// SetMark stores a named number.
func (tx *Tx) SetMark(name string, n int64) error {
	if tx.Mark(name) == n {
		return nil
	}
	return tx.put(metaBucket, []byte("mark "+name), Key{}.U64(uint64(n)))
}

// boltStore reads and writes one bbolt transaction.
type boltStore struct {
	tx      *bolt.Tx
	buckets map[string]*bolt.Bucket
}

func newBoltStore(tx *bolt.Tx) *boltStore {
	return &boltStore{tx: tx, buckets: make(map[string]*bolt.Bucket, 8)}
}

func (s *boltStore) bucket(name string) *bolt.Bucket {
	b, ok := s.buckets[name]
	if !ok {
		b = s.tx.Bucket([]byte(name))
		s.buckets[name] = b
	}
	return b
}

func (s *boltStore) get(bucket string, key []byte) []byte {
	b := s.bucket(bucket)
	if b == nil {
		return nil
	}
	return b.Get(key)
}

func (s *boltStore) scan(bucket string, from, to []byte, fn func(k, v []byte) bool) {
	b := s.bucket(bucket)
	if b == nil {
		return
	}
	c := b.Cursor()
	for k, v := c.Seek(from); k != nil; k, v = c.Next() {
		if to != nil && string(k) >= string(to) {
			return
		}
		if !fn(k, v) {
			return
		}
	}
}

func (s *boltStore) put(bucket string, key, val []byte) error {
	b := s.bucket(bucket)
	if b == nil {
		var err error
		if b, err = s.tx.CreateBucketIfNotExists([]byte(bucket)); err != nil {
			return err
		}
		s.buckets[bucket] = b
	}
	return b.Put(key, val)
}

func (s *boltStore) del(bucket string, key []byte) error {
	b := s.bucket(bucket)
	if b == nil {
		return nil
	}
	return b.Delete(key)
}

// overlay holds writes in memory over a base that stays as it is. scan sees
// the base only: facts read by key (Fact.Apply).
type overlay struct {
	base  store // nil: nothing below
	pages map[string]map[string][]byte
}

func newOverlay(base store) *overlay {
	return &overlay{base: base, pages: map[string]map[string][]byte{}}
}

func (o *overlay) get(bucket string, key []byte) []byte {
	if v, ok := o.pages[bucket][string(key)]; ok {
		return v
	}
	if o.base == nil {
		return nil
	}
	return o.base.get(bucket, key)
}

func (o *overlay) scan(bucket string, from, to []byte, fn func(k, v []byte) bool) {
	if o.base != nil {
		o.base.scan(bucket, from, to, fn)
	}
}

func (o *overlay) put(bucket string, key, val []byte) error {
	m := o.pages[bucket]
	if m == nil {
		m = map[string][]byte{}
		o.pages[bucket] = m
	}
	if val == nil {
		val = []byte{}
	}
	m[string(key)] = val
	return nil
}

func (o *overlay) del(bucket string, key []byte) error {
	if err := o.put(bucket, key, nil); err != nil {
		return err
	}
	o.pages[bucket][string(key)] = nil
	return nil
}
