package book

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"duebook/internal/civil"
	"duebook/internal/text"
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
	Warnings []string // what is odd about it though it was posted; not told again when replayed
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
		in := b.Input(v, &req)
		if err = b.schema.permit(in, req.Command); err == nil {
			facts, err = req.Command.Decide(in)
		}
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

// applyError is a failure after the first write of a request: its transaction
// must not be committed.
type applyError struct{ err error }

func (e *applyError) Error() string { return e.err.Error() }
func (e *applyError) Unwrap() error { return e.err }

// wrote tells a failure after the first write from a refusal before it.
func wrote(err error) bool {
	var wrap *applyError
	return errors.As(err, &wrap)
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
	if err := req.check(); err != nil {
		return Result{}, err
	}
	hash, err := requestHash(req.Command)
	if err != nil {
		return Result{}, err
	}
	if old, ok, err := b.answered(&tx.View, req.Key, hash); ok || err != nil {
		return old, err
	}
	in := b.Input(&tx.View, req)
	if err := b.schema.permit(in, req.Command); err != nil {
		return Result{}, err
	}
	facts, err := req.Command.Decide(in)
	if err != nil || len(facts) == 0 {
		return Result{}, err
	}
	warnings, err := b.schema.warn(in, facts)
	if err != nil {
		return Result{}, err
	}
	e := newEntry(req, hash)
	e.Role = in.Role
	if err := b.append(tx, e, facts); err != nil {
		return Result{}, &applyError{err}
	}
	if err := b.touched(&tx.View, facts); err != nil {
		return Result{}, &applyError{err}
	}
	return Result{Seq: e.Seq, Facts: facts, Warnings: warnings}, nil
}

// check refuses a request whose entry would lack what every entry has (J2), or
// hold text that is not clean (X3).
func (r *Request) check() error {
	for _, f := range []struct{ name, text string }{{"a request key", r.Key}, {"the name of who acts", r.Who},
		{"a role", r.Role}, {"a session", r.Session}} {
		if f.text == "" {
			return Refuse(Invalid, "a posting needs %s", f.name)
		}
		if err := text.Check(f.text, 200); err != nil {
			return Refuse(Invalid, "%s cannot be taken: %v", f.name, err)
		}
	}
	if r.Now.IsZero() || r.Today == 0 {
		return Refuse(Invalid, "a posting needs the time and the day it is made on")
	}
	return nil
}

// answered looks a request key up.
func (b *Book) answered(v *View, key string, hash []byte) (Result, bool, error) {
	val := v.get(keyBucket, []byte(key))
	if val == nil {
		return Result{}, false, nil
	}
	if len(val) != 8+len(hash) || !bytes.Equal(val[8:], hash) {
		return Result{}, false, Refuse(Conflict, "the request key %q was used for another posting: make a new key", key)
	}
	seq := binary.BigEndian.Uint64(val)
	_, facts, err := v.Entry(b.schema, seq)
	return Result{Seq: seq, Replayed: true, Facts: facts}, err == nil, err
}

// append journals an entry and applies its facts as they were stored, so that a
// replay cannot differ from what was done.
func (b *Book) append(tx *Tx, e *Entry, facts []Fact) error {
	h := tx.head()
	if err := e.seal(&h, facts); err != nil {
		return err
	}
	stored, err := e.encode(&h)
	if err != nil {
		return err
	}
	if facts, err = e.facts(b.schema); err != nil {
		return err
	}
	if err := tx.journal(e, stored, h); err != nil {
		return err
	}
	return tx.apply(e.Seq, facts)
}

// journal stores an entry, its request key and the new head.
func (tx *Tx) journal(e *Entry, stored []byte, h head) error {
	if tx.get(keyBucket, []byte(e.Key)) != nil {
		return Refuse(Conflict, "the request key %q is taken already: make a new key", e.Key)
	}
	if err := tx.put(journalBucket, Key{}.U64(e.Seq), stored); err != nil {
		return err
	}
	if err := tx.put(keyBucket, []byte(e.Key), append(Key{}.U64(e.Seq), e.Hash...)); err != nil {
		return err
	}
	return tx.setHead(h)
}

func (tx *Tx) apply(seq uint64, facts []Fact) error {
	tx.seq = seq
	for _, f := range facts {
		if err := f.Apply(tx); err != nil {
			return fmt.Errorf("entry %d, %s: %w", seq, f.Kind(), err)
		}
	}
	return nil
}

// touched checks the invariants of what the facts are about.
func (b *Book) touched(v *View, facts []Fact) error {
	done := map[Ref]bool{}
	for _, f := range facts {
		for _, ref := range f.Refs() {
			ref = Ref{Table: ref.Table, ID: ref.ID}
			if done[ref] {
				continue
			}
			done[ref] = true
			for _, c := range b.schema.touched[ref.Table] {
				if err := c.Touched(v, ref.ID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
