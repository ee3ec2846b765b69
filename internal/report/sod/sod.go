// Package sod lists what one person both asked for and approved (SAFETY, Roles):
// allowed to who works alone, and always on show. It must never judge whether it was
// right, nor leave out what was taken back since.
package sod

import (
	"fmt"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/office"
	"duebook/internal/ar/proposal"
	"duebook/internal/ar/target"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Row is one self-approval. Customer is whom it is about, 0 when it is about none.
type Row struct {
	Day      civil.Date
	Who      string
	What     string
	Customer uint32
}

// String is the row in one line.
func (r Row) String() string {
	return fmt.Sprintf("%s %s approved their own: %s", r.Day, r.Who, r.What)
}

// listed are the commands whose own rows say who approved.
var listed = map[string]bool{credit.SetLimit{}.Kind(): true, credit.Agree{}.Kind(): true}

// List gathers the self-approvals of the whole book, oldest first.
func List(v *book.View) ([]Row, error) {
	var out []Row
	add := func(d civil.Date, who string, customer uint32, format string, args ...any) {
		out = append(out, Row{d, who, fmt.Sprintf(format, args...), customer})
	}
	err := writeoff.All(v, func(r *writeoff.Request) (bool, error) {
		for _, x := range r.Decisions {
			if x.Self && x.Approved {
				add(x.On, x.By, r.Customer, "write-off request %d", r.ID)
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	own := func(d civil.Date, by, approver string, customer uint32, what string, id uint32) error {
		same, err := office.Same(v, by, approver)
		if same {
			add(d, by, customer, "%s %d", what, id)
		}
		return err
	}
	err = credit.Limits(v, func(l *credit.Limit) (bool, error) {
		of := l.Of
		if l.Scope == credit.Group {
			of = 0
		}
		return true, own(l.Set, l.By, l.Approver, of, "credit limit", l.ID)
	})
	if err != nil {
		return nil, err
	}
	err = credit.Agreements(v, func(a *credit.Agreement) (bool, error) {
		return true, own(a.Made, a.By, a.Approver, a.Customer, "special agreement", a.ID)
	})
	if err != nil {
		return nil, err
	}
	err = proposal.All(v, func(p *proposal.Proposal) (bool, error) {
		for _, x := range p.Decisions {
			if x.Self && x.Verdict == proposal.Approved && !listed[p.Command] {
				add(x.On, x.By, p.Customer, "proposal %d", p.ID)
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	err = target.All(v, func(p *target.Proposal) (bool, error) {
		for _, x := range p.Decisions {
			if x.Self && x.Agreed {
				add(x.On, x.By, 0, "target %d", p.ID)
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	if err := reports(v, add); err != nil {
		return nil, err
	}
	if err := waivers(v, add); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Row) int { return int(a.Day) - int(b.Day) })
	return out, nil
}

// reports adds the daily reports that who submitted them accepted.
func reports(v *book.View, add func(d civil.Date, who string, customer uint32, format string, args ...any)) error {
	return dayreport.Since(v, 0, func(r *dayreport.Report) (bool, error) {
		for i := range r.Versions {
			for _, x := range r.Versions[i].Decisions {
				if x.Self && x.Accepted {
					add(x.On, x.By, 0, "daily report of %s", r.Day)
				}
			}
		}
		return true, nil
	})
}

// waivers adds the interest given up above the company's limit that who gave it up
// approved, or that names nobody and is above the limit there is now.
func waivers(v *book.View, add func(d civil.Date, who string, customer uint32, format string, args ...any)) error {
	set, err := company.Get(v)
	if err != nil {
		return err
	}
	return interest.AllCharges(v, func(c *interest.Charge) (bool, error) {
		a, err := account.Get(v, c.Account)
		if err != nil {
			return false, err
		}
		one := func(w interest.Waiver) error {
			same := w.Agreed == "" && set.MustAsk(w.Amount, a.Money())
			if w.Agreed != "" {
				var err error
				if same, err = office.Same(v, w.By, w.Agreed); err != nil {
					return err
				}
			}
			if same {
				add(w.On, w.By, a.Customer, "waiver of interest on bill %d of account %d", c.Bill, c.Account)
			}
			return nil
		}
		if c.Why != "" {
			w := interest.Waiver{On: c.On, Amount: c.Given, By: c.By, Agreed: c.Agreed}
			if err := one(w); err != nil {
				return false, err
			}
		}
		for _, w := range c.Waivers {
			if err := one(w); err != nil {
				return false, err
			}
		}
		return true, nil
	})
}
