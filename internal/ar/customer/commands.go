package customer

import (
	"slices"
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
	Address      string    `json:"address,omitempty" help:"where it is; a semicolon between the lines"`
	Registration string    `json:"registration,omitempty" help:"the commercial registration"`
	Owner        string    `json:"owner,omitempty" help:"who owns it"`
	IBAN         string    `json:"iban,omitempty" help:"their bank account"`
	Bank         string    `json:"bank,omitempty" help:"their bank"`
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
	if err := c.check(in, &set); err != nil {
		return nil, err
	}
	cu := Customer{Code: c.Code, Name: strings.TrimSpace(c.Name), Arabic: c.Arabic, Latin: c.Latin,
		People: c.People, Terms: -1,
		TaxNumber: c.TaxNumber, Registration: c.Registration, Language: c.Language, Opened: in.Today,
		Owner: strings.TrimSpace(c.Owner), Bank: strings.TrimSpace(c.Bank)}
	if cu.Address, err = ReadAddress(c.Address); err != nil {
		return nil, book.RefuseField("address", "%v", err)
	}
	if c.IBAN != "" {
		if cu.IBAN, err = text.ParseIBAN(c.IBAN); err != nil {
			return nil, book.RefuseField("iban", "%v", err)
		}
	}
	if c.Terms != nil {
		cu.Terms = *c.Terms
	}
	if c.Limit != "" {
		m, err := text.ParseAmount(c.Limit, set.Digits)
		if err != nil || m < 0 {
			return nil, book.RefuseField("limit", "the limit %q must be an amount of 0 or more", c.Limit)
		}
		if err := ownLimit(in); err != nil {
			return nil, err
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

func (c *Open) check(in *book.In, set *company.Settings) error {
	if strings.TrimSpace(c.Code) == "" || len(c.Code) > 60 {
		return book.RefuseField("code", "the customer needs a code of at most 60 letters")
	}
	if strings.TrimSpace(c.Name) == "" {
		return book.RefuseField("name", "the customer needs a name")
	}
	for _, s := range []string{c.Code, c.Name, c.Arabic, c.Latin, c.TaxNumber, c.Registration, c.Owner,
		c.Bank} {
		if err := text.Check(s, 400); err != nil {
			return book.RefuseField("name", "%v", err)
		}
	}
	if c.Terms != nil && (*c.Terms < 0 || *c.Terms > 730) {
		return book.RefuseField("terms", "terms of %d days cannot be: give 0 to 730", *c.Terms)
	}
	c.People = slices.Clone(c.People)
	for i := range c.People {
		if err := checkPerson(&c.People[i], set); err != nil {
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

// checkPerson checks a person; the numbers that can be read are kept as E.164, the
// others as they were typed.
func checkPerson(p *Contact, set *company.Settings) error {
	if strings.TrimSpace(p.Name) == "" {
		return book.RefuseField("person", "the person needs a name")
	}
	all := []string{p.Name, p.Role, p.Email, p.BestTime}
	p.Phones = Numbers(p.Phones, set)
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
	if !slices.Contains(cardFields, e.Field) {
		return nil, book.RefuseField("field", "%v", noField(e.Field))
	}
	facts, err := Revise(in, e.Customer, []FieldValue{{e.Field, e.Value}})
	if f, ok := err.(*book.Error); ok && f.Field == e.Field {
		return nil, book.RefuseField("value", "%s", f.Text)
	}
	return facts, err
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
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	if err := checkPerson(&s.Person, &set); err != nil {
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
	if !slices.Contains(profileFields, a.Field) {
		return nil, book.RefuseField("field", "there is no profile field %q (%s)", a.Field,
			strings.Join(profileFields, ", "))
	}
	facts, err := Revise(in, a.Customer, []FieldValue{{a.Field, a.Value}})
	if f, ok := err.(*book.Error); ok && f.Field == a.Field {
		return nil, book.RefuseField("value", "%s", f.Text)
	}
	return facts, err
}
