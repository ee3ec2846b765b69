package exceptions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
)

// watched are the fields of a card, and of the company, whose change is told; the
// phones of a card are people's.
var watched = map[string]string{"iban": "IBAN", "bank": "bank", "limit": "credit limit"}

var ours = map[string]string{"iban": "the company's IBAN", "bank": "the company's bank",
	"phone": "the company's phone", "write_off_limit": "the limit of write-offs", "cash_limit": "the limit of cash"}

// changes lists changed phones, bank details and limits. A posting taken back on the
// day is told too, and so is what that changed back.
func (l *list) changes(e *book.Entry, facts []book.Fact) error {
	tell := func(id uint32, name, what, old, now string) {
		if old != now {
			l.add(id, Row{Kind: Changed, Name: name, Who: e.Who, Seq: e.Seq, Day: e.Day,
				Text: fmt.Sprintf("%s: %s -> %s", what, cmp.Or(old, "none"), cmp.Or(now, "none"))})
		}
	}
	for _, f := range facts {
		var err error
		switch f := f.(type) {
		case *customer.Changed:
			before, now := phones(&f.Before), phones(&f.Customer)
			tell(f.Customer.ID, "", "phones", less(before, now), less(now, before))
			for _, c := range f.Changes {
				if what := watched[c.Field]; what != "" {
					tell(f.Customer.ID, "", what, c.Old, c.New)
				}
			}
		case *company.Changed:
			if what := ours[f.What]; what != "" && f.Before.Name != "" {
				tell(0, "", what, f.Old, f.New)
			}
		case *credit.LimitSet:
			err = l.limitSet(&f.Limit, false, tell)
		case *credit.LimitEnded:
			err = l.limitSet(&f.Limit, true, tell)
		case *credit.Agreed:
			if a := &f.Agreement; a.Limits {
				err = l.agreed(a, tell)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type teller func(id uint32, name, what, old, now string)

func (l *list) limitSet(x *credit.Limit, ended bool, tell teller) error {
	cur, err := l.set.Of(x.Currency)
	if err != nil {
		return err
	}
	id, name, old := x.Of, "", x.Sum(cur.Digits)
	if x.Scope == credit.Group {
		id, name = 0, l.groupOf(x)
	}
	what := "credit limit in " + cur.Code
	if x.Temporary {
		what = fmt.Sprintf("temporary credit limit in %s until %s", cur.Code, x.Until)
	}
	if ended {
		tell(id, name, what, old, "ended")
		return l.err
	}
	if x.Scope == credit.Group {
		was, err := l.before()
		if err != nil {
			return err
		}
		f := was.OfGroup(x.Of, cur)
		old = f.Sum(cur.Digits)
	} else if old, err = l.limitBefore(x.Of, x.Currency); err != nil {
		return err
	}
	tell(id, name, what, old, x.Sum(cur.Digits))
	return l.err
}

func (l *list) agreed(a *credit.Agreement, tell teller) error {
	cur, err := l.set.Of(a.Currency)
	if err != nil {
		return err
	}
	x := credit.Limit{None: a.None, Amount: a.Amount}
	old, err := l.limitBefore(a.Customer, a.Currency)
	if err == nil {
		tell(a.Customer, "", fmt.Sprintf("credit limit in %s by special agreement %d", cur.Code, a.ID), old,
			x.Sum(cur.Digits))
	}
	return err
}

// groupOf is the name of the group a limit is of.
func (l *list) groupOf(x *credit.Limit) string {
	name, err := l.people.Name(directory.Group, uint16(x.Of))
	l.err = cmp.Or(l.err, err)
	return "group " + name
}

// limitBefore is a customer's limit at the end of the day before, in words.
func (l *list) limitBefore(id uint32, currency string) (string, error) {
	cur, err := l.set.Of(currency)
	if err != nil {
		return "", err
	}
	was, err := l.before()
	if err != nil {
		return "", err
	}
	line, err := l.people.Line(id)
	if err != nil {
		return "", err
	}
	f, err := was.Of(&line, cur)
	return f.Sum(cur.Digits), err
}

// before reads the limits of the day before, once.
func (l *list) before() (*credit.Reader, error) {
	if l.was == nil {
		was, err := credit.NewReader(l.v, l.day-1)
		if err != nil {
			return nil, err
		}
		l.was = was
	}
	return l.was, nil
}

// phones are a card's numbers with whose they are.
func phones(c *customer.Customer) (all []string) {
	for _, p := range c.People {
		for _, n := range p.Phones {
			s := n.Number
			if n.Ext != "" {
				s += " ext. " + n.Ext
			}
			all = append(all, s+" ("+p.Name+")")
		}
	}
	return all
}

// less are the numbers that are in one list and not in another.
func less(all, but []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(but, s) }),
		", ")
}
