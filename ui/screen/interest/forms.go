package interest

import (
	"fmt"
	"strings"

	"duebook/internal/ar/interest"
	"duebook/internal/money"
	"duebook/internal/report/accrued"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// preview says what a run of today would post.
func (s *Screen) preview(rows []*accrued.Row) string {
	notes, back, waits, over := 0, 0, 0, false
	var order []money.Currency
	sums := map[money.Currency]money.Minor{}
	for _, r := range rows {
		switch {
		case r.Waits != 0:
			waits++
			continue
		case r.ToCharge < 0:
			back++
		case r.ToCharge > 0:
			notes++
		}
		if _, ok := sums[r.Currency]; !ok {
			order = append(order, r.Currency)
		}
		sums[r.Currency] += r.ToCharge - r.Over
		over = over || r.Over != 0
	}
	var parts []string
	for _, c := range order {
		parts = append(parts, text.FormatAmount(sums[c], c.Digits)+" "+c.Code)
	}
	say := text.Count(notes, "note", "notes")
	if len(parts) > 0 {
		say += ", together " + strings.Join(parts, ", ")
	}
	if back > 0 {
		say += fmt.Sprintf("; %s credited back", text.Count(back, "customer", "customers"))
	}
	if waits > 0 {
		say += fmt.Sprintf("; %d under the minimum wait", waits)
	}
	if over {
		say += "; what passes the most a note may be is given up"
	}
	return say + "."
}

// askWaive gives interest up: on the notes' tab of a note, else of a bill.
func (s *Screen) askWaive() action.Effect {
	r, n := s.row(), s.noted()
	fields := []kit.Field{{Name: "amount", Label: "Amount " + r.Currency.Code, Kind: kit.AmountField,
		Hint: "empty: all that is left"},
		{Name: "reason", Label: "Why", Required: true}}
	title := "Waive interest of " + r.Name
	var bills []string
	for i := range r.Lines {
		if n != nil || r.Lines[i].Due() > 0 {
			bills = append(bills, r.Lines[i].Number)
		}
	}
	offer := ""
	if n == nil && len(bills) > 0 {
		offer = bills[0]
	}
	bill := kit.Field{Name: "bill", Label: "Bill", Kind: kit.SuggestField, Value: offer, Required: n == nil,
		Suggest: func(typed string) (out []string) {
			for _, b := range bills {
				if strings.Contains(text.Fold(b), text.Fold(typed)) {
					out = append(out, b)
				}
			}
			return out
		}}
	if n != nil {
		title, bill.Hint = "Waive of "+n.Number, "only its line; empty: the whole note"
	}
	form := kit.NewForm(s.options(r.Currency.Digits), append(append([]kit.Field{bill}, fields...), kit.Field{
		Name: "approver", Label: "Approved by", Hint: "another supervisor, above the limit for write-offs",
		Show: func(kit.Values) bool { return !s.desk.Alone() && !s.desk.Proposes(interest.Waive{}.Kind()) }})...)
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		c := &interest.Waive{Bill: v.Text("bill"), Reason: v.Text("reason"), Approver: v.Text("approver")}
		if v.Text("amount") != "" {
			c.Amount = r.Currency.Plain(v.Amount("amount"))
		}
		if n != nil {
			c.Note = n.Number
		}
		_, err := s.desk.Do(v.Key(), c)
		return "Waived. It is never charged again.", verb.At(err, map[string]string{"bill": "bill", "amount": "amount",
			"reason": "reason", "note": "amount", "approver": "approver"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) askReverse() action.Effect {
	n := s.noted()
	form := kit.NewForm(s.options(2), kit.Field{Name: "reason", Label: "Why", Required: true})
	box := kit.NewFormBox("Reverse "+n.Number+" of "+n.Name, form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &interest.Reverse{Note: n.Number, Reason: v.Text("reason")})
		return n.Number + " is taken back; its days may be charged again.", verb.At(err,
			map[string]string{"reason": "reason", "note": "reason"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) askEnd() action.Effect {
	t := s.ruled()
	form := kit.NewForm(s.options(2), kit.Field{Name: "last", Label: "Last day", Kind: kit.DateField,
		Hint: "empty: as if never set; the next run credits back what they charged"})
	box := kit.NewFormBox("End the terms "+t.Says, form, func(v kit.Values) (string, error) {
		c := &interest.EndTerms{ID: t.ID}
		if v.Text("last") != "" {
			c.Last = v.Date("last").String()
		}
		_, err := s.desk.Do(v.Key(), c)
		return "Ended.", verb.At(err, map[string]string{"last": "last", "id": "last"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

var methods = []kit.Choice{{Value: "daily", Label: "by the day", Key: "d"},
	{Value: "flat", Label: "flat per period", Key: "f"}, {Value: "fixed", Label: "fixed per period", Key: "x"},
	{Value: "exempt", Label: "exempt", Key: "e"}}

// askTerms sets terms.
func (s *Screen) askTerms() action.Effect {
	is := func(methods ...string) func(kit.Values) bool {
		return func(v kit.Values) bool {
			for _, m := range methods {
				if v.Text("method") == m {
					return true
				}
			}
			return false
		}
	}
	charged := is("daily", "flat", "fixed")
	var counts []kit.Choice
	for i, c := range interest.DayCounts() {
		counts = append(counts, kit.Choice{Value: c, Label: c, Key: fmt.Sprint(i + 1)})
	}
	groups := s.names.Value.Groups
	form := kit.NewForm(s.options(s.home().Digits),
		kit.Field{Name: "customer", Label: "Customer", Hint: "a code; empty: everybody"},
		kit.Field{Name: "group", Label: "Group", Kind: kit.SuggestField, Hint: "its customers; empty: everybody",
			Suggest: func(typed string) (out []string) {
				for _, g := range groups {
					if strings.Contains(text.Fold(g), text.Fold(typed)) {
						out = append(out, g)
					}
				}
				return out
			}, Show: func(v kit.Values) bool { return v.Text("customer") == "" }},
		kit.Field{Name: "currency", Label: "Currency", Hint: "empty: " + s.home().Code},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "until", Label: "Last day", Kind: kit.DateField, Hint: "empty: until others are set"},
		kit.Field{Name: "method", Label: "Reckoned", Kind: kit.ChoiceField, Choices: methods, Value: "daily"},
		kit.Field{Name: "rate", Label: "Rate", Hint: "24%", Required: true, Show: is("daily", "flat")},
		kit.Field{Name: "per", Label: "Per days", Kind: kit.NumberField, Most: 366,
			Hint: "empty: the rate is of a year", Show: is("daily")},
		kit.Field{Name: "count", Label: "Days count", Kind: kit.ChoiceField, Choices: counts, Value: "ACT/365F",
			Show: func(v kit.Values) bool { return v.Text("method") == "daily" && v.Text("per") == "" }},
		kit.Field{Name: "fixed", Label: "Each time", Kind: kit.AmountField, Required: true, Show: is("fixed")},
		kit.Field{Name: "every", Label: "Every", Kind: kit.NumberField, Most: 366, Value: "1", Show: is("flat",
			"fixed")},
		kit.Field{Name: "unit", Label: "", Kind: kit.ChoiceField, Value: "months",
			Choices: []kit.Choice{{Value: "months",
				Label: "months", Key: "m"}, {Value: "days", Label: "days", Key: "d"}}, Show: is("flat", "fixed")},
		kit.Field{Name: "grace", Label: "Grace days", Kind: kit.NumberField, Most: 366, Value: "0", Show: charged},
		kit.Field{Name: "mode", Label: "When it passes", Kind: kit.ChoiceField, Value: "gate", Choices: []kit.Choice{
			{Value: "gate", Label: "from the due date", Key: "g"}, {Value: "skip", Label: "the grace stays free",
				Key: "s"}}, Show: charged},
		kit.Field{Name: "min", Label: "Least of a note", Kind: kit.AmountField, Show: charged},
		kit.Field{Name: "max", Label: "Most of a note", Kind: kit.AmountField, Show: charged},
		kit.Field{Name: "cap", Label: "Cap at the bill", Kind: kit.YesNoField, Value: "no", Show: charged},
		kit.Field{Name: "compound", Label: "On notes too", Kind: kit.YesNoField, Value: "no", Show: charged},
		kit.Field{Name: "rejected", Label: "Lost disputes", Kind: kit.YesNoField, Value: "no", Show: charged,
			Hint: "yes: the days of a dispute that was rejected are charged after all"},
		kit.Field{Name: "why", Label: "Agreed", Hint: "what was agreed, and with whom"})
	box := kit.NewFormBox("Terms of "+s.word(), form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), s.command(v))
		return "The terms are set; nothing is charged until you post notes.", verb.At(err, map[string]string{
			"customer": "customer", "group": "group", "currency": "currency", "unit": "unit", "from": "from",
			"until": "until", "rate": "rate", "per": "per",
			"count": "count", "amount": "fixed", "every": "every", "grace": "grace", "min": "min", "max": "max",
			"why": "why", "method": "method"})
	})
	box.Done = func(kit.Values) action.Effect {
		s.tabs.At = tabTerms
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) command(v kit.Values) *interest.SetTerms {
	amount := func(name string) string {
		if v.Text(name) == "" {
			return ""
		}
		return s.home().Plain(v.Amount(name))
	}
	c := &interest.SetTerms{Customer: v.Text("customer"), Group: v.Text("group"),
		Currency: strings.ToUpper(v.Text("currency")), Unit: v.Text("unit"), From: v.Date("from").String(),
		Method: v.Text("method"), Rate: v.Text("rate"), Per: v.Number("per"), Count: v.Text("count"),
		Amount: amount("fixed"), Every: v.Number("every"), Grace: v.Number("grace"), Mode: v.Text("mode"),
		Min: amount("min"), Max: amount("max"), Cap: v.Yes("cap"), Compound: v.Yes("compound"),
		Rejected: v.Yes("rejected"), Why: v.Text("why")}
	if c.Rate != "" && !strings.HasSuffix(c.Rate, "%") {
		c.Rate += "%" // on the screen 24 is 24 %, and 0.5 is half a percent
	}
	if v.Text("until") != "" {
		c.Until = v.Date("until").String()
	}
	return c
}
