package proposals

import (
	"slices"

	"duebook/internal/ar/proposal"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are the decision, and what else can be done with a proposal.
func (s *Screen) Actions() []action.Action {
	waits := func() string {
		switch r := s.current(); {
		case r == nil:
			return "no proposal is chosen"
		case !r.Waits():
			return "it is " + r.Decision.Verdict.String() + "; u takes a decision of yours back"
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	filter := act("filter", "filter", "Only what one person proposed", "f", nil, s.filter)
	filter.Hidden = true
	return []action.Action{
		act("card.open", "card", "Open the customer's card", "enter", func() string {
			if r := s.current(); r == nil || r.Code == "" {
				return "no customer of the book is chosen"
			}
			return ""
		}, func() action.Effect { return action.Push("card", s.arg()) }),
		act("proposal.decide", "decide", "Approve it, which does it as it stands, or refuse it with a reason", "v",
			waits, s.decide),
		act("proposal.withdraw", "withdraw", "Take a proposal of your own back before it is decided", "delete",
			func() string {
				if why := waits(); why != "" {
					return why
				}
				if r := s.current(); r.By != s.desk.Who() {
					return "it is " + r.By + "'s; v refuses it"
				}
				return ""
			}, s.withdraw),
		filter,
	}
}

func (s *Screen) arg() desk.CardArg {
	a := desk.CardArg{Code: s.current().Code}
	for _, r := range s.rows {
		if r.Code != "" && !slices.Contains(a.List, r.Code) {
			a.List = append(a.List, r.Code)
		}
	}
	return a
}

func (s *Screen) decide() action.Effect {
	r := s.current()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "answer", Label: "Do it", Kind: kit.ChoiceField, Value: "approve", Choices: []kit.Choice{
			{Value: "approve", Label: "yes, approve", Key: "y"}, {Value: "refuse", Label: "no, refuse", Key: "n"}}},
		kit.Field{Name: "note", Label: "Remark", Hint: "needed when it is refused"})
	box := kit.NewFormBox("Proposal of "+r.By, form, func(v kit.Values) (string, error) {
		said, note := " is approved and done.", v.Text("note")
		var c desk.Command = &proposal.Approve{ID: r.ID, Note: note}
		if v.Text("answer") != "approve" {
			said, c = " is refused; "+r.By+" is told.", &proposal.Refuse{ID: r.ID, Reason: note}
		}
		_, err := s.desk.Do(v.Key(), c)
		return "Proposal " + text.Number(int(r.ID)) + said, verb.At(err, map[string]string{"note": "note",
			"reason": "note"})
	})
	box.Preview = func(v kit.Values) (string, error) {
		said := r.What + ": " + r.Details()
		if r.Name != "" {
			said = r.Name + ": " + said
		}
		if v.Text("answer") != "approve" {
			return said + ". It will not be done.", nil
		}
		warnings, err := s.desk.Warnings(&proposal.Approve{ID: r.ID, Note: v.Text("note")})
		for _, w := range warnings {
			said += ". " + action.Sentence(w)
		}
		return said + ".", err
	}
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) withdraw() action.Effect {
	r, key := s.current(), desk.NewKey()
	return action.Ask(kit.Confirm("Withdraw this proposal?", r.What+": "+r.Details(), "withdraw", "leave it",
		func() action.Effect {
			if _, err := s.desk.Do(key, &proposal.Withdraw{ID: r.ID}); err != nil {
				return action.Fail(err)
			}
			return action.Close().And(action.Notify("Proposal " + text.Number(int(r.ID)) +
				" is withdrawn.")).And(s.load())
		}))
}

func (s *Screen) filter() action.Effect {
	by, err := verb.UserField(s.desk, "Proposed by", s.query.By)
	if err != nil {
		return action.Fail(err)
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, by)
	box := kit.NewFormBox("Which proposals", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.query.By = v.Text("by")
		return s.load()
	}
	return action.Ask(box)
}
