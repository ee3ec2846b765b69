package account

import (
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/money"
)

// Party is what the customer and currency of a command mean.
type Party struct {
	Customer customer.Customer
	Company  company.Settings
	Currency money.Currency // the company's own when the command names none
	Account  Account
}

func party(v *book.View, code, currency string) (p Party, ok bool, err error) {
	if p.Customer, err = customer.ByCode(v, code); err != nil {
		return p, false, err
	}
	if p.Company, err = company.Get(v); err != nil {
		return p, false, err
	}
	if p.Currency, err = p.Company.Of(currency); err != nil {
		return p, false, err
	}
	p.Account, ok, err = Of(v, p.Customer.ID, p.Currency)
	return p, ok, err
}

// Owing finds the party of a command that needs bills to be there; without an
// account it is refused: there is nothing to do (secure, promise, plan).
func Owing(v *book.View, code, currency, do string) (Party, error) {
	p, ok, err := party(v, code, currency)
	if err == nil && !ok {
		err = book.RefuseField("customer", "%s has no account in %s: there is nothing to %s", p.Customer.Name,
			p.Currency.Code, do)
	}
	return p, err
}

// Opening finds the party of a command that may be the first of its account, and
// the fact that opens it then.
func Opening(in *book.In, code, currency string) (Party, []book.Fact, error) {
	p, ok, err := party(in.View, code, currency)
	if err != nil || ok {
		return p, nil, err
	}
	var facts []book.Fact
	p.Account, facts, err = Need(in, p.Customer.ID, p.Currency)
	return p, facts, err
}
