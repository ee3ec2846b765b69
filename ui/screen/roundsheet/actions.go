package roundsheet

import (
	"maps"
	"slices"
	"strings"

	"duebook/internal/ar/cheque"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done with a round.
func (s *Screen) Actions() []action.Action {
	row := func() string {
		if s.current() == nil {
			return "nobody is on the sheet"
		}
		return ""
	}
	post := func() string {
		if why := row(); why != "" {
			return why
		}
		return verb.Past(s.desk)
	}
	typed := func() string {
		if len(s.back) == 0 {
			return "nothing came back yet: v, m or r say what came of a visit"
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	hidden := func(a action.Action) action.Action { a.Hidden = true; return a }
	return []action.Action{
		act("round.visited", "visited", "The marked customers were visited, and their errands done", "v", post,
			func() action.Effect { return s.enter(desk.Visited) }),
		act("round.receipt", "receipt, copies", "Say what came back: cash, a cheque, signed copies, a note, when "+
			"to go again", "r", post, s.form),
		act("round.away", "not there", "Nobody was there at the marked ones: go again the next open day", "m", post,
			func() action.Effect { return s.enter(desk.NotThere) }),
		act("round.post", "post", "Post all that is entered, together", "ctrl+s", typed, s.post),
		hidden(act("round.clear", "clear", "Take back what was typed of the marked customers", "delete", row,
			func() action.Effect { return s.enter("") })),
		act("card.open", "card", "Open the customer's card", "enter", row, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.current().Card.Code})
		}),
		hidden(act("followup.plan", "follow-up", "Plan a follow-up with the customer", "t", post, func() action.Effect {
			return verb.On(s.desk, s.current().Card.Code, verb.FollowUp)
		})),
		act("filter", "filter", "Choose who goes, the day, the route; add all with something to collect", "f", nil,
			s.filter),
		{ID: "round.export", Label: "print", Help: "Write the sheet: PDF or HTML to print, CSV or XLSX",
			Keys: []string{"ctrl+p", "ctrl+e"}, Disabled: row,
			Run: func() action.Effect { return verb.WriteRound(s.desk, s.query) }},
	}
}

// entry is what one result alone says of a customer: its papers come back with no visit
// but a form, since somebody must have them in hand.
func (s *Screen) entry(r *desk.RoundRow, result string) desk.Back {
	b := desk.Back{Code: r.Card.Code, Result: result, Who: s.query.Who}
	for i := range r.Tasks {
		b.Tasks = append(b.Tasks, r.Tasks[i].ID)
	}
	if result == desk.NotThere {
		b.Next = s.later()
	}
	return b
}

// enter notes a result for the marked customers, or clears it.
func (s *Screen) enter(result string) action.Effect {
	for _, i := range s.table.Marked() {
		r := &s.list.Value.Rows[i]
		if delete(s.back, r.Card.Code); result != "" {
			s.back[r.Card.Code] = s.entry(r, result)
		}
	}
	return s.typed()
}

func (s *Screen) typed() action.Effect {
	s.key = desk.NewKey()
	s.table.Unmark()
	s.show()
	return action.None
}

// form asks for all that came back from one customer.
func (s *Screen) form() action.Effect {
	r := *s.current()
	cur := r.Card.Accounts[0].Money()
	if len(r.Sums) > 0 {
		cur = r.Sums[0].Money
	}
	was := s.back[r.Card.Code]
	cheque := func(v kit.Values) bool { return v.Amount("cheque") != 0 }
	there := func(v kit.Values) bool { return v.Text("result") == desk.Visited }
	copies := func(v kit.Values) bool { return there(v) && len(r.Papers) > 0 }
	next := ""
	if was.Next != 0 && was.Result == desk.Visited {
		next = was.Next.String()
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: cur.Digits},
		kit.Field{Name: "result", Label: "Result", Kind: kit.ChoiceField, Value: desk.Visited,
			Choices: []kit.Choice{{Value: desk.Visited, Label: desk.Visited, Key: "v"},
				{Value: desk.NotThere, Label: desk.NotThere, Key: "m"}}},
		kit.Field{Name: "cash", Label: "Cash " + cur.Code, Kind: kit.AmountField, Value: was.Cash, Show: there},
		kit.Field{Name: "cheque", Label: "Cheque " + cur.Code, Kind: kit.AmountField, Show: there},
		kit.Field{Name: "number", Label: "Its number", Required: true, Show: cheque},
		kit.Field{Name: "bank", Label: "Its bank", Required: true, Show: cheque},
		kit.Field{Name: "maturity", Label: "Dated", Kind: kit.DateField, Required: true, Show: cheque},
		kit.Field{Name: "signed", Label: "Copies back signed", Kind: kit.YesNoField, Value: "yes", Show: copies},
		kit.Field{Name: "note", Label: "Note", Value: was.Note},
		kit.Field{Name: "next", Label: "Go again", Kind: kit.DateField, Value: next, Hint: "empty: the errand is done"})
	box := kit.NewFormBox("Back from "+r.Card.Name, form, nil)
	box.Foot = func(v kit.Values) string {
		return r.Do() + ". Nothing is posted before ^S on the list."
	}
	box.Done = func(v kit.Values) action.Effect {
		s.back[r.Card.Code] = s.typedBack(&r, v, cur)
		return s.typed()
	}
	return action.Ask(box)
}

func (s *Screen) typedBack(r *desk.RoundRow, v kit.Values, cur money.Currency) desk.Back {
	b := s.entry(r, v.Text("result"))
	b.Note, b.Currency = v.Text("note"), cur.Code
	if v.Date("next") != 0 {
		b.Next = v.Date("next")
	}
	if m := v.Amount("cash"); m != 0 {
		b.Cash = cur.Plain(m)
	}
	if m := v.Amount("cheque"); m != 0 {
		b.Cheque = &cheque.Paper{Number: v.Text("number"), Bank: v.Text("bank"), Amount: cur.Plain(m),
			Maturity: v.Date("maturity").String()}
	}
	if v.Yes("signed") {
		b.Papers = slices.Clone(r.Papers)
	}
	return b
}

// post posts all that is entered, after saying how much it is.
func (s *Screen) post() action.Effect {
	var all []desk.Back
	var money []string
	for _, code := range slices.Sorted(maps.Keys(s.back)) {
		b := s.back[code]
		all = append(all, b)
		if b.Cash != "" {
			money = append(money, s.nameOf(code)+": cash "+b.Cash+" "+b.Currency)
		}
		if b.Cheque != nil {
			money = append(money, s.nameOf(code)+": cheque "+b.Cheque.Number+" of "+b.Cheque.Amount+" "+b.Currency)
		}
	}
	what := "What came back from " + text.Count(len(all), "customer", "customers") + " is posted, all of it or nothing."
	if money != nil {
		what += "\n\n" + strings.Join(money, "\n")
	}
	key := s.key
	return action.Ask(kit.Confirm("Post the round?", what, "post", "not yet", func() action.Effect {
		n, err := s.desk.PostRound(key, all)
		if err != nil {
			return action.Fail(err)
		}
		s.back = map[string]desk.Back{}
		return s.typed().And(action.Notify(text.Count(n, "visit", "visits")+" posted."), s.load())
	}))
}

func (s *Screen) nameOf(code string) string {
	for i := range s.list.Value.Rows {
		if c := s.list.Value.Rows[i].Card; c.Code == code {
			return c.Name
		}
	}
	return code
}

func (s *Screen) filter() action.Effect {
	if len(s.back) > 0 {
		return action.Decline("post what is entered first (P), or clear it (delete)")
	}
	collect := "no"
	if s.query.Collect {
		collect = "yes"
	}
	day := s.desk.AsOf()
	if s.query.Day != 0 {
		day = s.query.Day
	}
	names, err := s.desk.Owners()
	if err != nil {
		return action.Fail(err)
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "who", Label: "Who goes", Kind: kit.SuggestField, Value: s.query.Who, Required: true,
			Suggest: verb.Suggest(names)},
		kit.Field{Name: "day", Label: "Up to", Kind: kit.DateField, Value: day.String(), Required: true},
		kit.Field{Name: "route", Label: "Route", Value: s.query.Route, Hint: "any"},
		kit.Field{Name: "collect", Label: "All to collect", Kind: kit.YesNoField, Value: collect,
			Hint: "also their customers without an errand"})
	box := kit.NewFormBox("Whose round", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.query = desk.RoundQuery{Who: v.Text("who"), Day: v.Date("day"), Route: v.Text("route"),
			Collect: v.Yes("collect")}
		return s.load()
	}
	return action.Ask(box)
}
