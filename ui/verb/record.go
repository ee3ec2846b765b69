package verb

import (
	"strconv"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

var statuses = []kit.Choice{{Value: "active", Label: "active", Key: "a"}, {Value: "legal", Label: "legal", Key: "l"},
	{Value: "insolvent", Label: "insolvent", Key: "i"}, {Value: "closed", Label: "closed", Key: "c"},
	{Value: "government", Label: "government", Key: "g"}, {Value: "related", Label: "related", Key: "r"}}

// ISO is a date as a form offers it; "" when there is none.
func ISO(d civil.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// RecordFields are the fields of a customer's record in their sections, as a form offers
// them.
func RecordFields(r *desk.Record, names desk.Lists, digits int) []kit.Field {
	c := r.Card
	terms, limit := "", ""
	if c.Terms >= 0 {
		terms = strconv.Itoa(c.Terms)
	}
	if c.Limit.Set {
		limit = text.FormatAmount(c.Limit.Amount, digits)
	}
	yes := map[bool]string{true: "yes", false: "no"}
	suggested := func(name, label, value string, of []string) kit.Field {
		return kit.Field{Name: name, Label: label, Kind: kit.SuggestField, Value: value, Suggest: Suggest(of)}
	}
	return []kit.Field{
		{Section: "Names", Name: "name", Label: "Legal name", Value: c.Name, Required: true},
		{Name: "arabic", Label: "In Arabic", Value: c.Arabic},
		{Name: "latin", Label: "In Latin letters", Value: c.Latin},
		{Name: "spellings", Label: "Also written", Value: strings.Join(c.Spellings, "; "),
			Hint: "other spellings, a semicolon between them"},
		suggested("group", "Group", c.Group, names.Groups),
		{Name: "owner", Label: "Owner", Value: c.Owner},
		{Name: "signatories", Label: "Signatories", Value: strings.Join(c.Signatories, "; "),
			Hint: "who may sign, a semicolon between them"},
		{Section: "Registration and tax", Name: "registration", Label: "Licence number", Value: c.Registration},
		{Name: document.LicenceIssued, Label: "Issued", Kind: kit.DateField, Value: ISO(r.Licence.Issued)},
		{Name: document.LicenceExpires, Label: "Expires", Kind: kit.DateField, Value: ISO(r.Licence.Expires),
			Hint: "or confirm by"},
		{Name: document.LicenceAnnual, Label: "Confirmed yearly", Kind: kit.YesNoField, Value: yes[r.Licence.Annual]},
		{Name: document.LicenceCopy, Label: "Copy on file", Value: r.Licence.Copy, Hint: "where it is; empty: none"},
		{Name: "tax_number", Label: "Tax number", Value: c.TaxNumber},
		{Section: "Bank", Name: "bank", Label: "Bank", Value: c.Bank},
		{Name: "iban", Label: "IBAN", Value: text.FormatIBAN(c.IBAN), Hint: "its country first: SA, AE, EG ...",
			Check: func(v string) error {
				_, err := text.ParseIBAN(v)
				return err
			}},
		sectioned(suggested("branch", "Branch", c.Branch, names.Branches), "Who and where"),
		suggested("salesman", "Salesman", c.Salesman, names.People),
		suggested("collector", "Collector", c.Collector, names.People),
		{Name: "address", Label: "Address", Kind: kit.NoteField, Lines: true,
			Height: max(3, len(c.Address)), Value: strings.Join(c.Address, "\n"),
			Hint: AddressHint, Check: address},
		suggested("route", "Route", c.Route, names.Routes),
		{Name: "language", Label: "Letters in", Kind: kit.ChoiceField, Value: c.Language, Choices: lettersIn},
		{Section: "Credit", Name: "terms", Label: "Terms", Kind: kit.NumberField, Most: 730, Value: terms,
			Hint: "net days; empty: none agreed"},
		{Name: "limit", Label: "Credit limit", Kind: kit.AmountField, Value: limit,
			Hint: "empty: none; a dated limit goes before it"},
		suggested("risk", "Risk class", c.Risk, names.Risks),
		{Name: "status", Label: "Status", Kind: kit.ChoiceField, Value: c.Step.Status.String(), Choices: statuses},
		{Name: "do_not_contact", Label: "Do not contact", Kind: kit.YesNoField, Value: yes[c.Step.DoNotContact]},
		{Section: "Note", Name: "note", Label: "Standing note", Value: c.Note},
	}
}

// AddressHint says how an address is typed.
const AddressHint = "a line each: ctrl+j, or a semicolon, begins one"

func address(v string) error {
	_, err := customer.ReadAddress(v)
	return err
}

func sectioned(f kit.Field, section string) kit.Field { f.Section = section; return f }

// EditRecord offers the whole record in one form, the cursor on a field ("" is the
// first), and posts what was changed in one entry. done may be nil.
func EditRecord(d *desk.Desk, code, field string, done func() action.Effect) action.Effect {
	r, err := d.Record(code)
	if err != nil {
		return action.Fail(err)
	}
	names, err := d.Lists()
	if err != nil {
		return action.Fail(err)
	}
	set := d.Company()
	fields := RecordFields(r, names, set.Digits)
	changes := func(v kit.Values) []customer.FieldValue {
		var out []customer.FieldValue
		for _, f := range fields {
			now := v.Text(f.Name)
			if now != "" && f.Kind == kit.DateField {
				now = ISO(v.Date(f.Name))
			}
			if now != f.Value {
				out = append(out, customer.FieldValue{Field: f.Name, Value: now})
			}
		}
		return out
	}
	form := kit.NewForm(kit.FormOptions{Today: d.Today(), Digits: set.Digits}, fields...)
	if field != "" {
		form.Focus(field)
	}
	box := kit.NewFormBox("Edit "+r.Code+" "+r.Name, form, func(v kit.Values) (string, error) {
		all := changes(v)
		if len(all) == 0 {
			return "Nothing was changed.", nil
		}
		_, err := d.Do(v.Key(), &document.Revise{Customer: code, Changes: all})
		return Notice(r.Name, ": "+text.Count(len(all), "field", "fields")+" changed."), here(err)
	})
	box.Preview = func(v kit.Values) (string, error) {
		all := changes(v)
		if len(all) == 0 {
			return "", nil
		}
		said, err := d.Warnings(&document.Revise{Customer: code, Changes: all})
		if err != nil || len(said) == 0 {
			return text.Count(len(all), "field", "fields") + " will change.", err
		}
		return strings.Join(said, " "), nil
	}
	return askThen(box, done)
}

// FieldHistory shows who changed a field of a record, when, and what it was.
func FieldHistory(d *desk.Desk, code, field, label, now string) action.Effect {
	h, err := d.CardHistory(code, field)
	if err != nil {
		return action.Fail(err)
	}
	if now == "" {
		now = "nothing"
	}
	lines := []string{"Now: " + now, ""}
	for i := range h.Rows {
		e := &h.Rows[i]
		was, is := e.Old, e.New
		if was == "" {
			was = "nothing"
		}
		if is == "" {
			is = "nothing"
		}
		line := h.When(e) + "  " + e.Who + ": " + was + " became " + is
		if e.Undo {
			line += " (an undo)"
		}
		lines = append(lines, line)
	}
	if len(h.Rows) == 0 {
		lines[1] = "It was never changed since the customer was taken in."
	}
	return action.Ask(kit.Message(label+" of "+h.Name, strings.Join(lines, "\n")))
}
