package customers

import (
	"duebook/internal/ar/customer"
	"duebook/internal/desk"
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
		if s.desk.Past() {
			return "a past day is on show; press @ and choose today first"
		}
		return ""
	}
	both := func() string {
		if why := chosen(); why != "" {
			return why
		}
		return posting()
	}
	dialog := func(open func(*desk.Desk, verb.Target) action.Effect) func() action.Effect {
		return func() action.Effect { return s.on(open) }
	}
	return []action.Action{
		{ID: "card.open", Label: "open", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: chosen,
			Run: func() shell.Effect { return s.openCard("") }},
		{ID: "call.log", Label: "call", Help: "Call, or note a call that comes in", Keys: []string{"c"}, Disabled: both,
			Run: s.call},
		{ID: "note.write", Label: "note", Help: "Write a note", Keys: []string{"n"}, Disabled: both, Hidden: true,
			Run: dialog(verb.Note)},
		{ID: "promise.take", Label: "promise", Help: "Take a promise to pay", Keys: []string{"p"}, Disabled: both,
			Hidden: true, Run: dialog(verb.Promise)},
		{ID: "request.log", Label: verb.Asks, Help: verb.AskHelp, Keys: []string{"Q"}, Disabled: both, Hidden: true,
			Run: dialog(verb.Request)},
		{ID: "followup.plan", Label: "follow-up", Help: "Plan a follow-up", Keys: []string{"t"}, Disabled: both,
			Hidden: true, Run: dialog(verb.FollowUp)},
		{ID: "receipt.record", Label: "receipt", Help: "Record a receipt", Keys: []string{"r"}, Disabled: both,
			Hidden: true, Run: dialog(verb.Receipt)},
		{ID: "cheque.receive", Label: "cheque", Help: "Record a cheque that came in", Keys: []string{"h"},
			Disabled: both, Hidden: true, Run: dialog(verb.Cheque)},
		{ID: "customer.find", Label: "find", Help: "Find by name, code, phone, bill, order, amount or tax number",
			Keys: []string{"/"}, Run: func() shell.Effect {
				s.typing = true
				s.input.Offer(s.input.Value())
				return action.None
			}},
		{ID: "customer.filter", Label: "filter", Help: "Narrow to a branch, a collector, a status, or what is missing",
			Keys: []string{"f"}, Run: s.askFilter},
		{ID: "customer.sort", Label: "sort", Help: "Order by best match, name, balance or overdue", Keys: []string{"o"},
			Disabled: func() string {
				if s.found.Value.More {
					return "there are more than are shown; type or filter first"
				}
				return ""
			}, Run: func() shell.Effect {
				s.order = (s.order + 1) % orders
				s.fresh = true
				s.merge()
				return action.None
			}},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys:     []string{"s"},
			Disabled: chosen, Run: func() shell.Effect { return s.openCard("statement") }},
		{ID: "customer.edit", Label: "edit", Help: "Change the customer's card", Keys: []string{"e"}, Disabled: both,
			Run: dialog(func(d *desk.Desk, t verb.Target) action.Effect {
				return verb.EditRecord(d, t.Code, "", nil)
			})},
		{ID: "customer.new", Label: "add", Help: "Take a new customer in", Keys: []string{"a"}, Disabled: posting,
			Run: s.askNew},
	}
}

func (s *Screen) call() shell.Effect {
	h := s.current()
	return action.Push("call", desk.CardArg{Code: h.Customer.Code, Bill: h.Bill})
}

func (s *Screen) askFilter() shell.Effect {
	q, names := s.query, s.lists.Value
	only := "all"
	switch {
	case q.NoPhone:
		only = "no phone"
	case q.NoCollector:
		only = "no collector"
	case q.DoNotContact:
		only = "do not contact"
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "branch", Label: "Branch", Kind: kit.SuggestField, Value: q.Branch, Hint: "any",
			Suggest: verb.Suggest(names.Branches)},
		kit.Field{Name: "collector", Label: "Collector", Kind: kit.SuggestField, Value: q.Collector, Hint: "any",
			Suggest: verb.Suggest(names.People)},
		kit.Field{Name: "status", Label: "Status", Kind: kit.ChoiceField, Value: q.Status, Choices: statuses()},
		kit.Field{Name: "only", Label: "Only those with", Kind: kit.ChoiceField, Value: only, Choices: []kit.Choice{
			{Value: "all", Label: "anything", Key: "a"}, {Value: "no phone", Label: "no phone", Key: "p"},
			{Value: "no collector", Label: "no collector", Key: "c"}, {Value: "do not contact", Label: "do not contact",
				Key: "d"}}})
	box := kit.NewFormBox("Which customers", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		only := v.Text("only")
		s.query = desk.FindQuery{Branch: v.Text("branch"), Collector: v.Text("collector"), Status: v.Text("status"),
			NoPhone: only == "no phone", NoCollector: only == "no collector", DoNotContact: only == "do not contact"}
		s.fresh = true
		return s.load()
	}
	return action.Ask(box)
}

// statuses are the choices of a status, none in particular first.
func statuses() []kit.Choice {
	out := []kit.Choice{{Value: "", Label: "any"}}
	for st := customer.Active; st <= customer.Related; st++ {
		out = append(out, kit.Choice{Value: st.String(), Label: st.String()})
	}
	return out
}
