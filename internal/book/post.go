package book

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"duebook/internal/civil"

	bolt "go.etcd.io/bbolt"
)

// Request asks the book to carry out one command. Key is made by whoever asks,
// once per wish: the same key and command answer the first result again, the
// same key with another command is refused (SAFETY J3).
type Request struct {
	Key                string
	Who, Role, Session string
	Now                time.Time
	Today              civil.Date
	Command            Command
}

// Result is what a request posted. Replayed is true when its key had been
// posted before; Seq is 0 when the command had nothing to post.
type Result struct {
	Seq      uint64
	Replayed bool
	Facts    []Fact
}

type reply struct {
	results []Result
	err     error
}

// job is one or several requests that share a fate. dry takes everything back.
type job struct {
	ctx  context.Context
	reqs []Request
	dry  bool
	done chan reply
}

// Post carries out one request. When it returns without an error the entry is
// on disk. Refusals are *Error; an InDoubt error says the outcome could not be
// learnt and the book must be reopened.
func (b *Book) Post(ctx context.Context, req Request) (Result, error) {
	res, err := b.submit(ctx, []Request{req}, false)
	if err != nil {
		return Result{}, err
	}
	return res[0], nil
}

// PostAll carries out several requests in one transaction: all or none. A dry
// run takes everything back and returns what would have been posted.
func (b *Book) PostAll(ctx context.Context, reqs []Request, dry bool) ([]Result, error) {
	return b.submit(ctx, reqs, dry)
}

// Preview decides a command without posting it.
func (b *Book) Preview(req Request) (facts []Fact, err error) {
	err = b.View(func(v *View) error {
		facts, err = req.Command.Decide(b.Input(v, &req))
		return err
	})
	return facts, err
}

// Input is what a Decide of the request sees on a view, for plans that show more
// than the facts.
func (b *Book) Input(v *View, r *Request) *In {
	return &In{View: v, Who: r.Who, Role: r.Role, Session: r.Session, Now: r.Now, Today: r.Today}
}

func (b *Book) submit(ctx context.Context, reqs []Request, dry bool) ([]Result, error) {
	if b.readOnly {
		return nil, Refuse(ReadOnly, "the book is open for reading only")
	}
	j := &job{ctx: ctx, reqs: reqs, dry: dry, done: make(chan reply, 1)}
	select {
	case b.queue <- j:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-b.closed:
		return nil, Refuse(ReadOnly, "the book is closed")
	}
	select {
	case r := <-j.done:
		return r.results, r.err
	case <-b.stopped:
	}
	select {
	case r := <-j.done:
		return r.results, r.err
	default:
		return nil, Refuse(ReadOnly, "the book was closed before this was posted: nothing was stored")
	}
}

const groupMax = 64

// write is the one writer: it takes the waiting jobs into one transaction.
func (b *Book) write() {
	defer close(b.stopped)
	for {
		var group []*job
		select {
		case j := <-b.queue:
			group = append(group, j)
		case <-b.closed:
			return
		}
		for len(group) < groupMax {
			select {
			case j := <-b.queue:
				group = append(group, j)
				continue
			default:
			}
			break
		}
		b.commitGroup(group)
	}
}

// errRedo rolls a group back so that its jobs run one by one.
var errRedo = errors.New("redo one by one")

func (b *Book) commitGroup(group []*job) {
	b.writing.Lock()
	defer b.writing.Unlock()
	if len(group) > 1 && onlySingles(group) {
		replies := make([]reply, len(group))
		err := b.update(func(tx *Tx) error {
			for i, j := range group {
				if replies[i] = b.run(tx, j); replies[i].err != nil && !refused(replies[i].err) {
					return errRedo
				}
			}
			return nil
		})
		if err == nil {
			for i, j := range group {
				b.answer(j, replies[i])
			}
			return
		}
		if !errors.Is(err, errRedo) && CodeOf(err) == "" {
			if b.reopen() != nil { // each job then learns of it from its own commit
				b.fail(Refuse(InDoubt, "the last postings are in doubt: %v (close and open the book again)", err))
			}
		}
	}
	for _, j := range group {
		b.commitOne(j)
	}
}

func onlySingles(group []*job) bool {
	for _, j := range group {
		if len(j.reqs) != 1 || j.dry {
			return false
		}
	}
	return true
}

var errDry = errors.New("dry run")

func (b *Book) commitOne(j *job) {
	var r reply
	err := b.update(func(tx *Tx) error {
		if r = b.run(tx, j); r.err != nil {
			return r.err
		}
		if j.dry {
			return errDry
		}
		return nil
	})
	if err != nil && r.err == nil && !errors.Is(err, errDry) {
		r = b.settleDoubt(j, err)
	}
	b.answer(j, r)
}

func (b *Book) answer(j *job, r reply) {
	var wrap *applyError
	if errors.As(r.err, &wrap) {
		r.err = wrap.err
	}
	if r.err == nil && !j.dry {
		b.published(r.results)
	}
	j.done <- r
}

// applyError is a failure after the first write of a request: its transaction
// must not be committed.
type applyError struct{ err error }

func (e *applyError) Error() string { return e.err.Error() }
func (e *applyError) Unwrap() error { return e.err }

// refused tells a refusal that wrote nothing from any other failure.
func refused(err error) bool {
	var wrap *applyError
	return !errors.As(err, &wrap)
}

func (b *Book) run(tx *Tx, j *job) reply {
	if err := j.ctx.Err(); err != nil {
		return reply{err: err}
	}
	var r reply
	for i := range j.reqs {
		res, err := b.step(tx, &j.reqs[i])
		if err != nil {
			if len(j.reqs) > 1 {
				err = &applyError{fmt.Errorf("line %d: %w", i+1, err)}
			}
			return reply{err: err}
		}
		r.results = append(r.results, res)
	}
	return r
}

// step carries out one request on the write transaction.
func (b *Book) step(tx *Tx, req *Request) (Result, error) {
	if req.Key == "" || req.Who == "" {
		return Result{}, Refuse(Invalid, "a posting needs a request key and the name of who acts")
	}
	hash, err := requestHash(req.Command)
	if err != nil {
		return Result{}, err
	}
	if old, ok, err := b.answered(&tx.View, req.Key, hash); ok || err != nil {
		return old, err
	}
	facts, err := req.Command.Decide(b.Input(&tx.View, req))
	if err != nil || len(facts) == 0 {
		return Result{}, err
	}
	e := &Entry{Day: req.Today, Who: req.Who, Role: req.Role, Session: req.Session, Key: req.Key, Hash: hash,
		Command: req.Command.Kind(), Nanos: req.Now.UnixNano()}
	if err := b.append(tx, e, facts); err != nil {
		return Result{}, &applyError{err}
	}
	if err := b.touched(tx, facts); err != nil {
		return Result{}, &applyError{err}
	}
	return Result{Seq: e.Seq, Facts: facts}, nil
}

// answered looks a request key up.
func (b *Book) answered(v *View, key string, hash []byte) (Result, bool, error) {
	val := v.get(keyBucket, []byte(key))
	if val == nil {
		return Result{}, false, nil
	}
	if !bytes.Equal(val[8:], hash) {
		return Result{}, false, Refuse(Conflict, "the request key %q was used for another posting: make a new key", key)
	}
	seq := binary.BigEndian.Uint64(val)
	_, facts, err := v.Entry(b.schema, seq)
	return Result{Seq: seq, Replayed: true, Facts: facts}, err == nil, err
}

// append journals an entry and applies its facts.
func (b *Book) append(tx *Tx, e *Entry, facts []Fact) error {
	h := tx.head()
	e.Seq, e.Prev = h.seq+1, h.digest
	if e.Nanos < h.nanos {
		e.Nanos, e.ClockBack = h.nanos, true
	}
	if err := e.add(facts); err != nil {
		return err
	}
	stored, err := encMode.Marshal(e)
	if err != nil {
		return err
	}
	tx.seq = e.Seq
	if err := tx.put(journalBucket, Key{}.U64(e.Seq), stored); err != nil {
		return err
	}
	if err := tx.put(keyBucket, []byte(e.Key), append(Key{}.U64(e.Seq), e.Hash...)); err != nil {
		return err
	}
	if err := tx.setHead(head{e.Seq, digest(e.Seq, e.Prev, stored), e.Nanos}); err != nil {
		return err
	}
	for _, f := range facts {
		if err := f.Apply(tx); err != nil {
			return fmt.Errorf("%s: %w", f.Kind(), err)
		}
	}
	return nil
}

func (b *Book) touched(tx *Tx, facts []Fact) error {
	done := map[Ref]bool{}
	for _, f := range facts {
		for _, ref := range f.Refs() {
			ref = Ref{Table: ref.Table, ID: ref.ID}
			if done[ref] {
				continue
			}
			done[ref] = true
			for _, c := range b.schema.touched[ref.Table] {
				if err := c.Touched(&tx.View, ref.ID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// update runs fn in a write transaction after the checks on the file.
func (b *Book) update(fn func(tx *Tx) error) (err error) {
	if err := b.beforeWrite(); err != nil {
		return err
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer catchFault(&err)
	return b.db.Update(func(btx *bolt.Tx) error {
		tx := &Tx{View{store: newBoltStore(btx), schema: b.schema}}
		tx.seq = tx.head().seq
		return fn(tx)
	})
}
