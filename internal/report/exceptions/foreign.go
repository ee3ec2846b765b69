package exceptions

import (
	"cmp"
	"fmt"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
)

// owners say whose customers are whose on the day.
type owners struct {
	user    map[uint16]string // of a collector
	called  map[string]string // a user's name to show
	roles   map[string]office.Roles
	working map[uint16]bool // collectors with a customer
}

func (l *list) readOwners() error {
	o := &owners{user: map[uint16]string{}, called: map[string]string{}, roles: map[string]office.Roles{},
		working: map[uint16]bool{}}
	l.owns = o
	err := office.All(l.v, func(p *office.Person) (bool, error) {
		s := p.At(l.day)
		if s.Roles == 0 {
			return true, nil
		}
		o.roles[p.User], o.called[p.User] = s.Roles, cmp.Or(s.Shown, p.User)
		id, err := directory.Find(l.v, directory.Person, cmp.Or(s.Collector, p.User))
		if id != 0 {
			o.user[id] = p.User
		}
		return true, err
	})
	if err != nil || len(o.user) == 0 {
		return err
	}
	customer.Profiles(l.v, l.day, func(_ uint32, s customer.Step) bool {
		o.working[s.Collector] = true
		return true
	})
	return portfolio.Covers(l.v, func(c *portfolio.Cover) (bool, error) {
		if c.On(l.day) {
			l.cover = append(l.cover, *c)
		}
		return true, nil
	})
}

// owner is the other user whose customer it is, "" when who may work there: it is
// nobody's, their own that day or the evening before, or covered by them.
func (l *list) owner(who string, id uint32) (string, error) {
	collector := l.people.Step(id).Collector
	user := l.owns.user[collector]
	if user == "" || user == who || l.owns.roles[who]&office.Supervisor != 0 {
		return "", nil
	}
	for i := range l.cover {
		if c := &l.cover[i]; c.By.User == who && (c.Absent.Collector == collector || c.Absent.User == user) {
			return "", nil
		}
	}
	p, err := customer.ProfileOf(l.v, id)
	if before := p.At(l.day - 1).Collector; err != nil || before != 0 && l.owns.user[before] == who {
		return "", err
	}
	return l.owns.called[user], nil
}

// portfolio reports whether a user is the collector of any customer.
func (o *owners) portfolio(who string) bool {
	for id, user := range o.user {
		if user == who && o.working[id] {
			return true
		}
	}
	return false
}

// foreign lists contacts with, and money taken of, another's customers.
func (l *list) foreign(e *book.Entry, facts []book.Fact) error {
	if l.owns == nil {
		if err := l.readOwners(); err != nil {
			return err
		}
	}
	if len(l.owns.user) == 0 {
		return nil
	}
	for _, f := range facts {
		r := Row{Kind: Outside, Who: e.Who, Seq: e.Seq, Day: e.Day}
		var id uint32
		switch f := f.(type) {
		case *contact.Logged:
			id, r.Text = f.Contact.Customer, fmt.Sprintf("%s (%s)", f.Contact.Channel, f.Contact.Result)
		case *receipt.Recorded:
			x := &f.Receipt
			if brought[e.Command] || !x.Kind.Money() || !l.owns.portfolio(e.Who) {
				continue
			}
			id, r.Text = l.people.Customer(x.Account), x.Kind.String()+" receipt "+x.Number
			r.Amount, r.Currency = x.Amount, l.people.Money(x.Account)
		default:
			continue
		}
		owner, err := l.owner(e.Who, id)
		if err != nil {
			return err
		}
		if owner != "" {
			r.Text += ": the customer is " + owner + "'s"
			l.add(id, r)
		}
	}
	return nil
}
