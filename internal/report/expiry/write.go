package expiry

import (
	"fmt"

	"duebook/internal/report/render"
)

// Table lays the list out, a row each.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Documents that expire within %d days of %s", l.Days, l.AsOf),
		Columns: []render.Column{{Key: "band", Name: "Expires"}, {Key: "days", Name: "Days", Kind: render.Count},
			{Key: "expires", Name: "On", Kind: render.Date}, {Key: "type", Name: "Document"},
			{Key: "number", Name: "Number"}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
			{Key: "collector", Name: "Collector"}, {Key: "branch", Name: "Branch"},
			{Key: "issued", Name: "Issued", Kind: render.Date}, {Key: "amount", Name: "Amount", Kind: render.Amount},
			{Key: "currency", Name: "Cur."}, {Key: "issuer", Name: "Issued by"}, {Key: "copy", Name: "Copy"},
			{Key: "note", Name: "Note"}, {Key: "id", Name: "No.", Kind: render.Count}},
		Notes: []string{"A document holds on its last day. A yearly confirmation is due by the day shown."}}
	for i := range l.Rows {
		r := &l.Rows[i]
		x := &r.Details
		var amount render.Cell
		if x.Amount != 0 {
			amount = render.A(x.Amount, x.Digits)
		}
		what := r.Type.String()
		if x.Annual {
			what += ", yearly"
		}
		t.Add(render.T(BandName(r.Band)), render.N(r.Days), render.D(x.Expires), render.T(what), render.T(x.Number),
			render.T(r.Code), render.T(r.Name), render.T(r.Collector), render.T(r.Branch), render.D(x.Issued), amount,
			render.T(x.Currency), render.T(x.Issuer), render.T(x.Copy), render.T(x.Note), render.N(int(r.ID)))
	}
	return t
}
