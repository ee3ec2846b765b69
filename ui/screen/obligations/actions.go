package obligations

import (
	"slices"

	"duebook/internal/desk"
	"duebook/internal/report/obligations"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.code() == "" {
			return "no customer is chosen"
		}
		return ""
	}
	post := func() string {
		if why := none(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	with := func(f func(d *desk.Desk, t verb.Target) action.Effect) func() action.Effect {
		return func() action.Effect { return verb.On(s.desk, s.code(), f) }
	}
	list := []action.Action{
		{ID: "card.open", Label: "open", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: none,
			Run: func() action.Effect { return action.Push("card", s.cardArg("")) }},
		{ID: "call.log", Label: "call", Help: "Call the customer", Keys: []string{"c"}, Disabled: post,
			Run: func() action.Effect { return action.Push("call", s.cardArg("")) }},
		{ID: "receipt.record", Label: "receipt", Help: "Record a receipt", Keys: []string{"r"}, Disabled: post,
			Run: with(verb.Receipt)},
		{ID: "promise.take", Label: "promise", Help: "Take a promise to pay", Keys: []string{"p"}, Disabled: post,
			Hidden: true, Run: with(verb.Promise)},
		{ID: "cheque.receive", Label: "cheque", Help: "Record a cheque that came in", Keys: []string{"h"},
			Disabled: post, Hidden: true, Run: with(verb.Cheque)},
		{ID: "plan.add", Label: "add", Help: "Make a payment plan, or record a paper, for the customer",
			Keys: []string{"a"}, Disabled: post, Run: s.askAdd},
		s.moveAction(post),
		{ID: "paper.edit", Label: "edit", Help: "Put right what is written on the paper", Keys: []string{"e"},
			Hidden: true, Disabled: func() string {
				if r := s.current(); r == nil || r.Signed == nil {
					return "the row is no paper; a promise is withdrawn and taken again"
				}
				return post()
			}, Run: func() action.Effect {
				return verb.EditPaper(s.desk, s.current().Signed, s.current().Name, s.load)
			}},
		{ID: "followup.plan", Label: "follow-up", Help: "Plan a follow-up", Keys: []string{"t"}, Disabled: post,
			Hidden: true, Run: with(verb.FollowUp)},
		{ID: "note.write", Label: "note", Help: "Write a note", Keys: []string{"n"}, Disabled: post, Hidden: true,
			Run: with(verb.Note)},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys: []string{"s"}, Hidden: true, Disabled: none, Run: func() action.Effect {
				return action.Push("card", s.cardArg("statement"))
			}},
		{ID: "promises.sort", Label: "sort", Help: "Order by day, by what is left, or by name", Keys: []string{"o"},
			Disabled: func() string {
				if s.tab == kept {
					return "the ratios stand by what was promised"
				}
				return ""
			}, Run: func() action.Effect {
				s.order = (s.order + 1) % orders
				s.show()
				s.table.Select(0)
				return s.loadBills()
			}},
	}
	return append(list, s.listing()...)
}

// listing are the actions that choose what is listed.
func (s *Screen) listing() []action.Action {
	return []action.Action{
		{ID: "promises.show", Label: "view", Help: "Show all, only promises, only plans or only papers",
			Keys: []string{"v"}, Run: s.askSort},
		{ID: "promises.filter", Label: "filter", Help: "Choose whose customers, and how far back is listed",
			Keys: []string{"f"}, Run: s.askFilter},
		{ID: "promises.export", Label: "export", Help: "Write the list, or how promises were kept, to a file",
			Keys: []string{"ctrl+e"}, Run: s.askExport},
	}
}

// moveAction is the row's own next step: a paper moves on, a promise is withdrawn.
func (s *Screen) moveAction(post func() string) action.Action {
	a := action.Action{ID: "paper.move", Label: "move on", Help: "Sign, hold, present, file, return or cancel a " +
		"paper; withdraw a promise", Keys: []string{"m"}}
	r := s.current()
	if r != nil && r.Signed == nil {
		a.Label = "withdraw"
	}
	a.Disabled = func() string {
		r := s.current()
		switch {
		case r == nil:
			return "no row is chosen"
		case r.Signed == nil && r.Group != obligations.Due && r.Group != obligations.Waiting:
			return "only an open promise can be withdrawn; this one is " + r.State
		case r.Signed != nil && len(r.Signed.Legal(r.Signed.State)) == 0:
			return "nothing more is done with a paper that is " + r.State
		}
		return post()
	}
	a.Run = func() action.Effect {
		if r := s.current(); r.Signed != nil {
			return verb.MovePaper(s.desk, r.Signed, r.Name, s.load)
		}
		return verb.Withdraw(s.desk, s.current(), s.load)
	}
	return a
}

// code is the customer under the cursor, "" when there is none.
func (s *Screen) code() string {
	if r := s.current(); r != nil {
		return r.Code
	}
	if at := s.table.Cursor(); s.tab == kept && at >= 0 && at < len(s.ratios) && !s.ratios[at].collector {
		return s.ratios[at].Code
	}
	return ""
}

func (s *Screen) cardArg(tab string) desk.CardArg {
	a := desk.CardArg{Code: s.code(), Tab: tab}
	if r := s.current(); r != nil {
		a.Currency = r.Currency.Code
	}
	for _, r := range s.rows {
		if !slices.Contains(a.List, r.Code) {
			a.List = append(a.List, r.Code)
		}
	}
	return a
}

func (s *Screen) askAdd() action.Effect {
	return verb.On(s.desk, s.code(), func(d *desk.Desk, t verb.Target) action.Effect {
		return verb.Agree(d, t, s.load)
	})
}

func (s *Screen) askSort() action.Effect {
	return action.Ask(kit.Choose("Show", "", []kit.Choice{{Value: "", Label: "everything", Key: "a"},
		{Value: string(obligations.Promise), Label: "promises", Key: "p"},
		{Value: string(obligations.Plan), Label: "payment plans", Key: "l"},
		{Value: string(obligations.Paper), Label: "papers", Key: "n"}}, string(s.sort),
		func(v string) action.Effect {
			if s.sort = obligations.Sort(v); s.tab != kept && s.tab != all && s.count(obligations.Group(s.tab)) == 0 {
				s.tab = all
			}
			s.show()
			s.table.Select(0)
			return s.loadBills()
		}))
}

func (s *Screen) askFilter() action.Effect {
	n := s.names.Value
	days := 90
	if s.list.Value != nil {
		days = s.list.Value.Days
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		verb.NarrowField("collector", s.collector, n.People),
		verb.NarrowField("branch", s.branch, n.Branches),
		verb.DaysField("Days back", "", days))
	box := kit.NewFormBox("Whose promises", form, nil)
	box.Foot = func(kit.Values) string { return "What was over before that is left out, here and in the ratio." }
	box.Done = func(v kit.Values) action.Effect {
		if s.collector != v.Text("collector") {
			s.covered = nil
		}
		s.collector, s.branch = v.Text("collector"), v.Text("branch")
		s.days = verb.Days(v)
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) askExport() action.Effect {
	q, ratios, name := s.query(), s.tab == kept, "promises-"
	if ratios {
		name = "promises-kept-"
	}
	return verb.ExportTo(s.desk, name+s.desk.AsOf().String()+".csv",
		func(path string) error { return s.desk.ExportPromises(q, ratios, path) })
}
