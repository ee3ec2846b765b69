package call

import (
	"strings"

	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

const (
	sideBySide = 96
	leastForm  = 7 // lines of the form below what to know
)

// View draws what to know above the form, or beside it when there is room.
func (s *Screen) View(w, h int) string {
	if s.card.Value == nil || s.form == nil {
		if s.card.Err != nil {
			return kit.Middle(s.card.Err.Error(), w, h)
		}
		return kit.Middle("Reading the book ...", w, h)
	}
	c := s.card.Value
	form := func(w, h int) string { return s.formView(w, h) }
	if w >= sideBySide {
		left := max(w/2, 56)
		return kit.Abreast(2, kit.Pane(left, h, c.Name, c.Code, false, s.know),
			kit.Pane(w-left-2, h, "What came of it", "", true, form))
	}
	tell := min(verb.MinBrief(c, s.desk, s.acc, w), h-leastForm-1) + 1
	need := min(len(s.lead(w))+s.form.Lines(w)+1, h-tell)
	more := ""
	if len(s.lead(w))+s.form.Lines(w)+1 > need {
		more = "more fields: tab"
	}
	return kit.Stack(w, h, kit.Pane(w, h-need, c.Name, c.Code, false, s.know),
		kit.Pane(w, need, "What came of it", more, true, form))
}

// lead is what stands above the fields: what is under way, wrong or unusual.
func (s *Screen) lead(w int) []string {
	t := theme.Now()
	var out []string
	add := func(tone theme.Tone, said string) {
		for _, l := range kit.Wrap(said, w) {
			out = append(out, t.Tone(tone, kit.Cell(l, w, kit.Left)))
		}
	}
	switch {
	case s.saving:
		add(theme.Muted, "Saving ...")
	case s.failed != "":
		add(theme.Bad, s.failed)
	case s.warning() != "":
		add(theme.Warn, t.Signs.Warn+" "+s.warning())
	}
	if s.against(s.form.Values()) && !s.saving {
		add(theme.Warn, t.Signs.Warn+" "+s.guard.Value)
	}
	return out
}

func (s *Screen) formView(w, h int) string {
	lead := s.lead(w)
	return kit.Stack(w, h, strings.Join(lead, "\n"), s.form.View(w, h-len(lead)))
}

// tones are how the weights of a brief are drawn.
var tones = map[verb.Weight]theme.Tone{verb.Plain: theme.Plain, verb.Strong: theme.Strong, verb.Quiet: theme.Muted,
	verb.Next: theme.Accent, verb.Warn: theme.Warn, verb.Stop: theme.Bad}

// know draws what to know of the customer in exactly w x h cells.
func (s *Screen) know(w, h int) string {
	t := theme.Now()
	var out []string
	for _, l := range verb.Brief(s.card.Value, s.desk, s.acc, w, h) {
		room := w - kit.Width(l.Figures)
		out = append(out, t.Tone(tones[l.Weight], kit.Cell(verb.Short(l.Text, room), room, kit.Left)+l.Figures))
	}
	return kit.Fit(strings.Join(out, "\n"), w, h)
}
