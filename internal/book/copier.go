package book

import (
	"bufio"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"time"
)

// copier keeps a plain copy of the journal beside the book: for each entry a
// line "seq length crc32c", the entry's bytes, a line end. It is written behind
// the commit and never part of acknowledging; it makes the state rebuildable
// when pages of the book rot (SAFETY, store 10).
type copier struct {
	b     *Book
	kick  chan struct{}
	quit  chan struct{}
	ended chan struct{}
}

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

// settle is how long after opening the copy is first brought up to date: the
// first screen goes before it.
const settle = 2 * time.Second

func (c *copier) run() {
	defer close(c.ended)
	later := time.NewTimer(settle)
	defer later.Stop()
	var last uint64
	var size int64
	var err error
	opened := false
	for err == nil {
		stop := false
		select {
		case <-c.kick:
		case <-later.C:
		case <-c.quit:
			stop = true
		}
		if !opened {
			last, size, err = c.last()
			opened = true
		}
		if err == nil {
			last, size, err = c.catchUp(last, size)
		}
		if stop {
			return
		}
	}
	c.b.log("the plain copy of the journal cannot be written: " + err.Error())
	<-c.quit
}

func (c *copier) stop() {
	close(c.quit)
	<-c.ended
}

func (c *copier) path() string { return c.b.path + ".journal" }

// last finds where the copy's last whole entry ends. A copy that runs ahead of
// the book (an older backup was restored) is kept under another name.
func (c *copier) last() (seq uint64, size int64, err error) {
	f, err := os.Open(c.path())
	if os.IsNotExist(err) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, err
	}
	br := bufio.NewReaderSize(f, 1<<16)
	for {
		n, length, _, head, err := copyHead(br)
		if err != nil {
			break
		}
		if skipped, err := br.Discard(length + 1); err != nil || skipped != length+1 {
			break
		}
		seq, size = n, size+int64(head+length+1)
	}
	if err := f.Close(); err != nil {
		return 0, 0, err
	}
	var top uint64
	if err := c.b.View(func(v *View) error { top = v.Seq(); return nil }); err != nil {
		return 0, 0, err
	}
	if seq > top {
		aside := fmt.Sprintf("%s.%s", c.path(), time.Now().Format("20060102-150405"))
		return 0, 0, os.Rename(c.path(), aside)
	}
	return seq, size, nil
}

func copyHead(br *bufio.Reader) (seq uint64, length int, sum uint32, size int, err error) {
	line, err := br.ReadString('\n')
	if err != nil {
		return 0, 0, 0, 0, err
	}
	if _, err := fmt.Sscanf(line, "%d %d %x\n", &seq, &length, &sum); err != nil {
		return 0, 0, 0, 0, err
	}
	if length < 0 || length > 1<<30 {
		return 0, 0, 0, 0, fmt.Errorf("an entry of %d bytes", length)
	}
	return seq, length, sum, len(line), nil
}

// readCopy reads whole, unbroken entries of a plain copy and stops before the
// first that is not.
func readCopy(r io.Reader, fn func(seq uint64, stored []byte) bool) {
	br := bufio.NewReaderSize(r, 1<<20)
	for {
		seq, length, sum, _, err := copyHead(br)
		if err != nil {
			return
		}
		stored := make([]byte, length+1)
		if _, err := io.ReadFull(br, stored); err != nil {
			return
		}
		stored = stored[:length]
		if crc32.Checksum(stored, castagnoli) != sum || !fn(seq, stored) {
			return
		}
	}
}

// catchUp appends the entries the copy lacks, at most a few megabytes a
// reading, so that no transaction stays open long.
func (c *copier) catchUp(last uint64, size int64) (uint64, int64, error) {
	for {
		var buf bytes.Buffer
		from := last
		err := c.b.View(func(v *View) error {
			v.scan(journalBucket, Key{}.U64(last+1), nil, func(k, stored []byte) bool {
				last++
				fmt.Fprintf(&buf, "%d %d %08x\n", last, len(stored), crc32.Checksum(stored, castagnoli))
				buf.Write(stored)
				buf.WriteByte('\n')
				return buf.Len() < 4<<20
			})
			return nil
		})
		if err != nil || last == from {
			return last, size, err
		}
		f, err := os.OpenFile(c.path(), os.O_RDWR|os.O_CREATE, fileMode)
		if err != nil {
			return last, size, err
		}
		_, err = f.WriteAt(buf.Bytes(), size)
		if err == nil {
			size += int64(buf.Len())
			err = f.Truncate(size)
		}
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return last, size, err
		}
	}
}
