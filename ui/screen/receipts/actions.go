package receipts

import (
	"fmt"
	"strconv"
	"strings"

	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	report "duebook/internal/report/receipts"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions lists what can be done with the receipt under the cursor, then with the list.
func (s *Screen) Actions() []action.Action {
	chosen := func() string {
		if s.current() == nil {
			return "there is no receipt under the cursor"
		}
		return ""
	}
	post := func() string {
		if why := chosen(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	return []action.Action{
		act("receipt.open", "where it went", "Show which bills the receipt went on, and what was taken back", "enter",
			chosen, s.where),
		hidden(act("explain", "why", "Show how what is left of the receipt comes about", "=", chosen, s.where)),
		act("receipt.record", "receipt", "Put what is left of it on bills; record a new one when nothing is left", "r",
			post, func() action.Effect {
				r := s.current()
				if r.Left > 0 {
					return action.Push("allocate", desk.ReceiptArg{Receipt: r.Number})
				}
				return action.Push("allocate", desk.ReceiptArg{Code: r.Code, Currency: r.Currency.Code})
			}),
		act("receipt.unapply", "take off bills", "Take the receipt off the bills it went on", "z", post, s.unapply),
		act("receipt.change", "change", "Refund it, move it, keep a small rest, note its certificate", "e", post,
			s.change),
		act("writeoff.decide", "write-offs", "Decide on requests to write off that wait", "v",
			func() string { return verb.Past(s.desk) }, s.askWaiting),
		act("card.open", "card", "Open the customer's card", "l", chosen, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.current().Code})
		}),
		act("receipt.find", "find", "Find by number, customer, reference or amount", "/", nil, func() action.Effect {
			s.typing = true
			s.input.Offer(s.input.Value())
			return action.None
		}),
		act("receipt.filter", "filter", "Choose the list and the period", "f", nil, s.filter),
		act("receipt.sort", "order", "Change the order", "o", nil, func() action.Effect {
			return action.Ask(kit.Choose("Order", "", orders, s.order, func(v string) action.Effect {
				s.order = v
				s.arrange()
				return action.None
			}))
		}),
	}
}

// where asks where the receipt under the cursor went.
func (s *Screen) where() action.Effect {
	r := *s.current()
	return s.uses.Ask(func() ([]desk.ReceiptUse, error) { return s.desk.ReceiptUses(r.Account, r.ID) })
}

func (s *Screen) filter() action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "list", Label: "Which", Kind: kit.ChoiceField, Choices: lists, Value: s.list},
		kit.Field{Name: "days", Label: "Of how many days", Kind: kit.NumberField, Value: strconv.Itoa(s.days),
			Hint: "0: all"})
	box := kit.NewFormBox("Which receipts", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.list = v.Text("list")
		s.days = v.Number("days")
		return s.Init()
	}
	return action.Ask(box)
}

// tell shows where the receipt went.
func (s *Screen) tell() action.Effect {
	r := s.current()
	if r == nil {
		return action.None
	}
	say := func(x desk.ReceiptUse) string { return text.FormatAmount(x.Amount, r.Currency.Digits) }
	out := []string{fmt.Sprintf("%s %s, %s %s, taken by %s.", text.ShortDate(r.Date), r.Kind,
		text.FormatAmount(r.Amount, r.Currency.Digits), r.Currency.Code, r.By)}
	for _, x := range s.uses.Value {
		how := map[string]string{"moved": "moved away,", "refund": "refunded,"}[x.Kind]
		if how == "" {
			how = "on " + x.Kind
		}
		line := fmt.Sprintf("%s  %s %s %s", text.ShortDate(x.Date), say(x), how, x.Bill)
		if x.Back != 0 {
			line += ", taken back " + text.ShortDate(x.Back)
		}
		out = append(out, line)
	}
	if r.Left > 0 {
		out = append(out, text.FormatAmount(r.Left, r.Currency.Digits)+" is not applied.")
	}
	return action.Ask(kit.Message("Receipt "+r.Number, strings.Join(out, "\n")))
}

func (s *Screen) unapply() action.Effect {
	r := *s.current()
	if r.Left == r.Amount {
		return action.Decline("Receipt " + r.Number + " is on no bill.")
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "bill", Label: "Only off bill",
		Hint: "empty: off all of them"})
	box := kit.NewFormBox("Take "+r.Number+" off its bills", form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &receipt.Unapply{Receipt: r.Number, Bill: v.Text("bill")})
		return "Receipt " + r.Number + " was taken off; r puts it on other bills.",
			verb.At(err, map[string]string{"bill": "bill", "receipt": "bill"})
	})
	box.Foot = func(kit.Values) string {
		return "The bills are open again at their due dates from today on; earlier days keep what they showed."
	}
	return action.Ask(box)
}

// change offers what fits the receipt.
func (s *Screen) change() action.Effect {
	r := *s.current()
	var choices []kit.Choice
	if r.Left > 0 {
		choices = append(choices, kit.Choice{Value: "refund", Label: "refund what is left", Key: "r"},
			kit.Choice{Value: "move", Label: "move what is left to another customer", Key: "m"},
			kit.Choice{Value: "keep", Label: "keep a small rest as income", Key: "k"})
	}
	if r.Withheld {
		choices = append(choices, kit.Choice{Value: "certify", Label: "its certificate came", Key: "c"})
	}
	if len(choices) == 0 {
		return action.Decline("Nothing of " + r.Number + " is left: z takes it off the bills it is on.")
	}
	return action.Ask(kit.Choose("Receipt "+r.Number+" of "+r.Name, "", choices, "", func(what string) action.Effect {
		return s.ask(what, &r)
	}))
}

// ask opens the form of one change.
func (s *Screen) ask(what string, r *report.Row) action.Effect {
	amount := kit.Field{Name: "amount", Label: "Amount " + r.Currency.Code, Kind: kit.AmountField,
		Value: text.FormatAmount(r.Left, r.Currency.Digits), Required: true}
	why := kit.Field{Name: "reason", Label: "Why", Required: true}
	var fields []kit.Field
	var title string
	say := func(v kit.Values) string {
		return text.FormatAmount(v.Amount("amount"), r.Currency.Digits) + " of " + r.Number
	}
	done := func(v kit.Values) string { return say(v) + " refunded." }
	var post func(v kit.Values) error
	switch what {
	case "refund":
		title, fields = "Refund of ", []kit.Field{amount, why}
		post = func(v kit.Values) error {
			_, err := s.desk.Do(v.Key(), &receipt.Refund{Receipt: r.Number, Reason: v.Text("reason"),
				Amount: r.Currency.Plain(v.Amount("amount"))})
			return err
		}
	case "move":
		title, done = "Move ", func(v kit.Values) string { return say(v) + " moved to " + v.Text("to") + "." }
		fields = []kit.Field{{Name: "to", Label: "To customer", Required: true, Hint: "the code"}, amount, why}
		post = func(v kit.Values) error {
			_, err := s.desk.Do(v.Key(), &receipt.Move{Receipt: r.Number, To: v.Text("to"), Reason: v.Text("reason"),
				Amount: r.Currency.Plain(v.Amount("amount"))})
			return err
		}
	case "keep":
		title, fields = "Keep the rest of ", []kit.Field{why}
		done = func(kit.Values) string { return "the rest of " + r.Number + " kept as income." }
		post = func(v kit.Values) error {
			_, err := s.desk.Do(v.Key(), &receipt.Keep{Receipt: r.Number, Reason: v.Text("reason")})
			return err
		}
	default:
		title = "Certificate of "
		done = func(v kit.Values) string { return "certificate " + v.Text("number") + " of " + r.Number + " noted." }
		fields = []kit.Field{{Name: "number", Label: "Its number", Required: true},
			{Name: "received", Label: "Came on", Kind: kit.DateField, Value: "today", Required: true}}
		post = func(v kit.Values) error {
			_, err := s.desk.Do(v.Key(), &receipt.Certify{Receipt: r.Number, Number: v.Text("number"),
				Received: v.Date("received").String()})
			return err
		}
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: r.Currency.Digits}, fields...)
	box := kit.NewFormBox(title+r.Number, form, func(v kit.Values) (string, error) {
		return verb.Notice(r.Name, ": "+done(v)),
			verb.At(post(v), map[string]string{"amount": "amount", "reason": "reason", "to": "to", "number": "number",
				"received": "received", "receipt": "reason"})
	})
	box.Foot = func(kit.Values) string {
		return r.Name + ": " + text.FormatAmount(r.Left, r.Currency.Digits) + " " + r.Currency.Code + " is left of " +
			r.Number + "."
	}
	return action.Ask(box)
}
