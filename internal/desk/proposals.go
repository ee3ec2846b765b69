package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"duebook/internal/ar/office"
	"duebook/internal/ar/proposal"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/proposals"
)

// Sent says that what was asked for was not done but proposed to a supervisor. It is an
// error, so that nobody tells as done what is not.
type Sent struct {
	ID   uint32
	What string
}

// Error says what became of it.
func (s *Sent) Error() string { return s.Sent() }

// Sent is what to tell who asked.
func (s *Sent) Sent() string {
	return fmt.Sprintf("Sent to the supervisor as proposal %d: %s. Nothing is changed until it is approved.", s.ID,
		s.What)
}

// DescribeProposed is what is proposed by a command of a kind, as people call it.
func DescribeProposed(kind string) string {
	switch kind {
	case "customer.edit", "customer.revise":
		return "a change of the card"
	case "receipt.settle", "receipt.apply":
		return "where a receipt goes"
	}
	return Describe(kind)
}

// ProposeInstead has Do propose to a supervisor what whoever sits here may only propose:
// for screens. Commands given by name are refused all the same.
func (d *Desk) ProposeInstead() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.proposing = true
}

// Proposes reports whether a command of a kind would be proposed and not done.
func (d *Desk) Proposes(kind string) bool {
	return d.mayPropose(kind) && office.Why(d.Roles(), kind) != ""
}

func (d *Desk) mayPropose(kind string) bool {
	d.mu.Lock()
	on, roles := d.proposing, d.roles
	d.mu.Unlock()
	return on && office.Proposable(kind) && office.Why(roles, proposal.Make{}.Kind()) == ""
}

// propose posts a command as a proposal, and says so by a *Sent.
func (d *Desk) propose(key string, c book.Command) (book.Result, error) {
	fields, err := json.Marshal(c)
	if err != nil {
		return book.Result{}, err
	}
	r, err := d.book.Post(context.Background(), d.request(key+" proposed", &proposal.Make{Command: c.Kind(),
		Fields: fields}))
	if err != nil {
		return r, err
	}
	sent := &Sent{What: DescribeProposed(c.Kind())}
	for _, f := range r.Facts {
		if m, ok := f.(*proposal.Made); ok {
			sent.ID = m.Proposal.ID
		}
	}
	return r, sent
}

// foresee decides what would be proposed, as if a supervisor gave it.
func (d *Desk) foresee(c book.Command) (facts []book.Fact, err error) {
	err = d.View(func(v *book.View) error {
		r := d.request("preview", c)
		other, err := office.Another(v, d.who)
		if err == nil {
			facts, err = proposal.Foresee(d.book.Input(v, &r), c, d.who, other)
		}
		return err
	})
	return facts, err
}

// Proposals lists what was proposed to the supervisor, what waits first.
func (d *Desk) Proposals(q proposals.Query) (l *proposals.List, err error) {
	q.AsOf, q.Describe = d.AsOf(), DescribeProposed
	err = d.View(func(v *book.View) error {
		l, err = proposals.Compute(v, q)
		return err
	})
	return l, err
}

// ProposalNews is how many proposals wait for me to decide, of which day the oldest is, how
// many of mine wait, and those of mine decided since the working day before.
type ProposalNews struct {
	Waiting, Mine int
	Since         civil.Date
	Decided       []proposals.Row
}

func (d *Desk) proposalNews(v *book.View) (n ProposalNews, err error) {
	l, err := proposals.Compute(v, proposals.Query{AsOf: d.AsOf(), Describe: DescribeProposed})
	if err != nil {
		return n, err
	}
	chief, lately := d.Roles()&office.Supervisor != 0, d.Calendar().Last(l.AsOf-1)
	for i := range l.Rows {
		r := &l.Rows[i]
		mine := r.By == d.who
		switch x := &r.Decision; {
		case r.Waits() && chief && (!mine || d.Alone()):
			if n.Waiting++; n.Since == 0 {
				n.Since = r.On
			}
		case r.Waits() && mine:
			n.Mine++
		case mine && x.Verdict != proposal.Withdrawn && x.On >= lately && !x.Self:
			n.Decided = append(n.Decided, *r)
		}
	}
	return n, nil
}

// fillProposals puts what was proposed about a customer and decided on the timeline; what
// an approved one changed stands there by itself.
func (d *Desk) fillProposals(v *book.View, c *Card) (all []Event, err error) {
	clock := func(at int64) string { return time.Unix(0, at).In(d.Now().Location()).Format("15:04") }
	l, err := proposals.Compute(v, proposals.Query{AsOf: c.AsOf, Of: c.ID, Describe: DescribeProposed})
	if err != nil {
		return nil, err
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		said := r.Details()
		if r.Reason != "" {
			said += "; " + r.Reason
		}
		all = append(all, Event{Day: r.On, Time: clock(r.At), What: "proposal", Who: r.By, Title: "proposed: " + r.What,
			Text: said, Seq: r.Seq, order: int64(r.Seq)})
		if x := &r.Decision; !r.Waits() {
			all = append(all, Event{Day: x.On, Time: clock(x.At), What: "proposal", Who: x.By, Text: x.Text,
				Title: x.Verdict.String() + ": " + r.What, Seq: x.Seq, order: int64(x.Seq)})
		}
	}
	return all, nil
}
