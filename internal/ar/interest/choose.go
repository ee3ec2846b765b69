package interest

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// chooser finds the terms of an account.
type chooser struct {
	v         *book.View
	asOf      civil.Date
	all       []*Terms
	near      bool // some are for a group or a customer
	groups    bool
	compounds bool
	company   map[string][]Spell
}

func newChooser(v *book.View, asOf, known civil.Date) (*chooser, error) {
	c := &chooser{v: v, asOf: asOf, company: map[string][]Spell{}}
	err := All(v, func(t *Terms) (bool, error) {
		if t.Known(known) {
			x := *t
			x.scaled()
			c.all = append(c.all, &x)
			c.near = c.near || x.Scope != Company
			c.groups = c.groups || x.Scope == Group
			c.compounds = c.compounds || x.Compound
		}
		return true, nil
	})
	return c, err
}

// of is the line of terms an account is under: those of its group on the days its
// customer was in it.
func (c *chooser) of(l *account.Line) ([]Spell, error) {
	if len(c.all) == 0 {
		return nil, nil
	}
	company, ok := c.company[l.Currency]
	if !ok {
		company = spellsOf(c.in(l.Currency), Company, 0)
		c.company[l.Currency] = company
	}
	if !c.near {
		return company, nil
	}
	own := c.in(l.Currency)
	line := company
	if c.groups {
		p, err := customer.ProfileOf(c.v, l.Customer)
		if err != nil {
			return nil, err
		}
		for i := range p.Steps {
			from, to := p.Steps[i].From, civil.Date(0)
			if i == 0 {
				from = never
			}
			if i+1 < len(p.Steps) {
				to = p.Steps[i+1].From - 1
			}
			if g := p.Steps[i].Group; g != 0 && from <= c.asOf {
				line = layAll(line, within(spellsOf(own, Group, uint32(g)), from, to))
			}
		}
	}
	return layAll(line, spellsOf(own, Customer, l.Customer)), nil
}

// in are the terms in a currency.
func (c *chooser) in(currency string) (own []*Terms) {
	for _, t := range c.all {
		if t.Currency == currency {
			own = append(own, t)
		}
	}
	return own
}

// under is the line a bill of a kind is under: notes only under terms that compound.
func (c *chooser) under(line []Spell, k bill.Kind) []Spell {
	if k != bill.InterestNote {
		return line
	}
	var own []Spell
	for _, s := range line {
		if s.Terms.Compound {
			own = append(own, s)
		}
	}
	return own
}
