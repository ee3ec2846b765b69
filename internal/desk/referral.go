package desk

import (
	"cmp"
	"time"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/referral"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/referrals"
)

// Answer is a referral the supervisor answered.
type Answer struct {
	ID                                uint32
	Code, Name, Reason, Verdict, Text string
	On                                civil.Date
}

// Queue is how many referrals wait for a supervisor, and the oldest of them.
type Queue struct {
	Count int
	Since civil.Date
	Name  string
}

// Referrals lists what was referred to the supervisor, what waits first.
func (d *Desk) Referrals(q referrals.Query) (l *referrals.List, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		l, err = referrals.Compute(v, q)
		return err
	})
	return l, err
}

// Answering is a supervisor's answer and what it carries out with it: a new collector,
// a block or holds of bills, the status legal, a request to write off.
type Answering struct {
	referral.Reply
	Reason string   // of a block, a hold, a write-off: what was asked, when the answer says nothing
	Block  string   // with hold: the block of the customer, or ""
	Bills  []string // with hold: bills held; with write-off: the bill
	Until  string   // with hold: the last day the bills are held
	Amount string   // with write-off: how much; all that is open when empty
}

// AnswerReferral posts the answer and what it carries out, all or nothing.
func (d *Desk) AnswerReferral(key string, a *Answering) error {
	commands := []book.Command{&a.Reply}
	err := d.View(func(v *book.View) error {
		more, err := d.carriesOut(v, a)
		commands = append(commands, more...)
		return err
	})
	if err != nil {
		return err
	}
	return d.together(key, commands)
}

func (d *Desk) carriesOut(v *book.View, a *Answering) (out []book.Command, err error) {
	r, err := referral.Get(v, a.ID)
	if err != nil {
		return nil, err
	}
	c, err := customer.Get(v, r.Customer)
	if err != nil {
		return nil, err
	}
	why := cmp.Or(a.Text, a.Reason, r.Reason)
	switch a.Answer {
	case referral.TakeOver.String():
		me, err := d.collector(v)
		return append(out, &customer.Assign{Customer: c.Code, Field: "collector", Value: me}), err
	case referral.Legal.String():
		return append(out, &customer.Assign{Customer: c.Code, Field: "status", Value: customer.Legal.String()}), nil
	case referral.WriteOff.String():
		for _, b := range a.Bills {
			out = append(out, &writeoff.Ask{Bill: b, Amount: a.Amount, Reason: why})
		}
		if out == nil {
			err = book.RefuseField("bill", "say which bill is to be written off")
		}
		return out, err
	case referral.Hold.String():
		if a.Block != "" {
			out = append(out, &customer.SetBlock{Customer: c.Code, Block: a.Block, Reason: why})
		}
		for _, b := range a.Bills {
			out = append(out, &dispute.SetHold{Bill: b, Reason: why, Until: a.Until})
		}
	}
	return out, nil
}

// collector is the name among the collectors of whoever sits here.
func (d *Desk) collector(v *book.View) (string, error) {
	me, _, err := portfolio.Resolve(v, d.who)
	if err != nil {
		return "", err
	}
	if me.Collector != 0 {
		return directory.TextOf(v, directory.Person, me.Collector)
	}
	p, _, err := office.Get(v, d.who)
	return cmp.Or(p.Now().Collector, d.who), err
}

// fillAnswers lists the answers that stand to be read by who asked or covers for them,
// and what waits for a supervisor.
func (d *Desk) fillAnswers(v *book.View, t *Today, w *work) error {
	chief := d.Roles()&office.Supervisor != 0
	return referral.All(v, func(r *referral.Referral) (bool, error) {
		mine := w.owns(r.By)
		if !r.Live(t.AsOf) || !mine && !chief {
			return true, nil
		}
		a, answered := r.Answered(t.AsOf)
		if answered && (!mine || referrals.Served(v, r, t.AsOf) != "") {
			return true, nil
		}
		c, err := customer.Get(v, r.Customer)
		switch {
		case err != nil:
			return false, err
		case answered:
			t.Answers = append(t.Answers, Answer{r.ID, c.Code, c.Name, r.Reason, a.Verdict.String(), a.Text, a.On})
			return true, nil
		case mine:
			t.Waiting++
		}
		if chief {
			if t.Queue.Count++; t.Queue.Since == 0 || r.On < t.Queue.Since {
				t.Queue.Since, t.Queue.Name = r.On, c.Name
			}
		}
		return true, nil
	})
}

// fillReferrals puts what was asked of the supervisor and answered on the timeline.
func (d *Desk) fillReferrals(v *book.View, c *Card) (all []Event, err error) {
	clock := func(at int64) string { return time.Unix(0, at).In(d.Now().Location()).Format("15:04") }
	err = referral.OfCustomer(v, c.ID, func(r *referral.Referral) (bool, error) {
		if !r.Live(c.AsOf) {
			return true, nil
		}
		e := Event{Day: r.On, Time: clock(r.At), What: "referral", Who: r.By, Title: "referred to the supervisor",
			Text: r.Reason, Seq: r.Seq, order: int64(r.Seq)}
		a, ok := r.Answered(c.AsOf)
		c.Referred = c.Referred || !ok
		all = append(all, e)
		if ok {
			all = append(all, Event{Day: a.On, Time: clock(a.At), What: "referral", Who: a.By, Text: a.Text,
				Title: "answer: " + a.Verdict.String(), Seq: a.Seq, order: int64(a.Seq)})
		}
		return true, nil
	})
	return all, err
}
