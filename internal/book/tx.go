package book

import (
	"bytes"
	"encoding/binary"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

// store is where a View reads and a Tx writes: a bbolt transaction, or an
// overlay in memory over one (bulk work).
type store interface {
	get(bucket string, key []byte) []byte
	scan(bucket string, from, to []byte, fn func(k, v []byte) bool)
	put(bucket string, key, val []byte) error // val must not be changed any more
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

// View runs fn on one consistent state of the book. fn must not wait for
// anything, nor keep what it reads beyond its return.
func (b *Book) View(fn func(v *View) error) error {
	// The watchdog: a reading held while others write makes the file grow.
	slow := time.AfterFunc(5*time.Second, func() { b.log("a reading of the book has been open for more than 5 s") })
	defer slow.Stop()
	return b.view(fn)
}

// view is View for work that lasts and during which nobody writes.
func (b *Book) view(fn func(v *View) error) (err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.db == nil {
		return b.gone()
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	return b.db.View(func(btx *bolt.Tx) error { return fn(b.viewOf(btx)) })
}

func (b *Book) viewOf(btx *bolt.Tx) *View {
	v := &View{store: newBoltStore(btx), schema: b.schema}
	v.seq = v.head().seq
	return v
}

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
	leaves  *leafCheck // nil: what is written was made by this process
	ranges  map[string]*leafRange
}

func newBoltStore(tx *bolt.Tx) *boltStore {
	return &boltStore{tx: tx, buckets: make(map[string]*bolt.Bucket, 8)}
}

// checked makes the store check a leaf before it changes it.
func (s *boltStore) checked(c *leafCheck) *boltStore {
	c.begin(s.tx)
	s.leaves, s.ranges = c, make(map[string]*leafRange, 32)
	return s
}

func (s *boltStore) touch(b *bolt.Bucket, name string, key []byte, wide bool) error {
	if s.leaves == nil {
		return nil
	}
	last := s.ranges[name]
	if last == nil {
		last = &leafRange{}
		s.ranges[name] = last
	}
	return s.leaves.touch(uint64(b.Root()), key, wide, last)
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
	var last []byte
	for k, v := c.Seek(from); k != nil; k, v = c.Next() {
		if to != nil && string(k) >= string(to) {
			return
		}
		if last != nil && string(k) <= string(last) {
			panic(disorder(bucket)) // bad pages may go in a circle
		}
		if last = k; !fn(k, v) {
			return
		}
	}
}

// disorder is what scan panics with when keys do not come in order; guard makes
// an error of it.
type disorder string

func (s *boltStore) put(bucket string, key, val []byte) error {
	b := s.bucket(bucket)
	if b == nil {
		var err error
		if b, err = s.tx.CreateBucketIfNotExists([]byte(bucket)); err != nil {
			return err
		}
		s.buckets[bucket] = b
	}
	if err := s.touch(b, bucket, key, false); err != nil {
		return err
	}
	return b.Put(key, bytes.Clone(val))
}

func (s *boltStore) del(bucket string, key []byte) error {
	b := s.bucket(bucket)
	if b == nil {
		return nil
	}
	if err := s.touch(b, bucket, key, true); err != nil {
		return err
	}
	return b.Delete(key)
}
