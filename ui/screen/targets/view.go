package targets

import (
	"strings"

	"duebook/internal/report/targets"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the month, the rows, and the row under the cursor as bars with what was said.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Reckoning the targets ...", "The targets could not be made", s.list.Err)
	}
	out := []string{" " + s.tabs.View(w-1)}
	facts := []kit.Pair{{Value: "‹ " + s.first().String()[:7] + " ›", Tone: theme.Strong}}
	r, row := s.report(), s.row()
	if r != nil {
		facts = append(facts, kit.Pair{Value: r.Currency.Code}, kit.Pair{Value: r.Days()},
			kit.Pair{Label: "as of", Value: r.Span.AsOf.String()})
	}
	if n := s.tables[s.tabs.At].Marks(); n > 0 {
		facts = append(facts, kit.Pair{Value: text.Number(n) + " marked", Tone: theme.Accent})
	}
	out = append(out, " "+kit.Facts(facts, w-1))
	t := &s.tables[s.tabs.At]
	if row == nil {
		return kit.Stack(w, h, append(out, t.View(w, h-len(out), true))...)
	}
	story := s.story(row, w)
	below := min(7+len(story), h/2)
	out = append(out, t.View(w, h-len(out)-below, true), kit.Pane(w, below, row.Name, t.Position(), false,
		func(w, h int) string {
			return kit.Stack(w, h, bars(r, row, w, min(6, h)), strings.Join(story, "\n"))
		}))
	return kit.Stack(w, h, out...)
}

func bars(r *targets.Report, row *targets.Row, w, h int) string {
	all := []kit.BarRow{{Label: " What is due", Value: int64(row.Base.Sum()), Tone: theme.Faint,
		Figure: text.FormatAmount(row.Base.Sum(), r.Currency.Digits)}}
	for _, key := range []string{"target", "collected", "expected", "projected", "gap"} {
		f := targets.Find(key)
		x := f.Of(row)
		tone := theme.Accent
		switch key {
		case "target":
			tone = theme.Muted
		case "collected":
			tone = theme.Good
		case "gap":
			tone = theme.Warn
		}
		b := kit.BarRow{Label: " " + f.Name, Figure: x.Text(r.Currency.Digits), Tone: tone}
		if !x.None {
			b.Value = x.N
		}
		all = append(all, b)
	}
	return kit.BarChart(all, w, h)
}

// story is who proposed and agreed, or what to do next.
func (s *Screen) story(row *targets.Row, w int) (out []string) {
	said := row.Story(s.report().Currency.Digits)
	if len(said) == 0 && row.Key == 0 && s.tabs.At > 0 {
		said = []string{"Nobody answers for these: there is no target to set."}
	} else if len(said) == 0 {
		said = []string{"No target is set. Press a to propose one."}
	}
	for _, x := range said {
		for _, l := range kit.Wrap(x, w-2) {
			out = append(out, " "+kit.Inline(l, w-2))
		}
	}
	return out
}
