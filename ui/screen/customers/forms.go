package customers

import (
	"strconv"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

func (s *Screen) options() kit.FormOptions {
	set := s.desk.Company()
	return kit.FormOptions{Today: s.desk.Today(), Digits: set.Digits}
}

func (s *Screen) askNew() shell.Effect {
	n := s.lists.Value
	form := kit.NewForm(s.options(),
		kit.Field{Name: "code", Label: "Code", Required: true, Hint: "kept exactly as written"},
		kit.Field{Name: "name", Label: "Legal name", Required: true},
		kit.Field{Name: "arabic", Label: "Arabic name"},
		kit.Field{Name: "branch", Label: "Branch", Kind: kit.SuggestField, Suggest: verb.Suggest(n.Branches)},
		kit.Field{Name: "collector", Label: "Collector", Kind: kit.SuggestField, Suggest: verb.Suggest(n.People)},
		kit.Field{Name: "salesman", Label: "Salesman", Kind: kit.SuggestField, Suggest: verb.Suggest(n.People)},
		kit.Field{Name: "terms", Label: "Terms", Kind: kit.NumberField, Most: 730,
			Hint: "net days; empty: none agreed"},
		kit.Field{Name: "limit", Label: "Credit limit", Kind: kit.AmountField, Hint: "empty: no limit"},
		kit.Field{Name: "person", Label: "Person"},
		kit.Field{Name: "role", Label: "Role", Show: named},
		kit.Field{Name: "phone", Label: "Phone", Show: named},
		kit.Field{Name: "ext", Label: "Extension", Show: named},
		kit.Field{Name: "tax_number", Label: "Tax number"},
		kit.Field{Name: "registration", Label: "Registration"})
	box := kit.NewFormBox("New customer", form, func(v kit.Values) (string, error) {
		c := customer.Open{Code: v.Text("code"), Name: v.Text("name"), Arabic: v.Text("arabic"),
			Branch:    v.Text("branch"),
			Collector: v.Text("collector"), Salesman: v.Text("salesman"), Limit: v.Text("limit"),
			TaxNumber: v.Text("tax_number"), Registration: v.Text("registration")}
		if v.Text("terms") != "" {
			days := v.Number("terms")
			c.Terms = &days
		}
		if p := v.Text("person"); p != "" {
			who := customer.Contact{Name: p, Role: v.Text("role")}
			if n := v.Text("phone"); n != "" {
				who.Phones = []customer.Phone{{Number: n, Ext: v.Text("ext")}}
			}
			c.People = []customer.Contact{who}
		}
		return c.Code + " " + c.Name + " was taken in.", at(s.desk.OpenCustomer(v.Key(), c))
	})
	box.Done = func(v kit.Values) action.Effect {
		s.input.Set(v.Text("code"))
		s.query, s.fresh = desk.FindQuery{}, true
		return s.load().And(s.loadLists())
	}
	return action.Ask(box)
}

// named shows a field once the person has a name.
func named(v kit.Values) bool { return v.Text("person") != "" }

// at puts a refusal at the field it is about.
func at(err error) error {
	if f := desk.FieldOf(err); f != "" {
		return kit.At(f, err)
	}
	return err
}

// askEdit offers the card's fields as they are and posts those that were changed.
func (s *Screen) askEdit() shell.Effect {
	h := *s.current()
	c, p, n := h.Customer, h.Profile, s.lists.Value
	terms, limit, still := "", "", "no"
	if c.Terms >= 0 {
		terms = strconv.Itoa(c.Terms)
	}
	if set := s.desk.Company(); c.Limit.Set {
		limit = text.FormatAmount(c.Limit.Amount, set.Digits)
	}
	if p.DoNotContact {
		still = "yes"
	}
	fields := []kit.Field{
		{Name: "name", Label: "Legal name", Value: c.Name, Required: true},
		{Name: "arabic", Label: "Arabic name", Value: c.Arabic},
		{Name: "latin", Label: "Latin name", Value: c.Latin},
		{Name: "branch", Label: "Branch", Kind: kit.SuggestField, Value: p.Branch, Suggest: verb.Suggest(n.Branches)},
		{Name: "collector", Label: "Collector", Kind: kit.SuggestField, Value: p.Collector,
			Suggest: verb.Suggest(n.People)},
		{Name: "salesman", Label: "Salesman", Kind: kit.SuggestField, Value: p.Salesman,
			Suggest: verb.Suggest(n.People)},
		{Name: "group", Label: "Group", Kind: kit.SuggestField, Value: p.Group, Suggest: verb.Suggest(n.Groups)},
		{Name: "route", Label: "Route", Kind: kit.SuggestField, Value: p.Route, Suggest: verb.Suggest(n.Routes)},
		{Name: "risk", Label: "Risk class", Kind: kit.SuggestField, Value: p.Risk, Suggest: verb.Suggest(n.Risks)},
		{Name: "status", Label: "Status", Kind: kit.ChoiceField, Value: p.Status, Choices: statuses("")},
		{Name: "do_not_contact", Label: "Do not contact", Kind: kit.YesNoField, Value: still},
		{Name: "terms", Label: "Terms", Kind: kit.NumberField, Most: 730, Value: terms,
			Hint: "net days; empty: none agreed"},
		{Name: "limit", Label: "Credit limit", Kind: kit.AmountField, Value: limit, Hint: "empty: no limit"},
		{Name: "tax_number", Label: "Tax number", Value: c.TaxNumber},
		{Name: "registration", Label: "Registration", Value: c.Registration},
		{Name: "iban", Label: "IBAN", Value: c.IBAN},
		{Name: "note", Label: "Note", Value: c.Note},
	}
	box := kit.NewFormBox("Edit "+c.Code+" "+c.Name, kit.NewForm(s.options(), fields...),
		func(v kit.Values) (string, error) {
			var changes []desk.CardChange
			for _, f := range fields {
				if now := v.Text(f.Name); now != f.Value {
					changes = append(changes, desk.CardChange{Field: f.Name, Value: now})
				}
			}
			if len(changes) == 0 {
				return "Nothing was changed.", nil
			}
			return text.Count(len(changes), "field", "fields") + " of " + c.Code + " changed.",
				at(s.desk.EditCustomer(v.Key(), c.Code, changes))
		})
	return action.Ask(box)
}
