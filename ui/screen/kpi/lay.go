package kpi

import (
	"cmp"
	"hash/fnv"
	"slices"

	"duebook/internal/report/kpi"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// trendWidth is how many months a trend shows at most.
const trendWidth = 12

// trend draws a figure's months in a line, each a cell, below nothing as nothing.
func trend(f *kpi.Figure, months []kpi.Sums) string {
	values := make([]int64, len(months))
	for n := range months {
		if x := f.Of(&months[n]); !x.None {
			values[n] = x.N
		}
	}
	return kit.Sparkline(values, min(len(values), trendWidth), theme.Plain)
}

func (s *Screen) trendColumn() kit.Column {
	w := min(s.months, trendWidth)
	return kit.Column{Title: kit.Inline("Trend", w), Width: w, Drop: 1, Drawn: true}
}

func (s *Screen) layFigures(t *kit.Table, r *kpi.Report) {
	t.Columns = []kit.Column{{Title: "Figure", Flex: 1, Min: 20, Max: 26}}
	months := r.Total.Months
	first := max(len(months)-3, 0)
	for n := first; n < len(months); n++ {
		t.Columns = append(t.Columns, kit.Column{Title: months[n].From.String()[:7], Kind: kit.Amount,
			Drop: len(months) - n + 1})
	}
	t.Columns = append(t.Columns, kit.Column{Title: text.Count(len(months), "month", "months"), Kind: kit.Amount},
		s.trendColumn())
	t.Totals = nil
	t.SetRows(figures{r, first})
}

// figures shows the company, a figure a row.
type figures struct {
	of    *kpi.Report
	first int // the first month shown
}

// Len is how many figures there are.
func (x figures) Len() int { return len(kpi.Figures) }

// Cell is a name, a month's figure, the whole time's, or the trend.
func (x figures) Cell(row, col int) string {
	f, t := &kpi.Figures[row], &x.of.Total
	switch months := len(t.Months) - x.first; {
	case col == 0:
		return f.Name
	case col <= months:
		return f.Of(&t.Months[x.first+col-1]).Text(x.of.Currency.Digits)
	case col == months+1:
		return f.Of(&t.Total).Text(x.of.Currency.Digits)
	}
	return trend(f, x.of.Total.Months)
}

// Tone is plain: no figure is good or bad by itself.
func (x figures) Tone(_, _ int) theme.Tone { return theme.Plain }

func (s *Screen) layGroups(t *kit.Table, r *kpi.Report) {
	of := []*kpi.Figure{s.chosen()}
	for _, key := range []string{"collected", "collection_ratio", "dso"} {
		if f, err := kpi.Find(key); err == nil && f.Key != s.chosen().Key {
			of = append(of, f)
		}
	}
	t.Columns = []kit.Column{{Title: "Name", Flex: 1, Min: 14, Max: 32}}
	for n, f := range of {
		drop := n
		if n > 0 {
			drop++ // the trend of the chosen figure stays longer
		}
		t.Columns = append(t.Columns, kit.Column{Title: f.Name, Kind: kit.Amount, Drop: drop})
	}
	t.Columns = append(t.Columns, s.trendColumn())
	if s.tabs.At == customers {
		t.Columns = append(t.Columns, kit.Column{Title: "Last result", Width: 22, Drop: 5})
	}
	t.Sort, t.Desc = 2, true
	if s.byName {
		t.Sort, t.Desc = 1, false
	}
	s.order(r)
	t.Totals = func(col int) string {
		switch {
		case col == 0:
			return "Company"
		case col <= len(of):
			return of[col-1].Of(&r.Total.Total).Text(r.Currency.Digits)
		}
		return ""
	}
	t.SetRows(groups{s.rows, of, r.Currency.Digits})
}

// order puts the rows by name, or those with most of the chosen figure first and those
// without it last.
func (s *Screen) order(r *kpi.Report) {
	type valued struct {
		row *kpi.Row
		x   kpi.Value
	}
	all := make([]valued, len(r.Rows))
	for n := range r.Rows {
		all[n].row = &r.Rows[n]
		if !s.byName {
			all[n].x = s.chosen().Of(&r.Rows[n].Total)
		}
	}
	slices.SortStableFunc(all, func(a, b valued) int {
		if a.x.None != b.x.None {
			if a.x.None {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.x.N, a.x.N)
	})
	s.rows = make([]*kpi.Row, len(all))
	for n := range all {
		s.rows[n] = all[n].row
	}
}

// groups shows branches, people or customers.
type groups struct {
	rows   []*kpi.Row
	of     []*kpi.Figure
	digits int
}

// Len is how many there are.
func (x groups) Len() int { return len(x.rows) }

// Key stands for a branch, person or customer.
func (x groups) Key(row int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(x.rows[row].Key)) // never fails
	return h.Sum64()
}

// Cell is a name, a figure of the whole time, its trend, or what came of the last contact.
func (x groups) Cell(row, col int) string {
	w := x.rows[row]
	switch {
	case col == 0:
		return w.Name
	case col <= len(x.of):
		return x.of[col-1].Of(&w.Total).Text(x.digits)
	case col == len(x.of)+1:
		return trend(x.of[0], w.Months)
	case w.Last.Day == 0:
		return "never"
	}
	return text.ShortDate(w.Last.Day) + " " + w.Last.Result
}

// Tone is plain: no figure is good or bad by itself.
func (x groups) Tone(_, _ int) theme.Tone { return theme.Plain }
