package review

import (
	"strconv"
	"strings"

	"duebook/internal/ar/dayreport"
	"duebook/internal/desk"
	"duebook/internal/report/day"
	"duebook/internal/report/exceptions"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// Actions are what can be done with the day.
func (s *Screen) Actions() []action.Action {
	return []action.Action{
		{ID: "day.open", Label: "open", Keys: []string{"enter"},
			Help:     "Open the officer's report, or what the exception is about: the customer, or the tills",
			Disabled: s.noOpen, Run: s.open},
		{ID: "day.accept", Label: "accept", Keys: []string{"a"}, Help: "Accept the report as it was submitted",
			Hidden: s.tabs.At != officers, Disabled: s.noDecision,
			Run: func() action.Effect { return verb.AcceptDay(s.desk, s.current(), s.load) }},
		{ID: "day.return", Label: "return", Keys: []string{"v"}, Hidden: s.tabs.At != officers,
			Help: "Send the report back and say what is to be put " +
				"right", Disabled: s.noReturn, Run: func() action.Effect {
				return verb.ReturnDay(s.desk, s.current(),
					s.load)
			}},
		{ID: "day.before", Label: "day before", Keys: []string{","}, Help: "The working day before",
			Run: func() action.Effect { return s.step(-1) }},
		{ID: "day.after", Label: "day after", Keys: []string{"."}, Help: "The working day after",
			Disabled: func() string {
				if s.day() >= s.desk.AsOf() {
					return "the days after are still to come"
				}
				return ""
			}, Run: func() action.Effect { return s.step(1) }},
		{ID: "figure.explain", Label: "what", Keys: []string{"="}, Help: "What the figures, or the exception, count",
			Disabled: func() string {
				if s.tabs.At == odd && s.exception() == nil {
					return "no exception is under the cursor"
				}
				return ""
			}, Run: s.explain},
		{ID: "filter", Label: "filter", Keys: []string{"f"}, Help: "Only exceptions of one kind",
			Hidden: s.tabs.At != odd, Disabled: func() string {
				if len(s.odd.Value.Rows) == 0 {
					return "there is no exception to choose from"
				}
				return ""
			}, Run: s.filter},
		{ID: "day.print", Label: "print", Keys: []string{"ctrl+p"}, Help: "One sheet of the department with lines to " +
			"sign, as PDF or a page; or all figures as .xlsx or .csv", Disabled: func() string {
			if len(s.rows.Value) == 0 {
				return "there is nothing to print"
			}
			return ""
		}, Run: func() action.Effect {
			return verb.PrintDay(s.desk, "daily-report-department", s.day(), func(path string, over bool) error {
				return s.desk.PrintReview(s.day(), path, over)
			})
		}},
	}
}

func (s *Screen) noOpen() string {
	at := s.tables[s.tabs.At].Cursor()
	switch {
	case at < 0:
		return "nothing is under the cursor"
	case s.tabs.At == officers && (s.current() == nil || s.current().User == ""):
		return "these customers are nobody's: give their collector a user (: people)"
	case s.tabs.At == odd && s.exception().Code == "" && !s.tills():
		return "the exception is about no customer"
	}
	return ""
}

// tills reports whether the exception under the cursor is about a till or a receipt book.
func (s *Screen) tills() bool {
	k := s.exception().Kind
	return k == exceptions.CashNotBanked || k == exceptions.LeavesMissing
}

// explain says what the figures of the tab count.
func (s *Screen) explain() action.Effect {
	switch s.tabs.At {
	case odd:
		k := s.exception().Kind
		return action.Ask(kit.Message(k.Title(), k.Definition()))
	case missing:
		return action.Ask(kit.Message("Missing", "Reports of the last thirty working days that were due and are not "+
			"submitted; today's is not missing yet."))
	}
	var said []string
	for _, key := range append([]string{day.Target, day.Collected, day.Listed, day.Worked}, counted...) {
		def, err := day.Find(key)
		if err != nil {
			return action.Fail(err)
		}
		said = append(said, def.Title+": "+def.Definition)
	}
	return action.Ask(kit.Message("The figures", strings.Join(append(said,
		"Since: entries of this day that were recorded or undone after the report was submitted."), "\n")))
}

func (s *Screen) open() action.Effect {
	at := s.tables[s.tabs.At].Cursor()
	switch s.tabs.At {
	case odd:
		if s.exception().Code == "" {
			return action.Push("cash", nil)
		}
		return action.Push("card", desk.CardArg{Code: s.exception().Code})
	case missing:
		return action.Push("day", desk.DayArg{User: s.lost[at].user, Day: s.lost[at].past.Day})
	case trend:
		return action.Push("day", desk.DayArg{User: s.tracks.Value[at/3].User, Day: s.day()})
	}
	return action.Push("day", desk.DayArg{User: s.current().User, Day: s.day()})
}

// filter asks for one kind, of those there are on the day.
func (s *Screen) filter() action.Effect {
	choices, at := []kit.Choice{{Value: "0", Label: "All kinds", Help: text.Number(len(s.odd.Value.Rows))}}, "0"
	for _, k := range exceptions.Kinds() {
		n := 0
		for i := range s.odd.Value.Sums {
			if x := &s.odd.Value.Sums[i]; x.Kind == k {
				n += x.Count
			}
		}
		if value := strconv.Itoa(int(k)); n > 0 {
			choices = append(choices, kit.Choice{Value: value, Label: k.Title(), Help: text.Number(n)})
			if k == s.only {
				at = value
			}
		}
	}
	return action.Ask(kit.Choose("Which exceptions", "", choices, at, func(value string) action.Effect {
		k, _ := strconv.Atoi(value)
		s.only = exceptions.Kind(k)
		s.tables[odd].Select(0)
		s.show()
		return action.None
	}))
}

func (s *Screen) step(n int) action.Effect {
	cal, d := s.desk.Calendar(), s.day().Add(n)
	if d = cal.Last(d); n > 0 {
		d = min(cal.Next(s.day().Add(n)), s.desk.AsOf())
	}
	s.on = d
	return s.load()
}

// noDecision is why the report under the cursor cannot be accepted.
func (s *Screen) noDecision() string {
	r := s.current()
	switch why := verb.Past(s.desk); {
	case why != "":
		return why
	case r == nil || r.User == "":
		return "choose an officer's report"
	case r.User == s.desk.Who() && !s.desk.Alone():
		return "another supervisor decides on your own report"
	case r.State == dayreport.Draft:
		return r.Name + " has not submitted it yet"
	case r.State != dayreport.Submitted:
		return "it is " + r.State.String()
	}
	return ""
}

func (s *Screen) noReturn() string {
	if r := s.current(); r != nil && r.State == dayreport.Accepted && (r.User != s.desk.Who() || s.desk.Alone()) {
		return verb.Past(s.desk)
	}
	return s.noDecision()
}

// titled is the kind of an exception and what it is about.
func titled(x *exceptions.Row) string {
	if x.Name == "" {
		return x.Kind.Title()
	}
	return x.Kind.Title() + ": " + strings.TrimSpace(x.Code+" "+x.Name)
}

// View draws the tabs, the day and the chosen table.
func (s *Screen) View(w, h int) string {
	if !s.rows.Asked {
		return kit.Waiting(w, h, "Filling the reports ...", "The reports could not be made", s.rows.Err)
	}
	facts := []kit.Pair{{Value: text.DayName(s.day()) + " " + s.day().String()}}
	waiting := 0
	for i := range s.rows.Value {
		if r := &s.rows.Value[i]; r.State == dayreport.Submitted && (r.User != s.desk.Who() || s.desk.Alone()) {
			waiting++
		}
	}
	if waits := (kit.Pair{Value: "no report of this day waits", Tone: theme.Muted}); waiting == 0 {
		facts = append(facts, waits)
	} else {
		facts = append(facts, kit.Pair{Value: text.Count(waiting, "report waits", "reports wait"), Tone: theme.Info})
	}
	if more := day.Foreign(s.rows.Value, day.Collected); len(more) > 0 && s.tabs.At == officers {
		facts = append(facts, kit.Pair{Label: "also collected", Value: day.Amounts(more, "")})
	}
	if s.tabs.At == odd && !s.odd.Asked || s.tabs.At >= missing && !s.tracks.Asked {
		facts = append(facts, kit.Pair{Value: "reading ..."})
	}
	if s.only != 0 && s.tabs.At == odd {
		facts = append(facts, kit.Pair{Label: "only", Value: s.only.Title(), Tone: theme.Accent})
	}
	out := []string{" " + s.tabs.View(w-1), " " + kit.Facts(facts, w-1)}
	x := s.exception()
	if s.tabs.At != odd || x == nil {
		return kit.Stack(w, h, append(out, s.tables[s.tabs.At].View(w, h-2, true))...)
	}
	said := kit.Wrap(x.Text, w-2)
	said = said[:min(len(said), 3)]
	for i := range said {
		said[i] = " " + kit.Inline(said[i], w-2)
	}
	below := len(said) + 1
	return kit.Stack(w, h, append(out, s.tables[odd].View(w, h-2-below, true), kit.Pane(w, below, titled(x),
		s.tables[odd].Position(), false, func(w, h int) string { return kit.Stack(w, h, said...) }))...)
}
