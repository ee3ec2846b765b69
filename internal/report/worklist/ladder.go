package worklist

import (
	"cmp"
	"slices"

	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Part is an open part of an account and what becomes of it: Left = Disputed +
// Covered + Promised + Credit + Collect when it is due by the horizon.
type Part struct {
	Bill     uint32
	Part     uint8
	Due      civil.Date
	Left     money.Minor
	Disputed money.Minor
	Covered  money.Minor // by cheques in hand
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
	due, disputed, covered, promised, credit, collect money.Minor // due = the five that follow
	open, overdue, credits, balance                   money.Minor
	anyDisputed                                       money.Minor // also of parts due later
	oldest                                            civil.Date  // of the parts left to collect; 0: none is left
	bills                                             int32
	class                                             uint8
}

// pile is one account's open items while they are read.
type pile struct {
	parts    []Part
	credits  []promise.Credit
	sums     sums
	unsorted bool
}

func (p *pile) reset() {
	p.parts, p.credits, p.sums, p.unsorted = p.parts[:0], p.credits[:0], sums{}, false
}

// add takes an item of the account in.
func (p *pile) add(i *openitem.Item, asOf, horizon civil.Date, disputed *dispute.Set) {
	s := &p.sums
	if i.Flags&openitem.Credit != 0 {
		s.credits += i.Left
		s.balance -= i.Left
		p.credits = append(p.credits, promise.Credit{Date: i.Posting, Left: i.Left, Kind: receipt.Kind(i.Kind),
			ID: i.Doc})
		return
	}
	s.balance += i.Left
	if i.Left <= 0 { // below nothing on a past day, by a receipt dated back
		return
	}
	s.open += i.Left
	s.bills++
	if i.Due < asOf {
		s.overdue += i.Left
	}
	u := Part{Bill: i.Doc, Part: i.Part, Due: i.Due, Left: i.Left, Disputed: disputed.Take(i), Within: i.Due <= horizon}
	s.anyDisputed += u.Disputed
	if n := len(p.parts); n > 0 && oldestDue(&p.parts[n-1], &u) > 0 {
		p.unsorted = true
	}
	p.parts = append(p.parts, u)
}

func oldestDue(a, b *Part) int {
	if a.Due != b.Due {
		return int(a.Due) - int(b.Due)
	}
	if a.Bill != b.Bill {
		return cmp.Compare(a.Bill, b.Bill)
	}
	return int(a.Part) - int(b.Part)
}

// ladder takes the account down from what is due to what is to collect, a unit of
// a part once, in the order of RULES 3: disputed, covered by cheques, promised,
// unapplied credit. Promises and credit go to the oldest parts first. pledges are used up.
func (p *pile) ladder(pledges []pledge) sums {
	s := p.sums
	if p.unsorted {
		slices.SortFunc(p.parts, func(a, b Part) int { return oldestDue(&a, &b) })
	}
	rest := s.credits
	for n := range p.parts {
		u := &p.parts[n]
		if !u.Within {
			continue
		}
		for m := range pledges {
			g := &pledges[m]
			if t := min(g.left, u.Left-u.Disputed-u.Covered-u.Promised); t > 0 && g.promise.Covers(u.Bill) {
				g.left -= t
				u.Promised += t
			}
		}
		u.Credit = min(rest, u.Left-u.Disputed-u.Covered-u.Promised)
		rest -= u.Credit
		u.Collect = u.Left - u.Disputed - u.Covered - u.Promised - u.Credit
		s.due += u.Left
		s.disputed += u.Disputed
		s.covered += u.Covered
		s.promised += u.Promised
		s.credit += u.Credit
		s.collect += u.Collect
		if u.Collect > 0 && s.oldest == 0 {
			s.oldest = u.Due
		}
	}
	return s
}
