package copies

import (
	"fmt"

	"duebook/internal/report/render"
)

// Table lays the copies out.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Delivery copies as of %s", l.AsOf), Columns: []render.Column{
		{Key: "number", Name: "Bill"}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "person", Name: "With"}, {Key: "state", Name: "State"}, {Key: "fault", Name: "What is wrong"},
		{Key: "out", Name: "Out on", Kind: render.Date}, {Key: "since", Name: "Since", Kind: render.Date},
		{Key: "days", Name: "Days", Kind: render.Count}, {Key: "amount", Name: "Amount", Kind: render.Amount},
		{Key: "open", Name: "Open now", Kind: render.Amount}, {Key: "currency", Name: "Cur."},
		{Key: "note", Name: "Note"}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		t.Add(render.T(r.Number), render.T(r.Code), render.T(r.Name), render.T(r.Person), render.T(r.State.String()),
			render.T(r.Fault.String()), render.D(r.OutOn), render.D(r.Since), render.N(r.Days),
			render.A(r.Amount, r.Money.Digits), render.A(r.Open, r.Money.Digits), render.T(r.Money.Code),
			render.T(r.Note))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d out, %d missing, %d with a discrepancy, %d back signed.", l.Out,
		l.Missing, l.Faulty, l.Signed))
	return t
}

// PeopleTable lays the people out, with the ages of what they have.
func (l *List) PeopleTable() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Delivery copies by person as of %s", l.AsOf), Columns: []render.Column{
		{Key: "person", Name: "Person"}, {Key: "out", Name: "Out", Kind: render.Count}}}
	for _, name := range Ages() {
		t.Columns = append(t.Columns, render.Column{Key: "days_" + name, Name: name, Kind: render.Count})
	}
	for _, name := range []string{"missing", "discrepancy", "oldest"} {
		t.Columns = append(t.Columns, render.Column{Key: name, Name: name, Kind: render.Count})
	}
	for _, p := range l.People {
		row := []render.Cell{render.T(p.Name), render.N(p.Out)}
		for _, n := range p.Ages {
			row = append(row, render.N(n))
		}
		t.Add(append(row, render.N(p.Missing), render.N(p.Faulty), render.N(p.Most))...)
	}
	return t
}

// Ages names the age groups in days: 0-7, 8-14 ... over 60.
func Ages() (out []string) {
	from := 0
	for _, e := range Edges {
		out = append(out, fmt.Sprintf("%d-%d", from, e))
		from = e + 1
	}
	return append(out, fmt.Sprintf("over %d", from-1))
}
