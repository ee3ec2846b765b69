// Package cardhistory tells how the fields of a customer's card were changed: who, when,
// old and new, and what a field held on any day (RULES 8). It reads the journal, and must
// never tell a change that the journal does not.
package cardhistory

import (
	"fmt"
	"strings"
	"time"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
)

// Query says whose card. Field is one field, "" is all; Zone is the company's.
type Query struct {
	Customer, Field string
	AsOf            civil.Date
	Zone            *time.Location
}

// History is the changes of a card, the newest first.
type History struct {
	Query
	Name string
	Rows []customer.Edited
}

// Compute reads the changes up to the day.
func Compute(v *book.View, q Query) (*History, error) {
	c, err := ledger.FindCustomer(v, q.Customer)
	if err != nil {
		return nil, err
	}
	all, err := customer.History(v, c.ID, q.AsOf)
	if err != nil {
		return nil, err
	}
	h := &History{Query: q, Name: c.Name}
	for i := len(all) - 1; i >= 0; i-- {
		if q.Field == "" || all[i].Field == q.Field || strings.HasPrefix(all[i].Field, q.Field+" ") {
			h.Rows = append(h.Rows, all[i])
		}
	}
	return h, nil
}

// When is the moment of a change in the company's zone.
func (h *History) When(e *customer.Edited) string {
	at := time.Unix(0, e.Nanos)
	if h.Zone != nil {
		at = at.In(h.Zone)
	}
	return e.Day.String() + " " + at.Format("15:04")
}

// Table lays the changes out, a row each.
func (h *History) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Changes of the card of %s %s up to %s", h.Customer, h.Name, h.AsOf),
		Columns: []render.Column{{Key: "when", Name: "When"}, {Key: "who", Name: "Who"}, {Key: "field", Name: "Field"},
			{Key: "old", Name: "Was"}, {Key: "new", Name: "Is"}, {Key: "undo", Name: "Undo"},
			{Key: "entry", Name: "Entry", Kind: render.Count}},
		Notes: []string{"What was there when the customer was taken in is no change. Documents: duebook report " +
			"expiry."}}
	for i := range h.Rows {
		e := &h.Rows[i]
		undo := ""
		if e.Undo {
			undo = "yes"
		}
		t.Add(render.T(h.When(e)), render.T(e.Who), render.T(e.Field), render.T(e.Old), render.T(e.New),
			render.T(undo), render.N(int(e.Seq)))
	}
	return t
}
