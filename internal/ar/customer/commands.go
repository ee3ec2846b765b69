package customer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Open takes a customer into the book.
type Open struct {
	Code         string    `json:"code" help:"the customer's code, kept exactly"`
	Name         string    `json:"name" help:"legal name"`
	Arabic       string    `json:"arabic,omitempty" help:"the name in Arabic"`
	Latin        string    `json:"latin,omitempty" help:"the name in Latin letters"`
	Branch       string    `json:"branch,omitempty" help:"the branch's name"`
	Salesman     string    `json:"salesman,omitempty" help:"the salesman's name"`
	Collector    string    `json:"collector,omitempty" help:"the collector's name"`
	Group        string    `json:"group,omitempty" help:"the group's name"`
	Route        string    `json:"route,omitempty" help:"the collection route's name"`
	Risk         string    `json:"risk,omitempty" help:"risk class"`
	Status       string    `json:"status,omitempty" help:"how the customer is treated; active when left out"`
	Terms        *int      `json:"terms,omitempty" help:"net days from the document date"`
	Limit        string    `json:"limit,omitempty" help:"credit limit; empty is no limit"`
	TaxNumber    string    `json:"tax_number,omitempty" help:"the tax registration number"`
	Registration string    `json:"registration,omitempty" help:"the commercial registration"`
	Language     string    `json:"language,omitempty" help:"for letters"`
	People       []Contact `json:"people,omitempty" help:"who to talk to"`
}

// Kind is "customer.open".
func (Open) Kind() string { return "customer.open" }

// Decide checks the card and gives the customer a number.
func (c Open) Decide(in *book.In) ([]book.Fact, error) {
	n := directory.NewNamer(in)
	f, err := c.Fact(in, n)
	if err != nil {
		return nil, err
	}
	return append(n.Facts(), f), nil
}

// Fact is the opening alone, its names numbered by a Namer that the caller
// shares among many.
func (c Open) Fact(in *book.In, n *directory.Namer) (*Opened, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	if err := c.check(in); err != nil {
		return nil, err
	}
	cu := Customer{Code: c.Code, Name: strings.TrimSpace(c.Name), Arabic: c.Arabic, Latin: c.Latin,
		People: c.People, Terms: -1,
		TaxNumber: c.TaxNumber, Registration: c.Registration, Language: c.Language, Opened: in.Today}
	if c.Terms != nil {
		cu.Terms = *c.Terms
	}
	if c.Limit != "" {
		m, err := text.ParseAmount(c.Limit, set.Digits)
		if err != nil || m < 0 {
			return nil, book.RefuseField("limit", "the limit %q must be an amount of 0 or more", c.Limit)
		}
		cu.Limit = Limit{Set: true, Amount: m, Approver: in.Who}
	}
	step := Step{From: civil.First}
	if c.Status != "" {
		if step.Status, err = ParseStatus(c.Status); err != nil {
			return nil, book.RefuseField("status", "%v", err)
		}
	}
	for _, w := range []struct {
		of   directory.Kind
		name string
		to   *uint16
	}{{directory.Branch, c.Branch, &step.Branch}, {directory.Person, c.Salesman, &step.Salesman},
		{directory.Person, c.Collector, &step.Collector}, {directory.Group, c.Group, &step.Group},
		{directory.Route, c.Route, &step.Route}, {directory.Risk, c.Risk, &step.Risk}} {
		if *w.to, err = n.ID(w.of, w.name); err != nil {
			return nil, err
		}
	}
	cu.ID = in.NewID("customer")
	return &Opened{Customer: cu, Step: step}, nil
}

func (c Open) check(in *book.In) error {
	if strings.TrimSpace(c.Code) == "" || len(c.Code) > 60 {
		return book.RefuseField("code", "the customer needs a code of at most 60 letters")
	}
	if strings.TrimSpace(c.Name) == "" {
		return book.RefuseField("name", "the customer needs a name")
	}
	for _, s := range []string{c.Code, c.Name, c.Arabic, c.Latin, c.TaxNumber, c.Registration} {
		if err := text.Check(s, 400); err != nil {
			return book.RefuseField("name", "%v", err)
		}
	}
	if c.Terms != nil && (*c.Terms < 0 || *c.Terms > 730) {
		return book.RefuseField("terms", "terms of %d days cannot be: give 0 to 730", *c.Terms)
	}
	for i := range c.People {
		if err := checkPerson(&c.People[i]); err != nil {
			return err
		}
	}
	if _, ok, err := Lookup(in.View, c.Code); err != nil || ok {
		if ok {
			err = book.RefuseField("code", "the code %s is taken: choose another, or edit that customer", quote(c.Code))
		}
		return err
	}
	return nil
}

func checkPerson(p *Contact) error {
	if strings.TrimSpace(p.Name) == "" {
		return book.RefuseField("person", "the person needs a name")
	}
	all := []string{p.Name, p.Role, p.Email, p.BestTime}
	for _, n := range p.Phones {
		if len(text.Digits(n.Number)) < 5 || len(text.Digits(n.Number)) > 15 {
			return book.RefuseField("phone", "%q is not a phone number: give 5 to 15 digits, with + and the "+
				"country code if abroad", n.Number)
		}
		all = append(all, n.Number, n.Ext)
	}
	for _, s := range all {
		if err := text.Check(s, 200); err != nil {
			return book.RefuseField("person", "%v", err)
		}
	}
	return nil
}

// Edit changes one field of the card.
type Edit struct {
	Customer string `json:"customer" help:"the customer's code"`
	Field    string `json:"field" help:"the field of the card"`
	Value    string `json:"value" help:"the new value; empty takes it out"`
}

// Kind is "customer.edit".
func (Edit) Kind() string { return "customer.edit" }

// Decide checks the value; an unchanged one posts nothing.
func (e Edit) Decide(in *book.In) ([]book.Fact, error) {
	c, err := ByCode(in.View, e.Customer)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	if err := text.Check(e.Value, 1000); err != nil {
		return nil, book.RefuseField("value", "%v", err)
	}
	before := c
	old, err := c.set(e.Field, strings.TrimSpace(e.Value), set.Digits, in)
	if err != nil {
		return nil, book.RefuseField("value", "%v", err)
	}
	if old == strings.TrimSpace(e.Value) {
		return nil, nil
	}
	return []book.Fact{&Changed{Customer: c, Changes: []Change{{e.Field, old, strings.TrimSpace(e.Value)}},
		Before: before}}, nil
}

func (c *Customer) set(field, v string, digits int, in *book.In) (old string, err error) {
	texts := map[string]*string{"name": &c.Name, "arabic": &c.Arabic, "latin": &c.Latin, "tax_number": &c.TaxNumber,
		"registration": &c.Registration, "iban": &c.IBAN, "bank": &c.Bank, "language": &c.Language, "note": &c.Note}
	if p, ok := texts[field]; ok {
		if field == "name" && v == "" {
			return "", fmt.Errorf("the customer needs a name")
		}
		if field == "language" && v != "" && v != "ar" && v != "en" {
			return "", fmt.Errorf("the language must be ar or en")
		}
		old, *p = *p, v
		return old, nil
	}
	switch field {
	case "terms":
		if c.Terms >= 0 {
			old = strconv.Itoa(c.Terms)
		}
		c.Terms = -1
		if v == "" {
			return old, nil
		}
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > 730 {
			return "", fmt.Errorf("the terms %q must be 0 to 730 days", v)
		}
		c.Terms = n
		return old, nil
	case "limit":
		if c.Limit.Set {
			old = text.FormatAmount(c.Limit.Amount, digits)
		}
		if v == "" {
			c.SetLimit(Limit{}, in.Today)
			return old, nil
		}
		m, err := text.ParseAmount(v, digits)
		if err != nil || m < 0 {
			return "", fmt.Errorf("the limit %q must be an amount of 0 or more", v)
		}
		c.SetLimit(Limit{Set: true, Amount: m, Approver: in.Who}, in.Today)
		return old, nil
	}
	return "", fmt.Errorf("there is no field %q on the card (%s)", field, strings.Join(cardFields, ", "))
}

// SetPerson adds a person to the card, or replaces the one of the same name.
type SetPerson struct {
	Customer string  `json:"customer" help:"the customer's code"`
	Person   Contact `json:"person" help:"name, role, phones, email, best_time, language"`
	Replaces string  `json:"replaces,omitempty" help:"the name the person had so far"`
}

// Kind is "customer.person".
func (SetPerson) Kind() string { return "customer.person" }

// Decide checks the person.
func (s SetPerson) Decide(in *book.In) ([]book.Fact, error) {
	c, err := ByCode(in.View, s.Customer)
	if err != nil {
		return nil, err
	}
	if err := checkPerson(&s.Person); err != nil {
		return nil, err
	}
	before := c
	was := s.Replaces
	if was == "" {
		was = s.Person.Name
	}
	c.People = slices.Clone(c.People)
	at := slices.IndexFunc(c.People, func(p Contact) bool { return p.Name == was })
	old := ""
	if at < 0 {
		c.People = append(c.People, s.Person)
	} else {
		old = showPerson(&c.People[at])
		c.People[at] = s.Person
	}
	return []book.Fact{&Changed{Customer: c, Changes: []Change{{"person", old, showPerson(&s.Person)}},
		Before: before}}, nil
}

func showPerson(p *Contact) string {
	parts := []string{p.Name, p.Role}
	for _, n := range p.Phones {
		parts = append(parts, strings.TrimSuffix(n.Number+" ext "+n.Ext, " ext "))
	}
	parts = append(parts, p.Email, p.BestTime)
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// RemovePerson takes a person off the card.
type RemovePerson struct {
	Customer string `json:"customer" help:"the customer's code"`
	Name     string `json:"name" help:"the person's name"`
}

// Kind is "customer.person.remove".
func (RemovePerson) Kind() string { return "customer.person.remove" }

// Decide takes the person out.
func (r RemovePerson) Decide(in *book.In) ([]book.Fact, error) {
	c, err := ByCode(in.View, r.Customer)
	if err != nil {
		return nil, err
	}
	before := c
	at := slices.IndexFunc(c.People, func(p Contact) bool { return p.Name == r.Name })
	if at < 0 {
		return nil, book.RefuseField("name", "%s has no person called %q", c.Name, r.Name)
	}
	old := showPerson(&c.People[at])
	c.People = slices.Delete(slices.Clone(c.People), at, at+1)
	return []book.Fact{&Changed{Customer: c, Changes: []Change{{"person", old, ""}}, Before: before}}, nil
}

// Assign changes part of a customer's profile from today on.
type Assign struct {
	Customer string `json:"customer" help:"the customer's code"`
	Field    string `json:"field" help:"the field of the profile"`
	Value    string `json:"value" help:"the name, status, or yes/no; empty is none"`
}

// Kind is "customer.assign".
func (Assign) Kind() string { return "customer.assign" }

// Decide gives the new step; an unchanged value posts nothing.
func (a Assign) Decide(in *book.In) ([]book.Fact, error) {
	c, err := ByCode(in.View, a.Customer)
	if err != nil {
		return nil, err
	}
	p, err := ProfileOf(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	step, n := p.At(in.Today), directory.NewNamer(in)
	was := step
	ids := map[string]struct {
		of directory.Kind
		to *uint16
	}{"branch": {directory.Branch, &step.Branch}, "salesman": {directory.Person, &step.Salesman},
		"collector": {directory.Person, &step.Collector}, "group": {directory.Group, &step.Group},
		"route": {directory.Route, &step.Route}, "risk": {directory.Risk, &step.Risk}}
	var old string
	switch w, ok := ids[a.Field]; {
	case ok:
		if old, err = directory.TextOf(in.View, w.of, *w.to); err != nil {
			return nil, err
		}
		if *w.to, err = n.ID(w.of, strings.TrimSpace(a.Value)); err != nil {
			return nil, book.RefuseField("value", "%v", err)
		}
	case a.Field == "status":
		old = step.Status.String()
		if step.Status, err = ParseStatus(strings.TrimSpace(a.Value)); err != nil {
			return nil, book.RefuseField("value", "%v", err)
		}
	case a.Field == "do_not_contact":
		old = yesNo(step.DoNotContact)
		step.DoNotContact = a.Value == "yes" || a.Value == "true"
	default:
		return nil, book.RefuseField("field", "there is no profile field %q (%s)", a.Field,
			strings.Join(profileFields, ", "))
	}
	if step == was {
		return nil, nil
	}
	step.From = in.Today
	return append(n.Facts(), &Assigned{ID: c.ID, Step: step, Changes: []Change{{a.Field, old, a.Value}},
		Before: p.Steps}), nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
