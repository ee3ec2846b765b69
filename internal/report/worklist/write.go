package worklist

import (
	"fmt"
	"strings"

	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Table lays the list out with its figures, the score and its points.
func (l *List) Table(v *book.View) (*render.Table, error) {
	people, err := directory.Names(v, directory.Person)
	if err != nil {
		return nil, err
	}
	t := &render.Table{Title: fmt.Sprintf("To call as of %s", l.AsOf), Columns: []render.Column{
		{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"}, {Key: "currency", Name: "Currency"},
		{Key: "to_collect", Name: "To collect", Kind: render.Amount}, {Key: "overdue", Name: "Overdue",
			Kind: render.Amount},
		{Key: "balance", Name: "Balance", Kind: render.Amount}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "score", Name: "Score", Kind: render.Count}, {Key: "why", Name: "Why"}, {Key: "collector",
			Name: "Collector"},
		{Key: "last_contact", Name: "Last contact", Kind: render.Date}, {Key: "waits", Name: "Waits"}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		why := append([]string(nil), r.Signals...)
		for _, p := range r.Points {
			why = append(why, fmt.Sprintf("%s %+d", p.Short(), p.Value))
		}
		t.Add(render.T(r.Code), render.T(r.Name), render.T(r.Currency), render.A(r.ToCollect, r.Digits),
			render.A(r.Overdue, r.Digits), render.A(r.Balance, r.Digits), render.N(r.OldestDays), render.N(r.Score),
			render.T(strings.Join(why, ", ")), render.T(people[r.Collector]), render.D(r.LastContact.Day),
			render.T(r.Hidden))
	}
	for _, s := range l.Totals {
		t.Notes = append(t.Notes, fmt.Sprintf("%s, to collect %s %s.", text.Count(s.Rows, "row", "rows"),
			text.FormatAmount(s.ToCollect,
				s.Digits), s.Currency))
	}
	return t, nil
}
