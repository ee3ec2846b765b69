package book

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// rechain stores an entry changed and the head after it, as one who knows the
// chain would.
func rechain(tx *bolt.Tx, seq uint64, change func(e *Entry)) {
	j := tx.Bucket([]byte(journalBucket))
	e, _ := decodeEntry(j.Get(Key{}.U64(seq)))
	change(e)
	h := head{seq: e.Seq, nanos: e.Nanos}
	stored, _ := e.encode(&h)
	_ = j.Put(Key{}.U64(seq), stored)
	_ = (&Tx{View{store: newBoltStore(tx)}}).setHead(h)
}

// mutations break one thing each, behind the book's back; Verify must name it by
// the invariant's id and a part of the record's name.
var mutations = []struct {
	name, id, record string
	do               func(tx *bolt.Tx, bucket func(string) *bolt.Bucket)
}{
	{"an entry changed", "J1", "journal entry 3", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		v := bytes.Clone(b("journal").Get(Key{}.U64(2)))
		v = bytes.Replace(v, []byte("mona"), []byte("nora"), 1)
		_ = b("journal").Put(Key{}.U64(2), v)
	}},
	{"an entry gone", "J1", "journal entry 2", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("journal").Delete(Key{}.U64(2))
	}},
	{"the head elsewhere", "J1", "head", func(tx *bolt.Tx, _ func(string) *bolt.Bucket) {
		_ = (&Tx{View{store: newBoltStore(tx)}}).setHead(head{seq: 4, digest: make([]byte, 32)})
	}},
	{"time going back", "J1", "journal entry 4", func(tx *bolt.Tx, _ func(string) *bolt.Bucket) {
		rechain(tx, 4, func(e *Entry) { e.Nanos -= 1e9 })
	}},
	{"nobody acted", "J2", "journal entry 4", func(tx *bolt.Tx, _ func(string) *bolt.Bucket) {
		rechain(tx, 4, func(e *Entry) { e.Who = "" })
	}},
	{"no role", "J2", "journal entry 4", func(tx *bolt.Tx, _ func(string) *bolt.Bucket) {
		rechain(tx, 4, func(e *Entry) { e.Role = "" })
	}},
	{"a request key gone", "J3", "journal entry 2", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("key").Delete([]byte("k2"))
	}},
	{"a request key too many", "J3", "request keys", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("key").Put([]byte("k9"), append(Key{}.U64(2), make([]byte, 32)...))
	}},
	{"a row changed", "J4", "group 00000001", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		v, _ := AppendCBOR(nil, &group{ID: 1, Items: 2, Total: 31})
		_ = b("group").Put(Key{}.U32(1), v)
	}},
	{"a sum wrong", "T1", "group 1", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		v, _ := AppendCBOR(nil, &group{ID: 1, Items: 2, Total: 31})
		_ = b("group").Put(Key{}.U32(1), v)
	}},
	{"a counter low", "J4", "meta", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("meta").Put([]byte("counter item"), Key{}.U32(1))
	}},
	{"a take-back forgotten", "J4", "undone", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("undone").Delete(Key{}.U64(3))
	}},
	{"a row gone", "X1", "item index name", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster").Delete(Account(1, 1).U32(1))
	}},
	{"an index entry gone", "X1", "item 000000010100000001", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster.name").Delete([]byte("a"))
	}},
	{"a clustered index entry gone", "X1", "item 000000010100000001", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster").Delete(append(Account(1, 2).U64(10), Account(1, 1).U32(1)...))
	}},
	{"an index entry too many", "X1", "item index name", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster.name").Put([]byte("ghost"), Account(1, 1).U32(1))
	}},
	{"an index entry elsewhere", "X1", "item index name", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster.name").Put([]byte("a"), Account(1, 1).U32(2))
	}},
	{"a covered value stale", "X1", "index tag", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		k, _ := b("tag").Cursor().First()
		_ = b("tag").Put(bytes.Clone(k), Key{}.U64(77))
	}},
	{"a row unreadable", "X1", "item 000000010100000001", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster").Put(Account(1, 1).U32(1), []byte{0xff, 0x00})
	}},
	{"a row under another key", "X1", "item 000000010100000009", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster").Put(Account(1, 1).U32(9), b("cluster").Get(Account(1, 1).U32(1)))
	}},
	{"a row of no table", "X1", "cluster 0000000107", func(_ *bolt.Tx, b func(string) *bolt.Bucket) {
		_ = b("cluster").Put(Account(1, 7), []byte("?"))
	}},
	{"a bucket of no table", "X1", "bucket strange", func(tx *bolt.Tx, _ func(string) *bolt.Bucket) {
		_, _ = tx.CreateBucket([]byte("strange"))
	}},
}

// TestMutationOfData: each invariant the book keeps, broken on purpose, is named.
func TestMutationOfData(t *testing.T) {
	t.Parallel()
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			b := newToy(t)
			post(t, b, "k1", add{1, "a", 10, []string{"red", "blue"}})
			post(t, b, "k2", add{1, "b", 20, []string{"red"}})
			post(t, b, "k3", add{2, "c", 30, nil})
			post(t, b, "k4", Undo{3})
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			mutate(t, b.path, func(tx *bolt.Tx) {
				m.do(tx, func(name string) *bolt.Bucket { return tx.Bucket([]byte(name)) })
			})
			broken := newBook(b.path, toySchema(), Options{ReadOnly: true, LockWait: 1, Log: func(string) {}})
			if err := broken.openFile(); err != nil { // without the quick check, which refuses some of these
				t.Fatal(err)
			}
			defer broken.release()
			named(t, broken, m.id, m.record)
		})
	}
}

func mutate(t *testing.T, path string, do func(tx *bolt.Tx)) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err == nil {
		err = db.Update(func(tx *bolt.Tx) error { do(tx); return nil })
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func named(t *testing.T, b *Book, id, record string) {
	t.Helper()
	findings, err := b.Verify(context.Background(), Deep)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(findings, func(f Finding) bool {
		return f.ID == id && strings.Contains(f.Record,
			record)
	}) {
		t.Fatalf("no %s about %s among %v", id, record, findings)
	}
}

// TestCopyMutation: a plain copy that says something else, or more, is named
// (J5); one that is behind is not.
func TestCopyMutation(t *testing.T) {
	for name, change := range map[string]func(raw []byte) []byte{
		"changed": func(raw []byte) []byte {
			return bytes.Replace(raw, []byte("mona"), []byte("nora"), 1) // its sum fails: the copy ends there
		},
		"behind": func(raw []byte) []byte { return raw[:len(raw)/2] },
		"ahead": func(raw []byte) []byte {
			head := fmt.Sprintf("4 1 %08x\n", crc32.Checksum([]byte("x"), castagnoli))
			return append(raw, fmt.Sprintf("%sx\n%012d\n", head, len(head)+1+tailSize)...)
		},
		"of another": nil,
	} {
		t.Run(name, func(t *testing.T) {
			b := newToy(t)
			other := newToy(t)
			for i := range 3 {
				post(t, b, fmt.Sprint(i), add{1, fmt.Sprint(i), 1, nil})
				post(t, other, fmt.Sprint(i), add{2, fmt.Sprint(i), 1, nil})
			}
			_, _ = b.Close(), other.Close()
			raw, err := os.ReadFile(b.path + copyEnding)
			if change == nil {
				raw, err = os.ReadFile(other.path + copyEnding)
			} else {
				raw = change(raw)
			}
			if err = errors.Join(err, os.WriteFile(b.path+copyEnding, raw, 0o600)); err != nil {
				t.Fatal(err)
			}
			again, err := Open(b.path, toySchema(), Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if at := map[string]string{"of another": "entry 1", "ahead": "entry 4"}[name]; at != "" {
				named(t, again, "J5", "plain copy, "+at)
				return
			}
			mustVerify(t, again)
		})
	}
}

// TestQuickVerify: what the last entry and the head say is checked at each
// opening, before anything is posted on top of it.
func TestQuickVerify(t *testing.T) {
	for _, m := range []string{"the head elsewhere", "a sum wrong", "a head gone", "an entry beyond the head"} {
		b := newToy(t)
		post(t, b, "k1", add{1, "a", 10, nil})
		post(t, b, "k2", add{1, "b", 20, nil})
		_ = b.Close()
		mutate(t, b.path, func(tx *bolt.Tx) {
			bucket := func(name string) *bolt.Bucket { return tx.Bucket([]byte(name)) }
			for _, known := range mutations {
				if known.name == m {
					known.do(tx, bucket)
				}
			}
			switch m {
			case "a head gone":
				_ = bucket("meta").Delete([]byte("head"))
			case "an entry beyond the head":
				_ = bucket("journal").Put(Key{}.U64(3), []byte("x"))
			}
		})
		_, err := Open(b.path, toySchema(), Options{})
		refusedWith(t, err, Damaged, "")
	}
}

func TestVerifyTellsAndStops(t *testing.T) {
	b := newToy(t)
	for i := range 50 {
		post(t, b, fmt.Sprint(i), add{uint32(i), fmt.Sprint(i), 1, nil})
	}
	done, total := 0, 0
	findings, err := b.VerifyWith(context.Background(), Full, func(d, n int) { done, total = d, n })
	if err != nil || len(findings) > 0 || done != total || total < 5 {
		t.Fatalf("%v %v, %d of %d", findings, err, done, total)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.Verify(stopped, Deep); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}
