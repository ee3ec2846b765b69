package day

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// money tells the receipts that became money on the day, or ceased to be: those that
// came or went, and those of cheques that moved.
func (g *gatherer) money() error {
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
		if is := counts(g.q.Day); is != counts(g.q.Day-1) {
			return g.collected(r, c, is)
		}
		return nil
	}
	err := cheque.OnDay(g.v, g.q.Day, func(c *cheque.Cheque) (bool, error) {
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
	return receipt.OnDay(g.v, g.q.Day, func(r *receipt.Receipt) (bool, error) { return true, one(r, nil) })
}

func (g *gatherer) collected(r *receipt.Receipt, c *cheque.Cheque, is bool) error {
	o, err := g.owner(r.Account)
	if err != nil {
		return err
	}
	key, m, what := Transfer, r.Amount, r.Kind.String()+" "+r.Number
	switch {
	case !is:
		key, m = TakenOff, -m
	case r.Kind == receipt.Cash:
		key = Cash
	case r.Kind == receipt.Cheque:
		key = Cleared
	}
	seq := r.Seq
	if c != nil {
		what = "cheque " + c.Details.Number
		if s := c.Last(g.q.Day); s != nil && s.On == g.q.Day {
			seq = s.Seq
		}
	}
	customerID := g.people.Customer(r.Account)
	i, err := g.item(customerID, seq, what)
	if err != nil {
		return err
	}
	i.Amount = sum(m, g.people.Money(r.Account))
	if i.Late, err = g.late(seq); err != nil {
		return err
	}
	g.add(o, key, i)
	client, err := g.client(o, customerID)
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
