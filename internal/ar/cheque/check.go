package cheque

import (
	"errors"
	"fmt"

	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
)

// Subject is what cheques bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table, slips},
		Facts: []book.Fact{Registered{}, Voided{}, Moved{}, TakenBack{}, Reassigned{}, Corrected{}, SlipMade{},
			SlipVoided{}},
		Commands: []book.Command{Receive{}, Shift{}, WriteSlip{}, Deposit{}, Clear{}, Bounce{}, Settle{}, Replace{},
			Assign{}, Correct{}, Bring{}},
		Checks: []book.Check{
			{ID: "C1", Table: "cheque", Touched: func(v *book.View, id uint64) error {
				c, _, err := table.Get(v, key(uint32(id>>32), uint32(id)))
				if err != nil {
					return err
				}
				return c.wrong(v)
			}},
			{ID: "C2", Table: "receipt", Touched: stands},
			{ID: "C1", Full: checkAll}},
		Warnings: warnings}
}

// stands refuses that the receipt a cheque stands for goes without the cheque.
func stands(v *book.View, id uint64) error {
	c, ok, err := OfReceipt(v, uint32(id>>32), uint32(id))
	if err != nil || !ok {
		return err
	}
	if f := c.checkReceipt(v); f != nil {
		return book.Refuse(book.Conflict, "the receipt stands for cheque %s, which is %s: move the cheque instead (%s)",
			c.Details.Number, c.State(Forever), f)
	}
	return nil
}

func (c *Cheque) wrong(v *book.View) error {
	for _, check := range []func() *book.Finding{c.checkMoves, c.checkDays, c.checkCover, func() *book.Finding {
		return c.checkReceipt(v)
	}} {
		if f := check(); f != nil {
			return book.Refuse(book.Damaged, "%s: nothing was posted", f)
		}
	}
	return nil
}

func (c *Cheque) finding(id, expected, found string) *book.Finding {
	return &book.Finding{ID: id, Record: "cheque " + c.Details.Number, Expected: expected, Found: found, Seq: c.Seq}
}

// checkMoves proves that the cheque moved only as the table says (C1).
func (c *Cheque) checkMoves() *book.Finding {
	state := Received
	for i := range c.Steps {
		s := &c.Steps[i]
		if s.Back != 0 {
			continue
		}
		if err := state.Can(s.Move); err != nil || s.Move.To() != s.To {
			return c.finding("C1", fmt.Sprintf("a move of a cheque that is %s", state), fmt.Sprintf("%s, to %s", s.Move,
				s.To))
		}
		state = s.To
	}
	return nil
}

// checkDays proves that no deposit is before the date on the cheque, and no step
// before the one it follows (C2).
func (c *Cheque) checkDays() *book.Finding {
	last := c.Received
	for i := range c.Steps {
		s := &c.Steps[i]
		if s.On < last || s.Back != 0 && s.Back < s.On {
			return c.finding("C2", "a step not before "+last.String(), s.Move.String()+" on "+s.On.String())
		}
		if s.Move == DoDeposit && s.On < c.Maturity {
			return c.finding("C2", "a deposit not before "+c.Maturity.String(), s.On.String())
		}
		last = s.On
	}
	return nil
}

// checkReceipt proves that a receipt stands for the cheque exactly when it counts,
// and over what the cheque is worth (C2).
func (c *Cheque) checkReceipt(v *book.View) *book.Finding {
	state, id := c.State(Forever), c.Receipt(Forever)
	if c.Voided != 0 {
		return nil
	}
	if !counts(state, c.Clearing) {
		if id != 0 {
			return c.finding("C2", "no receipt of a cheque that is "+state.String(), fmt.Sprintf("receipt %d", id))
		}
		return nil
	}
	r, err := receipt.Get(v, c.Account, id)
	if err != nil || r.Voided != 0 {
		return c.finding("C2", "a receipt of a cheque that is "+state.String(), "none")
	}
	if worth := c.Worth(Forever); r.Amount != worth && state != Settled {
		return c.finding("C2", fmt.Sprintf("a receipt of %d", worth), fmt.Sprint(r.Amount))
	}
	return nil
}

// checkCover proves that the cheque is worth something and covers no more than its
// amount (C3).
func (c *Cheque) checkCover() *book.Finding {
	worth, covers := c.Worth(Forever), sumOf(c.Shares(Forever))
	if worth > 0 && worth <= c.Amount && covers <= c.Amount {
		return nil
	}
	return c.finding("C3", fmt.Sprintf("cover and worth of at most %d", c.Amount),
		fmt.Sprintf("%d and %d", covers, worth))
}

// checkAll proves C1 to C3 for the whole register: each cheque, that no two live
// ones share bank, account and number, and that what is shown as cover is what the
// live payment cheques are worth.
func checkAll(v *book.View, found func(book.Finding)) error {
	live := map[string]uint32{}
	var rows, shown money.Minor
	err := All(v, func(c *Cheque) (bool, error) {
		for _, f := range []*book.Finding{c.checkMoves(), c.checkDays(), c.checkReceipt(v), c.checkCover()} {
			if f != nil {
				found(*f)
			}
		}
		if c.Voided != 0 {
			return true, nil
		}
		if c.State(Forever).unique() {
			k := string(c.Details.unique())
			if other, taken := live[k]; taken {
				found(*c.finding("C3", "bank, account and number of its own",
					fmt.Sprintf("those of cheque #%d", other)))
			}
			live[k] = c.ID
		}
		if b := c.brief(Forever); b.Covers() {
			rows += b.Worth
		}
		return true, nil
	})
	err = errors.Join(err, Claims(v, Forever, func(b *Brief) bool { shown += b.Worth; return true }))
	if err == nil && rows != shown {
		found(book.Finding{ID: "C3", Record: "cheques in hand", Expected: fmt.Sprintf("cover of %d", rows),
			Found: fmt.Sprint(shown)})
	}
	return err
}

func sumOf(shares []Share) (sum money.Minor) {
	for _, s := range shares {
		sum += s.Amount
	}
	return sum
}
