package interest

import (
	"fmt"

	"duebook/internal/ar/interest"
	"duebook/internal/desk"
	"duebook/internal/report/accrued"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	post := func() string { return verb.Past(s.desk) }
	row := func() string {
		if s.row() == nil {
			return "no customer is chosen"
		}
		return ""
	}
	and := func(a, b func() string) func() string {
		return func() string {
			if why := a(); why != "" {
				return why
			}
			return b()
		}
	}
	terms := action.Action{ID: "interest.set_terms", Label: "add terms", Keys: []string{"a"}, Disabled: post,
		Help: "Set terms of interest: for everybody, a group or a customer", Run: s.askTerms}
	switch {
	case s.tabs.At == tabTerms:
		return []action.Action{terms, {ID: "interest.end_terms", Label: "end", Keys: []string{"x"},
			Help: "End terms with a last day, or take them back", Disabled: and(func() string {
				if t := s.ruled(); t == nil || t.Ended {
					return "no terms in force are chosen"
				}
				return ""
			}, post), Run: s.askEnd}}
	case s.off():
		return []action.Action{terms}
	}
	list := []action.Action{
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: row,
			Run: s.openCard},
		{ID: "interest.why", Label: "explain", Help: "How the interest of a bill came about, segment by segment",
			Keys: []string{"="}, Disabled: row, Run: s.askWhy},
		{ID: "interest.charge", Label: "charge", Help: "Post notes to the marked customers, or to all listed",
			Keys: []string{"C"}, Disabled: and(func() string {
				if s.tabs.At != tabCharge || len(s.rows) == 0 {
					return "nothing to charge is listed; tab goes to what is"
				}
				return ""
			}, post), Run: s.askRun},
		{ID: "interest.waive", Label: "waive", Help: "Give interest up: of a note, or of what is not yet charged",
			Keys: []string{"w"}, Disabled: and(row, post), Run: s.askWaive},
	}
	switch s.tabs.At {
	case tabCharge:
		list = append(list, action.Action{ID: "interest.all", Label: "view", Keys: []string{"v"},
			Help: "Show also those with nothing to charge now, or only what is to charge", Run: func() action.Effect {
				s.all = !s.all
				s.show()
				return action.None
			}})
	case tabNotes:
		list = append(list, action.Action{ID: "interest.reverse", Label: "reverse", Keys: []string{"x"},
			Help: "Take a whole note back; its days may be charged again", Disabled: and(row, post), Run: s.askReverse})
	}
	return append(list, terms)
}

func (s *Screen) openCard() action.Effect {
	a := desk.CardArg{Code: s.row().Code, Currency: s.row().Currency.Code}
	if n := s.noted(); n != nil {
		a.Bill = n.Number
	}
	return action.Push("card", a)
}

func (s *Screen) options(digits int) kit.FormOptions {
	return kit.FormOptions{Today: s.desk.Today(), Digits: digits}
}

// askWhy asks which bill, when there are several, and tells how its figure came about.
func (s *Screen) askWhy() action.Effect {
	r := s.row()
	if len(r.Lines) == 0 {
		return action.Notify("Nothing has accrued for " + r.Name + ".")
	}
	ask := func(l *accrued.Line) action.Effect {
		return verb.HowInterest(s.desk, l.Number, int(l.Part)+1)
	}
	if len(r.Lines) == 1 {
		return ask(&r.Lines[0])
	}
	var choices []kit.Choice
	for i := range r.Lines {
		l := &r.Lines[i]
		label := fmt.Sprintf("%s, due %s: %s", l.Number, l.DueDate, s.amount(l.Accrued, r.Currency))
		choices = append(choices, kit.Choice{Value: fmt.Sprint(i), Label: label})
	}
	return action.Ask(kit.Choose("Which bill?", "", choices, "0", func(v string) action.Effect {
		for i := range choices {
			if choices[i].Value == v {
				return ask(&r.Lines[i])
			}
		}
		return action.None
	}))
}

// askRun posts the notes of a run, after saying what it would post.
func (s *Screen) askRun() action.Effect {
	rows := s.chosen()
	form := kit.NewForm(s.options(2),
		kit.Field{Name: "as_of", Label: "To the end of", Kind: kit.DateField, Value: "today", Required: true,
			Hint: "the last day that is charged"},
		kit.Field{Name: "due", Label: "Due", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "text", Label: "Says", Hint: "empty: " + s.word() + " to that day"})
	title := "Charge " + text.Count(len(rows), "customer", "customers")
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		c := &interest.Run{AsOf: v.Date("as_of").String(), Due: v.Date("due").String(), Text: v.Text("text")}
		for _, r := range rows {
			c.Customers = append(c.Customers, r.Code+" "+r.Currency.Code)
		}
		_, err := s.desk.Do(v.Key(), c)
		return "The notes are posted. u takes the run back.", verb.At(err, map[string]string{"as_of": "as_of",
			"due": "due", "text": "text"})
	})
	box.Foot = func(v kit.Values) string {
		if v.Date("as_of") != s.desk.Today() {
			return "One note for each account, of what had accrued by that day and was not charged."
		}
		return s.preview(rows)
	}
	box.Done = func(kit.Values) action.Effect {
		s.table.Unmark()
		return s.load()
	}
	return action.Ask(box)
}
