// Package requests lists what customers asked for: what is open by its due date, what is
// late marked, and then what was closed, as of any day. It must never say what came of a
// request but in the words of who closed it.
package requests

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/request"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Query says what to list. Customer is a code, To whose they are; empty is all. Closed
// lists those closed too.
type Query struct {
	AsOf         civil.Date
	Customer, To string
	Closed       bool
}

// Row is one request as it stood. Late is how many days it is past due, 0 while it is
// not or closed. Said are the notes on it, the oldest first.
type Row struct {
	request.Request
	request.Step
	Code, Name, Number string
	Late               int
	Said               []string
}

// List is what is open, the first due first, then what was closed, the latest first.
type List struct {
	Query
	Rows       []Row
	Open, Late int
	By         []Count // the open ones by whose they are, most first
}

// Count is how many requests somebody has, and how many of them are late.
type Count struct {
	To         string
	Open, Late int
}

// Compute makes the list.
func Compute(v *book.View, q Query) (*List, error) {
	l, people := &List{Query: q}, ledger.NewPeople(v, q.AsOf)
	add := func(r *request.Request, at request.Step) (bool, error) {
		if q.To != "" && text.Fold(q.To) != text.Fold(at.To) {
			return true, nil
		}
		line, err := people.Line(r.Customer)
		if err != nil || q.Customer != "" && q.Customer != line.Code {
			return err == nil, err
		}
		row, err := rowOf(v, r, at, q.AsOf)
		row.Code, row.Name = line.Code, line.Name
		l.Rows = append(l.Rows, row)
		return true, err
	}
	var err error
	switch {
	case q.Customer != "":
		c, ferr := ledger.FindCustomer(v, q.Customer)
		if ferr != nil {
			return nil, ferr
		}
		err = request.OfCustomer(v, c.ID, l.wanted(add))
	case q.Closed:
		err = request.All(v, l.wanted(add))
	default:
		err = request.Open(v, q.AsOf, add)
	}
	l.count()
	return l, err
}

func (l *List) wanted(add func(*request.Request, request.Step) (bool, error)) func(*request.Request) (bool, error) {
	return func(r *request.Request) (bool, error) {
		if at, ok := r.At(l.AsOf); ok && (l.Closed || !at.Closed) {
			return add(r, at)
		}
		return true, nil
	}
}

func rowOf(v *book.View, r *request.Request, at request.Step, asOf civil.Date) (row Row, err error) {
	row = Row{Request: *r, Step: at}
	if !at.Closed {
		row.Late = max(0, int(asOf-at.Due))
	}
	if r.Bill != 0 {
		b, err := bill.Get(v, r.Account, r.Bill)
		if err != nil {
			return row, err
		}
		row.Number = b.Number
	}
	was := r.Steps[0]
	for _, s := range r.Steps[1:] {
		if s.On > asOf || s.Back != 0 && s.Back <= asOf {
			continue
		}
		said := s.Note
		switch {
		case s.Closed:
			said = "closed: " + said
		case s.To != was.To:
			said = join("to "+s.To, said)
		case s.Due != was.Due:
			said = join("due "+s.Due.String(), said)
		}
		row.Said, was = append(row.Said, fmt.Sprintf("%s %s: %s", s.On, s.By, said)), s
	}
	return row, nil
}

func join(a, b string) string {
	if b == "" {
		return a
	}
	return a + ", " + b
}

// count orders the rows and counts what is open, by whose it is.
func (l *List) count() {
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		if a.Closed || b.Closed {
			return cmp.Or(rank(a.Closed)-rank(b.Closed), cmp.Compare(b.Step.At, a.Step.At))
		}
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Request.ID, b.Request.ID))
	})
	by := map[string]*Count{}
	var order []string
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Closed {
			continue
		}
		c := by[r.To]
		if c == nil {
			c = &Count{To: r.To}
			by[r.To], order = c, append(order, r.To)
		}
		l.Open, c.Open = l.Open+1, c.Open+1
		if r.Late > 0 {
			l.Late, c.Late = l.Late+1, c.Late+1
		}
	}
	for _, to := range order {
		l.By = append(l.By, *by[to])
	}
	slices.SortStableFunc(l.By, func(a, b Count) int { return cmp.Or(b.Open-a.Open, cmp.Compare(a.To, b.To)) })
}

func rank(closed bool) int {
	if closed {
		return 1
	}
	return 0
}

// Table lays the list out, a row each.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: "What customers asked for, as of " + l.AsOf.String(),
		Columns: []render.Column{{Key: "id", Name: "No.", Kind: render.Count}, {Key: "state", Name: "State"},
			{Key: "due", Name: "Due", Kind: render.Date}, {Key: "late", Name: "Late", Kind: render.Count},
			{Key: "to", Name: "Whose"}, {Key: "type", Name: "Asked for"}, {Key: "customer", Name: "Customer"},
			{Key: "name", Name: "Name"}, {Key: "text", Name: "In their words"}, {Key: "bill", Name: "Bill"},
			{Key: "person", Name: "Who asked"}, {Key: "channel", Name: "By way of"},
			{Key: "logged", Name: "Logged", Kind: render.Date}, {Key: "logged_by", Name: "By"},
			{Key: "said", Name: "Last word"}, {Key: "said_on", Name: "On", Kind: render.Date}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		state, late := "open", render.Cell{}
		if r.Closed {
			state = "closed"
		} else if r.Late > 0 {
			state, late = "late", render.N(r.Late)
		}
		t.Add(render.N(int(r.Request.ID)), render.T(state), render.D(r.Due), late, render.T(r.To),
			render.T(r.Kind.String()), render.T(r.Code), render.T(r.Name), render.T(r.Text), render.T(r.Number),
			render.T(r.Person), render.T(r.Channel.String()), render.D(r.Steps[0].On), render.T(r.Steps[0].By),
			render.T(r.Note), render.D(r.Step.On))
	}
	return t
}

// ByTable lays out whose the open requests are.
func (l *List) ByTable() *render.Table {
	t := &render.Table{Title: "Open requests by whose they are, as of " + l.AsOf.String(),
		Columns: []render.Column{{Key: "to", Name: "Whose"}, {Key: "open", Name: "Open", Kind: render.Count},
			{Key: "late", Name: "Late", Kind: render.Count}}}
	for _, c := range l.By {
		t.Add(render.T(c.To), render.N(c.Open), render.N(c.Late))
	}
	t.Foot = []render.Cell{render.T("Total"), render.N(l.Open), render.N(l.Late)}
	return t
}
