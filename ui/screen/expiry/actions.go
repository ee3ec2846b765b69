package expiry

import (
	"duebook/internal/ar/document"
	"duebook/internal/desk"
	"duebook/internal/report/expiry"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done with the documents listed.
func (s *Screen) Actions() []action.Action {
	row := func() string {
		if s.current() == nil {
			return "no document is chosen"
		}
		return ""
	}
	post := func() string {
		if why := row(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	on := func(f func(d *desk.Desk, r *expiry.Row, done func() action.Effect) action.Effect) func() action.Effect {
		return func() action.Effect { return f(s.desk, s.current(), nil) }
	}
	return []action.Action{
		act("card.open", "card", "Open the customer's card on its record", "enter", row, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.current().Code, Tab: "record"})
		}),
		act("document.renew", "renew", "Renew the document; the old one stays in the history", "m", post,
			on(verb.RenewDocument)),
		act("document.edit", "edit", "Put right what was typed wrong of the document", "e", post,
			on(verb.CorrectDocument)),
		act("document.withdraw", "withdraw", "Withdraw the document: it holds no more", "delete", post,
			on(verb.WithdrawDocument)),
		act("followup.plan", "follow-up", "Plan a follow-up with the customer", "t", post, func() action.Effect {
			return verb.On(s.desk, s.current().Code, verb.FollowUp)
		}),
		act("expiry.explain", "why", "How the days are reckoned, and the documents this one replaced", "=", row,
			func() action.Effect { return verb.WhyDocument(s.desk, s.current()) }),
		act("expiry.filter", "filter", "Narrow to a type, a collector, a branch; look further ahead", "f", nil,
			s.askFilter),
		act("expiry.export", "export", "Write the list to a CSV or XLSX file", "ctrl+e", nil, s.askExport),
	}
}

func (s *Screen) askFilter() action.Effect {
	types := []kit.Choice{{Value: "", Label: "any", Key: "y"}}
	for i, t := range document.Types() {
		types = append(types, kit.Choice{Value: t, Label: t, Key: string("lgfapo"[i])})
	}
	what, days := "", s.query.Days
	if s.query.Type != 0 {
		what = s.query.Type.String()
	}
	if days == 0 {
		days = expiry.Bands[len(expiry.Bands)-1]
	}
	n := s.names.Value
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "type", Label: "Document", Kind: kit.ChoiceField, Choices: types, Value: what},
		verb.NarrowField("collector", s.query.Collector, n.People),
		verb.NarrowField("branch", s.query.Branch, n.Branches),
		verb.DaysField("Days ahead", "", days))
	box := kit.NewFormBox("Which documents", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		t, _ := document.ParseType(v.Text("type")) // one of the choices, or any
		q := expiry.Query{Days: verb.Days(v), Type: t, Collector: v.Text("collector"), Branch: v.Text("branch")}
		if q.Collector == s.query.Collector {
			q.Covered = s.query.Covered
		}
		s.query = q
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) askExport() action.Effect {
	q := s.query
	return verb.ExportTo(s.desk, "expiring-"+s.desk.AsOf().String()+".csv",
		func(path string) error { return s.desk.ExportExpiry(q, path) })
}
