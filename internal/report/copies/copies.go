// Package copies lists the signed delivery copies that are not where they should be:
// out with whom for how many days, missing, or back with a discrepancy; by person and
// by age (RULES 2). The package must never guess where a copy is.
package copies

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/proof"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Edges are the last days of the age groups but the last: a week, two, a month, two.
var Edges = [...]int{7, 14, 30, 60}

// Query says which copies. Holder is a person's name, "" is all; State is one of
// proof.States, "" is all that are not back signed; Days is the least age.
type Query struct {
	AsOf   civil.Date
	Holder string
	State  string
	Days   int
}

// Row is one copy. Open is what is open of its bill now.
type Row struct {
	proof.Place
	Number, Code, Name, Person string
	Money                      money.Currency
	Doc                        civil.Date
	Amount, Open               money.Minor
	Days                       int
}

// Person is what one person has: copies out by age, missing, back with a discrepancy.
type Person struct {
	Name                       string
	Out, Missing, Faulty, Most int // Most is the age of the oldest one out or missing
	Ages                       [len(Edges) + 1]int
}

// List is the copies, the longest gone first, and the people who have them.
type List struct {
	Query
	Rows                         []Row
	People                       []Person
	Out, Missing, Faulty, Signed int // of all copies, whatever the query asks for
}

// Compute makes the list. Without a state it leaves out those that are back signed.
func Compute(v *book.View, q Query) (List, error) {
	l := List{Query: q}
	if q.State != "" && !slices.Contains(proof.States(), q.State) {
		return l, book.RefuseField("state", "%q is not where a copy is (out, back signed, missing, discrepancy)",
			q.State)
	}
	people, err := directory.Names(v, directory.Person)
	if err != nil {
		return l, err
	}
	sums := map[string]*Person{}
	err = proof.All(v, q.AsOf, func(p *proof.Place) (bool, error) {
		l.count(p)
		name := cmp.Or(people[p.Holder], "nobody noted")
		if p.State != proof.Signed {
			if sums[name] == nil {
				sums[name] = &Person{Name: name}
			}
			sums[name].add(p, p.Days(q.AsOf))
		}
		if !q.wants(p, name) {
			return true, nil
		}
		r, err := row(v, p)
		r.Person, r.Days = name, p.Days(q.AsOf)
		l.Rows = append(l.Rows, r)
		return true, err
	})
	for _, p := range sums {
		l.People = append(l.People, *p)
	}
	slices.SortFunc(l.People, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Most, a.Most), cmp.Compare(b.Out+b.Missing, a.Out+a.Missing),
			cmp.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.Number, b.Number))
	})
	return l, err
}

func (q *Query) wants(p *proof.Place, name string) bool {
	switch {
	case q.State == "" && p.State == proof.Signed, q.State != "" && q.State != p.State.String():
		return false
	case q.Holder != "" && text.Fold(q.Holder) != text.Fold(name):
		return false
	}
	return p.Days(q.AsOf) >= q.Days
}

func (l *List) count(p *proof.Place) {
	switch p.State {
	case proof.Out:
		l.Out++
	case proof.Missing:
		l.Missing++
	case proof.Discrepancy:
		l.Faulty++
	case proof.Signed:
		l.Signed++
	}
}

func (x *Person) add(p *proof.Place, days int) {
	switch p.State {
	case proof.Missing:
		x.Missing++
	case proof.Discrepancy:
		x.Faulty++
		return
	default:
		x.Out++
		x.Ages[Age(days)]++
	}
	x.Most = max(x.Most, days)
}

// Age is the group of an age in days.
func Age(days int) int {
	for i, e := range Edges {
		if days <= e {
			return i
		}
	}
	return len(Edges)
}

func row(v *book.View, p *proof.Place) (Row, error) {
	r := Row{Place: *p}
	b, err := bill.Get(v, p.Account, p.Bill)
	if err != nil {
		return r, err
	}
	a, err := account.Get(v, p.Account)
	if err != nil {
		return r, err
	}
	c, err := customer.Get(v, a.Customer)
	if err != nil {
		return r, err
	}
	r.Number, r.Code, r.Name, r.Money, r.Doc, r.Amount = b.Number, c.Code, c.Name, a.Money(), b.Doc, b.Amount()
	r.Open, err = dispute.OpenOf(v, &b, 0)
	return r, err
}

// Find says where the copy of one bill is; a bill nobody noted a copy of has State 0.
func Find(v *book.View, number string, asOf civil.Date) (Row, error) {
	b, err := bill.Must(v, number)
	if err != nil {
		return Row{}, err
	}
	p, err := proof.Of(v, b.Account, b.ID, asOf)
	if err != nil {
		return Row{}, err
	}
	r, err := row(v, &p)
	if err == nil && p.Holder != 0 {
		r.Person, err = directory.TextOf(v, directory.Person, p.Holder)
	}
	r.Days = p.Days(asOf)
	return r, err
}
