package allocate

import (
	"fmt"

	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/report/receipts"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions lists what can be done over the bills.
func (s *Screen) Actions() []action.Action {
	loaded := func() string {
		switch {
		case s.plan == nil:
			return "the bills are still being read"
		case s.saving:
			return "the receipt is being posted"
		}
		return verb.Past(s.desk)
	}
	line := func() string {
		if why := loaded(); why != "" {
			return why
		}
		if s.table.Cursor() < 0 {
			return "there is no open bill"
		}
		if s.plan.lost != "" {
			return "all of the receipt recovers bill " + s.plan.lost
		}
		return ""
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action, hide bool) action.Action { a.Hidden = hide; return a }
	return []action.Action{
		act("receipt.post", "post", "Post the receipt as it stands", "ctrl+s", loaded, s.post),
		act("bill.mark", "mark", "Put money on the bill, or take it off", " ", line, s.mark),
		{ID: "amount.edit", Label: "amount", Help: "Type another amount for the bill", Keys: []string{"enter", "e"},
			Disabled: line, Run: func() action.Effect {
				s.typing = true
				s.input.Offer(s.plan.say(s.plan.given[s.table.Cursor()]))
				return action.None
			}},
		act("mode.next", "mode", "Go to the next way to spread the money over the bills", "m", line,
			func() action.Effect {
				s.plan.next()
				s.touched = s.touched || s.plan.mode == receipt.Marked
				return action.None
			}),
		act("short.reason", "why short", "Say why the bill is left short: withholding, retention, discount ...", "y",
			line, func() action.Effect { return s.askShort(s.table.Cursor()) }),
		act("over.keep", "keep the rest", "Take a small over-payment to income, or let it stay unapplied", "v",
			s.noOver, s.keep),
		act("list.take", "list", "Take a customer's remittance list (CSV, XLSX): it marks the bills with its amounts",
			"ctrl+l", line, s.findLists),
		hidden(act("explain", "why", "Show how the receipt is spread, and what is left", "=", loaded, s.explain), true),
		hidden(act("match.take", "as named", "Put the money on what the reference points at", "a", s.noMatch,
			func() action.Effect {
				s.plan.take(s.mine())
				s.touched = true
				return action.None
			}), s.mine() == nil),
	}
}

// mark puts money on the bill under the cursor, or takes it off, and goes on.
func (s *Screen) mark() action.Effect {
	at := s.table.Cursor()
	short, err := s.plan.toggle(at)
	if err != nil {
		return action.Decline(action.Sentence(err.Error()) + ".")
	}
	s.touched = true
	if short {
		return s.askShort(at)
	}
	s.table.Select(at + 1)
	return action.None
}

// typedDone puts the amount typed on the bill.
func (s *Screen) typedDone() action.Effect {
	at := s.table.Cursor()
	m, err := text.ParseAmount(s.input.Value(), s.plan.data.Money.Digits)
	if err == nil && m < 0 {
		err = fmt.Errorf("the amount can't be below zero")
	}
	if err == nil {
		err = s.plan.put(at, m)
	}
	if err != nil {
		s.failed = action.Sentence(err.Error())
		return action.None
	}
	s.typing, s.touched, s.failed = false, true, ""
	if m > 0 && s.plan.rest(at) > 0 {
		return s.askShort(at)
	}
	s.table.Select(at + 1)
	return action.None
}

// shortKeys choose a reason.
var shortKeys = map[string]string{settle.LeaveOpen: "o", settle.Small: "s", settle.Dispute: "d",
	settle.Withholding: "w", settle.Retention: "r", settle.Discount: "e", settle.BankCharge: "b", settle.Return: "g",
	settle.WriteOff: "x"}

var shortHelp = map[string]string{settle.LeaveOpen: "it is still owed", settle.Small: "written off",
	settle.Dispute: "the rest is disputed", settle.Withholding: "tax kept back: its certificate is chased",
	settle.Retention: "kept back until a day", settle.Discount: "for early payment, if still valid",
	settle.BankCharge: "the bank kept it, borne by us", settle.Return: "goods came back: awaits the credit note",
	settle.WriteOff: "a request, to be approved"}

// askShort asks why a bill is left short.
func (s *Screen) askShort(at int) action.Effect {
	p, l := s.plan, &s.plan.data.Lines[at]
	rest := p.rest(at)
	if rest <= 0 {
		return action.Decline("Bill " + l.Number + " is not left short.")
	}
	var choices []kit.Choice
	for _, r := range settle.Reasons {
		if r == settle.Small && rest > p.data.Small {
			continue
		}
		choices = append(choices, kit.Choice{Value: r, Label: r, Key: shortKeys[r], Help: shortHelp[r]})
	}
	had := settle.LeaveOpen
	if x, ok := p.shorts[at]; ok {
		had = x.Reason
	}
	return action.Ask(kit.Choose("Why is "+l.Number+" left short by "+p.say(rest)+"?", "", choices, had,
		func(reason string) action.Effect { return s.reason(at, reason) }))
}

// reason keeps a reason, after asking for what it needs.
func (s *Screen) reason(at int, reason string) action.Effect {
	p, l := s.plan, &s.plan.data.Lines[at]
	s.touched = true
	if reason == settle.LeaveOpen {
		delete(p.shorts, at)
		return action.None
	}
	if reason == settle.Small || reason == settle.BankCharge {
		p.shorts[at] = settle.Short{Reason: reason}
		return action.None
	}
	words, supply, due, until := settle.Needs(reason)
	fields := []kit.Field{{Name: "amount", Label: "Amount " + p.data.Money.Code, Kind: kit.AmountField,
		Value: p.say(p.rest(at)), Required: true}}
	if supply && len(p.data.Supplies) > 0 {
		choices := []kit.Choice{{Value: "", Label: "as typed above"}}
		for _, n := range p.data.Supplies {
			choices = append(choices, kit.Choice{Value: n, Label: "the rate for " + n})
		}
		fields = append(fields, kit.Field{Name: "supply", Label: "How much", Kind: kit.ChoiceField, Choices: choices})
	}
	if due {
		fields = append(fields, kit.Field{Name: "due", Label: "Due on", Kind: kit.DateField, Required: true,
			Hint: "when the work is accepted"})
	}
	if until {
		fields = append(fields, kit.Field{Name: "until", Label: "Valid until", Kind: kit.DateField, Required: true,
			Hint: "the last day it could be taken"})
	}
	fields = append(fields, kit.Field{Name: "text", Label: "In words", Required: words, Hint: "what the customer says"})
	form := kit.NewForm(kit.FormOptions{Today: p.data.Today, Digits: p.data.Money.Digits}, fields...)
	box := kit.NewFormBox(action.Sentence(reason)+" on "+l.Number, form, nil)
	box.Done = func(v kit.Values) action.Effect {
		x := settle.Short{Reason: reason, Text: v.Text("text"), Supply: v.Text("supply")}
		if x.Supply == "" {
			x.Amount = p.data.Money.Plain(v.Amount("amount"))
		}
		if due {
			x.Due = v.Date("due").String()
		}
		if until {
			x.Until = v.Date("until").String()
		}
		p.shorts[at] = x
		s.table.Select(at + 1)
		return action.None
	}
	return action.Ask(box)
}

func (s *Screen) noOver() string {
	switch {
	case s.plan == nil || s.plan.unapplied() <= 0:
		return "nothing of the receipt is left over"
	case s.plan.unapplied() > s.plan.data.Small:
		return "only up to " + s.plan.say(s.plan.data.Small) + " may be kept; more stays unapplied"
	}
	return ""
}

func (s *Screen) keep() action.Effect {
	if s.plan.over == "income" {
		s.plan.over = ""
	} else {
		s.plan.over, s.plan.why = "income", "small over-payment"
	}
	s.touched = true
	return action.None
}

// mine is the best match that points at bills of this customer.
func (s *Screen) mine() *receipts.Match {
	if s.plan == nil {
		return nil
	}
	for i := range s.matches.Value {
		if m := &s.matches.Value[i]; m.Code == s.plan.data.Code && len(m.Bills) > 0 {
			return m
		}
	}
	return nil
}

func (s *Screen) noMatch() string {
	if s.mine() == nil {
		return "the reference points at no bill of the customer"
	}
	return ""
}
