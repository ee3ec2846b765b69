package desk

import "duebook/internal/book"

// CashCustomer finds the customer somebody means by a code or a part of a name.
func (d *Desk) CashCustomer(typed string) (code, name string, err error) {
	f, err := d.Find(FindQuery{Text: typed, Limit: 2})
	if err != nil {
		return "", "", err
	}
	for _, h := range f.Hits {
		if h.Customer.Code == typed || len(f.Hits) == 1 {
			return h.Customer.Code, h.Customer.Name, nil
		}
	}
	if len(f.Hits) == 0 {
		return "", "", book.RefuseField("customer", "there is no customer %q", typed)
	}
	return "", "", book.RefuseField("customer", "several customers are called so: give the code, such as %s",
		f.Hits[0].Customer.Code)
}
