package book

// settleDoubt handles a commit that returned an error: the entry may be on disk
// all the same. It stops writing, reopens the file and looks the key up, and
// only then says stored or not stored (SAFETY, store 8).
func (b *Book) settleDoubt(j *job, cause error) reply {
	if CodeOf(cause) == ReadOnly || CodeOf(cause) == Damaged {
		return reply{err: cause}
	}
	if err := b.reopen(); err != nil {
		b.fail(Refuse(InDoubt, "the last posting is in doubt (%v) and the book cannot be reopened: %v", cause, err))
		return reply{err: b.failure()}
	}
	var r reply
	err := b.View(func(v *View) error {
		for i := range j.reqs {
			hash, err := requestHash(j.reqs[i].Command)
			if err != nil {
				return err
			}
			res, ok, err := b.answered(v, j.reqs[i].Key, hash)
			if err != nil {
				return err
			}
			if !ok {
				return Refuse(ReadOnly, "not stored: %v (nothing was posted; free some space or check the disk, "+
					"then try again)", cause)
			}
			res.Replayed = false
			r.results = append(r.results, res)
		}
		return nil
	})
	if err != nil {
		return reply{err: err}
	}
	return r
}
