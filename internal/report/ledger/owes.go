package ledger

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Owed is what a customer owes in one currency: Owed net of unapplied money, Overdue the
// parts past their due date, Oldest how many days the oldest of them is late.
type Owed struct {
	Money         money.Currency
	Account       uint32
	Owed, Overdue money.Minor
	Oldest        int
}

// Owes is what one customer owed on a day, an element an account, whatever is open.
func Owes(v *book.View, customer uint32, asOf civil.Date) (out []Owed, err error) {
	accounts, err := account.OfCustomer(v, customer)
	for _, a := range accounts {
		if err != nil {
			return nil, err
		}
		o := Owed{Money: money.Currency{Code: a.Currency, Digits: a.Digits}, Account: a.ID}
		err = OfAccount(v, a.ID, asOf, func(i *openitem.Item) bool {
			o.Owed += i.Signed()
			if i.Flags&openitem.Credit != 0 {
				o.Owed -= 2 * i.Left
			} else if days := int(asOf - i.Due); days > 0 {
				o.Overdue, o.Oldest = o.Overdue+i.Left, max(o.Oldest, days)
			}
			return true
		})
		out = append(out, o)
	}
	return out, err
}

// String is what is owed and overdue, in words.
func (o *Owed) String() string {
	s := text.FormatAmount(o.Owed, o.Money.Digits) + " " + o.Money.Code
	if o.Overdue != 0 {
		s += ", overdue " + text.FormatAmount(o.Overdue, o.Money.Digits)
	}
	return s
}
