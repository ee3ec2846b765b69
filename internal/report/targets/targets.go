// Package targets tells how a month's targets are met (RULES 10): what was agreed, what
// came in, where it stands against the working days that are over, and what the month
// comes to at this rate, for the company or by branch, collector and salesman, as of any
// day. What came in is what package kpi calls collected. The package must never count
// anything else, change what was frozen, or divide by nothing: that is "n/a".
//
// A month that is over is read as it stood at its end. The working days are those of the
// company's calendar, half days as half; the day that is read counts as over.
package targets

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
)

// Query says which month, any day of it; 0 is that of AsOf. By is "company", "branch",
// "collector" or "salesman".
type Query struct {
	AsOf, Month civil.Date
	By          string
}

// Span is the month and its working days, in halves of a day: all, and those over.
type Span struct {
	From, To, AsOf civil.Date
	Work, Over     int
}

// Took is what came in and was sold in a time.
type Took struct {
	From, To         civil.Date
	Collected, Sales money.Minor
}

// Row is the target of the company, a branch or a person. Base is what was frozen, or as
// it is known on the day when nothing is agreed. Before is the latest month before that
// has begun, for comparison.
type Row struct {
	Key      uint16
	Name     string
	Span     Span
	Agreed   bool // Target counts
	Target   target.Target
	Waits    *target.Proposal
	Refused  *target.Decision // the last, while nothing waits and nothing is agreed
	Base     target.Base
	Now      Took
	Before   Took
	measured measured
}

// measured is what is set against targets: in a total only of those that have one.
type measured struct {
	base             target.Base
	collected, sales money.Minor
	amount           money.Minor
}

// Report is the targets of one month in one currency.
type Report struct {
	Query
	Span
	Currency money.Currency
	Rows     []Row
	Total    Row
	Without  int // rows that have no target
}

// Compute makes the report in every currency that has anything in it, the company's first.
func Compute(v *book.View, q Query) ([]Report, error) {
	q.By = cmp.Or(q.By, target.Company.String())
	by, err := target.ParseBy(q.By)
	if err != nil {
		return nil, err
	}
	q.Month = cmp.Or(q.Month, q.AsOf).StartOfMonth()
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	g := &gatherer{v: v, q: q, by: by, set: &set, span: span(set.Calendar(), q)}
	g.report(set.Money())
	if err := g.kpis(); err != nil {
		return nil, err
	}
	if err := g.proposals(); err != nil {
		return nil, err
	}
	out := make([]Report, 0, len(g.all))
	for n := range g.all {
		if err := g.finish(&g.all[n]); err != nil {
			return nil, err
		}
		out = append(out, g.all[n].Report)
	}
	return out, nil
}

func span(cal civil.Calendar, q Query) Span {
	s := Span{From: q.Month, To: q.Month.EndOfMonth(), AsOf: min(q.AsOf, q.Month.EndOfMonth())}
	for d := s.From; d <= s.To; d++ {
		n := 0
		if cal.HalfDay(d) {
			n = 1
		} else if cal.Open(d) {
			n = 2
		}
		if s.Work += n; d <= s.AsOf {
			s.Over += n
		}
	}
	return s
}

type gatherer struct {
	v    *book.View
	q    Query
	by   target.By
	set  *company.Settings
	span Span
	all  []gathered
}

// gathered is a report in the making.
type gathered struct {
	Report
	at map[uint16]int
}

func (g *gatherer) report(cur money.Currency) *gathered {
	for n := range g.all {
		if g.all[n].Currency == cur {
			return &g.all[n]
		}
	}
	r := gathered{Report: Report{Query: g.q, Span: g.span, Currency: cur}, at: map[uint16]int{}}
	g.all = append(g.all, r)
	return &g.all[len(g.all)-1]
}

func (r *gathered) row(key uint16) *Row {
	n, ok := r.at[key]
	if !ok {
		n = len(r.Rows)
		r.at[key] = n
		r.Rows = append(r.Rows, Row{Key: key, Span: r.Span})
	}
	return &r.Rows[n]
}

// kpis takes what came in and was sold, in the month and the one before.
func (g *gatherer) kpis() error {
	to, from := g.span.AsOf, g.q.Month.AddMonths(-1)
	begun := g.q.Month <= g.q.AsOf
	if !begun {
		from = to.StartOfMonth()
	}
	all, err := kpi.Compute(g.v, kpi.Query{AsOf: to, From: from, By: ledger.By(g.q.By)})
	if err != nil {
		return err
	}
	for n := range all {
		r := g.report(all[n].Currency)
		for i := range all[n].Rows {
			w := &all[n].Rows[i]
			row := r.row(uint16(w.Number))
			row.Before = took(&w.Months[0])
			if begun {
				row.Now = took(&w.Months[1])
			}
		}
	}
	return nil
}

func took(s *kpi.Sums) Took {
	return Took{From: s.From, To: s.To, Collected: s.Collected, Sales: s.Sales}
}

// proposals takes what was proposed, agreed and rejected.
func (g *gatherer) proposals() error {
	var found []*target.Proposal
	err := target.OfMonth(g.v, g.by, g.q.Month, func(p *target.Proposal) (bool, error) {
		if p.Live(g.q.AsOf) {
			kept := *p
			found = append(found, &kept)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for _, p := range found {
		row := g.report(money.Currency{Code: p.Currency, Digits: p.Digits}).row(p.Key)
		if x, decided := p.Decided(g.q.AsOf); !decided {
			row.Waits = p
		} else if !x.Agreed {
			row.Refused = &x
		}
		row.Target, row.Agreed, err = target.Of(g.v, g.q.By, p.Key, g.q.Month, p.Currency, g.q.AsOf)
		if err != nil {
			return err
		}
	}
	return nil
}

// finish names and orders the rows, gives them their bases and makes the total.
func (g *gatherer) finish(r *gathered) error {
	bases, err := target.Bases(g.v, g.by, g.q.Month, r.Currency.Code, g.span.AsOf)
	if err != nil {
		return err
	}
	if g.by == target.Company {
		r.row(0)
	}
	for key := range bases {
		r.row(key)
	}
	names, err := directory.Names(g.v, g.by.Directory())
	if err != nil {
		return err
	}
	for n := range r.Rows {
		w := &r.Rows[n]
		if w.Base = bases[w.Key]; w.Agreed {
			w.Base = w.Target.Base
			w.measured = measured{w.Base, w.Now.Collected, w.Now.Sales, w.Target.Amount}
		}
		if w.Agreed || w.Waits != nil {
			w.Refused = nil
		}
		switch w.Name = names[w.Key]; {
		case g.by == target.Company:
			w.Name = g.set.Name
		case w.Key == 0:
			w.Name = fmt.Sprintf("(no %s)", g.by)
		}
	}
	r.Rows = slices.DeleteFunc(r.Rows, func(w Row) bool {
		return g.by != target.Company && !w.Agreed && w.Waits == nil && w.Refused == nil && w.Base.Sum() == 0 &&
			w.Now.Collected == 0 && w.Now.Sales == 0 && w.Before.Collected == 0 && w.Before.Sales == 0
	})
	slices.SortFunc(r.Rows, func(a, b Row) int {
		if (a.Key == 0) != (b.Key == 0) {
			return cmp.Compare(b.Key, a.Key)
		}
		return cmp.Compare(a.Name, b.Name)
	})
	r.sum()
	return nil
}

// sum makes the total: everything that came in, and what is measured of those that have a
// target.
func (r *Report) sum() {
	t := Row{Name: "Total", Span: r.Span}
	for n := range r.Rows {
		w := &r.Rows[n]
		t.Base.Overdue, t.Base.Falling = t.Base.Overdue+w.Base.Overdue, t.Base.Falling+w.Base.Falling
		for _, p := range [][2]*Took{{&t.Now, &w.Now}, {&t.Before, &w.Before}} {
			p[0].Collected, p[0].Sales = p[0].Collected+p[1].Collected, p[0].Sales+p[1].Sales
			p[0].From, p[0].To = p[1].From, p[1].To
		}
		if !w.Agreed {
			r.Without++
			continue
		}
		t.Agreed = true
		m := &t.measured
		m.amount, m.collected, m.sales = m.amount+w.measured.amount, m.collected+w.measured.collected,
			m.sales+w.measured.sales
		m.base.Overdue += w.measured.base.Overdue
		m.base.Falling += w.measured.base.Falling
	}
	r.Total = t
}

// Find is the row of a name, whatever the case of its letters.
func (r *Report) Find(name string) (*Row, error) {
	for n := range r.Rows {
		if same(r.Rows[n].Name, name) {
			return &r.Rows[n], nil
		}
	}
	return nil, &book.Error{Code: book.NotFound, Field: "by", Text: fmt.Sprintf("there is no %s %q", r.By, name)}
}
