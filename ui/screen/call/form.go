package call

import (
	"slices"
	"strings"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/kit"
)

// choice is an open bill as it is offered: what stands in the field, and the bill.
type choice struct {
	label, number string
	left          money.Minor
}

// open is the account's open bills, a bill in parts once.
func open(a *desk.CardAccount) []choice {
	var all []choice
	for i := range a.Bills {
		b := &a.Bills[i]
		if b.Credit {
			continue
		}
		if at := slices.IndexFunc(all, func(c choice) bool { return c.number == b.Number }); at >= 0 {
			all[at].left += b.Left
			continue
		}
		all = append(all, choice{number: b.Number, left: b.Left})
		if b.Days > 0 {
			all[len(all)-1].label = ", " + text.Count(b.Days, "day", "days") + " late"
		}
	}
	for i := range all {
		all[i].label = all[i].number + "  " + text.FormatAmount(all[i].left, a.Digits) + all[i].label
	}
	return all
}

// chosen is the bill that a field names, by its label or as typed.
func (s *Screen) chosen(typed string) choice {
	for _, c := range s.bills {
		if c.label == typed || strings.EqualFold(c.number, typed) {
			return c
		}
	}
	return choice{number: typed}
}

// offered are the bills whose label holds what was typed.
func (s *Screen) offered(typed string) []string {
	var all []string
	for _, c := range s.bills {
		if c.label == typed {
			return nil
		}
		if strings.Contains(text.Fold(c.label), text.Fold(typed)) {
			all = append(all, c.label)
		}
	}
	return all
}

func (s *Screen) account() *desk.CardAccount { return &s.card.Value.Accounts[s.acc] }

func (s *Screen) person(name string) *customer.Contact {
	people := s.card.Value.People
	if at := slices.IndexFunc(people, func(p customer.Contact) bool { return p.Name == name }); at >= 0 {
		return &people[at]
	}
	return nil
}

// numbers are the ways to dial a person; of anybody when the person has none.
func (s *Screen) numbers(name string) []string {
	var all []string
	take := func(p *customer.Contact) {
		for _, n := range p.Phones {
			all = append(all, strings.TrimSuffix(n.Number+" ext "+n.Ext, " ext "))
		}
	}
	if p := s.person(name); p != nil && len(p.Phones) > 0 {
		take(p)
		return all
	}
	for i := range s.card.Value.People {
		take(&s.card.Value.People[i])
	}
	return all
}

func (s *Screen) makeForm() {
	c := s.card.Value
	s.acc = max(slices.IndexFunc(c.Accounts, func(a desk.CardAccount) bool {
		return a.Currency == s.arg.Currency
	}), 0)
	a := s.account()
	s.bills = open(a)
	var people []string
	for _, p := range c.People {
		people = append(people, p.Name)
	}
	bill := ""
	if len(s.bills) > 0 {
		bill = s.bills[0].label
	}
	if x := s.chosen(s.arg.Bill); x.label != "" {
		bill = x.label
	}
	s.offers["person"] = first(people)
	s.offers["number"] = first(s.numbers(s.offers["person"]))
	s.offers["amount"] = amount(s.owed(), a.Digits)
	s.form = kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: a.Digits},
		append(s.resultFields(bill, people), s.talkFields(people)...)...)
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// owed is the amount a promise offers: what is to collect, else what is owed.
func (s *Screen) owed() money.Minor {
	if a := s.account(); a.ToCollect == 0 {
		return max(a.Owed(), 0)
	}
	return s.account().ToCollect
}

func is(results ...contact.Result) func(v kit.Values) bool {
	return func(v kit.Values) bool {
		return slices.ContainsFunc(results, func(r contact.Result) bool { return r.String() == v.Text("result") })
	}
}

func isNot(r contact.Result) func(v kit.Values) bool {
	return func(v kit.Values) bool { return v.Text("result") != r.String() }
}

var methods = []kit.Choice{{Value: "transfer", Label: "transfer", Key: "t"}, {Value: "cash", Label: "cash", Key: "c"},
	{Value: "cheque", Label: "cheque", Key: "h"}, {Value: "other", Label: "other", Key: "o"}}

var waits = []kit.Choice{{Value: "approval", Label: "approval", Key: "a"}, {Value: "PO", Label: "PO", Key: "p"},
	{Value: "portal", Label: "portal", Key: "o"}, {Value: "goods receipt", Label: "goods receipt", Key: "g"}}

var channels = []kit.Choice{{Value: "call out", Label: "call out", Key: "o"},
	{Value: "call in", Label: "call in", Key: "i"}, {Value: "visit", Label: "visit", Key: "v"},
	{Value: "WhatsApp", Label: "WhatsApp", Key: "w"}, {Value: "e-mail", Label: "e-mail", Key: "e"},
	{Value: "letter", Label: "letter", Key: "l"}, {Value: "message", Label: "message", Key: "m"}}

// resultFields are the result and what only some results need.
func (s *Screen) resultFields(bill string, people []string) []kit.Field {
	promised, disputed, ready := is(contact.Promised), is(contact.Disputes), is(contact.Ready)
	waiting := is(contact.Waiting)
	return []kit.Field{
		{Name: "result", Label: "Result", Kind: kit.ChoiceField, Choices: results(), Required: true},
		{Name: "amount", Label: "Promises " + s.account().Currency, Kind: kit.AmountField, Value: s.offers["amount"],
			Required: true, Show: promised},
		{Name: "by", Label: "By", Kind: kit.DateField, Value: "+3", Required: true, Show: promised},
		{Name: "method", Label: "How", Kind: kit.ChoiceField, Value: "transfer", Show: promised, Choices: methods},
		{Name: "only", Label: "Only bill", Kind: kit.SuggestField, Suggest: s.offered, Show: promised,
			Hint: "empty: the whole account"},
		{Name: "bill", Label: "Disputes bill", Kind: kit.SuggestField, Suggest: s.offered, Value: bill, Required: true,
			Show: disputed},
		{Name: "disputed", Label: "Amount", Kind: kit.AmountField, Hint: "empty: all that is open", Show: disputed},
		{Name: "reason", Label: "Why", Required: true, Show: disputed},
		{Name: "where", Label: "Collect at", Hint: "address or branch", Show: ready},
		{Name: "whom", Label: "Ask for", Kind: kit.SuggestField, Suggest: suggest(people), Value: s.offers["person"],
			Show: ready},
		{Name: "hours", Label: "Hours", Hint: "9-12, not on Thursday", Show: ready},
		{Name: "waits", Label: "Waits for", Kind: kit.ChoiceField, Value: "approval", Choices: waits, Show: waiting},
		{Name: "reference", Label: "Its number", Hint: "of the PO, the portal, the goods receipt", Show: waiting},
		{Name: "with", Label: "Left word with", Kind: kit.SuggestField, Suggest: suggest(people), Required: true,
			Show: is(contact.LeftWord)},
		{Name: "until", Label: "Away until", Kind: kit.DateField, Required: true, Hint: "sun, +5, 25/12",
			Show: is(contact.OwnerAway)},
	}
}

// talkFields are what every contact has.
func (s *Screen) talkFields(people []string) []kit.Field {
	return []kit.Field{
		{Name: "note", Label: "Note", Kind: kit.NoteField, Height: 2},
		{Name: "next", Label: "Next on", Kind: kit.DateField, Hint: "empty: nothing planned",
			Show: isNot(contact.OwnerAway)},
		{Name: "time", Label: "At", Kind: kit.TimeField, Hint: "any time"},
		{Name: "person", Label: "Person", Kind: kit.SuggestField, Value: s.offers["person"], Suggest: suggest(people),
			Show: isNot(contact.LeftWord)},
		{Name: "number", Label: "Number", Kind: kit.SuggestField, Value: s.offers["number"],
			Suggest: func(typed string) []string { return suggest(s.numbers(s.spokenTo()))(typed) }},
		{Name: "channel", Label: "Channel", Kind: kit.ChoiceField, Value: "call out", Choices: channels},
		{Name: "override", Label: "Reason to call now", Hint: "it is kept", Required: true, Show: s.against},
	}
}

// against reports whether the contact guard asks for a reason.
func (s *Screen) against(v kit.Values) bool {
	c, err := contact.ParseChannel(v.Text("channel"))
	return s.guard.Value != "" && err == nil && c.Disturbs()
}

func (s *Screen) spokenTo() string {
	if s.form == nil {
		return ""
	}
	v := s.form.Values()
	return v.Text("person") + v.Text("with") // one of them is shown
}

func suggest(names []string) func(string) []string {
	return func(typed string) []string {
		if slices.Contains(names, typed) {
			return nil
		}
		return names
	}
}

func amount(m money.Minor, digits int) string {
	if m == 0 {
		return ""
	}
	return text.FormatAmount(m, digits)
}

func results() []kit.Choice {
	var all []kit.Choice
	for _, r := range contact.Rules {
		if key := letters[r.Result]; key != "" {
			all = append(all, kit.Choice{Value: r.Name, Label: r.Name, Key: key})
		}
	}
	return all
}

// follow fills in what one field decides of another, unless the officer typed
// something else there: the next day by the result, the amount by the bill, the
// number by the person.
func (s *Screen) follow(before kit.Values) {
	now := s.form.Values()
	if r, err := contact.ParseResult(now.Text("result")); err == nil && r.String() != before.Text("result") {
		next := ""
		if rule := r.Rule(); rule.Days >= 0 {
			next = s.desk.Calendar().AddOpen(s.desk.Today(), rule.Days).String()
		}
		s.offer("next", next)
	}
	if now.Text("only") != before.Text("only") {
		owed := s.owed()
		if x := s.chosen(now.Text("only")); x.label != "" {
			owed = x.left
		}
		s.offer("amount", amount(owed, s.account().Digits))
	}
	if who := now.Text("person") + now.Text("with"); who != before.Text("person")+before.Text("with") {
		if p := s.person(who); p != nil && len(p.Phones) > 0 {
			s.offer("number", s.numbers(who)[0])
		}
	}
}

func (s *Screen) offer(field, value string) {
	if typed := s.form.Values().Text(field); typed == s.offers[field] || typed == "" {
		s.offers[field] = value
		s.form.Set(field, value)
	}
}

// warning says what is unusual about what is typed; it refuses nothing.
func (s *Screen) warning() string {
	v, a := s.form.Values(), s.account()
	if v.Text("result") != contact.Promised.String() {
		return ""
	}
	if m := v.Amount("amount"); m > a.ToCollect && v.Text("only") == "" {
		return "more than is to collect: " + text.FormatAmount(a.ToCollect, a.Digits) + " " + a.Currency
	}
	return ""
}
