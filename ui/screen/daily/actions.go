package daily

import (
	"fmt"
	"strings"

	"duebook/internal/ar/dayreport"
	"duebook/internal/desk"
	"duebook/internal/report/day"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done with the report.
func (s *Screen) Actions() []action.Action {
	acts := []action.Action{
		{ID: "entry.open", Label: "open", Keys: []string{"enter"},
			Help:     "Go to the entries the figure is made of, and from there to the customer's card",
			Disabled: s.noEntry, Run: s.open},
		{ID: "day.submit", Label: "submit", Keys: []string{"ctrl+s"},
			Help:     "Freeze the report and hand it to the supervisor",
			Hidden:   !s.mine(),
			Disabled: s.noWriting, Run: s.submit},
		{ID: "day.edit_remark", Label: s.word(), Keys: []string{"e"},
			Help:     "Say something of this figure; on the other tabs, of the whole day",
			Disabled: s.noWord, Run: s.remark},
		{ID: "day.leave_out", Label: "leave out", Keys: []string{"l"},
			Help:     "Say why this customer is not worked today",
			Hidden:   !s.mine(),
			Disabled: s.noLeaving, Run: s.leaveOut},
		{ID: "day.accept", Label: "accept", Keys: []string{"a"}, Help: "Accept the report as it was submitted",
			Hidden: s.desk.May("day.accept") != "", Disabled: s.noDecision, Run: func() action.Effect {
				return verb.AcceptDay(s.desk, s.report.Value,
					s.load)
			}},
		{ID: "day.return", Label: "return", Keys: []string{"v"}, Hidden: s.desk.May("day.return") != "",
			Help: "Send the report back and say what is to be put " +
				"right", Disabled: s.noReturn, Run: func() action.Effect {
				return verb.ReturnDay(s.desk,
					s.report.Value, s.load)
			}},
		{ID: "figure.explain", Label: "what", Keys: []string{"="},
			Help:     "What the figure counts, and all that was said of it",
			Disabled: s.noFigure, Run: s.explain},
		{ID: "day.before", Label: "day before", Keys: []string{","}, Help: "The working day before", Hidden: true,
			Run: func() action.Effect { return s.step(-1) }},
		{ID: "day.after", Label: "day after", Keys: []string{"."}, Help: "The working day after", Hidden: true,
			Disabled: s.noLater, Run: func() action.Effect { return s.step(1) }},
		{ID: "day.print", Label: "print", Keys: []string{"ctrl+p"},
			Help: "One sheet with lines to sign, as PDF or a page; " +
				"or all figures as .xlsx or .csv",
			Disabled: s.noReport, Run: s.print},
	}
	return acts
}

func (s *Screen) noReport() string {
	if s.report.Value == nil {
		return "there is no report yet"
	}
	return ""
}

func (s *Screen) noFigure() string {
	if s.tabs.At != figures || s.line() == nil {
		return "no figure is under the cursor"
	}
	return ""
}

func (s *Screen) noEntry() string {
	if s.tabs.At == figures && !s.inside {
		if l := s.line(); l == nil || len(l.Items) == 0 {
			return "nothing stands behind this figure"
		}
		return ""
	}
	if code, _ := s.code(); code == "" {
		return "no customer is under the cursor"
	}
	return ""
}

func (s *Screen) noWriting() string {
	switch why := verb.Past(s.desk); {
	case why != "":
		return why
	case s.report.Value == nil:
		return "there is no report yet"
	case !s.mine():
		return "only " + s.user + " submits this report"
	}
	switch s.state() {
	case dayreport.Submitted:
		return "it is with the supervisor; u takes the submission back"
	case dayreport.Accepted:
		return "it is accepted"
	}
	return ""
}

func (s *Screen) noWord() string {
	if why := s.noWriting(); s.mine() && (!s.comments() || s.desk.May("day.comment") != "") {
		return why
	}
	return s.noComment()
}

// comments reports whether what is written now is a supervisor's comment, no remark.
func (s *Screen) comments() bool {
	return !s.mine() || s.state() == dayreport.Submitted || s.state() == dayreport.Accepted
}

// word is what is written on the report by whoever sits here.
func (s *Screen) word() string {
	if s.comments() && s.desk.May("day.comment") == "" {
		return "comment"
	}
	return "remark"
}

// noComment is why the supervisor cannot write on the report; whoever works alone may.
func (s *Screen) noComment() string {
	switch why := verb.Past(s.desk); {
	case why != "":
		return why
	case s.state() == dayreport.Draft:
		return "it is not submitted yet"
	}
	return s.desk.May("day.comment")
}

func (s *Screen) noDecision() string {
	switch why := s.noComment(); {
	case why != "":
		return why
	case s.mine() && !s.desk.Alone():
		return "another supervisor decides on your own report"
	case s.state() != dayreport.Submitted:
		return "it is " + s.state().String()
	}
	return ""
}

func (s *Screen) noReturn() string {
	if s.state() == dayreport.Accepted && (!s.mine() || s.desk.Alone()) {
		return s.noComment()
	}
	return s.noDecision()
}

func (s *Screen) noLeaving() string {
	if why := s.noWriting(); why != "" {
		return why
	}
	if l := s.line(); s.tabs.At != figures || l == nil || l.Key != day.Untouched && l.Key != day.LeftOut {
		return "choose Untouched, then the customer"
	}
	if code, _ := s.code(); code == "" {
		return "enter goes to the customers first"
	}
	return ""
}

func (s *Screen) noLater() string {
	if s.day() >= s.desk.AsOf() {
		return "the days after are still to come"
	}
	return ""
}

func (s *Screen) open() action.Effect {
	if s.tabs.At == figures && !s.inside {
		s.inside = true
		return action.None
	}
	code, list := s.code()
	var once []string
	seen := map[string]bool{}
	for _, c := range list {
		if c != "" && !seen[c] {
			seen[c] = true
			once = append(once, c)
		}
	}
	return action.Push("card", desk.CardArg{Code: code, List: once})
}

func (s *Screen) step(n int) action.Effect {
	cal, d := s.desk.Calendar(), s.day().Add(n)
	if d = cal.Last(d); n > 0 {
		d = min(cal.Next(s.day().Add(n)), s.desk.AsOf())
	}
	s.on = d
	return s.load()
}

func (s *Screen) submit() action.Effect {
	r, key := s.report.Value, desk.NewKey()
	body := fmt.Sprintf("%s %s: %s collected, %s, %s. It is frozen as it stands and goes to the supervisor; u "+
		"takes it back until it is decided on.", text.DayName(r.Day), r.Day, collected(r),
		text.Count(r.Line(day.Attempts).Count, "call", "calls"),
		text.Count(r.Line(day.Promises).Count, "promise", "promises"))
	if n := r.Line(day.Untouched).Count; n > 0 {
		body += " " + text.Count(n, "customer of the list is", "customers of the list are") +
			" untouched and without a reason."
	}
	if n := r.Line(day.Missed).Count; n > 0 {
		body += " " + text.Count(n, "call-back was", "call-backs were") + " missed."
	}
	return action.Ask(kit.Confirm("Submit the report?", body, "submit", "not yet", func() action.Effect {
		if _, err := s.desk.Do(key, &desk.SubmitDay{Day: r.Day.String()}); err != nil {
			return action.Fail(err)
		}
		return action.Notify("The report of " + text.ShortDate(r.Day) + " is submitted.").And(s.load())
	}))
}

func collected(r *day.Row) string {
	if m := day.Amounts(r.Line(day.Collected).Sums, ""); m != "" {
		return m
	}
	return "nothing"
}

// remark asks for words on the figure under the cursor, or on the whole day.
func (s *Screen) remark() action.Effect {
	r, line, title := s.report.Value, "", "the whole day"
	if l := s.line(); s.tabs.At == figures && l != nil {
		line, title = l.Key, s.heading()
	}
	comment := s.comments()
	was := ""
	for _, w := range r.Said {
		if w.Line == line && w.Comment == comment && w.By == s.desk.Who() {
			was = w.Text
		}
	}
	head := "Remark on " + title
	if comment {
		head = "Comment on " + title
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "text", Label: "Words",
		Kind:  kit.NoteField,
		Value: was, Hint: "empty takes it away"})
	box := kit.NewFormBox(head, form, func(v kit.Values) (string, error) {
		var err error
		if comment {
			_, err = s.desk.Do(v.Key(), &dayreport.Comment{User: r.User, Day: r.Day.String(), Line: line,
				Text: v.Text("text")})
		} else {
			_, err = s.desk.Do(v.Key(), &dayreport.Remark{Day: r.Day.String(), Line: line, Text: v.Text("text")})
		}
		return "", verb.At(err, map[string]string{"text": "text"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) leaveOut() action.Effect {
	code, _ := s.code()
	return verb.LeaveOut(s.desk, verb.Target{Code: code, Name: s.named()}, s.day(), s.load)
}

// named is the name of the customer under the cursor.
func (s *Screen) named() string {
	if at := s.entries.Cursor(); at >= 0 {
		return s.line().Items[at].Name
	}
	return ""
}

func (s *Screen) explain() action.Effect {
	l := s.line()
	def, err := day.Find(l.Key)
	if err != nil {
		return action.Fail(err)
	}
	body := def.Definition
	if l.Key == day.Attempts {
		for _, x := range s.report.Value.Results {
			body += fmt.Sprintf("\n%s: %s", x.Name, text.Number(x.Count))
		}
	}
	return action.Ask(kit.Message(def.Title, body+s.words(l.Key)))
}

// words is all that was said of a line and of the whole report, in full: the screen cuts
// what is long.
func (s *Screen) words(line string) (out string) {
	r := s.report.Value
	for _, x := range r.Said {
		switch x.Line {
		case line:
			out += "\n" + x.By + ": " + x.Text
		case "":
			out += "\n" + x.By + ", of the whole day: " + x.Text
		}
	}
	if x, ok := r.Decided(s.desk.AsOf()); ok && x.Comment != "" {
		out += "\n" + x.By + ", who decided: " + x.Comment
	}
	return out
}

func (s *Screen) print() action.Effect {
	r := s.report.Value
	return verb.PrintDay(s.desk, "daily-report-"+strings.ReplaceAll(r.User, " ", "-"), r.Day,
		func(path string, over bool) error { return s.desk.PrintDay(s.user, r.Day, path, over) })
}
