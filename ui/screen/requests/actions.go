package requests

import (
	"slices"

	"duebook/internal/desk"
	"duebook/internal/report/requests"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done with requests.
func (s *Screen) Actions() []action.Action {
	row := func() string {
		if s.current() == nil {
			return "no request is chosen"
		}
		return ""
	}
	open := func() string {
		if why := row(); why != "" {
			return why
		}
		if len(s.chosen()) == 0 {
			return "the request is closed; u takes a closing of yours back"
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	many := func(f func(d *desk.Desk, ids []uint32, what string, done func() action.Effect) action.Effect,
	) func() action.Effect {
		return func() action.Effect {
			all := s.chosen()
			what := text.Count(len(all), "request", "requests")
			if len(all) == 1 {
				what = all[0].Kind.String() + " for " + all[0].Name
			}
			var ids []uint32
			for _, r := range all {
				ids = append(ids, r.Request.ID)
			}
			return f(s.desk, ids, what, s.again)
		}
	}
	person := act("card.open", "open", "Open the customer's card", "enter", row, s.card)
	if s.tabs.At == tabBy {
		person = act("list.take", "theirs", "List the requests of this person or department", "enter", func() string {
			if s.by.Cursor() < 0 {
				return "nobody is chosen"
			}
			return ""
		}, func() action.Effect {
			s.query.To, s.tabs.At = s.list.Value.By[s.by.Cursor()].To, tabOpen
			return s.load()
		})
	}
	return []action.Action{person,
		act("request.close", "close", "Close the requests, with what came of them", "v", open,
			many(verb.CloseRequests)),
		act("request.route", "route", "Give the requests to somebody else", "y", open, many(verb.RouteRequests)),
		act("request.move", "move", "Put the requests to another day", "m", open, many(verb.MoveRequests)),
		act("request.note", "answer", "Note what was answered; the request stays open", "a", open,
			func() action.Effect { return verb.AnswerRequest(s.desk, s.chosen()[0], s.again) }),
		hidden(act("call.log", "call", "Call the customer", "c", row, func() action.Effect {
			return action.Push("call", desk.CardArg{Code: s.current().Code})
		})),
		hidden(act("followup.plan", "follow-up", "Plan a follow-up", "t", open, s.on(verb.FollowUp))),
		hidden(act("refer", "refer", "Refer the customer to the supervisor", "x", open, s.on(verb.Refer))),
		act("filter", "filter", "Only those of one person, department or customer", "f", nil, s.filter),
	}
}

func (s *Screen) on(f func(d *desk.Desk, t verb.Target) action.Effect) func() action.Effect {
	return func() action.Effect { return verb.On(s.desk, s.current().Code, f) }
}

// chosen are the marked requests that are open, or the one under the cursor.
func (s *Screen) chosen() []*requests.Row {
	var out []*requests.Row
	for _, i := range s.table.Marked() {
		if r := &s.list.Value.Rows[i]; !r.Closed {
			out = append(out, r)
		}
	}
	return out
}

// again reads the list anew, nothing marked.
func (s *Screen) again() action.Effect {
	s.table.Unmark()
	return s.load()
}

func (s *Screen) card() action.Effect {
	a := desk.CardArg{Code: s.current().Code}
	for i := range s.list.Value.Rows {
		if c := s.list.Value.Rows[i].Code; !slices.Contains(a.List, c) {
			a.List = append(a.List, c)
		}
	}
	return action.Push("card", a)
}

func (s *Screen) filter() action.Effect {
	names, err := s.desk.Owners()
	if err != nil {
		return action.Fail(err)
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "to", Label: "Whose",
		Kind: kit.SuggestField, Value: s.query.To, Hint: "anybody's", Suggest: verb.Suggest(names)},
		kit.Field{Name: "customer", Label: "Customer's code", Value: s.query.Customer, Hint: "any"})
	box := kit.NewFormBox("Which requests", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.query.To, s.query.Customer = v.Text("to"), v.Text("customer")
		return s.load()
	}
	return action.Ask(box)
}
