package customer

import (
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Limit is a credit limit; no limit (Set false) differs from a limit of 0.
type Limit struct {
	Set      bool        `cbor:"1,keyasint,omitempty" json:"set"`
	Amount   money.Minor `cbor:"2,keyasint,omitempty" json:"amount"`
	Until    civil.Date  `cbor:"3,keyasint,omitempty" json:"until,omitempty"`
	Approver string      `cbor:"4,keyasint,omitempty" json:"approver,omitempty"`
}

// WasLimit is a limit that stood on the card until before a day.
type WasLimit struct {
	Before civil.Date `cbor:"1,keyasint"`
	Limit  Limit      `cbor:"2,keyasint"`
}

// SetLimit writes another limit on the card, from a day on; the one before is kept for
// the days it stood.
func (c *Customer) SetLimit(l Limit, on civil.Date) {
	if l != c.Limit {
		c.WasLimits = append(c.WasLimits[:len(c.WasLimits):len(c.WasLimits)], WasLimit{on, c.Limit})
		c.Limit = l
	}
}

// LimitOn is the limit that stood on the card at the end of a day.
func (c *Customer) LimitOn(d civil.Date) Limit {
	for _, w := range c.WasLimits {
		if d < w.Before {
			return w.Limit
		}
	}
	return c.Limit
}

// ownLimit refuses a limit typed on the card, which who types it approves, once more
// than one person is set up.
func ownLimit(in *book.In) error {
	if office.Working(in.View) <= 1 {
		return nil
	}
	return book.RefuseField("limit", "a limit on the card would be approved by who types it: set a credit limit, "+
		"which names the supervisor who approved it")
}
