package cheque

import (
	"duebook/internal/civil"
	"duebook/internal/money"
)

// atRisk reports whether a cheque in a state counts as paid without being cleared: in
// hand and in the clearing account, or endorsed, which is with recourse (RULES 6, 8).
func atRisk(s State, clearing bool) bool { return s == Endorsed || clearing && s.InHand() }

// Uncleared is what of the cheque counts as paid and is not cleared.
func (b *Brief) Uncleared() money.Minor {
	if b.Type != Payment || !atRisk(b.State, b.Clearing) {
		return 0
	}
	return b.Worth
}

// Uncleared is what of the cheque counted as paid and was not cleared at the end of a
// day.
func (c *Cheque) Uncleared(d civil.Date) money.Minor {
	if c.Type != Payment || !c.At(d) || !atRisk(c.State(d), c.Clearing) {
		return 0
	}
	return c.Worth(d)
}

// Ever reports whether the cheque may ever have counted as paid before it was cleared.
func (c *Cheque) Ever() bool {
	for i := range c.Steps {
		if c.Steps[i].To == Endorsed {
			return true
		}
	}
	return c.Clearing
}

// Days are the days on which something happened to the cheque.
func (c *Cheque) Days() []civil.Date {
	all := []civil.Date{c.Received}
	for i := range c.Steps {
		all = append(all, c.Steps[i].On)
		if b := c.Steps[i].Back; b != 0 {
			all = append(all, b)
		}
	}
	if c.Voided != 0 {
		all = append(all, c.Voided)
	}
	return all
}
