package promise

import (
	"slices"
	"sort"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/dispute"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// PlanPart is one payment of a plan as typed.
type PlanPart struct {
	Date   string `json:"date" help:"the promised day"`
	Amount string `json:"amount" help:"how much"`
}

// Take records a promise to pay.
type Take struct {
	Customer  string     `json:"customer" help:"the customer's code"`
	Currency  string     `json:"currency,omitempty" help:"the company's when left out"`
	Amount    string     `json:"amount,omitempty" help:"how much; all that is open of the bills named, when empty"`
	Date      string     `json:"date,omitempty" help:"the promised day"`
	Tolerance *int       `json:"tolerance,omitempty" help:"days after it that still keep it"`
	Bills     []string   `json:"bills,omitempty" help:"the bills' numbers; the whole account when none"`
	From      string     `json:"from,omitempty" help:"who promised"`
	Method    string     `json:"method,omitempty" help:"how it will be paid"`
	Matures   string     `json:"matures,omitempty" help:"of a cheque promised: the latest date it may bear"`
	Plan      []PlanPart `json:"plan,omitempty" help:"several payments instead of amount and date"`
}

// Kind is "promise.take".
func (Take) Kind() string { return "promise.take" }

// Decide checks the promise; open ones about the same bills are superseded.
func (c Take) Decide(in *book.In) ([]book.Fact, error) {
	party, err := account.Owing(in.View, c.Customer, c.Currency, "promise")
	if err != nil {
		return nil, err
	}
	p := Promise{Account: party.Account.ID, Customer: party.Customer.ID, From: strings.TrimSpace(c.From),
		Tolerance: party.Company.Tolerance, Taken: in.Today, TakenAt: in.Now.UnixNano(), By: in.Who}
	if c.Tolerance != nil {
		p.Tolerance = *c.Tolerance
	}
	if p.Tolerance < 0 || p.Tolerance > 60 {
		return nil, book.RefuseField("tolerance", "a tolerance of %d days cannot be: give 0 to 60", p.Tolerance)
	}
	if err := text.Check(p.From, 120); err != nil {
		return nil, book.RefuseField("from", "%v", err)
	}
	if p.Method = Method(max(0, slices.Index(methodNames, c.Method))); p.Method.String() != c.Method {
		return nil, book.RefuseField("method", "%q is not a way to pay a promise (transfer, cash, cheque, other)",
			c.Method)
	}
	open, err := c.bills(in.View, &p)
	if err != nil {
		return nil, err
	}
	if err := c.payments(in, &p, open, party.Account.Digits); err != nil {
		return nil, err
	}
	if err := c.matures(in, &p); err != nil {
		return nil, err
	}
	cal := party.Company.Calendar()
	ended, err := supersede(in, &p, cal)
	if err != nil {
		return nil, err
	}
	p.ID = in.NewID("promise")
	facts := []book.Fact{&Taken{p}}
	for i := range ended {
		facts = append(facts, &Ended{Account: p.Account, ID: ended[i].ID, Customer: p.Customer,
			End: End{Why: Superseded, On: in.Today, By: p.ID, Who: in.Who}})
	}
	return facts, nil
}

// bills finds the bills the promise is about, and what is open of them.
func (c Take) bills(v *book.View, p *Promise) (open money.Minor, err error) {
	for _, number := range c.Bills {
		b, err := bill.Must(v, strings.TrimSpace(number))
		if err != nil {
			return 0, err
		}
		if b.Account != p.Account {
			return 0, book.RefuseField("bills", "bill %s belongs to another customer or currency", b.Number)
		}
		left, err := dispute.OpenOf(v, &b, 0)
		if err != nil {
			return 0, err
		}
		if left == 0 {
			return 0, book.RefuseField("bills", "bill %s has nothing open to promise", b.Number)
		}
		if !slices.Contains(p.Bills, b.ID) {
			p.Bills = append(p.Bills, b.ID)
			open += left
		}
	}
	if len(p.Bills) > 2000 {
		return 0, book.RefuseField("bills", "a promise names at most 2,000 bills: leave them out to promise the "+
			"whole account")
	}
	slices.Sort(p.Bills)
	return open, nil
}

// payments reads the amount and date, or the plan.
func (c Take) payments(in *book.In, p *Promise, open money.Minor, digits int) error {
	inputs := c.Plan
	if len(inputs) == 0 {
		inputs = []PlanPart{{c.Date, c.Amount}}
		if strings.TrimSpace(c.Amount) == "" && open > 0 {
			inputs[0].Amount = text.FormatAmount(open, digits)
		}
	}
	if len(inputs) > 120 {
		return book.RefuseField("plan", "a plan has at most 120 payments")
	}
	for _, x := range inputs {
		d, err := bill.Day("date", x.Date, 0, in.Today)
		if err != nil {
			return err
		}
		if d == 0 {
			return book.RefuseField("date", "a promise needs the day it is for")
		}
		if d < in.Today {
			return book.RefuseField("date", "%s is past: a promise is for today or later", d)
		}
		m, err := text.ParseAmount(x.Amount, digits)
		if err != nil {
			return book.RefuseField("amount", "%v", err)
		}
		if m <= 0 {
			return book.RefuseField("amount", "a promise must be for more than 0")
		}
		p.Plan = append(p.Plan, Part{d, m})
	}
	sort.SliceStable(p.Plan, func(i, j int) bool { return p.Plan[i].Date < p.Plan[j].Date })
	for _, a := range p.Plan {
		p.Amount += a.Amount
	}
	if len(c.Plan) > 0 && strings.TrimSpace(c.Amount) != "" {
		m, err := text.ParseAmount(c.Amount, digits)
		if err != nil {
			return book.RefuseField("amount", "%v", err)
		}
		if m != p.Amount {
			return book.RefuseField("amount", "the payments of the plan sum to %s, not to %s",
				text.FormatAmount(p.Amount, digits), text.FormatAmount(m, digits))
		}
	}
	if p.Amount > money.Max {
		return book.RefuseField("amount", "the amount is larger than the book can hold")
	}
	if open > 0 && p.Amount > open {
		return book.RefuseField("amount", "the bills have %s open: %s cannot be promised on them",
			text.FormatAmount(open, digits),
			text.FormatAmount(p.Amount, digits))
	}
	if p.Date = p.Plan[len(p.Plan)-1].Date; len(p.Plan) == 1 {
		p.Plan = nil
	}
	return nil
}

// matures reads what was agreed of the cheque's date.
func (c Take) matures(in *book.In, p *Promise) (err error) {
	if p.Matures, err = bill.Day("matures", c.Matures, 0, in.Today); err != nil || p.Matures == 0 {
		return err
	}
	switch {
	case p.Method != Cheque:
		return book.RefuseField("matures", "only a cheque matures: the promise is not of one")
	case len(p.Plan) > 0:
		return book.RefuseField("matures", "the cheques of a plan mature on its days: leave it empty")
	case p.Matures < p.Taken:
		return book.RefuseField("matures", "%s is past: the cheque may be dated today or later", p.Matures)
	}
	return nil
}

// supersede finds the open promises that share a bill with a new one, and counts
// how often its bills were promised again after an unkept promise.
func supersede(in *book.In, p *Promise, cal civil.Calendar) ([]Judged, error) {
	all, err := JudgeAccount(in.View, p.Account, in.Today, cal, company.CutOff(in.View))
	if err != nil {
		return nil, err
	}
	var open []Judged
	for i := range all {
		old := &all[i]
		if !old.meets(p) {
			continue
		}
		level := old.Promise.Level
		if old.Unkept(in.Today) {
			level++
		}
		p.Level = min(max(p.Level, level), 255)
		if old.State == Open {
			open = append(open, *old)
		}
	}
	return open, nil
}

// Withdraw ends an open promise that no longer stands.
type Withdraw struct {
	ID   uint32 `json:"id" help:"the promise's number"`
	Note string `json:"note,omitempty" help:"why"`
}

// Kind is "promise.withdraw".
func (Withdraw) Kind() string { return "promise.withdraw" }

// Decide refuses a promise that is not open any more.
func (c Withdraw) Decide(in *book.In) ([]book.Fact, error) {
	p, err := Get(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	if err := text.Check(c.Note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	j, err := Judge(in.View, &p, in.Today, set.Calendar(), 0)
	if err != nil {
		return nil, err
	}
	if j.State != Open {
		return nil, book.RefuseField("id", "promise %d is %s: only an open promise can be withdrawn", p.ID, j.State)
	}
	return []book.Fact{&Ended{Account: p.Account, ID: p.ID, Customer: p.Customer,
		End: End{Why: Withdrawn, On: in.Today, Who: in.Who, Note: strings.TrimSpace(c.Note)}}}, nil
}
