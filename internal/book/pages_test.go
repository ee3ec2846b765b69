package book

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// checkBolt lets bbolt itself check a file, and reads it whole.
func checkBolt(t *testing.T, db *bolt.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				all[string(name)+"\x00"+string(k)] = string(v)
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestBuiltFileIsBolt: what the file writer writes, bbolt takes for its own: it
// checks, reads, changes, shrinks and grows it.
func TestBuiltFileIsBolt(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 1))
		path := filepath.Join(t.TempDir(), "built.db")
		o := newOverlay(toySchema(), nil)
		want := map[string]string{}
		bytesOf := func(n int) []byte { return randomBytes(r, n) }
		for _, bucket := range toySchema().allBuckets() {
			for range r.IntN(1 << r.IntN(13)) {
				k, v := bytesOf(1+r.IntN(40)), bytesOf(r.IntN(60))
				if r.IntN(200) == 0 {
					k, v = bytesOf(500+r.IntN(3000)), bytesOf(r.IntN(40_000))
				}
				_ = o.put(bucket, k, v)
				want[bucket+"\x00"+string(k)] = string(v)
				if r.IntN(9) == 0 {
					_ = o.del(bucket, k)
					delete(want, bucket+"\x00"+string(k))
				}
			}
		}
		if err := buildFile(context.Background(), path, toySchema(), nil, o); err != nil {
			t.Fatal(err)
		}
		db, err := bolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		for round := range 4 {
			if got := checkBolt(t, db); len(got) != len(want) {
				t.Fatalf("seed %d round %d: %d rows, want %d", seed, round, len(got), len(want))
			} else {
				for k, v := range want {
					if got[k] != v {
						t.Fatalf("seed %d round %d: %x is wrong", seed, round, k)
					}
				}
			}
			walkClean(t, path)
			err := db.Update(func(tx *bolt.Tx) error {
				for k := range want { // a random part
					name, key, _ := bytes.Cut([]byte(k), []byte{0})
					switch r.IntN(4) {
					case 0:
						delete(want, k)
						if err := tx.Bucket(name).Delete(key); err != nil {
							return err
						}
					case 1:
						v := bytesOf(r.IntN(100))
						want[k] = string(v)
						if err := tx.Bucket(name).Put(key, v); err != nil {
							return err
						}
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		_ = db.Close()
	}
}

func randomBytes(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// walkClean lets the page check walk a file.
func walkClean(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	newPageCheck(f, readMetas(f)[0], func(f Finding) { t.Error(f) }).all()
}

// realBook makes a book with some history and returns its bytes.
func realBook(t *testing.T) []byte {
	b := newToy(t)
	for i := range 60 {
		post(t, b, fmt.Sprint("k", i), add{uint32(i % 5), fmt.Sprintf("name %03d", i), int64(i * i), []string{"a",
			"bb"}})
	}
	for i := range 20 {
		post(t, b, fmt.Sprint("d", i), remove{fmt.Sprintf("name %03d", i*3)})
	}
	if err := b.Compact(context.Background()); err != nil { // so that there is little room to miss
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := b.Backup(context.Background(), path, toyDay.Time()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// useDamaged opens a damaged file and does with it what people do. It returns
// what it says; the process must live.
func useDamaged(t *testing.T, path string) (content map[string]int64, said error) {
	b, err := Open(path, toySchema(), Options{})
	if err != nil {
		return nil, err
	}
	defer b.Close()
	findings, err := b.Verify(context.Background(), Deep)
	if err == nil && len(findings) > 0 {
		err = fmt.Errorf("%s", findings[0])
	}
	if err == nil {
		content = names(t, b)
	}
	// On bad pages a reading or a posting may fail, but nothing else.
	_ = b.View(func(v *View) error { return items.Scan(v, nil, func(*item) (bool, error) { return true, nil }) })
	_, _ = b.Post(context.Background(), request("after", add{1, "after", 1, nil}))
	return content, err
}

func TestTruncatedFileIsRefused(t *testing.T) {
	t.Parallel()
	raw := realBook(t)
	for i := range 200 {
		path := filepath.Join(t.TempDir(), "cut.db")
		size := len(raw) * i / 200
		if err := os.WriteFile(path, raw[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := Open(path, toySchema(), Options{})
		if CodeOf(err) != Damaged {
			t.Fatalf("cut to %d of %d bytes: %v %v", size, len(raw), b, err)
		}
		if left, _ := os.ReadFile(path); !bytes.Equal(left, raw[:size]) {
			t.Fatalf("cut to %d: the file was touched", size)
		}
	}
}

// TestFlippedBytesNeverCrash: a byte changed anywhere is named, or harmless; and
// it is never the end of the process.
func TestFlippedBytesNeverCrash(t *testing.T) {
	t.Parallel()
	raw := realBook(t)
	whole := filepath.Join(t.TempDir(), "whole.db")
	if err := os.WriteFile(whole, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	want, said := useDamaged(t, whole)
	if said != nil {
		t.Fatal(said)
	}
	r := rand.New(rand.NewPCG(7, 7))
	named, dir := 0, t.TempDir()
	for i := range 100 {
		bad := bytes.Clone(raw)
		at := r.IntN(len(bad))
		if i%2 == 0 { // where bbolt keeps its pointers: the first bytes of a page
			at = at/4096*4096 + r.IntN(64)
		}
		bad[at] ^= 1 << r.IntN(8)
		path := filepath.Join(dir, "flip.db")
		_ = os.Remove(path + copyEnding)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		got, said := useDamaged(t, path)
		if said != nil {
			named++
		} else if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("byte %d changed: not named, and the book reads differently", at)
		}
	}
	t.Logf("%d of 100 changes were named", named)
	if named < 20 {
		t.Fatalf("only %d of 100 changes were named", named)
	}
}

// TestLyingLeavesAreNotCopied: a leaf that says it, or one of its rows, is
// gigabytes long is refused by the posting that would change it, before anything
// of that size is asked for.
func TestLyingLeavesAreNotCopied(t *testing.T) {
	t.Parallel()
	raw, path := realBook(t), filepath.Join(t.TempDir(), "lie.db")
	refused := 0
	for at := 2 * os.Getpagesize(); at < len(raw); at += os.Getpagesize() {
		if le.Uint16(raw[at+8:]) != leafPage {
			continue
		}
		for _, place := range []int{at + 15, at + pageHead + elemSize + 15} { // pages it overflows into; size of a row
			bad := bytes.Clone(raw)
			bad[place] ^= 1 << 7
			_ = os.Remove(path + copyEnding)
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			b, err := Open(path, toySchema(), Options{})
			if err != nil {
				continue // not a leaf of rows: the opening sees it
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for i, f := range []Command{add{1, "after", 1, nil}, remove{"name 001"}, remove{"name 058"}} {
				_, err := b.Post(context.Background(), request(fmt.Sprint("after", i), f))
				if err != nil && CodeOf(err) != Damaged {
					t.Errorf("byte %d: %v", place, err)
				}
				if err != nil && strings.Contains(err.Error(), "nothing was posted") {
					refused++
				}
			}
			runtime.ReadMemStats(&after)
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<20 {
				t.Errorf("byte %d: %d MB were asked for", place, grown>>20)
			}
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if refused < 6 {
		t.Fatalf("only %d postings were refused", refused)
	}
}

// TestCirclesAreRefused: a branch that points to itself or to one above it would
// send every search round for ever.
func TestCirclesAreRefused(t *testing.T) {
	t.Parallel()
	b := few(newToy(t))
	if _, err := b.Bulk(context.Background(), request("bulk", manyItems(0, 4000)), nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for at := 2 * os.Getpagesize(); at < len(raw) && tried < 20; at += os.Getpagesize() {
		if le.Uint16(raw[at+8:]) != branchPage {
			continue
		}
		tried++
		bad := bytes.Clone(raw)
		last := at + pageHead + (int(le.Uint16(raw[at+10:]))-1)*elemSize
		le.PutUint64(bad[last+8:], le.Uint64(raw[at:]))
		if err := os.WriteFile(b.path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(b.path, toySchema(), Options{})
		refusedWith(t, err, Damaged, "damaged")
	}
	if tried < 3 {
		t.Fatalf("only %d branches", tried)
	}
}

// TestForeignFiles are refused in a sentence, untouched.
func TestForeignFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"empty": "", "text": "hello", "zeros": string(make([]byte, 1<<16))} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path, toySchema(), Options{})
		refusedWith(t, err, Damaged, "is not a book")
	}
	_, err := Open(dir, toySchema(), Options{})
	refusedWith(t, err, Invalid, "is not a file")
	_, err = Open(filepath.Join(dir, "none"), toySchema(), Options{})
	refusedWith(t, err, NotFound, "duebook init")
}
