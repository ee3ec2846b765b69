package obligations

import (
	"fmt"

	"duebook/internal/report/render"
)

// Table lays the list out, a row each.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Promises, plans and papers as of %s", l.AsOf), Columns: []render.Column{
		{Key: "group", Name: "Stands"}, {Key: "state", Name: "State"}, {Key: "sort", Name: "Sort"},
		{Key: "id", Name: "No.", Kind: render.Count}, {Key: "what", Name: "What"}, {Key: "customer", Name: "Customer"},
		{Key: "name", Name: "Name"}, {Key: "collector", Name: "Collector"},
		{Key: "due", Name: "Next on", Kind: render.Date}, {Key: "next", Name: "Next", Kind: render.Amount},
		{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "paid", Name: "Paid", Kind: render.Amount},
		{Key: "left", Name: "Left", Kind: render.Amount}, {Key: "currency", Name: "Cur."},
		{Key: "level", Name: "Level", Kind: render.Count}, {Key: "slip", Name: "Slip", Kind: render.Count}},
		Notes: []string{fmt.Sprintf("What was over more than %d days before is left out. Level: how often the bills "+
			"were promised again after an unkept promise. Slip: days from the promised day to the day all was paid.",
			l.Days)}}
	for i := range l.Rows {
		r := &l.Rows[i]
		d, slip := r.Currency.Digits, render.Cell{}
		if r.Slipped {
			slip = render.N(r.Slip)
		}
		t.Add(render.T(r.Group.String()), render.T(r.State), render.T(string(r.Sort)), render.N(int(r.ID)),
			render.T(r.What), render.T(r.Code), render.T(r.Name), render.T(r.Collector), render.D(r.Due),
			render.A(r.Next, d), render.A(r.Amount, d), render.A(r.Paid, d), render.A(r.Left, d),
			render.T(r.Currency.Code), render.N(r.Level), slip)
	}
	return t
}

// RatioTable lays out how promises were kept, by collector and then by customer.
func (l *List) RatioTable() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Promises kept, judged in the %d days to %s", l.Days, l.AsOf),
		Columns: []render.Column{{Key: "by", Name: "By"}, {Key: "code", Name: "Code"}, {Key: "name", Name: "Name"},
			{Key: "judged", Name: "Judged", Kind: render.Count}, {Key: "kept", Name: "Kept", Kind: render.Count},
			{Key: "partly", Name: "Partly", Kind: render.Count}, {Key: "broken", Name: "Broken", Kind: render.Count},
			{Key: "kept_percent", Name: "Kept %", Kind: render.Count},
			{Key: "promised", Name: "Promised", Kind: render.Amount}, {Key: "paid", Name: "Paid", Kind: render.Amount},
			{Key: "paid_percent", Name: "Paid %", Kind: render.Count}, {Key: "currency", Name: "Cur."}},
		Notes: []string{"Withdrawn and superseded promises count as broken after their date; open ones do not count."}}
	for _, x := range []struct {
		by  string
		all []Ratio
	}{{"collector", l.ByCollector}, {"customer", l.ByCustomer}} {
		for i := range x.all {
			r := &x.all[i]
			d := r.Currency.Digits
			t.Add(render.T(x.by), render.T(r.Code), render.T(r.Name), render.N(r.Count), render.N(r.Kept),
				render.N(r.Partly), render.N(r.Broken), render.N(r.ByCount()), render.A(r.Promised, d),
				render.A(r.Tally.Paid, d), render.N(r.ByAmount()), render.T(r.Currency.Code))
		}
	}
	return t
}
