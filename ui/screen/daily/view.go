package daily

import (
	"strconv"
	"strings"

	"duebook/internal/ar/dayreport"
	"duebook/internal/report/day"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the tabs, whose day it is and where the report stands, and the chosen tab.
func (s *Screen) View(w, h int) string {
	r := s.report.Value
	if r == nil {
		say := "Filling the report ..."
		if s.report.Err != nil {
			say = "The report could not be made: " + s.report.Err.Error() + ". Press , or . for another day."
		}
		return kit.Middle(strings.Join(kit.Wrap(say, min(w-4, 76)), "\n"), w, h)
	}
	out := []string{" " + s.tabs.View(w-1), " " + kit.Facts(s.facts(), w-1)}
	out = append(out, s.whole(w)...)
	if s.tabs.At != figures {
		return kit.Stack(w, h, append(out, s.tables[s.tabs.At].View(w, h-len(out), true))...)
	}
	below := max(6, (h-len(out))/3)
	if w >= 110 {
		left := w / 2
		return kit.Stack(w, h, append(out, kit.Beside(s.tables[figures].View(left, h-len(out), !s.inside),
			kit.Pane(w-left-3, h-len(out), s.heading(), s.entries.Position(), s.inside, s.pane)))...)
	}
	return kit.Stack(w, h, append(out, s.tables[figures].View(w, h-len(out)-below, !s.inside),
		kit.Pane(w, below, s.heading(), s.entries.Position(), s.inside, s.pane))...)
}

// pane is what was said of the figure, and the entries it is made of.
func (s *Screen) pane(w, h int) string {
	t := theme.Now()
	var said []string
	for _, x := range s.report.Value.Said {
		if l := s.line(); l == nil || x.Line != l.Key {
			continue
		}
		for _, line := range kit.Wrap(x.By+": "+x.Text, w-4) {
			said = append(said, " "+t.Tone(theme.Accent, kit.Inline(line, w-2)))
		}
	}
	said = said[:min(len(said), h/2)]
	return kit.Stack(w, h, append(said, s.entries.View(w, h-len(said), s.inside))...)
}

func (s *Screen) heading() string {
	if l := s.line(); l != nil {
		if def, err := day.Find(l.Key); err == nil {
			return def.Title
		}
	}
	return ""
}

// facts are whose day it is and where the report stands.
func (s *Screen) facts() []kit.Pair {
	r := s.report.Value
	tone := map[dayreport.State]theme.Tone{dayreport.Submitted: theme.Info, dayreport.Returned: theme.Bad,
		dayreport.Accepted: theme.Good}[r.State]
	facts := []kit.Pair{{Value: r.Name}, {Value: text.DayName(r.Day) + " " + r.Day.String()},
		{Value: r.State.String(), Tone: tone}}
	if r.Version != nil {
		facts = append(facts, kit.Pair{Label: "version", Value: strconv.Itoa(r.Version.N)},
			kit.Pair{Label: "digest", Value: r.Version.Short()})
	}
	if n := len(r.Changed); n > 0 {
		facts = append(facts, kit.Pair{Value: text.Count(n, "change", "changes") + " since it was submitted",
			Tone: theme.Warn})
	}
	return facts
}

// whole is what was said of the whole report, and what the supervisor decided.
func (s *Screen) whole(w int) (out []string) {
	r := s.report.Value
	t := theme.Now()
	say := func(tone theme.Tone, who, what string) {
		if what != "" {
			what = ": " + what
		}
		out = append(out, kit.Line(" "+t.Tone(tone, who)+kit.Inline(what, w-text.Width(who)-3), w))
	}
	if x, ok := r.Decided(s.desk.AsOf()); ok {
		word, tone := "returned by ", theme.Bad
		if x.Accepted {
			word, tone = "accepted by ", theme.Good
		}
		if x.Self {
			word = "self-" + word
		}
		say(tone, word+x.By+" on "+text.ShortDate(x.On), x.Comment)
	}
	for _, x := range r.Said {
		if x.Line == "" {
			say(theme.Muted, x.By, x.Text)
		}
	}
	return out[:min(len(out), 3)]
}
