package cash

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/cashbox"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// lastTill is the till of the newest batch, offered for the next count.
func (s *Screen) lastTill() string {
	newest, till := uint32(0), ""
	for i := range s.page.Value.Batches {
		if b := &s.page.Value.Batches[i]; b.ID >= newest {
			newest, till = b.ID, b.Till
		}
	}
	if b := s.names.Value.Branches; till == "" && len(b) == 1 {
		return b[0]
	}
	return cmp.Or(till, cashbox.MainTill)
}

// askCount counts what a person hands over; with a batch, counts that anew.
func (s *Screen) askCount(again *desk.CashBatch) action.Effect {
	n := s.names.Value
	if again != nil {
		return s.askRecount(again)
	}
	head := []kit.Field{
		{Name: "person", Label: "From", Kind: kit.SuggestField, Required: true, Suggest: verb.Suggest(n.People),
			Hint: "who hands the cash over"},
		{Name: "till", Label: "Till", Kind: kit.SuggestField, Value: s.lastTill(),
			Suggest: verb.Suggest(append([]string{cashbox.MainTill}, n.Branches...))},
		{Name: "day", Label: "Day", Kind: kit.DateField, Value: "today", Required: true},
		{Name: "currency", Label: "Currency", Value: s.home().Code, Kind: kit.SuggestField,
			Suggest: verb.Suggest(s.currencies()), Check: func(v string) error {
				_, err := s.moneyOf(v)
				return err
			}}}
	tail := []kit.Field{{Name: "note", Label: "Note"},
		{Name: "more", Label: "More of the same day", Kind: kit.YesNoField}}
	form := kit.NewForm(s.options(), append(append(head, s.pieceFields(money.Currency{})...), tail...)...)
	box := kit.NewFormBox("Count cash handed over", form, func(v kit.Values) (string, error) {
		cur, err := s.moneyOf(v.Text("currency"))
		if err != nil {
			return "", kit.At("currency", err)
		}
		_, err = s.desk.Do(v.Key(), &cashbox.HandOver{Person: v.Text("person"), Till: v.Text("till"),
			Day: v.Date("day").String(), Currency: cur.Code, Piles: piles(v, cur.Code), Amount: v.Text("amount"),
			Note: v.Text("note"), More: v.Yes("more")})
		return fmt.Sprintf("%s %s from %s noted.", text.FormatAmount(s.counted(v, cur), cur.Digits), cur.Code,
			v.Text("person")), at(err, "person", "till", "day", "currency", "amount", "note", "piles=amount")
	})
	box.Foot = func(v kit.Values) string {
		cur, err := s.moneyOf(v.Text("currency"))
		if err != nil {
			return ""
		}
		return "Counted: " + text.FormatAmount(s.counted(v, cur), cur.Digits) + " " + cur.Code
	}
	box.Preview = func(v kit.Values) (string, error) {
		cur, err := s.moneyOf(v.Text("currency"))
		if err != nil {
			return "", err
		}
		sum, bills, err := s.desk.CashExpected(v.Text("person"), cur)
		if err != nil || bills == 0 {
			return "No bill is out with " + v.Text("person") + ".", err
		}
		return fmt.Sprintf("Out with %s: %s, %s open; %s than counted.", v.Text("person"), text.Count(bills, "bill",
			"bills"), text.FormatAmount(sum, cur.Digits), moreOrLess(sum-s.counted(v, cur), cur)), nil
	}
	box.Done = func(kit.Values) action.Effect {
		s.newest = true
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) askRecount(b *desk.CashBatch) action.Effect {
	id, cur := b.ID, b.Money()
	form := kit.NewForm(s.options(), append(s.pieceFields(cur), kit.Field{Name: "reason", Label: "Why again",
		Required: true})...)
	box := kit.NewFormBox("Count batch "+text.Number(int(id))+" again", form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &cashbox.Recount{Batch: id, Piles: piles(v, cur.Code), Amount: v.Text("amount"),
			Reason: v.Text("reason")})
		return "Counted again; earlier days keep what they showed.", at(err, "amount", "reason", "piles=amount")
	})
	was := b.Count.Tally.Total
	box.Foot = func(v kit.Values) string {
		return fmt.Sprintf("Counted: %s %s, before %s", text.FormatAmount(s.counted(v, cur), cur.Digits), cur.Code,
			text.FormatAmount(was, cur.Digits))
	}
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

// askMove asks which way cash goes, then how much.
func (s *Screen) askMove() action.Effect {
	return action.Ask(kit.Choose("Cash that moves", "", []kit.Choice{
		{Value: "bank", Label: "to the bank", Key: "b", Help: "by a slip"},
		{Value: "pay", Label: "paid out", Key: "p", Help: "to somebody, for a reason"},
		{Value: "draw", Label: "from the bank", Key: "d", Help: "a float, or change"},
		{Value: "transfer", Label: "to another till", Key: "t", Help: "from one branch to another"},
		{Value: "start", Label: "start a till", Key: "s", Help: "say what is in it today"}}, "bank", s.askMoved))
}

func (s *Screen) askMoved(how string) action.Effect {
	branches := append([]string{cashbox.MainTill}, s.names.Value.Branches...)
	till, cur := s.lastTill(), s.home().Code
	if x := s.sheet(); x != nil {
		till, cur = x.Till, x.Money.Code
	}
	fields := []kit.Field{
		{Name: "till", Label: "Till", Kind: kit.SuggestField, Value: till, Suggest: verb.Suggest(branches)},
		{Name: "currency", Label: "Currency", Value: cur},
		{Name: "amount", Label: "Amount", Required: true},
		{Name: "day", Label: "Day", Kind: kit.DateField, Value: "today", Required: true}}
	title := map[string]string{"bank": "Cash to the bank", "pay": "Cash paid out", "draw": "Cash from the bank",
		"transfer": "Cash to another till",
		"start":    "Start a till"}[how]
	switch how {
	case "bank":
		fields = append(fields, kit.Field{Name: "bank", Label: "Bank", Required: true},
			kit.Field{Name: "slip", Label: "Slip", Required: true, Hint: "the number on the bank's slip"})
	case "pay":
		fields = append(fields, kit.Field{Name: "to", Label: "To", Required: true},
			kit.Field{Name: "reason", Label: "What for", Required: true},
			kit.Field{Name: "paper", Label: "Paper", Hint: "the voucher's number"})
	case "transfer":
		fields[0].Label = "From till"
		fields = append(slices.Insert(fields, 1, kit.Field{Name: "to", Label: "To till", Kind: kit.SuggestField,
			Required: true, Suggest: verb.Suggest(branches)}), kit.Field{Name: "reference", Label: "Reference",
			Hint: "the voucher's number, or who carried it"})
	case "draw":
		fields = append(fields, kit.Field{Name: "bank", Label: "Bank", Required: true},
			kit.Field{Name: "paper", Label: "Paper", Hint: "the cheque's or the slip's number"})
	}
	box := kit.NewFormBox(title, kit.NewForm(s.options(), fields...), func(v kit.Values) (string, error) {
		err := s.move(how, v)
		return title + ": " + v.Text("amount") + " " + v.Text("currency") + ".", at(err, "till", "currency", "amount",
			"day", "bank", "slip", "to", "reason", "paper", "reference", "from=till")
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) move(how string, v kit.Values) (err error) {
	till, cur, amount, day := v.Text("till"), v.Text("currency"), v.Text("amount"), v.Date("day").String()
	switch how {
	case "bank":
		_, err = s.desk.Do(v.Key(), &cashbox.Bank{Till: till, Currency: cur, Amount: amount, Day: day,
			Bank: v.Text("bank"), Slip: v.Text("slip")})
	case "pay":
		_, err = s.desk.Do(v.Key(), &cashbox.PayOut{Till: till, Currency: cur, Amount: amount, Day: day,
			To: v.Text("to"), Reason: v.Text("reason"), Paper: v.Text("paper")})
	case "draw":
		_, err = s.desk.Do(v.Key(), &cashbox.Draw{Till: till, Currency: cur, Amount: amount, Day: day,
			Bank: v.Text("bank"), Paper: v.Text("paper")})
	case "transfer":
		_, err = s.desk.Do(v.Key(), &cashbox.Transfer{From: till, To: v.Text("to"), Currency: cur, Amount: amount,
			Day: day, Reference: v.Text("reference")})
	default:
		_, err = s.desk.Do(v.Key(), &cashbox.Start{Till: till, Currency: cur, Amount: amount, Day: day})
	}
	return err
}

// reasonFields ask why counted cash differs, when it does.
func reasonFields(diff func(v kit.Values) money.Minor) []kit.Field {
	some := func(v kit.Values) bool { return diff(v) != 0 }
	return []kit.Field{
		{Name: "reason", Label: "Why it differs", Kind: kit.ChoiceField, Show: some, Required: true,
			Choices: []kit.Choice{{Value: "short", Label: "short", Key: "s"}, {Value: "over", Label: "over", Key: "o"},
				{Value: "change owed", Label: "change owed", Key: "c"},
				{Value: "expense with paper", Label: "expense with paper", Key: "e"},
				{Value: "other", Label: "other", Key: "t"}}},
		{Name: "note", Label: "Note", Show: some, Hint: "the paper's number, or what happened"}}
}

// askClose counts the till of the sheet under the cursor and closes its day.
func (s *Screen) askClose() action.Effect {
	x := *s.sheet()
	diff := func(v kit.Values) money.Minor { return s.counted(v, x.Money) - x.Closing }
	form := kit.NewForm(s.options(), append(s.pieceFields(x.Money), reasonFields(diff)...)...)
	box := kit.NewFormBox("Count till "+x.Till+", "+x.Money.Code, form, func(v kit.Values) (string, error) {
		c := &cashbox.Close{Till: x.Till, Currency: x.Money.Code, Day: x.Day.String(), Piles: piles(v, x.Money.Code),
			Amount: cmp.Or(v.Text("amount"), "0")}
		if diff(v) != 0 {
			c.Differences = []cashbox.DifferenceInput{{Reason: v.Text("reason"), Note: v.Text("note")}}
		}
		_, err := s.desk.Do(v.Key(), c)
		return "The till of " + x.Till + " is counted and closed for " + x.Day.String() + ".", at(err, "amount",
			"reason", "note", "piles=amount", "differences=reason", "day=amount", "till=amount")
	})
	box.Foot = func(v kit.Values) string {
		say := func(m money.Minor) string { return text.FormatAmount(m, x.Money.Digits) }
		return fmt.Sprintf("Counted %s, should be %s: difference %s", say(s.counted(v, x.Money)), say(x.Closing),
			say(diff(v)))
	}
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) askIssue() action.Effect {
	form := kit.NewForm(s.options(),
		kit.Field{Name: "person", Label: "To", Kind: kit.SuggestField, Required: true,
			Suggest: verb.Suggest(s.names.Value.People)},
		kit.Field{Name: "from", Label: "First leaf", Required: true, Hint: "such as A-1001"},
		kit.Field{Name: "to", Label: "Last leaf", Required: true},
		kit.Field{Name: "day", Label: "Day", Kind: kit.DateField, Value: "today", Required: true})
	box := kit.NewFormBox("Issue a receipt book", form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &cashbox.IssueBook{Person: v.Text("person"), From: v.Text("from"),
			To: v.Text("to"), Day: v.Date("day").String()})
		return "The book " + v.Text("from") + " to " + v.Text("to") + " is with " + v.Text("person") + ".",
			at(err, "person", "from", "to", "day")
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) askVoid() action.Effect {
	b := s.book()
	form := kit.NewForm(s.options(), kit.Field{Name: "number", Label: "Leaf", Required: true, Value: b.FirstGap()},
		kit.Field{Name: "reason", Label: "Why", Required: true, Hint: "spoilt, torn out, lost ..."})
	box := kit.NewFormBox("Void a leaf of "+b.Name(), form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &cashbox.VoidLeaf{Number: v.Text("number"), Reason: v.Text("reason")})
		return "Leaf " + v.Text("number") + " is void.", at(err, "number", "reason")
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) askReturn() action.Effect {
	b := s.book()
	name, number, key := b.Name(), b.Number(b.From), desk.NewKey()
	return action.Ask(kit.Confirm("Book back?", fmt.Sprintf("%s comes back from %s. %s not used then count as "+
		"missing.", name, b.Holder, action.Sentence(text.Count(b.Unused, "leaf", "leaves"))), "it is back", "no",
		func() action.Effect {
			if _, err := s.desk.Do(key, &cashbox.ReturnBook{Number: number}); err != nil {
				return action.Fail(err)
			}
			return action.Notify("The book " + name + " is back.").And(s.load())
		}))
}
