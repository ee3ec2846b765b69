package credit

import (
	"fmt"
	"strings"

	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Note is what a list says beside a row.
func (r *Row) Note() string {
	var all []string
	if r.Group {
		all = append(all, text.Count(r.Members, "customer", "customers"))
	}
	if a := r.Limit.Agreement; a != nil {
		all = append(all, "agreement "+a.State.String())
	}
	if r.Propose != 0 {
		all = append(all, fmt.Sprintf("block %s? %s", r.Propose, r.Because))
	}
	return strings.Join(all, "; ")
}

// Table lays a list out.
func (r *Report) Table(k Kind, rows []*Row) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Credit: %s, as of %s", k, r.AsOf), Columns: []render.Column{
		{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"}, {Key: "currency", Name: "Cur."},
		{Key: "balance", Name: "Balance", Kind: render.Amount},
		{Key: "uncleared", Name: "Uncleared", Kind: render.Amount},
		{Key: "exposure", Name: "Exposure", Kind: render.Amount}, {Key: "limit", Name: "Limit", Kind: render.Amount},
		{Key: "available", Name: "Available", Kind: render.Amount}, {Key: "used", Name: "Used %", Kind: render.Count},
		{Key: "status", Name: "Status"}, {Key: "source", Name: "Limit is"}, {Key: "approver", Name: "Approved by"},
		{Key: "from", Name: "From", Kind: render.Date}, {Key: "until", Name: "Until", Kind: render.Date},
		{Key: "block", Name: "Block"}, {Key: "group", Name: "Group"}, {Key: "branch", Name: "Branch"},
		{Key: "collector", Name: "Collector"}, {Key: "salesman", Name: "Salesman"}, {Key: "note", Name: "Note"}}}
	for _, x := range rows {
		digits := x.Currency.Digits
		limit, left, used, code := render.Cell{}, render.Cell{}, render.Cell{}, x.Code
		if !x.Limit.None {
			if limit = render.A(x.Limit.Amount, digits); !x.Limit.Expired {
				left = render.A(x.Available, digits)
			}
		}
		if n, ok := x.Used(); ok {
			used = render.N(n)
		}
		if x.Group {
			code = "(group)"
		}
		t.Add(render.T(code), render.T(x.Name), render.T(x.Currency.Code), render.A(x.Exposure.Balance, digits),
			render.A(x.Exposure.Uncleared, digits), render.A(x.Exposure.Sum(), digits), limit, left, used,
			render.T(x.Status.String()), render.T(x.Limit.Source.String()), render.T(x.Limit.Approver),
			render.D(x.Limit.From), render.D(x.Limit.Until), render.T(x.Block.Block.String()), render.T(x.Of),
			render.T(x.Branch), render.T(x.Collector), render.T(x.Salesman), render.T(x.Note()))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%s; watched from over %d %% of the limit on. Exposure is the balance and "+
		"the cheques that count as paid and are not cleared.", text.Count(len(rows), "row", "rows"), r.Watch))
	return t
}
