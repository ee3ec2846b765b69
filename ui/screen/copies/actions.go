package copies

import (
	"strconv"
	"strings"

	"duebook/internal/ar/proof"
	"duebook/internal/desk"
	"duebook/internal/report/copies"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done with the copies listed; the audit has its own keys.
func (s *Screen) Actions() []action.Action {
	row := func() string {
		if s.current() == nil {
			return "no copy is chosen"
		}
		return ""
	}
	posting := func() string {
		if why := row(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	give := action.Action{ID: "copy.give", Label: "add", Help: "Note copies that go out with somebody, to be signed",
		Keys: []string{"a"}, Disabled: func() string { return verb.Past(s.desk) }, Run: s.askGive}
	export := action.Action{ID: "copy.export", Label: "export", Help: "Write the copies to a CSV file",
		Keys: []string{"ctrl+e"}, Run: s.askExport}
	filter := action.Action{ID: "copy.filter", Label: "filter", Help: "Narrow to a state, a person, an age",
		Keys: []string{"f"}, Run: s.askFilter}
	switch s.tabs.At {
	case tabAudit:
		return nil
	case tabPeople:
		return []action.Action{{ID: "copy.person", Label: "copies", Help: "List the copies of this person",
			Keys: []string{"enter"}, Disabled: func() string {
				if s.people.Cursor() < 0 {
					return "nobody is chosen"
				}
				return ""
			}, Run: func() action.Effect {
				s.query = copies.Query{Holder: s.list.Value.People[s.people.Cursor()].Name}
				s.tabs.At = tabList
				return s.load()
			}}, give, export}
	}
	return []action.Action{
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: row,
			Run: func() action.Effect {
				r := s.current()
				return action.Push("card", desk.CardArg{Code: r.Code, Bill: r.Number})
			}},
		{ID: "copy.back", Label: "back signed", Help: "The marked copies came back signed", Keys: []string{"v"},
			Disabled: posting, Run: func() action.Effect { return s.askEnd(proof.Signed) }},
		{ID: "copy.missing", Label: "missing", Help: "The marked copies are missing", Keys: []string{"m"},
			Disabled: posting, Run: func() action.Effect { return s.askEnd(proof.Missing) }},
		{ID: "copy.dispute", Label: "discrepancy", Help: "The copy came back with something wrong; dispute the bill",
			Keys: []string{"d"}, Disabled: posting, Run: s.askDiffer},
		give, filter, export}
}

// askEnd notes how the marked copies ended, after asking.
func (s *Screen) askEnd(state proof.State) action.Effect {
	bills, key := s.chosen(), desk.NewKey()
	what := text.Count(len(bills), "copy", "copies")
	return action.Ask(kit.Confirm(action.Sentence(state.String())+"?", what+": "+kit.Names(bills, 160), "yes", "no",
		func() action.Effect {
			var err error
			if state == proof.Signed {
				_, err = s.desk.Do(key, &proof.TakeBack{Bills: bills})
			} else {
				_, err = s.desk.Do(key, &proof.Miss{Bills: bills})
			}
			if err != nil {
				return action.Fail(err)
			}
			s.table.Unmark()
			return action.Notify(what + " noted as " + state.String() + ".").And(s.load())
		}))
}

func at(err error, fields ...string) error {
	for _, f := range fields {
		if desk.FieldOf(err) == f {
			return kit.At(f, err)
		}
	}
	return err
}

func (s *Screen) options() kit.FormOptions { return kit.FormOptions{Today: s.desk.Today(), Digits: 2} }

// askGive notes copies that go out; the marked ones are offered.
func (s *Screen) askGive() action.Effect {
	offer := ""
	if s.table.Marks() > 0 {
		offer = strings.Join(s.chosen(), ", ")
	}
	form := kit.NewForm(s.options(),
		kit.Field{Name: "holder", Label: "With", Kind: kit.SuggestField, Required: true, Hint: "who takes them along",
			Suggest: verb.Suggest(s.names.Value.People)},
		kit.Field{Name: "bills", Label: "Bills", Kind: kit.NoteField, Lines: true, Required: true, Value: offer,
			Hint: "numbers, with a comma or a line each"},
		kit.Field{Name: "day", Label: "Day", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "note", Label: "Note"})
	box := kit.NewFormBox("Copies go out", form, func(v kit.Values) (string, error) {
		bills := list(v.Text("bills"))
		_, err := s.desk.Do(v.Key(), &proof.Give{Holder: v.Text("holder"), Bills: bills, Day: v.Date("day").String(),
			Note: v.Text("note")})
		if desk.FieldOf(err) == "bill" {
			err = kit.At("bills", err)
		}
		return text.Count(len(bills), "copy", "copies") + " out with " + v.Text("holder") + ".",
			at(err, "holder", "bills", "day", "note")
	})
	box.Foot = func(v kit.Values) string {
		return text.Count(len(list(v.Text("bills"))), "copy", "copies") + " so far."
	}
	box.Done = func(kit.Values) action.Effect {
		s.table.Unmark()
		return s.load().And(s.names.Ask(s.desk.Lists))
	}
	return action.Ask(box)
}

// list takes numbers apart at commas and line ends.
func list(s string) (out []string) {
	for _, x := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;،\n", r) }) {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

func (s *Screen) askDiffer() action.Effect {
	r := *s.current()
	var faults []kit.Choice
	for i, f := range proof.Faults() {
		faults = append(faults, kit.Choice{Value: f, Label: f, Key: strconv.Itoa(i + 1)})
	}
	disputed := func(v kit.Values) bool { return v.Yes("dispute") }
	opt := s.options()
	opt.Digits = r.Money.Digits
	form := kit.NewForm(opt, kit.Field{Name: "fault", Label: "What is wrong", Kind: kit.ChoiceField, Choices: faults,
		Required: true}, kit.Field{Name: "note", Label: "Note", Hint: "what differs, as written on the copy"},
		kit.Field{Name: "dispute", Label: "Open a dispute", Kind: kit.YesNoField},
		kit.Field{Name: "amount", Label: "Disputed", Kind: kit.AmountField, Show: disputed,
			Hint: "empty: all that is open"})
	box := kit.NewFormBox("Copy of "+r.Number, form, func(v kit.Values) (string, error) {
		c := &proof.Differ{Bill: r.Number, Fault: v.Text("fault"), Note: v.Text("note"), Dispute: disputed(v)}
		if v.Text("amount") != "" {
			c.Amount = r.Money.Plain(v.Amount("amount"))
		}
		_, err := s.desk.Do(v.Key(), c)
		return "The copy of " + r.Number + " is noted: " + c.Fault + ".", at(err, "fault", "note", "amount")
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) askFilter() action.Effect {
	states := []kit.Choice{{Value: "", Label: "not back", Key: "n"}}
	for i, st := range proof.States() {
		states = append(states, kit.Choice{Value: st, Label: st, Key: string("obmd"[i])})
	}
	days := ""
	if s.query.Days > 0 {
		days = strconv.Itoa(s.query.Days)
	}
	form := kit.NewForm(s.options(),
		kit.Field{Name: "state", Label: "State", Kind: kit.ChoiceField, Value: s.query.State, Choices: states},
		kit.Field{Name: "holder", Label: "With", Kind: kit.SuggestField, Value: s.query.Holder, Hint: "anybody",
			Suggest: verb.Suggest(s.names.Value.People)},
		kit.Field{Name: "days", Label: "Days, at least", Kind: kit.NumberField, Most: 9999, Value: days,
			Hint: "any age"})
	box := kit.NewFormBox("Which copies", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.query = copies.Query{State: v.Text("state"), Holder: v.Text("holder"), Days: v.Number("days")}
		return s.load()
	}
	return action.Ask(box)
}

func (s *Screen) askExport() action.Effect {
	q := s.query
	return verb.ExportTo(s.desk, "copies-"+s.desk.AsOf().String()+".csv",
		func(path string) error { return s.desk.ExportCopies(q, path) })
}
