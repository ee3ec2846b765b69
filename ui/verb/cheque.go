package verb

import (
	"fmt"
	"slices"

	"duebook/internal/ar/cheque"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cheques"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// paperAt are the fields of a command about a cheque and of the form it is typed in.
var paperAt = map[string]string{"number": "number", "amount": "amount", "maturity": "maturity", "bank": "bank",
	"drawer": "drawer", "branch": "branch", "account": "account", "type": "type", "received": "received",
	"hold": "hold", "parts": "bills", "bill": "bills", "customer": "customer", "reason": "reason", "date": "date",
	"fee": "fee", "paid": "paid", "note": "note", "with": "with", "slip": "slip", "receipt": "receipt"}

// Cheque registers a cheque of a customer.
func Cheque(d *desk.Desk, t Target) action.Effect { return ChequeFor(d, t, nil) }

// ChequeFor is Cheque, with what else to do then. A target without a code is asked for.
func ChequeFor(d *desk.Desk, t Target, done func() action.Effect) action.Effect {
	fields := paperFields(&t)
	title := "Cheque of " + t.Name
	if t.Code == "" {
		title = "Cheque received"
		fields = append([]kit.Field{{Name: "customer", Label: "Customer", Required: true,
			Hint: "the customer's code"}}, fields...)
	}
	command := func(v kit.Values) *cheque.Receive {
		c := &cheque.Receive{Customer: t.Code, Currency: t.Currency, Paper: paperOf(v, t.Digits)}
		if c.Customer == "" {
			c.Customer = v.Text("customer")
		}
		return c
	}
	box := kit.NewFormBox(title, kit.NewForm(options(d, t), fields...), func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), command(v))
		return Notice("Cheque "+v.Text("number")+", ", text.FormatAmount(v.Amount("amount"), t.Digits)+
			" "+t.Currency+", is in the register."), At(err, paperAt)
	})
	box.Preview = func(v kit.Values) (string, error) {
		c, err := d.PreviewCheque(command(v))
		if err != nil || c == nil {
			return "", err
		}
		return sayCover(c, &t), nil
	}
	return askThen(box, done)
}

func paperFields(t *Target) []kit.Field {
	return []kit.Field{
		{Name: "number", Label: "Number", Required: true},
		{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField, Required: true},
		{Name: "maturity", Label: "Dated", Kind: kit.DateField, Required: true, Hint: "the date written on it"},
		{Name: "bank", Label: "Bank", Required: true, Hint: "the drawer's"},
		{Name: "account", Label: "Account", Hint: "the drawer's, at his bank"},
		{Name: "drawer", Label: "Drawer", Hint: "who signed it; empty: the customer"},
		{Name: "bills", Label: "For bill", Kind: kit.SuggestField, Value: t.Bill, Suggest: Suggest(t.Bills),
			Hint: "empty: the oldest due that no other cheque covers"},
		{Name: "type", Label: "Given as", Kind: kit.ChoiceField, Value: "payment", Choices: []kit.Choice{
			{Value: "payment", Label: "payment", Key: "p"}, {Value: "guarantee", Label: "guarantee", Key: "g"}}},
		{Name: "safe", Label: "In the safe", Kind: kit.YesNoField, Value: "yes"},
		{Name: "received", Label: "Received", Kind: kit.DateField, Value: "today", Required: true,
			Hint: "never changed afterwards"},
		{Name: "hold", Label: "Hold until", Kind: kit.DateField, Hint: "when the customer asked to wait"}}
}

func paperOf(v kit.Values, digits int) cheque.Paper {
	p := cheque.Paper{Number: v.Text("number"), Amount: plain(v.Amount("amount"), digits),
		Maturity: v.Date("maturity").String(), Bank: v.Text("bank"), Account: v.Text("account"),
		Drawer: v.Text("drawer"), Type: v.Text("type"), Received: v.Date("received").String(), Safe: v.Yes("safe")}
	if v.Text("hold") != "" {
		p.Hold = v.Date("hold").String()
	}
	if b := v.Text("bills"); b != "" {
		p.Parts = []cheque.PartChoice{{Bill: b}}
	}
	return p
}

// sayCover says what a cheque about to be registered is for.
func sayCover(c *cheque.Cheque, t *Target) string {
	shares := c.Shares(cheque.Forever)
	var sum money.Minor
	for _, s := range shares {
		sum += s.Amount
	}
	switch {
	case c.Type == cheque.Guarantee:
		return "A guarantee covers nothing that is open."
	case len(shares) == 0:
		return "It covers nothing that is open: it stays unapplied when it clears."
	}
	out := "It covers " + text.FormatAmount(sum, t.Digits) + " on " +
		text.Count(len(shares), "due part", "due parts") + ". "
	if rest := c.Amount - sum; rest > 0 {
		out += text.FormatAmount(rest, t.Digits) + " stays unapplied when it clears. "
	}
	if c.Clearing {
		return out + "It counts as paid from today on."
	}
	return out + "The balance stays until it clears."
}

// moveKeys are the letters of the moves.
var moveKeys = map[cheque.Move]string{cheque.DoStore: "s", cheque.DoLodge: "l", cheque.DoPledge: "p",
	cheque.DoDeposit: "d", cheque.DoRecall: "r", cheque.DoClear: "c", cheque.DoBounce: "b", cheque.DoEndorse: "e",
	cheque.DoReturn: "u", cheque.DoReplace: "x", cheque.DoCancel: "n", cheque.DoSettle: "k", cheque.DoLegal: "g"}

// MovesOf lists what may be done with all of some cheques.
func MovesOf(rows []cheques.Row) []cheque.Move {
	var all []cheque.Move
	for _, m := range rows[0].State.Moves() {
		fits := !slices.ContainsFunc(rows, func(r cheques.Row) bool { return r.State.Can(m) != nil })
		single := m == cheque.DoBounce || m == cheque.DoSettle || m == cheque.DoReplace
		if fits && (len(rows) == 1 || !single) {
			all = append(all, m)
		}
	}
	return all
}

// MoveCheques offers the legal moves of cheques and asks what the one chosen needs.
func MoveCheques(d *desk.Desk, rows []cheques.Row, done func() action.Effect) action.Effect {
	var choices []kit.Choice
	for _, m := range MovesOf(rows) {
		choices = append(choices, kit.Choice{Value: m.String(), Label: m.String(), Key: moveKeys[m]})
	}
	return action.Ask(kit.Choose(of(rows), "", choices, choices[0].Value, func(v string) action.Effect {
		for _, m := range MovesOf(rows) {
			if m.String() == v {
				return MoveCheque(d, m, rows, done)
			}
		}
		return action.None
	}))
}

func of(rows []cheques.Row) string {
	if len(rows) == 1 {
		return "Cheque " + rows[0].Number + " of " + rows[0].Name
	}
	sums := cheques.Sums(rows)
	return text.Count(len(rows), "cheque", "cheques") + ", " + sums[0].Currency.Code + " " +
		text.FormatAmount(sums[0].Amount, sums[0].Currency.Digits)
}

func names(rows []cheques.Row) []string {
	var all []string
	for _, r := range rows {
		all = append(all, fmt.Sprintf("#%d", r.ID))
	}
	return all
}

// MoveCheque asks what a move needs and posts it, for all the cheques or none.
func MoveCheque(d *desk.Desk, m cheque.Move, rows []cheques.Row, done func() action.Effect) action.Effect {
	x := &rows[0]
	t := Target{Code: x.Code, Name: x.Name, Currency: x.Currency.Code, Digits: x.Currency.Digits}
	fields, command := moveForm(d, m, rows, &t)
	box := kit.NewFormBox(action.Sentence(m.String())+": "+of(rows), kit.NewForm(options(d, t), fields...),
		func(v kit.Values) (string, error) {
			r, err := d.Do(v.Key(), command(v))
			return Notice(of(rows), ": "+m.To().String()+onSlip(r.Facts)+"."), At(err, paperAt)
		})
	box.Preview = func(v kit.Values) (string, error) {
		_, err := d.Preview(command(v))
		return consequence(m, x, v), err
	}
	return askThen(box, done)
}

// onSlip names the slip that a deposit wrote.
func onSlip(facts []desk.Fact) string {
	for _, f := range facts {
		if s, ok := f.(*cheque.SlipMade); ok {
			return " on slip " + s.Slip.Number
		}
	}
	return ""
}

// consequence says what a move does to the account; a cheque that counts as paid
// already changes it otherwise than one that is only a memo.
func consequence(m cheque.Move, x *cheques.Row, v kit.Values) string {
	paid := x.Clearing || x.State == cheque.Cleared || x.State == cheque.Endorsed
	switch m {
	case cheque.DoDeposit:
		return "One slip for all; the balance stays until the bank answers."
	case cheque.DoClear:
		if paid {
			return "It counted as paid already: the balance stays."
		}
		return "Each becomes a receipt on what it covers; what is over stays unapplied."
	case cheque.DoBounce:
		if paid {
			return "What it paid is open again with its old due dates; a call is planned for today."
		}
		return "What it covers stays open and is covered no longer; a call is planned for today."
	case cheque.DoSettle:
		if v.Text("receipt") != "" {
			return "The cheque is made good with that receipt; nothing more is recorded."
		}
		return "The cash is recorded as a receipt on what the cheque covers."
	case cheque.DoEndorse:
		return "It counts as paid, with recourse, until the bank says otherwise."
	case cheque.DoReplace:
		return "The new cheque covers what the old one did."
	}
	return ""
}

func moveForm(d *desk.Desk, m cheque.Move, rows []cheques.Row, t *Target) ([]kit.Field,
	func(v kit.Values) desk.Command) {
	day := kit.Field{Name: "date", Label: "On", Kind: kit.DateField, Value: "today", Required: true}
	set := d.Company()
	switch m {
	case cheque.DoDeposit:
		return []kit.Field{{Name: "bank", Label: "Our bank", Value: set.Bank, Required: true},
				{Name: "slip", Label: "Slip", Hint: "empty: the next number"}, day}, func(v kit.Values) desk.Command {
				return &cheque.Deposit{Cheques: names(rows), Bank: v.Text("bank"), Slip: v.Text("slip"),
					Date: v.Date("date").String()}
			}
	case cheque.DoClear:
		return []kit.Field{day}, func(v kit.Values) desk.Command {
			return &cheque.Clear{Cheques: names(rows), Date: v.Date("date").String()}
		}
	case cheque.DoBounce:
		return bounceForm(rows, t)
	case cheque.DoSettle:
		worth := text.FormatAmount(rows[0].Worth, t.Digits)
		return []kit.Field{{Name: "amount", Label: "Cash " + t.Currency, Kind: kit.AmountField, Value: worth,
				Required: true}, {Name: "receipt", Label: "Receipt",
				Hint: "the number, when the cash is recorded already"}, day}, func(v kit.Values) desk.Command {
				return &cheque.Settle{Cheque: names(rows)[0], Amount: plain(v.Amount("amount"), t.Digits),
					Receipt: v.Text("receipt"), Date: v.Date("date").String()}
			}
	case cheque.DoReplace:
		fields := paperFields(t)
		fields[1].Value = text.FormatAmount(rows[0].Worth, t.Digits)
		fields[3].Value = rows[0].Bank
		return append(fields, kit.Field{Name: "reason", Label: "Why"}), func(v kit.Values) desk.Command {
			return &cheque.Replace{Cheques: names(rows), Reason: v.Text("reason"), Paper: paperOf(v, t.Digits)}
		}
	}
	with := map[cheque.Move]string{cheque.DoStore: "Kept where", cheque.DoLodge: "With bank",
		cheque.DoPledge: "Pledged to", cheque.DoEndorse: "To supplier", cheque.DoReturn: "Handed to"}[m]
	var fields []kit.Field
	if with != "" {
		fields = append(fields, kit.Field{Name: "with", Label: with, Required: m == cheque.DoLodge ||
			m == cheque.DoPledge || m == cheque.DoEndorse})
	}
	fields = append(fields, kit.Field{Name: "reason", Label: "Why", Required: m == cheque.DoCancel ||
		m == cheque.DoReturn}, day)
	return fields, func(v kit.Values) desk.Command {
		return &cheque.Shift{Cheques: names(rows), Move: m.String(), With: v.Text("with"), Reason: v.Text("reason"),
			Date: v.Date("date").String()}
	}
}

func bounceForm(rows []cheques.Row, t *Target) ([]kit.Field, func(v kit.Values) desk.Command) {
	fields := []kit.Field{
		{Name: "reason", Label: "The bank says", Kind: kit.ChoiceField, Value: cheque.NoFunds.String(),
			Choices: kit.Lettered(cheque.Reasons())},
		{Name: "date", Label: "Its advice of", Kind: kit.DateField, Value: "today", Required: true},
		{Name: "fee", Label: "Bank fee " + t.Currency, Kind: kit.AmountField, Hint: "asked of the customer"},
		{Name: "paid", Label: "Part paid " + t.Currency, Kind: kit.AmountField, Hint: "when the bank paid some of it"},
		{Name: "note", Label: "Note"}}
	return fields, func(v kit.Values) desk.Command {
		c := &cheque.Bounce{Cheque: names(rows)[0], Reason: v.Text("reason"), Date: v.Date("date").String(),
			Note: v.Text("note")}
		if v.Text("fee") != "" {
			c.Fee = plain(v.Amount("fee"), t.Digits)
		}
		if v.Text("paid") != "" {
			c.Paid = plain(v.Amount("paid"), t.Digits)
		}
		return c
	}
}
