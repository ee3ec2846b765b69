package desk

import (
	"duebook/internal/ar/confirmation"
	"duebook/internal/book"
)

// fillConfirmations tells the last confirmed balance of each account: its cut-off, the
// amount and who signed.
func (c *Card) fillConfirmations(v *book.View) ([]Event, error) {
	var all []Event
	for i := range c.Accounts {
		last, ok, err := confirmation.LastOf(v, c.Accounts[i].ID, c.AsOf)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		how, reply := "agreed", &last.Status.Reply
		if last.Status.Reconciled.State == confirmation.Reconciled {
			how = "reconciled"
		}
		all = append(all, Event{Day: reply.On, What: "letter", Who: reply.By, Seq: reply.Seq, Number: last.Number(),
			Title: "balance of " + last.CutOff.String() + " confirmed", Text: how + ", signed by " + reply.Signatory,
			Amount: reply.Theirs, Digits: last.Digits, order: int64(reply.Seq)})
	}
	return all, nil
}
