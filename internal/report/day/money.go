package day

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// money tells the receipts that became money on the day, or ceased to be; and on a
// working day those of the closed days before it, whose own reports nobody reads.
func (g *gatherer) money() error {
	if err := g.moneyOn(g.q.Day, g.collected); err != nil {
		return err
	}
	for d := g.lastOpen() + 1; d < g.q.Day; d++ {
		err := g.moneyOn(d, func(r *receipt.Receipt, c *cheque.Cheque, is bool) error {
			o, i, err := g.came(r, c, is, d)
			if err == nil {
				i.What += " of " + text.ShortDate(d)
				g.add(o, Closed, i)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lastOpen is the working day before the day; of a closed day the day before.
func (g *gatherer) lastOpen() civil.Date {
	if cal := g.set.Calendar(); cal.Open(g.q.Day) {
		return cal.Last(g.q.Day - 1)
	}
	return g.q.Day - 1
}

// moneyOn finds the receipts that became money on a day, or ceased to be: those that
// came or went, and those of cheques that moved.
func (g *gatherer) moneyOn(d civil.Date, tell func(r *receipt.Receipt, c *cheque.Cheque, is bool) error) error {
	seen := map[uint64]bool{}
	one := func(r *receipt.Receipt, c *cheque.Cheque) error {
		k := uint64(r.Account)<<32 | uint64(r.ID)
		if seen[k] || !r.Kind.Money() {
			return nil
		}
		seen[k] = true
		if c == nil {
			if x, ok, err := cheque.OfReceipt(g.v, r.Account, r.ID); err != nil {
				return err
			} else if ok {
				c = &x
			}
		}
		counts := func(d civil.Date) bool { return r.At(d) && (c == nil || c.Pays(r.ID, d)) }
		if is := counts(d); is != counts(d-1) {
			return tell(r, c, is)
		}
		return nil
	}
	err := cheque.OnDay(g.v, d, func(c *cheque.Cheque) (bool, error) {
		for _, id := range c.Receipts() {
			r, err := receipt.Get(g.v, c.Account, id)
			if err == nil {
				err = one(&r, c)
			}
			if err != nil {
				return false, err
			}
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return receipt.OnDay(g.v, d, func(r *receipt.Receipt) (bool, error) { return true, one(r, nil) })
}

// came is whose report a receipt is on, and the item it is there, less than nothing when
// it ceased to be money on the day.
func (g *gatherer) came(r *receipt.Receipt, c *cheque.Cheque, is bool, d civil.Date) (o *Officer, i Item, err error) {
	if o, err = g.owner(r.Account); err != nil {
		return o, i, err
	}
	what, seq := r.Kind.String()+" "+r.Number, r.Seq
	if c != nil {
		what = "cheque " + c.Details.Number
		if s := c.Last(d); s != nil && s.On == d {
			seq = s.Seq
		}
	}
	if i, err = g.item(g.people.Customer(r.Account), seq, what); err != nil {
		return o, i, err
	}
	if i.Amount = sum(r.Amount, g.people.Money(r.Account)); !is {
		i.Amount.Amount = -r.Amount
	}
	i.Late, err = g.late(seq)
	return o, i, err
}

// collected puts money of the day on its line.
func (g *gatherer) collected(r *receipt.Receipt, c *cheque.Cheque, is bool) error {
	o, i, err := g.came(r, c, is, g.q.Day)
	if err != nil {
		return err
	}
	key := Transfer
	switch {
	case !is:
		key = TakenOff
	case r.Kind == receipt.Cash:
		key = Cash
	case r.Kind == receipt.Cheque:
		key = Cleared
	}
	g.add(o, key, i)
	client, err := g.client(o, g.people.Customer(r.Account))
	if err == nil {
		put(&client.Collected, i.Amount)
	}
	return err
}

// late is the day an entry was recorded when that is after the day of the report.
func (g *gatherer) late(seq uint64) (civil.Date, error) {
	if seq == 0 {
		return 0, nil
	}
	d, err := g.v.DayOf(seq)
	if err != nil || d <= g.q.Day {
		return 0, err
	}
	return d, nil
}

// cheques tells what happened to cheques.
func (g *gatherer) cheques() error {
	return cheque.OnDay(g.v, g.q.Day, func(c *cheque.Cheque) (bool, error) {
		if !c.At(g.q.Day) {
			return true, nil
		}
		o, err := g.owner(c.Account)
		if err != nil {
			return false, err
		}
		tell := func(key string, seq uint64, m money.Minor, more string) error {
			i, err := g.item(g.people.Customer(c.Account), seq, "cheque "+c.Details.Number+more)
			if err != nil {
				return err
			}
			i.Amount = sum(m, g.people.Money(c.Account))
			i.Late, err = g.late(seq)
			g.add(o, key, i)
			return err
		}
		if c.Received == g.q.Day {
			if err := tell(Received, c.Seq, c.Amount, " of "+c.Maturity.String()); err != nil {
				return false, err
			}
		}
		for n := range c.Steps {
			s := &c.Steps[n]
			if s.On != g.q.Day || !s.At(g.q.Day) {
				continue
			}
			key, more := "", ""
			switch {
			case s.Move == cheque.DoBounce:
				key = Bounced
				if s.Return != nil {
					more = ", " + s.Return.Reason.String()
				}
			case s.Move == cheque.DoDeposit:
				key = Deposited
			case s.To == cheque.Cleared:
				key = Answered
			default:
				continue
			}
			if err := tell(key, s.Seq, c.Worth(g.q.Day), more); err != nil {
				return false, err
			}
		}
		return true, nil
	})
}
