package exceptions

import (
	"fmt"

	"duebook/internal/civil"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Table lays the list out, a row each, with the sums by kind below.
func Table(rows []Row, day civil.Date) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Exceptions of %s", day), Columns: []render.Column{
		{Key: "kind", Name: "Kind"}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "who", Name: "Who"}, {Key: "since", Name: "Since", Kind: render.Date},
		{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "currency", Name: "Cur."},
		{Key: "entry", Name: "Entry", Kind: render.Count}, {Key: "text", Name: "What"}}}
	for i := range rows {
		r := &rows[i]
		amount, entry := render.Cell{}, render.Cell{}
		if r.Currency.Code != "" {
			amount = render.A(r.Amount, r.Currency.Digits)
		}
		if r.Seq != 0 {
			entry = render.N(int(r.Seq))
		}
		t.Add(render.T(r.Kind.String()), render.T(r.Code), render.T(r.Name), render.T(r.Who), render.D(r.Day), amount,
			render.T(r.Currency.Code), entry, render.T(r.Text))
	}
	for _, s := range Sums(rows) {
		note := fmt.Sprintf("%s: %s", s.Kind.Title(), text.Number(s.Count))
		if s.Currency.Code != "" {
			note += fmt.Sprintf(", %s %s", s.Currency.Code, text.FormatAmount(s.Amount, s.Currency.Digits))
		}
		t.Notes = append(t.Notes, note+".")
	}
	if len(rows) == 0 {
		t.Notes = append(t.Notes, "Nothing is out of the ordinary.")
	}
	return t
}
