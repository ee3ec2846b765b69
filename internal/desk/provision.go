package desk

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	facts "duebook/internal/ar/provision"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/provision"
)

// Provision is what is provided on the day that is read, currency by currency.
func (d *Desk) Provision(q provision.Query) (all []provision.Report, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		all, err = provision.Compute(v, q)
		return err
	})
	return all, err
}

// ProvisionLines are the lines of a row of the provision, and the edges they are for.
func (d *Desk) ProvisionLines(q provision.Query, currency, key string) (lines []provision.Line, edges []int,
	err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		lines, edges, _, err = provision.Explain(v, q, currency, key)
		return err
	})
	return lines, edges, err
}

// ProvisionRates is a set of loss rates with its names. InForce says that it counts on
// the day that is read.
type ProvisionRates struct {
	facts.Rates
	RiskName string
	InForce  bool
}

// ProvisionSpecific is a decision on one customer. InForce says that it counts on the
// day that is read.
type ProvisionSpecific struct {
	facts.Specific
	Code, Name string
	Money      money.Currency
	InForce    bool
}

// ProvisionDecisions are the rates and specific provisions that count on the day that is
// read, or did, or will: those undone are left out.
type ProvisionDecisions struct {
	Rates    []ProvisionRates // the latest start first
	Specific []ProvisionSpecific
	Risks    []string // the names of risk classes
}

// ProvisionDecisions reads them.
func (d *Desk) ProvisionDecisions() (p ProvisionDecisions, err error) {
	day := d.AsOf()
	gone := func(voided, set int) bool { return set > int(day) || voided != 0 && voided <= int(day) }
	err = d.View(func(v *book.View) error {
		m, err := facts.MatrixAt(v, day)
		if err != nil {
			return err
		}
		names, err := directory.Names(v, directory.Risk)
		if err != nil {
			return err
		}
		for _, n := range names {
			p.Risks = append(p.Risks, n)
		}
		slices.Sort(p.Risks)
		err = facts.AllRates(v, func(r *facts.Rates) (bool, error) {
			in := slices.ContainsFunc(m.Sets(), func(o facts.Rates) bool { return o.ID == r.ID })
			if in || !gone(int(r.Voided), int(r.Set)) {
				p.Rates = append(p.Rates, ProvisionRates{Rates: *r, RiskName: names[r.Risk], InForce: in})
			}
			return true, nil
		})
		if err != nil {
			return err
		}
		live, err := facts.SpecificAt(v, day)
		if err != nil {
			return err
		}
		return facts.AllSpecific(v, func(s *facts.Specific) (bool, error) {
			in := live[s.Account].ID == s.ID
			if !in && gone(int(s.Voided), int(s.Set)) {
				return true, nil
			}
			c, err := customer.Get(v, s.Customer)
			if err != nil {
				return false, err
			}
			a, err := account.Get(v, s.Account)
			p.Specific = append(p.Specific, ProvisionSpecific{Specific: *s, Code: c.Code, Name: c.Name,
				Money: a.Money(), InForce: in})
			return true, err
		})
	})
	slices.SortStableFunc(p.Rates, func(a, b ProvisionRates) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.ID, a.ID))
	})
	slices.SortStableFunc(p.Specific, func(a, b ProvisionSpecific) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.ID, a.ID))
	})
	return p, err
}
