package dayreport

import (
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// wordsMost is how long a remark, a comment or a reason may be.
const wordsMost = 1000

// Lines are the lines of a report, on which something may be said.
var Lines = []string{"target", "collected", "cash", "transfer", "cheques_paid", "taken_off", "closed_days",
	"earlier", "listed",
	"worked",
	"left_out", "untouched", "attempts", "reached", "notes", "promises", "promises_due", "promises_kept",
	"promises_partly", "promises_broken", "cheques_received", "cheques_deposited", "cheques_cleared", "cheques_bounced",
	"letters", "confirmations", "referrals", "missed", "backlog"}

func words(field, typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if err := text.Check(typed, wordsMost); err != nil {
		return "", book.RefuseField(field, "%v", err)
	}
	return typed, nil
}

// open reads a day's own report that may still be written on.
func open(in *book.In, typed string) (Report, error) {
	day, err := bill.Day("day", typed, in.Today, in.Today)
	if err != nil {
		return Report{}, err
	}
	if day > in.Today {
		return Report{}, book.RefuseField("day", "%s is still to come", day)
	}
	r, err := Get(in.View, in.Who, day)
	if err != nil {
		return r, err
	}
	return r, r.writable(in.Today)
}

func (r *Report) writable(today civil.Date) error {
	switch r.State(today) {
	case Submitted:
		return book.Refuse(book.Conflict, "the report of %s is with the supervisor: take the submission back "+
			"(undo) to "+
			"change it", r.Day)
	case Accepted:
		return book.Refuse(book.Conflict, "the report of %s is accepted: say it in the report of another day", r.Day)
	}
	return nil
}

// Remark is what the officer says of a line of their own report, or of the whole day.
type Remark struct {
	Day  string `json:"day,omitempty" help:"the day of the report; today when left out"`
	Line string `json:"line,omitempty" help:"the figure it is about; the whole day when left out"`
	Text string `json:"text" help:"what is to be said; nothing takes it away"`
}

// Kind is "day.remark".
func (Remark) Kind() string { return "day.remark" }

// Choices gives the words of the fields that take one of a few.
func (Remark) Choices() map[string][]string { return map[string][]string{"line": Lines} }

// Decide refuses a report that is submitted.
func (c Remark) Decide(in *book.In) ([]book.Fact, error) {
	r, err := open(in, c.Day)
	if err != nil {
		return nil, err
	}
	return r.say(in, c.Line, c.Text, false)
}

// say decides words on a line in place of those the same person said of it before.
func (r *Report) say(in *book.In, line, typed string, comment bool) ([]book.Fact, error) {
	said, err := words("text", typed)
	if err != nil {
		return nil, err
	}
	line = strings.TrimSpace(line)
	if line != "" && !slices.Contains(Lines, line) {
		return nil, book.RefuseField("line", "there is no line %s in a daily report", text.Safe(line))
	}
	f := &Said{User: r.User, Day: r.Day, Word: Word{Line: line, Text: said, By: in.Who, On: in.Today,
		At: in.Now.UnixNano(), Comment: comment}}
	for _, w := range r.Said(in.Today) {
		if w.Comment == comment && w.By == in.Who && w.Line == f.Word.Line {
			f.Before = w.Text
		}
	}
	switch {
	case said == "" && f.Before == "":
		return nil, book.RefuseField("text", "say what there is to say of it")
	case said == f.Before:
		return nil, nil
	}
	return []book.Fact{f}, nil
}

// Leave says why a customer on the day's list is left out. No reason puts the customer
// back.
type Leave struct {
	Customer string `json:"customer" help:"the customer's code"`
	Reason   string `json:"reason" help:"why the customer is not worked; nothing puts them back"`
	Day      string `json:"day,omitempty" help:"the day of the report; today when left out"`
}

// Kind is "day.leave_out".
func (Leave) Kind() string { return "day.leave_out" }

// Decide refuses a report that is submitted.
func (c Leave) Decide(in *book.In) ([]book.Fact, error) {
	r, err := open(in, c.Day)
	if err != nil {
		return nil, err
	}
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	reason, err := words("reason", c.Reason)
	if err != nil {
		return nil, err
	}
	before, out := r.Skipped(in.Today)[cu.ID]
	switch {
	case reason == "" && !out:
		return nil, book.RefuseField("reason", "say why %s is not worked today", cu.Name)
	case reason == "":
		return []book.Fact{&LeftBack{User: r.User, Day: r.Day, Customer: cu.ID, Date: in.Today,
			Before: before.Reason}}, nil
	case out && before.Reason == reason:
		return nil, nil
	}
	return []book.Fact{&Left{User: r.User, Day: r.Day, Skip: Skip{Customer: cu.ID, Reason: reason, On: in.Today},
		Before: before.Reason}}, nil
}

// Submit decides the facts of a submission, from what the report holds now. It is for
// the command day.submit, which knows how to fill a report.
func Submit(in *book.In, typed string, fill func(user string, day civil.Date) ([]byte, error)) ([]book.Fact, error) {
	r, err := open(in, typed)
	if err != nil {
		return nil, err
	}
	c := Content{Day: r.Day, User: r.User, N: len(r.Versions) + 1}
	if c.Body, err = fill(r.User, r.Day); err != nil {
		return nil, err
	}
	version := Version{N: c.N, On: in.Today, At: in.Now.UnixNano(), Digest: c.Digest()}
	return []book.Fact{&Submission{Content: c, Version: version}}, nil
}

// of names a version of somebody's report that waits for the supervisor.
func of(in *book.In, user, typed string, n int) (Report, *Version, error) {
	day, err := bill.Day("day", typed, in.Today, in.Today)
	if err != nil {
		return Report{}, nil, err
	}
	p, known, err := office.Find(in.View, user)
	if err != nil {
		return Report{}, nil, err
	}
	if user = strings.TrimSpace(user); known {
		user = p.User
	}
	r, err := Get(in.View, user, day)
	if err != nil {
		return r, nil, err
	}
	v := r.Latest(in.Today)
	switch {
	case v == nil:
		return r, nil, book.RefuseField("user", "%q has not submitted a report of %s", user, day)
	case n != 0 && n != v.N:
		return r, nil, book.RefuseField("version", "version %d of the report of %s on %s was followed by version %d: "+
			"read that one", n, user, day, v.N)
	}
	return r, v, nil
}

// Accept accepts a submitted report.
type Accept struct {
	User    string `json:"user" help:"whose report"`
	Day     string `json:"day,omitempty" help:"the day of the report; today when left out"`
	Version int    `json:"version,omitempty" help:"the version that was read; the latest when left out"`
	Comment string `json:"comment,omitempty" help:"what is to be said with it"`
}

// Kind is "day.accept".
func (Accept) Kind() string { return "day.accept" }

// Decide refuses a report that does not wait, and one's own unless one works alone.
func (c Accept) Decide(in *book.In) ([]book.Fact, error) {
	return decide(in, c.User, c.Day, c.Comment, c.Version, true)
}

// Return sends a submitted or accepted report back to its officer.
type Return struct {
	User    string `json:"user" help:"whose report"`
	Day     string `json:"day,omitempty" help:"the day of the report; today when left out"`
	Version int    `json:"version,omitempty" help:"the version that was read; the latest when left out"`
	Comment string `json:"comment" help:"what is to be put right"`
}

// Kind is "day.return".
func (Return) Kind() string { return "day.return" }

// Decide refuses a return without a comment.
func (c Return) Decide(in *book.In) ([]book.Fact, error) {
	if strings.TrimSpace(c.Comment) == "" {
		return nil, book.RefuseField("comment", "say what is to be put right")
	}
	return decide(in, c.User, c.Day, c.Comment, c.Version, false)
}

func decide(in *book.In, user, day, comment string, n int, accept bool) ([]book.Fact, error) {
	r, v, err := of(in, user, day, n)
	if err != nil {
		return nil, err
	}
	state := r.State(in.Today)
	if state == Returned || state == Accepted && accept {
		return nil, book.RefuseField("user", "the report of %s on %s is %s already", r.User, r.Day, state)
	}
	self, err := office.Apart(in, r.User, "report")
	if err != nil {
		return nil, err
	}
	said, err := words("comment", comment)
	return []book.Fact{&Decided{User: r.User, Day: r.Day, N: v.N, Decision: Decision{Accepted: accept, Comment: said,
		By: in.Who, On: in.Today, At: in.Now.UnixNano(), Self: self}}}, err
}

// Comment is what the supervisor says of a line of a report.
type Comment struct {
	User string `json:"user" help:"whose report"`
	Day  string `json:"day,omitempty" help:"the day of the report; today when left out"`
	Line string `json:"line,omitempty" help:"the figure it is about; the whole report when left out"`
	Text string `json:"text" help:"what is to be said; nothing takes it away"`
}

// Kind is "day.comment".
func (Comment) Kind() string { return "day.comment" }

// Choices gives the words of the fields that take one of a few.
func (Comment) Choices() map[string][]string { return map[string][]string{"line": Lines} }

// Decide refuses a report that nobody submitted.
func (c Comment) Decide(in *book.In) ([]book.Fact, error) {
	r, _, err := of(in, c.User, c.Day, 0)
	if err != nil {
		return nil, err
	}
	return r.say(in, c.Line, c.Text, true)
}
