package cheques

import (
	"fmt"
	"strings"
	"time"

	"duebook/internal/report/cheques"
	"duebook/internal/report/expected"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// ladder draws the maturity ladder, and what is expected in by week beside it.
func (s *Screen) ladder(w, h int) string {
	left := kit.Pane(wide(w), h, "In hand by days to maturity", s.currency.Code, true, func(w, h int) string {
		return kit.BarChart(s.rungs(), w, h)
	})
	right := func(w, h int) string { return kit.BarChart(s.weeks(h), w, h) }
	if w < 100 {
		half := 9
		return kit.Stack(w, h, kit.Pane(w, half, "In hand by days to maturity", s.currency.Code, true,
			func(w, h int) string { return kit.BarChart(s.rungs(), w, h) }),
			kit.Pane(w, h-half, "Expected in by week: cheques, promises, instalments", "", false, right))
	}
	return kit.Beside(left, kit.Pane(w-wide(w)-3, h, "Expected in by week: cheques, promises, instalments", "", false,
		right))
}

func wide(w int) int { return (w - 3) / 2 }

func (s *Screen) rungs() []kit.BarRow {
	var out []kit.BarRow
	var all cheques.Sum
	for _, g := range s.register.Value.Ladder(s.currency) {
		tone := theme.Info
		if g.To < 0 {
			tone = theme.Bad
		} else if g.To <= 7 {
			tone = theme.Warn
		}
		out = append(out, kit.BarRow{Label: " " + g.Name, Value: int64(g.Amount), Tone: tone,
			Figure: fmt.Sprintf("%s  %3d", text.FormatAmount(g.Amount, s.currency.Digits), g.Count)})
		all.Amount, all.Count = all.Amount+g.Amount, all.Count+g.Count
	}
	return append(out, kit.BarRow{Label: " in hand", Figure: fmt.Sprintf("%s  %3d",
		text.FormatAmount(all.Amount, s.currency.Digits), all.Count)})
}

// weeks are the bars of what is expected in; those of nothing go when there is no room
// for all.
func (s *Screen) weeks(room int) []kit.BarRow {
	var out []kit.BarRow
	for i := range s.coming.Value {
		r := &s.coming.Value[i]
		if r.Currency != s.currency {
			continue
		}
		for n := range r.Spans {
			x := &r.Spans[n]
			if x.Sum == 0 && len(r.Spans)+1 > room {
				continue
			}
			tone := theme.Good
			if x.Number == 0 {
				tone = theme.Warn
			}
			out = append(out, kit.BarRow{Label: " " + x.Name, Value: int64(x.Sum), Tone: tone,
				Figure: text.FormatAmount(x.Sum, r.Currency.Digits)})
		}
		parts := " of it"
		for src := range r.By {
			if r.By[src] != 0 {
				parts += fmt.Sprintf(" %s %s", expected.Source(src), text.ShortAmount(r.By[src], r.Currency.Digits))
			}
		}
		out = append(out, kit.BarRow{Label: parts, Figure: text.FormatAmount(r.Sum, r.Currency.Digits)})
	}
	if out == nil {
		out = []kit.BarRow{{Label: " nothing is expected"}}
	}
	return out
}

// behind draws who stands behind what is in hand: drawers, and banks.
func (s *Screen) behind(w, h int) string {
	chart := func(banks bool) func(w, h int) string {
		return func(w, h int) string {
			var out []kit.BarRow
			for _, b := range s.register.Value.Concentration(s.currency, banks) {
				out = append(out, kit.BarRow{Label: " " + b.Name, Value: int64(b.Amount), Tone: theme.Info,
					Figure: fmt.Sprintf("%s %7s", text.FormatAmount(b.Amount, s.currency.Digits), b.Share())})
			}
			if out == nil {
				return " No cheque is in hand."
			}
			return kit.BarChart(out[:min(len(out), h)], w, h)
		}
	}
	if w < 100 {
		return kit.Stack(w, h, kit.Pane(w, h/2, "Drawers", s.currency.Code, true, chart(false)),
			kit.Pane(w, h-h/2, "Banks", "", false, chart(true)))
	}
	return kit.Beside(kit.Pane(wide(w), h, "Drawers", s.currency.Code, true, chart(false)),
		kit.Pane(w-wide(w)-3, h, "Banks", "", false, chart(true)))
}

// outcomes draws what has become of the cheques that came in lately.
func (s *Screen) outcomes(w, h int) string {
	r := s.register.Value
	all, total := r.Outcomes(s.currency)
	tones := []theme.Tone{theme.Good, theme.Good, theme.Good, theme.Info, theme.Warn, theme.Plain, theme.Bad,
		theme.Muted}
	out := []kit.BarRow{{Label: fmt.Sprintf(" came in within %d days", r.Rules.Window), Tone: theme.Muted,
		Value: int64(total.Amount), Figure: fmt.Sprintf("%s  %3d", text.FormatAmount(total.Amount, s.currency.Digits),
			total.Count)}}
	for i, o := range all {
		out = append(out, kit.BarRow{Label: " " + o.Name, Value: int64(o.Amount), Tone: tones[i],
			Figure: fmt.Sprintf("%s  %3d", text.FormatAmount(o.Amount, s.currency.Digits), o.Count)})
	}
	return kit.BarChart(out, w, h)
}

// calendar draws the month: on each day how many cheques mature, and for how much.
func (s *Screen) calendar(w, h int) string {
	t := theme.Now()
	days := s.register.Value.Month(s.currency, s.month)
	first, cal := s.month.StartOfMonth(), s.desk.Calendar()
	cell := (w - 1) / 7
	var sum cheques.Sum
	head := " "
	for d := range 7 {
		head += kit.Cell(time.Weekday(d).String()[:3], cell, kit.Left)
	}
	lines := []string{t.Tone(theme.Strong, kit.Cell(" "+first.Time().Format("January 2006")+
		"   left and right change the month", w, kit.Left)), t.Tone(theme.Muted, head)}
	at := -int(first.Weekday())
	for at < len(days) {
		top, below := " ", " "
		for range 7 {
			a, b, tone := "", "", theme.Plain
			if at >= 0 && at < len(days) {
				day := first.Add(at)
				a = fmt.Sprintf("%2d", at+1)
				if day == s.desk.AsOf() {
					a = "[" + strings.TrimSpace(a) + "]"
				}
				if x := days[at]; x.Count > 0 {
					a += fmt.Sprintf(" %d", x.Count)
					b = text.ShortAmount(x.Amount, s.currency.Digits)
					sum.Count, sum.Amount = sum.Count+x.Count, sum.Amount+x.Amount
					tone = theme.Accent
				}
				if !cal.Open(day) && b == "" {
					tone = theme.Muted
				}
			}
			top += t.Tone(tone, kit.Cell(a, cell, kit.Left))
			below += t.Tone(tone, kit.Cell(b, cell, kit.Left))
			at++
		}
		lines = append(lines, top, below)
	}
	lines = append(lines, kit.Cell(fmt.Sprintf(" %s of the month, %s %s", text.Count(sum.Count, "cheque", "cheques"),
		s.currency.Code, text.FormatAmount(sum.Amount, s.currency.Digits)), w, kit.Left))
	return kit.Fit(strings.Join(lines, "\n"), w, h)
}
