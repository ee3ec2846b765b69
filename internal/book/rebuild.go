package book

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Progress is told how much of a long work is done; it must not block.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// fold replays journal entries into an overlay, checking the chain as it goes.
type fold struct {
	schema *Schema
	o      *overlay
	tx     *Tx
	head   head
}

func newFold(s *Schema) (*fold, error) {
	o := newOverlay(s, nil)
	err := errors.Join(o.put(metaBucket, []byte("format"), []byte(formatID)),
		o.put(metaBucket, []byte("layout"), s.layout()))
	return &fold{s, o, &Tx{View{store: o, schema: s}}, head{digest: make([]byte, 32)}}, err
}

func (f *fold) entry(stored []byte) error {
	e, err := decodeEntry(stored)
	if err != nil {
		return err
	}
	if e.Seq != f.head.seq+1 || !bytes.Equal(e.Prev, f.head.digest) {
		return Refuse(Damaged, "the journal's chain breaks at entry %d", f.head.seq+1)
	}
	facts, err := e.facts(f.schema)
	if err != nil {
		return err
	}
	f.head = head{e.Seq, digest(e.Seq, e.Prev, stored), e.Nanos}
	if err := f.tx.journal(e, stored, f.head); err != nil {
		return err
	}
	return f.tx.apply(e.Seq, facts)
}

// replay folds the whole journal of a view into memory.
func (b *Book) replay(ctx context.Context, v *View, progress Progress) (*overlay, error) {
	f, err := newFold(b.schema)
	if err != nil {
		return nil, err
	}
	total := int(v.head().seq)
	v.scan(journalBucket, nil, nil, func(_, stored []byte) bool {
		if err = ctx.Err(); err == nil {
			err = f.entry(stored)
		}
		progress.tell(int(f.head.seq), total)
		return err == nil
	})
	return f.o, err
}

// Rebuild drops every table and index and folds them anew from the journal,
// into a new file that is verified before it takes the book's place.
func (b *Book) Rebuild(ctx context.Context, progress Progress) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	return b.replaceBy(ctx, func(v *View) (*overlay, bool, error) {
		o, err := b.replay(ctx, v, progress)
		return o, false, err
	})
}

// Compact copies the book into a new file without its free pages.
func (b *Book) Compact(ctx context.Context) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	return b.replaceBy(ctx, func(v *View) (*overlay, bool, error) { return newOverlay(b.schema, v.store), true, nil })
}

// replaceBy makes a new file of what fill returns (over the present book, when
// it says so), verifies it and renames it over the book. The caller holds the
// writing lock. A crash on the way leaves the old book or the new.
func (b *Book) replaceBy(ctx context.Context, fill func(v *View) (o *overlay, over bool, err error)) error {
	if b.readOnly {
		return Refuse(ReadOnly, "the book is open for reading only")
	}
	if _, err := b.stillOurs(); err != nil {
		return err
	}
	if err := b.roomForCopy(); err != nil {
		return err
	}
	side := b.path + sideEnding
	if err := os.Remove(side); err != nil && !os.IsNotExist(err) {
		return err
	}
	err := b.view(func(v *View) error {
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

// swap verifies the side file while it is synced, and puts it in the book's
// place. Where an open file can be renamed, its lock is held from before the
// rename, so that no other process comes in between.
func (b *Book) swap(ctx context.Context, side string) error {
	nb := newBook(side, b.schema, Options{Log: b.log, LockWait: b.lockWait})
	if err := nb.openFile(); err != nil {
		return err
	}
	synced := make(chan error, 1)
	go func() { synced <- syncFile(side) }()
	err := nb.clean(ctx, "the new file")
	if serr := <-synced; err == nil {
		err = serr
	}
	if err == nil {
		_, err = b.stillOurs()
	}
	if err != nil || !renameOpen {
		nb.release()
	}
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !renameOpen {
		return b.swapClosed(side)
	}
	if err := os.Rename(side, b.path); err != nil {
		nb.release()
		return err
	}
	b.release()
	b.db, b.file = nb.db, nb.file
	return b.syncFolder()
}

// swapClosed is the swap where an open file cannot be renamed: both are closed
// for the moment of it. The caller holds mu.
func (b *Book) swapClosed(side string) error {
	b.release()
	err := os.Rename(side, b.path)
	if again := b.openFile(); again != nil {
		b.fail(Refuse(InDoubt, "the book %s cannot be opened again after its file was replaced: %v", b.path, again))
		return b.failure()
	}
	if err != nil {
		return err
	}
	return b.syncFolder()
}

func (b *Book) syncFolder() error {
	if err := syncDir(filepath.Dir(b.path)); err != nil {
		b.fail(Refuse(InDoubt, "the new file is in its place, but the disk did not confirm it (%v): nothing more is "+
			"written; check the disk and open the book again", err))
		return b.failure()
	}
	return nil
}

// clean verifies the book fully and returns what is wrong as an error.
func (b *Book) clean(ctx context.Context, name string) error {
	findings, err := b.Verify(ctx, Full)
	if err == nil && len(findings) > 0 {
		err = Refuse(Damaged, "%s does not verify (%s): the book was left as it was", name, findings[0])
	}
	return err
}
