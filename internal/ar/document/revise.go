package document

import (
	"slices"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// The fields of the registration licence that a revision of the card takes beside those
// of the card and the profile; its number is the card's registration.
const (
	LicenceIssued  = "licence_issued"
	LicenceExpires = "licence_expires"
	LicenceAnnual  = "licence_annual"
	LicenceCopy    = "licence_copy"
)

var licenceFields = []string{LicenceIssued, LicenceExpires, LicenceAnnual, LicenceCopy}

// Revise changes fields of a customer's record together: the card's, the profile's and
// those of the registration licence. A licence that holds longer than before is renewed,
// any other change of it is a correction.
type Revise struct {
	Customer string                `json:"customer" help:"the customer's code"`
	Changes  []customer.FieldValue `json:"changes" help:"the fields and their new values"`
}

// Kind is "customer.revise".
func (Revise) Kind() string { return "customer.revise" }

// Decide refuses what is wrong on the field's own name.
func (c Revise) Decide(in *book.In) ([]book.Fact, error) {
	card := make([]customer.FieldValue, 0, len(c.Changes))
	said := map[string]string{}
	for _, f := range c.Changes {
		if slices.Contains(licenceFields, f.Field) {
			said[f.Field] = f.Value
			continue
		}
		card = append(card, f)
		if f.Field == "registration" {
			said[f.Field] = f.Value
		}
	}
	facts, err := customer.Revise(in, c.Customer, card)
	if err != nil || len(said) == 0 {
		return facts, err
	}
	more, err := licence(in, c.Customer, said)
	return append(facts, more...), err
}

// licence gives the facts of what was said of a customer's licence.
func licence(in *book.In, code string, said map[string]string) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, code)
	if err != nil {
		return nil, err
	}
	old, there, err := LicenceOf(in.View, &cu, in.Today)
	number, renumbered := said["registration"]
	if err != nil || len(said) == 1 && renumbered && !(there && old.Details.Number == cu.Registration) {
		return nil, err
	}
	p := Paper{Number: cu.Registration}
	if there {
		p = old.Details.paper()
	}
	if renumbered {
		p.Number = number
	}
	for field, to := range map[string]*string{LicenceIssued: &p.Issued, LicenceExpires: &p.Expires,
		LicenceCopy: &p.Copy} {
		if v, ok := said[field]; ok {
			*to = v
		}
	}
	if v, ok := said[LicenceAnnual]; ok {
		p.Annual = v == "yes" || v == "true"
	}
	x, err := p.read(in, Licence)
	if f, ok := err.(*book.Error); ok {
		field := map[string]string{"issued": LicenceIssued, "expires": LicenceExpires, "copy": LicenceCopy,
			"number": "registration"}[f.Field]
		return nil, book.RefuseField(field, "%s", f.Text)
	}
	if err != nil || there && x == old.Details || x == (Details{Number: x.Number}) && !there {
		return nil, err
	}
	cu.Registration = x.Number // the card's own fact has it
	if !there {
		return record(in, &cu, Document{Type: Licence, Details: x})
	}
	how := Corrected
	if x.Expires > old.Details.Expires && old.Details.Expires != 0 {
		how = Renewed
		if _, issued := said[LicenceIssued]; !issued {
			x.Issued = 0
		}
	}
	return replace(in, &cu, &old, x, how)
}

// Until gives the facts of a file saying until when a customer's licence holds, and the
// day so far; none when nothing is said or it is known. A later day renews the licence,
// an earlier one corrects it.
func Until(in *book.In, cu *customer.Customer, expires civil.Date) (facts []book.Fact, was string, err error) {
	if expires == 0 {
		return nil, "", nil
	}
	old, there, err := LicenceOf(in.View, cu, in.Today)
	if err != nil || there && old.Details.Expires == expires {
		return nil, "", err
	}
	x := old.Details
	x.Number, x.Expires = cu.Registration, expires
	if !there {
		facts, err = record(in, cu, Document{Type: Licence, Details: x})
		return facts, "", err
	}
	how := Corrected
	if expires > old.Details.Expires && old.Details.Expires != 0 {
		how, x.Issued = Renewed, 0
	} else {
		x.Issued = min(x.Issued, expires)
	}
	if old.Details.Expires != 0 {
		was = old.Details.Expires.String()
	}
	facts, err = replace(in, cu, &old, x, how)
	return facts, was, err
}
