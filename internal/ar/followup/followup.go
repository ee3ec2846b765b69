// Package followup keeps what an officer means to do next for a customer: call
// back, send something, put data right. A follow-up lands on an open day
// (RULES 1). The package must never know what is owed, and never decide who is
// called first.
package followup

import (
	"encoding/binary"
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Task is what is to be done.
type Task uint8

// The tasks. Only a Call is a call-back.
const (
	Call Task = iota + 1
	Send
	Collect
	Fix
	Other
)

var taskNames = []string{"", "call", "send", "collect", "fix data", "other"}

// Tasks lists the tasks in words.
func Tasks() []string { return taskNames[1:] }

// String is the task in words.
func (t Task) String() string {
	if int(t) < len(taskNames) {
		return taskNames[t]
	}
	return fmt.Sprintf("task %d", uint8(t))
}

// NoTime is the Time of a follow-up for any time of its day.
const NoTime = -1

// End says that a follow-up was done or cancelled. It counts from On until before
// Back, the day the end was taken back (0: it stands).
type End struct {
	Done bool       `cbor:"1,keyasint"` // else cancelled
	On   civil.Date `cbor:"2,keyasint"`
	Back civil.Date `cbor:"3,keyasint,omitempty"`
	Seq  uint64     `cbor:"4,keyasint"` // the entry that did it
	By   string     `cbor:"5,keyasint"`
	Note string     `cbor:"6,keyasint,omitempty"`
}

// Move says that on a day a follow-up was moved away from Date and Time.
type Move struct {
	On   civil.Date `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
	Time int        `cbor:"3,keyasint"`
}

// Wording is what a follow-up said until the day On, when it was reworded.
type Wording struct {
	On     civil.Date `cbor:"1,keyasint"`
	Task   Task       `cbor:"2,keyasint"`
	Reason string     `cbor:"3,keyasint,omitempty"`
	Owner  string     `cbor:"4,keyasint"`
}

// Followup is a planned action. Time is minutes after midnight, or NoTime. Asked
// is the day that was wanted, when Date is the open day after it.
type Followup struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
	Time     int        `cbor:"4,keyasint"`
	Task     Task       `cbor:"5,keyasint"`
	Reason   string     `cbor:"6,keyasint,omitempty"`
	Owner    string     `cbor:"7,keyasint"`
	Channel  string     `cbor:"8,keyasint,omitempty"`
	Asked    civil.Date `cbor:"9,keyasint,omitempty"`
	Made     civil.Date `cbor:"10,keyasint"`
	By       string     `cbor:"11,keyasint"`
	Ends     []End      `cbor:"12,keyasint,omitempty"`
	Moves    []Move     `cbor:"13,keyasint,omitempty"`
	Voided   civil.Date `cbor:"14,keyasint,omitempty"`
	Seq      uint64     `cbor:"15,keyasint"`
	Wordings []Wording  `cbor:"16,keyasint,omitempty"`
}

// Ended is the end that counts on a day.
func (f *Followup) Ended(d civil.Date) (End, bool) {
	for _, e := range f.Ends {
		if e.On <= d && (e.Back == 0 || d < e.Back) {
			return e, true
		}
	}
	return End{}, false
}

// Open reports whether the follow-up was planned and not yet done on a day.
func (f *Followup) Open(d civil.Date) bool {
	_, ended := f.Ended(d)
	return f.Made <= d && (f.Voided == 0 || d < f.Voided) && !ended
}

// When is the date and time the follow-up was planned for as it stood on a day.
func (f *Followup) When(d civil.Date) (civil.Date, int) {
	for _, m := range f.Moves {
		if m.On > d {
			return m.Date, m.Time
		}
	}
	return f.Date, f.Time
}

// What is the task, the reason and the owner of the follow-up as it stood on a day.
func (f *Followup) What(d civil.Date) Wording {
	for _, w := range f.Wordings {
		if w.On > d {
			return w
		}
	}
	return Wording{Task: f.Task, Reason: f.Reason, Owner: f.Owner}
}

// openNow reports whether no end stands.
func (f *Followup) openNow() bool {
	return f.Voided == 0 && (len(f.Ends) == 0 || f.Ends[len(f.Ends)-1].Back != 0)
}

func key(customerID, id uint32) book.Key { return customer.Key(customerID).U32(id) }

var table = &book.Table[Followup]{Name: "followup", Bucket: "followup", Codec: book.CBOR[Followup](),
	Key: func(f *Followup) book.Key { return key(f.Customer, f.ID) },
	Indexes: []book.Index[Followup]{
		{Name: "id", Unique: true, Entries: func(f *Followup) []book.Key { return []book.Key{book.Key{}.U32(f.ID)} }},
		{Name: "open", Cover: cover, Entries: func(f *Followup) []book.Key {
			if !f.openNow() {
				return nil
			}
			return []book.Key{book.Key{}.Date(f.Date)}
		}}}}

// cover is what lists show of an open follow-up.
func cover(f *Followup) []byte {
	return book.Key{}.U16(uint16(int16(f.Time))).U8(uint8(f.Task)).U32(uint32(f.Made)).Text(f.Reason)
}

// Brief is what lists show of an open follow-up.
type Brief struct {
	ID, Customer uint32
	Date         civil.Date
	Time         int
	Task         Task
	Made         civil.Date
	Reason       string
}

const lastEvent = "last follow-up event"

func event(tx *book.Tx, d civil.Date) error {
	if int64(d) <= tx.Mark(lastEvent) {
		return nil
	}
	return tx.SetMark(lastEvent, int64(d))
}

// Opens reads the follow-ups that were open on a day and planned for a day up to
// by, all when by is 0; for the present in the order of their dates.
func Opens(v *book.View, asOf, by civil.Date, fn func(b Brief) bool) error {
	if int64(asOf) < v.Mark(lastEvent) {
		return table.Scan(v, nil, func(f *Followup) (bool, error) {
			date, time := f.When(asOf)
			if !f.Open(asOf) || by != 0 && date > by {
				return true, nil
			}
			w := f.What(asOf)
			return fn(Brief{f.ID, f.Customer, date, time, w.Task, f.Made, w.Reason}), nil
		})
	}
	var to book.Key
	if by != 0 {
		to = book.Key{}.Date(by + 1)
	}
	table.RawIndex(v, "open", nil, to, func(k, b []byte) bool {
		u := binary.BigEndian
		return fn(Brief{ID: u.Uint32(k[8:]), Customer: u.Uint32(k[4:]), Date: book.DateAt(k, 0),
			Time: int(int16(u.Uint16(b))),
			Task: Task(b[2]), Made: civil.Date(u.Uint32(b[3:])), Reason: string(b[7:])})
	})
	return nil
}

// Get reads a follow-up by its number; NotFound when there is none.
func Get(v *book.View, id uint32) (Followup, error) {
	f, ok, err := table.Find(v, "id", book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no follow-up %d", id)}
	}
	return f, err
}

// OfCustomer reads all follow-ups of a customer, done and voided ones too, in the
// order they were made.
func OfCustomer(v *book.View, customerID uint32, fn func(f *Followup) (bool, error)) error {
	return table.Scan(v, customer.Key(customerID), fn)
}

// OnClosed lists the open follow-ups from a day on that stand on a closed day:
// after a holiday was added they are the ones to move.
func OnClosed(v *book.View, cal civil.Calendar, from civil.Date) ([]Brief, error) {
	var all []Brief
	err := Opens(v, max(from, civil.Date(v.Mark(lastEvent))), 0, func(b Brief) bool {
		if b.Date >= from && !cal.Open(b.Date) {
			all = append(all, b)
		}
		return true
	})
	return all, err
}
