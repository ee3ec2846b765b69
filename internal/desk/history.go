package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// historyMax bounds the bills and receipts of a timeline; older ones stand in
// the statement.
const historyMax = 400

func (a *CardAccount) addCredit(v *book.View, i *openitem.Item) error {
	r, err := receipt.Get(v, i.Account, i.Doc)
	if err != nil {
		return err
	}
	a.Bills = append(a.Bills, Bill{ID: r.ID, Number: r.Number, Kind: r.Kind.String(), Doc: r.Date, Due: r.Date,
		Amount: -i.Amount,
		Left:   -i.Left, Credit: true, Part: 1, Parts: 1})
	return nil
}

// fillHistory gathers everything dated of the customer, newest first.
func (d *Desk) fillHistory(v *book.View, c *Card) error {
	var all []Event
	for i := range c.Accounts {
		events, err := c.Accounts[i].events(v, c.AsOf, d.Now().Location())
		if err != nil {
			return err
		}
		all = append(all, events...)
	}
	talk, err := d.fillTalk(v, c)
	if err != nil {
		return err
	}
	letters, err := c.fillReminders(v)
	if err != nil {
		return err
	}
	confirmed, err := c.fillConfirmations(v)
	if err != nil {
		return err
	}
	referred, err := d.fillReferrals(v, c)
	if err != nil {
		return err
	}
	proposed, err := d.fillProposals(v, c)
	if err != nil {
		return err
	}
	requests, err := d.fillCardRequests(v, c)
	if err != nil {
		return err
	}
	all = slices.Concat(all, talk, letters, confirmed, referred, proposed, requests)
	slices.SortStableFunc(all, func(a, b Event) int {
		if a.Day != b.Day {
			return int(b.Day) - int(a.Day)
		}
		if a.order != b.order {
			if a.order > b.order {
				return -1
			}
			return 1
		}
		return strings.Compare(a.What, b.What)
	})
	c.Recent = all
	c.Since = since(all, &c.Last)
	return nil
}

// since is what came after the last contact, other than contacts themselves:
// what an officer should know before calling again.
func since(all []Event, last *Event) []Event {
	var out []Event
	for i := range all {
		e := &all[i]
		if last.Day != 0 && (e.Day < last.Day || (e.Day == last.Day && e.Seq <= last.Seq)) {
			continue
		}
		if e.What != "contact" && !(last.Day == 0 && e.What == "bill") {
			out = append(out, *e)
		}
	}
	return out
}

func (a *CardAccount) events(v *book.View, asOf civil.Date, zone *time.Location) ([]Event, error) {
	var all []Event
	visible := func(on, voided civil.Date) bool { return on <= asOf && (voided == 0 || asOf < voided) }
	err := bill.OfAccount(v, a.ID, func(b *bill.Bill) (bool, error) {
		if visible(b.Posting, b.Voided) {
			text := ""
			if len(b.Parts) == 1 {
				text = "due " + b.Parts[0].DueAt(asOf).String()
			} else {
				text = fmt.Sprintf("%d parts from %s", len(b.Parts), b.Parts[0].DueAt(asOf))
			}
			all = append(all, Event{Day: b.Posting, What: "bill", Title: b.Kind.String() + " " + b.Number, Text: text,
				Amount: b.Amount(), Digits: a.Digits, Seq: b.Seq, Number: b.Number, order: int64(b.Seq)})
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	err = receipt.OfAccount(v, a.ID, func(r *receipt.Receipt) (bool, error) {
		if r.At(asOf) {
			e := Event{Day: r.Date, What: "receipt", Title: r.Kind.String() + " " + r.Number,
				Text: join(r.Reference, r.Text), Who: r.By,
				Amount: -r.Amount, Digits: a.Digits, Seq: r.Seq, Number: r.Number, order: int64(r.Seq)}
			all = append(all, e)
			if (r.Kind.Money() || r.Kind == receipt.Opening) && e.Day >= a.LastPaid.Day {
				a.LastPaid = e
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	moved, err := a.chequeEvents(v, asOf)
	if err != nil {
		return nil, err
	}
	all = append(all, moved...)
	if len(all) > historyMax {
		slices.SortStableFunc(all, func(x, y Event) int { return int(y.Day) - int(x.Day) })
		all = all[:historyMax]
	}
	for i := range a.Promises {
		all = append(all, a.promiseEvent(&a.Promises[i], zone))
	}
	err = dispute.OfAccount(v, a.ID, func(x *dispute.Dispute) (bool, error) {
		if visible(x.Opened, x.Voided) {
			all = append(all, Event{Day: x.Opened, What: "dispute", Title: "dispute of " + a.numberOf(x.Bill),
				Text: x.Reason, Who: x.By,
				Amount: x.Amount, Digits: a.Digits, Seq: x.Seq, order: int64(x.Seq)})
		}
		return true, nil
	})
	return all, err
}

func (a *CardAccount) promiseEvent(p *promise.Judged, zone *time.Location) Event {
	at := time.Unix(0, p.TakenAt).In(zone)
	text := "for " + p.Promise.Date.String()
	if m := p.Method.String(); m != "" {
		text += " by " + m
	}
	return Event{Day: p.Taken, Time: at.Format("15:04"), What: "promise", Title: "promise, " + p.State.String(),
		Text: join(text, p.From),
		Who:  p.By, Amount: p.Promise.Amount, Digits: a.Digits, Seq: p.Seq, order: int64(p.Seq)}
}

func (a *CardAccount) numberOf(id uint32) string {
	for i := range a.Bills {
		if a.Bills[i].ID == id && !a.Bills[i].Credit {
			return a.Bills[i].Number
		}
	}
	return "a bill that is closed"
}

func join(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, " · ")
}
