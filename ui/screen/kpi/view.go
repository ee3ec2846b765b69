package kpi

import (
	"strings"

	"duebook/internal/report/kpi"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the tabs, the table, and the bars of the chosen figure or what it is made of.
func (s *Screen) View(w, h int) string {
	if _, known := s.known[s.tabs.At]; !known {
		say := "Reckoning the figures ..."
		if s.list.Err != nil {
			say = "The figures could not be made: " + s.list.Err.Error() + ". Press ctrl+r to try again."
		}
		return kit.Stack(w, h, " "+s.tabs.View(w-1), kit.Middle(strings.Join(kit.Wrap(say, min(w-4, 76)), "\n"), w,
			h-1))
	}
	out := []string{" " + s.tabs.View(w-1)}
	t := &s.tables[s.tabs.At]
	r := s.report()
	if r == nil {
		return kit.Stack(w, h, append(out, t.View(w, h-1, true))...)
	}
	facts := []kit.Pair{{Value: s.desk.AsOf().String(), Label: "as of"}, {Value: r.Currency.Code},
		{Value: text.Count(s.months, "month", "months")}}
	if s.tabs.At > 0 {
		facts = append(facts, kit.Pair{Value: text.Count(len(s.rows), "row", "rows")})
	}
	out = append(out, " "+kit.Facts(facts, w-1))
	below := min(15, h/2)
	out = append(out, t.View(w, h-len(out)-below, true), kit.Pane(w, below, s.heading(), t.Position(), false,
		func(w, h int) string {
			if s.explain {
				return s.made(r, w, h)
			}
			return s.bars(r, w, h)
		}))
	return kit.Stack(w, h, out...)
}

func (s *Screen) heading() string {
	if s.tabs.At == 0 && !s.explain {
		return s.chosen().Name
	}
	return s.chosen().Name + ": " + s.row().Name
}

// bars are the months of the row, the number beside each, the latest first.
func (s *Screen) bars(r *kpi.Report, w, h int) string {
	var rows []kit.BarRow
	months := s.row().Months
	for n := len(months) - 1; n >= 0; n-- {
		x := s.chosen().Of(&months[n])
		rows = append(rows, kit.BarRow{Label: " " + months[n].From.String()[:7], Value: x.N,
			Figure: x.Text(r.Currency.Digits), Tone: theme.Accent})
	}
	return kit.BarChart(rows, w, h)
}

// made is the definition and the numbers of the whole time.
func (s *Screen) made(r *kpi.Report, w, h int) string {
	f, row := s.chosen(), s.row()
	var lines []string
	for _, l := range kit.Wrap(f.Definition, w-2) {
		lines = append(lines, " "+kit.Inline(l, w-2))
	}
	for _, p := range f.Explain(&row.Total) {
		lines = append(lines, " "+kit.Cell(p.Name, min(40, w-20), kit.Left)+kit.Cell(p.Text(r.Currency.Digits), 18,
			kit.Right))
	}
	lines = append(lines, " "+kit.Cell("= "+f.Name, min(40, w-20), kit.Left)+kit.Cell(
		f.Of(&row.Total).Text(r.Currency.Digits), 18, kit.Right))
	return kit.Fit(strings.Join(lines, "\n"), w, h)
}
