package desk

import (
	"duebook/internal/ar/company"
	limits "duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/obligation"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/credit"
	"duebook/internal/report/ledger"
)

// Credit is who uses how much credit on the day that is read.
func (d *Desk) Credit(q credit.Query) (r *credit.Report, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		r, err = credit.Compute(v, q)
		return err
	})
	return r, err
}

// ExplainCredit says how the exposure of a customer in a currency comes about, and what
// the limit is.
func (d *Desk) ExplainCredit(code, currency string) (e *credit.Explanation, err error) {
	set := d.Company()
	cur, err := set.Of(currency)
	if err != nil {
		return nil, err
	}
	err = d.View(func(v *book.View) error {
		e, err = credit.Explain(v, code, cur, d.AsOf())
		return err
	})
	return e, err
}

// ExportCredit writes a list of credit as CSV or XLSX.
func (d *Desk) ExportCredit(q credit.Query, k credit.Kind, path string) error {
	r, err := d.Credit(q)
	if err != nil {
		return err
	}
	return d.writeTables(path, r.Table(k, r.List(k)))
}

// PreviewAgreement lays the schedule of a special agreement out, refusing as its posting
// would; its warnings tell of the days without interest.
func (d *Desk) PreviewAgreement(c limits.Agree) (s Schedule, err error) {
	facts, err := d.Preview(&c)
	if err != nil {
		return s, err
	}
	for _, f := range facts {
		switch f := f.(type) {
		case *obligation.Recorded:
			s.Sum, s.Bills = f.Obligation.Amount, len(f.Obligation.Bills)
			for _, p := range f.Obligation.Schedule {
				s.Parts = append(s.Parts, obligation.Instalment{Date: p.Date, Asked: p.Date, Amount: p.Amount})
			}
		case *interest.TermsSet:
			if f.Terms.Method == interest.Exempt {
				s.Warnings = append(s.Warnings, "no interest from "+f.Terms.From.String()+" to "+
					f.Terms.Until.String())
			}
		}
	}
	return s, nil
}

// CardCredit is the limit of an account on a card and how far it is used.
type CardCredit struct {
	limits.InForce
	Status    limits.Status
	Available money.Minor
}

// fillCredit reads the limit of each account of the card.
func (c *Card) fillCredit(v *book.View, set *company.Settings) error {
	for i := range c.Accounts {
		a := &c.Accounts[i]
		var err error
		if a.Credit.InForce, err = limits.Of(v, c.ID, a.Money(), c.AsOf); err != nil {
			return err
		}
		a.Credit.Status = a.Credit.InForce.Status(a.Exposure(), set.Watch())
		a.Credit.Available = a.Credit.InForce.Available(a.Exposure())
	}
	return nil
}

// BrokenAgreement is a special agreement that is broken and not yet ended.
type BrokenAgreement struct {
	Code, Name, Why string
	On              civil.Date
}

// brokenAgreements lists the special agreements that are broken.
func brokenAgreements(v *book.View, people *ledger.People, asOf civil.Date,
	mine func(uint32) bool) (all []BrokenAgreement, err error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	err = limits.Agreements(v, func(a *limits.Agreement) (bool, error) {
		if !a.At(asOf) || !mine(a.Customer) {
			return true, nil
		}
		j, err := limits.Judge(v, a, asOf, set.Calendar())
		if err != nil || j.State != limits.Broken {
			return true, err
		}
		l, err := people.Line(a.Customer)
		all = append(all, BrokenAgreement{l.Code, l.Name, j.Why, j.Fell})
		return true, err
	})
	return all, err
}

// LimitsOf are the limits set here for a customer that may still be ended.
func (d *Desk) LimitsOf(code string) (all []limits.Limit, err error) {
	err = d.View(func(v *book.View) error {
		c, err := customer.ByCode(v, code)
		if err != nil {
			return err
		}
		return limits.Limits(v, func(l *limits.Limit) (bool, error) {
			if l.Scope == limits.Customer && l.Of == c.ID && l.Known(d.Today()) {
				all = append(all, *l)
			}
			return true, nil
		})
	})
	return all, err
}
