package desk

import (
	"duebook/internal/ar/confirmation"
	"duebook/internal/book"
)

// Confirmed is the last confirmed balance of an account: how, by whom, and when.
type Confirmed struct {
	confirmation.Last
	How string
}

// confirmed reads the last confirmed balance of each account that has one.
func (c *Card) confirmed(v *book.View) (all []Confirmed, err error) {
	for i := range c.Accounts {
		last, ok, err := confirmation.LastOf(v, c.Accounts[i].ID, c.AsOf)
		if err != nil {
			return nil, err
		}
		how := "agreed"
		if last.Status.Reconciled.State == confirmation.Reconciled {
			how = "reconciled"
		}
		if ok {
			all = append(all, Confirmed{last, how})
		}
	}
	return all, nil
}

// fillConfirmations tells the last confirmed balance of each account among what happened.
func (c *Card) fillConfirmations(v *book.View) ([]Event, error) {
	of, err := c.confirmed(v)
	all := make([]Event, len(of))
	for i := range of {
		last, reply := &of[i], &of[i].Status.Reply
		all[i] = Event{Day: reply.On, What: "letter", Who: reply.By, Seq: reply.Seq, Number: last.Number(),
			Title: "balance of " + last.CutOff.String() + " confirmed", Text: last.How + ", signed by " +
				reply.Signatory,
			Amount: reply.Theirs, Digits: last.Digits, order: int64(reply.Seq)}
	}
	return all, err
}
