package confirmations

import (
	"fmt"
	"strings"

	"duebook/internal/ar/confirmation"
	"duebook/internal/desk"
	report "duebook/internal/report/confirmation"
	"duebook/internal/report/render"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

func act(id, label, help, key string, disabled func() string, do func() action.Effect) action.Action {
	return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: do}
}

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	add := act("run.make", "add run", "Make a run: a letter to each account, frozen at a cut-off", "a", s.past,
		s.askMake)
	export := act("confirmations.export", "export", "Write a file for the auditor: coverage, letters, differences",
		"ctrl+e", s.nothing, s.export)
	switch s.tabs.At {
	case tabRuns:
		none := func() string {
			if s.chosen() == nil {
				return "no run is chosen"
			}
			return ""
		}
		return []action.Action{act("run.open", "letters", "Show the letters of the run", "enter", none,
			func() action.Effect { return s.pick(s.chosen().Run.ID) }), add,
			act("run.explain", "coverage", "What came of the letters, by count and by value", "=", none, s.cover),
			export}
	case tabOld:
		return []action.Action{act("card.open", "card", "Open the customer's card", "enter", func() string {
			if s.forgotten() == nil {
				return "no customer is chosen"
			}
			return ""
		}, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.forgotten().Code, Currency: s.forgotten().Currency})
		}), act("unconfirmed.filter", "months", "Say for how many months nobody confirmed", "f", nil, s.askMonths),
			add, export}
	}
	return append(s.letterActions(), add, export)
}

func (s *Screen) past() string { return verb.Past(s.desk) }

// nothing is why there is nothing to write.
func (s *Screen) nothing() string {
	if s.table().Len() == 0 {
		return "there is nothing on show to write"
	}
	return ""
}

func (s *Screen) noLetter() string {
	if s.letter() == nil {
		return "no letter is chosen"
	}
	return ""
}

// into is why the letter may not come into any of some states.
func (s *Screen) into(states ...confirmation.State) func() string {
	return func() string {
		if why := s.noLetter(); why != "" {
			return why
		}
		r := s.letter()
		for _, next := range states {
			if confirmation.May(s.run.Value.Run.Type, r.State, next) {
				return s.past()
			}
		}
		return "the letter is " + r.State.String()
	}
}

func (s *Screen) letterActions() []action.Action {
	run := func() string {
		if s.run.Value == nil {
			return "no run is made"
		}
		return s.past()
	}
	return []action.Action{
		act("card.open", "card", "Open the customer's card", "enter", s.noLetter, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.letter().Code, Currency: s.letter().Currency})
		}),
		act("letters.write", "letters", "Write letters as PDF or web pages: this one, those on show, or all", "l",
			s.noLetter, s.askWrite),
		act("letter.move", "move", "Sent, reminded, returned, no reply, closed: this letter, those on show, or "+
			"all", "m",
			run, s.askMove),
		act("letter.reply", "reply", "Enter what they answered", "y",
			s.into(confirmation.Agreed, confirmation.Disagreed), s.askReply),
		act("letter.reconcile", "reconcile", "Explain their figure line by line until it foots", "R",
			s.into(confirmation.Reconciled), s.askReconcile),
		act("letter.work", "other work", "Alternative work: later receipts and signed delivery copies", "W",
			s.into(confirmation.Worked), s.askWork),
		act("letter.explain", "explain", "How ours and theirs come together", "=", s.noLetter, s.explain),
		act("confirmations.filter", "filter", "Only letters in a state, to a customer, in a currency", "f", nil,
			s.askFilter),
		act("letters.sort", "order", "By the number of the letter, the balance, the difference", "o", s.noLetter,
			func() action.Effect {
				s.order = (s.order + 1) % orders
				s.show()
				s.letters.Select(0)
				return action.None
			})}
}

func (s *Screen) askMonths() action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "months", Label: "Months",
		Kind: kit.NumberField, Most: 600, Value: text.Number(s.months), Required: true, Hint: "0: all balances"})
	box := kit.NewFormBox("Not confirmed for", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.months = v.Number("months")
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) askFilter() action.Effect {
	var currencies []string
	if rep := s.run.Value; rep != nil {
		for i := range rep.Coverage {
			currencies = append(currencies, rep.Coverage[i].Currency)
		}
	}
	one := func(of []string) func(string) error {
		return func(v string) error {
			for _, w := range of {
				if strings.EqualFold(v, w) {
					return nil
				}
			}
			return fmt.Errorf("%q is none of: %s", v, strings.Join(of, ", "))
		}
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "state", Label: "State", Kind: kit.SuggestField, Value: s.filter.state, Hint: "any",
			Suggest: verb.Suggest(confirmation.States()), Check: one(confirmation.States())},
		kit.Field{Name: "who", Label: "Customer", Value: s.filter.who, Hint: "part of a name or a code"},
		kit.Field{Name: "currency", Label: "Currency", Value: s.filter.currency, Hint: "any", Check: one(currencies)})
	box := kit.NewFormBox("Which letters", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.filter = filter{strings.ToLower(v.Text("state")), v.Text("who"), strings.ToUpper(v.Text("currency"))}
		s.tabs.At = tabLetters
		s.letters.Unmark()
		s.show()
		return action.None
	}
	return action.Ask(box)
}

// export writes what is behind the tab on show for the auditor.
func (s *Screen) export() action.Effect {
	day := s.desk.AsOf().String()
	own := " " + report.Record
	switch s.tabs.At {
	case tabRuns:
		return verb.ExportTables(s.desk, "confirmations", "The coverage of all runs is written."+own,
			report.CoverageTable(s.runs.Value...))
	case tabOld:
		return verb.ExportTables(s.desk, "not-confirmed", text.Count(len(s.old.Value), "balance", "balances")+
			" as of "+day+" are written."+own, report.OldTable(s.old.Value, s.months))
	}
	rep := s.run.Value
	tables := []*render.Table{report.CoverageTable(rep), rep.Table(), rep.StepsTable()}
	return verb.ExportTables(s.desk, fmt.Sprintf("confirmations-run-%d", rep.Run.ID), "Coverage, "+
		text.Count(len(rep.Rows), "letter", "letters")+" and each difference line by line are written."+own, tables...)
}

// explain tells how ours and theirs come together.
func (s *Screen) explain() action.Effect {
	r := s.letter()
	var out []string
	for _, x := range report.Explain(r) {
		what := x.What
		if x.Sum {
			what = "= " + what
		}
		lines := kit.Wrap(what, 47)
		for n, l := range lines {
			l = text.Pad(l, 47)
			if n == len(lines)-1 {
				l += " " + text.PadLeft(text.FormatAmount(x.Amount, r.Digits), 15)
			}
			out = append(out, l)
		}
	}
	return action.Ask(kit.Message(r.Name+", "+r.Currency, strings.Join(out, "\n")))
}

// cover tells what came of the letters of a run, by count and by value.
func (s *Screen) cover() action.Effect {
	rep := s.chosen()
	var out []string
	for i := range rep.Coverage {
		c := &rep.Coverage[i]
		line := func(what string, p, of report.Part) {
			out = append(out, text.Pad(text.Truncate(what, 22), 22)+text.PadLeft(text.Number(p.Count), 7)+
				text.PadLeft(report.Percent(int64(p.Count), int64(of.Count)), 8)+
				text.PadLeft(text.FormatAmount(p.Value, c.Digits), 17)+
				text.PadLeft(report.Percent(int64(p.Value), int64(of.Value)), 8))
		}
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, c.Currency+", letters and their absolute value:")
		for o, p := range c.By {
			if p.Count > 0 {
				line(report.Outcome(o).String(), p, c.Letters)
			}
		}
		line("all letters", c.Letters, c.Letters)
		out = append(out, "", "Of all balances at the cut-off:")
		line("written to", c.Letters, c.Population)
		line("confirmed", c.Confirmed(), c.Population)
		line("or with other work", c.Covered(), c.Population)
		out = append(out, "", "Unexplained "+text.FormatAmount(c.Unexplained, c.Digits)+", supported by other work "+
			text.FormatAmount(c.Supported, c.Digits)+".")
	}
	return action.Ask(kit.Message(fmt.Sprintf("Coverage of run %d", rep.Run.ID), strings.Join(out, "\n")))
}
