package provision

import (
	"errors"
	"strconv"
	"strings"

	"duebook/internal/ar/company"
	facts "duebook/internal/ar/provision"
	"duebook/internal/desk"
	"duebook/internal/report/provision"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

var errSince = errors.New("the movement must begin before the day on show")

// Actions is what can be done with the provision.
func (s *Screen) Actions() []action.Action {
	past := func() string { return verb.Past(s.desk) }
	customer := func() string {
		if s.code() == "" {
			return "no customer is chosen"
		}
		return ""
	}
	open := action.Action{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"},
		Disabled: customer, Run: func() shell.Effect { return action.Push("card", desk.CardArg{Code: s.code()}) }}
	explain := action.Action{ID: "figure.explain", Label: "explain", Help: "Show the lines a provision is the sum of",
		Keys: []string{"="}, Disabled: func() string {
			if s.current() == nil {
				return "no figure is chosen"
			}
			return ""
		}, Run: s.explain}
	if s.tabs.At == tabBuckets || s.tabs.At == tabBranches {
		explain.Keys, open.Hidden = []string{"enter", "="}, true
		open.Keys = nil
	}
	row := []action.Action{open, explain}
	switch s.tabs.At {
	case tabRates:
		row = nil
	case tabSpecific:
		row = row[:1]
	}
	return append(row, []action.Action{
		{ID: "provision.rates", Label: "edit rates", Help: "Enter the loss rate of each aging bucket, from a day on",
			Keys: []string{"e"}, Disabled: past, Run: s.askRates},
		{ID: "provision.specific", Label: "one customer", Help: "Provide for one customer: a percentage or an amount",
			Keys: []string{"a"}, Disabled: past, Run: s.askSpecific},
		{ID: "provision.matrix", Label: "back to rates", Help: "Provide for the customer by the rates again",
			Keys: []string{"m"}, Disabled: func() string {
				if x := s.specific(); x == nil || !x.InForce {
					return "choose a decision in force on the tab of single customers"
				}
				return past()
			}, Run: s.askEnd},
		{ID: "provision.filter", Label: "movement", Help: "Show how the provision moved since another day",
			Keys: []string{"f"}, Run: s.askSince}}...)
}

func (s *Screen) explain() shell.Effect {
	p := s.current()
	return action.Push("provision", part{by: p.report.By, currency: p.report.Currency.Code, key: p.row.Key,
		title: p.row.Name})
}

// at puts a refusal at its field of a form.
func at(err error, fields ...string) error {
	for _, f := range fields {
		if desk.FieldOf(err) == f {
			return kit.At(f, err)
		}
	}
	return err
}

// inForce is the set that all others are nearer than, else the latest.
func (s *Screen) inForce() *desk.ProvisionRates {
	all := s.decisions.Value.Rates
	for i := range all {
		if r := &all[i]; r.InForce && r.Currency == "" && r.Risk == 0 {
			return r
		}
	}
	return nil
}

// askRates asks for a rate for each bucket; those in force are offered.
func (s *Screen) askRates() shell.Effect {
	set := s.desk.Company()
	was := s.inForce()
	fields := []kit.Field{{Name: "from", Label: "From", Kind: kit.DateField, Value: "today", Required: true,
		Hint: "the first day they count"}}
	for n := range len(set.Edges) + 2 {
		f := kit.Field{Name: "rate" + strconv.Itoa(n), Label: provision.BucketName(set.Edges, n) + " %", Required: true,
			Hint: "percent lost, 0 to 100", Check: percent}
		if was != nil && len(was.Rates.Rates) == len(set.Edges)+2 {
			f.Value = strings.TrimSuffix(was.Rates.Rates[n].Percent(), "%")
		}
		fields = append(fields, f)
	}
	fields = append(fields, kit.Field{Name: "currency", Label: "Currency", Hint: "empty: every one"},
		kit.Field{Name: "risk", Label: "Risk class", Kind: kit.SuggestField, Hint: "empty: every one",
			Suggest: func(typed string) (out []string) {
				for _, n := range s.decisions.Value.Risks {
					if strings.Contains(text.Fold(n), text.Fold(typed)) {
						out = append(out, n)
					}
				}
				return out
			}},
		kit.Field{Name: "why", Label: "Why", Hint: "what they rest on"})
	box := kit.NewFormBox("Loss rates", kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, fields...),
		func(v kit.Values) (string, error) { return s.setRates(&set, v) })
	box.Done = func(kit.Values) action.Effect { return s.load() }
	box.Foot = func(kit.Values) string {
		return "Each bucket's amount times its rate is provided, from this day on."
	}
	return action.Ask(box)
}

func (s *Screen) setRates(set *company.Settings, v kit.Values) (string, error) {
	c := &facts.SetRates{From: v.Date("from").String(), Currency: strings.ToUpper(v.Text("currency")),
		Risk: v.Text("risk"), Why: v.Text("why")}
	for n := range len(set.Edges) + 2 {
		c.Rates = append(c.Rates, v.Text("rate"+strconv.Itoa(n)))
	}
	_, err := s.desk.Do(v.Key(), c)
	return "Loss rates from " + c.From + " are set.", at(err, "from", "currency", "risk", "why")
}

func percent(v string) error {
	_, err := facts.ParseRate(v)
	return err
}

// askSpecific provides for one customer.
func (s *Screen) askSpecific() shell.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: 3},
		kit.Field{Name: "customer", Label: "Customer", Value: s.code(), Required: true, Hint: "the code"},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: "today", Required: true,
			Hint: "the first day it counts"},
		kit.Field{Name: "percent", Label: "Percent", Hint: "of what he owes; or an amount", Check: percent},
		kit.Field{Name: "amount", Label: "Amount", Hint: "at most what he owes is provided"},
		kit.Field{Name: "currency", Label: "Currency", Hint: "empty: the company's"},
		kit.Field{Name: "why", Label: "Why", Required: true, Hint: "insolvent, in court, left the country"})
	box := kit.NewFormBox("Provide for one customer", form, func(v kit.Values) (string, error) {
		c := &facts.SetSpecific{Customer: v.Text("customer"), From: v.Date("from").String(), Percent: v.Text("percent"),
			Amount: v.Text("amount"), Currency: strings.ToUpper(v.Text("currency")), Why: v.Text("why")}
		_, err := s.desk.Do(v.Key(), c)
		return "The provision of " + c.Customer + " is set from " + c.From + ".", at(err, "customer", "from", "percent",
			"amount", "currency", "why")
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	box.Foot = func(kit.Values) string { return "It stands instead of the rates, for this customer only." }
	return action.Ask(box)
}

// askEnd lets the rates count again for a customer.
func (s *Screen) askEnd() shell.Effect {
	x := *s.specific()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: "today", Required: true,
			Hint: "the first day the rates count again"},
		kit.Field{Name: "why", Label: "Why", Required: true})
	box := kit.NewFormBox("Back to the rates: "+x.Name, form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &facts.EndSpecific{Customer: x.Code, Currency: x.Money.Code,
			From: v.Date("from").String(), Why: v.Text("why")})
		return x.Code + " is provided for by the rates again.", at(err, "from", "why")
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

// askSince asks for the day the movement begins on.
func (s *Screen) askSince() shell.Effect {
	offer := s.desk.AsOf().StartOfMonth().Add(-1).String()
	if s.since != 0 {
		offer = s.since.String()
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "from", Label: "Since",
		Kind: kit.DateField, Value: offer, Hint: "its evening is the opening; empty: no movement"})
	box := kit.NewFormBox("Movement since", form, func(v kit.Values) (string, error) {
		if v.Date("from") >= s.desk.AsOf() {
			return "", kit.At("from", errSince)
		}
		return "", nil
	})
	box.Done = func(v kit.Values) action.Effect {
		s.since = v.Date("from")
		return s.load()
	}
	return action.Ask(box)
}
