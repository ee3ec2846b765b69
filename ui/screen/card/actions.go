package card

import (
	"slices"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions lists what can be done with the customer.
func (s *Screen) Actions() []action.Action {
	loaded := func() string {
		if s.card.Value == nil {
			return "the card is not there yet"
		}
		return ""
	}
	post := func() string {
		if why := loaded(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	with := func(f func(d *desk.Desk, t verb.Target) action.Effect) func() action.Effect {
		return func() action.Effect { return f(s.desk, s.target()) }
	}
	list := []action.Action{
		act("call.log", "call", "Call: see what to say, log what came of it", "c", post, func() action.Effect {
			return action.Push("call", desk.CardArg{Code: s.code, List: s.list, Bill: s.target().Bill,
				Currency: s.account().Currency})
		}),
		act("note.write", "note", "Write a note", "n", post, with(verb.Note)),
		act("promise.take", "promise", "Take a promise to pay", "p", post, with(verb.Promise)),
		hidden(act("plan.add", "add", "Make a payment plan, or record a promissory note or another paper", "a", post,
			with(func(d *desk.Desk, t verb.Target) action.Effect { return verb.Agree(d, t, nil) }))),
		act("followup.plan", "follow-up", "Plan a follow-up", "t", post, with(verb.FollowUp)),
		act("receipt.record", "receipt", "Record a receipt, on the bill under the cursor or oldest first", "r",
			post, with(verb.Receipt)),
		hidden(act("cheque.receive", "cheque", "Record a cheque that came in", "h", post, with(verb.Cheque))),
		act("dispute.open", "dispute", "Dispute the bill under the cursor", "d", post, with(verb.Dispute)),
		act("message.write", "write", "Make a polite text to copy", "w", loaded, with(verb.Write)),
		act("explain", "why", "Show how the amount to collect comes about; on the record, the history of a field",
			"=", loaded, s.explain),
		s.interestAction(loaded), s.confirmAction(loaded),
		hidden(act("next", "next", "Next of the list", "]", loaded, func() action.Effect { return s.goTo(1) })),
		hidden(act("previous", "previous", "Previous customer of the list", "[", loaded,
			func() action.Effect { return s.goTo(-1) })),
		hidden(act("statement.open", "statement", "The statement of account; once more, any period and letters", "s",
			loaded, s.openStatement)),
		hidden(act("statement.filter", "period", "Change the months of the statement: 3, 12, all", "f", loaded,
			s.period)),
		hidden(act("export", "export", "Write the statement as CSV", "ctrl+e", s.noStatement, func() action.Effect {
			path, err := s.desk.StatementFile(s.state.Value)
			if err != nil {
				return action.Fail(err)
			}
			return action.Notify("The statement is in " + path + ".")
		})),
		hidden(act("account.next", "currency", "The customer's account in another currency", "y", s.oneAccount,
			func() action.Effect {
				s.acc = (s.acc + 1) % len(s.card.Value.Accounts)
				s.fill()
				return s.askStatement()
			})),
		hidden(act("item.open", "open", "Show what is under the cursor in full; mark a follow-up done", "enter", loaded,
			s.open)),
	}
	list = append(append(list, s.askActions(post)...), s.creditActions(loaded, post)...)
	if s.tabs.At == recordTab { // there a adds a document
		list = slices.DeleteFunc(list, func(a action.Action) bool { return a.ID == "plan.add" })
	}
	edit := act("edit", "edit", "Edit the card, or what is under the cursor", "e", post, s.edit)
	edit.Hidden = !slices.Contains([]int{3, 4, recordTab}, s.tabs.At)
	return append(append([]action.Action{edit}, s.tabActions()...), list...)
}

// askActions ask somebody else: the supervisor, or whoever answers what the customer asks.
func (s *Screen) askActions(post func() string) []action.Action {
	return []action.Action{{ID: "refer", Label: "refer", Help: "Refer to the supervisor", Keys: []string{"x"},
		Disabled: post, Hidden: true, Run: func() action.Effect { return verb.Refer(s.desk, s.target()) }},
		{ID: "request.log", Label: verb.Asks, Help: verb.AskHelp,
			Keys: []string{"Q"}, Disabled: post, Hidden: true,
			Run: func() action.Effect { return verb.Request(s.desk, s.target()) }}}
}

// tabActions are the letters of the tab on show: those of the Follow-ups screen on the
// tab of follow-ups, those of cheques and the record on theirs.
func (s *Screen) tabActions() []action.Action {
	act := func(id, label, help, key string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: s.noFollowup,
			Hidden: s.tabs.At != 3, Run: run}
	}
	on := func(then func(f *desk.Followup) action.Effect) func() action.Effect {
		return func() action.Effect { return then(s.followup()) }
	}
	switch s.tabs.At {
	case 6:
		return s.chequeActions()
	case recordTab:
		return s.recordActions()
	}
	return []action.Action{
		act("item.done", "done", "Mark the follow-up under the cursor done", "v",
			on(func(f *desk.Followup) action.Effect { return s.end(f, true) })),
		act("item.move", "move", "Move the follow-up to another day", "m", on(func(f *desk.Followup) action.Effect {
			return verb.MoveFollowUps(s.desk, []uint32{f.ID}, f.Time, nil)
		})),
		act("item.cancel", "cancel", "Cancel the follow-up", "delete", on(func(f *desk.Followup) action.Effect {
			return s.end(f, false)
		})),
	}
}

func (s *Screen) end(f *desk.Followup, done bool) action.Effect {
	return verb.EndFollowUps(s.desk, []uint32{f.ID}, f.Date.String()+" "+f.Reason, done, nil)
}

func (s *Screen) noStatement() string {
	if s.tabs.At != 5 || s.state.Value == nil {
		return "open the statement (s) first"
	}
	return ""
}

// period goes round 3 months, 12 months, everything.
func (s *Screen) period() action.Effect {
	s.months = map[int]int{3: 12, 12: 600, 600: 3}[s.months]
	s.tabs.At = 5
	return s.askStatement()
}

func (s *Screen) oneAccount() string {
	if s.card.Value == nil || len(s.card.Value.Accounts) < 2 {
		return "the customer has one account"
	}
	return ""
}

func (s *Screen) noFollowup() string {
	if s.followup() == nil {
		return "choose a follow-up on its tab first"
	}
	return verb.Past(s.desk)
}

// open shows what is under the cursor in full, or asks whether the follow-up is
// done.
func (s *Screen) open() action.Effect {
	if b := s.bill(); b != nil {
		lines, err := s.desk.BillStory(s.account().ID, b)
		if err != nil {
			return action.Fail(err)
		}
		return action.Ask(kit.Message(b.Kind+" "+b.Number, strings.Join(lines, "\n")))
	}
	if s.tabs.At == 3 {
		if why := s.noFollowup(); why != "" {
			return action.Decline(why)
		}
		return s.end(s.followup(), true)
	}
	title, pairs := s.detail()
	if len(pairs) == 0 {
		return action.None
	}
	var lines []string
	for _, p := range pairs {
		if p.Label != "" {
			p.Value = text.Pad(p.Label, labelWidth) + " " + p.Value
		}
		lines = append(lines, p.Value)
	}
	return action.Ask(kit.Message(title, strings.Join(lines, "\n")))
}

func (s *Screen) interestAction(loaded func() string) action.Action {
	return action.Action{ID: "interest.open", Label: "interest", Help: "Interest accrued, its notes and terms",
		Keys: []string{"i"}, Hidden: true, Disabled: loaded, Run: func() action.Effect {
			return action.Push("interest", s.code)
		}}
}

func (s *Screen) confirmAction(loaded func() string) action.Action {
	return action.Action{ID: "confirmations.open", Label: "balance confirmation", Keys: []string{"b"}, Hidden: true,
		Help:     "The letters that asked the customer to confirm the balance, and what came of them",
		Disabled: loaded, Run: s.confirmations}
}

func (s *Screen) explain() action.Effect {
	if s.line() != nil {
		return s.history()
	}
	a := s.account()
	e, err := s.desk.ExplainCollect(s.code, a.Currency)
	if err != nil {
		return action.Fail(err)
	}
	collect := verb.Why(s.card.Value.Name, e)
	b := s.bill()
	if b == nil || b.Accrued == 0 && b.Charged == 0 {
		return collect
	}
	word := a.Interest.Name
	return action.Ask(kit.Choose("Explain what?", "", []kit.Choice{{Value: "collect", Label: "what is to collect",
		Key: "c"}, {Value: "interest", Label: "the " + word + " of " + b.Number, Key: "i"}}, "collect",
		func(v string) action.Effect {
			if v == "interest" {
				return verb.HowInterest(s.desk, b.Number, b.Part)
			}
			return collect
		}))
}

func (s *Screen) edit() action.Effect {
	switch s.tabs.At {
	case 3:
		if f := s.followup(); f != nil {
			return verb.EditFollowUp(s.desk, s.card.Value.Name, f, nil)
		}
	case 4:
		if p := s.person(); p != nil {
			return verb.Person(s.desk, s.target(), *p)
		}
		return verb.Person(s.desk, s.target(), customer.Contact{})
	case recordTab:
		return s.editLine()
	case 0:
		if b := s.bill(); b != nil && !b.Credit {
			return action.Ask(kit.Choose("Edit", "", []kit.Choice{{Value: "due", Label: "due date of " + b.Number,
				Key: "d"},
				{Value: "card", Label: "the card", Key: "c"}}, "", func(v string) action.Effect {
				if v == "due" {
					return verb.Reschedule(s.desk, s.target(), b.Part, b.Due.String())
				}
				return s.editCard()
			}))
		}
	}
	return s.editCard()
}

func (s *Screen) editCard() action.Effect { return verb.EditRecord(s.desk, s.code, "", nil) }
