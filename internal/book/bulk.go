package book

import (
	"context"
	"fmt"
	"path/filepath"
)

// BulkOver is the number of facts above which Bulk builds a new file instead of
// writing one transaction.
const BulkOver = 20_000

const bulkEntry = 50_000

const bulkMmap = 1 << 28

func dirOf(path string) string { return filepath.Dir(path) }

// Bulk carries out one request that may bring very many facts, such as the
// import of a large file. Up to BulkOver facts it is Post. Above, the facts go
// into entries of 50,000 over a copy of the book in key order, which is verified
// and renamed into place: all or nothing, and a crash leaves the old book.
func (b *Book) Bulk(ctx context.Context, req Request, progress Progress) (Result, error) {
	if b.readOnly {
		return Result{}, Refuse(ReadOnly, "the book is open for reading only")
	}
	var facts []Fact
	var old Result
	var replayed bool
	hash, err := requestHash(req.Command)
	if err != nil {
		return Result{}, err
	}
	b.writing.Lock()
	defer b.writing.Unlock()
	err = b.View(func(v *View) error {
		var err error
		if old, replayed, err = b.answered(v, req.Key, hash); replayed || err != nil {
			return err
		}
		facts, err = req.Command.Decide(b.input(v, &req))
		return err
	})
	if err != nil || replayed || len(facts) == 0 {
		return old, err
	}
	if len(facts) <= BulkOver {
		j := &job{ctx: ctx, reqs: []Request{req}, done: make(chan reply, 1)}
		b.commitOne(j)
		r := <-j.done
		if r.err != nil {
			return Result{}, r.err
		}
		return r.results[0], nil
	}
	res := Result{Facts: facts}
	err = b.replaceBy(ctx, func(v *View) (*overlay, bool, error) {
		o := newOverlay(v.store)
		tx := &Tx{View{store: o, schema: b.schema, seq: v.seq}}
		for from := 0; from < len(facts); from += bulkEntry {
			if err := ctx.Err(); err != nil {
				return nil, false, err
			}
			progress.tell(from, len(facts))
			e := &Entry{Day: req.Today, Who: req.Who, Role: req.Role, Session: req.Session, Key: req.Key, Hash: hash,
				Command: req.Command.Kind(), Nanos: req.Now.UnixNano()}
			if from > 0 {
				e.Key = fmt.Sprintf("%s/%d", req.Key, from/bulkEntry+1)
			}
			if err := b.append(tx, e, facts[from:min(from+bulkEntry, len(facts))]); err != nil {
				return nil, false, err
			}
			res.Seq = e.Seq
		}
		return o, true, nil
	})
	if err != nil {
		return Result{}, err
	}
	b.published([]Result{res})
	return res, nil
}
