package book

import (
	"bufio"
	"context"
	"math"
	"os"
	"slices"
	"sync/atomic"
)

// fileWriter writes a new bbolt file from rows that come bucket by bucket and in
// key order: each page once, filled to nine tenths, without a transaction. It is
// ten times as fast as Put, and leaves no free pages (see internal/DECISIONS.md).
type fileWriter struct {
	f     *os.File
	w     *bufio.Writer
	size  int
	next  uint64 // the page that is written next
	begun int64  // the disk was asked to write so far
	page  []byte // it, in the making
	zero  []byte
	elems []byte // of the leaf in the making
	data  []byte
	kids  []child // leaves of the bucket in the making
	root  []child // the buckets: name, and root page or 0
	err   error
}

// child is a page or bucket below another: its first key and its number.
type child struct {
	key []byte
	at  uint64
}

const fill = 0.9

func createFile(path string) (*fileWriter, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return nil, err
	}
	w := &fileWriter{f: f, w: bufio.NewWriterSize(f, 1<<20), size: os.Getpagesize(), next: 2}
	w.zero = make([]byte, w.size)
	_, err = f.Seek(int64(2*w.size), 0)
	w.fail(err)
	return w, nil
}

func (w *fileWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// emit writes a page of a kind: its elements, each 16 bytes, and what they point
// to. It returns the page's number.
func (w *fileWriter) emit(flags uint16, elems, data []byte) uint64 {
	at := w.next
	size := pageHead + len(elems) + len(data)
	pages := (size + w.size - 1) / w.size
	p := le.AppendUint64(w.page[:0], at)
	p = le.AppendUint16(le.AppendUint16(p, flags), uint16(len(elems)/elemSize))
	p = le.AppendUint32(p, uint32(pages-1))
	p = append(append(p, elems...), data...)
	p = append(p, w.zero[:pages*w.size-size]...)
	_, err := w.w.Write(p)
	w.fail(err)
	w.page = p
	w.next += uint64(pages)
	if now := int64(w.next) * int64(w.size); now-w.begun >= 16<<20 {
		startWriting(w.f, w.begun, now-w.begun)
		w.begun = now
	}
	return at
}

// put adds a row, which must come after the bucket's last, to the leaf.
func (w *fileWriter) put(k, v []byte) {
	if len(w.elems) > 0 && pageHead+len(w.elems)+len(w.data)+elemSize+len(k)+len(v) > int(fill*float64(w.size)) {
		w.leaf()
	}
	if len(w.elems) == 0 {
		w.kids = append(w.kids, child{key: slices.Clone(k)})
	}
	w.element(0, k, v)
}

func (w *fileWriter) element(flags uint32, k, v []byte) {
	w.elems = le.AppendUint32(w.elems, flags)
	w.elems = le.AppendUint32(w.elems, uint32(len(w.data))) // until it is known how many elements there are
	w.elems = le.AppendUint32(w.elems, uint32(len(k)))
	w.elems = le.AppendUint32(w.elems, uint32(len(v)))
	w.data = append(append(w.data, k...), v...)
}

func (w *fileWriter) leaf() {
	for i := 0; i < len(w.elems); i += elemSize { // from the element's own place on
		at := w.elems[i+4:]
		le.PutUint32(at, le.Uint32(at)+uint32(len(w.elems)-i))
	}
	w.kids[len(w.kids)-1].at = w.emit(leafPage, w.elems, w.data)
	w.elems, w.data = w.elems[:0], w.data[:0]
}

// bucket ends the bucket whose rows were put.
func (w *fileWriter) bucket(name string) {
	w.root = append(w.root, child{[]byte(name), w.tree()})
}

// tree writes the branches over the leaves and returns the root page; 0 when
// there are no rows.
func (w *fileWriter) tree() uint64 {
	if len(w.elems) > 0 {
		w.leaf()
	}
	kids := w.kids
	w.kids = nil
	for len(kids) > 1 {
		kids = w.branches(kids)
	}
	if len(kids) == 0 {
		return 0
	}
	return kids[0].at
}

// branches writes one level. No branch has a single child: bbolt cannot merge
// the pages of one that has.
func (w *fileWriter) branches(kids []child) (above []child) {
	for len(kids) > 0 {
		n, size := 0, pageHead
		for n < len(kids) && (n < 2 || size+elemSize+len(kids[n].key) <= int(fill*float64(w.size))) {
			size += elemSize + len(kids[n].key)
			n++
		}
		if len(kids)-n == 1 {
			n++
		}
		var elems, data []byte
		for i, k := range kids[:n] {
			elems = le.AppendUint32(elems, uint32((n-i)*elemSize+len(data)))
			elems = le.AppendUint64(le.AppendUint32(elems, uint32(len(k.key))), k.at)
			data = append(data, k.key...)
		}
		above = append(above, child{kids[0].key, w.emit(branchPage, elems, data)})
		kids = kids[n:]
	}
	return above
}

// close writes the root, the empty list of free pages and both meta pages. The
// file is not synced.
func (w *fileWriter) close() error {
	slices.SortFunc(w.root, func(a, b child) int { return slices.Compare(a.key, b.key) })
	for _, b := range w.root {
		if len(w.elems)+len(w.data) > w.size/2 {
			w.leaf()
		}
		if len(w.elems) == 0 {
			w.kids = append(w.kids, child{key: b.key})
		}
		val := le.AppendUint64(le.AppendUint64(nil, b.at), 0)
		if b.at == 0 { // an empty bucket lies in its place, as an empty leaf
			val = le.AppendUint64(append(val, 0, 0, 0, 0, 0, 0, 0, 0), leafPage)
		}
		w.element(bucketFlag, b.key, val)
	}
	m := meta{pageSize: uint64(w.size), root: w.tree()}
	m.freelist = w.emit(freePage, nil, nil)
	m.pages = w.next
	w.fail(w.w.Flush())
	for i := range 2 { // bbolt writes the meta of transaction n to page n%2
		m.txid = uint64(2 - i)
		p := le.AppendUint64(make([]byte, 0, w.size), uint64(i))
		p = le.AppendUint64(p, metaPage)
		_, err := w.f.WriteAt(m.append(p)[:w.size], int64(i*w.size))
		w.fail(err)
	}
	w.fail(w.f.Close())
	return w.err
}

// buildFile writes a new, unsynced file at path: the base's rows with the
// overlay's over them. base may be nil.
func buildFile(ctx context.Context, path string, s *Schema, base store, o *overlay) error {
	w, err := createFile(path)
	if err != nil {
		return err
	}
	names := s.allBuckets()
	sorted := make([]chan []entry, len(names))
	for i := range sorted {
		sorted[i] = make(chan []entry, 1)
	}
	var next atomic.Int32
	for range 2 { // sorting goes ahead of writing
		go func() {
			for i := next.Add(1) - 1; int(i) < len(names); i = next.Add(1) - 1 {
				sorted[i] <- o.layers[names[i]].sorted()
			}
		}()
	}
	for i, name := range names {
		rows := <-sorted[i]
		w.fail(ctx.Err())
		if w.err != nil {
			continue
		}
		merge(ctx, w, base, name, o.layer(name), rows)
		w.bucket(name)
	}
	return w.close()
}

func merge(ctx context.Context, w *fileWriter, base store, name string, l *layer, rows []entry) {
	n := 0
	put := func(k, v []byte) bool {
		if n++; n%(1<<14) == 0 {
			w.fail(ctx.Err())
		}
		if len(k) > math.MaxInt16 || len(v) > math.MaxInt32 {
			w.fail(Refuse(Invalid, "a row of %s is too large to store (%d and %d bytes)", name, len(k), len(v)))
		}
		w.put(k, v)
		return w.err == nil
	}
	over := func(e entry) bool {
		k, v, live := l.row(e.row)
		return !live || put(k, v)
	}
	if base != nil {
		base.scan(name, nil, nil, func(k, v []byte) bool {
			for len(rows) > 0 && l.less(rows[0], k) {
				if !over(rows[0]) {
					return false
				}
				rows = rows[1:]
			}
			if len(rows) > 0 && l.is(rows[0], k) {
				return true // the overlay's row comes with the next turn
			}
			return put(k, v)
		})
	}
	for ; len(rows) > 0 && w.err == nil; rows = rows[1:] {
		over(rows[0])
	}
}
