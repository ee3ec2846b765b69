package day

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Amounts writes sums in words, the company's currency first and without its name.
func Amounts(sums []Sum, home string) string {
	var words []string
	for _, s := range sums {
		w := text.FormatAmount(s.Amount, s.Digits)
		if s.Currency != home {
			w += " " + s.Currency
		}
		words = append(words, w)
	}
	return strings.Join(words, ", ")
}

// Table is reports line by line: a row for each currency of a line.
func Table(rows []Row) *render.Table {
	t := &render.Table{Title: "Daily reports", Columns: []render.Column{
		{Key: "day", Name: "Day", Kind: render.Date}, {Key: "user", Name: "User"}, {Key: "officer", Name: "Officer"},
		{Key: "state", Name: "State"}, {Key: "line", Name: "Line"}, {Key: "figure", Name: "Figure"},
		{Key: "number", Name: "Number", Kind: render.Count}, {Key: "currency", Name: "Cur."},
		{Key: "amount", Name: "Amount", Kind: render.Amount}}}
	for n := range rows {
		r := &rows[n]
		for i := range r.Lines {
			l := &r.Lines[i]
			sums := l.Sums
			if len(sums) == 0 {
				sums = []Sum{{}}
			}
			for _, s := range sums {
				amount := render.Cell{}
				if s.Currency != "" {
					amount = render.A(s.Amount, s.Digits)
				}
				t.Add(render.D(r.Day), render.T(r.User), render.T(r.Name), render.T(r.State.String()), render.T(l.Key),
					render.T(title(l.Key)), render.N(l.Count), render.T(s.Currency), amount)
			}
		}
	}
	return t
}

func title(key string) string {
	if d, err := Find(key); err == nil {
		return d.Title
	}
	return key
}

// Entries is what the figures of reports are made of, an entry a row.
func Entries(rows []Row) *render.Table {
	t := &render.Table{Title: "What the figures are made of", Columns: []render.Column{
		{Key: "day", Name: "Day", Kind: render.Date}, {Key: "officer", Name: "Officer"}, {Key: "figure",
			Name: "Figure"},
		{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"}, {Key: "what", Name: "What"},
		{Key: "currency", Name: "Cur."}, {Key: "amount", Name: "Amount", Kind: render.Amount},
		{Key: "entry", Name: "Entry", Kind: render.Count}, {Key: "recorded", Name: "Recorded", Kind: render.Date}}}
	for n := range rows {
		r := &rows[n]
		for i := range r.Lines {
			l := &r.Lines[i]
			if l.Key == Collected {
				continue // its parts tell them
			}
			for k := range l.Items {
				x := &l.Items[k]
				amount, entry := render.Cell{}, render.Cell{}
				if x.Amount.Currency != "" {
					amount = render.A(x.Amount.Amount, x.Amount.Digits)
				}
				if x.Seq != 0 {
					entry = render.N(int(x.Seq))
				}
				t.Add(render.D(r.Day), render.T(r.Name), render.T(title(l.Key)), render.T(x.Code), render.T(x.Name),
					render.T(x.What), render.T(x.Amount.Currency), amount, entry, render.D(x.Late))
			}
		}
	}
	return t
}

// reviewed are the lines that stand beside each other in the review of a day.
var reviewed = []string{Target, Collected, Listed, Worked, LeftOut, Untouched, Attempts, Reached, Promises, Broken,
	Received, Missed}

// Reviewed lists them.
func Reviewed() []string { return reviewed }

// Foreign is what a line of reports comes to in other currencies than the company's.
func Foreign(rows []Row, key string) (out []Sum) {
	for n := range rows {
		for _, s := range rows[n].Line(key).Sums {
			if s.Currency != rows[n].Home.Currency {
				put(&out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b Sum) int { return cmp.Compare(a.Currency, b.Currency) })
	return out
}

// Rest is what several customers come to.
func Rest(all []Client) (out Client) {
	for n := range all {
		out.Attempts += all[n].Attempts
		for _, s := range all[n].Promised {
			put(&out.Promised, s)
		}
		for _, s := range all[n].Collected {
			put(&out.Collected, s)
		}
	}
	return out
}

// ReviewTable is the reports of a day beside each other, amounts in the company's
// currency, and what was collected in others in words.
func ReviewTable(rows []Row) *render.Table {
	t := &render.Table{Title: "Review of the day", Columns: []render.Column{{Key: "day", Name: "Day",
		Kind: render.Date},
		{Key: "user", Name: "User"}, {Key: "officer", Name: "Officer"}, {Key: "state", Name: "State"},
		{Key: "changed", Name: "Changed", Kind: render.Count}}}
	money := map[string]bool{Target: true, Collected: true}
	for _, key := range reviewed {
		kind := render.Count
		if money[key] {
			kind = render.Amount
		}
		t.Columns = append(t.Columns, render.Column{Key: key, Name: title(key), Kind: kind})
	}
	t.Columns = append(t.Columns, render.Column{Key: "collected_also", Name: "Collected in others"})
	for n := range rows {
		r := &rows[n]
		cells := []render.Cell{render.D(r.Day), render.T(r.User), render.T(r.Name), render.T(r.State.String()),
			render.N(len(r.Changed))}
		for _, key := range reviewed {
			if l := r.Line(key); money[key] {
				cells = append(cells, render.A(l.Amount(r.Home.Currency), r.Home.Digits))
			} else {
				cells = append(cells, render.N(l.Count))
			}
		}
		t.Add(append(cells, render.T(Amounts(Foreign(rows[n:n+1], Collected), "")))...)
	}
	return t
}

// Brief is one report as it is read on a terminal.
func (r *Row) Brief() *render.Table {
	t := &render.Table{Columns: []render.Column{{Key: "figure", Name: "Figure"},
		{Key: "number", Name: "Number", Kind: render.Count}, {Key: "amount", Name: "Amount"}}}
	for i := range r.Lines {
		l := &r.Lines[i]
		name := title(l.Key)
		if d, err := Find(l.Key); err == nil && d.Part {
			name = "  " + name
		}
		t.Add(render.T(name), render.N(l.Count), render.T(Amounts(l.Sums, "")))
	}
	return t
}
