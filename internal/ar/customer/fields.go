package customer

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/text"
)

// FieldValue is a field of the card or of the profile and its new value, as typed.
type FieldValue struct {
	Field string `json:"field" help:"the field"`
	Value string `json:"value" help:"the new value; empty takes it out"`
}

// Revise gives the facts of changing several fields together: the card's now, the
// profile's from today on. What is wrong is refused on the field's own name; fields
// that stay as they are give no fact.
func Revise(in *book.In, code string, fields []FieldValue) ([]book.Fact, error) {
	c, err := ByCode(in.View, code)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	p, err := ProfileOf(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	r := &revision{in: in, set: &set, card: c, step: p.At(in.Today), names: directory.NewNamer(in)}
	for _, f := range fields {
		v := strings.TrimSpace(f.Value)
		if f.Field == "address" {
			v = oneLine(v)
		}
		err := text.Check(v, 1000)
		if err == nil {
			err = r.change(f.Field, v)
		}
		if r.failed != nil {
			return nil, r.failed
		}
		if err != nil {
			return nil, book.RefuseField(f.Field, "%v", err)
		}
	}
	facts := r.names.Facts()
	if len(r.edits) > 0 {
		facts = append(facts, &Changed{Customer: r.card, Changes: r.edits, Before: c})
	}
	if len(r.moves) > 0 {
		r.step.From = in.Today
		facts = append(facts, &Assigned{ID: c.ID, Step: r.step, Changes: r.moves, Before: p.Steps})
	}
	return facts, nil
}

// revision is a card being changed.
type revision struct {
	in           *book.In
	set          *company.Settings
	card         Customer
	step         Step
	names        *directory.Namer
	edits, moves []Change
	failed       error // the book could not be read
}

func (r *revision) change(field, v string) error {
	if slices.Contains(profileFields, field) {
		was := r.step
		old, err := r.assign(field, v)
		if r.step != was {
			r.moves = append(r.moves, Change{field, old, v})
		}
		return err
	}
	limit := r.card.Limit
	old, now, err := r.card.set(field, v, r.set, r.in.Who)
	limit, r.card.Limit = r.card.Limit, limit
	r.card.SetLimit(limit, r.in.Today) // keeps the one before for its days
	if field == "limit" && old != now && err == nil {
		if err = ownLimit(r.in); err != nil {
			return err
		}
	}
	if old != now && err == nil {
		r.edits = append(r.edits, Change{field, old, now})
	}
	return err
}

// assign changes a field of the profile.
func (r *revision) assign(field, v string) (old string, err error) {
	ids := map[string]struct {
		of directory.Kind
		to *uint16
	}{"branch": {directory.Branch, &r.step.Branch}, "salesman": {directory.Person, &r.step.Salesman},
		"collector": {directory.Person, &r.step.Collector}, "group": {directory.Group, &r.step.Group},
		"route": {directory.Route, &r.step.Route}, "risk": {directory.Risk, &r.step.Risk}}
	if w, ok := ids[field]; ok {
		if old, r.failed = directory.TextOf(r.in.View, w.of, *w.to); r.failed == nil {
			*w.to, err = r.names.ID(w.of, v)
		}
		return old, err
	}
	if field == "status" {
		old = r.step.Status.String()
		r.step.Status, err = ParseStatus(v)
		return old, err
	}
	old = yesNo(r.step.DoNotContact)
	r.step.DoNotContact = v == "yes" || v == "true"
	return old, nil
}

// set changes a field of the card and gives it as it was and as it is now.
func (c *Customer) set(field, v string, set *company.Settings, who string) (old, now string, err error) {
	texts := map[string]*string{"name": &c.Name, "arabic": &c.Arabic, "latin": &c.Latin, "tax_number": &c.TaxNumber,
		"registration": &c.Registration, "bank": &c.Bank, "language": &c.Language, "note": &c.Note, "owner": &c.Owner}
	lists := map[string]*[]string{"spellings": &c.Spellings, "signatories": &c.Signatories}
	if p, ok := texts[field]; ok {
		if field == "name" && v == "" {
			return "", "", errors.New("the customer needs a name")
		}
		if field == "language" && v != "" && v != "ar" && v != "en" {
			return "", "", errors.New("the language must be ar or en")
		}
		old, *p = *p, v
		return old, v, nil
	}
	if p, ok := lists[field]; ok {
		old, *p = strings.Join(*p, "; "), split(v)
		return old, strings.Join(*p, "; "), nil
	}
	switch field {
	case "address":
		old = FileAddress(c.Address)
		c.Address, err = ReadAddress(v)
		return old, FileAddress(c.Address), err
	case "iban":
		old, c.IBAN = c.IBAN, ""
		if v != "" {
			c.IBAN, err = text.ParseIBAN(v)
		}
		return old, c.IBAN, err
	case "terms":
		return c.setTerms(v)
	case "limit":
		return c.setLimit(v, set.Digits, who)
	}
	return "", "", noField(field)
}

func noField(field string) error {
	return fmt.Errorf("there is no field %q on the card (%s)", field, strings.Join(cardFields, ", "))
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// split takes names apart that were typed with a semicolon between them.
func split(v string) (out []string) {
	for _, s := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(";؛\n", r) }) {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (c *Customer) setTerms(v string) (old, now string, err error) {
	if c.Terms >= 0 {
		old = strconv.Itoa(c.Terms)
	}
	c.Terms = -1
	if v == "" {
		return old, "", nil
	}
	n, err := text.ParseWhole(v, 0, 730)
	if err != nil {
		return "", "", fmt.Errorf("the terms %q must be 0 to 730 days", v)
	}
	c.Terms = n
	return old, strconv.Itoa(n), nil
}

func (c *Customer) setLimit(v string, digits int, who string) (old, now string, err error) {
	if c.Limit.Set {
		old = text.FormatAmount(c.Limit.Amount, digits)
	}
	if v == "" {
		c.Limit = Limit{}
		return old, "", nil
	}
	m, err := text.ParseAmount(v, digits)
	if err != nil || m < 0 {
		return "", "", fmt.Errorf("the limit %q must be an amount of 0 or more", v)
	}
	if c.Limit.Set && m == c.Limit.Amount {
		return old, old, nil
	}
	c.Limit = Limit{Set: true, Amount: m, Approver: who}
	return old, text.FormatAmount(m, digits), nil
}
