package book

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// openFile opens the book's file: the lock, the check of its pages without
// mapping it, then bbolt under the guards. On failure nothing stays open.
func (b *Book) openFile() (err error) {
	info, err := b.lookAt()
	if err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if err != nil {
			b.release()
		}
	}()
	defer guard(&err)
	opt := &bolt.Options{Timeout: b.lockWait, FreelistType: bolt.FreelistMapType, ReadOnly: b.readOnly,
		MaxSize: maxFile(), OpenFile: b.openLocked}
	if !b.readOnly && runtime.GOOS != "windows" && ^uint(0)>>63 == 1 {
		opt.InitialMmapSize = max(1<<30, 2*int(info.Size()))
	}
	b.db, err = bolt.Open(b.path, fileMode, opt)
	if errors.Is(err, berrors.ErrTimeout) {
		return b.locked()
	}
	return err
}

func (b *Book) lookAt() (fs.FileInfo, error) {
	info, err := os.Stat(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Refuse(NotFound, "there is no book at %s: make one with duebook init --company NAME --currency "+
			"SAR, or try the sample with duebook demo", b.path)
	}
	if err == nil && !info.Mode().IsRegular() {
		err = Refuse(Invalid, "%s is not a file: give the path of a book", b.path)
	}
	return info, err
}

// maxFile is the limit of any book. One transaction may grow it by far less
// (maxGrowth).
func maxFile() int {
	if ^uint(0)>>63 == 1 {
		return 1 << 40
	}
	return 1 << 30
}

// maxGrowth is what a file of a size may become in one transaction. On a damaged
// leaf bbolt may take a record for gigabytes long; with a limit it refuses to
// write it, and with none it would eat the memory and the disk. On Windows the
// file grows with its mapping, by doubling.
func maxGrowth(size int64) int {
	if runtime.GOOS == "windows" {
		return min(2*int(size)+1<<30, maxFile())
	}
	return min(int(size)+256<<20, maxFile())
}

// openLocked opens the file and takes its lock, then makes sure that the path
// still names it: whoever held the lock may have put another file there.
func (b *Book) openLocked(name string, flag int, mode os.FileMode) (*os.File, error) {
	for deadline := time.Now().Add(b.lockWait); ; time.Sleep(20 * time.Millisecond) {
		f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
		if errors.Is(err, fs.ErrPermission) {
			return nil, Refuse(Forbidden, "the book %s may not be opened by this user: check its owner and mode "+
				"(0600)", name)
		}
		if err != nil {
			return nil, err
		}
		ok, err := lockFile(f, !b.readOnly)
		if ok && sameFile(f, name) {
			if err = b.checkFile(f); err == nil {
				b.file = f
				return f, nil
			}
		}
		_ = f.Close()
		if err != nil {
			return nil, err
		}
		if time.Now().After(deadline) {
			return nil, b.locked()
		}
	}
}

// checkFile is the preflight. Where the file cannot be locked before bbolt does
// it, another process may be writing: then it is looked at again.
func (b *Book) checkFile(f *os.File) error {
	err := preflight(f, b.path)
	for range 3 {
		if err == nil || renameOpen {
			break
		}
		time.Sleep(30 * time.Millisecond)
		err = preflight(f, b.path)
	}
	return err
}

func (b *Book) locked() error {
	return Refuse(Locked, "the book %s is in use%s: close it there first", b.path, holder(b.path))
}

func sameFile(f *os.File, path string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(open, named)
}

// release closes the file. When bbolt panicked while it held its own lock, only
// the file's lock is let go.
func (b *Book) release() {
	if b.db != nil && !b.stuck {
		if err := b.db.Close(); err != nil {
			b.log("closing the book: " + err.Error())
		}
	}
	if b.file != nil {
		unlockFile(b.file)
		_ = b.file.Close()
	}
	b.db, b.file, b.stuck = nil, nil, false
}

// reopen closes the file and opens it anew; it must be the same file.
func (b *Book) reopen(was fs.FileInfo) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.release()
	if err := b.openFile(); err != nil {
		return err
	}
	if now, err := b.file.Stat(); err != nil || !os.SameFile(was, now) {
		b.release()
		return b.movedAway()
	}
	return nil
}

func (b *Book) movedAway() error {
	return Refuse(ReadOnly, "the book's file %s was moved or replaced while it was open: nothing more is written; "+
		"close this program and look", b.path)
}

// stillOurs checks that the path names the file that is open (SAFETY, store 5),
// and stops all writing when it does not. It returns the file's size.
func (b *Book) stillOurs() (fs.FileInfo, error) {
	if err := b.failure(); err != nil {
		return nil, err
	}
	if b.file == nil {
		return nil, b.gone()
	}
	info, err := b.file.Stat()
	if err != nil || !sameFile(b.file, b.path) {
		err := b.movedAway()
		b.fail(err)
		b.log(err.Error())
		return nil, err
	}
	return info, nil
}

func (b *Book) gone() error {
	if err := b.failure(); err != nil {
		return err
	}
	return Refuse(ReadOnly, "the book is closed")
}

// minFree is the room a posting asks for, ballastSize what is held back on the
// disk so that there is some to give free (SAFETY, store 9).
const minFree, ballastSize = 64 << 20, 16 << 20

func (b *Book) roomToPost() error {
	if free, ok := freeSpace(filepath.Dir(b.path)); ok && free < minFree {
		b.dropBallast()
		return Refuse(ReadOnly, "the disk of %s has only %d MB left: the book can only be read until there are %d; "+
			"nothing was posted", b.path, free>>20, minFree>>20)
	}
	return nil
}

func (b *Book) roomForCopy() error {
	info, err := os.Stat(b.path)
	if err != nil {
		return err
	}
	need := max(256<<20, 2*info.Size())
	if free, ok := freeSpace(filepath.Dir(b.path)); ok && free < need {
		return Refuse(ReadOnly, "this work needs %d MB of free disk beside %s and there are %d: free some space first",
			need>>20, b.path, free>>20)
	}
	return nil
}

// Writable says in one sentence why postings are refused now, or returns nil:
// the book was opened for reading, its file was moved, a posting is in doubt, or
// the disk is full.
func (b *Book) Writable() error {
	if b.readOnly {
		return Refuse(ReadOnly, "the book is open for reading only")
	}
	if err := b.failure(); err != nil {
		return err
	}
	return b.roomToPost()
}

// keepBallast makes the ballast file, when there is room to spare.
func (b *Book) keepBallast() {
	name := b.path + ".ballast"
	if free, ok := freeSpace(filepath.Dir(b.path)); !ok || free < 256<<20 {
		return
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return // it is there
	}
	block := make([]byte, 1<<20) // random: a file system may store zeros as nothing
	_, _ = rand.NewChaCha8([32]byte{}).Read(block)
	for n := 0; err == nil && n < ballastSize; n += len(block) {
		_, err = f.Write(block)
	}
	if cerr := f.Close(); err != nil || cerr != nil {
		_ = os.Remove(name)
	}
}

func (b *Book) dropBallast() {
	if os.Remove(b.path+".ballast") == nil {
		b.log(fmt.Sprintf("the disk is full: %d MB held back for this were given free", ballastSize>>20))
	}
}
