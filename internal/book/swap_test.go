package book

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// fewBulk facts are a bulk import in a book of few.
const fewBulk = 700

func few(b *Book) *Book {
	b.bulkOver, b.bulkEntry = 300, 500
	return b
}

// swaps are the works that put a new file in the book's place.
var swaps = map[string]func(b *Book, n int) error{
	"compact": func(b *Book, _ int) error { return b.Compact(context.Background()) },
	"rebuild": func(b *Book, _ int) error { return b.Rebuild(context.Background(), nil) },
	"bulk": func(b *Book, n int) error {
		_, err := b.Bulk(context.Background(), request(fmt.Sprint("bulk ", n),
			manyItems(1_000_000+n*fewBulk, fewBulk)), nil)
		return err
	},
}

// TestSwapUnderReaders: readings run on while the file is replaced, each on one
// state; postings before and after are there; the plain copy follows.
func TestSwapUnderReaders(t *testing.T) {
	for _, how := range []bool{true, false} { // an open file can be renamed, or not
		for name, swap := range swaps {
			t.Run(fmt.Sprint(name, " ", how), func(t *testing.T) {
				defer func(was bool) { renameOpen = was }(renameOpen)
				renameOpen = how && renameOpen
				b := few(newToy(t))
				post(t, b, "before", add{1, "before", 3, []string{"x"}})
				stop := make(chan struct{})
				var readers sync.WaitGroup
				for range 2 {
					readers.Go(func() {
						for {
							select {
							case <-stop:
								return
							default:
							}
							err := b.View(func(v *View) error {
								if _, ok, err := items.Find(v, "name", Key{}.Text("before")); !ok || err != nil {
									return fmt.Errorf("not found: %w", err)
								}
								return nil
							})
							if err != nil {
								t.Error(err)
							}
						}
					})
				}
				if err := swap(b, 0); err != nil {
					t.Fatal(err)
				}
				close(stop)
				readers.Wait()
				post(t, b, "after", add{1, "after", 1, nil})
				if _, err := os.Stat(b.path + sideEnding); !errors.Is(err, fs.ErrNotExist) {
					t.Fatal("the side file is still there")
				}
				_, err := Open(b.path, toySchema(), Options{LockWait: 1})
				refusedWith(t, err, Locked, "in use")
				if err := b.Close(); err != nil {
					t.Fatal(err)
				}
				mustVerify(t, openToy(t, b.path)) // with the plain copy
			})
		}
	}
}

// TestLockIsNeverLost: one who waits for the lock while the holder replaces the
// file gets the new file, never the old one.
func TestLockIsNeverLost(t *testing.T) {
	b := newToy(t)
	post(t, b, "a", add{1, "a", 1, nil})
	got := make(chan error, 1)
	go func() {
		second, err := Open(b.path, toySchema(), Options{LockWait: 5 * time.Second})
		if err == nil {
			_, err = second.Post(context.Background(), request("b", add{1, "b", 1, nil}))
			_ = second.Close()
		}
		got <- err
	}()
	for range 5 {
		time.Sleep(20 * time.Millisecond)
		if err := b.Compact(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Fatal(err)
	}
	if all := names(t, openToy(t, b.path)); len(all) != 2 {
		t.Fatal(all)
	}
}

// TestBulk: all or nothing, once, verified; what does not verify leaves the book
// as it was.
func TestBulk(t *testing.T) {
	b := few(newToy(t))
	post(t, b, "a", add{1, "a", 1, []string{"x"}})
	ctx := context.Background()
	n := fewBulk
	last := 0
	r, err := b.Bulk(ctx, request("bulk", manyItems(10, n)), func(done, total int) { last = done })
	if err != nil || r.Seq != 3 || last != n || len(names(t, b)) != n+1 {
		t.Fatalf("%+v %v %d", r.Seq, err, last)
	}
	again, err := b.Bulk(ctx, request("bulk", manyItems(10, n)), nil)
	if err != nil || !again.Replayed || again.Seq != r.Seq {
		t.Fatalf("%+v %v", again.Seq, err)
	}
	_, err = b.Bulk(ctx, request("bulk", manyItems(10, n+1)), nil)
	refusedWith(t, err, Conflict, "another posting")
	_, err = b.Post(ctx, request("u", Undo{2}))
	refusedWith(t, err, Conflict, "bulk import")
	half := manyItems(200_000, n)
	half.facts = append(half.facts, &broken{})
	_, err = b.Bulk(ctx, request("half", half), nil)
	refusedWith(t, err, Invalid, "broken on purpose")
	twice := manyItems(400_000, n)
	twice.facts = append(twice.facts, &added{item{1, 7, "stale", 1, nil}}, &added{item{1, 7, "newer", 1, nil}})
	_, err = b.Bulk(ctx, request("twice", twice), nil) // Insert over a row: its old index entries stay
	refusedWith(t, err, Damaged, "does not verify")
	stopped, cancel := context.WithCancel(ctx)
	_, err = b.Bulk(stopped, request("stopped", manyItems(600_000, n)), func(done, _ int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if len(names(t, b)) != n+1 {
		t.Fatal("something was kept")
	}
	less, err := b.Bulk(ctx, request("few", manyItems(800_000, 5)), nil)
	if err != nil || less.Seq != 4 {
		t.Fatalf("%+v %v", less, err)
	}
}

func TestLeftoversAreSwept(t *testing.T) {
	b := newToy(t)
	_ = b.Close()
	for _, ending := range leftovers {
		_ = os.WriteFile(b.path+ending, []byte("half"), 0o600)
	}
	_ = openToy(t, b.path)
	for _, ending := range leftovers {
		if _, err := os.Stat(b.path + ending); err == nil {
			t.Error(ending, "is still there")
		}
	}
}

// TestBallast: 16 MB are held back, not by reports, and given free when the disk
// refuses a commit.
func TestBallast(t *testing.T) {
	b := newToy(t)
	if _, err := os.Stat(b.path + ".ballast"); err == nil {
		t.Fatal("made while opening")
	}
	b.keepBallast()
	info, err := os.Stat(b.path + ".ballast")
	if err != nil || info.Size() != ballastSize {
		t.Fatal(info, err)
	}
	b.commit = func(tx *bolt.Tx) error { _ = tx.Rollback(); return errDisk }
	_, err = b.Post(context.Background(), request("a", add{1, "a", 1, nil}))
	refusedWith(t, err, ReadOnly, "not stored")
	b.commit = (*bolt.Tx).Commit
	if _, err = os.Stat(b.path + ".ballast"); err == nil {
		t.Fatal("still held back")
	}
	if err := b.Writable(); err != nil {
		t.Fatal(err)
	}
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	ctx, now := context.Background(), toyDay.Time()
	b := newToy(t)
	post(t, b, "1", add{1, "a", 1, nil})
	old := filepath.Join(t.TempDir(), "old.db")
	m, err := b.Backup(ctx, old, now)
	if err != nil || m.Seq != 1 {
		t.Fatal(m, err)
	}
	_, err = b.Backup(ctx, old, now)
	refusedWith(t, err, Conflict, "exists already")
	_, err = Restore(ctx, old, b.path, toySchema(), false, now)
	refusedWith(t, err, Locked, "in use")
	post(t, b, "2", add{1, "b", 1, nil})
	newer := filepath.Join(t.TempDir(), "newer.db")
	if _, err := b.Backup(ctx, newer, now); err != nil {
		t.Fatal(err)
	}
	_ = b.Close()
	_, err = Restore(ctx, old, b.path, toySchema(), false, now)
	refusedWith(t, err, Conflict, "would be lost")
	kept, err := Restore(ctx, old, b.path, toySchema(), true, now)
	if err != nil || kept == "" {
		t.Fatal(kept, err)
	}
	if all := names(t, openToy(t, kept)); len(all) != 2 {
		t.Fatal("the old file", all)
	}
	again := openToy(t, b.path)
	post(t, again, "3", add{1, "c", 1, nil}) // another second entry than the newer backup's
	_ = again.Close()
	_, err = Restore(ctx, newer, b.path, toySchema(), false, now)
	refusedWith(t, err, Conflict, "would be lost")
	if _, err := Restore(ctx, newer, b.path, toySchema(), true, now); err != nil {
		t.Fatal(err)
	}
	if all := names(t, openToy(t, b.path)); len(all) != 2 {
		t.Fatal(all)
	}
}

// TestRebuildFromCopy: with the book's pages rotten or the file gone, the plain
// copy of the journal gives the same book.
func TestRebuildFromCopy(t *testing.T) {
	t.Parallel()
	ctx, now := context.Background(), toyDay.Time()
	for _, harm := range []string{"rot", "gone", "behind"} {
		b := newToy(t)
		for i := range 40 {
			post(t, b, fmt.Sprint(i), add{uint32(i % 3), fmt.Sprint(i), int64(i), []string{"t"}})
		}
		_, digest := headOf(t, b)
		_ = b.Close()
		want := uint64(40)
		switch harm {
		case "rot":
			raw, _ := os.ReadFile(b.path)
			for i := 8192; i < len(raw); i += 97 {
				raw[i] ^= 0x55
			}
			_ = os.WriteFile(b.path, raw, 0o600)
		case "gone":
			_ = os.Remove(b.path)
		case "behind":
			raw, _ := os.ReadFile(b.path + copyEnding)
			_ = os.WriteFile(b.path+copyEnding, raw[:len(raw)-30], 0o600)
			want = 39
		}
		r, err := RebuildFromCopy(ctx, b.path, toySchema(), now, nil)
		if err != nil || r.Seq != want || (r.Kept == "") != (harm == "gone") || harm == "behind" && r.Head != 40 {
			t.Fatalf("%s: %+v %v", harm, r, err)
		}
		again := openToy(t, b.path)
		if seq, d := headOf(t, again); seq != want || harm != "behind" && string(d) != string(digest) {
			t.Fatalf("%s: %d", harm, seq)
		}
	}
}

func headOf(t *testing.T, b *Book) (seq uint64, digest []byte) {
	t.Helper()
	if err := b.View(func(v *View) error { seq, digest = v.Head(); return nil }); err != nil {
		t.Fatal(err)
	}
	return seq, digest
}

// TestCopyFollows: the plain copy is cut where a crash tore it, goes on from
// there, and makes way when the book is another.
func TestCopyFollows(t *testing.T) {
	b := newToy(t)
	for i := range 20 {
		post(t, b, fmt.Sprint(i), add{1, fmt.Sprint(i), 1, nil})
	}
	_ = b.Close()
	whole, err := os.ReadFile(b.path + copyEnding)
	if err != nil {
		t.Fatal(err)
	}
	for _, torn := range [][]byte{whole[:len(whole)-3], whole[:len(whole)/2], append(whole[:len(whole):len(whole)],
		whole[:40]...), []byte("rubbish\n"), nil, whole} {
		if err := os.WriteFile(b.path+copyEnding, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = openToy(t, b.path).Close()
		if got, _ := os.ReadFile(b.path + copyEnding); string(got) != string(whole) {
			t.Fatalf("%d of %d bytes after %d", len(got), len(whole), len(torn))
		}
	}
	other := newToy(t)
	for i := range 25 {
		post(t, other, fmt.Sprint(i), add{2, fmt.Sprint(i), 1, nil})
	}
	_ = other.Close()
	raw, _ := os.ReadFile(other.path + copyEnding)
	_ = os.WriteFile(b.path+copyEnding, raw, 0o600)
	_ = openToy(t, b.path).Close()
	if got, _ := os.ReadFile(b.path + copyEnding); string(got) != string(whole) {
		t.Fatal("the copy is still another book's")
	}
	if kept, _ := filepath.Glob(b.path + copyEnding + ".other-*"); len(kept) != 1 {
		t.Fatal("the other copy was not kept", kept)
	}
}

// TestKilled kills a process that posts, compacts, rebuilds and imports, at
// random moments: the book is whole, and holds what was acknowledged.
func TestKilled(t *testing.T) {
	t.Parallel()
	if path := os.Getenv("BOOK_TEST_KILL"); path != "" {
		killMe(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "kill.db")
	if err := Create(path, toySchema()); err != nil {
		t.Fatal(err)
	}
	acked := map[string]bool{}
	for range 8 {
		c := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		c.Env = append(os.Environ(), "BOOK_TEST_KILL="+path)
		out, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(50+rand.IntN(400))*time.Millisecond, func() { _ = c.Process.Kill() })
		text, _ := io.ReadAll(bufio.NewReader(out))
		_ = c.Wait()
		for line := range strings.Lines(string(text)) {
			if name, ok := strings.CutSuffix(line, " stored\n"); ok {
				acked[name] = true
			}
		}
		b, err := Open(path, toySchema(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		mustVerify(t, b)
		all := names(t, b)
		for name := range acked {
			if _, ok := all[name]; !ok {
				t.Fatalf("%s was acknowledged and is not there", name)
			}
		}
		_ = b.Close()
	}
	t.Log(len(acked), "acknowledged")
}

func killMe(t *testing.T, path string) {
	b, err := Open(path, toySchema(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	few(b)
	for n := 0; ; n++ {
		name := fmt.Sprintf("%d %d", os.Getpid(), n)
		post(t, b, name, add{uint32(n % 10), name, int64(n), []string{"t"}})
		fmt.Println(name, "stored")
		if n%7 == 3 {
			if err := swaps[[]string{"compact", "rebuild", "bulk"}[n/7%3]](b, os.Getpid()); err != nil &&
				CodeOf(err) != Conflict {
				t.Fatal(err)
			}
		}
	}
}
