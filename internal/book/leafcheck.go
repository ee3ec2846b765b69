package book

import (
	"bytes"
	"io"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// leafCheck checks the leaves a posting changes, before bbolt takes them over.
// bbolt believes what a leaf says of its own length and of its rows': one
// flipped bit makes a row of gigabytes, which it would copy, or lets it give
// back millions of pages that are not the leaf's. The branches above are checked
// when the book is opened. A leaf is checked once: what is at its place later,
// this process wrote.
type leafCheck struct {
	pageCheck
	first *Finding
}

func newLeafCheck(f io.ReaderAt) *leafCheck {
	c := &leafCheck{}
	c.f = f
	c.found = func(f Finding) {
		c.bad++
		if c.first == nil {
			c.first = &f
		}
	}
	return c
}

// begin prepares for a transaction.
func (c *leafCheck) begin(tx *bolt.Tx) {
	c.m.pageSize = uint64(tx.DB().Info().PageSize)
	c.m.pages = uint64(tx.Size()) / c.m.pageSize
	if more := int(c.m.pages/64) + 1 - len(c.used); more > 0 {
		c.used = append(c.used, make([]uint64, more)...)
	}
	c.bad, c.first = 0, nil
}

// leafRange is a range of keys whose leaf is checked, and its neighbours' when wide.
type leafRange struct {
	lo, hi []byte
	known  bool
	wide   bool
}

func (s *leafRange) holds(key []byte, wide bool) bool {
	return s.known && (s.wide || !wide) && bytes.Compare(key, s.lo) >= 0 &&
		(s.hi == nil || bytes.Compare(key, s.hi) < 0)
}

// touch checks the leaf of a tree that a key lies in, and its neighbours when
// wide: a leaf that shrinks is merged with one of them.
func (c *leafCheck) touch(root uint64, key []byte, wide bool, last *leafRange) error {
	if root == 0 || last.holds(key, wide) { // 0: its rows lie in the root bucket
		return nil
	}
	var lo, hi []byte
	page := root
	for depth := 0; c.bad == 0; depth++ {
		buf, ok := c.load(page, min(depth, maxDepth))
		if !ok || depth >= maxDepth {
			break
		}
		if le.Uint16(buf[8:]) != branchPage {
			c.check(page, lo, hi)
			*last = leafRange{bytes.Clone(lo), bytes.Clone(hi), true, wide || depth == 0}
			break
		}
		at, count := c.child(buf, key)
		if wide && at > 0 {
			c.sibling(buf, at-1)
		}
		if wide && at+1 < count {
			c.sibling(buf, at+1)
		}
		lo = branchKey(buf, at)
		if at+1 < count {
			hi = branchKey(buf, at+1)
		}
		page = le.Uint64(buf[pageHead+at*elemSize+8:])
	}
	if c.bad > 0 {
		return Refuse(Damaged, "the book's file is damaged (%s): nothing was posted; restore a backup or run duebook "+
			"verify", c.first)
	}
	return nil
}

// child finds the branch a key lies below.
func (c *leafCheck) child(buf, key []byte) (at, count int) {
	count = min(int(le.Uint16(buf[10:])), (len(buf)-pageHead)/elemSize)
	lo, hi := 0, count
	for lo < hi {
		if mid := (lo + hi) / 2; bytes.Compare(branchKey(buf, mid), key) <= 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(lo-1, 0), count
}

func branchKey(buf []byte, i int) []byte {
	e := buf[pageHead+i*elemSize:]
	key, _ := slice(e, le.Uint32(e), le.Uint32(e[4:]))
	return key
}

// sibling checks a leaf beside the one that shrinks. Of branches nothing is left
// to check.
func (c *leafCheck) sibling(buf []byte, i int) {
	page := le.Uint64(buf[pageHead+i*elemSize+8:])
	if buf, ok := c.load(page, maxDepth); ok && le.Uint16(buf[8:]) != branchPage {
		c.check(page, nil, nil)
	}
}

// check checks a leaf that was not checked before.
func (c *leafCheck) check(page uint64, lo, hi []byte) {
	if c.used[page/64]&(1<<(page%64)) != 0 {
		return
	}
	buf, ok := c.load(page, maxDepth)
	if !ok || !c.rows(page, buf) {
		return
	}
	if c.leaf(page, buf, slices.Clone(lo), hi, 0, false); c.bad == 0 {
		c.used[page/64] |= 1 << (page % 64)
	}
}
