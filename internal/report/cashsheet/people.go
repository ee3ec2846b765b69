package cashsheet

import (
	"cmp"
	"slices"

	"duebook/internal/ar/cashbox"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Person is what one person's cash differed by over a period, or a till's count, in
// one currency. By holds the sums by reason; Net is their sum, below zero when cash
// was missing. Open counts the batches whose receipts are not made yet.
type Person struct {
	Name                   string
	Till                   bool
	Money                  money.Currency
	Batches, Exact, Open   int
	Counted, Receipts, Net money.Minor
	By                     [cashbox.Other + 1]money.Minor
	Lines                  []Miss
}

// Miss is one line of a difference, with the batch or count it is of.
type Miss struct {
	cashbox.Difference
	Day   civil.Date
	Batch uint32 // 0: a till's count
}

// Differences sums what was handed over and what it differed by, by person and then
// by till, the largest shortage first.
func Differences(v *book.View, q Query) ([]Person, error) {
	if q.From == 0 {
		q.From = q.AsOf.StartOfMonth()
	}
	q.fill()
	n, err := newNames(v)
	if err != nil {
		return nil, err
	}
	g := sums{}
	err = cashbox.Batches(v, func(b *cashbox.Batch) (bool, error) {
		name := n.till(b.Till)
		if b.Day < q.From || b.Day > q.To || !b.At(q.AsOf) || q.Till != "" && text.Fold(name) != text.Fold(q.Till) {
			return true, nil
		}
		p := g.of(n.people[b.Person], false, b.Money())
		p.Batches++
		p.Counted += b.Counted(q.AsOf).Tally.Total
		posted := b.Posted(q.AsOf)
		if posted == nil {
			p.Open++
			return true, nil
		}
		p.Receipts += posted.Sum
		if len(posted.Differences) == 0 {
			p.Exact++
		}
		p.add(posted.Differences, b.Day, b.ID)
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	tills, err := cashbox.Kept(v)
	for i := range tills {
		t := &tills[i]
		name := n.till(t.ID)
		if q.Till != "" && text.Fold(name) != text.Fold(q.Till) {
			continue
		}
		for j := range t.Counts {
			c := &t.Counts[j]
			if c.Day < q.From || c.Day > q.To || t.ClosedOn(c.Day, q.AsOf) != c {
				continue
			}
			p := g.of("till "+name, true, t.Money)
			p.Batches++
			p.Counted += c.Tally.Total
			if len(c.Differences) == 0 {
				p.Exact++
			}
			p.add(c.Differences, c.Day, 0)
		}
	}
	return g.sorted(), err
}

// whose is a person, or a till, in one currency.
type whose struct {
	name string
	till bool
	cur  money.Currency
}

type sums map[whose]*Person

func (g sums) of(name string, till bool, cur money.Currency) *Person {
	k := whose{name, till, cur}
	if g[k] == nil {
		g[k] = &Person{Name: name, Till: till, Money: cur}
	}
	return g[k]
}

func (p *Person) add(all []cashbox.Difference, day civil.Date, batch uint32) {
	for _, d := range all {
		p.By[d.Reason] += d.Amount
		p.Net += d.Amount
		p.Lines = append(p.Lines, Miss{Difference: d, Day: day, Batch: batch})
	}
}

func (g sums) sorted() []Person {
	out := make([]Person, 0, len(g))
	for _, p := range g {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Person) int {
		if a.Till != b.Till {
			if b.Till {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Money.Code, b.Money.Code), cmp.Compare(a.Net, b.Net), cmp.Compare(a.Name, b.Name))
	})
	return out
}
