package desk

import (
	"strings"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// What came of a visit.
const (
	Visited  = "visited"
	NotThere = "not there"
)

// Back is what came back from one customer of a round. Next is the day to go again: with
// it the tasks are moved, and without it a visit ends them. Tasks are the follow-ups,
// Papers the bills whose copies came back signed.
type Back struct {
	Code, Result, Note string
	Next               civil.Date
	Tasks              []uint32
	Papers             []string
	Currency           string // of the money
	Cash               string // how much, or ""
	Cheque             *cheque.Paper
	Who                string // who went
}

// Empty reports whether nothing is said.
func (b *Back) Empty() bool { return b.Result == "" }

// PostRound posts what came back from a round, all or nothing: the visit, the follow-ups
// done or moved, the signed copies, the money. Posted twice under one key it is posted
// once.
func (d *Desk) PostRound(key string, all []Back) (posted int, err error) {
	var commands []book.Command
	for i := range all {
		b := &all[i]
		if b.Empty() {
			continue
		}
		more, err := d.cameBack(b)
		if err != nil {
			return 0, err
		}
		commands, posted = append(commands, more...), posted+1
	}
	if posted == 0 {
		return 0, book.Refuse(book.Invalid, "nothing came back yet: say what came of a visit first")
	}
	return posted, d.together(key, commands)
}

// cameBack are the commands of one customer. The tasks end first, so that the contact
// ends none of them a second time.
func (d *Desk) cameBack(b *Back) (out []book.Command, err error) {
	next := b.Next
	if b.Result == NotThere && next == 0 {
		next = d.Calendar().AddOpen(d.Today(), 1)
	}
	for _, id := range b.Tasks {
		if next != 0 {
			out = append(out, &followup.Shift{ID: id, Date: next.String()})
		} else {
			out = append(out, &followup.Done{ID: id, Note: b.Note})
		}
	}
	if next != 0 && len(b.Tasks) == 0 {
		out = append(out, &followup.Plan{Customer: b.Code, Date: next.String(), Task: followup.Collect.String(),
			Reason: "go again", Owner: b.Who, Channel: contact.Visit.String()})
	}
	log := &contact.Log{Customer: b.Code, Channel: contact.Visit.String(), NextDate: "none",
		Override: "back from the round of " + b.Who}
	said := []string{b.Who, b.Note}
	switch b.Result {
	case Visited:
		log.Result = contact.Visited.String()
	case NotThere:
		log.Result = contact.NoAnswer.String()
	default:
		return nil, book.RefuseField("result", "%q is not what comes of a visit (%s, %s)", b.Result, Visited, NotThere)
	}
	if len(b.Papers) > 0 {
		out = append(out, &proof.TakeBack{Bills: b.Papers, Note: b.Note})
		said = append(said, "signed back: "+strings.Join(b.Papers, ", "))
	}
	if b.Cash != "" {
		out = append(out, &receipt.Record{Customer: b.Code, Type: receipt.Cash.String(), Amount: b.Cash,
			Currency: b.Currency, Text: "round of " + b.Who})
		said = append(said, "cash "+b.Cash)
	}
	if b.Cheque != nil {
		out = append(out, &cheque.Receive{Customer: b.Code, Currency: b.Currency, Paper: *b.Cheque})
		said = append(said, "cheque "+b.Cheque.Number)
	}
	log.Note = join(said...)
	return append(out, log), nil
}
