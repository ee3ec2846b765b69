package book

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	bolt "go.etcd.io/bbolt"
)

var errDisk = errors.New("input/output error")

// failures are commits that return an error: with what they wrote on disk, and
// without.
var failures = map[string]func(*bolt.Tx) error{
	"stored":     func(tx *bolt.Tx) error { return errors.Join(tx.Commit(), errDisk) },
	"not stored": func(tx *bolt.Tx) error { _ = tx.Rollback(); return errDisk },
	"panic":      func(*bolt.Tx) error { panic("page 7 already freed") },
}

// TestFailedCommitIsSettled: after a commit that failed, what is said is what is
// there, and the key answers.
func TestFailedCommitIsSettled(t *testing.T) {
	for name, fail := range failures {
		t.Run(name, func(t *testing.T) {
			b := newToy(t)
			post(t, b, "first", add{1, "first", 1, nil})
			b.commit = fail
			r, err := b.Post(context.Background(), request("k", add{1, "doubt", 5, nil}))
			b.commit = (*bolt.Tx).Commit
			_, there := names(t, b)["doubt"]
			if there != (name == "stored") || there != (err == nil) {
				t.Fatalf("there %v, said %v", there, err)
			}
			if !there {
				refusedWith(t, err, ReadOnly, "not stored")
			}
			again := post(t, b, "k", add{1, "doubt", 5, nil})
			if again.Seq != 2 || again.Replayed != there || there && r.Seq != 2 {
				t.Fatalf("again: %+v after %+v", again, r)
			}
			post(t, b, "next", add{1, "next", 1, nil})
		})
	}
}

// TestFailedGroupCommit: the same for several that share a commit, one of them
// refused and one a replay.
func TestFailedGroupCommit(t *testing.T) {
	for name, fail := range failures {
		t.Run(name, func(t *testing.T) {
			b := newToy(t)
			post(t, b, "old", add{1, "old", 1, nil})
			b.commit = fail
			replies := together(b, request("a", add{1, "a", 1, nil}), request("b", add{1, "old", 1, nil}),
				request("old", add{1, "old", 1, nil}), request("c", add{2, "c", 1, nil}),
				request("a", add{1, "a", 1, nil}))
			b.commit = (*bolt.Tx).Commit
			refusedWith(t, replies[1].err, Conflict, "there is an item old")
			if r := replies[2]; name == "stored" && (r.err != nil || r.results[0].Seq != 1) {
				t.Fatalf("replay: %+v", r)
			}
			for _, i := range []int{0, 3, 4} {
				if (replies[i].err == nil) != (name == "stored") {
					t.Fatalf("%d: %v", i, replies[i].err)
				}
			}
			all := names(t, b)
			if _, a := all["a"]; len(all) != map[bool]int{true: 3, false: 1}[a] || a != (name == "stored") {
				t.Fatalf("%v", all)
			}
		})
	}
}

// together commits requests as one group.
func together(b *Book, reqs ...Request) []reply {
	group := make([]*job, len(reqs))
	for i, r := range reqs {
		group[i] = &job{ctx: context.Background(), reqs: []Request{r}, done: make(chan reply, 1)}
	}
	b.writing.Lock()
	b.commitGroup(group)
	b.writing.Unlock()
	replies := make([]reply, len(reqs))
	for i, j := range group {
		replies[i] = <-j.done
	}
	return replies
}

// TestDoubtThatStays: when the file cannot be opened again, the posting is in
// doubt, nothing more is written, and reading says so instead of crashing.
func TestDoubtThatStays(t *testing.T) {
	b := newToy(t)
	b.commit = func(tx *bolt.Tx) error {
		_ = tx.Rollback()
		_ = os.Rename(b.path, b.path+".gone")
		return errDisk
	}
	_, err := b.Post(context.Background(), request("k", add{1, "a", 1, nil}))
	refusedWith(t, err, InDoubt, "look whether the entry is there")
	_, err = b.Post(context.Background(), request("l", add{1, "b", 1, nil}))
	refusedWith(t, err, InDoubt, "in doubt")
	refusedWith(t, b.View(func(*View) error { return nil }), InDoubt, "in doubt")
	refusedWith(t, b.Writable(), InDoubt, "in doubt")
}

// TestFullDisk limits the size of files in a process of its own, so that bbolt's
// writes really fail, and sees that the book lives on.
func TestFullDisk(t *testing.T) {
	if os.Getenv("BOOK_TEST_FULL") == "" {
		if !renameOpen {
			t.Skip("no limit on the size of files on this system")
		}
		c := exec.Command("sh", "-c", `ulimit -f 256; trap '' XFSZ; exec "$0" -test.run '^TestFullDisk$' -test.v`,
			os.Args[0])
		c.Env = append(os.Environ(), "BOOK_TEST_FULL=1")
		out, err := c.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "the disk was full") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	ignoreFileLimit()
	b := newToy(t)
	big := strings.Repeat("x", 20_000)
	for i := range 100 {
		_, err := b.Post(context.Background(), request(fmt.Sprint(i), add{1, fmt.Sprint(i), 1, []string{big}}))
		if err == nil {
			continue
		}
		refusedWith(t, err, ReadOnly, "not stored")
		if n := len(names(t, b)); n != i {
			t.Fatalf("%d items after %d postings", n, i)
		}
		mustVerify(t, b)
		t.Log("the disk was full")
		return
	}
	t.Fatal("the limit was never met")
}

func TestMovedFileStopsWriting(t *testing.T) {
	b := newToy(t)
	post(t, b, "a", add{1, "a", 1, nil})
	raw, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	_ = os.Rename(b.path, b.path+".moved")
	_, err = b.Post(context.Background(), request("b", add{1, "b", 1, nil}))
	refusedWith(t, err, ReadOnly, "moved or replaced")
	if err := os.WriteFile(b.path, raw, 0o600); err != nil { // another file in its place is no better
		t.Fatal(err)
	}
	_, err = b.Post(context.Background(), request("c", add{1, "c", 1, nil}))
	refusedWith(t, err, ReadOnly, "moved or replaced")
	refusedWith(t, b.Compact(context.Background()), ReadOnly, "moved or replaced")
	if len(names(t, b)) != 1 {
		t.Fatal("reading goes on")
	}
}

func TestShortenedFileStopsWriting(t *testing.T) {
	b := newToy(t)
	for i := range 30 {
		post(t, b, fmt.Sprint(i), add{1, fmt.Sprint(i), 1, []string{strings.Repeat("y", 3000)}})
	}
	if err := os.Truncate(b.path, 64<<10); err != nil {
		t.Fatal(err)
	}
	_, err := b.Post(context.Background(), request("b", add{1, "b", 1, nil}))
	refusedWith(t, err, Damaged, "")
	err = b.View(func(v *View) error { return items.Scan(v, nil, func(*item) (bool, error) { return true, nil }) })
	refusedWith(t, err, Damaged, "")
	b.release()
}

func TestKeysPostOnce(t *testing.T) {
	b := newToy(t)
	first := post(t, b, "k", add{1, "a", 1, nil})
	again := post(t, b, "k", add{1, "a", 1, nil})
	if !again.Replayed || again.Seq != first.Seq || len(again.Facts) != 1 {
		t.Fatalf("%+v", again)
	}
	_, err := b.Post(context.Background(), request("k", add{1, "a", 2, nil}))
	refusedWith(t, err, Conflict, "another posting")
	for field, r := range map[string]func(*Request){"a request key": func(r *Request) { r.Key = "" },
		"who acts": func(r *Request) { r.Who = "" }, "a session": func(r *Request) { r.Session = "" },
		"a role": func(r *Request) { r.Role = "" }, "the day": func(r *Request) { r.Today = 0 },
		"cannot be taken": func(r *Request) { r.Who = "mo\x1bna" }, "UTF-8": func(r *Request) { r.Key = "\xff" }} {
		req := request("other", add{1, "b", 1, nil})
		r(&req)
		_, err := b.Post(context.Background(), req)
		refusedWith(t, err, Invalid, field)
	}
}

// TestOneWins: sixteen at once want the same name, and one gets it.
func TestOneWins(t *testing.T) {
	b := newToy(t)
	var watched []uint64
	b.Watch(func(rs []Result) {
		for _, r := range rs {
			watched = append(watched, r.Seq)
		}
	})
	var won, lost int
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			_, err := b.Post(context.Background(), request(fmt.Sprint(i), add{1, "prize", int64(i), nil}))
			_, same := b.Post(context.Background(), request("same", add{2, "same", 1, nil}))
			mu.Lock()
			defer mu.Unlock()
			if same != nil {
				t.Error(same)
			}
			if err == nil {
				won++
			} else if CodeOf(err) == Conflict {
				lost++
			}
		})
	}
	all.Wait()
	if won != 1 || lost != 15 || len(names(t, b)) != 2 {
		t.Fatalf("%d won, %d lost", won, lost)
	}
	if fmt.Sprint(watched) != "[1 2]" {
		t.Fatalf("watched %v", watched)
	}
}

// TestRefusalDropsOnlyItself: in a group a refusal, a failure half-way and a
// panic each take back their own request and no other.
func TestRefusalDropsOnlyItself(t *testing.T) {
	b := newToy(t)
	replies := together(b, request("1", add{1, "a", 1, nil}), request("2", breakIt{}), request("3", add{1, "a", 1,
		nil}),
		request("4", breakIt{Panic: true}), request("5", add{1, "b", 1, nil}))
	refusedWith(t, replies[1].err, Invalid, "broken on purpose")
	refusedWith(t, replies[2].err, Conflict, "there is an item")
	refusedWith(t, replies[3].err, Internal, "a mistake")
	if !strings.Contains(replies[3].err.Error(), "broken.Apply") {
		t.Fatal(replies[3].err)
	}
	if all := names(t, b); len(all) != 2 || replies[0].err != nil || replies[4].err != nil {
		t.Fatalf("%v", all)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.Post(cancelled, request("6", add{1, "c", 1, nil})); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestAtomicAndDry(t *testing.T) {
	b := newToy(t)
	ctx := context.Background()
	three := []Request{request("1", add{1, "a", 1, nil}), request("2", change{"a", "b", 2}), request("3", remove{"b"})}
	dry, err := b.PostAll(ctx, three, true)
	if err != nil || len(dry) != 3 || dry[2].Seq != 3 || len(names(t, b)) != 0 {
		t.Fatalf("%+v %v", dry, err)
	}
	_, err = b.PostAll(ctx, append(three[:2:2], request("4", remove{"nobody"})), false)
	refusedWith(t, err, NotFound, "line 3: there is no item nobody")
	if len(names(t, b)) != 0 {
		t.Fatal("a part was kept")
	}
	got, err := b.PostAll(ctx, three, false)
	if err != nil || got[2].Seq != 3 {
		t.Fatalf("%+v %v", got, err)
	}
}

// TestPreviewCostsNothing: ids shown in a preview are given again.
func TestPreviewCostsNothing(t *testing.T) {
	b := newToy(t)
	for range 3 {
		facts, err := b.Preview(request("p", add{1, "a", 1, nil}))
		if err != nil || facts[0].(*added).Item.ID != 1 {
			t.Fatalf("%+v %v", facts, err)
		}
	}
	if r := post(t, b, "k", add{1, "a", 1, nil}); r.Facts[0].(*added).Item.ID != 1 {
		t.Fatalf("%+v", r.Facts[0])
	}
}

func TestUndoAndWhatBuildsOnIt(t *testing.T) {
	b := newToy(t)
	ctx := context.Background()
	a := post(t, b, "a", add{1, "a", 1, nil})
	c := post(t, b, "c", change{"a", "aa", 5})
	_, err := b.Post(ctx, request("u", Undo{a.Seq}))
	refusedWith(t, err, Conflict, "entry 2 (item.change")
	post(t, b, "u2", Undo{c.Seq})
	_, err = b.Post(ctx, request("u3", Undo{c.Seq}))
	refusedWith(t, err, Conflict, "taken back already (by entry 3)")
	_, err = b.Post(ctx, request("u4", Undo{3}))
	refusedWith(t, err, Conflict, "itself an undo")
	if err := b.View(func(v *View) error {
		seq, command, err := v.LastOf("mona")
		if seq != 1 || command != "item.add" {
			t.Errorf("last %d %s", seq, command)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	post(t, b, "u5", Undo{a.Seq})
	if len(names(t, b)) != 0 {
		t.Fatal("still there")
	}
}

func TestSecondProcessIsToldWho(t *testing.T) {
	b := newToy(t)
	_, err := Open(b.path, toySchema(), Options{LockWait: 1})
	refusedWith(t, err, Locked, fmt.Sprintf("(process %d, since", os.Getpid()))
	_, err = Open(b.path, toySchema(), Options{LockWait: 1, ReadOnly: true})
	refusedWith(t, err, Locked, "close it there first")
	note := filepath.Join(filepath.Dir(b.path), "toy.db.lock")
	if err := os.WriteFile(note, []byte("99999999 ali here 2025-01-01 10:00\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	host, _ := os.Hostname()
	_ = os.WriteFile(note, []byte("99999999 ali "+host+" 2025-01-01 10:00\n"), 0o600)
	_, err = Open(b.path, toySchema(), Options{LockWait: 1})
	refusedWith(t, err, Locked, "by another process")
}
