package worklist

import (
	"slices"

	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Part is an open part of an account and what becomes of it: Left = Disputed +
// Promised + Credit + Collect when it is due by the horizon.
type Part struct {
	Bill     uint32
	Part     uint8
	Due      civil.Date
	Left     money.Minor
	Disputed money.Minor
	Promised money.Minor
	Credit   money.Minor
	Collect  money.Minor
	Within   bool // due by the horizon
}

// pledge is what is left of an open promise.
type pledge struct {
	promise *promise.Promise
	left    money.Minor
}

// sums are an account's figures.
type sums struct {
	due, disputed, promised, credit, collect money.Minor // due = the four that follow
	open, overdue, credits, balance          money.Minor
	anyDisputed                              money.Minor // also of parts due later
	oldest                                   civil.Date  // of the parts left to collect; 0: none is left
	bills                                    int32
	class                                    uint8
}

// pile is one account's open items while they are read.
type pile struct {
	items  []openitem.Item
	parts  []Part
	sorted bool
}

func (p *pile) add(i *openitem.Item) {
	if n := len(p.items); n > 0 && ledger.OldestDue(p.items[n-1], *i) > 0 {
		p.sorted = false
	}
	p.items = append(p.items, *i)
}

func (p *pile) reset() { p.items, p.parts, p.sorted = p.items[:0], p.parts[:0], true }

// ladder takes an account down from what is due to what is to collect, a unit of
// a part once, in the order of RULES 3: disputed, promised, unapplied credit.
// Promises and credit go to the oldest parts first. pledges are used up.
func (p *pile) ladder(asOf, horizon civil.Date, disputed *dispute.Set, pledges []pledge) (s sums) {
	if !p.sorted {
		slices.SortFunc(p.items, ledger.OldestDue)
	}
	for n := range p.items {
		i := &p.items[n]
		s.balance += i.Signed()
		if i.Flags&openitem.Credit != 0 {
			s.credits += i.Left
			continue
		}
		if i.Left <= 0 { // below nothing on a past day, by a receipt dated back
			continue
		}
		s.open += i.Left
		s.bills++
		if i.Due < asOf {
			s.overdue += i.Left
		}
		u := Part{Bill: i.Doc, Part: i.Part, Due: i.Due, Left: i.Left, Disputed: disputed.Take(i), Within: i.Due <= horizon}
		s.anyDisputed += u.Disputed
		p.parts = append(p.parts, u)
	}
	rest := s.credits
	for n := range p.parts {
		u := &p.parts[n]
		if !u.Within {
			continue
		}
		for m := range pledges {
			g := &pledges[m]
			if t := min(g.left, u.Left-u.Disputed-u.Promised); t > 0 && g.promise.Covers(u.Bill) {
				g.left -= t
				u.Promised += t
			}
		}
		u.Credit = min(rest, u.Left-u.Disputed-u.Promised)
		rest -= u.Credit
		u.Collect = u.Left - u.Disputed - u.Promised - u.Credit
		s.due += u.Left
		s.disputed += u.Disputed
		s.promised += u.Promised
		s.credit += u.Credit
		s.collect += u.Collect
		if u.Collect > 0 && s.oldest == 0 {
			s.oldest = u.Due
		}
	}
	return s
}
