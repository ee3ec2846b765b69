package followup

import (
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/text"
)

// Edit changes an open follow-up: what is left out stays as it is.
type Edit struct {
	ID     uint32 `json:"id" help:"the follow-up's number"`
	Date   string `json:"date,omitempty" help:"the new day; a closed day moves it to the next open one"`
	Time   string `json:"time,omitempty" help:"the new time; with a date and no time, any time"`
	Task   string `json:"task,omitempty" help:"what is to be done"`
	Reason string `json:"reason,omitempty" help:"what for; none takes it off"`
	Owner  string `json:"owner,omitempty" help:"whose it is"`
}

// Kind is "followup.edit".
func (Edit) Kind() string { return "followup.edit" }

// Decide moves and rewords what is different; no difference posts nothing.
func (c Edit) Decide(in *book.In) ([]book.Fact, error) {
	f, err := open(in, c.ID)
	if err != nil {
		return nil, err
	}
	var facts []book.Fact
	if moved, err := c.moves(in, &f); err != nil {
		return nil, err
	} else if moved {
		date := c.Date
		if date == "" || c.stays(in, &f) {
			date = max(f.Date, in.Today).String()
		}
		if facts, err = move(in, &f, date, c.Time); err != nil {
			return nil, err
		}
	}
	to, err := c.wording(&f)
	if err != nil {
		return nil, err
	}
	before := Wording{Task: f.Task, Reason: f.Reason, Owner: f.Owner}
	if to == before {
		return facts, nil
	}
	before.On = in.Today
	return append(facts, &Reworded{ID: f.ID, Customer: f.Customer, Before: before, Task: to.Task, Reason: to.Reason,
		Owner: to.Owner}), nil
}

// stays reports whether the day typed is the day it is on: a late one may be
// reworded without being moved.
func (c Edit) stays(in *book.In, f *Followup) bool {
	d, err := bill.Day("date", c.Date, 0, in.Today)
	return err == nil && d == f.Date
}

func (c Edit) moves(in *book.In, f *Followup) (bool, error) {
	clock := NoTime
	if s := strings.TrimSpace(c.Time); s != "" {
		var err error
		if clock, err = text.ParseTime(s); err != nil {
			return false, book.RefuseField("time", "%v", err)
		}
	}
	if strings.TrimSpace(c.Date) == "" {
		return c.Time != "" && clock != f.Time, nil
	}
	return !c.stays(in, f) || clock != f.Time, nil
}

func (c Edit) wording(f *Followup) (Wording, error) {
	w := Wording{Task: f.Task, Reason: f.Reason, Owner: f.Owner}
	if c.Task != "" {
		if w.Task = Task(slices.Index(taskNames, c.Task)); w.Task.String() != c.Task {
			return w, book.RefuseField("task", "%q is not a task (call, send, collect, fix data, other)", c.Task)
		}
	}
	if s := strings.TrimSpace(c.Reason); strings.EqualFold(s, "none") {
		w.Reason = ""
	} else if s != "" {
		w.Reason = s
	}
	if s := strings.TrimSpace(c.Owner); s != "" {
		w.Owner = s
	}
	for _, x := range []struct{ field, s string }{{"reason", w.Reason}, {"owner", w.Owner}} {
		if err := text.Check(x.s, 300); err != nil {
			return w, book.RefuseField(x.field, "%v", err)
		}
	}
	return w, nil
}
