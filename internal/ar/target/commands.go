package target

import (
	"strings"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Ahead is how many months ahead a target may be proposed.
const Ahead = 24

// Propose proposes what is to be collected in a month.
type Propose struct {
	By       string `json:"by" help:"whose target"`
	Name     string `json:"name,omitempty" help:"of the branch, collector or salesman; none for the company"`
	Month    string `json:"month,omitempty" help:"2026-07, or any day of it; this month when left out"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	Percent  string `json:"percent,omitempty" help:"of what is overdue at its start and falls due in it"`
	Amount   string `json:"amount,omitempty" help:"or an amount"`
	Note     string `json:"note,omitempty" help:"why so much"`
}

// Kind is "target.propose".
func (Propose) Kind() string { return "target.propose" }

// Decide refuses a month that is over, and a second proposal while one waits.
func (c Propose) Decide(in *book.In) ([]book.Fact, error) {
	p := Proposal{By: in.Who, On: in.Today, Note: strings.TrimSpace(c.Note)}
	name, err := c.whose(in, &p)
	if err != nil {
		return nil, err
	}
	if p.Month, err = Month(c.Month, in.Today); err != nil {
		return nil, err
	}
	switch {
	case p.Month.EndOfMonth() < in.Today:
		return nil, book.RefuseField("month", "%s is over: targets are of this month or one to come",
			p.Month.String()[:7])
	case p.Month > in.Today.StartOfMonth().AddMonths(Ahead):
		return nil, book.RefuseField("month", "%s is more than %d months ahead", p.Month.String()[:7], Ahead)
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	cur, err := set.Of(strings.ToUpper(strings.TrimSpace(c.Currency)))
	if err != nil {
		return nil, err
	}
	p.Currency, p.Digits = cur.Code, cur.Digits
	if p.Rate, p.Amount, err = ParseFigure(c.Percent, c.Amount, cur.Digits); err != nil {
		return nil, err
	}
	if p.Rate.IsZero() && p.Amount == 0 {
		return nil, book.RefuseField("percent", "say how much: so many percent of what is due, or an amount")
	}
	if err := text.Check(p.Note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	err = table.Seek(in.View, "of", key(p.Month, p.Of, p.Key, p.Currency), func(old *Proposal) (bool, error) {
		if old.Waits(in.Today) {
			return false, book.RefuseField("name", "a target of %s for %s waits already (%d, proposed by %s on %s): "+
				"have it agreed or rejected, or undo it", name, p.Month.String()[:7], old.ID, old.By, old.On)
		}
		return true, nil
	})
	p.ID = in.NewID("target")
	return []book.Fact{&Proposed{p}}, err
}

// whose finds the directory's number, and the name to show.
func (c Propose) whose(in *book.In, p *Proposal) (name string, err error) {
	if p.Of, err = ParseBy(strings.ToLower(strings.TrimSpace(c.By))); err != nil {
		return "", err
	}
	name = strings.TrimSpace(c.Name)
	if p.Of == Company {
		if name != "" {
			return "", book.RefuseField("name", "a target of the company has no name: leave it empty")
		}
		return "the company", nil
	}
	if name == "" {
		return "", book.RefuseField("name", "say which %s", p.Of)
	}
	if p.Key, err = directory.Find(in.View, p.Of.Directory(), name); err == nil && p.Key == 0 {
		err = book.RefuseField("name", "there is no %s %q: customers or bills name them first", p.Of, name)
	}
	return name, err
}

// Month reads a month as people type it, 2026-07 or any day of it; "" is today's. The
// answer is its first day.
func Month(s string, today civil.Date) (civil.Date, error) {
	s = strings.TrimSpace(s)
	if len(s) == 7 && s[4] == '-' {
		s += "-01"
	}
	d, err := bill.Day("month", s, today, today)
	return d.StartOfMonth(), err
}

// ParseFigure reads a percentage or an amount, in minor units; none of the two is 0.
func ParseFigure(percent, amount string, digits int) (rate money.Rate, m money.Minor, err error) {
	percent, amount = strings.TrimSpace(percent), strings.TrimSpace(amount)
	switch {
	case percent != "" && amount != "":
		return rate, 0, book.RefuseField("amount", "give a percentage or an amount, not both")
	case percent != "":
		rate, err = money.ParseRate(strings.TrimSuffix(percent, "%") + "%")
		if err != nil || !rate.Decimal().IsPositive() || rate.Decimal().GreaterThan(decimal.NewFromInt(1)) {
			return rate, 0, book.RefuseField("percent", "%q is no share: give more than 0 and up to 100 percent",
				percent)
		}
	case amount != "":
		if m, err = text.ParseAmount(amount, digits); err != nil {
			return rate, 0, book.RefuseField("amount", "%v", err)
		}
		if m <= 0 {
			return rate, 0, book.RefuseField("amount", "give an amount above 0")
		}
	}
	return rate, m, nil
}

// Agree agrees to a target, as it was proposed or at another figure, or to several as they
// were proposed. Base and amount of each are frozen.
type Agree struct {
	ID      uint32   `json:"id" help:"the target's number"`
	Also    []uint32 `json:"also,omitempty" help:"others that are agreed with it, as they were proposed"`
	Percent string   `json:"percent,omitempty" help:"another percentage than proposed"`
	Amount  string   `json:"amount,omitempty" help:"or another amount"`
	Note    string   `json:"note,omitempty" help:"a remark"`
}

// Kind is "target.agree".
func (Agree) Kind() string { return "target.agree" }

// group is what targets share a reading of the book by.
type group struct {
	by       By
	month    civil.Date
	currency string
}

// Decide sums the bases from the book and freezes them with the amounts.
func (c Agree) Decide(in *book.In) ([]book.Fact, error) {
	if len(c.Also) > 0 && (strings.TrimSpace(c.Percent) != "" || strings.TrimSpace(c.Amount) != "") {
		return nil, book.RefuseField("also", "another figure is of one target: agree to the others as they were "+
			"proposed")
	}
	read := map[group]map[uint16]Base{}
	seen := map[uint32]bool{}
	var facts []book.Fact
	for _, id := range append([]uint32{c.ID}, c.Also...) {
		if seen[id] {
			continue
		}
		seen[id] = true
		f, err := c.one(in, id, read)
		if err != nil {
			return nil, err
		}
		facts = append(facts, f)
	}
	return facts, nil
}

func (c Agree) one(in *book.In, id uint32, read map[group]map[uint16]Base) (*Decided, error) {
	p, x, err := decide(in, id, c.Note, true)
	if err != nil {
		return nil, err
	}
	if p.Month.EndOfMonth() < in.Today {
		return nil, book.RefuseField("id", "%s is over: reject target %d", p.Month.String()[:7], p.ID)
	}
	if x.Rate, x.Amount, err = ParseFigure(c.Percent, c.Amount, p.Digits); err != nil {
		return nil, err
	}
	if x.Rate.IsZero() && x.Amount == 0 {
		x.Rate, x.Amount = p.Rate, p.Amount
	}
	g := group{p.Of, p.Month, p.Currency}
	if read[g] == nil {
		if read[g], err = Bases(in.View, p.Of, p.Month, p.Currency, in.Today); err != nil {
			return nil, err
		}
	}
	x.Base = read[g][p.Key]
	if x.Amount, err = worth(x.Rate, x.Amount, x.Base); err != nil {
		return nil, book.RefuseField("percent", "%v", err)
	}
	if x.Amount <= 0 {
		return nil, book.RefuseField("amount", "nothing is overdue or falls due in %s: agree on an amount, or reject "+
			"target %d", p.Month.String()[:7], p.ID)
	}
	return &Decided{ID: p.ID, Decision: x}, nil
}

// Reject rejects a target.
type Reject struct {
	ID   uint32 `json:"id" help:"the target's number"`
	Note string `json:"note" help:"why not"`
}

// Kind is "target.reject".
func (Reject) Kind() string { return "target.reject" }

// Decide wants a comment.
func (c Reject) Decide(in *book.In) ([]book.Fact, error) {
	if strings.TrimSpace(c.Note) == "" {
		return nil, book.RefuseField("note", "say why the target is rejected")
	}
	p, x, err := decide(in, c.ID, c.Note, false)
	return []book.Fact{&Decided{ID: p.ID, Decision: x}}, err
}

func decide(in *book.In, id uint32, note string, agreed bool) (p Proposal, x Decision, err error) {
	if p, err = Get(in.View, id); err != nil {
		return p, x, err
	}
	if !p.Waits(in.Today) {
		return p, x, book.RefuseField("id", "target %d does not wait for a decision: for another figure propose anew",
			id)
	}
	self, err := office.Apart(in, p.By, "target")
	if err != nil && agreed {
		return p, x, err
	}
	x = Decision{Agreed: agreed, By: in.Who, Self: self, On: in.Today, Note: strings.TrimSpace(note)}
	if err := text.Check(x.Note, 500); err != nil {
		return p, x, book.RefuseField("note", "%v", err)
	}
	return p, x, nil
}
