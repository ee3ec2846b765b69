package book

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// model is what the toy book should hold: the items by name, and for each entry
// posted what it would need to be taken back.
type model struct {
	b      *Book
	n      int // request keys made
	items  map[string]int64
	log    []past
	backup string
	saved  map[string]int64
	logged []past
}

type past struct {
	name, to string // added: "" -> to; removed: name -> ""; changed: name -> to
	amount   int64  // of name, before
	undone   bool
	undo     bool // an undo or a part of a bulk import: not to be taken back
	req      Request
}

// TestRandomHistories posts, takes back, sends twice, refuses, rebuilds,
// compacts, backs up, restores, crashes and reopens at random, and compares the
// book with a map.
func TestRandomHistories(t *testing.T) {
	t.Parallel()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		defer func() { _ = f.Value.Set(f.DefValue) }()
		_ = f.Value.Set("15")
	}
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		m := &model{items: map[string]int64{}}
		m.open(rt, filepath.Join(dir, "m.db"), true)
		defer func() { _ = m.b.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"add": m.add, "change": m.change, "remove": m.remove, "undo": m.undo, "again": m.again, "bulk": m.bulk,
			"atomic": m.atomic, "rebuild": func(rt *rapid.T) { m.ok(rt, m.b.Rebuild(context.Background(), nil)) },
			"compact": func(rt *rapid.T) { m.ok(rt, m.b.Compact(context.Background())) },
			"save":    m.save, "restore": m.restore, "crash": m.crash, "copy": m.fromCopy, "": m.compare,
		})
		findings, err := m.b.Verify(context.Background(), Deep)
		if err != nil || len(findings) > 0 {
			rt.Fatal(findings, err)
		}
	})
}

func (m *model) ok(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

func (m *model) open(rt *rapid.T, path string, create bool) {
	if create {
		m.ok(rt, Create(path, toySchema()))
	}
	b, err := Open(path, toySchema(), Options{})
	m.ok(rt, err)
	b.bulkOver, b.bulkEntry = 20, 15
	m.b = b
}

var someNames = rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g", "h"})

func (m *model) post(rt *rapid.T, c Command, want Code, p past) {
	m.n++
	p.req = request(fmt.Sprint("k", m.n), c)
	r, err := m.b.Post(context.Background(), p.req)
	if CodeOf(err) != want || err != nil && want == "" {
		rt.Fatalf("%s %+v: %v, want %q", c.Kind(), c, err, want)
	}
	if err == nil {
		if m.log = append(m.log, p); r.Seq != uint64(len(m.log)) {
			rt.Fatalf("entry %d, want %d", r.Seq, len(m.log))
		}
	}
}

func (m *model) add(rt *rapid.T) {
	name, amount := someNames.Draw(rt, "name"), rapid.Int64Range(0, 99).Draw(rt, "amount")
	c := add{rapid.Uint32Range(1, 3).Draw(rt, "group"), name, amount, rapid.SliceOfN(someNames, 0, 3).Draw(rt, "tags")}
	if _, there := m.items[name]; there {
		m.post(rt, c, Conflict, past{})
		return
	}
	m.post(rt, c, "", past{to: name})
	m.items[name] = amount
}

func (m *model) change(rt *rapid.T) {
	name, to := someNames.Draw(rt, "name"), someNames.Draw(rt, "to")
	c := change{name, to, rapid.Int64Range(0, 99).Draw(rt, "amount")}
	_, there := m.items[name]
	_, taken := m.items[to]
	switch {
	case !there:
		m.post(rt, c, NotFound, past{})
	case taken && to != name:
		m.post(rt, c, Conflict, past{})
	default:
		m.post(rt, c, "", past{name: name, to: to, amount: m.items[name]})
		delete(m.items, name)
		m.items[to] = c.Amount
	}
}

func (m *model) remove(rt *rapid.T) {
	name := someNames.Draw(rt, "name")
	if _, there := m.items[name]; !there {
		m.post(rt, remove{name}, NotFound, past{})
		return
	}
	m.post(rt, remove{name}, "", past{name: name, amount: m.items[name]})
	delete(m.items, name)
}

// undo takes a random entry back: the book says whether it may be, and when it
// was, the items are as if it had not been.
func (m *model) undo(rt *rapid.T) {
	if len(m.log) == 0 {
		return
	}
	seq := rapid.IntRange(1, len(m.log)).Draw(rt, "seq")
	before := m.log[seq-1]
	m.n++
	req := request(fmt.Sprint("k", m.n), Undo{uint64(seq)})
	_, err := m.b.Post(context.Background(), req)
	if before.undone || before.undo {
		if CodeOf(err) != Conflict {
			rt.Fatalf("undo of %+v: %v", before, err)
		}
		return
	}
	if err != nil { // something builds on it, or a name is taken again
		if CodeOf(err) != Conflict {
			rt.Fatal(err)
		}
		return
	}
	m.log[seq-1].undone = true
	m.log = append(m.log, past{undo: true, req: req})
	delete(m.items, before.to)
	if before.name != "" {
		m.items[before.name] = before.amount
	}
}

// again sends an old request once more.
func (m *model) again(rt *rapid.T) {
	if len(m.log) == 0 {
		return
	}
	seq := rapid.IntRange(1, len(m.log)).Draw(rt, "seq")
	r, err := m.b.Post(context.Background(), m.log[seq-1].req)
	if err != nil || !r.Replayed || r.Seq != uint64(seq) {
		rt.Fatalf("entry %d again: %+v %v", seq, r, err)
	}
}

func (m *model) bulk(rt *rapid.T) {
	m.n++
	n := rapid.IntRange(21, 40).Draw(rt, "n")
	c := manyItems(m.n*1000, n)
	for i, f := range c.facts {
		f.(*added).Item.Name = fmt.Sprintf("bulk %d %d", m.n, i)
		m.items[f.(*added).Item.Name] = f.(*added).Item.Amount
	}
	req := request(fmt.Sprint("k", m.n), c)
	r, err := m.b.Bulk(context.Background(), req, nil)
	m.ok(rt, err)
	for i := 1; i < (n+14)/15; i++ { // its earlier entries have keys of their own
		m.log = append(m.log, past{undo: true, req: request(fmt.Sprintf("k%d/%d", m.n, i), c)})
	}
	m.log = append(m.log, past{undo: true, req: req})
	if r.Seq != uint64(len(m.log)) {
		rt.Fatalf("entry %d, want %d", r.Seq, len(m.log))
	}
}

// atomic posts two commands of which the second is refused.
func (m *model) atomic(rt *rapid.T) {
	m.n++
	_, err := m.b.PostAll(context.Background(), []Request{request(fmt.Sprint("k", m.n), add{1, "atom", 1, nil}),
		request(fmt.Sprint("k", m.n, "b"), remove{"nothing"})}, false)
	if CodeOf(err) != NotFound {
		rt.Fatal(err)
	}
}

func (m *model) save(rt *rapid.T) {
	m.n++
	m.backup = fmt.Sprint(m.b.path, ".backup", m.n)
	_, err := m.b.Backup(context.Background(), m.backup, toyDay.Time())
	m.ok(rt, err)
	m.saved, m.logged = maps.Clone(m.items), append([]past{}, m.log...)
}

func (m *model) restore(rt *rapid.T) {
	if m.backup == "" {
		return
	}
	path := m.b.path
	m.ok(rt, m.b.Close())
	_, err := Restore(context.Background(), m.backup, path, toySchema(), true, toyDay.Time())
	m.ok(rt, err)
	m.items, m.log = maps.Clone(m.saved), append([]past{}, m.logged...)
	m.open(rt, path, false)
}

// crash goes on from the file as it is between two commits, without closing the
// book; the plain copy is what it happens to be.
func (m *model) crash(rt *rapid.T) {
	path := m.b.path
	raw, err := os.ReadFile(path)
	m.ok(rt, err)
	plain, err := os.ReadFile(path + copyEnding)
	if err != nil && !os.IsNotExist(err) {
		rt.Fatal(err)
	}
	m.ok(rt, m.b.Close())
	m.ok(rt, os.WriteFile(path, raw, 0o600))
	m.ok(rt, os.WriteFile(path+copyEnding, plain, 0o600))
	m.open(rt, path, false)
}

// fromCopy loses the book and makes it anew from the plain copy.
func (m *model) fromCopy(rt *rapid.T) {
	path := m.b.path
	m.ok(rt, m.b.Close())
	if len(m.log) > 0 {
		m.ok(rt, os.Truncate(path, 5000))
		_, err := RebuildFromCopy(context.Background(), path, toySchema(), toyDay.Time(), nil)
		m.ok(rt, err)
	}
	m.open(rt, path, false)
}

func (m *model) compare(rt *rapid.T) {
	if got := names(rt, m.b); !maps.Equal(got, m.items) {
		rt.Fatalf("the book holds %v, want %v", got, m.items)
	}
	if _, err := os.Stat(m.b.path + sideEnding); err == nil {
		rt.Fatal("a side file is left")
	}
}
