package kpi

import (
	"strconv"

	"duebook/internal/desk"
	"duebook/internal/report/kpi"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// Actions is what can be done with the figures.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.report() == nil {
			return "there are no figures yet"
		}
		return ""
	}
	list := []action.Action{{ID: "figure.explain", Label: "explain", Keys: []string{"="}, Disabled: none,
		Help: "Show the definition of the figure and the numbers it is made of, or its bars again",
		Run: func() shell.Effect {
			s.explain = !s.explain
			return action.None
		}},
		{ID: "figure.choose", Label: "figure", Help: "Choose the figure that is told of each", Keys: []string{"v"},
			Disabled: none, Run: s.choose},
		{ID: "figure.filter", Label: "months", Help: "Choose how many months, and the currency", Keys: []string{"f"},
			Run: s.filter},
		{ID: "figure.targets", Label: "targets", Help: "Targets of the month: what was agreed and what came in",
			Keys: []string{"m"}, Run: func() shell.Effect { return action.Push("targets", nil) }}}
	if s.tabs.At == 0 {
		return list
	}
	list = append(list, action.Action{ID: "figure.sort", Label: "order", Keys: []string{"o"}, Disabled: none,
		Help: "Order by name, or by the figure, most first", Run: func() shell.Effect {
			s.byName = !s.byName
			s.show()
			s.tables[s.tabs.At].Select(0)
			return action.None
		}})
	if s.tabs.At < customers {
		return list
	}
	open := action.Action{ID: "card.open", Label: "open", Help: "Open the customer's card", Keys: []string{"enter"},
		Disabled: none, Run: s.card}
	return append([]action.Action{open}, list...)
}

func (s *Screen) card() action.Effect {
	a := desk.CardArg{Code: s.row().Key, Currency: s.report().Currency.Code}
	for _, w := range s.rows {
		a.List = append(a.List, w.Key)
	}
	return action.Push("card", a)
}

func (s *Screen) choose() action.Effect {
	var all []kit.Choice
	for n := range kpi.Figures {
		all = append(all, kit.Choice{Value: kpi.Figures[n].Key, Label: kpi.Figures[n].Name})
	}
	return action.Ask(kit.Choose("Which figure", "", all, s.chosen().Key, func(key string) action.Effect {
		for n := range kpi.Figures {
			if kpi.Figures[n].Key == key {
				s.figure = n
			}
		}
		s.tables[0].Select(s.figure)
		s.show()
		return action.None
	}))
}

func (s *Screen) filter() action.Effect {
	var currencies []kit.Choice
	now := ""
	for _, r := range s.known[s.tabs.At] {
		currencies = append(currencies, kit.Choice{Value: r.Currency.Code, Label: r.Currency.Code})
	}
	if r := s.report(); r != nil {
		now = r.Currency.Code
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "months", Label: "How many months", Kind: kit.NumberField, Least: 1, Most: kpi.MostMonths,
			Value: strconv.Itoa(s.months), Required: true,
			Hint: "those that end with the day that is read"},
		kit.Field{Name: "currency", Label: "Currency", Kind: kit.ChoiceField, Choices: currencies, Value: now,
			Show: func(kit.Values) bool { return len(currencies) > 1 }})
	box := kit.NewFormBox("Which figures", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		for _, r := range s.known[s.tabs.At] {
			if r.Currency.Code == v.Text("currency") {
				s.currency = r.Currency
			}
		}
		s.months = v.Number("months")
		return s.load()
	}
	return action.Ask(box)
}
