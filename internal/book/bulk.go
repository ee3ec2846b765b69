package book

import (
	"context"
	"fmt"
	"slices"
)

// BulkOver is the number of facts above which Bulk builds a new file instead of
// writing one transaction.
const BulkOver = 20_000

// Bulk carries out one request that may bring very many facts, such as the
// import of a large file. Up to BulkOver facts it is Post. Above, the facts go
// into entries of 50,000 over a copy of the book in key order, which is verified
// and renamed into place: all or nothing, and a crash leaves the old book. The
// request key and the result name the last of the entries.
func (b *Book) Bulk(ctx context.Context, req Request, progress Progress) (Result, error) {
	if b.readOnly {
		return Result{}, Refuse(ReadOnly, "the book is open for reading only")
	}
	if err := req.check(); err != nil {
		return Result{}, err
	}
	hash, err := requestHash(req.Command)
	if err != nil {
		return Result{}, err
	}
	b.writing.Lock()
	defer b.writing.Unlock()
	var facts []Fact
	var old Result
	err = b.view(func(v *View) error {
		var err error
		if old, _, err = b.answered(v, req.Key, hash); old.Replayed || err != nil {
			return err
		}
		in := b.Input(v, &req)
		if err = b.schema.permit(in, req.Command); err != nil {
			return err
		}
		req.Role = in.Role
		facts, err = req.Command.Decide(in)
		return err
	})
	if err != nil || old.Replayed || len(facts) == 0 {
		return old, err
	}
	if len(facts) <= b.bulkOver {
		j := &job{ctx: ctx, reqs: []Request{req}, done: make(chan reply, 1)}
		b.commitGroup([]*job{j})
		r := <-j.done
		if r.err != nil {
			return Result{}, r.err
		}
		return r.results[0], nil
	}
	res := Result{Facts: facts}
	err = b.replaceBy(ctx, func(v *View) (*overlay, bool, error) {
		o := newOverlay(b.schema, v.store)
		tx := &Tx{View{store: o, schema: b.schema, seq: v.seq}}
		res.Seq, err = tx.appendAll(ctx, &req, hash, chunks(facts, b.bulkEntry), progress)
		return o, true, err
	})
	if err != nil {
		return Result{}, err
	}
	b.published([]Result{res})
	return res, nil
}

// sealed is an entry ready to be stored.
type sealed struct {
	*Entry
	stored []byte
	head   head
	err    error
}

func chunks(facts []Fact, size int) [][]Fact { return slices.Collect(slices.Chunk(facts, size)) }

// appendAll applies the facts in order while another goroutine writes them into
// entries, one a chunk; then it stores the entries. It returns the last entry's
// number.
func (tx *Tx) appendAll(ctx context.Context, req *Request, hash []byte, chunks [][]Fact, progress Progress) (uint64,
	error) {
	entries := make(chan sealed, len(chunks))
	go func(h head) {
		defer close(entries)
		for i, facts := range chunks {
			e := newEntry(req, hash)
			if e.Part = true; i < len(chunks)-1 {
				e.Key = fmt.Sprintf("%s/%d", req.Key, i+1)
			}
			s := sealed{Entry: e, err: ctx.Err()}
			if s.err == nil {
				s.err = e.seal(&h, facts)
			}
			if s.err == nil {
				s.stored, s.err = e.encode(&h)
			}
			s.head = h
			if entries <- s; s.err != nil {
				return
			}
		}
	}(tx.head())
	last, done := tx.seq, 0
	total := (len(chunks)-1)*len(chunks[0]) + len(chunks[len(chunks)-1])
	for _, facts := range chunks {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		progress.tell(done, total)
		last++
		if err := tx.apply(last, facts); err != nil {
			return 0, err
		}
		done += len(facts)
	}
	for e := range entries {
		if e.err != nil {
			return 0, e.err
		}
		if err := tx.journal(e.Entry, e.stored, e.head); err != nil {
			return 0, err
		}
	}
	progress.tell(done, total)
	return last, nil
}
