package worklist

import (
	"slices"

	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions lists what can be done with the customer under the cursor, then with
// the list.
func (s *Screen) Actions() []action.Action {
	none := s.nobody
	post := func() string {
		if why := none(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	whenMarked := func(a action.Action) action.Action { a.Hidden = s.table.Marks() == 0; return a }
	many := func(one, marked string) string {
		if s.table.Marks() > 0 {
			return marked
		}
		return one
	}
	all := []action.Action{
		act("card.open", "open", "Open the customer's card", "enter", none, func() action.Effect {
			return action.Push("card", s.cardArg(""))
		}),
		act("call.log", "call", "Call: see what to say, log what came of it", "c", post, func() action.Effect {
			return action.Push("call", s.cardArg(""))
		}),
		act("note.write", "note", "Write a note on the customer", "n", post, s.note),
		act("promise.take", "promise", "Take a promise to pay", "p", post, func() action.Effect {
			return verb.Promise(s.desk, s.target())
		}),
		act("followup.plan", many("follow-up", "follow-up marked"),
			"Plan a follow-up; for all marked customers at once, spread over open days", "t", post, s.followUp),
		act("explain", "why", "Show how the figure and the rank come about", "=", none, s.explain),
		act("list.mine", "mine/all", "Change between my portfolio and everyone's", "a", nil, s.toggle),
		act("filter", "filter", "Choose a list: mine, everyone's, nobody's, no phone", "f", nil, s.filter),
		act("sort", "order", "Change the order", "o", nil, s.sort),
		hidden(act("receipt.record", "receipt", "Record a receipt", "r", post, s.askReceipt)),
		hidden(act("cheque.receive", "cheque", "Record a cheque that came in", "h", post, s.askCheque)),
		hidden(act("dispute.open", "dispute", "Open a dispute", "d", post, func() action.Effect {
			return verb.Dispute(s.desk, s.target())
		})),
		hidden(act("request.log", verb.Asks, verb.AskHelp, "Q", post, func() action.Effect {
			return verb.Request(s.desk, s.target())
		})),
		whenMarked(act("refer", many("refer", "refer marked"), "Refer the customer, or all marked, to the supervisor",
			"x", post, s.refer)),
		hidden(act("message.write", "write", "Make a polite text to copy", "w", none, func() action.Effect {
			return verb.Write(s.desk, s.target())
		})),
		hidden(act("statement.open", "statement", "Open the statement of account", "s", none, func() action.Effect {
			return action.Push("card", s.cardArg("statement"))
		})),
		hidden(act("list.hidden", "waiting", "Show or hide those who wait for another day", "z", nil,
			func() action.Effect {
				s.hidden = !s.hidden
				return s.load()
			})),
		whenMarked(act("round.sheet", "round sheet", "Print the round sheet of the marked customers", "v", none,
			s.sheet)),
		{ID: "customer.assign", Label: many("collector", "collector of marked"), Hidden: true, Disabled: post,
			Help: "Give the customer, or all marked, to another collector", Run: s.assign},
		hidden(act("day.leave_out", "leave out", "Leave the customer out of the day, and say why", "l", post,
			s.leaveOut)),
		hidden(act("list.mark", "mark all", "Mark everyone on the list, or take all marks away", "m", none, s.markAll)),
	}
	if s.table.Marks() > 0 { // what acts on the marked comes first
		slices.SortStableFunc(all, func(a, b action.Action) int { return rank(a) - rank(b) })
	}
	return all
}

func (s *Screen) note() action.Effect { return verb.Note(s.desk, s.target()) }

// codes are the customers of the list in its order, so that [ and ] go through
// the same list on the card.
func (s *Screen) codes() []string {
	all := make([]string, len(s.rows.all))
	for i, r := range s.rows.all {
		all[i] = r.Code
	}
	return all
}

// rank puts what acts on the marked customers first.
func rank(a action.Action) int {
	switch a.ID {
	case "followup.plan", "refer", "round.sheet":
		return 0
	}
	return 1
}

func (s *Screen) toggle() action.Effect {
	if s.scope == desk.Mine {
		s.scope = desk.All
	} else {
		s.scope = desk.Mine
	}
	return s.load()
}

func (s *Screen) filter() action.Effect {
	return action.Ask(kit.Choose("Which list", "", scopes, string(s.scope), func(v string) action.Effect {
		s.scope = desk.Scope(v)
		return s.load()
	}))
}

func (s *Screen) sort() action.Effect {
	return action.Ask(kit.Choose("Order", "", orders, s.order, func(v string) action.Effect {
		s.order = v
		if s.list.Value != nil {
			s.arrange()
		}
		return s.ask()
	}))
}

func (s *Screen) explain() action.Effect {
	r := s.current()
	e, err := s.desk.ExplainCollect(r.Code, r.Currency)
	if err != nil {
		return action.Fail(err)
	}
	return verb.Why(r.Name, e)
}

// cardArg leads to the customer under the cursor, on the account that is listed.
func (s *Screen) cardArg(tab string) desk.CardArg {
	r := s.current()
	return desk.CardArg{Code: r.Code, Currency: r.Currency, Tab: tab, List: s.codes()}
}

func (s *Screen) askCheque() action.Effect { return verb.Cheque(s.desk, s.target()) }

func (s *Screen) askReceipt() action.Effect { return verb.Receipt(s.desk, s.target()) }

func (s *Screen) leaveOut() action.Effect {
	return verb.LeaveOut(s.desk, s.target(), s.desk.Today(), s.load)
}

func (s *Screen) nobody() string {
	if s.current() == nil {
		return "there is no customer under the cursor"
	}
	return ""
}
