package book

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Manifest describes a backup; it lies beside it as NAME.manifest.json.
type Manifest struct {
	SHA256 string    `json:"sha256"`
	Seq    uint64    `json:"seq"`
	Head   string    `json:"head"`
	Made   time.Time `json:"made"`
	Format string    `json:"format"`
}

// Backup writes a consistent copy of the book to path: under a temporary name,
// synced, opened and verified, and only then renamed. An existing file is
// refused.
func (b *Book) Backup(ctx context.Context, path string, now time.Time) (Manifest, error) {
	if _, err := os.Lstat(path); err == nil {
		return Manifest{}, Refuse(Conflict, "%s exists already: choose another name for the backup", path)
	}
	part := path + partEnding
	m, err := b.backupPart(ctx, part, now)
	if err != nil {
		_ = os.Remove(part)
		return Manifest{}, err
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return Manifest{}, err
	}
	if err := publish(part, path); err != nil {
		return Manifest{}, err
	}
	return m, os.WriteFile(path+".manifest.json", append(text, '\n'), fileMode)
}

func (b *Book) backupPart(ctx context.Context, part string, now time.Time) (Manifest, error) {
	m := Manifest{Made: now, Format: formatID}
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return m, err
	}
	sum := sha256.New()
	err = b.View(func(v *View) error {
		h := v.head()
		m.Seq, m.Head = h.seq, hex.EncodeToString(h.digest)
		_, err := v.store.(*boltStore).tx.WriteTo(untilDone{ctx, io.MultiWriter(f, sum)})
		return err
	})
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return m, err
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return m, checkCopy(ctx, part, b.schema, m.Seq, m.Head)
}

// untilDone is a writer that fails once its context is done.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (u untilDone) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(p)
}

// checkCopy opens a copy and verifies it fully, and that its head is the one
// expected.
func checkCopy(ctx context.Context, path string, s *Schema, seq uint64, head string) error {
	c, err := Open(path, s, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.clean(ctx, "the copy "+path); err != nil {
		return err
	}
	return c.View(func(v *View) error {
		h := v.head()
		if h.seq != seq || hex.EncodeToString(h.digest) != head {
			return Refuse(Damaged, "the copy %s ends at entry %d, not at %d", path, h.seq, seq)
		}
		return nil
	})
}

// Restore puts a verified backup in the place of the book at path. A book there
// that is readable and holds entries the backup lacks is refused unless
// discardNewer says that these are to be lost; in any case the old file is kept,
// and where is returned. The book must not be open anywhere. A crash on the way
// leaves the old book or the backup.
func Restore(ctx context.Context, backup, path string, s *Schema, discardNewer bool, now time.Time) (kept string,
	err error) {
	src, err := Open(backup, s, Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer src.Close()
	old, err := holdOld(path, s)
	if err != nil {
		return "", err
	}
	defer old.release()
	if old.db != nil && !discardNewer {
		if err := checkNewer(src, old); err != nil {
			return "", err
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), dirMode); err != nil {
		return "", err
	}
	part := old.path + partEnding
	if _, err := src.backupPart(ctx, part, now); err != nil {
		_ = os.Remove(part)
		return "", err
	}
	return old.giveWay(part, "before-restore", now)
}

// holdOld opens the book that is to be replaced, for its lock and its head. When
// there is none, or it cannot be read, nothing is open.
func holdOld(path string, s *Schema) (*Book, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	old := newBook(path, s, Options{Log: func(string) {}, LockWait: 2 * time.Second})
	err := old.openFile()
	if CodeOf(err) == NotFound || CodeOf(err) == Damaged {
		err = nil
	}
	return old, err
}

// giveWay keeps the old file under another name and puts a new one in its
// place: linked first and renamed over, so that there is a book at any moment.
func (b *Book) giveWay(part, why string, now time.Time) (kept string, err error) {
	if !renameOpen {
		b.release()
	}
	for _, name := range []string{b.path, b.path + copyEnding} {
		if _, err := os.Lstat(name); err != nil {
			continue
		}
		to := aside(name, why, now)
		if err = os.Link(name, to); err != nil {
			err = os.Rename(name, to)
		}
		if err != nil {
			return kept, err
		}
		if name == b.path {
			kept = to
		}
	}
	if err := publish(part, b.path); err != nil {
		return kept, err
	}
	return kept, os.RemoveAll(b.path + copyEnding) // it is made anew
}

// checkNewer refuses when the old book holds entries that the source lacks.
func checkNewer(src, old *Book) error {
	var have head
	if err := old.View(func(v *View) error { have = v.head(); return nil }); err != nil {
		return nil // it cannot be read
	}
	return src.View(func(v *View) error {
		bring := v.head()
		same := have.seq == 0 || have.seq == bring.seq && bytes.Equal(have.digest, bring.digest)
		if have.seq < bring.seq && !same { // the source's next entry is chained to the old book's last
			e, err := decodeEntry(v.get(journalBucket, Key{}.U64(have.seq+1)))
			if err != nil {
				return err
			}
			same = bytes.Equal(e.Prev, have.digest)
		}
		if !same {
			return Refuse(Conflict, "the book %s holds entries up to %d that the backup (up to %d) lacks: they "+
				"would be "+
				"lost; add --discard-newer if that is meant (the old file is kept)", old.path, have.seq, bring.seq)
		}
		return nil
	})
}

// Recovered says what RebuildFromCopy found: the last entry of the plain copy,
// that of the damaged book (0 when it cannot be read), and where the damaged
// file is kept. Head above Seq means that the entries between are lost with it.
type Recovered struct {
	Seq, Head uint64
	Kept      string
}

// RebuildFromCopy makes a damaged book anew from the plain copy of its journal:
// all whole entries in it are folded into a new file, which is verified and put
// in the book's place; the damaged file is kept. The book must not be open.
func RebuildFromCopy(ctx context.Context, path string, s *Schema, now time.Time, progress Progress) (Recovered, error) {
	old, err := holdOld(path, s)
	if err != nil {
		return Recovered{}, err
	}
	defer old.release()
	var r Recovered
	if old.db != nil {
		_ = old.View(func(v *View) error { r.Head = v.head().seq; return nil })
	}
	f, err := os.Open(old.path + copyEnding)
	if err != nil {
		return r, Refuse(NotFound, "there is no plain copy of the journal at %s: restore a backup", old.path+copyEnding)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return r, err
	}
	state, err := newFold(s)
	if err != nil {
		return r, err
	}
	readCopy(io.NewSectionReader(f, 0, info.Size()), func(seq uint64, stored []byte, _ int64) bool {
		if err = ctx.Err(); err == nil {
			err = state.entry(stored)
		}
		progress.tell(int(seq), int(max(seq, r.Head)))
		return err == nil
	})
	if err == nil && state.head.seq == 0 {
		err = Refuse(Damaged, "the plain copy of the journal at %s holds no whole entry: restore a backup", f.Name())
	}
	if err != nil {
		return r, err
	}
	r.Seq = state.head.seq
	part := old.path + partEnding
	_ = os.Remove(part)
	if err = buildFile(ctx, part, s, nil, state.o); err == nil {
		err = syncFile(part)
	}
	if err == nil {
		err = checkCopy(ctx, part, s, r.Seq, hex.EncodeToString(state.head.digest))
	}
	if err != nil {
		_ = os.Remove(part)
		return r, fmt.Errorf("rebuilding from the plain copy: %w", err)
	}
	r.Kept, err = old.giveWay(part, "damaged", now)
	return r, err
}
