package book

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Book is an open book. All methods may be called by many goroutines.
type Book struct {
	schema   *Schema
	path     string
	readOnly bool
	lockWait time.Duration

	mu   sync.RWMutex // guards db and file against a swap
	db   *bolt.DB
	file *os.File // the file bbolt opened, for the identity check

	writing sync.Mutex // one write at a time: the writer, Bulk, Compact
	queue   chan *job
	closed  chan struct{}
	stopped chan struct{}
	once    sync.Once

	log      func(string)
	state    sync.Mutex
	failed   error
	watchers []func([]Result)
	copier   *copier
}

// Options for Open.
type Options struct {
	ReadOnly bool          // share the file with other readers; posting is refused
	LockWait time.Duration // how long to wait for another process; default 2 s
	Log      func(string)  // told of what is odd but harmless; default: nobody
}

const (
	fileMode = 0o600
	dirMode  = 0o700
	formatID = "duebook 1"
)

// Create makes a new, empty book at path: under a temporary name first, synced,
// then renamed, so that a crash leaves no half-made file (SAFETY, store 2). A
// file that exists already is refused.
func Create(path string, s *Schema) error {
	if _, err := os.Lstat(path); err == nil {
		return Refuse(Conflict, "%s exists already: choose another name, or move it away first", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), dirMode); err != nil {
		return err
	}
	tmp := path + ".tmp"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := bolt.Open(tmp, fileMode, &bolt.Options{Timeout: time.Second, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = db.Update(func(btx *bolt.Tx) error { return initBuckets(btx, s) })
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = syncFile(tmp)
	}
	if err == nil {
		err = publish(tmp, path)
	}
	if err != nil {
		_ = os.Remove(tmp)
	}
	return err
}

func initBuckets(btx *bolt.Tx, s *Schema) error {
	for _, name := range s.allBuckets() {
		if _, err := btx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return btx.Bucket([]byte(metaBucket)).Put([]byte("format"), []byte(formatID))
}

// publish renames a finished file into place and syncs its folder.
func publish(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// Open opens a book that exists: a check of the file without mapping it, the
// lock (naming who holds it), then a quick verify. On failure nothing is
// touched (SAFETY, store 3).
func Open(path string, s *Schema, opt Options) (*Book, error) {
	if opt.LockWait == 0 {
		opt.LockWait = 2 * time.Second
	}
	if err := checkPlace(path); err != nil {
		return nil, err
	}
	if opt.Log == nil {
		opt.Log = func(string) {}
	}
	b := &Book{schema: s, log: opt.Log, path: path, readOnly: opt.ReadOnly, lockWait: opt.LockWait,
		queue: make(chan *job, groupMax), closed: make(chan struct{}), stopped: make(chan struct{})}
	if err := b.openFile(); err != nil {
		return nil, err
	}
	if err := b.quickVerify(); err != nil {
		_ = b.db.Close()
		return nil, err
	}
	if b.readOnly {
		close(b.stopped)
		return b, nil
	}
	b.claim()
	b.copier = startCopier(b)
	go b.write()
	return b, nil
}

func (b *Book) openFile() (err error) {
	if err := preflight(b.path); err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer catchFault(&err)
	info, err := os.Stat(b.path)
	if err != nil {
		return err
	}
	opt := &bolt.Options{Timeout: b.lockWait, FreelistType: bolt.FreelistMapType, ReadOnly: b.readOnly,
		MaxSize: maxFile(), OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
			b.file = f
			return f, err
		}}
	if !b.readOnly && runtime.GOOS != "windows" && ^uint(0)>>63 == 1 {
		opt.InitialMmapSize = max(1<<30, 2*int(info.Size()))
	}
	b.db, err = bolt.Open(b.path, fileMode, opt)
	if errors.Is(err, berrors.ErrTimeout) {
		return Refuse(Locked, "the book %s is in use%s: close it there first", b.path, holder(b.path))
	}
	if errors.Is(err, fs.ErrPermission) {
		return Refuse(Forbidden, "the book %s may not be opened by this user: check its owner and mode (0600)", b.path)
	}
	return err
}

func maxFile() int {
	if ^uint(0)>>63 == 1 {
		return 1 << 40
	}
	return 1 << 30
}

// reopen closes the file and opens it anew, keeping the lock only as bbolt can.
func (b *Book) reopen() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.db.Close(); err != nil {
		return err
	}
	return b.openFile()
}

// Close waits for the posting under way, brings the plain copy of the journal
// up to date and lets go of the file. It may be called twice.
func (b *Book) Close() error {
	var err error
	b.once.Do(func() {
		close(b.closed)
		<-b.stopped
		b.writing.Lock()
		defer b.writing.Unlock()
		if b.copier != nil {
			b.copier.stop()
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		err = b.db.Close()
		if !b.readOnly {
			_ = os.Remove(b.path + ".lock")
		}
	})
	return err
}

// Path is where the book lies.
func (b *Book) Path() string { return b.path }

// Schema is what the book was opened with.
func (b *Book) Schema() *Schema { return b.schema }

// View runs fn on one consistent state of the book. fn must not wait for
// anything, nor keep what it reads beyond its return.
func (b *Book) View(fn func(v *View) error) (err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	defer catchFault(&err)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	slow := time.AfterFunc(5*time.Second, func() { b.log("a reading of the book has been open for more than 5 s") })
	defer slow.Stop()
	return b.db.View(func(btx *bolt.Tx) error {
		v := &View{store: newBoltStore(btx), schema: b.schema}
		v.seq = v.head().seq
		return fn(v)
	})
}

// Watch calls fn after every commit with what it posted, in commit order, on
// the writer's goroutine: fn must not block.
func (b *Book) Watch(fn func([]Result)) {
	b.state.Lock()
	defer b.state.Unlock()
	b.watchers = append(b.watchers, fn)
}

func (b *Book) published(results []Result) {
	b.state.Lock()
	watchers := b.watchers
	b.state.Unlock()
	if b.copier != nil {
		b.copier.wake()
	}
	for _, w := range watchers {
		w(results)
	}
}

func (b *Book) fail(err error) {
	b.state.Lock()
	defer b.state.Unlock()
	b.failed = err
}

func (b *Book) failure() error {
	b.state.Lock()
	defer b.state.Unlock()
	return b.failed
}

// beforeWrite refuses to write to a file that is no longer the book's, or to a
// disk without room for a commit (SAFETY, store 5 and 9).
func (b *Book) beforeWrite() error {
	if err := b.failure(); err != nil {
		return err
	}
	open, err := b.file.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(b.path)
	if err != nil || !os.SameFile(open, named) {
		err := Refuse(ReadOnly, "the book's file %s was moved or replaced while it was open: nothing more is written; "+
			"close this program and look", b.path)
		b.fail(err)
		return err
	}
	if open.Size() < int64(2*os.Getpagesize()) {
		err := Refuse(Damaged, "the book's file %s has been cut short: nothing more is written; restore a backup",
			b.path)
		b.fail(err)
		return err
	}
	if free, ok := freeSpace(filepath.Dir(b.path)); ok && free < minFree {
		return Refuse(ReadOnly, "the disk of %s has only %d MB left: nothing was posted; free some space", b.path,
			free>>20)
	}
	return nil
}

const minFree = 64 << 20

// catchFault turns a fault on the mapped file into an error.
func catchFault(err *error) {
	r := recover()
	if r == nil {
		return
	}
	if fault, ok := r.(interface{ Addr() uintptr }); ok {
		*err = Refuse(Damaged, "the book's file cannot be read at %x: restore a backup or run duebook verify",
			fault.Addr())
		return
	}
	if re, ok := r.(runtime.Error); ok {
		panic(re)
	}
	*err = Refuse(Damaged, "the book's file is damaged (%s): restore a backup or run duebook verify", fmt.Sprint(r))
}
