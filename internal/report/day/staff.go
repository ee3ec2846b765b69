package day

import (
	"cmp"

	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// worker is what somebody was on the day. Who has left by then, or was not set up yet, is
// what they were last, or first.
type worker struct {
	user, shown string
	collector   string // the name among the collectors
	roles       office.Roles
}

// called is the name to show.
func (w *worker) called() string { return cmp.Or(w.shown, w.user) }

// staffOn is everybody who was ever set up, as they were on a day.
func staffOn(v *book.View, d civil.Date) (all []worker, err error) {
	err = office.All(v, func(p *office.Person) (bool, error) {
		step := p.At(d)
		w := worker{user: p.User, roles: step.Roles}
		for n := 0; step.Roles == 0 && n < len(p.Steps); n++ {
			if x := p.Steps[n]; x.Roles != 0 && (x.From <= d || n == 0) {
				w.shown, w.collector = x.Shown, x.Collector
			}
		}
		if step.Roles != 0 {
			w.shown, w.collector = step.Shown, step.Collector
		}
		w.collector = cmp.Or(w.collector, p.User)
		all = append(all, w)
		return true, nil
	})
	return all, err
}

// holding is who has the customers of a collector: who works so, by the collector's name,
// else by the name that is shown; else who did before, or will. nil when nobody does.
func holding(staff []worker, collector string) *worker {
	name := text.Fold(collector)
	var found *worker
	best := 0
	for n := range staff {
		w := &staff[n]
		fit := 0
		switch name {
		case "":
		case text.Fold(w.collector):
			fit = 2
		case text.Fold(w.shown):
			fit = 1
		}
		if fit > 0 && w.roles != 0 {
			fit += 2
		}
		if fit > best {
			best, found = fit, w
		}
	}
	return found
}

func (g *gatherer) worker(user string) worker {
	for _, w := range g.staff {
		if w.user == user {
			return w
		}
	}
	return worker{user: user, collector: user}
}
