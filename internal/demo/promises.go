package demo

import (
	"duebook/internal/ar/contact"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// vow is a promise on its way.
type vow struct {
	c     *client
	id    uint32
	taken civil.Date
	date  civil.Date
	parts []*part
	sum   money.Minor
	plan  []promise.PlanPart
}

// tolerance is the company's, in days.
const tolerance = 3

// promise is a call that brings a promise, and how it will go.
func (w *world) promise(c *client, l *contact.Log, late []*part, minute int, day civil.Date) {
	v := &vow{c: c, taken: day, parts: late[:min(len(late), w.d.between(1, 6))], date: w.promisedDay(day)}
	for _, p := range v.parts {
		p.held = true
		v.sum += p.left
	}
	l.Promise = &contact.Pledge{Amount: plain(v.sum), Date: v.date.String(), Method: c.method}
	if c.method == "card" || c.method == "wallet" {
		l.Promise.Method = "other"
	}
	if len(late) > len(v.parts) || w.d.chance(85) {
		l.Promise.Bills = numbers(v.parts)
	}
	if v.sum > 40_000_00 && w.d.chance(30) {
		third := v.sum / 3
		for i, m := range []money.Minor{third, third, v.sum - 2*third} {
			v.plan = append(v.plan, promise.PlanPart{Date: day.Add(7 + 14*i).String(), Amount: plain(m)})
		}
		v.date = day.Add(35)
		l.Promise.Plan, l.Promise.Amount, l.Promise.Date = v.plan, "", ""
	}
	c.vow, c.noCall = v, v.date.Add(tolerance+2)
	w.put(minute, c.collector, l, func(r book.Result) {
		for _, f := range r.Facts {
			if f, ok := f.(*promise.Taken); ok {
				v.id = f.Promise.ID
			}
		}
	})
	w.fate(v)
}

// promisedDay is mostly within two weeks; near the end of the story some are
// for today, and some so that they break today.
func (w *world) promisedDay(day civil.Date) civil.Date {
	if day > w.today.Add(-16) {
		switch w.d.weighted(14, 14, 72) {
		case 0:
			return w.today
		case 1:
			return max(day, w.today.Add(-tolerance-1))
		}
	}
	return w.cal.Next(day.Add(w.d.between(2, 15)))
}

func numbers(parts []*part) (out []string) {
	seen := map[string]bool{}
	for _, p := range parts {
		if !seen[p.of.number] {
			seen[p.of.number] = true
			out = append(out, p.of.number)
		}
	}
	return out
}

// fate decides how a promise goes. What happens after today is still open.
func (w *world) fate(v *vow) {
	w.at(v.date.Add(tolerance+1), func(on civil.Date) { w.release(v, on) })
	if v.plan != nil {
		for i := range v.plan {
			if w.d.chance(80) {
				w.pay(v.c, v.parts, v.sum/3+1, w.cal.Last(v.taken.Add(8+14*i)))
			}
		}
		return
	}
	weights := []int{54, 10, 14, 14, 5, 4}
	if v.c.habit >= slow || v.c.quits != 0 {
		weights = []int{24, 12, 18, 36, 5, 5}
	}
	when := w.cal.Last(v.date.Add(w.d.between(-1, 3)))
	switch w.d.weighted(weights...) {
	case 0: // kept
		w.pay(v.c, v.parts, v.sum, max(when, v.taken+1))
	case 1: // late
		w.pay(v.c, v.parts, v.sum, v.date.Add(w.d.between(5, 14)))
	case 2: // in part
		w.pay(v.c, v.parts, v.sum*money.Minor(w.d.between(25, 70))/100, max(when, v.taken+1))
	case 3: // broken
	case 4: // another promise before the day
		w.at(v.taken.Add(1), func(on civil.Date) { w.promiseAnew(v, on) })
	case 5: // withdrawn
		w.at(v.taken.Add(1), func(on civil.Date) {
			if on <= v.date && v.c.vow == v && v.open() && v.c.paidOn != on && w.known(&v.id) {
				w.put(8*60+20, v.c.collector, &promise.Withdraw{ID: v.id, Note: "their bank refused the transfer"})
				w.release(v, on)
			}
		})
	}
}

// open reports whether nothing of a promise was paid.
func (v *vow) open() bool {
	var left money.Minor
	for _, p := range v.parts {
		left += p.left
	}
	return left == v.sum
}

// release lets the customer's usual payments touch the parts again.
func (w *world) release(v *vow, on civil.Date) {
	for _, p := range v.parts {
		if p.held && !p.of.disputed {
			p.held, p.want = false, max(p.want, on.Add(w.d.between(8, 40)))
		}
	}
	if v.c.vow == v {
		v.c.vow, v.c.noCall = nil, min(v.c.noCall, on)
	}
}

// promiseAnew is the same promise for a later day: it takes the first one's place.
func (w *world) promiseAnew(v *vow, on civil.Date) {
	if on > v.date || v.c.vow != v || !v.open() || v.c.paidOn == on || v.c.quiet {
		return
	}
	next := *v
	next.id, next.taken, next.date = 0, on, w.cal.Next(v.date.Add(w.d.between(4, 9)))
	v.parts, v.c.vow = nil, &next
	p := v.c.people[0]
	l := &contact.Log{Customer: v.c.code, Channel: "call in", Person: p.Name, Number: p.Phones[0].Number,
		Result:   "promised",
		NextDate: "none", Note: "Rang to move the day.", Promise: &contact.Pledge{Amount: plain(next.sum),
			Date: next.date.String(), Method: "transfer", Bills: numbers(next.parts)}}
	w.put(w.d.between(8*60+40, 9*60+55), v.c.collector, l) // before the day's receipts
	v.c.noCall = next.date.Add(tolerance + 2)
	w.at(next.date.Add(tolerance+1), func(day civil.Date) { w.release(&next, day) })
	if w.d.chance(70) {
		w.pay(v.c, next.parts, next.sum, next.date)
	}
}
