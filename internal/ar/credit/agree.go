package credit

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/obligation"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// breachNames are the words for what breaks an agreement.
var breachNames = []string{"missed", "over", "bounced"}

// Agree records a special agreement: with a schedule, a limit of its own, an exemption
// from interest, or several of them.
type Agree struct {
	Customer  string           `json:"customer" help:"the customer's code"`
	Currency  string           `json:"currency,omitempty" help:"the company's when left out"`
	Signed    string           `json:"signed,omitempty" help:"the day it was signed, today when empty"`
	Until     string           `json:"until" help:"the last day it is valid"`
	Approver  string           `json:"approver" help:"who approved it"`
	Limit     string           `json:"limit,omitempty" help:"its own limit while it lasts; \"no limit\" for any"`
	Exempt    bool             `json:"exempt,omitempty" help:"no interest while it lasts"`
	First     string           `json:"first,omitempty" help:"the day of the first instalment; no schedule when empty"`
	Parts     int              `json:"parts,omitempty" help:"so many equal instalments"`
	Every     string           `json:"every,omitempty" help:"the time between them"`
	Schedule  []obligation.Row `json:"schedule,omitempty" help:"unequal instalments instead"`
	Amount    string           `json:"amount,omitempty" help:"of all instalments; what is open of its bills when empty"`
	Bills     []string         `json:"bills,omitempty" help:"the bills of the schedule; all open ones when none"`
	Signatory string           `json:"signatory,omitempty" help:"who signed for the customer"`
	Breach    []string         `json:"breach,omitempty" help:"what breaks it; all that can when none is given"`
	Days      *int             `json:"days,omitempty" help:"tolerance for an instalment; the company's when left out"`
	Note      string           `json:"note,omitempty" help:"what else was agreed"`
}

// Kind is "credit.agree".
func (Agree) Kind() string { return "credit.agree" }

// Choices gives the words of the fields that take one of a few.
func (Agree) Choices() map[string][]string {
	return map[string][]string{"every": obligation.Intervals(), "breach": breachNames}
}

// Decide checks the agreement, and decides its schedule and its exemption with it.
func (c Agree) Decide(in *book.In) ([]book.Fact, error) {
	party, err := account.Owing(in.View, c.Customer, c.Currency, "agree on")
	if err != nil {
		return nil, err
	}
	a := Agreement{Account: party.Account.ID, Customer: party.Customer.ID, Currency: party.Currency.Code,
		Made: in.Today, By: in.Who, Note: strings.TrimSpace(c.Note)}
	if err := c.days(in, &a); err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Limit) != "" {
		a.Limits = true
		if a.None, a.Amount, err = amount("limit", c.Limit, party.Currency); err != nil {
			return nil, err
		}
	}
	scheduled := strings.TrimSpace(c.First) != "" || c.Parts != 0 || len(c.Schedule) > 0
	if !scheduled && !a.Limits && !c.Exempt {
		return nil, book.RefuseField("limit", "nothing is agreed: give a limit, instalments, or an exemption from "+
			"interest")
	}
	if err := c.breach(&a, scheduled, party.Company.Tolerance); err != nil {
		return nil, err
	}
	if a.Approver, err = approver(in, c.Approver, "an agreement"); err != nil {
		return nil, err
	}
	if err := text.Check(a.Note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	if err := c.alone(in, &a, &party); err != nil {
		return nil, err
	}
	var facts []book.Fact
	if scheduled {
		if facts, err = c.paper(in, &a); err != nil {
			return nil, err
		}
	}
	if c.Exempt {
		more, err := c.exempt(in, &a)
		if err != nil {
			return nil, err
		}
		facts = append(facts, more...)
	}
	a.ID = in.NewID("special agreement")
	return append(facts, &Agreed{a}), nil
}

func (c Agree) days(in *book.In, a *Agreement) (err error) {
	if a.Signed, err = bill.Day("signed", c.Signed, in.Today, in.Today); err != nil {
		return err
	}
	if a.Until, err = bill.Day("until", c.Until, 0, in.Today); err != nil {
		return err
	}
	switch {
	case a.Until == 0:
		return book.RefuseField("until", "say the last day the agreement is valid")
	case a.Signed > in.Today:
		return book.RefuseField("signed", "%s is still to come: record the agreement when it is signed", a.Signed)
	case a.Until < in.Today:
		return book.RefuseField("until", "%s is over: the agreement would change nothing", a.Until)
	}
	return nil
}

// breach reads what breaks the agreement.
func (c Agree) breach(a *Agreement, scheduled bool, tolerance int) error {
	limited := a.Limits && !a.None
	a.Breach = Breaches{Missed: scheduled, Over: limited, Bounced: true}
	if len(c.Breach) > 0 {
		for _, w := range c.Breach {
			if !slices.Contains(breachNames, w) {
				return book.RefuseField("breach", "%q breaks no agreement (%s)", w, strings.Join(breachNames, ", "))
			}
		}
		has := func(w string) bool { return slices.Contains(c.Breach, w) }
		switch {
		case has("missed") && !scheduled:
			return book.RefuseField("breach", "without instalments none can be missed")
		case has("over") && !limited:
			return book.RefuseField("breach", "without a limit of its own the exposure cannot be over it")
		}
		a.Breach = Breaches{Missed: has("missed"), Over: has("over"), Bounced: has("bounced")}
	}
	if !a.Breach.Missed {
		return nil
	}
	a.Breach.Days = tolerance
	if c.Days != nil {
		a.Breach.Days = *c.Days
	}
	if a.Breach.Days < 0 || a.Breach.Days > 366 {
		return book.RefuseField("days", "%d days cannot be: give 0 to 366", a.Breach.Days)
	}
	return nil
}

// alone refuses a second agreement beside one that runs, and one that would be broken
// the day it is made.
func (c Agree) alone(in *book.In, a *Agreement, party *account.Party) error {
	cal := party.Company.Calendar()
	err := agreements.Scan(in.View, book.Key{}.U32(a.Account), func(o *Agreement) (bool, error) {
		if !o.At(in.Today) {
			return true, nil
		}
		j, err := Judge(in.View, o, in.Today, cal)
		if err == nil && j.State == Running {
			err = book.RefuseField("customer", "the special agreement %d of %s runs until %s: end that first", o.ID,
				o.Signed, o.Until)
		}
		return true, err
	})
	if err != nil || !a.Breach.Over {
		return err
	}
	e, err := ExposureOf(in.View, a.Account, in.Today)
	if err == nil && e.Sum() > a.Amount {
		err = book.RefuseField("limit", "the exposure is %s already: an agreement with a limit of %s would be broken "+
			"at once", text.FormatAmount(e.Sum(), party.Currency.Digits), text.FormatAmount(a.Amount,
			party.Currency.Digits))
	}
	return err
}

// paper decides the schedule, an obligation of its own.
func (c Agree) paper(in *book.In, a *Agreement) ([]book.Fact, error) {
	r := obligation.Record{Customer: c.Customer, Currency: c.Currency, Type: obligation.Agreement.String(),
		Issued: a.Signed.String(), Signatory: c.Signatory, Amount: c.Amount, Due: c.First, Parts: c.Parts,
		Every: c.Every, Schedule: c.Schedule, Bills: c.Bills}
	if strings.TrimSpace(c.First) == "" && len(c.Schedule) == 0 {
		return nil, book.RefuseField("first", "say the day of the first instalment")
	}
	facts, err := r.Decide(in)
	if err != nil {
		if f := map[string]string{"due": "first", "issued": "signed"}[book.FieldOf(err)]; f != "" {
			err = book.RefuseField(f, "%v", err)
		}
		return nil, err
	}
	for _, f := range facts {
		if r, ok := f.(*obligation.Recorded); ok {
			a.Paper = r.Obligation.ID
		}
	}
	return facts, nil
}

// exempt decides the terms that charge no interest while the agreement lasts. Terms of
// the customer's own would end where those begin: they are set again behind them.
func (c Agree) exempt(in *book.In, a *Agreement) ([]book.Fact, error) {
	facts, err := interest.SetTerms{Customer: c.Customer, Currency: c.Currency, From: a.Signed.String(),
		Until: a.Until.String(), Method: interest.Exempt.String(), Why: "special agreement"}.Decide(in)
	if err != nil {
		return nil, book.RefuseField("exempt", "%v", err)
	}
	a.Terms = facts[0].(*interest.TermsSet).Terms.ID
	own, err := ownTerms(in, a, a.Signed)
	if err != nil || own == nil {
		return facts, err
	}
	own.ID, own.Set, own.By, own.From, own.Until = in.NewID("interest terms"), in.Today, in.Who, a.Until+1, 0
	a.Resumes = own.ID
	return append(facts, &interest.TermsSet{Terms: *own}), nil
}

// ownTerms are the customer's own terms without an end that begin last before a day,
// unless others follow the agreement at once.
func ownTerms(in *book.In, a *Agreement, before civil.Date) (own *interest.Terms, err error) {
	follows := false
	err = interest.All(in.View, func(t *interest.Terms) (bool, error) {
		if !t.Known(in.Today) || t.Scope != interest.Customer || t.Of != a.Customer || t.Currency != a.Currency {
			return true, nil
		}
		follows = follows || t.From == a.Until+1
		if t.Until == 0 && t.From < before && (own == nil || own.From < t.From) {
			x := *t
			own = &x
		}
		return true, nil
	})
	if follows {
		own = nil
	}
	return own, err
}

// EndAgreement ends a special agreement before its last day, as after a breach.
type EndAgreement struct {
	ID     uint32 `json:"id" help:"the agreement's number"`
	Reason string `json:"reason" help:"why"`
}

// Kind is "credit.end_agreement".
func (EndAgreement) Kind() string { return "credit.end_agreement" }

// Decide ends it today; its exemption from interest ends with it, or the day before it
// was broken. The schedule stays: it is still owed.
func (c EndAgreement) Decide(in *book.In) ([]book.Fact, error) {
	a, err := GetAgreement(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	if !a.At(in.Today) {
		return nil, book.RefuseField("id", "special agreement %d was taken back", a.ID)
	}
	j, err := Judge(in.View, &a, in.Today, set.Calendar())
	if err != nil {
		return nil, err
	}
	if j.State == Ended || j.State == Past {
		return nil, book.RefuseField("id", "special agreement %d is over since %s", a.ID, j.Since)
	}
	reason := strings.TrimSpace(c.Reason)
	if reason == "" {
		return nil, book.RefuseField("reason", "say why the agreement is ended")
	}
	if err := text.Check(reason, 300); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	facts := []book.Fact{&AgreementEnded{a.target(), End{On: in.Today, Why: reason, By: in.Who}}}
	if a.Terms == 0 {
		return facts, nil
	}
	last := in.Today - 1
	if j.State == Broken {
		last = j.Since - 1
	}
	more, err := c.charge(in, &a, last)
	return append(facts, more...), err
}

// charge ends the exemption with a last day, and lets the customer's own terms go on
// behind it.
func (c EndAgreement) charge(in *book.In, a *Agreement, last civil.Date) (facts []book.Fact, err error) {
	err = a.terms(in, func(t *interest.Terms, exempts bool) {
		facts = append(facts, &interest.TermsVoided{ID: t.ID, Date: in.Today})
		if last < a.Signed { // nothing of the exemption is left
			return
		}
		if t.Set, t.By = in.Today, in.Who; exempts {
			t.Until = last
		} else {
			t.From = last + 1
		}
		t.ID = in.NewID("interest terms")
		facts = append(facts, &interest.TermsSet{Terms: *t})
	})
	return facts, err
}

// terms finds the exemption of an agreement and the terms that go on behind it as they
// stand today, whatever number they were set again under.
func (a *Agreement) terms(in *book.In, fn func(t *interest.Terms, exempts bool)) error {
	if a.Terms == 0 {
		return nil
	}
	return interest.All(in.View, func(t *interest.Terms) (bool, error) {
		if !t.Known(in.Today) || t.Scope != interest.Customer || t.Of != a.Customer || t.Currency != a.Currency {
			return true, nil
		}
		exempts := t.Method == interest.Exempt && t.From == a.Signed && t.Until == a.Until
		if exempts || a.Resumes != 0 && t.From == a.Until+1 {
			x := *t
			fn(&x, exempts)
		}
		return true, nil
	})
}

// NameApprover names who approved the agreement.
func (c *Agree) NameApprover(who string) { c.Approver = who }
