package desk

import (
	"slices"
	"time"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/ar/request"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/requests"
	"duebook/internal/text"
)

// Wanted is a request that waits for whoever sits here.
type Wanted struct {
	ID                     uint32
	Code, Name, Kind, Text string
	Due                    civil.Date
	Late                   bool
}

// Requests lists what customers asked for.
func (d *Desk) Requests(q requests.Query) (l *requests.List, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		l, err = requests.Compute(v, q)
		return err
	})
	return l, err
}

// UpdateRequests routes several requests or puts them to another day, all or none.
func (d *Desk) UpdateRequests(key string, ids []uint32, to, due, note string) error {
	commands := make([]book.Command, len(ids))
	for i, id := range ids {
		commands[i] = &request.Update{ID: id, To: to, Due: due, Note: note}
	}
	return d.together(key, commands)
}

// CloseRequests closes several requests with one outcome, all or none.
func (d *Desk) CloseRequests(key string, ids []uint32, outcome string) error {
	commands := make([]book.Command, len(ids))
	for i, id := range ids {
		commands[i] = &request.Close{ID: id, Outcome: outcome}
	}
	return d.together(key, commands)
}

// Owners names whom a follow-up or a request may be given to: the people set up, their
// departments, and those who go out.
func (d *Desk) Owners() (out []string, err error) {
	add := func(name string) {
		if name != "" && !slices.ContainsFunc(out, func(o string) bool { return text.Fold(o) == text.Fold(name) }) {
			out = append(out, name)
		}
	}
	var departments []string
	err = d.View(func(v *book.View) error {
		err := office.All(v, func(p *office.Person) (bool, error) {
			if n := p.Now(); n.Roles != 0 {
				add(p.Called())
				departments = append(departments, n.Department)
			}
			return true, nil
		})
		if err != nil {
			return err
		}
		names, err := directory.Names(v, directory.Person)
		for _, name := range append(append(request.Departments(), departments...), sorted(names)...) {
			add(name)
		}
		return err
	})
	return out, err
}

func sorted(names map[uint16]string) []string {
	var out []string
	for _, n := range names {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// fillRequests lists the open requests due by the day that are mine to answer.
func (d *Desk) fillRequests(v *book.View, t *Today, w *work) error {
	return request.Open(v, t.AsOf, func(r *request.Request, at request.Step) (bool, error) {
		if at.Due > t.AsOf || !w.owns(at.To) {
			return true, nil
		}
		c, err := customer.Get(v, r.Customer)
		t.Requests = append(t.Requests, Wanted{r.ID, c.Code, c.Name, r.Kind.String(), r.Text, at.Due, at.Due < t.AsOf})
		return true, err
	})
}

// fillCardRequests counts what is open on a card and puts what was asked on the timeline.
func (d *Desk) fillCardRequests(v *book.View, c *Card) (all []Event, err error) {
	clock := func(at int64) string { return time.Unix(0, at).In(d.Now().Location()).Format("15:04") }
	err = request.OfCustomer(v, c.ID, func(r *request.Request) (bool, error) {
		at, ok := r.At(c.AsOf)
		if !ok {
			return true, nil
		}
		if !at.Closed {
			if c.Requests++; at.Due < c.AsOf {
				c.RequestsLate++
			}
		}
		for i, s := range r.Steps {
			if s.On > c.AsOf || s.Back != 0 && s.Back <= c.AsOf || i > 0 && s.Note == "" {
				continue
			}
			e := Event{Day: s.On, Time: clock(s.At), What: "request", Who: s.By, Text: s.Note, Seq: s.Seq,
				order: int64(s.Seq), Title: "request answered: " + r.Kind.String()}
			switch {
			case i == 0:
				e.Title, e.Text = "request: "+r.Kind.String(), join(r.Text, "for "+s.To+" by "+s.Due.String())
			case s.Closed:
				e.Title = "request closed: " + r.Kind.String()
			}
			all = append(all, e)
		}
		return true, nil
	})
	return all, err
}
