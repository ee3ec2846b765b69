package expected

import (
	"fmt"

	"duebook/internal/report/render"
)

// Table lays the weeks out, a column a source; with lines, one row for every sum.
func (r *Report) Table(lines bool) *render.Table {
	d := r.Currency.Digits
	t := &render.Table{Title: fmt.Sprintf("Expected in as of %s, in %s", r.AsOf, r.Currency.Code),
		Columns: []render.Column{{Key: "when", Name: "When"}, {Key: "from", Name: "From", Kind: render.Date},
			{Key: "to", Name: "To", Kind: render.Date}},
		Notes: []string{"Each unit owed counts once: a cheque in hand before a promise, a promise before a paper's " +
			"instalment. Late: expected before the day and not here yet."}}
	if lines {
		t.Columns = append(t.Columns, render.Column{Key: "source", Name: "Source"},
			render.Column{Key: "id", Name: "No.", Kind: render.Count},
			render.Column{Key: "customer", Name: "Customer"}, render.Column{Key: "name", Name: "Name"},
			render.Column{Key: "what", Name: "What"}, render.Column{Key: "day", Name: "Day", Kind: render.Date},
			render.Column{Key: "amount", Name: "Amount", Kind: render.Amount})
	} else {
		t.Columns = append(t.Columns, render.Column{Key: "cheques", Name: "Cheques", Kind: render.Amount},
			render.Column{Key: "promises", Name: "Promises", Kind: render.Amount},
			render.Column{Key: "instalments", Name: "Instalments", Kind: render.Amount},
			render.Column{Key: "sum", Name: "Expected", Kind: render.Amount})
	}
	t.Columns = append(t.Columns, render.Column{Key: "currency", Name: "Cur."})
	cur := render.T(r.Currency.Code)
	for i := range r.Spans {
		s := &r.Spans[i]
		head := []render.Cell{render.T(s.Name), render.D(s.From), render.D(s.To)}
		if !lines {
			t.Add(append(head, render.A(s.By[Cheque], d), render.A(s.By[Promise], d), render.A(s.By[Instalment], d),
				render.A(s.Sum, d), cur)...)
			continue
		}
		for _, l := range s.Lines {
			t.Add(append(head[:3:3], render.T(l.Source.String()), render.N(int(l.ID)), render.T(l.Code),
				render.T(l.Name), render.T(l.What), render.D(l.Day), render.A(l.Amount, d), cur)...)
		}
	}
	t.Foot = make([]render.Cell, len(t.Columns))
	n := len(t.Columns)
	t.Foot[0], t.Foot[n-2], t.Foot[n-1] = render.T("Total"), render.A(r.Sum, d), cur
	if !lines {
		t.Foot[3], t.Foot[4], t.Foot[5] = render.A(r.By[Cheque], d), render.A(r.By[Promise], d),
			render.A(r.By[Instalment], d)
	}
	return t
}
