package dayreport

import (
	"hash/fnv"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// refs names the report of a day. A part of it (a remark, a customer left out) uses it,
// so that a submission is taken back before what it was made of.
func refs(user string, day civil.Date) []book.Ref {
	h := fnv.New32a()
	_, _ = h.Write([]byte(user)) // never fails
	return []book.Ref{{Table: "day report", ID: uint64(uint32(day))<<32 | uint64(h.Sum32()), Document: true}}
}

func change(tx *book.Tx, user string, day civil.Date, how func(r *Report)) error {
	r, err := Get(&tx.View, user, day)
	if err != nil {
		return err
	}
	how(&r)
	return table.Put(tx, &r)
}

// Submission says that an officer submitted a report: what it held, and its version.
type Submission struct {
	Content Content `cbor:"1,keyasint"`
	Version Version `cbor:"2,keyasint"`
}

// Kind is "day.submitted/1".
func (Submission) Kind() string { return "day.submitted/1" }

// Refs names the report.
func (f Submission) Refs() []book.Ref { return refs(f.Content.User, f.Content.Day) }

// Apply stores the version.
func (f Submission) Apply(tx *book.Tx) error {
	c, version := f.Content, f.Version
	version.Seq = tx.Seq()
	if err := contents.Insert(tx, &c); err != nil {
		return err
	}
	return change(tx, c.User, c.Day, func(r *Report) { r.Versions = append(r.Versions, version) })
}

// Undo takes the submission back from today on.
func (f Submission) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&SubmissionBack{User: f.Content.User, Day: f.Content.Day, N: f.Version.N,
		Date: max(in.Today, f.Version.On)}}, nil
}

// SubmissionBack says that a version no longer counts from a day on.
type SubmissionBack struct {
	User string     `cbor:"1,keyasint"`
	Day  civil.Date `cbor:"2,keyasint"`
	N    int        `cbor:"3,keyasint"`
	Date civil.Date `cbor:"4,keyasint"`
}

// Kind is "day.submission_voided/1".
func (SubmissionBack) Kind() string { return "day.submission_voided/1" }

// Refs names the report.
func (f SubmissionBack) Refs() []book.Ref { return refs(f.User, f.Day) }

// Apply marks the version.
func (f SubmissionBack) Apply(tx *book.Tx) error {
	return change(tx, f.User, f.Day, func(r *Report) {
		for i := range r.Versions {
			if r.Versions[i].N == f.N {
				r.Versions[i].Back = f.Date
			}
		}
	})
}

// Decided says what the supervisor decided on a version.
type Decided struct {
	User     string     `cbor:"1,keyasint"`
	Day      civil.Date `cbor:"2,keyasint"`
	N        int        `cbor:"3,keyasint"`
	Decision Decision   `cbor:"4,keyasint"`
}

// Kind is "day.decided/1".
func (Decided) Kind() string { return "day.decided/1" }

// Refs names the report.
func (f Decided) Refs() []book.Ref { return refs(f.User, f.Day) }

// Apply notes the decision.
func (f Decided) Apply(tx *book.Tx) error {
	return change(tx, f.User, f.Day, func(r *Report) {
		for i := range r.Versions {
			if v := &r.Versions[i]; v.N == f.N {
				v.Decisions = append(v.Decisions, f.Decision)
			}
		}
	})
}

// Undo takes the decision back from today on.
func (f Decided) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&DecisionBack{User: f.User, Day: f.Day, N: f.N, Date: max(in.Today, f.Decision.On)}}, nil
}

// DecisionBack says that the last decision on a version no longer counts from a day on.
type DecisionBack struct {
	User string     `cbor:"1,keyasint"`
	Day  civil.Date `cbor:"2,keyasint"`
	N    int        `cbor:"3,keyasint"`
	Date civil.Date `cbor:"4,keyasint"`
}

// Kind is "day.decision_voided/1".
func (DecisionBack) Kind() string { return "day.decision_voided/1" }

// Refs names the report.
func (f DecisionBack) Refs() []book.Ref { return refs(f.User, f.Day) }

// Apply marks the decision.
func (f DecisionBack) Apply(tx *book.Tx) error {
	return change(tx, f.User, f.Day, func(r *Report) {
		for i := range r.Versions {
			if v := &r.Versions[i]; v.N == f.N {
				v.takeBack(f.Date)
			}
		}
	})
}

func (v *Version) takeBack(on civil.Date) {
	for n := len(v.Decisions) - 1; n >= 0; n-- {
		if x := &v.Decisions[n]; x.Back == 0 {
			x.Back = on
			return
		}
	}
}

// Said says what was remarked or commented on a line, in place of what the same person
// said of it before.
type Said struct {
	User   string     `cbor:"1,keyasint"`
	Day    civil.Date `cbor:"2,keyasint"`
	Word   Word       `cbor:"3,keyasint"`
	Before string     `cbor:"4,keyasint,omitempty"` // what was said before
}

// Kind is "day.said/1".
func (Said) Kind() string { return "day.said/1" }

// Refs names the report.
func (f Said) Refs() []book.Ref { return refs(f.User, f.Day) }

// Apply ends what was said before and keeps the new words; empty ones only end.
func (f Said) Apply(tx *book.Tx) error {
	return change(tx, f.User, f.Day, func(r *Report) {
		for i := range r.Words {
			if w := &r.Words[i]; w.Back == 0 && w.Line == f.Word.Line && w.By == f.Word.By &&
				w.Comment == f.Word.Comment {
				w.Back = f.Word.On
			}
		}
		if f.Word.Text != "" {
			r.Words = append(r.Words, f.Word)
		}
	})
}

// Undo gives back what was said before.
func (f Said) Undo(in *book.In) ([]book.Fact, error) {
	back := f
	back.Word.Text, back.Word.On, back.Word.At = f.Before, max(in.Today, f.Word.On), in.Now.UnixNano()
	back.Before = f.Word.Text
	return []book.Fact{&back}, nil
}

// Left says that a customer on the day's list was left out, and why.
type Left struct {
	User   string     `cbor:"1,keyasint"`
	Day    civil.Date `cbor:"2,keyasint"`
	Skip   Skip       `cbor:"3,keyasint"`
	Before string     `cbor:"4,keyasint,omitempty"` // the reason before
}

// Kind is "day.left_out/1".
func (Left) Kind() string { return "day.left_out/1" }

// Refs names the report and the customer.
func (f Left) Refs() []book.Ref {
	return append(refs(f.User, f.Day), customer.Ref(f.Skip.Customer), customer.Uses(f.Skip.Customer))
}

// Apply keeps the reason in place of an earlier one.
func (f Left) Apply(tx *book.Tx) error {
	skip := f.Skip
	skip.Seq = tx.Seq()
	return change(tx, f.User, f.Day, func(r *Report) {
		endSkip(r, skip.Customer, skip.On)
		r.Skips = append(r.Skips, skip)
	})
}

// Undo takes the reason back; one that was there before counts again.
func (f Left) Undo(in *book.In) ([]book.Fact, error) {
	if f.Before != "" {
		back := f
		back.Skip.Reason, back.Skip.On, back.Before = f.Before, max(in.Today, f.Skip.On), f.Skip.Reason
		return []book.Fact{&back}, nil
	}
	return []book.Fact{&LeftBack{User: f.User, Day: f.Day, Customer: f.Skip.Customer,
		Date: max(in.Today, f.Skip.On)}}, nil
}

// LeftBack says that a customer is no longer left out from a day on.
type LeftBack struct {
	User     string     `cbor:"1,keyasint"`
	Day      civil.Date `cbor:"2,keyasint"`
	Customer uint32     `cbor:"3,keyasint"`
	Date     civil.Date `cbor:"4,keyasint"`
	Before   string     `cbor:"5,keyasint,omitempty"` // the reason that no longer counts
}

// Kind is "day.left_out_voided/1".
func (LeftBack) Kind() string { return "day.left_out_voided/1" }

// Refs names the report and the customer.
func (f LeftBack) Refs() []book.Ref {
	return append(refs(f.User, f.Day), customer.Ref(f.Customer), customer.Uses(f.Customer))
}

// Apply marks the reason.
func (f LeftBack) Apply(tx *book.Tx) error {
	return change(tx, f.User, f.Day, func(r *Report) { endSkip(r, f.Customer, f.Date) })
}

// Undo leaves the customer out again from today on, for the same reason.
func (f LeftBack) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Left{User: f.User, Day: f.Day, Skip: Skip{Customer: f.Customer, Reason: f.Before,
		On: max(in.Today, f.Date)}}}, nil
}

func endSkip(r *Report, customerID uint32, on civil.Date) {
	for i := range r.Skips {
		if s := &r.Skips[i]; s.Customer == customerID && s.Back == 0 {
			s.Back = on
		}
	}
}
