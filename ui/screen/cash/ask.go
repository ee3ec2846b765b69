package cash

import (
	"fmt"

	"duebook/internal/ar/cashbox"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

func (s *Posting) options() kit.FormOptions {
	return kit.FormOptions{Today: s.desk.Today(), Digits: s.batch.Value.Digits}
}

// askAmount asks how much was paid on the bill under the cursor.
func (s *Posting) askAmount() action.Effect {
	r := *s.current()
	digits := s.batch.Value.Digits
	offer := r.amount
	if offer == 0 {
		offer = r.open
	}
	name := r.bill
	if name == "" {
		name = "the oldest due"
	}
	form := kit.NewForm(s.options(),
		kit.Field{Name: "amount", Label: "Paid", Kind: kit.AmountField, Required: true,
			Value: text.FormatAmount(offer, digits), Check: func(v string) error {
				m, err := text.ParseAmount(v, digits)
				if err == nil && r.bill != "" && m > r.open {
					err = fmt.Errorf("%s has %s open: a adds what was paid beyond it", r.bill,
						text.FormatAmount(r.open, digits))
				}
				return err
			}},
		kit.Field{Name: "number", Label: "Receipt nr", Value: s.numbers[r.code],
			Hint: "as on the leaf; empty: given when posted"})
	box := kit.NewFormBox(r.name+", "+name, form, nil)
	box.Done = func(v kit.Values) action.Effect {
		for i := range s.rows {
			if s.rows[i].bill == r.bill && s.rows[i].code == r.code {
				s.rows[i].amount = v.Amount("amount")
			}
		}
		s.numbers[r.code], s.typed = v.Text("number"), true
		s.show()
		s.table.Select(s.table.Cursor() + 1)
		return action.None
	}
	return action.Ask(box)
}

// askOther adds what a customer paid on no bill in particular.
func (s *Posting) askOther() action.Effect {
	form := kit.NewForm(s.options(),
		kit.Field{Name: "customer", Label: "Customer", Required: true, Hint: "the code, or a part of the name"},
		kit.Field{Name: "amount", Label: "Paid", Kind: kit.AmountField, Required: true},
		kit.Field{Name: "number", Label: "Receipt nr", Hint: "as on the leaf; empty: given when posted"})
	var code, name string
	box := kit.NewFormBox("Paid by another customer", form, func(v kit.Values) (string, error) {
		var err error
		if code, name, err = s.desk.CashCustomer(v.Text("customer")); err != nil {
			return "", kit.At("customer", err)
		}
		if v.Amount("amount") <= 0 {
			return "", kit.At("amount", fmt.Errorf("say how much was paid"))
		}
		return "", nil
	})
	box.Preview = func(v kit.Values) (string, error) {
		code, name, err := s.desk.CashCustomer(v.Text("customer"))
		return code + " " + name + ": on the oldest due.", err
	}
	box.Done = func(v kit.Values) action.Effect {
		s.rows = append(s.rows, paid{code: code, name: name, amount: v.Amount("amount")})
		if n := v.Text("number"); n != "" {
			s.numbers[code] = n
		}
		s.typed = true
		s.show()
		s.table.Select(len(s.rows) - 1)
		return action.None
	}
	return action.Ask(box)
}

// post makes the receipts; a difference is explained first, by one reason or two.
func (s *Posting) post() action.Effect {
	b := &s.batch.Value
	n, sum, diff := len(s.command(nil).Receipts), s.sum(), s.diff()
	say := func(m money.Minor) string { return text.FormatAmount(m, b.Digits) + " " + b.Currency }
	what := fmt.Sprintf("%s of %s from %s.", text.Count(n, "cash receipt", "cash receipts"), say(sum), b.Person)
	if diff == 0 {
		key := desk.NewKey()
		return action.Ask(kit.Confirm("Make the receipts?", what, "make them", "not yet", func() action.Effect {
			if _, err := s.desk.Do(key, s.command(nil)); err != nil {
				return action.Fail(err)
			}
			return s.done(n)
		}))
	}
	whole := max(diff, -diff)
	part := func(v kit.Values) bool { return v.Amount("amount") > 0 && v.Amount("amount") < whole }
	choices := reasonFields(func(kit.Values) money.Minor { return diff })
	second := reasonFields(func(v kit.Values) money.Minor {
		if part(v) {
			return diff
		}
		return 0
	})
	choices[0].Choices, second[0].Choices = fitting(choices[0].Choices, diff), fitting(second[0].Choices, diff)
	second[0].Name, second[0].Label, second[1].Name, second[1].Label = "reason2", "And the rest", "note2", "Note"
	form := kit.NewForm(s.options(), choices[0],
		kit.Field{Name: "amount", Label: "How much of it", Kind: kit.AmountField, Value: text.FormatAmount(whole,
			b.Digits), Required: true}, choices[1], second[0], second[1])
	word := "over"
	if diff < 0 {
		word = "short"
	}
	box := kit.NewFormBox("The cash is "+say(whole)+" "+word, form, func(v kit.Values) (string, error) {
		all := []cashbox.DifferenceInput{{Reason: v.Text("reason"), Note: v.Text("note"),
			Amount: b.Money().Plain(v.Amount("amount"))}}
		if part(v) {
			all = append(all, cashbox.DifferenceInput{Reason: v.Text("reason2"), Note: v.Text("note2")})
		}
		_, err := s.desk.Do(v.Key(), s.command(all))
		return text.Count(n, "receipt", "receipts") + " made.", at(err, "reason", "note", "differences=amount")
	})
	box.Foot = func(kit.Values) string { return what + " Counted: " + say(b.Count.Tally.Total) + "." }
	box.Done = func(kit.Values) action.Effect {
		s.typed = false
		return s.load()
	}
	return action.Ask(box)
}

func (s *Posting) done(n int) action.Effect {
	s.typed = false
	return action.Notify(text.Count(n, "receipt", "receipts") + " made.").And(s.load())
}

// fitting are the reasons that missing cash, or cash that is over, can have.
func fitting(all []kit.Choice, diff money.Minor) (out []kit.Choice) {
	for _, c := range all {
		less := c.Value == cashbox.Short.String() || c.Value == cashbox.Expense.String()
		if c.Value == cashbox.Other.String() || less == (diff < 0) {
			out = append(out, c)
		}
	}
	return out
}
