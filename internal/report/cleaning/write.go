package cleaning

import (
	"encoding/json"
	"fmt"

	"duebook/internal/report/render"
)

// Table lays the list out, the kind of the remedy's command last.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Cleaning list as of %s", l.AsOf), Columns: []render.Column{{Key: "kind",
		Name: "What"},
		{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"}, {Key: "number", Name: "Number"},
		{Key: "date", Name: "Date", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "currency", Name: "Cur."}, {Key: "like",
			Name: "Looks like"},
		{Key: "command", Name: "Remedy"}}}
	for n := range l.Rows {
		r := &l.Rows[n]
		days, amount := render.N(r.Days), render.A(r.Amount, r.Currency.Digits)
		if r.Date == 0 {
			days = render.Cell{}
		}
		if r.Kind == LookAlike {
			amount = render.Cell{}
		}
		t.Add(render.T(string(r.Kind)), render.T(r.Customer), render.T(r.Name), render.T(r.Number),
			render.D(r.Date), days, amount,
			render.T(r.Currency.Code), render.T(r.Like), render.T(r.Remedy.Kind()))
	}
	return t
}

// AppendJSON adds the list as an array of objects; "remedy" holds the command's
// fields as duebook do takes them.
func (l *List) AppendJSON(dst []byte) ([]byte, error) {
	t := l.Table()
	dst = append(dst, '[')
	for n, row := range t.Rows {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = render.AppendRow(append(dst, '\n'), t.Columns, row)
		remedy, err := json.Marshal(l.Rows[n].Remedy)
		if err != nil {
			return dst, err
		}
		dst = append(append(append(dst[:len(dst)-1], `,"remedy":`...), remedy...), '}')
	}
	return append(dst, "\n]"...), nil
}
