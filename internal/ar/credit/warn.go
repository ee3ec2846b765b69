package credit

import (
	"fmt"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
)

// warnings are what is odd and yet taken: the card's limit changed while one set here
// counts in its place.
var warnings = []book.Warning{{Fact: customer.Changed{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
	c, ok := f.(*customer.Changed)
	if !ok || c.Customer.Limit == c.Before.Limit {
		return nil, nil
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	now, err := Of(in.View, c.Customer.ID, set.Money(), in.Today)
	if err != nil || now.Source <= OnCard {
		return nil, err
	}
	return []string{fmt.Sprintf("%s: the limit that counts is %s, not the one on the card", c.Customer.Name,
		now.Says(set.Digits))}, nil
}}}
