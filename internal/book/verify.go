package book

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"sync"

	bolt "go.etcd.io/bbolt"
)

// Level says how much Verify checks.
type Level int

const (
	// Full checks the chain of the journal, every row against its indexes and
	// back, and every invariant the subjects declare.
	Full Level = iota
	// Deep checks Full, replays the journal from nothing, compares every bucket
	// byte for byte, and compares the plain copy of the journal.
	Deep
)

const maxFindings = 200

// quickVerify checks, at each opening, that the file is a book and that the
// last entries are what the head says (J1).
func (b *Book) quickVerify() error {
	return b.View(func(v *View) error {
		if string(v.get(metaBucket, []byte("format"))) != formatID {
			return Refuse(Damaged, "%s is not a book of this version of duebook: nothing was touched", b.path)
		}
		h := v.head()
		if h.seq == 0 {
			return nil
		}
		stored := v.get(journalBucket, Key{}.U64(h.seq))
		if stored == nil {
			return Refuse(Damaged, "the book's last entry %d is missing: restore a backup or run duebook verify", h.seq)
		}
		if len(stored) > 1<<20 { // a bulk entry is left to the full verify
			return nil
		}
		e, err := decodeEntry(stored)
		if err != nil {
			return err
		}
		if e.Seq != h.seq || !bytes.Equal(digest(h.seq, e.Prev, stored), h.digest) {
			return Refuse(Damaged, "the book's last entry %d does not match its digest: restore a backup or run "+
				"duebook verify", h.seq)
		}
		return nil
	})
}

// Verify checks the book and returns what is wrong, at most 200 findings; it
// never repairs. An error means that the checking itself failed.
func (b *Book) Verify(ctx context.Context, level Level) ([]Finding, error) {
	var mu sync.Mutex
	var all []Finding
	found := func(f Finding) {
		mu.Lock()
		defer mu.Unlock()
		if len(all) < maxFindings {
			all = append(all, f)
		}
	}
	tasks := []func(v *View) error{
		func(v *View) error { verifyChain(v, found); return nil },
		func(v *View) error { return b.verifyRows(ctx, v, found) },
	}
	for _, c := range b.schema.checks {
		if c.Full != nil {
			tasks = append(tasks, func(v *View) error { return c.Full(v, found) })
		}
	}
	if level == Deep {
		tasks = append(tasks, func(v *View) error { return b.verifyReplay(v, found) },
			func(v *View) error { return b.verifyCopy(v, found) })
	}
	return all, b.parallel(ctx, tasks)
}

// parallel runs the tasks on two readings at a time.
func (b *Book) parallel(ctx context.Context, tasks []func(v *View) error) error {
	next := make(chan func(v *View) error, len(tasks))
	for _, t := range tasks {
		next <- t
	}
	close(next)
	errs := make(chan error, 2)
	for range 2 {
		go func() {
			var first error
			for t := range next {
				if first == nil && ctx.Err() == nil {
					first = b.View(t)
				}
			}
			errs <- first
		}()
	}
	err, second := <-errs, <-errs
	if err == nil {
		err = second
	}
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// verifyChain recomputes the journal's digests (J1).
func verifyChain(v *View, found func(Finding)) {
	prev := make([]byte, 32)
	var seq uint64
	var nanos int64
	v.scan(journalBucket, nil, nil, func(k, stored []byte) bool {
		seq++
		name := fmt.Sprintf("journal entry %d", seq)
		if got := binary.BigEndian.Uint64(k); got != seq {
			found(Finding{"J1", name, fmt.Sprintf("number %d", seq), fmt.Sprintf("number %d", got), seq})
			return false
		}
		e, err := decodeEntry(stored)
		if err != nil {
			found(Finding{"J1", name, "a readable entry", err.Error(), seq})
			return false
		}
		if e.Seq != seq || !bytes.Equal(e.Prev, prev) {
			found(Finding{"J1", name, fmt.Sprintf("previous digest %x", prev), fmt.Sprintf("%x", e.Prev), seq})
			return false
		}
		if e.Nanos < nanos {
			found(Finding{"J1", name, "a time not before the last", e.Time().String(), seq})
		}
		if e.Who == "" || e.Key == "" || len(e.Hash) != 32 || e.Day == 0 {
			found(Finding{"J2", name, "who, key, request hash and day", "one is missing", seq})
		}
		if val := v.get(keyBucket, []byte(e.Key)); !bytes.Equal(val, append(Key{}.U64(seq), e.Hash...)) {
			found(Finding{"J3", name, "its request key in the index", fmt.Sprintf("%x", val), seq})
		}
		prev, nanos = digest(seq, prev, stored), e.Nanos
		return true
	})
	if h := v.head(); h.seq != seq || (seq > 0 && !bytes.Equal(h.digest, prev)) {
		found(Finding{"J1", "head", fmt.Sprintf("entry %d, digest %x", seq, prev),
			fmt.Sprintf("entry %d, digest %x", h.seq, h.digest), seq})
	}
}

// verifyRows checks every row against its indexes and back (X1): every index
// entry a row gives is there, and there are no more entries than that.
func (b *Book) verifyRows(ctx context.Context, v *View, found func(Finding)) error {
	bs, ok := v.store.(*boltStore)
	if !ok {
		return nil
	}
	known := map[string]bool{}
	for _, name := range b.schema.allBuckets() {
		known[name] = true
	}
	return bs.tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := string(name)
		if !known[n] {
			found(Finding{ID: "X1", Record: "bucket " + n, Expected: "a bucket of the schema", Found: "an unknown one"})
			return nil
		}
		if n == metaBucket || n == journalBucket || n == keyBucket || n == undoneBucket {
			return nil
		}
		owners := b.owners(n)
		return bucket.ForEach(func(k, val []byte) error {
			for _, t := range owners {
				if t.owns(n, k) {
					t.verifyRow(v, n, k, val, found)
					return nil
				}
			}
			found(Finding{ID: "X1", Record: fmt.Sprintf("%s %x", n, k), Expected: "a row of a known table",
				Found: "no table owns it"})
			return nil
		})
	})
}

func (b *Book) owners(bucket string) []AnyTable {
	var all []AnyTable
	for _, t := range b.schema.tables {
		for _, name := range t.buckets() {
			if name == bucket {
				all = append(all, t)
				break
			}
		}
	}
	return all
}

// verifyReplay folds the journal from nothing and compares every bucket (J4).
func (b *Book) verifyReplay(v *View, found func(Finding)) error {
	o, err := b.replay(v, nil)
	if err != nil {
		found(Finding{ID: "J4", Record: "journal", Expected: "facts that apply", Found: err.Error()})
		return nil
	}
	for _, name := range append([]string{metaBucket, keyBucket, undoneBucket}, b.schema.buckets...) {
		want := slices.DeleteFunc(o.sorted(name), func(r row) bool { return r.v == nil })
		i, wrong := 0, 0
		differ := func(k []byte, expected, got string) {
			if wrong++; wrong <= 3 {
				found(Finding{ID: "J4", Record: fmt.Sprintf("%s %x", name, k), Expected: expected, Found: got})
			}
		}
		v.scan(name, nil, nil, func(k, val []byte) bool {
			for ; i < len(want) && want[i].k < string(k); i++ {
				differ([]byte(want[i].k), "the row the journal gives", "no row")
			}
			if i < len(want) && want[i].k == string(k) {
				if !bytes.Equal(want[i].v, val) {
					differ(k, fmt.Sprintf("%x", want[i].v), fmt.Sprintf("%x", val))
				}
				i++
				return true
			}
			differ(k, "no row", "a row the journal does not give")
			return true
		})
		for ; i < len(want); i++ {
			differ([]byte(want[i].k), "the row the journal gives", "no row")
		}
	}
	return nil
}

// verifyCopy compares the plain copy of the journal with the journal (J5). A
// copy that ends early is only behind; a missing one is made at the next opening.
func (b *Book) verifyCopy(v *View, found func(Finding)) error {
	f, err := os.Open(b.path + ".journal")
	if err != nil {
		return nil
	}
	defer f.Close()
	readCopy(f, func(seq uint64, stored []byte) bool {
		if !bytes.Equal(v.get(journalBucket, Key{}.U64(seq)), stored) {
			found(Finding{"J5", fmt.Sprintf("plain copy, entry %d", seq), "the journal's bytes", "others", seq})
			return false
		}
		return true
	})
	return nil
}
