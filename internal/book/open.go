package book

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Book is an open book. All methods may be called by many goroutines.
type Book struct {
	schema   *Schema
	path     string
	readOnly bool
	lockWait time.Duration

	mu    sync.RWMutex // guards what follows against a swap
	db    *bolt.DB     // nil: the file could not be opened again, or the book is closed
	file  *os.File     // the file bbolt opened, for the identity check
	stuck bool         // bbolt panicked and holds its own lock for ever

	commit    func(*bolt.Tx) error // (*bolt.Tx).Commit; tests let it fail
	bulkOver  int                  // BulkOver; tests make do with fewer
	bulkEntry int                  // facts an entry of a bulk import

	writing sync.Mutex // one write at a time: the writer, Bulk, Compact
	leaves  *leafCheck // of the file, used by the one that writes
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
	tmp := path + tmpEnding
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
	meta := btx.Bucket([]byte(metaBucket))
	if err := meta.Put([]byte("layout"), s.layout()); err != nil {
		return err
	}
	return meta.Put([]byte("format"), []byte(formatID))
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
// touched (SAFETY, store 3). A book whose tables or indexes are not those of the
// schema is made anew from its journal; for reading only it is refused as Outdated.
func Open(path string, s *Schema, opt Options) (*Book, error) {
	if opt.LockWait == 0 {
		opt.LockWait = 2 * time.Second
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // what lies beside the book lies beside its file
	}
	if opt.Log == nil {
		opt.Log = func(string) {}
	}
	b := newBook(path, s, opt)
	if !b.readOnly {
		if err := checkPlace(path); err != nil {
			return nil, err
		}
	}
	if err := b.openFile(); err != nil {
		return nil, err
	}
	if err := b.quickVerify(); err != nil {
		b.release()
		return nil, err
	}
	same, err := b.laidOut()
	if err == nil && !same && b.readOnly {
		err = Refuse(Outdated, "%s was kept by another version of duebook: open it once for writing, and its "+
			"tables are "+
			"made anew from its journal", path)
	}
	if err != nil {
		b.release()
		return nil, err
	}
	if b.readOnly {
		close(b.stopped)
		return b, nil
	}
	b.claim()
	b.sweep()
	b.copier = startCopier(b)
	go b.write()
	if !same {
		b.log(path + " was kept by another version of duebook: its tables are made anew from its journal")
		if err := b.Rebuild(context.Background(), nil); err != nil {
			_ = b.Close()
			return nil, err
		}
	}
	return b, nil
}

// laidOut reports whether the tables and indexes of the book are those of the schema.
func (b *Book) laidOut() (same bool, err error) {
	err = b.View(func(v *View) error {
		same = bytes.Equal(v.get(metaBucket, []byte("layout")), b.schema.layout())
		return nil
	})
	return same, err
}

func newBook(path string, s *Schema, opt Options) *Book {
	return &Book{schema: s, log: opt.Log, path: path, readOnly: opt.ReadOnly, lockWait: opt.LockWait,
		commit: (*bolt.Tx).Commit, bulkOver: BulkOver, bulkEntry: 50_000, queue: make(chan *job, groupMax),
		closed:  make(chan struct{}),
		stopped: make(chan struct{})}
}

// sweep removes what an interrupted work left beside the book. The lock is held,
// so no such work is under way.
func (b *Book) sweep() {
	for _, ending := range leftovers {
		if err := os.Remove(b.path + ending); err == nil {
			b.log("removed " + b.path + ending + ", which an interrupted work had left")
		}
	}
}

const sideEnding, partEnding, tmpEnding = ".side", ".part", ".tmp"

var leftovers = []string{sideEnding, partEnding, tmpEnding}

// Close waits for the posting under way, brings the plain copy of the journal
// up to date and lets go of the file. It may be called twice.
func (b *Book) Close() error {
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
		if !b.readOnly && b.db != nil {
			_ = os.Remove(b.path + ".lock") // before another can take the book and leave its own
		}
		b.release()
	})
	return nil
}

// Path is where the book lies.
func (b *Book) Path() string { return b.path }

// Schema is what the book was opened with.
func (b *Book) Schema() *Schema { return b.schema }

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
