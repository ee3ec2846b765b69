// Package referrals lists the questions officers put to the supervisor: those that wait,
// the oldest first, with what the customer owes and the last contact, then the answered
// ones, as of any day. It must never answer: it says only what was said.
package referrals

import (
	"cmp"
	"slices"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Query says what to list. Customer is a code, By the user who asked; empty is all.
type Query struct {
	AsOf         civil.Date
	Customer, By string
}

// Row is one question. Days is how long it waited or waits; Served says why the answer
// is no longer shown to who asked, "" while it is or there is none.
type Row struct {
	referral.Referral
	Code, Name, Collector string
	Days                  int
	Owed                  []ledger.Owed
	Last                  contact.Last
	Answer                referral.Answer // its Verdict is 0 while it waits
	Served                string
}

// Waits reports whether the question has no answer.
func (r *Row) Waits() bool { return r.Answer.Verdict == 0 }

// List is those that wait, the oldest first, then the answered, the latest answer first.
type List struct {
	Query
	Rows    []Row
	Waiting int
}

// Compute makes the list.
func Compute(v *book.View, q Query) (*List, error) {
	l, people := &List{Query: q}, ledger.NewPeople(v, q.AsOf)
	if q.Customer != "" {
		if _, err := ledger.FindCustomer(v, q.Customer); err != nil {
			return nil, err
		}
	}
	err := referral.All(v, func(r *referral.Referral) (bool, error) {
		if !r.Live(q.AsOf) || q.By != "" && text.Fold(q.By) != text.Fold(r.By) {
			return true, nil
		}
		row, err := rowOf(v, people, r, q.AsOf)
		if err == nil && (q.Customer == "" || q.Customer == row.Code) {
			l.Rows = append(l.Rows, row)
			if row.Waits() {
				l.Waiting++
			}
		}
		return true, err
	})
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		if a.Waits() && b.Waits() {
			return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(rank(&a)-rank(&b), cmp.Compare(b.Answer.At, a.Answer.At))
	})
	return l, err
}

func rank(r *Row) int {
	if r.Waits() {
		return 0
	}
	return 1
}

func rowOf(v *book.View, people *ledger.People, r *referral.Referral, asOf civil.Date) (row Row, err error) {
	row = Row{Referral: *r, Days: int(asOf - r.On)}
	line, err := people.Line(r.Customer)
	if err != nil {
		return row, err
	}
	row.Code, row.Name = line.Code, line.Name
	if row.Collector, err = people.Name(directory.Person, people.Step(r.Customer).Collector); err != nil {
		return row, err
	}
	if row.Owed, err = ledger.Owes(v, r.Customer, asOf); err != nil {
		return row, err
	}
	row.Last = contact.LastOf(v, r.Customer, asOf)
	if a, ok := r.Answered(asOf); ok {
		row.Answer, row.Days = a, int(a.On-r.On)
		row.Served = Served(v, r, asOf)
	}
	return row, nil
}

// Served says why an answer needs to be shown no more: somebody said that they saw it,
// or contacted the customer after it. It is "" while it stands to be read.
func Served(v *book.View, r *referral.Referral, asOf civil.Date) string {
	a, ok := r.Answered(asOf)
	if !ok {
		return ""
	}
	if s, seen := r.Seen(asOf); seen {
		return "seen by " + s.By + " on " + s.On.String()
	}
	out := ""
	contact.Heads(v, r.Customer, func(h contact.Head) bool {
		if h.Live(asOf) && h.At > a.At && h.Result != contact.Note && h.Result != contact.Sent {
			out = "customer contacted on " + h.Day.String()
		}
		return out == ""
	})
	return out
}

// Table lays the list out, a row for each currency the customer owes in.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: "Referred to the supervisor, as of " + l.AsOf.String(),
		Columns: []render.Column{{Key: "id", Name: "No.", Kind: render.Count}, {Key: "state", Name: "State"},
			{Key: "since", Name: "Since", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
			{Key: "by", Name: "Asked by"}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
			{Key: "collector", Name: "Collector"}, {Key: "reason", Name: "Reason"}, {Key: "currency", Name: "Cur."},
			{Key: "owed", Name: "Owed", Kind: render.Amount}, {Key: "overdue", Name: "Overdue", Kind: render.Amount},
			{Key: "last", Name: "Last contact", Kind: render.Date}, {Key: "result", Name: "Result"},
			{Key: "answer", Name: "Answer"}, {Key: "said", Name: "Said"}, {Key: "answered_by", Name: "By"},
			{Key: "answered", Name: "Answered", Kind: render.Date}, {Key: "served", Name: "Since then"}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		owed, state, result, answer := r.Owed, "waits", "", ""
		if len(owed) == 0 {
			owed = make([]ledger.Owed, 1)
		}
		if r.Last.ID != 0 {
			result = r.Last.Result.String()
		}
		if !r.Waits() {
			state, answer = "answered", r.Answer.Verdict.String()
		}
		for j := range owed {
			var amounts [2]render.Cell
			if o := &owed[j]; o.Account != 0 {
				amounts = [2]render.Cell{render.A(o.Owed, o.Money.Digits), render.A(o.Overdue, o.Money.Digits)}
			}
			t.Add(render.N(int(r.ID)), render.T(state), render.D(r.On), render.N(r.Days), render.T(r.By),
				render.T(r.Code), render.T(r.Name), render.T(r.Collector), render.T(r.Reason),
				render.T(owed[j].Money.Code), amounts[0], amounts[1], render.D(r.Last.Day), render.T(result),
				render.T(answer), render.T(r.Answer.Text), render.T(r.Answer.By), render.D(r.Answer.On),
				render.T(r.Served))
		}
	}
	return t
}
