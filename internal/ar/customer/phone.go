package customer

import (
	"fmt"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/text"
)

// Country is the country a company's numbers without a country code are of.
func Country(set *company.Settings) string { return text.CountryOf(set.Currency, set.IBAN, set.Zone) }

// Numbers are phones as they are kept: E.164 where they can be read, the extension
// taken out of the number, else as typed.
func Numbers(typed []Phone, set *company.Settings) []Phone {
	out := slices.Clone(typed)
	for i, n := range out {
		number, ext, err := text.ParsePhone(n.Number, Country(set))
		if err != nil {
			continue
		}
		if out[i].Number = number; n.Ext == "" {
			out[i].Ext = ext
		}
	}
	return out
}

// warnings tell of numbers that were kept as typed, and of a tax number that is not
// built as the country's are.
var warnings = []book.Warning{
	{Fact: Opened{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		c := &f.(*Opened).Customer
		return doubts(in, c, c.TaxNumber != "", nil)
	}},
	{Fact: Changed{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		x := f.(*Changed)
		return doubts(in, &x.Customer, x.Customer.TaxNumber != "" && x.Customer.TaxNumber != x.Before.TaxNumber,
			x.Before.People)
	}}}

func doubts(in *book.In, c *Customer, tax bool, known []Contact) (all []string, err error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	had := map[string]bool{}
	for _, p := range known {
		for _, n := range p.Phones {
			had[n.Number] = true
		}
	}
	for _, p := range c.People {
		for _, n := range p.Phones {
			if text.E164(n.Number) == "" && !had[n.Number] {
				all = append(all, fmt.Sprintf("The number %s of %s is kept as typed: it cannot be read as a phone "+
					"number of the country.", text.Safe(n.Number), text.Safe(p.Name)))
			}
		}
	}
	if tax && Country(&set) == "SA" && !saudiVAT(c.TaxNumber) {
		all = append(all, fmt.Sprintf("The tax number %s is not a Saudi VAT number: those have 15 digits and begin "+
			"and "+
			"end with 3.", text.Safe(c.TaxNumber)))
	}
	return all, nil
}

// saudiVAT reports whether a tax number is built as those of Saudi Arabia.
func saudiVAT(s string) bool {
	d := text.Digits(s)
	return len(d) == 15 && d[0] == '3' && d[14] == '3'
}
