package book

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"slices"
)

// The layout of a bbolt file, format 2, as far as this package reads and writes
// it by itself: every page starts with its id (8 bytes), flags (2), count (2)
// and overflow (4); elements of 16 bytes follow, and then the keys and values
// they point to. Numbers are little-endian on every system duebook runs on.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	metaSize    = 64
	pageHead    = 16
	elemSize    = 16
	bucketHead  = 16

	branchPage = 0x01
	leafPage   = 0x02
	metaPage   = 0x04
	freePage   = 0x10

	bucketFlag = 1
	maxDepth   = 32
)

var le = binary.LittleEndian

// meta is a meta page: where the root bucket and the list of free pages lie, and
// how many pages the file uses.
type meta struct {
	pageSize, root, freelist, pages, txid uint64
}

func (m *meta) append(dst []byte) []byte {
	from := len(dst)
	dst = le.AppendUint32(le.AppendUint32(dst, boltMagic), boltVersion)
	dst = le.AppendUint32(le.AppendUint32(dst, uint32(m.pageSize)), 0)
	for _, n := range []uint64{m.root, 0, m.freelist, m.pages, m.txid} {
		dst = le.AppendUint64(dst, n)
	}
	return le.AppendUint64(dst, metaSum(dst[from:]))
}

func metaSum(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b[:metaSize-8])
	return h.Sum64()
}

func readMeta(b []byte) (m meta, ok bool) {
	if le.Uint32(b) != boltMagic || le.Uint32(b[4:]) != boltVersion || metaSum(b) != le.Uint64(b[56:]) {
		return m, false
	}
	return meta{uint64(le.Uint32(b[8:])), le.Uint64(b[16:]), le.Uint64(b[32:]), le.Uint64(b[40:]),
		le.Uint64(b[48:])}, true
}

// readMetas reads the whole meta pages of a file, the newest first. The second
// lies one page in, and when the first is broken the page size must be guessed.
func readMetas(f io.ReaderAt) []meta {
	var all []meta
	buf := make([]byte, pageHead+metaSize)
	for at := int64(0); at <= 1<<24; at = max(1024, at*2) {
		if _, err := f.ReadAt(buf, at); err != nil {
			break
		}
		if m, ok := readMeta(buf[pageHead:]); ok && (at == 0 || at == int64(m.pageSize)) {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b meta) int { return cmp.Compare(b.txid, a.txid) })
	return all
}

// pageCheck reads every page of a file without mapping it and reports what
// could not be walked safely: bbolt trusts its pages and crashes on bad ones.
type pageCheck struct {
	f     io.ReaderAt
	m     meta
	used  []uint64 // bits: pages reached
	free  []uint64 // bits: pages on the list of free ones
	bufs  [maxDepth + 1][]byte
	found func(Finding)
	bad   int
	brief bool // leaves of buckets are not read
}

func newPageCheck(f io.ReaderAt, m meta, found func(Finding)) *pageCheck {
	c := &pageCheck{f: f, m: m}
	c.found = func(f Finding) {
		if c.bad++; c.bad <= 20 {
			found(f)
		}
	}
	return c
}

func (c *pageCheck) wrong(page uint64, expected, found string, args ...any) {
	c.found(Finding{ID: "pages", Record: fmt.Sprintf("page %d", page), Expected: expected,
		Found: fmt.Sprintf(found, args...)})
}

// all walks the whole file and returns how much it found wrong. When brief, it
// reads the branches only, one page in a hundred: enough to know that no search
// goes in a circle.
func (c *pageCheck) all() int {
	if c.m.pages > math.MaxInt32 {
		c.wrong(0, "a sensible number of pages", "%d", c.m.pages)
		return c.bad
	}
	c.used, c.free = make([]uint64, c.m.pages/64+1), make([]uint64, c.m.pages/64+1)
	c.mark(c.used, 0, 2)
	if !c.freelist() {
		return c.bad
	}
	c.tree(c.m.root, 0, maxDepth, nil, nil, true)
	for p := range c.m.pages {
		if c.brief {
			break
		}
		bit := uint64(1) << (p % 64)
		switch used, free := c.used[p/64]&bit != 0, c.free[p/64]&bit != 0; {
		case used && free:
			c.wrong(p, "in use or free", "both")
		case !used && !free && c.bad == 0:
			c.wrong(p, "in use or free", "neither")
		}
	}
	return c.bad
}

// mark sets the bits of n pages from p on; false when one is outside the file or
// was set before.
func (c *pageCheck) mark(bits []uint64, p, n uint64) bool {
	if p >= c.m.pages || n > c.m.pages-p {
		return false
	}
	for ; n > 0; p, n = p+1, n-1 {
		if bits[p/64]&(1<<(p%64)) != 0 {
			return false
		}
		bits[p/64] |= 1 << (p % 64)
	}
	return true
}

// load reads a page whole, with the pages it overflows into.
func (c *pageCheck) load(p uint64, depth int) ([]byte, bool) {
	size := c.m.pageSize
	if p < 2 || p >= c.m.pages {
		c.wrong(p, "a page of the file", "%d pages", c.m.pages)
		return nil, false
	}
	buf := slices.Grow(c.bufs[depth][:0], int(size))[:size]
	c.bufs[depth] = buf
	if _, err := c.f.ReadAt(buf, int64(p*size)); err != nil {
		c.wrong(p, "a readable page", "%v", err)
		return nil, false
	}
	if id := le.Uint64(buf); id != p {
		c.wrong(p, "its own number", "%d", id)
		return nil, false
	}
	over := uint64(le.Uint32(buf[12:]))
	if over >= c.m.pages-p {
		c.wrong(p, "a page that ends in the file", "%d pages long", over+1)
		return nil, false
	}
	if over > 0 {
		buf = slices.Grow(buf, int(over*size))[:(over+1)*size]
		c.bufs[depth] = buf
		if _, err := c.f.ReadAt(buf[size:], int64((p+1)*size)); err != nil {
			c.wrong(p, "a readable page", "%v", err)
			return nil, false
		}
	}
	return buf, true
}

// read loads a page that must not have been reached before.
func (c *pageCheck) read(p uint64, depth int) ([]byte, bool) {
	buf, ok := c.load(p, depth)
	if ok && !c.mark(c.used, p, uint64(len(buf))/c.m.pageSize) {
		c.wrong(p, "a page reached once", "reached twice")
		return nil, false
	}
	return buf, ok
}

// rows says whether a page may hold the rows it says it holds.
func (c *pageCheck) rows(p uint64, buf []byte) bool {
	flags, count := le.Uint16(buf[8:]), int(le.Uint16(buf[10:]))
	if flags != leafPage && (flags != branchPage || count == 0) || pageHead+count*elemSize > len(buf) {
		c.wrong(p, "a page of rows", "flags %x, %d rows", flags, count)
		return false
	}
	return true
}

// freelist checks the list of free pages, which bbolt loads at opening.
func (c *pageCheck) freelist() bool {
	buf, ok := c.read(c.m.freelist, maxDepth)
	if !ok {
		return false
	}
	ids, count := buf[pageHead:], uint64(le.Uint16(buf[10:]))
	if count == 0xFFFF {
		count, ids = le.Uint64(ids), ids[8:]
	}
	if le.Uint16(buf[8:]) != freePage || count > uint64(len(ids)/8) {
		c.wrong(c.m.freelist, "a list of free pages", "flags %x, %d entries", le.Uint16(buf[8:]), count)
		return false
	}
	last := uint64(1)
	for i := range count {
		id := le.Uint64(ids[i*8:])
		if id <= last || id >= c.m.pages {
			c.wrong(c.m.freelist, "free pages in order", "page %d after %d", id, last)
			return false
		}
		last = id
		c.mark(c.free, id, 1)
	}
	return true
}

// leaves finds how deep the leaves below a page lie: all as deep as the first.
func (c *pageCheck) leaves(p uint64, depth int) int {
	head := make([]byte, pageHead+elemSize)
	for ; depth < maxDepth && p < c.m.pages; depth++ {
		_, err := c.f.ReadAt(head, int64(p*c.m.pageSize))
		if err != nil || le.Uint16(head[8:]) != branchPage {
			return depth
		}
		p = le.Uint64(head[pageHead+8:])
	}
	return maxDepth
}

// tree checks a page and all below it: keys k with lo <= k, and k < hi when hi
// is given. Only the root bucket holds buckets. Pages as deep as bottom are only
// checked to be no branch that was walked.
func (c *pageCheck) tree(p uint64, depth, bottom int, lo, hi []byte, root bool) {
	if depth >= maxDepth {
		c.wrong(p, "a tree", "more than %d levels", maxDepth)
		return
	}
	if depth == bottom {
		if p < 2 || p >= c.m.pages || c.used[p/64]&(1<<(p%64)) != 0 {
			c.wrong(p, "a leaf", "a page of another kind")
		}
		return
	}
	buf, ok := c.read(p, depth)
	if !ok || !c.rows(p, buf) {
		return
	}
	count := int(le.Uint16(buf[10:]))
	if le.Uint16(buf[8:]) == leafPage {
		c.leaf(p, buf, lo, hi, depth, root)
		return
	}
	for i := range count {
		e := buf[pageHead+i*elemSize:]
		key, ok := slice(e, le.Uint32(e), le.Uint32(e[4:]))
		if !ok || !between(key, lo, hi, i > 0) {
			c.wrong(p, "keys in order", "branch %d out of it", i)
			return
		}
		next := hi
		if i+1 < count {
			n := buf[pageHead+(i+1)*elemSize:]
			if next, ok = slice(n, le.Uint32(n), le.Uint32(n[4:])); !ok {
				c.wrong(p, "keys in the page", "branch %d beyond it", i+1)
				return
			}
		}
		c.tree(le.Uint64(e[8:]), depth+1, bottom, key, next, root)
		lo = key
	}
}

func (c *pageCheck) leaf(p uint64, buf, lo, hi []byte, depth int, root bool) {
	for i := range int(le.Uint16(buf[10:])) {
		e := buf[pageHead+i*elemSize:]
		flags, at, ksize, vsize := le.Uint32(e), le.Uint32(e[4:]), le.Uint32(e[8:]), le.Uint32(e[12:])
		key, ok := slice(e, at, ksize)
		if !ok || !between(key, lo, hi, i > 0) {
			c.wrong(p, "keys in order", "row %d out of it", i)
			return
		}
		val, ok := slice(e[uint64(at)+uint64(ksize):], 0, vsize)
		if !ok || (flags == bucketFlag) != root || flags > bucketFlag {
			c.wrong(p, "a row in the page", "row %d with flags %x and %d bytes", i, flags, vsize)
			return
		}
		if lo = key; !root {
			continue
		}
		if len(val) < bucketHead {
			c.wrong(p, "a bucket", "%d bytes", len(val))
		} else if at := le.Uint64(val); at != 0 {
			bottom := maxDepth
			if c.brief {
				bottom = c.leaves(at, depth+1)
			}
			c.tree(at, depth+1, bottom, nil, nil, false)
		} else if in := val[bucketHead:]; len(in) < pageHead || le.Uint16(in[8:]) != leafPage ||
			pageHead+int(le.Uint16(in[10:]))*elemSize > len(in) {
			c.wrong(p, "a bucket in the page", "%d bytes", len(in))
		} else {
			c.leaf(p, in, nil, nil, depth, false)
		}
	}
}

// slice cuts n bytes at an offset, if they are there.
func slice(b []byte, at, n uint32) ([]byte, bool) {
	end := uint64(at) + uint64(n)
	if end > uint64(len(b)) {
		return nil, false
	}
	return b[at:end:end], true
}

// between reports whether a key is not empty, at or after lo (after it, when
// strict) and before hi.
func between(key, lo, hi []byte, strict bool) bool {
	d := bytes.Compare(key, lo)
	return len(key) > 0 && (d > 0 || d == 0 && !strict) && (hi == nil || bytes.Compare(key, hi) < 0)
}
