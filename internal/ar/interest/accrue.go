package interest

import (
	"slices"

	"duebook/internal/civil"
	"duebook/internal/money"
)

// Part is a due part as interest sees it.
type Part struct {
	Due    civil.Date
	Amount money.Minor // as issued, for the cap
	Bears  []Level     // in order of From
	Open   []Level     // the same with what is disputed or held; nil: nothing is
}

// Level is what bears interest from a day on, that day charged, until the next.
type Level struct {
	From   civil.Date
	Amount money.Minor
}

// Segment is one line of how an accrual came about: the days From to To, both
// charged, on one balance under one set of terms.
type Segment struct {
	From, To civil.Date
	Days     int
	Balance  money.Minor
	Terms    *Terms
	Times    int64 // of the fraction of a year, a period or a number of days
	Over     int64
	Sum      Sum
}

// Accrual is what a part has accrued. Amount is rounded, and held to the part's
// own amount where the terms cap it.
type Accrual struct {
	Sum    Sum
	Amount money.Minor
	Capped bool
}

// Accrue reckons what a part has accrued from its due date to the end of a day.
// line is the terms it is under, in order, without overlap; each may be nil.
func Accrue(p *Part, line []Spell, asOf civil.Date, each func(*Segment)) Accrual {
	var a Accrual
	k := reckoning{part: p, line: line, asOf: asOf, each: each, sum: &a.Sum}
	first := k.first()
	if first == nil {
		return a
	}
	k.anchor = p.Due
	k.graced = p.Due
	if first.Skip {
		k.anchor = p.Due.Add(first.Grace)
	} else {
		k.graced = p.Due.Add(first.Grace)
	}
	if asOf > k.anchor && asOf > k.graced {
		k.days()
		k.periods()
	}
	a.Amount = a.Sum.Round()
	if first.Cap && a.Amount > p.Amount {
		a.Amount, a.Capped = p.Amount, true
	}
	return a
}

type reckoning struct {
	part   *Part
	line   []Spell
	asOf   civil.Date
	anchor civil.Date // the day before the first one charged
	graced civil.Date // the last day of a grace that is charged only when it passes
	each   func(*Segment)
	sum    *Sum
}

// first are the terms in force on the day after the due date, or the first that
// come later: they say how the part begins.
func (k *reckoning) first() *Terms {
	for i := range k.line {
		s := &k.line[i]
		if (s.To == 0 || s.To > k.part.Due) && s.From <= k.asOf && s.Terms.Method != Exempt {
			return s.Terms
		}
	}
	return nil
}

// level is what bears interest on a day, and until which day it does.
func (k *reckoning) level(d civil.Date) (money.Minor, civil.Date) {
	amount, last := k.at(k.part.Bears, d)
	if d <= k.graced { // paid inside the grace: never charged
		open := k.part.Open
		if open == nil {
			open = k.part.Bears
		}
		was, until := k.at(open, d)
		after, _ := k.at(open, k.graced+1)
		return max(0, amount-max(0, was-after)), min(last, until, k.graced)
	}
	return amount, last
}

func (k *reckoning) at(b []Level, d civil.Date) (money.Minor, civil.Date) {
	n, _ := slices.BinarySearchFunc(b, d+1, func(l Level, d civil.Date) int { return int(l.From) - int(d) })
	last := k.asOf
	if n < len(b) {
		last = min(last, b[n].From-1)
	}
	if n == 0 {
		return 0, last
	}
	return b[n-1].Amount, last
}

// days charges by the day.
func (k *reckoning) days() {
	for i := range k.line {
		s := &k.line[i]
		if s.Terms.Method != Daily {
			continue
		}
		last := k.asOf
		if s.To != 0 {
			last = min(last, s.To)
		}
		for d := max(s.From, k.anchor+1); d <= last; {
			amount, to := k.level(d)
			for to < last { // the end of the grace need not part what is charged alike
				more, until := k.level(to + 1)
				if more != amount {
					break
				}
				to = until
			}
			if to = min(to, last); amount > 0 {
				k.charge(s.Terms, d, to, amount)
			} else if to == k.asOf {
				return // nothing is left of it
			}
			d = to + 1
		}
	}
}

func (k *reckoning) charge(t *Terms, from, to civil.Date, amount money.Minor) {
	times, over := int64(to-from)+1, int64(t.Per)
	if t.Per == 0 {
		times, over = t.Count.Between(k.anchor, to)-t.Count.Between(k.anchor, from-1), t.Count.Over()
	}
	k.sum.add(amount, times*t.scaled(), over*rateScale)
	if k.each != nil {
		k.tell(Segment{From: from, To: to, Days: int(to-from) + 1, Balance: amount, Terms: t, Times: times, Over: over},
			amount, times*t.scaled(), over*rateScale)
	}
}

// tell hands on a segment; one is made only when somebody asks how.
func (k *reckoning) tell(s Segment, amount money.Minor, times, over int64) {
	s.Sum.add(amount, times, over)
	k.each(&s)
}

func (k *reckoning) put(s *Segment, amount money.Minor, times, over int64) {
	k.sum.add(amount, times, over)
	if k.each != nil {
		k.tell(*s, amount, times, over)
	}
}

// periods charges once for every whole period. Terms that follow one another with
// the same period share its days; other ones begin anew.
func (k *reckoning) periods() {
	for i := 0; i < len(k.line); {
		s := &k.line[i]
		if s.Terms.Method != Flat && s.Terms.Method != Fixed {
			i++
			continue
		}
		end := i + 1
		for end < len(k.line) && k.line[end].From == k.line[end-1].To+1 && k.line[end].Terms.samePeriod(s.Terms) {
			end++
		}
		k.run(k.line[i:end])
		i = end
	}
}

func (k *reckoning) run(line []Spell) {
	begin, at, t := max(k.anchor, line[0].From-1), 0, line[0].Terms
	last := k.asOf
	if to := line[len(line)-1].To; to != 0 {
		last = min(last, to)
	}
	from := begin
	for n := 1; ; n++ {
		to := t.period(begin, n)
		if to > last {
			return
		}
		for line[at].To != 0 && line[at].To < to {
			at++
		}
		amount, until := k.level(to)
		if amount == 0 && until == k.asOf {
			return
		}
		s := &Segment{From: from + 1, To: to, Days: int(to - from), Balance: amount, Terms: line[at].Terms, Times: 1,
			Over: 1}
		switch {
		case amount == 0:
		case s.Terms.Method == Fixed:
			k.put(s, s.Terms.Amount, 1, 1)
		default:
			k.put(s, amount, s.Terms.scaled(), rateScale)
		}
		from = to
	}
}
