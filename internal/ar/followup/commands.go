package followup

import (
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Plan plans a next action.
type Plan struct {
	Customer string `json:"customer" help:"the customer's code"`
	Date     string `json:"date" help:"the day; a closed day moves it to the next open one"`
	Time     string `json:"time,omitempty" help:"the time of day, for a call-back"`
	Task     string `json:"task,omitempty" help:"what is to be done; a call when left out"`
	Reason   string `json:"reason,omitempty" help:"what for"`
	Owner    string `json:"owner,omitempty" help:"whose it is; the one who plans it when left out"`
	Channel  string `json:"channel,omitempty" help:"how, e.g. visit or WhatsApp"`
}

// Kind is "followup.plan".
func (Plan) Kind() string { return "followup.plan" }

// Decide puts it on an open day.
func (c Plan) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	f, err := c.followup(in)
	if err != nil {
		return nil, err
	}
	f.land(set.Calendar())
	f.ID, f.Customer = in.NewID("followup"), cu.ID
	return []book.Fact{&Planned{f}}, nil
}

// land moves the follow-up to an open day and keeps the day that was asked for.
func (f *Followup) land(cal civil.Calendar) {
	f.Asked = 0
	if open := cal.Next(f.Date); open != f.Date {
		f.Asked, f.Date = f.Date, open
	}
}

func (c Plan) followup(in *book.In) (Followup, error) {
	f := Followup{Reason: strings.TrimSpace(c.Reason), Owner: strings.TrimSpace(c.Owner),
		Channel: strings.TrimSpace(c.Channel),
		Made:    in.Today, By: in.Who, Task: Call}
	if f.Owner == "" {
		f.Owner = in.Who
	}
	var err error
	if f.Date, f.Time, err = moment(in, c.Date, c.Time); err != nil {
		return f, err
	}
	if c.Task != "" {
		f.Task = Task(slices.Index(taskNames, c.Task))
		if f.Task.String() != c.Task {
			return f, book.RefuseField("task", "%q is not a task (call, send, collect, fix data, other)", c.Task)
		}
	}
	for _, s := range []string{f.Reason, f.Owner, f.Channel} {
		if err := text.Check(s, 300); err != nil {
			return f, book.RefuseField("reason", "%v", err)
		}
	}
	return f, nil
}

func moment(in *book.In, date, clock string) (civil.Date, int, error) {
	d, err := bill.Day("date", date, 0, in.Today)
	if err != nil {
		return 0, 0, err
	}
	if d == 0 {
		return 0, 0, book.RefuseField("date", "a follow-up needs a day")
	}
	if d < in.Today {
		return 0, 0, book.RefuseField("date", "%s is past: a follow-up is for today or later", d)
	}
	if strings.TrimSpace(clock) == "" {
		return d, NoTime, nil
	}
	t, err := text.ParseTime(strings.TrimSpace(clock))
	if err != nil {
		return 0, 0, book.RefuseField("time", "%v", err)
	}
	return d, t, nil
}

// Done says that a follow-up was carried out.
type Done struct {
	ID   uint32 `json:"id" help:"the follow-up's number"`
	Note string `json:"note,omitempty" help:"what came of it"`
}

// Kind is "followup.done".
func (Done) Kind() string { return "followup.done" }

// Decide refuses one that is not open.
func (c Done) Decide(in *book.In) ([]book.Fact, error) { return end(in, c.ID, c.Note, true) }

// Cancel says that a follow-up is no longer needed.
type Cancel struct {
	ID   uint32 `json:"id" help:"the follow-up's number"`
	Note string `json:"note,omitempty" help:"why"`
}

// Kind is "followup.cancel".
func (Cancel) Kind() string { return "followup.cancel" }

// Decide refuses one that is not open.
func (c Cancel) Decide(in *book.In) ([]book.Fact, error) { return end(in, c.ID, c.Note, false) }

func end(in *book.In, id uint32, note string, done bool) ([]book.Fact, error) {
	f, err := open(in, id)
	if err != nil {
		return nil, err
	}
	if err := text.Check(note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	return []book.Fact{Finish(in, &f, strings.TrimSpace(note), done)}, nil
}

// Finish is the fact that a follow-up was done, or cancelled, today.
func Finish(in *book.In, f *Followup, note string, done bool) *Ended {
	return &Ended{ID: f.ID, Customer: f.Customer, End: End{Done: done, On: in.Today, By: in.Who, Note: note}}
}

func open(in *book.In, id uint32) (Followup, error) {
	f, err := Get(in.View, id)
	if err == nil && !f.Open(in.Today) {
		err = book.RefuseField("id", "follow-up %d is not open any more", id)
	}
	return f, err
}

// DueCalls lists a customer's open call-backs planned for a day up to by.
func DueCalls(v *book.View, customerID uint32, today, by civil.Date) ([]Followup, error) {
	var all []Followup
	err := OfCustomer(v, customerID, func(f *Followup) (bool, error) {
		if f.Task == Call && f.Date <= by && f.Open(today) {
			all = append(all, *f)
		}
		return true, nil
	})
	return all, err
}

// Shift moves a follow-up to another day.
type Shift struct {
	ID   uint32 `json:"id" help:"the follow-up's number"`
	Date string `json:"date" help:"the new day; a closed day moves it to the next open one"`
	Time string `json:"time,omitempty" help:"the new time; none when empty"`
}

// Kind is "followup.move".
func (Shift) Kind() string { return "followup.move" }

// Decide puts it on an open day; an unchanged moment posts nothing.
func (c Shift) Decide(in *book.In) ([]book.Fact, error) {
	f, err := open(in, c.ID)
	if err != nil {
		return nil, err
	}
	return move(in, &f, c.Date, c.Time)
}

func move(in *book.In, f *Followup, date, clock string) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	to := Followup{}
	if to.Date, to.Time, err = moment(in, date, clock); err != nil {
		return nil, err
	}
	to.land(set.Calendar())
	if to.Date == f.Date && to.Time == f.Time {
		return nil, nil
	}
	return []book.Fact{&Moved{ID: f.ID, Customer: f.Customer, On: in.Today, From: f.Date, FromTime: f.Time,
		FromAsked: f.Asked,
		To:        to.Date, ToTime: to.Time, Asked: to.Asked}}, nil
}

// Spread plans the same follow-up for many customers over several open days,
// evenly, at most so many a day.
type Spread struct {
	Customers []string `json:"customers" help:"the customers' codes, in order"`
	From      string   `json:"from" help:"the first day"`
	Days      int      `json:"days" help:"over how many open days"`
	Max       int      `json:"max" help:"at most how many a day"`
	Time      string   `json:"time,omitempty" help:"the time of day, for call-backs"`
	Task      string   `json:"task,omitempty" help:"what is to be done; a call when left out"`
	Reason    string   `json:"reason,omitempty" help:"what for"`
	Owner     string   `json:"owner,omitempty" help:"whose they are; the one who plans them when left out"`
}

// Kind is "followup.spread".
func (Spread) Kind() string { return "followup.spread" }

// Decide refuses more customers than the days can take.
func (c Spread) Decide(in *book.In) ([]book.Fact, error) {
	n := len(c.Customers)
	switch {
	case n == 0:
		return nil, book.RefuseField("customers", "mark the customers to plan for")
	case n > 5000:
		return nil, book.RefuseField("customers", "%s are too many at once: plan at most 5,000", text.Count(n,
			"customer", "customers"))
	case c.Days < 1 || c.Days > 260:
		return nil, book.RefuseField("days", "spread over 1 to 260 open days")
	case c.Max < 1:
		return nil, book.RefuseField("max", "allow at least 1 a day")
	case n > c.Days*c.Max:
		return nil, book.RefuseField("max", "%s do not fit into %s of at most %s: give %s or allow %s a day",
			text.Count(n, "customer", "customers"), text.Count(c.Days, "open day", "open days"), text.Number(c.Max),
			text.Count((n+c.Max-1)/c.Max, "day", "days"), text.Number((n+c.Days-1)/c.Days))
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	plan := Plan{Date: c.From, Time: c.Time, Task: c.Task, Reason: c.Reason, Owner: c.Owner}
	f, err := plan.followup(in)
	if err != nil {
		return nil, err
	}
	cal, at, taken := set.Calendar(), f.Date, map[uint32]bool{}
	f.Date = cal.Next(f.Date)
	var facts []book.Fact
	for i, code := range c.Customers {
		cu, err := customer.ByCode(in.View, code)
		if err != nil {
			return nil, err
		}
		if taken[cu.ID] {
			return nil, book.RefuseField("customers", "%s is marked twice", cu.Name)
		}
		taken[cu.ID] = true
		f.ID, f.Customer, f.Date, f.Asked = in.NewID("followup"), cu.ID, cal.AddOpen(cal.Next(at), i*c.Days/n), 0
		facts = append(facts, &Planned{f})
	}
	return facts, nil
}
