package verb

import (
	"errors"
	"strconv"
	"strings"

	limits "duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/report/credit"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

var limitFields = map[string]string{"amount": "amount", "approver": "approver", "from": "from", "until": "until",
	"why": "why"}

// SetLimit sets a customer's credit limit, or a group's when group is its name. now is
// the limit that counts. done is what else to do then, and may be nil.
func SetLimit(d *desk.Desk, t Target, group string, now limits.InForce, temporary bool,
	done func() action.Effect) action.Effect {
	amount := ""
	if now.Source != limits.Nowhere && !temporary {
		amount = now.Sum(t.Digits)
	}
	until := kit.Field{Name: "until", Label: "Last day", Kind: kit.DateField, Hint: "empty: no end",
		Required: temporary}
	title := "Credit limit of " + t.Name
	if temporary {
		title, until.Hint = "Temporary limit of "+t.Name, "25/12, +30; then the other limit counts again"
	}
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "amount", Label: "Limit " + t.Currency, Value: amount, Required: true,
			Hint: "an amount; 0 gives no credit; or: no limit", Check: limitTyped(t.Digits)},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: "today", Required: true},
		until,
		kit.Field{Name: "approver", Label: "Approved by", Required: true, Hint: "who approved it",
			Show: approved(d, limits.SetLimit{})},
		kit.Field{Name: "why", Label: "Why", Hint: "what it was approved for"})
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		c := &limits.SetLimit{Customer: t.Code, Group: group, Currency: t.Currency, Amount: v.Text("amount"),
			Approver: v.Text("approver"), From: v.Date("from").String(), Temporary: temporary, Why: v.Text("why")}
		if c.Until = v.Date("until").String(); v.Text("until") == "" {
			c.Until = ""
		}
		_, err := d.Do(v.Key(), c)
		return Notice(t.Name, ": the limit is "+v.Text("amount")+", approved by "+v.Text("approver")+"."), At(err,
			limitFields)
	})
	box.Foot = func(kit.Values) string {
		said := "Now: " + now.Sum(t.Digits) + ", " + now.Source.String()
		if now.Until != 0 {
			said += ", until " + now.Until.String()
		}
		return said + ". Earlier days keep what they showed."
	}
	return askThen(box, done)
}

// limitTyped checks an amount or "no limit".
func limitTyped(digits int) func(string) error {
	return func(s string) error {
		if s = strings.ToLower(strings.TrimSpace(s)); s == limits.NoLimitWord || s == "none" {
			return nil
		}
		m, err := text.ParseAmount(s, digits)
		if err == nil && m < 0 {
			err = errors.New("a limit cannot be negative: 0 gives no credit")
		}
		return err
	}
}

// SetBlock puts a customer under a block, or lifts it; what is proposed, and why, stands
// in the form. done is what else to do then, and may be nil.
func SetBlock(d *desk.Desk, t Target, now, proposed customer.Block, because string,
	done func() action.Effect) action.Effect {
	if proposed == customer.NoBlock {
		proposed = now
	}
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "block", Label: "No longer", Kind: kit.ChoiceField, Choices: kit.Lettered(customer.Blocks()),
			Value: proposed.String()},
		kit.Field{Name: "reason", Label: "Why", Value: because, Required: true, Hint: "kept with the block"})
	box := kit.NewFormBox("Block of "+t.Name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &customer.SetBlock{Customer: t.Code, Block: v.Text("block"), Reason: v.Text("reason")})
		return Notice(t.Name, ": block "+v.Text("block")+"."), At(err, map[string]string{"block": "block",
			"reason": "reason"})
	})
	box.Foot = func(kit.Values) string {
		return "Now: " + now.String() + ". Receipts and credit notes are taken under any block."
	}
	return askThen(box, done)
}

var agreementFields = map[string]string{"signed": "signed", "until": "until", "approver": "approver", "limit": "limit",
	"exempt": "exempt", "first": "first", "parts": "parts", "every": "every", "schedule": "parts", "amount": "amount",
	"bills": "bills", "bill": "bills", "signatory": "signatory", "days": "days", "note": "note", "breach": "days"}

// Special records a special agreement; its schedule is shown while it is typed. done is
// what else to do then, and may be nil.
func Special(d *desk.Desk, t Target, done func() action.Effect) action.Effect {
	set := d.Company()
	paid := func(v kit.Values) bool { return v.Text("first") != "" }
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "signed", Label: "Signed on", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "until", Label: "Valid to", Kind: kit.DateField, Required: true, Hint: "its last day"},
		kit.Field{Name: "approver", Label: "Approved by", Required: true, Show: approved(d, limits.Agree{})},
		kit.Field{Name: "limit", Label: "Own limit", Hint: "an amount, or: no limit; empty: none of its own",
			Check: limitTyped(t.Digits)},
		kit.Field{Name: "exempt", Label: "No interest", Kind: kit.YesNoField},
		kit.Field{Name: "first", Label: "Instalments from", Kind: kit.DateField, Hint: "empty: no schedule"},
		kit.Field{Name: "parts", Label: "How many", Kind: kit.NumberField, Least: 1, Most: mostParts, Value: "3",
			Show: paid},
		kit.Field{Name: "every", Label: "One each", Kind: kit.ChoiceField, Choices: intervals, Value: "month",
			Show: func(v kit.Values) bool { return paid(v) && v.Number("parts") > 1 }},
		kit.Field{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField, Show: paid,
			Hint: "empty: all that is open of the bills"},
		kit.Field{Name: "bills", Label: "Bills", Hint: "their numbers; empty: all open ones", Show: paid},
		kit.Field{Name: "days", Label: "Missed after", Value: strconv.Itoa(set.Tolerance), Show: paid,
			Hint: "days after its date, then the agreement is broken", Kind: kit.NumberField, Most: 366},
		kit.Field{Name: "signatory", Label: "Signed by", Kind: kit.SuggestField, Suggest: Suggest(t.People)},
		kit.Field{Name: "note", Label: "Note"})
	command := func(v kit.Values) limits.Agree {
		c := limits.Agree{Customer: t.Code, Currency: t.Currency, Signed: v.Date("signed").String(),
			Until: v.Date("until").String(), Approver: v.Text("approver"), Limit: v.Text("limit"),
			Exempt: v.Yes("exempt"), Signatory: v.Text("signatory"), Note: v.Text("note")}
		if !paid(v) {
			return c
		}
		days := v.Number("days")
		c.First, c.Every, c.Bills, c.Days = v.Date("first").String(), v.Text("every"), numbers(v), &days
		if n := v.Number("parts"); n > 1 {
			c.Parts = n
		}
		if v.Text("amount") != "" {
			c.Amount = plain(v.Amount("amount"), t.Digits)
		}
		return c
	}
	box := kit.NewFormBox("Special agreement with "+t.Name, form, func(v kit.Values) (string, error) {
		c := command(v)
		_, err := d.Do(v.Key(), &c)
		return Notice(t.Name, ": special agreement until "+c.Until+" noted."), At(err, agreementFields)
	})
	box.Preview = func(v kit.Values) (string, error) {
		c := command(v)
		s, err := d.PreviewAgreement(c)
		said := laid(&s, &t)
		if said == "" && len(s.Warnings) > 0 {
			said = action.Sentence(s.Warnings[0]) + "."
		}
		return said, err
	}
	return askThen(box, done)
}

// EndSpecial ends a special agreement. done is what else to do then, and may be nil.
func EndSpecial(d *desk.Desk, t Target, a *limits.Judged, done func() action.Effect) action.Effect {
	form := kit.NewForm(options(d, t), kit.Field{Name: "reason", Label: "Why", Value: a.Why, Required: true,
		Hint: "kept with the agreement"})
	id, exempt, since := a.ID, a.Terms != 0, d.Today()
	if a.State == limits.Broken {
		since = a.Since
	}
	box := kit.NewFormBox("End the agreement with "+t.Name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &limits.EndAgreement{ID: id, Reason: v.Text("reason")})
		return Notice(t.Name, ": the special agreement is ended."), At(err, map[string]string{"reason": "reason"})
	})
	box.Foot = func(kit.Values) string {
		said := "Its own limit counts no more; its instalments stay owed."
		if exempt {
			said += " Interest is charged again from " + since.String() + " on."
		}
		return said
	}
	return askThen(box, done)
}

// WhyCredit shows how an exposure comes about, line by line, and what the limit is.
func WhyCredit(d *desk.Desk, code, currency string) action.Effect {
	e, err := d.ExplainCredit(code, currency)
	if err != nil {
		return action.Fail(err)
	}
	return action.Ask(kit.Message("Credit of "+e.Name, creditText(e)))
}

func creditText(e *credit.Explanation) string {
	var sb strings.Builder
	for _, s := range e.Steps {
		figure := text.FormatAmount(s.Amount, e.Currency.Digits)
		label := s.Name
		if s.Total {
			label = "= " + label + " " + e.Currency.Code
		}
		room := whyWidth - text.Width(figure) - 1
		sb.WriteString(text.Pad(text.Truncate(label, room), room) + " " + figure + "\n")
	}
	sb.WriteString("\n")
	for _, n := range e.Notes {
		for _, l := range kit.Wrap(n, whyWidth) {
			sb.WriteString(l + "\n")
		}
	}
	return strings.TrimRight(sb.String(), "\n")
}

// approved shows who approved a command, unless it is only proposed: then that is who
// decides.
func approved(d *desk.Desk, c desk.Command) func(kit.Values) bool {
	return func(kit.Values) bool { return !d.Proposes(c.Kind()) }
}
