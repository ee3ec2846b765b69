// Package dayreport keeps the daily reports of officers (RULES 10): the remarks made
// while a day fills, why a listed customer was left out, each submission frozen as it
// was with its digest, and what the supervisor said of it. It must never count a
// figure, and never change a submission: what one holds is given to it whole.
//
// A report is a draft until it is submitted; submitted, it waits for the supervisor,
// who accepts it or returns it with a comment; returned, it is submitted again as the
// next version. Every version stays.
package dayreport

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
)

// State is where a report stands.
type State uint8

// The states.
const (
	Draft State = iota
	Submitted
	Returned
	Accepted
)

var stateNames = []string{"draft", "submitted", "returned", "accepted"}

// String is the state in a word.
func (s State) String() string { return stateNames[s] }

// Decision is what the supervisor decided on a version. It counts from On until before
// Back, the day it was taken back (0: it stands).
type Decision struct {
	Accepted bool       `cbor:"1,keyasint,omitempty"` // else returned
	Comment  string     `cbor:"2,keyasint,omitempty"`
	By       string     `cbor:"3,keyasint"`
	On       civil.Date `cbor:"4,keyasint"`
	At       int64      `cbor:"5,keyasint"`           // unix nanoseconds
	Self     bool       `cbor:"6,keyasint,omitempty"` // by who submitted it, working alone
	Back     civil.Date `cbor:"7,keyasint,omitempty"`
}

// Version is one submission. It counts from On until before Back. Digest is the
// SHA-256 of what was submitted.
type Version struct {
	N         int        `cbor:"1,keyasint"` // from 1
	On        civil.Date `cbor:"2,keyasint"`
	At        int64      `cbor:"3,keyasint"`
	Digest    []byte     `cbor:"4,keyasint"`
	Decisions []Decision `cbor:"5,keyasint,omitempty"`
	Back      civil.Date `cbor:"6,keyasint,omitempty"`
	Seq       uint64     `cbor:"7,keyasint,omitempty"`
}

// Decided is the decision that counts on a day.
func (v *Version) Decided(d civil.Date) (Decision, bool) {
	for i := len(v.Decisions) - 1; i >= 0; i-- {
		if x := v.Decisions[i]; x.On <= d && (x.Back == 0 || d < x.Back) {
			return x, true
		}
	}
	return Decision{}, false
}

// Short is the digest as people compare it.
func (v *Version) Short() string { return hex.EncodeToString(v.Digest)[:min(16, 2*len(v.Digest))] }

// Word is a remark of the officer or a comment of the supervisor: on a line of the
// report, or on the whole of it when Line is "". It counts from On until before Back.
type Word struct {
	Line    string     `cbor:"1,keyasint,omitempty"`
	Text    string     `cbor:"2,keyasint"`
	By      string     `cbor:"3,keyasint"`
	On      civil.Date `cbor:"4,keyasint"`
	At      int64      `cbor:"5,keyasint"`
	Comment bool       `cbor:"6,keyasint,omitempty"` // the supervisor's
	Back    civil.Date `cbor:"7,keyasint,omitempty"`
}

// Skip says why a customer on the day's list was left out. It counts from On until
// before Back.
type Skip struct {
	Customer uint32     `cbor:"1,keyasint"`
	Reason   string     `cbor:"2,keyasint"`
	On       civil.Date `cbor:"3,keyasint"`
	Back     civil.Date `cbor:"4,keyasint,omitempty"`
	Seq      uint64     `cbor:"5,keyasint,omitempty"`
}

// Report is all that is kept of one officer's day, but for what the versions hold.
type Report struct {
	Day      civil.Date `cbor:"1,keyasint"`
	User     string     `cbor:"2,keyasint"`
	Versions []Version  `cbor:"3,keyasint,omitempty"`
	Words    []Word     `cbor:"4,keyasint,omitempty"`
	Skips    []Skip     `cbor:"5,keyasint,omitempty"`
}

// Latest is the newest version that was there on a day; nil for a draft.
func (r *Report) Latest(d civil.Date) *Version {
	for i := len(r.Versions) - 1; i >= 0; i-- {
		if v := &r.Versions[i]; v.On <= d && (v.Back == 0 || d < v.Back) {
			return v
		}
	}
	return nil
}

// State is where the report stood on a day.
func (r *Report) State(d civil.Date) State {
	v := r.Latest(d)
	if v == nil {
		return Draft
	}
	switch x, ok := v.Decided(d); {
	case !ok:
		return Submitted
	case x.Accepted:
		return Accepted
	}
	return Returned
}

// Said are the remarks and comments that were there on a day, oldest first.
func (r *Report) Said(d civil.Date) (out []Word) {
	for _, w := range r.Words {
		if w.On <= d && (w.Back == 0 || d < w.Back) {
			out = append(out, w)
		}
	}
	return out
}

// Skipped are the reasons that were there on a day, by customer.
func (r *Report) Skipped(d civil.Date) map[uint32]Skip {
	out := map[uint32]Skip{}
	for _, s := range r.Skips {
		if s.On <= d && (s.Back == 0 || d < s.Back) {
			out[s.Customer] = s
		}
	}
	return out
}

func key(day civil.Date, user string) book.Key { return book.Key{}.Date(day).Text(user) }

var table = &book.Table[Report]{Name: "day report", Bucket: "dayreport", Codec: book.CBOR[Report](),
	Key: func(r *Report) book.Key { return key(r.Day, r.User) }}

// Content is what a version holds, apart so that lists need not read it.
type Content struct {
	Day  civil.Date `cbor:"1,keyasint"`
	User string     `cbor:"2,keyasint"`
	N    int        `cbor:"3,keyasint"`
	Body []byte     `cbor:"4,keyasint"`
}

// Digest is what the digest of a version must be.
func (c *Content) Digest() []byte {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "duebook day report 1\n%s\n%d\n%d\n%d\n", c.User, c.Day, c.N, len(c.Body)) // never fails
	h.Write(c.Body)
	return h.Sum(nil)
}

func contentKey(day civil.Date, user string, n int) book.Key { return key(day, user).U32(uint32(n)) }

var contents = &book.Table[Content]{Name: "day report content", Bucket: "dayreport.content",
	Codec: book.CBOR[Content](),
	Key:   func(c *Content) book.Key { return contentKey(c.Day, c.User, c.N) }}

// Get reads a report; an empty draft when nothing was ever recorded for it.
func Get(v *book.View, user string, day civil.Date) (Report, error) {
	r, _, err := table.Get(v, key(day, user))
	r.Day, r.User = day, user
	return r, err
}

// OfDay reads the reports of a day by user, drafts with a remark too.
func OfDay(v *book.View, day civil.Date, fn func(r *Report) (bool, error)) error {
	return table.Scan(v, book.Key{}.Date(day), fn)
}

// Since reads the reports of a day and of all later ones, in the order of days.
func Since(v *book.View, day civil.Date, fn func(r *Report) (bool, error)) error {
	return table.Range(v, book.Key{}.Date(day), nil, fn)
}

// LeftOut is why customers are left out of a day, by any of the officers, as it stood at
// the day's end.
func LeftOut(v *book.View, day civil.Date) (map[uint32]string, error) {
	var out map[uint32]string
	err := OfDay(v, day, func(r *Report) (bool, error) {
		for id, s := range r.Skipped(day) {
			if out == nil {
				out = map[uint32]string{}
			}
			out[id] = s.Reason
		}
		return true, nil
	})
	return out, err
}

// Body reads what a version holds; Damaged when it no longer is what was submitted.
func Body(v *book.View, r *Report, version *Version) ([]byte, error) {
	c, ok, err := contents.Get(v, contentKey(r.Day, r.User, version.N))
	if err == nil && (!ok || !bytes.Equal(c.Digest(), version.Digest)) {
		err = book.Refuse(book.Damaged, "the report of %s on %s, version %d, is not what was submitted (run: "+
			"duebook verify)", r.User, r.Day, version.N)
	}
	return c.Body, err
}

// Subject is what daily reports bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table, contents},
		Facts:    []book.Fact{Submission{}, SubmissionBack{}, Decided{}, DecisionBack{}, Said{}, Left{}, LeftBack{}},
		Commands: []book.Command{Remark{}, Comment{}, Leave{}, Accept{}, Return{}},
		Checks:   []book.Check{{ID: "R1", Full: checkDigests}}}
}

// checkDigests finds versions that no longer are what was submitted.
func checkDigests(v *book.View, found func(book.Finding)) error {
	return table.Scan(v, nil, func(r *Report) (bool, error) {
		for i := range r.Versions {
			version := &r.Versions[i]
			_, err := Body(v, r, version)
			if book.CodeOf(err) == book.Damaged {
				found(book.Finding{ID: "R1", Record: fmt.Sprintf("daily report of %s on %s, version %d", r.User, r.Day,
					version.N), Expected: "the digest " + version.Short(), Found: "something else", Seq: version.Seq})
			} else if err != nil {
				return false, err
			}
		}
		return true, nil
	})
}
