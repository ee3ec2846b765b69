package book

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"
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
	part := path + ".part"
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
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return m, err
	}
	sum := sha256.New()
	b.mu.RLock()
	err = b.db.View(func(btx *bolt.Tx) error {
		v := &View{store: newBoltStore(btx)}
		h := v.head()
		m.Seq, m.Head = h.seq, hex.EncodeToString(h.digest)
		_, err := btx.WriteTo(io.MultiWriter(f, sum))
		return err
	})
	b.mu.RUnlock()
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

// checkCopy opens a copy and verifies it fully, and that its head is the one
// expected.
func checkCopy(ctx context.Context, path string, s *Schema, seq uint64, head string) error {
	c, err := Open(path, s, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer c.Close()
	findings, err := c.Verify(ctx, Full)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		return Refuse(Damaged, "the copy %s does not verify: %s", path, findings[0])
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
// that is readable and goes on further than the backup is refused unless
// discardNewer says that its later entries are to be lost; in any case the old
// file is kept, and where is returned.
func Restore(ctx context.Context, backup, path string, s *Schema, discardNewer bool, now time.Time) (kept string,
	err error) {
	src, err := Open(backup, s, Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer src.Close()
	if err := checkNewer(src, path, s, discardNewer); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dirOf(path), dirMode); err != nil {
		return "", err
	}
	part := path + ".part"
	if _, err := src.backupPart(ctx, part, now); err != nil {
		_ = os.Remove(part)
		return "", err
	}
	for _, ending := range []string{"", ".journal"} {
		aside := path + ending + ".before-restore-" + now.Format("20060102-150405")
		err := os.Rename(path+ending, aside)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if err == nil && ending == "" {
			kept = aside
		}
	}
	return kept, publish(part, path)
}

func checkNewer(src *Book, path string, s *Schema, discardNewer bool) error {
	old, err := Open(path, s, Options{ReadOnly: true})
	switch {
	case CodeOf(err) == NotFound || CodeOf(err) == Damaged:
		return nil
	case err != nil:
		return err
	}
	defer old.Close()
	var have, bring head
	if err := old.View(func(v *View) error { have = v.head(); return nil }); err != nil {
		return err
	}
	if err := src.View(func(v *View) error { bring = v.head(); return nil }); err != nil {
		return err
	}
	same := bytes.Equal(have.digest, bring.digest)
	if have.seq >= bring.seq && !same && !discardNewer {
		return Refuse(Conflict, "the book %s goes on to entry %d, the backup only to %d: the later entries would "+
			"be lost; "+
			"add --discard-newer if that is meant (the old file is kept)", path, have.seq, bring.seq)
	}
	return nil
}
