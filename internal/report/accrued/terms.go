package accrued

import (
	"cmp"
	"slices"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/interest"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// TermsRow is one set of terms of interest, and whom it is for. Ended says that it was
// taken back by the day on show.
type TermsRow struct {
	interest.Terms
	Code, Name string // of the customer, or the group's name
	Says       string
	Ended      bool
}

// AllTerms lists all terms set by a day, the company's first, then the groups' and the
// customers', the latest first of each.
func AllTerms(v *book.View, d civil.Date) ([]TermsRow, error) {
	groups, err := directory.Names(v, directory.Group)
	if err != nil {
		return nil, err
	}
	var all []TermsRow
	err = interest.All(v, func(t *interest.Terms) (bool, error) {
		if t.Set > d {
			return true, nil
		}
		r := TermsRow{Terms: *t, Ended: !t.Known(d)}
		cur, ok := money.Find(t.Currency)
		if !ok {
			cur = money.Currency{Code: t.Currency, Digits: 2}
		}
		r.Says = t.Says(cur)
		switch t.Scope {
		case interest.Group:
			r.Name = groups[uint16(t.Of)]
		case interest.Customer:
			c, err := customer.Get(v, t.Of)
			if err != nil {
				return false, err
			}
			r.Code, r.Name = c.Code, c.Name
		}
		all = append(all, r)
		return true, nil
	})
	slices.SortStableFunc(all, func(a, b TermsRow) int {
		return cmp.Or(int(a.Scope)-int(b.Scope), cmp.Compare(a.Name, b.Name), cmp.Compare(b.From, a.From),
			cmp.Compare(b.ID, a.ID))
	})
	return all, err
}
