package intake

import (
	"strconv"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/document"
	"duebook/internal/text"
)

// customers plans a file of customers.
func (p *planner) customers() error {
	for i := range p.c.Customers {
		r := &p.c.Customers[i]
		card, ok, err := customer.Lookup(p.in.View, r.Code)
		if err != nil {
			return err
		}
		if ok {
			err = p.changeCustomer(r, card)
		} else {
			err = p.newCustomer(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) newCustomer(r *CustomerRow) error {
	o := customer.Open{Code: r.Code, Name: r.Name, Arabic: r.NameAr, Branch: r.Branch, Salesman: r.Salesman,
		Collector: r.Collector, Group: r.Group, Risk: r.Risk, Status: strings.ToLower(r.Status), TaxNumber: r.TaxNumber,
		Registration: r.Licence, Bank: r.Bank, IBAN: r.IBAN, Terms: days(r.Terms), People: people(r.Contact,
			strings.Join(r.Phones, ";"), r.Email), Address: r.address(nil)}
	if o.Name == "" {
		o.Name = r.Code
	}
	f, err := o.Fact(p.in, p.names)
	if err != nil {
		p.refuse(r.Line, "customer %s: %v", r.Code, err)
		return nil
	}
	if r.HasLimit {
		f.Customer.Limit = customer.Limit{Set: true, Amount: r.Limit, Approver: p.in.Who}
	}
	p.facts = append(p.facts, f)
	if _, err := p.licence(r, &f.Customer); err != nil {
		return err
	}
	p.NewCustomers++
	p.line(Line{Line: int(r.Line), Class: New, Customer: r.Code, Text: f.Customer.Name})
	return nil
}

// address is where a customer is as a file says it, else as it was: a city of its own
// column is the last line, unless the address names it.
func (r *CustomerRow) address(was []string) string {
	a := r.Address
	if a == "" {
		a = customer.FileAddress(was)
	}
	if r.City == "" || strings.Contains(text.Fold(a), text.Fold(r.City)) {
		return a
	}
	return strings.TrimPrefix(a+"; "+r.City, "; ")
}

// changeCustomer fills in and corrects the card; an empty cell changes nothing.
func (p *planner) changeCustomer(r *CustomerRow, card customer.Customer) error {
	before := card
	var changes []customer.Change
	set := func(field string, to *string, v string) {
		if v != "" && v != *to {
			changes = append(changes, customer.Change{Field: field, Old: *to, New: v})
			*to = v
		}
	}
	set("name", &card.Name, r.Name)
	set("arabic", &card.Arabic, r.NameAr)
	set("tax_number", &card.TaxNumber, r.TaxNumber)
	set("bank", &card.Bank, r.Bank)
	set("registration", &card.Registration, r.Licence)
	lines, err := customer.ReadAddress(r.address(card.Address))
	if err != nil {
		p.refuse(r.Line, "customer %s: %v", r.Code, err)
		return nil
	}
	was := customer.FileAddress(card.Address)
	set("address", &was, customer.FileAddress(lines))
	card.Address = lines
	if r.IBAN != "" {
		iban, err := text.ParseIBAN(r.IBAN)
		if err != nil {
			p.refuse(r.Line, "customer %s: %v", r.Code, err)
			return nil
		}
		set("iban", &card.IBAN, iban)
	}
	if t := days(r.Terms); t != nil && *t != card.Terms {
		changes = append(changes, customer.Change{Field: "terms", Old: strconv.Itoa(card.Terms), New: strconv.Itoa(*t)})
		card.Terms = *t
	}
	if r.HasLimit && (!card.Limit.Set || card.Limit.Amount != r.Limit) {
		cur := p.set.Money()
		changes = append(changes, customer.Change{Field: "limit", Old: cur.Plain(card.Limit.Amount),
			New: cur.Plain(r.Limit)})
		card.SetLimit(customer.Limit{Set: true, Amount: r.Limit, Approver: p.in.Who}, p.in.Today)
	}
	if len(card.People) == 0 {
		if card.People = people(r.Contact, strings.Join(r.Phones, ";"), r.Email); card.People != nil {
			card.People[0].Phones = customer.Numbers(card.People[0].Phones, &p.set)
			changes = append(changes, customer.Change{Field: "person", New: card.People[0].Name})
		}
	}
	moved, err := p.changeProfile(r, card.ID)
	if err != nil {
		return err
	}
	if len(changes) > 0 {
		p.facts = append(p.facts, &customer.Changed{Customer: card, Changes: changes, Before: before})
	}
	renewed, err := p.licence(r, &card)
	if err != nil {
		return err
	}
	moved = append(moved, renewed...)
	class, what := Unchanged, ""
	if len(changes)+len(moved) > 0 {
		class = Changed
		for _, c := range append(changes, moved...) {
			what += c.Field + " " + c.New + "; "
		}
	}
	p.line(Line{Line: int(r.Line), Class: class, Customer: r.Code, Text: strings.TrimSuffix(what, "; ")})
	return nil
}

func (p *planner) changeProfile(r *CustomerRow, id uint32) ([]customer.Change, error) {
	profile, err := customer.ProfileOf(p.in.View, id)
	if err != nil {
		return nil, err
	}
	step := profile.At(p.in.Today)
	was := step
	var changes []customer.Change
	for _, w := range []struct {
		field, name string
		of          directory.Kind
		to          *uint16
	}{{"branch", r.Branch, directory.Branch, &step.Branch}, {"salesman", r.Salesman, directory.Person, &step.Salesman},
		{"collector", r.Collector, directory.Person, &step.Collector}, {"group", r.Group, directory.Group, &step.Group},
		{"risk", r.Risk, directory.Risk, &step.Risk}} {
		if w.name == "" {
			continue
		}
		n, err := p.names.ID(w.of, w.name)
		if err != nil {
			p.refuse(r.Line, "%s %q: %v", w.field, w.name, err)
			return nil, nil
		}
		if n != *w.to {
			old, err := directory.TextOf(p.in.View, w.of, *w.to)
			if err != nil {
				return nil, err
			}
			changes = append(changes, customer.Change{Field: w.field, Old: old, New: w.name})
			*w.to = n
		}
	}
	if r.Status != "" {
		s, err := customer.ParseStatus(strings.ToLower(r.Status))
		if err != nil {
			p.refuse(r.Line, "%v", err)
			return nil, nil
		}
		if s != step.Status {
			changes = append(changes, customer.Change{Field: "status", Old: step.Status.String(), New: s.String()})
			step.Status = s
		}
	}
	if step != was {
		step.From = p.in.Today
		p.facts = append(p.facts, &customer.Assigned{ID: id, Step: step, Changes: changes, Before: profile.Steps})
	}
	return changes, nil
}

// licence brings the day a customer's licence expires to its documents.
func (p *planner) licence(r *CustomerRow, card *customer.Customer) ([]customer.Change, error) {
	facts, was, err := document.Until(p.in, card, r.LicenceExpires)
	if err != nil || len(facts) == 0 {
		return nil, err
	}
	p.facts = append(p.facts, facts...)
	return []customer.Change{{Field: document.LicenceExpires, Old: was, New: r.LicenceExpires.String()}}, nil
}
