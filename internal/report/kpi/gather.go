package kpi

import (
	"slices"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// history is how many months before the first one the count-back may go.
const history = 60

// cell is one row being summed: its months, and the sales before them, latest first.
type cell struct {
	key    uint32
	item   openitem.Item // to name it by
	months []Sums
	before [history]money.Minor
}

// gatherer reads the book once and sums it up at every month's end.
type gatherer struct {
	v      *book.View
	q      Query
	set    company.Settings
	people *ledger.People
	key    func(i *openitem.Item) uint32
	ends   []civil.Date // the evening before the first month, then the end of each
	first  int          // the number of the first month
	cells  [][]*cell    // by currency
	at     [][]int32    // by currency and key: the cell's number from 1
	held   map[uint64]*cheque.Cheque
	talked map[uint32]Last // by customer; nil unless the rows are customers
	since  civil.Date      // the first day the count-back may go to
	month  []int16         // of every day from then on: its month, below 0 before the first
	err    error
}

func newGatherer(v *book.View, q Query) (*gatherer, error) {
	g := &gatherer{v: v, q: q, people: ledger.NewPeople(v, q.AsOf), first: monthOf(q.From),
		held: map[uint64]*cheque.Cheque{}, ends: []civil.Date{q.From.Add(-1)}}
	var err error
	if g.set, err = company.Get(v); err != nil {
		return nil, err
	}
	for d := q.From; d <= q.AsOf; d = d.AddMonths(1) {
		g.ends = append(g.ends, min(d.EndOfMonth(), q.AsOf))
	}
	g.since = q.From.AddMonths(-history)
	g.month = make([]int16, g.q.AsOf-g.since+1)
	for n := range g.month {
		g.month[n] = int16(monthOf(g.since.Add(n)) - g.first)
	}
	most := 1
	g.key = func(*openitem.Item) uint32 { return 0 }
	if q.By != ByCompany {
		if g.key, most, err = g.people.Key(q.By); err != nil {
			return nil, err
		}
	}
	g.cells, g.at = make([][]*cell, len(g.people.Currencies)), make([][]int32, len(g.people.Currencies))
	for n := range g.at {
		g.at[n] = make([]int32, most)
	}
	return g, nil
}

// last is the number of the last end.
func (g *gatherer) last() int { return len(g.ends) - 1 }

func (g *gatherer) cell(i *openitem.Item) *cell { return g.in(g.people.Currency(i.Account), i) }

func (g *gatherer) in(cur int, i *openitem.Item) *cell {
	key := g.key(i)
	if n := g.at[cur][key]; n > 0 {
		return g.cells[cur][n-1]
	}
	c := &cell{key: key, item: *i, months: make([]Sums, g.last())}
	for n := range c.months {
		c.months[n].From, c.months[n].To = g.ends[n].Add(1), g.ends[n+1]
	}
	g.cells[cur] = append(g.cells[cur], c)
	g.at[cur][key] = int32(len(g.cells[cur]))
	return c
}

// all reads everything.
func (g *gatherer) all() error {
	if err := g.cheques(); err != nil {
		return err
	}
	f := &fold{g: g, width: len(g.ends)}
	if err := f.read(); err != nil {
		return err
	}
	if err := g.promises(); err != nil {
		return err
	}
	return g.contacts()
}

// changes tells each month in which what was there came (+1) or went (-1).
func (g *gatherer) changes(at func(d civil.Date) bool, fn func(month, sign int)) {
	was := at(g.ends[0])
	for n := range g.last() {
		if is := at(g.ends[n+1]); is != was {
			sign := 1
			if was {
				sign = -1
			}
			fn(n, sign)
			was = is
		}
	}
}

// of is the month of a day: below 0 before the first, the number of months after the
// last.
func (g *gatherer) of(d civil.Date) int {
	switch {
	case d < g.since:
		return -history - 1
	case d > g.q.AsOf:
		return g.last()
	}
	return int(g.month[d-g.since])
}

// spans is changes for what is there from a day until another (0: for ever).
func (g *gatherer) spans(from, until civil.Date, fn func(month, sign int)) {
	came, went := g.of(from), g.last()
	if until != 0 {
		went = max(g.of(until), came)
	}
	if came == went {
		return // within one month
	}
	if came >= 0 && came < g.last() {
		fn(came, 1)
	}
	if went >= 0 && went < g.last() {
		fn(went, -1)
	}
}

// sale puts a sale that is there from a day until another in its month, also one
// before the first; below zero it is a credit note.
func (g *gatherer) sale(c *cell, m money.Minor, from, until civil.Date) {
	came, went := g.of(from), g.last()
	if until != 0 {
		went = max(g.of(until), came)
	}
	if came == went {
		return
	}
	for _, x := range [2]struct {
		month int
		m     money.Minor
	}{{came, m}, {went, -m}} {
		switch {
		case x.month >= g.last() || x.month < -history:
		case x.month < 0:
			c.before[-x.month-1] += x.m
		default:
			c.months[x.month].Sales += x.m
		}
	}
}

// cheques notes which receipts stand for a cheque, and what banks answered.
func (g *gatherer) cheques() error {
	return cheque.All(g.v, func(c *cheque.Cheque) (bool, error) {
		if c.Received > g.q.AsOf {
			return true, nil
		}
		if c.First != 0 {
			g.held[held(c.Account, c.First)] = c
		}
		var to *cell
		for n := range c.Steps {
			s := &c.Steps[n]
			if s.Receipt != 0 {
				g.held[held(c.Account, s.Receipt)] = c
			}
			if s.On > g.q.AsOf || s.Move != cheque.DoBounce && s.To != cheque.Cleared {
				continue
			}
			if to == nil {
				to = g.cell(&openitem.Item{Account: c.Account, Flags: openitem.Credit})
			}
			g.changes(func(d civil.Date) bool { return c.At(d) && s.At(d) }, func(n, sign int) {
				if s.Move == cheque.DoBounce {
					to.months[n].Bounced += sign
				} else {
					to.months[n].Cleared += sign
				}
			})
		}
		return true, nil
	})
}

func held(acc, id uint32) uint64 { return uint64(acc)<<32 | uint64(id) }

// cleared reports whether a receipt of money was there at the end of a day and is not
// a cheque that still waits for the bank.
func (g *gatherer) cleared(r *receipt.Receipt, d civil.Date) bool {
	if !r.At(d) {
		return false
	}
	c := g.held[held(r.Account, r.ID)]
	if c == nil {
		return true
	}
	state := c.State(d)
	return c.Receipt(d) == r.ID && (state == cheque.Cleared || state == cheque.Settled)
}

// reports names the rows and sums them to the total.
func (g *gatherer) reports() (out []Report, err error) {
	for cur, cells := range g.cells {
		if len(cells) == 0 {
			continue
		}
		r := Report{Query: g.q, Currency: g.people.Currencies[cur]}
		whole := &cell{}
		for _, c := range cells {
			row := g.row(c)
			row.Number, row.Last = c.key, g.talked[c.key]
			if g.q.By == ByCompany {
				row.Name = g.set.Name
			} else if row.Key, row.Name, err = g.people.Label(g.q.By, c.key, &c.item); err != nil {
				return nil, err
			}
			r.Rows = append(r.Rows, row)
			if whole.months == nil {
				whole.months = slices.Clone(c.months)
				whole.before = c.before
				continue
			}
			for n := range whole.months {
				whole.months[n].add(&c.months[n])
			}
			for n := range whole.before {
				whole.before[n] += c.before[n]
			}
		}
		slices.SortFunc(r.Rows, byName)
		r.Total = g.row(whole)
		if r.Total.Name = "Total"; g.q.By == ByCompany {
			r.Total.Name = g.set.Name
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Report) int {
		if (a.Currency.Code == g.set.Currency) != (b.Currency.Code == g.set.Currency) {
			if a.Currency.Code == g.set.Currency {
				return -1
			}
			return 1
		}
		return 0
	})
	return out, nil
}

// row gives every month its sales backwards, all parts of one list, and makes the total.
func (g *gatherer) row(c *cell) Row {
	n := len(c.months)
	back := make([]Month, 0, n+history)
	for i := n - 1; i >= 0; i-- {
		back = append(back, Month{c.months[i].Sales, c.months[i].Days()})
	}
	for i, m := range c.before {
		start := g.q.From.AddMonths(-i - 1)
		back = append(back, Month{m, int(start.EndOfMonth()-start) + 1})
	}
	for i := range c.months {
		c.months[i].Back = back[n-1-i:]
	}
	return Row{Months: c.months, Total: total(c.months)}
}
