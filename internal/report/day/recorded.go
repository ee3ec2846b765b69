package day

import (
	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/referral"
	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/text"
)

// recorded tells what was recorded on the day, by whom. What files brought is nobody's
// work, and what was taken back the same day was not done.
func (g *gatherer) recorded() error {
	err := g.v.OfDay(g.s, g.q.Day, func(e *book.Entry, facts func(...string) ([]book.Fact, error)) (bool, error) {
		if e.Part || e.Command == "import" || e.Command == (book.Undo{}).Kind() {
			return true, nil
		}
		if by := g.v.UndoneBy(e.Seq); by != 0 {
			if on, err := g.v.DayOf(by); err != nil || on == g.q.Day {
				return true, err
			}
		}
		all, err := facts(told...)
		if err != nil {
			return false, err
		}
		var o *Officer
		for _, f := range all {
			if o == nil {
				if o, err = g.user(e.Who); err != nil {
					return false, err
				}
			}
			if err := g.fact(o, e, f); err != nil {
				return false, err
			}
		}
		return true, nil
	})
	for n := range g.talks {
		if err == nil {
			err = g.contact(g.talks[n].o, g.talks[n].e, g.talks[n].c)
		}
	}
	return err
}

// talk is a contact of the day, with the note its author had written by the end of it.
type talk struct {
	o *Officer
	e *book.Entry
	c *contact.Contact
}

// told are the facts that are an officer's work and counted.
var told = []string{contact.Logged{}.Kind(), contact.Amended{}.Kind(), promise.Taken{}.Kind(),
	referral.Referred{}.Kind(),
	reminder.Sent{}.Kind(), confirmation.Moved{}.Kind(), receipt.Recorded{}.Kind()}

func (g *gatherer) fact(o *Officer, e *book.Entry, f book.Fact) error {
	switch f := f.(type) {
	case *contact.Logged:
		g.talks = append(g.talks, talk{o, e, &f.Contact})
	case *contact.Amended: // it says the whole note anew
		for n := len(g.talks) - 1; n >= 0; n-- {
			if c := g.talks[n].c; c.ID == f.ID && c.Customer == f.Customer {
				c.Note = f.Note
				break
			}
		}
	case *promise.Taken:
		p := &f.Promise
		x := sum(p.Amount, g.people.Money(p.Account))
		client, err := g.client(o, p.Customer)
		if err != nil {
			return err
		}
		put(&client.Promised, x)
		return g.tell(o, Promises, p.Customer, e, "for "+p.Date.String(), x)
	case *referral.Referred:
		return g.tell(o, Referrals, f.Referral.Customer, e, f.Referral.Reason, Sum{})
	case *reminder.Sent:
		l := &f.Letter
		return g.tell(o, Letters, l.Customer, e, l.Number(), Sum{})
	case *confirmation.Moved:
		for i := range f.Steps {
			s := &f.Steps[i]
			if err := g.tell(o, Confirmed, s.Customer, e, s.State.String(), Sum{}); err != nil {
				return err
			}
		}
	case *receipt.Recorded:
		if r := &f.Receipt; r.Kind.Money() && r.Date < g.q.Day {
			return g.tell(o, Earlier, g.people.Customer(r.Account), e, r.Kind.String()+" "+r.Number+" of "+
				text.ShortDate(r.Date), sum(r.Amount, g.people.Money(r.Account)))
		}
	}
	return nil
}

func (g *gatherer) tell(o *Officer, key string, customerID uint32, e *book.Entry, what string, x Sum) error {
	i, err := g.item(customerID, e.Seq, what)
	i.Amount = x
	g.add(o, key, i)
	return err
}

// contact counts a call or visit, or another thing that was written down.
func (g *gatherer) contact(o *Officer, e *book.Entry, c *contact.Contact) error {
	what := c.Result.String()
	if c.Note != "" {
		what += ": " + c.Note
	}
	if !contact.Attempt(c.Result, c.Channel) {
		return g.tell(o, Notes, c.Customer, e, what, Sum{})
	}
	client, err := g.client(o, c.Customer)
	if err != nil {
		return err
	}
	client.Attempts++
	client.Result, client.Note, client.Seq = c.Result.String(), c.Note, e.Seq
	if err := g.tell(o, Attempts, c.Customer, e, what, Sum{}); err != nil {
		return err
	}
	if c.Result.Rule().Reached {
		client.Reached = true
		if err := g.tell(o, Reached, c.Customer, e, what, Sum{}); err != nil {
			return err
		}
	}
	for i := range o.Results {
		if o.Results[i].Name == c.Result.String() {
			o.Results[i].Count++
			return nil
		}
	}
	o.Results = append(o.Results, Result{c.Result.String(), 1})
	return nil
}
