package credit

import (
	"fmt"
	"slices"

	limits "duebook/internal/ar/credit"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	row := func() string {
		if s.current() == nil {
			return "no row is chosen"
		}
		return ""
	}
	one := func() string {
		if why := row(); why != "" {
			return why
		}
		if s.current().Group {
			return "the row is a group; choose one of its customers"
		}
		return ""
	}
	and := func(first, then func() string) func() string {
		return func() string {
			if why := first(); why != "" {
				return why
			}
			return then()
		}
	}
	post := func() string { return verb.Past(s.desk) }
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	return []action.Action{
		act("card.open", "open", "Open the customer's card", "enter", one, func() action.Effect {
			return action.Push("card", s.cardArg())
		}),
		act("limit.set", "limit", "Set the credit limit of the customer or group", "l", and(row, post),
			func() action.Effect { return s.askLimit(false) }),
		act("limit.temporary", "temporary", "Set a temporary limit, which expires by itself", "T", and(row, post),
			func() action.Effect { return s.askLimit(true) }),
		act("block.set", "block", "Set the block that is proposed, another, or none", "B", and(one, post), s.askBlock),
		act("explain", "why", "Show how the exposure comes about, and what the limit is", "=", one,
			func() action.Effect {
				return verb.WhyCredit(s.desk, s.current().Code, s.current().Currency.Code)
			}),
		act("agreement.add", "agreement", "Record a special agreement with the customer", "a", and(one, post),
			s.askAgreement),
		hidden(act("agreement.end", "end agreement", "End the special agreement, as after a breach", "m",
			and(one, and(s.noAgreement, post)), func() action.Effect {
				r := s.current()
				return verb.EndSpecial(s.desk, s.target(), r.Limit.Agreement, s.load)
			})),
		hidden(act("limit.end", "end limit", "End the limit that was set here: the one before it counts again",
			"delete", and(s.noLimit, post), s.askEnd)),
		hidden(act("call.log", "call", "Call the customer", "c", and(one, post), func() action.Effect {
			return action.Push("call", s.cardArg())
		})),
		hidden(act("followup.plan", "follow-up", "Plan a follow-up", "t", and(one, post), s.on(verb.FollowUp))),
		hidden(act("note.write", "note", "Write a note", "n", and(one, post), s.on(verb.Note))),
		hidden(act("refer", "refer", "Refer to the supervisor", "x", and(one, post), s.on(verb.Refer))),
		hidden(act("credit.sort", "sort", "Order by what is worst, by exposure, or by name", "o", nil,
			func() action.Effect {
				s.order = (s.order + 1) % orders
				s.show()
				s.table.Select(0)
				return action.None
			})),
		act("credit.filter", "filter", "Choose whose customers, and how soon a limit expires", "f", nil, s.askFilter),
		hidden(act("credit.export", "export", "Write the list to a file", "ctrl+e", nil, s.askExport)),
	}
}

func (s *Screen) on(f func(d *desk.Desk, t verb.Target) action.Effect) func() action.Effect {
	return func() action.Effect { return verb.On(s.desk, s.current().Code, f) }
}

func (s *Screen) target() verb.Target {
	r := s.current()
	return verb.Target{Code: r.Code, Name: r.Name, Currency: r.Currency.Code, Digits: r.Currency.Digits}
}

func (s *Screen) cardArg() desk.CardArg {
	a := desk.CardArg{Code: s.current().Code, Currency: s.current().Currency.Code}
	for _, r := range s.rows {
		if !r.Group && !slices.Contains(a.List, r.Code) {
			a.List = append(a.List, r.Code)
		}
	}
	return a
}

func (s *Screen) askLimit(temporary bool) action.Effect {
	r, group := s.current(), ""
	if r.Group {
		group = r.Name
	}
	return verb.SetLimit(s.desk, s.target(), group, r.Limit, temporary, s.load)
}

func (s *Screen) askBlock() action.Effect {
	r := s.current()
	return verb.SetBlock(s.desk, s.target(), r.Block.Block, r.Propose, r.Because, s.load)
}

func (s *Screen) askAgreement() action.Effect {
	return verb.On(s.desk, s.current().Code, func(d *desk.Desk, t verb.Target) action.Effect {
		t.Currency, t.Digits = s.current().Currency.Code, s.current().Currency.Digits
		return verb.Special(d, t, s.load)
	})
}

func (s *Screen) noAgreement() string {
	if a := s.current().Limit.Agreement; a == nil || a.State == limits.Past || a.State == limits.Ended {
		return "the customer has no special agreement that lasts"
	}
	return ""
}

func (s *Screen) noLimit() string {
	if r := s.current(); r == nil || r.Limit.Limit == nil {
		return "no limit that was set here counts; the card's is edited on the card"
	}
	return ""
}

func (s *Screen) askEnd() action.Effect {
	l, name := *s.current().Limit.Limit, s.current().Name
	what := l.Sum(s.current().Currency.Digits)
	key := desk.NewKey()
	return action.Ask(kit.Confirm("End the limit", fmt.Sprintf("The limit of %s for %s, approved by %s, counts no "+
		"more from today on. End it?", what, name, l.Approver), "end it", "keep it", func() action.Effect {
		if _, err := s.desk.Do(key, &limits.EndLimit{ID: l.ID}); err != nil {
			return action.Fail(err)
		}
		return action.Notify(verb.Notice(name, ": the limit of "+what+" is ended.")).And(s.load())
	}))
}

func (s *Screen) askFilter() action.Effect {
	n := s.names.Value
	days := 30
	if s.list.Value != nil {
		days = s.list.Value.Days
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		verb.NarrowField("collector", s.collector, n.People),
		verb.NarrowField("branch", s.branch, n.Branches),
		verb.NarrowField("salesman", s.salesman, n.People),
		verb.DaysField("Expiring within", "days", days))
	box := kit.NewFormBox("Whose credit", form, nil)
	box.Foot = func(kit.Values) string {
		return "Groups are listed while nothing is left out: a limit is of the whole."
	}
	box.Done = func(v kit.Values) action.Effect {
		s.collector, s.branch, s.salesman = v.Text("collector"), v.Text("branch"), v.Text("salesman")
		s.days = verb.Days(v)
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) askExport() action.Effect {
	q, k := s.query(), s.kind()
	return verb.ExportTo(s.desk, "credit-"+k.String()+"-"+s.desk.AsOf().String()+".csv",
		func(path string) error { return s.desk.ExportCredit(q, k, path) })
}
