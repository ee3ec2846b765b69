package targets

import (
	"strings"

	"duebook/internal/ar/target"
	"duebook/internal/money"
	"duebook/internal/report/targets"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done about targets.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.row() == nil {
			return "there is nothing to set a target for"
		}
		return ""
	}
	return []action.Action{
		{ID: "target.propose", Label: "propose", Help: "Propose a target for the row, or another one",
			Keys: []string{"a"}, Disabled: s.cannotPropose, Run: s.propose},
		{ID: "target.decide", Label: "decide",
			Help: "Agree to the target that was proposed, or reject it; agree to all that are marked",
			Keys: []string{"v"}, Disabled: func() string {
				row := s.row()
				switch {
				case len(s.waiting()) == 0 && s.tables[s.tabs.At].Marks() > 0:
					return "no proposal of the marked ones waits"
				case len(s.waiting()) == 0 && (row == nil || row.Waits == nil):
					return "no proposal waits here"
				}
				return verb.Past(s.desk)
			}, Run: func() action.Effect {
				if all := s.waiting(); len(all) > 0 {
					return s.agreeAll(all)
				}
				return s.decide()
			}},
		{ID: "figure.explain", Label: "explain", Help: "Show each figure's definition and the numbers it is made of",
			Keys: []string{"="}, Disabled: none, Run: s.explain},
		{ID: "targets.filter", Label: "month", Help: "Choose the month and the currency; left and right turn the " +
			"months",
			Keys: []string{"f"}, Run: s.filter},
	}
}

func (s *Screen) cannotPropose() string {
	row := s.row()
	switch {
	case row == nil:
		return "there is nothing to set a target for"
	case row.Key == 0 && s.tabs.At > 0:
		return "nobody answers for these"
	case row.Waits != nil:
		return "a proposal waits already: u takes yours back, a supervisor decides with v"
	case s.first().EndOfMonth() < s.desk.Today():
		return s.first().String()[:7] + " is over: targets are of this month or one to come"
	}
	return verb.Past(s.desk)
}

func (s *Screen) options() kit.FormOptions {
	return kit.FormOptions{Today: s.desk.Today(), Digits: s.report().Currency.Digits}
}

var places = map[string]string{"percent": "percent", "amount": "amount", "note": "note", "name": "percent",
	"id": "answer", "month": "percent"}

// would is what the typed figure comes to, for the foot of a form.
func would(r *targets.Report, row *targets.Row) func(v kit.Values) string {
	return func(v kit.Values) string {
		say, err := row.Would(v.Text("percent"), v.Text("amount"), r.Currency)
		if err != nil {
			return ""
		}
		return say
	}
}

// either lets the figure that is typed replace the other one.
func either(f *kit.Form) {
	other := map[string]string{"percent": "amount", "amount": "percent"}[f.Focused()]
	if other != "" && f.Values().Text(f.Focused()) != "" && f.Values().Text(other) != "" {
		f.Set(other, "")
	}
}

func (s *Screen) propose() action.Effect {
	r, row, month := s.report(), s.row(), s.first().String()[:7]
	c := target.Propose{By: groupings[s.tabs.At], Month: month, Currency: r.Currency.Code}
	if s.tabs.At > 0 {
		c.Name = row.Name
	}
	form := kit.NewForm(s.options(), kit.Field{Name: "percent", Label: "Percent of what is due", Hint: "or an amount"},
		kit.Field{Name: "amount", Label: "Amount " + r.Currency.Code, Kind: kit.AmountField, Hint: "or a percentage"},
		kit.Field{Name: "note", Label: "Remark"})
	box := kit.NewFormBox("Target of "+row.Name+" for "+month, form, func(v kit.Values) (string, error) {
		c.Percent, c.Amount, c.Note = v.Text("percent"), v.Text("amount"), v.Text("note")
		_, err := s.desk.Do(v.Key(), &c)
		return "Target of " + row.Name + " for " + month + " proposed: a supervisor agrees.", verb.At(err, places)
	})
	box.Foot = would(r, row)
	box.Changed = either
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) decide() action.Effect {
	r, row := s.report(), s.row()
	p := row.Waits
	percent, amount := "", ""
	if p.Rate.IsZero() {
		amount = text.FormatAmount(p.Amount, p.Digits)
	} else {
		percent = strings.TrimSuffix(p.Rate.Percent(), "%")
	}
	agrees := func(v kit.Values) bool { return v.Text("answer") == "agree" }
	form := kit.NewForm(s.options(),
		kit.Field{Name: "answer", Label: "Answer", Kind: kit.ChoiceField, Value: "agree", Choices: []kit.Choice{
			{Value: "agree", Label: "yes, agree", Key: "y"}, {Value: "reject", Label: "no, reject", Key: "n"}}},
		kit.Field{Name: "percent", Label: "Percent of what is due", Value: percent, Show: agrees,
			Hint: "another than proposed, or an amount"},
		kit.Field{Name: "amount", Label: "Amount " + r.Currency.Code, Kind: kit.AmountField, Value: amount,
			Show: agrees,
			Hint: "or a percentage"},
		kit.Field{Name: "note", Label: "Remark", Hint: "needed when it is rejected"})
	name := "Target of " + row.Name + " for " + s.first().String()[:7]
	box := kit.NewFormBox(name, form, func(v kit.Values) (string, error) {
		var err error
		said := " agreed and frozen."
		if agrees(v) {
			_, err = s.desk.Do(v.Key(), &target.Agree{ID: p.ID, Percent: v.Text("percent"), Amount: v.Text("amount"),
				Note: v.Text("note")})
		} else {
			said = " rejected."
			_, err = s.desk.Do(v.Key(), &target.Reject{ID: p.ID, Note: v.Text("note")})
		}
		return name + said, verb.At(err, places)
	})
	box.Foot = func(v kit.Values) string {
		own := ""
		if p.By == s.desk.Who() {
			own = " It is your own proposal, which is marked."
			if !s.desk.Alone() {
				own = " It is your own proposal: another supervisor agrees."
			}
		}
		said := "Proposed by " + p.By + " on " + text.ShortDate(p.On) + "."
		if p.Note != "" {
			said += " " + p.Note + "."
		}
		if agrees(v) {
			said += " " + would(r, row)(v)
		}
		return said + own
	}
	box.Changed = either
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

// agreeAll agrees to all proposals of the marked rows as they were made.
func (s *Screen) agreeAll(all []*targets.Row) action.Effect {
	r := s.report()
	c := target.Agree{ID: all[0].Waits.ID}
	var names []string
	var sum money.Minor
	own := ""
	for n, w := range all {
		if names = append(names, w.Name); n > 0 {
			c.Also = append(c.Also, w.Waits.ID)
		}
		if m, err := w.Waits.Worth(w.Base); err == nil {
			sum += m
		}
		if w.Waits.By == s.desk.Who() && own == "" {
			own = " That of " + w.Name + " is your own proposal."
		}
	}
	many := text.Count(len(all), "target", "targets")
	form := kit.NewForm(s.options(), kit.Field{Name: "note", Label: "Remark"})
	box := kit.NewFormBox("Agree to "+many+" as proposed", form, func(v kit.Values) (string, error) {
		c.Note = v.Text("note")
		_, err := s.desk.Do(v.Key(), &c)
		return many + " agreed and frozen.", verb.At(err, map[string]string{"note": "note"})
	})
	box.Foot = func(kit.Values) string {
		return strings.Join(names, ", ") + ": " + text.FormatAmount(sum, r.Currency.Digits) + " " + r.Currency.Code +
			" in all." + own
	}
	box.Done = func(kit.Values) action.Effect {
		s.tables[s.tabs.At].Unmark()
		return s.load()
	}
	return action.Ask(box)
}

const explainWidth = 62

// explain shows every figure of the row with its definition and numbers.
func (s *Screen) explain() action.Effect {
	r, row := s.report(), s.row()
	d := r.Currency.Digits
	var sb strings.Builder
	line := func(label, figure string) {
		room := explainWidth - text.Width(figure) - 1
		sb.WriteString(text.Pad(text.Truncate(label, room), room) + " " + figure + "\n")
	}
	for n := range targets.Figures {
		f := &targets.Figures[n]
		line(f.Name, f.Of(row).Text(d))
		sb.WriteString(f.Definition + "\n")
		for _, p := range f.Explain(row) {
			line("   "+p.Name, p.Text(d))
		}
		sb.WriteString("\n")
	}
	return action.Ask(kit.Message("Target of "+row.Name, strings.TrimRight(sb.String(), "\n")))
}

func (s *Screen) filter() action.Effect {
	var currencies []kit.Choice
	for _, r := range s.known[groupings[s.tabs.At]] {
		currencies = append(currencies, kit.Choice{Value: r.Currency.Code, Label: r.Currency.Code})
	}
	now := ""
	if r := s.report(); r != nil {
		now = r.Currency.Code
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "month", Label: "Month", Value: s.first().String()[:7], Hint: "2026-11, or any day of it",
			Required: true, Check: func(v string) error {
				_, err := target.Month(v, s.desk.Today())
				return err
			}},
		kit.Field{Name: "currency", Label: "Currency", Kind: kit.ChoiceField, Choices: currencies, Value: now,
			Show: func(kit.Values) bool { return len(currencies) > 1 }})
	box := kit.NewFormBox("Which targets", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		for _, r := range s.known[groupings[s.tabs.At]] {
			if r.Currency.Code == v.Text("currency") {
				s.currency = r.Currency
			}
		}
		if month, err := target.Month(v.Text("month"), s.desk.Today()); err == nil {
			s.month = month
		}
		return s.load()
	}
	return action.Ask(box)
}
