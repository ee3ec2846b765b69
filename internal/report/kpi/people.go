package kpi

import (
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
)

// promises judges, at the end of each month, those whose day of judgment lies before
// it and was not before the month's first evening.
func (g *gatherer) promises() error {
	cal := g.set.Calendar()
	asked := map[uint32][]bool{} // by account: the months in which one is judged
	err := promise.Brief(g.v, func(p *promise.Promise) (bool, error) {
		if n := g.judged(p, cal); n >= 0 && p.At(g.ends[n+1]) {
			if asked[p.Account] == nil {
				asked[p.Account] = make([]bool, g.last())
			}
			asked[p.Account][n] = true
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	cutOff := company.CutOff(g.v)
	for acc, months := range asked {
		for n, any := range months {
			if !any {
				continue
			}
			all, err := promise.JudgeAccount(g.v, acc, g.ends[n+1], cal, cutOff)
			if err != nil {
				return err
			}
			all = slices.DeleteFunc(all, func(j promise.Judged) bool { return g.judged(&j.Promise, cal) != n })
			t := promise.Tell(all, g.ends[n+1])
			s := &g.cell(&openitem.Item{Account: acc, Flags: openitem.Credit}).months[n]
			s.Promises += t.Count
			s.Kept += t.Kept
		}
	}
	return nil
}

// judged is the month a promise is judged in, -1 for none that is told.
func (g *gatherer) judged(p *promise.Promise, cal civil.Calendar) int {
	day := promise.JudgeDay(p.Date, p.Tolerance, cal).Add(1) // the morning after its day it is known
	if day <= g.ends[0] || day > g.q.AsOf {
		return -1
	}
	return monthOf(day) - g.first
}

// lastTalks notes the last contact with each customer.
func (g *gatherer) lastTalks() {
	g.talked = map[uint32]Last{}
	contact.AllHeads(g.v, func(h contact.Head) bool {
		if h.Result != contact.Note && h.Live(g.q.AsOf) && h.At >= g.talked[h.Customer].At {
			g.talked[h.Customer] = Last{h.Day, h.At, h.Result.String()}
		}
		return true
	})
}

// contacts counts calls and visits, in the company's currency.
func (g *gatherer) contacts() error {
	if g.q.By == ledger.ByCustomer {
		g.lastTalks()
	}
	home := slices.Index(g.people.Currencies, g.set.Money())
	if home < 0 {
		return nil
	}
	owns := make([]uint32, g.v.Counter("customer")+1) // an account of the customer
	account.Lines(g.v, func(l account.Line) bool {
		owns[l.Customer] = l.ID
		return true
	})
	contact.AllHeads(g.v, func(h contact.Head) bool {
		if !contact.Attempt(h.Result, h.Channel) || owns[h.Customer] == 0 {
			return true
		}
		g.changes(h.Live, func(n, sign int) {
			s := &g.in(home, &openitem.Item{Account: owns[h.Customer], Flags: openitem.Credit}).months[n]
			s.Attempts += sign
			if h.Reached {
				s.Reached += sign
			}
		})
		return true
	})
	return nil
}
