package targets

import (
	"fmt"

	"duebook/internal/money"
	"duebook/internal/report/kpi"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

func (r *Report) title() string {
	return fmt.Sprintf("Targets of %s by %s in %s, as of %s", r.Month.String()[:7], r.By, r.Currency.Code, r.Span.AsOf)
}

// Days are the working days over and in all, in words.
func (s Span) Days() string {
	return half(s.Over) + " of " + half(s.Work) + " working days over"
}

func half(n int) string {
	if n%2 != 0 {
		return text.Number(n/2) + ".5"
	}
	return text.Number(n / 2)
}

// Table lays the targets out, a row for each and the total.
func (r *Report) Table() *render.Table {
	d := r.Currency.Digits
	t := &render.Table{Title: r.title(), Columns: []render.Column{{Key: "currency", Name: "Cur."}, {Key: "name",
		Name: "Name"}, {Key: "state", Name: "State"}, {Key: "base", Name: "Base", Kind: render.Amount}}}
	for n := range Figures {
		t.Columns = append(t.Columns, render.Column{Key: Figures[n].Key, Name: Figures[n].Name, Kind: render.Amount})
	}
	cells := func(w *Row) []render.Cell {
		out := []render.Cell{render.T(r.Currency.Code), render.T(w.Name), render.T(w.State()),
			render.A(w.Base.Sum(), d)}
		for n := range Figures {
			out = append(out, cell(Figures[n].Of(w), d))
		}
		return out
	}
	for n := range r.Rows {
		t.Add(cells(&r.Rows[n])...)
	}
	if len(r.Rows) > 1 {
		t.Foot = cells(&r.Total)
		t.Foot[2] = render.Cell{}
	}
	t.Notes = []string{r.Days() + ". What a figure is made of: duebook report targets --whole."}
	if r.Without > 0 && len(r.Rows) > 1 {
		t.Notes = append(t.Notes, text.Count(r.Without, "row has", "rows have")+" no target: the total's figures "+
			"speak of the others, but for what was collected.")
	}
	return t
}

func cell(x kpi.Value, digits int) render.Cell {
	switch {
	case x.None:
		return render.Cell{}
	case x.Unit == kpi.Money:
		return render.A(money.Minor(x.N), digits)
	}
	return render.A(money.Minor(x.N), 1)
}

// Explained lays out every figure of a row with its definition and its numbers.
func (r *Report) Explained(w *Row) *render.Table {
	d := r.Currency.Digits
	t := &render.Table{Title: r.title() + ": " + w.Name, Columns: []render.Column{{Key: "figure", Name: "Figure"},
		{Key: "value", Name: "Value"}, {Key: "made_of", Name: "Made of"}}}
	for n := range Figures {
		f := &Figures[n]
		t.Add(render.T(f.Name), render.T(f.Of(w).Text(d)), render.T(f.Definition))
		for _, p := range f.Explain(w) {
			t.Add(render.T(""), render.T(p.Text(d)), render.T(p.Name))
		}
	}
	t.Notes = append(w.Story(d), r.Days()+".")
	return t
}
