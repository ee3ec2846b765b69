package referrals

import (
	"slices"

	"duebook/internal/desk"
	"duebook/internal/report/referrals"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are the answers, and what else can be done with a referral.
func (s *Screen) Actions() []action.Action {
	row := func() string {
		if s.current() == nil {
			return "no referral is chosen"
		}
		return ""
	}
	waits := func() string {
		switch r := s.current(); {
		case r == nil:
			return "no referral is chosen"
		case !r.Waits():
			return "it is answered; u takes an answer of yours back"
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	with := func(f func(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect) func() action.Effect {
		return func() action.Effect { return f(s.desk, s.current(), s.load) }
	}
	return []action.Action{
		act("card.open", "card", "Open the customer's card", "enter", row, func() action.Effect {
			return action.Push("card", s.arg())
		}),
		act("answer.take", "take over", "Take the customer over: you become the collector", "a", waits,
			with(verb.TakeOver)),
		act("answer.instruct", "instruct", "Say what is to be done", "v", waits, with(verb.Instruct)),
		act("answer.hold", "hold", "Hold: block the customer, or set bills aside", "d", waits, with(verb.AnswerHold)),
		act("answer.legal", "legal", "Hand the customer to the lawyers: the status becomes legal", "l", waits,
			with(verb.AnswerLegal)),
		act("answer.writeoff", "write-off", "Ask to write a bill off; another supervisor decides", "m", waits,
			with(verb.AnswerWriteOff)),
		act("answer.other", "other", "Answer in your own words", "y", waits, with(verb.AnswerOther)),
		hidden(act("explain", "why", "Show how what is to collect comes about", "=", row, s.why)),
		hidden(act("filter", "filter", "Only what one person asked", "f", nil, s.filter)),
	}
}

func (s *Screen) arg() desk.CardArg {
	a := desk.CardArg{Code: s.current().Code}
	for _, r := range s.rows {
		if !slices.Contains(a.List, r.Code) {
			a.List = append(a.List, r.Code)
		}
	}
	return a
}

func (s *Screen) why() action.Effect {
	r, currency := s.current(), s.desk.Company().Currency
	if len(r.Owed) > 0 {
		currency = r.Owed[0].Money.Code
	}
	e, err := s.desk.ExplainCollect(r.Code, currency)
	if err != nil {
		return action.Fail(err)
	}
	return verb.Why(r.Name, e)
}

func (s *Screen) filter() action.Effect {
	by, err := verb.UserField(s.desk, "Asked by", s.query.By)
	if err != nil {
		return action.Fail(err)
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, by)
	box := kit.NewFormBox("Which referrals", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.query.By = v.Text("by")
		return s.load()
	}
	return action.Ask(box)
}
