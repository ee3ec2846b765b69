package book

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"runtime/debug"
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

// quickVerify checks, at each opening, that the file is a book, that its last
// entry is what the head says and there is none after it (J1), and the
// invariants of what the last entry is about.
func (b *Book) quickVerify() error {
	return b.View(func(v *View) error {
		if string(v.get(metaBucket, []byte("format"))) != formatID {
			return Refuse(Damaged, "%s is not a book of this version of duebook: nothing was touched", b.path)
		}
		h := v.head()
		var after []byte
		v.scan(journalBucket, Key{}.U64(h.seq+1), nil, func(k, _ []byte) bool { after = k; return false })
		if after != nil {
			return Refuse(Damaged, "the book's journal goes on to entry %x beyond its head %d: restore a backup or "+
				"run "+
				"duebook verify", after, h.seq)
		}
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
		facts, err := e.facts(b.schema)
		if err == nil && len(facts) < 100 {
			err = b.touched(v, facts)
		}
		return err
	})
}

// task is a part of the checking, on one view of the book, of one invariant.
type task struct {
	id  string
	run func(v *View) error
}

// Verify checks the book and returns what is wrong, at most 200 findings; it
// never repairs. An error means that the checking itself failed.
func (b *Book) Verify(ctx context.Context, level Level) ([]Finding, error) {
	return b.VerifyWith(ctx, level, nil)
}

// VerifyWith is Verify that tells how many parts of the work are done.
func (b *Book) VerifyWith(ctx context.Context, level Level, progress Progress) ([]Finding, error) {
	var mu sync.Mutex
	var all []Finding
	found := func(f Finding) {
		mu.Lock()
		defer mu.Unlock()
		if len(all) < maxFindings {
			all = append(all, f)
		}
	}
	copied := b.openCopy(level) // before the views, so that they hold all that it holds
	defer copied.close()
	err := b.pairOfViews(func(one, two *View) error {
		if b.verifyPages(one, found) > 0 {
			return nil // bbolt is not let near bad pages
		}
		rows := newRowCheck(b.schema, found)
		var tasks []task
		for _, c := range b.schema.checks {
			if c.Full != nil {
				tasks = append(tasks, task{c.ID, func(v *View) error { return c.Full(v, found) }})
			}
		}
		tasks = append(tasks, task{"J1", func(v *View) error { return verifyChain(ctx, v, found) }})
		if level == Deep {
			tasks = append(tasks, task{"J4", func(v *View) error { return b.verifyReplay(ctx, v, found) }},
				task{"J5", func(v *View) error { return copied.verify(v, found) }})
		}
		tasks = append(tasks, rows.parts(ctx, one)...)
		if err := inParallel(ctx, one, two, tasks, found, progress); err != nil {
			return err
		}
		return rows.compare(one)
	})
	return all, err
}

// pairOfViews runs fn on two views of the same state, so that two goroutines can
// read it: a bbolt transaction is for one.
func (b *Book) pairOfViews(fn func(one, two *View) error) (err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.db == nil {
		return b.gone()
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var txs [2]*bolt.Tx
	defer func() {
		for _, tx := range txs {
			if tx != nil {
				_ = tx.Rollback()
			}
		}
	}()
	defer guard(&err)
	for {
		for i := range txs {
			if txs[i], err = b.db.Begin(false); err != nil {
				return err
			}
		}
		if txs[0].ID() == txs[1].ID() {
			return fn(b.viewOf(txs[0]), b.viewOf(txs[1]))
		}
		_, _ = txs[0].Rollback(), txs[1].Rollback() // a commit came between
	}
}

// inParallel works the tasks off on two views, the first ones first. A task that
// fails on what it reads is a finding.
func inParallel(ctx context.Context, one, two *View, tasks []task, found func(Finding), progress Progress) error {
	next := make(chan task, len(tasks))
	for _, t := range tasks {
		next <- t
	}
	close(next)
	var mu sync.Mutex
	done := 0
	work := func(v *View, t task) (err error) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		defer guard(&err)
		return t.run(v)
	}
	var both sync.WaitGroup
	for _, v := range []*View{one, two} {
		both.Go(func() {
			for t := range next {
				if ctx.Err() != nil {
					return
				}
				if err := work(v, t); err != nil && ctx.Err() == nil {
					found(Finding{ID: t.id, Record: "the check", Expected: "rows that can be read", Found: err.Error()})
				}
				mu.Lock()
				done++
				progress.tell(done, len(tasks))
				mu.Unlock()
			}
		})
	}
	both.Wait()
	return ctx.Err()
}

// verifyPages walks the pages of the file as the view sees it; 0 is well. When
// commits have gone past the view, whose meta page is lost then, it is left out.
func (b *Book) verifyPages(v *View, found func(Finding)) int {
	bs, ok := v.store.(*boltStore)
	if !ok {
		return 0
	}
	for _, m := range readMetas(b.file) {
		if m.txid == uint64(bs.tx.ID()) {
			return newPageCheck(b.file, m, found).all()
		}
	}
	return 0
}

// verifyChain recomputes the journal's digests (J1).
func verifyChain(ctx context.Context, v *View, found func(Finding)) (err error) {
	prev := make([]byte, 32)
	var seq uint64
	var nanos int64
	v.scan(journalBucket, nil, nil, func(k, stored []byte) bool {
		if err = ctx.Err(); err != nil {
			return false
		}
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
		if e.Who == "" || e.Role == "" || e.Session == "" || e.Key == "" || e.Command == "" || len(e.Hash) != 32 ||
			e.Day == 0 || e.Nanos <= 0 {
			found(Finding{"J2", name, "who, role, session, key, command, request hash, day and time",
				"one is missing", seq})
		}
		if val := v.get(keyBucket, []byte(e.Key)); !bytes.Equal(val, append(Key{}.U64(seq), e.Hash...)) {
			found(Finding{"J3", name, "its request key in the index", fmt.Sprintf("%x", val), seq})
		}
		prev, nanos = digest(seq, prev, stored), e.Nanos
		return true
	})
	if err != nil {
		return err
	}
	keys := uint64(0)
	v.scan(keyBucket, nil, nil, func(_, _ []byte) bool { keys++; return true })
	if keys != seq {
		found(Finding{"J3", "request keys", fmt.Sprintf("%d, one an entry", seq), fmt.Sprint(keys), seq})
	}
	if h := v.head(); h.seq != seq || (seq > 0 && !bytes.Equal(h.digest, prev)) {
		found(Finding{"J1", "head", fmt.Sprintf("entry %d, digest %x", seq, prev),
			fmt.Sprintf("entry %d, digest %x", h.seq, h.digest), seq})
	}
	return nil
}

// verifyReplay folds the journal from nothing and compares every bucket (J4).
func (b *Book) verifyReplay(ctx context.Context, v *View, found func(Finding)) error {
	o, err := b.replay(ctx, v, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		found(Finding{ID: "J4", Record: "journal", Expected: "facts that apply", Found: err.Error()})
		return nil
	}
	for _, name := range append([]string{metaBucket, keyBucket, undoneBucket}, b.schema.buckets...) {
		compareBucket(v, name, o.layer(name), found)
	}
	return nil
}

func compareBucket(v *View, name string, l *layer, found func(Finding)) {
	wrong := 0
	differ := func(k []byte, expected, got string) {
		if wrong++; wrong <= 3 {
			found(Finding{ID: "J4", Record: fmt.Sprintf("%s %x", name, k), Expected: expected, Found: got})
		}
	}
	rows := l.sorted()
	next := func(k []byte) (val []byte, ok bool) { // the replay's row at k, once those before it were told
		for ; len(rows) > 0 && (k == nil || l.less(rows[0], k)); rows = rows[1:] {
			if key, _, live := l.row(rows[0].row); live {
				differ(key, "the row the journal gives", "no row")
			}
		}
		if len(rows) == 0 || !l.is(rows[0], k) {
			return nil, false
		}
		_, val, ok = l.row(rows[0].row)
		rows = rows[1:]
		return val, ok
	}
	v.scan(name, nil, nil, func(k, val []byte) bool {
		switch want, ok := next(k); {
		case !ok:
			differ(k, "no row", "a row the journal does not give")
		case !bytes.Equal(want, val):
			differ(k, fmt.Sprintf("%x", want), fmt.Sprintf("%x", val))
		}
		return true
	})
	next(nil)
}
