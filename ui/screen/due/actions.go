package due

import (
	"fmt"

	"duebook/internal/ar/followup"
	"duebook/internal/desk"
	"duebook/internal/report/due"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	chosen := func() string {
		if s.current() == nil {
			return "no customer is chosen"
		}
		return ""
	}
	posting := func() string {
		switch {
		case s.desk.Past():
			return "a past day is on show; press @ and choose today first"
		case len(s.chosen()) == 0:
			return "no customer is chosen"
		}
		return ""
	}
	return []action.Action{
		{ID: "card.open", Label: "open", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: chosen,
			Run: func() shell.Effect { return action.Push("card", s.cardArg("")) }},
		{ID: "followup.spread", Label: "follow-ups",
			Help: "Plan follow-ups for the marked customers, spread over open days",
			Keys: []string{"t"}, Disabled: posting, Run: s.askSpread},
		{ID: "due.period", Label: "period", Help: "Show the schedule by day, week or month", Keys: []string{"v"},
			Run: s.askPeriod},
		{ID: "due.filter", Label: "filter", Help: "Narrow to a branch, a collector, or customers without a follow-up",
			Keys: []string{"f"}, Run: s.askFilter},
		{ID: "due.sort", Label: "sort", Help: "Order by amount, name or follow-up", Keys: []string{"o"},
			Run: func() shell.Effect {
				s.order = (s.order + 1) % orders
				s.show()
				s.table.Select(0)
				return s.loadLines()
			}},
		{ID: "due.mark", Label: "mark all", Help: "Mark all customers of this span, or take all marks away",
			Keys:   []string{"a"},
			Hidden: true, Disabled: chosen, Run: s.markAll},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys:   []string{"s"},
			Hidden: true, Disabled: chosen, Run: func() shell.Effect {
				return action.Push("card",
					s.cardArg("statement"))
			}},
		{ID: "due.export", Label: "export", Help: "Write the schedule with its bills to a CSV or XLSX file",
			Keys: []string{"ctrl+e"},
			Run:  s.askExport},
	}
}

func (s *Screen) cardArg(tab string) desk.CardArg {
	list := make([]string, len(s.customers))
	for i, c := range s.customers {
		list[i] = c.Code
	}
	return desk.CardArg{Code: s.current().Code, Tab: tab, List: list}
}

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	had := len(s.marked) > 0
	clear(s.marked)
	s.table.Unmark()
	return had
}

func (s *Screen) markAll() shell.Effect {
	if s.Back() {
		return action.None
	}
	for i := range s.customers {
		s.table.Mark(i)
	}
	s.remember()
	return action.None
}

func (s *Screen) askPeriod() shell.Effect {
	return action.Ask(kit.Choose("Schedule by", "", []kit.Choice{{Value: string(due.Day), Label: "day", Key: "d"},
		{Value: string(due.Week), Label: "week", Key: "w"}, {Value: string(due.Month), Label: "month", Key: "m"}},
		string(s.period), func(v string) action.Effect {
			s.period = due.Period(v)
			return s.load()
		}))
}

func (s *Screen) askFilter() shell.Effect {
	n := s.names.Value
	only := "no"
	if s.unplanned {
		only = "yes"
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		verb.NarrowField("branch", s.branch, n.Branches),
		verb.NarrowField("collector", s.collector, n.People),
		kit.Field{Name: "only", Label: "Only without follow-up", Kind: kit.YesNoField, Value: only})
	box := kit.NewFormBox("Which customers", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.branch, s.collector, s.unplanned = v.Text("branch"), v.Text("collector"), v.Yes("only")
		return s.load()
	}
	return action.Ask(box)
}

// askSpread plans follow-ups for the chosen customers, showing on which days they
// land.
func (s *Screen) askSpread() shell.Effect {
	codes := s.chosen()
	n := len(codes)
	from := s.desk.Calendar().Next(s.desk.Today().Add(1))
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, append(kit.SpreadFields(n, from.String()),
		kit.Field{Name: "time", Label: "Time", Kind: kit.TimeField, Hint: "any time of the day"},
		kit.Field{Name: "task", Label: "Task", Kind: kit.ChoiceField, Value: followup.Call.String(),
			Choices: kit.Lettered(followup.Tasks())},
		kit.Field{Name: "reason", Label: "Reason", Hint: "what for"},
		kit.Field{Name: "owner", Label: "Whose", Kind: kit.SuggestField, Value: s.desk.Who(),
			Suggest: verb.Suggest(s.names.Value.People)})...)
	spread := func(v kit.Values) followup.Spread {
		c := followup.Spread{Customers: codes, From: v.Date("from").String(), Time: v.Text("time"),
			Task: v.Text("task"), Reason: v.Text("reason"), Owner: v.Text("owner")}
		c.Days, c.Max = kit.SpreadOf(v, n)
		return c
	}
	title := "Follow-up for " + text.Count(n, "customer", "customers")
	if n == 1 {
		title = "Follow-up for " + s.nameOf(codes[0])
	}
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		if err := s.desk.Spread(v.Key(), spread(v)); err != nil {
			return "", at(err)
		}
		return text.Count(n, "follow-up", "follow-ups") + " planned.", nil
	})
	box.Preview = func(v kit.Values) (string, error) {
		days, err := s.desk.PreviewSpread(spread(v))
		return desk.SaySpread(days), err
	}
	if n > 1 {
		names := make([]string, n)
		for i, code := range codes {
			names[i] = s.nameOf(code)
		}
		box.Foot = func(kit.Values) string { return kit.Names(names, 120) }
	}
	box.Done = func(kit.Values) action.Effect {
		clear(s.marked)
		s.table.Unmark()
		return s.load()
	}
	return action.Ask(box)
}

// fields of the command that the form calls otherwise.
var fields = map[string]string{"date": "from", "from": "from", "days": "days", "max": "max", "time": "time",
	"task":   "task",
	"reason": "reason", "owner": "owner"}

func at(err error) error {
	if f := fields[desk.FieldOf(err)]; f != "" {
		return kit.At(f, err)
	}
	return err
}

func (s *Screen) nameOf(code string) string {
	for _, r := range s.reports.Value { // a marked one may be of another span
		for _, x := range r.Spans {
			for i := range x.Customers {
				if x.Customers[i].Code == code {
					return x.Customers[i].Name
				}
			}
		}
	}
	return code
}

func (s *Screen) askExport() shell.Effect {
	q := s.query()
	return verb.ExportTo(s.desk, fmt.Sprintf("due-%s-%s.csv", s.period, s.desk.AsOf()),
		func(path string) error { return s.desk.ExportDue(q, path) })
}
