package book

import (
	"errors"
	"io/fs"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

const groupMax = 64

// write is the one writer: it takes the waiting jobs into one transaction, and
// each minute looks whether the file is still the book's.
func (b *Book) write() {
	defer close(b.stopped)
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		var group []*job
		select {
		case j := <-b.queue:
			group = append(group, j)
		case <-minute.C:
			if b.writing.TryLock() {
				_, _ = b.stillOurs()
				b.writing.Unlock()
			}
			continue
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
		b.writing.Lock()
		b.commitGroup(group)
		b.writing.Unlock()
	}
}

// commitGroup carries jobs out in one transaction when they may share one, else
// one by one. The caller holds the writing lock.
func (b *Book) commitGroup(group []*job) {
	if len(group) > 1 && onlySingles(group) && b.commitJobs(group) {
		return
	}
	for i := range group {
		b.commitJobs(group[i : i+1])
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

// errTakeBack rolls a transaction back that need not be committed, errAlone one
// with a job that failed after it had written.
var errTakeBack, errAlone = errors.New("taken back"), errors.New("to run alone")

// commitJobs carries jobs out in one transaction and answers them. A refusal
// drops its own request only. It returns false, and nothing was stored nor
// answered, when another failure wants each of several jobs to run alone.
func (b *Book) commitJobs(group []*job) bool {
	replies := make([]reply, len(group))
	posted := 0
	committing, was, err := b.update(func(tx *Tx) error {
		for i, j := range group {
			replies[i] = b.run(tx, j)
			if wrote(replies[i].err) {
				return errAlone
			}
			for _, r := range replies[i].results {
				if r.Seq > 0 && !r.Replayed {
					posted++
				}
			}
		}
		if posted == 0 || group[0].dry {
			return errTakeBack
		}
		return nil
	})
	switch {
	case err == nil:
	case committing:
		b.settle(group, replies, was, err)
	case errors.Is(err, errTakeBack):
	case len(group) > 1 && (errors.Is(err, errAlone) || CodeOf(err) == Internal):
		return false
	case !errors.Is(err, errAlone):
		for i := range replies {
			replies[i] = reply{err: err}
		}
	}
	for i, j := range group {
		b.answer(j, replies[i])
	}
	return true
}

func (b *Book) answer(j *job, r reply) {
	var wrap *applyError
	if errors.As(r.err, &wrap) {
		r.err = wrap.err
	}
	if r.err != nil {
		r.results = nil
	}
	var fresh []Result
	for _, res := range r.results {
		if res.Seq > 0 && !res.Replayed && !j.dry {
			fresh = append(fresh, res)
		}
	}
	if len(fresh) > 0 {
		b.published(fresh)
	}
	j.done <- r
}

// update runs fn in a write transaction, after the checks on the file, and
// commits it when fn succeeds. committing says that the commit had begun: then
// an error leaves in doubt what is stored. was is the file it wrote to.
func (b *Book) update(fn func(tx *Tx) error) (committing bool, was fs.FileInfo, err error) {
	was, err = b.stillOurs()
	if err == nil {
		err = b.roomToPost()
	}
	if err != nil {
		return false, was, err
	}
	committing, err = b.transact(was.Size(), fn)
	if b.stuck && !committing { // else settle does it
		if again := b.reopen(was); again != nil {
			b.fail(again)
		}
	}
	return committing, was, err
}

func (b *Book) transact(size int64, fn func(tx *Tx) error) (committing bool, err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	btx, err := b.db.Begin(true)
	if err != nil {
		return false, err
	}
	defer b.rollback(btx)
	defer guard(&err)
	if size < btx.Size() {
		err := Refuse(Damaged, "the book's file %s has been cut short: nothing more is written; restore a backup",
			b.path)
		b.fail(err)
		return false, err
	}
	b.db.MaxSize = maxGrowth(max(size, btx.Size()))
	if b.leaves == nil || b.leaves.f != b.file {
		b.leaves = newLeafCheck(b.file)
	}
	tx := &Tx{View{store: newBoltStore(btx).checked(b.leaves), schema: b.schema}}
	tx.seq = tx.head().seq
	if err := fn(tx); err != nil {
		return false, err
	}
	committing = true
	return committing, b.commit(btx)
}

// rollback ends a transaction that was not committed. After a panic in bbolt it
// may panic again and leave bbolt locked for ever.
func (b *Book) rollback(btx *bolt.Tx) {
	defer func() {
		if recover() != nil {
			b.stuck = true
		}
	}()
	_ = btx.Rollback()
}

// settle handles a commit that returned an error: what it wrote may be on disk
// all the same. It stops writing, reopens the file and looks the keys up, and
// only then says stored or not stored (SAFETY, store 8).
func (b *Book) settle(group []*job, replies []reply, was fs.FileInfo, cause error) {
	b.dropBallast()
	err := b.reopen(was)
	stored := false
	if err == nil {
		err = b.View(func(v *View) error {
			var err error
			stored, err = b.allStored(v, group, replies)
			return err
		})
	}
	if err == nil && stored {
		err = b.file.Sync()
	}
	switch {
	case err != nil:
		err = Refuse(InDoubt, "the last posting is in doubt: the disk said %q, and then %q; nothing more is written: "+
			"check the disk, open the book again and look whether the entry is there", cause, err)
		b.fail(err)
	case stored:
		b.log("a commit failed (" + cause.Error() + ") but is stored: check the disk")
		return
	default:
		err = Refuse(ReadOnly, "not stored: %v; nothing was posted: free some space or check the disk, then try again",
			cause)
	}
	for i := range replies {
		if replies[i].err == nil {
			replies[i] = reply{err: err}
		}
	}
}

// allStored reports whether the results of a group are in the book. They were
// one transaction, so the first that is not there speaks for all.
func (b *Book) allStored(v *View, group []*job, replies []reply) (bool, error) {
	for i, j := range group {
		for n, r := range replies[i].results {
			if r.Seq == 0 {
				continue
			}
			hash, err := requestHash(j.reqs[n].Command)
			if err != nil {
				return false, err
			}
			res, ok, err := b.answered(v, j.reqs[n].Key, hash)
			if err != nil || !ok || res.Seq != r.Seq {
				return false, err
			}
		}
	}
	return true, nil
}
