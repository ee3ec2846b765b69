package desk

import (
	"maps"
	"slices"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/book"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// work is whose customers and follow-ups are those of whoever sits here: their own, and
// those of the people they cover for.
type work struct {
	who       string
	collector uint16
	covers    map[uint16]string
	owners    map[string]bool // as covers, by user name and by name, folded
	looks     bool            // set up with roles, and not as an officer: looks after everybody's
}

func (d *Desk) works(v *book.View) (work, error) {
	w := work{who: d.who, covers: map[uint16]string{}, owners: map[string]bool{}}
	me, _, err := portfolio.Resolve(v, d.who)
	if err != nil {
		return w, err
	}
	w.collector = me.Collector
	p, _, err := office.Get(v, d.who)
	if err != nil {
		return w, err
	}
	now := p.At(d.AsOf())
	w.looks = now.Roles != 0 && now.Roles&office.Officer == 0
	for _, name := range []string{me.Name, now.Department} {
		if name != "" {
			w.owners[text.Fold(name)] = true
		}
	}
	all, err := portfolio.CoveredBy(v, d.who, d.AsOf())
	for _, c := range all {
		if c.Absent.Collector != 0 {
			w.covers[c.Absent.Collector] = c.Absent.Name
		}
		w.owners[text.Fold(c.Absent.User)], w.owners[text.Fold(c.Absent.Name)] = true, true
	}
	return w, err
}

func (w *work) mine(collector uint16) bool {
	return collector != 0 && (collector == w.collector || w.covers[collector] != "")
}

// collectors are the names of the collectors whose customers are mine, my own first.
func (w *work) collectors(v *book.View) ([]string, error) {
	var out []string
	if w.collector != 0 {
		me, err := directory.TextOf(v, directory.Person, w.collector)
		if err != nil {
			return nil, err
		}
		out = append(out, me)
	}
	for _, id := range slices.Sorted(maps.Keys(w.covers)) {
		name, err := directory.TextOf(v, directory.Person, id)
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

// within keeps what belongs to my customers.
func (w *work) within(v *book.View) ([]ledger.Scope, error) {
	names, err := w.collectors(v)
	if err != nil || len(names) == 0 {
		return nil, err
	}
	return []ledger.Scope{{By: ledger.ByCollector, Key: names[0], Or: names[1:]}}, nil
}

// Portfolio names the collectors whose customers are those of whoever sits here, by the
// person set up under People and the covers of the day; none when they have no customer.
func (d *Desk) Portfolio() (names []string, err error) {
	err = d.View(func(v *book.View) error {
		scope := Home
		if _, err := d.callQuery(v, &scope); err != nil || scope != Mine {
			return err
		}
		w, err := d.works(v)
		if err == nil {
			names, err = w.collectors(v)
		}
		return err
	})
	return names, err
}

func (w *work) owns(owner string) bool { return owner == w.who || w.owners[text.Fold(owner)] }

// PreviewHandOver is how many customers and follow-ups a hand-over would move.
func (d *Desk) PreviewHandOver(c portfolio.HandOver) (customers, followUps int, err error) {
	facts, err := d.Preview(c)
	for _, f := range facts {
		switch f.(type) {
		case *customer.Assigned:
			customers++
		case *followup.Reworded:
			followUps++
		}
	}
	return customers, followUps, err
}

// Covers lists the covers that were known on the day that is read and are not over.
func (d *Desk) Covers() (out []portfolio.Cover, err error) {
	err = d.View(func(v *book.View) error {
		return portfolio.Covers(v, func(c *portfolio.Cover) (bool, error) {
			if day := d.AsOf(); c.Made <= day && day <= c.Until && (c.Ended == 0 || day < c.Ended) {
				out = append(out, *c)
			}
			return true, nil
		})
	})
	return out, err
}

// AssignAll gives customers to one collector, in one transaction.
func (d *Desk) AssignAll(key string, codes []string, collector string) error {
	commands := make([]book.Command, len(codes))
	for i, code := range codes {
		commands[i] = &customer.Assign{Customer: code, Field: "collector", Value: collector}
	}
	return d.together(key, commands)
}
