package due

import (
	"fmt"

	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Table lays the schedule out: a row for each customer of each span, or for each bill
// when the query lists them.
func (r *Report) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Due bills as of %s by %s, in %s", r.AsOf, r.Period, r.Currency.Code),
		Columns: []render.Column{{Key: "when", Name: "When"}, {Key: "customer", Name: "Customer"}, {Key: "name",
			Name: "Name"}}}
	if r.Lines {
		t.Columns = append(t.Columns, render.Column{Key: "number", Name: "Number"},
			render.Column{Key: "part", Name: "Part", Kind: render.Count}, render.Column{Key: "due", Name: "Due",
				Kind: render.Date},
			render.Column{Key: "days", Name: "Days", Kind: render.Count})
	}
	t.Columns = append(t.Columns, render.Column{Key: "bills", Name: "Bills", Kind: render.Count},
		render.Column{Key: "amount", Name: "Amount", Kind: render.Amount}, render.Column{Key: "currency", Name: "Cur."},
		render.Column{Key: "followup", Name: "Follow-up"})
	d := r.Currency.Digits
	for i := range r.Spans {
		span := &r.Spans[i]
		for n := range span.Customers {
			c := &span.Customers[n]
			head := []render.Cell{render.T(span.Name), render.T(c.Code), render.T(c.Name)}
			tail := []render.Cell{render.T(r.Currency.Code), render.T(c.Followup())}
			if !r.Lines {
				t.Add(append(append(head, render.N(c.Bills), render.A(c.Amount, d)), tail...)...)
			}
			for _, l := range c.Lines {
				row := append(head[:3:3], render.T(l.Number), render.N(int(l.Part)+1), render.D(l.Due),
					render.N(l.Days), render.N(1),
					render.A(l.Left, d))
				t.Add(append(row, tail...)...)
			}
		}
	}
	t.Foot = make([]render.Cell, len(t.Columns))
	at := len(t.Columns) - 4
	t.Foot[0], t.Foot[at], t.Foot[at+1], t.Foot[at+2] = render.T("Total"), render.N(r.Bills), render.A(r.Amount, d),
		render.T(r.Currency.Code)
	if r.Unapplied != 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Beside it stands unapplied money of %s %s.",
			text.FormatAmount(r.Unapplied, d),
			r.Currency.Code))
	}
	return t
}

// AppendJSON adds schedules as a list of objects, one a currency.
func AppendJSON(dst []byte, all []Report) []byte {
	dst = append(dst, '[')
	for n := range all {
		r := &all[n]
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = fmt.Appendf(dst, `{"as_of":"%s","period":"%s","currency":`, r.AsOf, r.Period)
		dst = append(render.AppendString(dst, r.Currency.Code), `,"rows":`...)
		dst = render.AppendJSON(dst, r.Table())
		dst = fmt.Appendf(dst, `,"total":{"bills":%d,"amount":"%s","unapplied":"%s"}}`, r.Bills,
			r.Currency.Plain(r.Amount),
			r.Currency.Plain(r.Unapplied))
	}
	return append(dst, ']')
}
