package book

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"time"
)

// copier keeps a plain copy of the journal beside the book: for each entry a
// line "seq length crc32c", the entry's bytes, and a line with the size of all
// that, by which the end of the copy is found. It is written behind the commit
// and never part of acknowledging; it makes the state rebuildable when pages of
// the book rot (SAFETY, store 10; RebuildFromCopy).
type copier struct {
	b     *Book
	kick  chan struct{}
	quit  chan struct{}
	ended chan struct{}
	file  *os.File // nil until the copy's end was found
	last  uint64   // the entry it ends with
	size  int64
}

const copyEnding = ".journal"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func startCopier(b *Book) *copier {
	c := &copier{b: b, kick: make(chan struct{}, 1), quit: make(chan struct{}), ended: make(chan struct{})}
	go c.run()
	return c
}

func (c *copier) wake() {
	select {
	case c.kick <- struct{}{}:
	default:
	}
}

// settleTime is how long after opening the copy is first brought up to date: the
// first screen goes before it.
const settleTime = 2 * time.Second

func (c *copier) run() {
	defer close(c.ended)
	later := time.NewTimer(settleTime)
	defer later.Stop()
	told := false
	for stop := false; !stop; {
		select {
		case <-c.kick:
		case <-later.C:
			c.b.keepBallast()
		case <-c.quit:
			stop = true
		}
		err := c.catchUp()
		if err != nil && !told {
			c.b.log("the plain copy of the journal cannot be written: " + err.Error())
			told = true
		}
		if (err != nil || stop) && c.file != nil { // its end is looked for again
			_ = c.file.Close()
			c.file = nil
		}
	}
}

func (c *copier) stop() {
	close(c.quit)
	<-c.ended
}

// catchUp appends the entries the copy lacks, at most a few megabytes a
// reading, so that no transaction stays open long.
func (c *copier) catchUp() error {
	if c.file == nil {
		if err := c.open(); err != nil {
			return err
		}
	}
	for {
		var buf bytes.Buffer
		var bad error
		last := c.last
		err := c.b.View(func(v *View) error {
			v.scan(journalBucket, Key{}.U64(last+1), nil, func(k, stored []byte) bool {
				if prefix(k) != last+1 {
					bad = Refuse(Damaged, "the journal goes from entry %d to %d", last, prefix(k))
					return false
				}
				last++
				from := buf.Len()
				fmt.Fprintf(&buf, "%d %d %08x\n", last, len(stored), crc32.Checksum(stored, castagnoli))
				buf.Write(stored)
				fmt.Fprintf(&buf, "\n%012d\n", buf.Len()-from+tailSize)
				return buf.Len() < 4<<20
			})
			return bad
		})
		if err != nil || last == c.last {
			return err
		}
		if _, err := c.file.WriteAt(buf.Bytes(), c.size); err != nil {
			return err
		}
		c.last, c.size = last, c.size+int64(buf.Len())
	}
}

// tailSize is the size of a copied entry's last line and the line end before it.
const tailSize = 14

// open finds where the copy's last whole entry ends and cuts off what a crash
// left behind it. A copy that is not of this book, or runs ahead of it because
// an older file was put in its place, is kept under another name.
func (c *copier) open() error {
	name := c.b.path + copyEnding
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return err
	}
	c.last, c.size = lastCopied(f)
	ours := false
	err = c.b.View(func(v *View) error {
		stored := v.get(journalBucket, Key{}.U64(c.last))
		ours = c.last == 0 || stored != nil && endsWith(f, c.size, c.last, stored)
		return nil
	})
	if err == nil && !ours {
		_ = f.Close()
		if err = os.Rename(name, aside(name, "other", time.Now())); err != nil {
			return err
		}
		c.b.log("the plain copy of the journal was of another book: it is kept beside a new one")
		return c.open()
	}
	if err == nil {
		err = f.Truncate(c.size)
	}
	if err != nil {
		_ = f.Close()
		return err
	}
	c.file = f
	return nil
}

// aside is a free name for a file that makes room for another.
func aside(path, why string, now time.Time) string {
	name := path + "." + why + "-" + now.Format("20060102-150405")
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s.%s-%s-%d", path, why, now.Format("20060102-150405"), n)
	}
}

// lastCopied finds the last whole entry and where it ends: by the line at the
// end or, when that is torn, by reading all.
func lastCopied(f *os.File) (seq uint64, size int64) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return 0, 0
	}
	var length int64
	tail := make([]byte, tailSize)
	if _, err := f.ReadAt(tail, max(0, info.Size()-tailSize)); err == nil {
		if _, err := fmt.Sscanf(string(tail), "\n%012d\n", &length); err == nil && length <= info.Size() {
			part := io.NewSectionReader(f, info.Size()-length, length)
			readCopy(part, func(n uint64, _ []byte, _ int64) bool { seq = n; return true })
			if seq > 0 {
				return seq, info.Size()
			}
		}
	}
	readCopy(io.NewSectionReader(f, 0, info.Size()), func(n uint64, _ []byte, end int64) bool {
		seq, size = n, end
		return true
	})
	return seq, size
}

// endsWith reports whether the copy's last entry, which ends at size, is this.
func endsWith(f *os.File, size int64, seq uint64, stored []byte) bool {
	from := size - int64(len(stored)) - tailSize - 64
	if from < 0 {
		from = 0
	}
	head := fmt.Sprintf("%d %d %08x\n", seq, len(stored), crc32.Checksum(stored, castagnoli))
	buf := make([]byte, size-from)
	if _, err := f.ReadAt(buf, from); err != nil {
		return false
	}
	whole := append([]byte(head), stored...)
	return len(buf) >= len(whole)+tailSize && bytes.HasSuffix(buf[:len(buf)-tailSize], whole)
}

// readCopy reads whole, unbroken entries of a plain copy, each with where it
// ends, and stops before the first that is not.
func readCopy(r *io.SectionReader, fn func(seq uint64, stored []byte, end int64) bool) {
	br := bufio.NewReaderSize(r, 1<<20)
	var end int64
	for {
		line, err := br.ReadString('\n')
		if err != nil {
			return
		}
		var seq uint64
		var length int
		var sum uint32
		if _, err := fmt.Sscanf(line, "%d %d %x\n", &seq, &length, &sum); err != nil || length < 0 ||
			int64(length) > r.Size()-end {
			return
		}
		whole := make([]byte, length+tailSize)
		if _, err := io.ReadFull(br, whole); err != nil {
			return
		}
		size := len(line) + len(whole)
		stored := whole[:length:length]
		if crc32.Checksum(stored, castagnoli) != sum || string(whole[length:]) != fmt.Sprintf("\n%012d\n", size) {
			return
		}
		if end += int64(size); !fn(seq, stored, end) {
			return
		}
	}
}

// copyCheck is the plain copy as it was before a view was opened: nothing in it
// may be ahead of the view.
type copyCheck struct {
	f    *os.File
	size int64
}

// openCopy opens the copy for a deep check; a missing one is made at the next
// opening and is nothing wrong.
func (b *Book) openCopy(level Level) *copyCheck {
	c := &copyCheck{}
	if level != Deep {
		return c
	}
	if f, err := os.Open(b.path + copyEnding); err == nil {
		if info, err := f.Stat(); err == nil {
			c.f, c.size = f, info.Size()
		}
	}
	return c
}

func (c *copyCheck) close() {
	if c.f != nil {
		_ = c.f.Close()
	}
}

// verify compares the copy with the journal (J5). A copy that ends early is only
// behind.
func (c *copyCheck) verify(v *View, found func(Finding)) error {
	if c.f == nil {
		return nil
	}
	at := uint64(0)
	readCopy(io.NewSectionReader(c.f, 0, c.size), func(seq uint64, stored []byte, _ int64) bool {
		at++
		if seq != at || !bytes.Equal(v.get(journalBucket, Key{}.U64(seq)), stored) {
			found(Finding{"J5", fmt.Sprintf("plain copy, entry %d", at), "the journal's bytes", "others", seq})
			return false
		}
		return true
	})
	return nil
}
