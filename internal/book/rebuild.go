package book

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Progress is told how much of a long work is done; it must not block.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// replay folds the whole journal into memory, checking the chain as it goes.
func (b *Book) replay(v *View, progress Progress) (*overlay, error) {
	o := newOverlay(nil)
	tx := &Tx{View{store: o, schema: b.schema}}
	if err := o.put(metaBucket, []byte("format"), []byte(formatID)); err != nil {
		return nil, err
	}
	total := int(v.head().seq)
	prev := head{digest: make([]byte, 32)}
	var err error
	v.scan(journalBucket, nil, nil, func(_, stored []byte) bool {
		err = b.replayEntry(tx, &prev, bytes.Clone(stored))
		progress.tell(int(prev.seq), total)
		return err == nil
	})
	return o, err
}

func (b *Book) replayEntry(tx *Tx, prev *head, stored []byte) error {
	e, err := decodeEntry(stored)
	if err != nil {
		return err
	}
	if e.Seq != prev.seq+1 || !bytes.Equal(e.Prev, prev.digest) {
		return Refuse(Damaged, "the journal's chain breaks at entry %d", prev.seq+1)
	}
	facts, err := e.facts(b.schema)
	if err != nil {
		return err
	}
	tx.seq = e.Seq
	*prev = head{e.Seq, digest(e.Seq, e.Prev, stored), e.Nanos}
	if err := tx.put(journalBucket, Key{}.U64(e.Seq), stored); err != nil {
		return err
	}
	if err := tx.put(keyBucket, []byte(e.Key), append(Key{}.U64(e.Seq), e.Hash...)); err != nil {
		return err
	}
	if err := tx.setHead(*prev); err != nil {
		return err
	}
	for _, f := range facts {
		if err := f.Apply(tx); err != nil {
			return fmt.Errorf("entry %d, %s: %w", e.Seq, f.Kind(), err)
		}
	}
	return nil
}

// Rebuild drops every table and index and folds them anew from the journal,
// into a new file that is verified before it takes the book's place.
func (b *Book) Rebuild(ctx context.Context, progress Progress) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	return b.replaceBy(ctx, func(v *View) (*overlay, bool, error) {
		o, err := b.replay(v, progress)
		return o, false, err
	})
}

// Compact copies the book into a new file without its free pages.
func (b *Book) Compact(ctx context.Context) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	return b.replaceBy(ctx, func(v *View) (*overlay, bool, error) { return newOverlay(v.store), true, nil })
}

// replaceBy makes a new file of what fill returns (over the present book, when
// it says so), verifies it and renames it over the book. The caller holds the
// writing lock. A crash on the way leaves the old book.
func (b *Book) replaceBy(ctx context.Context, fill func(v *View) (o *overlay, over bool, err error)) error {
	if err := b.beforeWrite(); err != nil {
		return err
	}
	if err := b.roomForCopy(); err != nil {
		return err
	}
	side := b.path + ".side"
	if err := os.Remove(side); err != nil && !os.IsNotExist(err) {
		return err
	}
	err := b.View(func(v *View) error {
		o, over, err := fill(v)
		if err != nil {
			return err
		}
		var base store
		if over {
			base = v.store
		}
		return buildFile(ctx, side, b.schema, base, o)
	})
	if err == nil {
		err = b.swap(ctx, side)
	}
	if err != nil {
		_ = os.Remove(side)
	}
	return err
}

// swap verifies the side file and puts it in the book's place.
func (b *Book) swap(ctx context.Context, side string) error {
	nb := &Book{schema: b.schema, log: b.log, path: side, lockWait: b.lockWait}
	if err := nb.openFile(); err != nil {
		return err
	}
	findings, err := nb.Verify(ctx, Full)
	if err == nil && len(findings) > 0 {
		err = Refuse(Damaged, "the new file does not verify (%s): the book was left as it was", findings[0])
	}
	if err == nil {
		err = publish(side, b.path)
	}
	if err != nil {
		_ = nb.db.Close()
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.db
	b.db, b.file = nb.db, nb.file
	return old.Close()
}

func (b *Book) roomForCopy() error {
	info, err := os.Stat(b.path)
	if err != nil {
		return err
	}
	need := max(256<<20, 2*info.Size())
	if free, ok := freeSpace(dirOf(b.path)); ok && free < need {
		return Refuse(ReadOnly, "this work needs %d MB of free disk beside %s and there are %d: free some space first",
			need>>20, b.path, free>>20)
	}
	return nil
}

type row struct {
	k string
	v []byte // nil: the base's row is deleted
}

func (o *overlay) sorted(bucket string) []row {
	m := o.pages[bucket]
	rows := make([]row, 0, len(m))
	for k, v := range m {
		rows = append(rows, row{k, v})
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.k, b.k) })
	return rows
}

// buildFile writes a new bbolt file, each bucket in its own key order, pages
// filled to nine tenths: the base's rows with the overlay's over them.
func buildFile(ctx context.Context, path string, s *Schema, base store, o *overlay) error {
	db, err := bolt.Open(path, fileMode, &bolt.Options{FreelistType: bolt.FreelistMapType, InitialMmapSize: bulkMmap})
	if err != nil {
		return err
	}
	w := &bulkWriter{db: db, ctx: ctx}
	err = db.Update(func(btx *bolt.Tx) error { return initBuckets(btx, s) })
	names := s.allBuckets()
	sorted := make(chan []row, 1)
	go func() { // the next bucket is sorted while one is written
		for _, name := range names {
			sorted <- o.sorted(name)
			delete(o.pages, name)
		}
	}()
	for _, name := range names {
		rows := <-sorted
		if err == nil {
			err = w.bucket(name, base, rows)
		}
	}
	if err == nil {
		err = w.flush()
	}
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = syncFile(path)
	}
	return err
}

// bulkWriter puts rows in key order, in transactions of bulkRows rows.
type bulkWriter struct {
	db   *bolt.DB
	ctx  context.Context
	tx   *bolt.Tx
	b    *bolt.Bucket
	name string
	rows int
	size int
}

const bulkRows, bulkBytes = 200_000, 64 << 20

func (w *bulkWriter) bucket(name string, base store, rows []row) error {
	w.name, w.b = name, nil
	var err error
	i := 0
	if base != nil {
		base.scan(name, nil, nil, func(k, v []byte) bool {
			for ; err == nil && i < len(rows) && rows[i].k < string(k); i++ {
				err = w.row(rows[i])
			}
			if i < len(rows) && rows[i].k == string(k) {
				return err == nil // the overlay's row comes with the next turn
			}
			if err == nil {
				err = w.put(k, v)
			}
			return err == nil
		})
	}
	for ; err == nil && i < len(rows); i++ {
		err = w.row(rows[i])
	}
	return err
}

func (w *bulkWriter) row(r row) error {
	if r.v == nil {
		return nil
	}
	return w.put([]byte(r.k), r.v)
}

func (w *bulkWriter) put(k, v []byte) error {
	if w.tx == nil {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		tx, err := w.db.Begin(true)
		if err != nil {
			return err
		}
		w.tx, w.b = tx, nil
	}
	if w.b == nil {
		w.b = w.tx.Bucket([]byte(w.name))
		w.b.FillPercent = 0.9
	}
	if err := w.b.Put(k, v); err != nil {
		return err
	}
	w.rows++
	w.size += len(k) + len(v)
	if w.rows >= bulkRows || w.size >= bulkBytes {
		return w.flush()
	}
	return nil
}

func (w *bulkWriter) flush() error {
	w.rows, w.size, w.b = 0, 0, nil
	if w.tx == nil {
		return nil
	}
	tx := w.tx
	w.tx = nil
	return tx.Commit()
}
