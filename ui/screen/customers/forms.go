package customers

import (
	"duebook/internal/ar/customer"
	"duebook/internal/desk"
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
		kit.Field{Name: "address", Label: "Address", Kind: kit.NoteField, Lines: true, Height: 2,
			Hint: verb.AddressHint},
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
			Address:   v.Text("address"),
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
