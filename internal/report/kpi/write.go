package kpi

import (
	"fmt"
	"strings"

	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
)

// Table lays the figures out: a row for each group, or for each of its months.
func (r *Report) Table(monthly bool) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("KPIs by %s in %s, %s to %s", r.By, r.Currency.Code, r.Total.Total.From,
		r.Total.Total.To), Columns: []render.Column{{Key: "currency", Name: "Cur."}, {Key: "key", Name: "Key"},
		{Key: "name", Name: "Name"}, {Key: "from", Name: "From", Kind: render.Date},
		{Key: "to", Name: "To", Kind: render.Date}}}
	for n := range Figures {
		f := &Figures[n]
		t.Columns = append(t.Columns, render.Column{Key: f.Key, Name: f.Name, Kind: render.Amount})
	}
	t.Columns = append(t.Columns, render.Column{Key: "history_ran_out", Name: "At least"})
	rows := r.Rows
	if len(rows) > 1 {
		rows = append(rows[:len(rows):len(rows)], r.Total)
	}
	for n := range rows {
		spans := []Sums{rows[n].Total}
		if monthly {
			spans = rows[n].Months
		}
		for i := range spans {
			s := &spans[i]
			cells := []render.Cell{render.T(r.Currency.Code), render.T(rows[n].Key), render.T(rows[n].Name),
				render.D(s.From), render.D(s.To)}
			for k := range Figures {
				cells = append(cells, Figures[k].Of(s).cell(r.Currency.Digits))
			}
			out := ""
			if CountBack(s.Closing, s.months()).AtLeast {
				out = "yes"
			}
			t.Add(append(cells, render.T(out))...)
		}
	}
	return t
}

// cell is the figure for a file: nothing for n/a.
func (x Value) cell(digits int) render.Cell {
	switch {
	case x.None:
		return render.Cell{}
	case x.Unit == Money:
		return render.A(money.Minor(x.N), digits)
	}
	return render.A(money.Minor(x.N), 1)
}

// right puts texts of one column flush right.
func right(all []string) []string {
	width := 0
	for _, s := range all {
		width = max(width, len(s))
	}
	for n, s := range all {
		all[n] = strings.Repeat(" ", width-len(s)) + s
	}
	return all
}

// Lines lays one row out for reading: a figure a line, its months across or its whole
// span, n/a where there is nothing to divide by.
func (r *Report) Lines(row *Row, monthly bool) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("KPIs of %s in %s, %s to %s", row.Name, r.Currency.Code, row.Total.From,
		row.Total.To), Columns: []render.Column{{Key: "figure", Name: "Figure"}}}
	spans := []Sums{row.Total}
	if monthly {
		spans = row.Months
	}
	for n := range spans {
		name := "Whole time"
		if monthly {
			name = spans[n].From.String()[:7]
		}
		t.Columns = append(t.Columns, render.Column{Key: name, Name: name})
	}
	columns := make([][]string, len(spans))
	for i := range spans {
		for n := range Figures {
			columns[i] = append(columns[i], Figures[n].Of(&spans[i]).Text(r.Currency.Digits))
		}
		right(columns[i])
	}
	for n := range Figures {
		cells := []render.Cell{render.T(Figures[n].Name)}
		for i := range spans {
			cells = append(cells, render.T(columns[i][n]))
		}
		t.Add(cells...)
	}
	t.Notes = []string{"What a figure is made of: duebook report kpi --whole."}
	return t
}

// Explained lays out every figure of a span with its definition and its numbers.
func (r *Report) Explained(row *Row) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("KPIs of %s in %s, %s to %s: what they are made of", row.Name,
		r.Currency.Code, row.Total.From, row.Total.To), Columns: []render.Column{{Key: "figure", Name: "Figure"},
		{Key: "value", Name: "Value"}, {Key: "made_of", Name: "Made of"}}}
	var values []string
	var rows [][2]string
	for n := range Figures {
		f := &Figures[n]
		rows = append(rows, [2]string{f.Name, f.Definition})
		values = append(values, f.Of(&row.Total).Text(r.Currency.Digits))
		t.Notes = append(t.Notes, f.Name+": "+f.Definition)
		for _, p := range f.Explain(&row.Total) {
			rows = append(rows, [2]string{"", p.Name})
			values = append(values, p.Text(r.Currency.Digits))
		}
	}
	for n, v := range right(values) {
		t.Add(render.T(rows[n][0]), render.T(v), render.T(rows[n][1]))
	}
	return t
}

// Results lays out what became of each group: opening, billed, collected, credited,
// closing, calls and promises.
func (r *Report) Results() *render.Table {
	d := r.Currency.Digits
	t := &render.Table{Title: fmt.Sprintf("Results by %s in %s, %s to %s", r.By, r.Currency.Code, r.Total.Total.From,
		r.Total.Total.To), Columns: []render.Column{{Key: "currency", Name: "Cur."}, {Key: "key", Name: "Key"},
		{Key: "name", Name: "Name"}}}
	for _, c := range [][2]string{{"opening", "Opening"}, {"billed", "Billed"}, {"collected", "Collected"},
		{"credited", "Credited"}, {"other", "Other"}, {"closing", "Closing"}} {
		t.Columns = append(t.Columns, render.Column{Key: c[0], Name: c[1], Kind: render.Amount})
	}
	for _, c := range [][2]string{{"contacts", "Calls"}, {"reached", "Reached"}, {"promises", "Promises"},
		{"kept", "Kept"}} {
		t.Columns = append(t.Columns, render.Column{Key: c[0], Name: c[1], Kind: render.Count})
	}
	if r.By == ledger.ByCustomer {
		t.Columns = append(t.Columns, render.Column{Key: "last_contact", Name: "Last contact", Kind: render.Date},
			render.Column{Key: "last_result", Name: "Last result"})
	}
	cells := func(w *Row) []render.Cell {
		s := &w.Total
		out := []render.Cell{render.T(r.Currency.Code), render.T(w.Key), render.T(w.Name), render.A(s.Opening, d),
			render.A(s.Billed, d), render.A(s.Collected, d), render.A(s.Credited, d),
			render.A(s.Other(), d), render.A(s.Closing, d), render.N(s.Attempts), render.N(s.Reached),
			render.N(s.Promises), render.N(s.Kept)}
		if r.By == ledger.ByCustomer {
			out = append(out, render.D(w.Last.Day), render.T(w.Last.Result))
		}
		return out
	}
	for n := range r.Rows {
		t.Add(cells(&r.Rows[n])...)
	}
	t.Foot = cells(&r.Total)
	t.Notes = []string{"Closing = opening + billed - collected - credited + other: cheques that count as paid and " +
		"are not cleared yet."}
	return t
}
