package day

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// gatherer fills the reports of all officers of a day.
type gatherer struct {
	v        *book.View
	s        *book.Schema
	q        Query
	set      company.Settings
	people   *ledger.People
	all      []*Officer
	users    map[string]*Officer
	portions map[uint16]*Officer // by collector; 0 is no collector
	alone    bool                // nobody is set up
	staff    []worker
	talks    []talk
}

// Compute fills the reports of all officers of a day, by name; those to whom nothing
// belongs are left out, unless they are officers with a portfolio or who asks.
func Compute(v *book.View, s *book.Schema, q Query) ([]*Officer, error) {
	g := &gatherer{v: v, s: s, q: q, people: ledger.NewPeople(v, q.Day), users: map[string]*Officer{},
		portions: map[uint16]*Officer{}}
	g.q.Known = max(q.Known, q.Day)
	var err error
	if g.set, err = company.Get(v); err != nil {
		return nil, err
	}
	if err := g.officers(); err != nil {
		return nil, err
	}
	for _, x := range []struct {
		part Parts
		fill func() error
	}{{Money, g.money}, {Dated, g.cheques}, {Dated, g.promises}, {Recorded, g.recorded}, {Recorded, g.callBacks},
		{List, g.listed}, {Targets, g.targets}, {NextDay, g.next}} {
		if q.Parts&x.part == 0 {
			continue
		}
		if err := x.fill(); err != nil {
			return nil, err
		}
	}
	g.all = slices.DeleteFunc(g.all, func(o *Officer) bool { return o.User != q.Me && !o.holds && o.Blank() })
	for _, o := range g.all {
		g.finish(o)
	}
	slices.SortFunc(g.all, func(a, b *Officer) int {
		return cmp.Or(cmp.Compare(empty(a.User), empty(b.User)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.User,
			b.User))
	})
	return g.all, nil
}

func empty(s string) int {
	if s == "" {
		return 1
	}
	return 0
}

// Of fills the report of one officer.
func Of(v *book.View, s *book.Schema, user string, q Query) (*Officer, error) {
	q.Me = cmp.Or(q.Me, user)
	all, err := Compute(v, s, q)
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		if o.User == user {
			return o, nil
		}
	}
	return nil, &book.Error{Code: book.NotFound, Field: "user",
		Text: fmt.Sprintf("%s recorded nothing on %s and is no officer; the review (duebook daily --all) has everybody",
			user, q.Day)}
}

// officers makes a report for everybody who is set up as an officer.
func (g *gatherer) officers() error {
	var err error
	if g.staff, err = staffOn(g.v, g.q.Day); err != nil {
		return err
	}
	if g.alone = office.Working(g.v) == 0; g.alone && g.q.Me != "" {
		if _, err := g.user(g.q.Me); err != nil {
			return err
		}
	}
	for n := range g.staff {
		if g.staff[n].roles&office.Officer == 0 {
			continue
		}
		if _, err := g.user(g.staff[n].user); err != nil {
			return err
		}
	}
	return nil
}

func (g *gatherer) blank(user, name string) *Officer {
	o := &Officer{Day: g.q.Day, User: user, Name: name, Lines: make([]Line, len(Defs)), clients: map[uint32]int{},
		Home: Sum{Currency: g.set.Currency, Digits: g.set.Digits}}
	for i := range Defs {
		o.Lines[i].Key = Defs[i].Key
	}
	g.all = append(g.all, o)
	return o
}

// user is the report of whoever signs in so.
func (g *gatherer) user(user string) (*Officer, error) {
	if o := g.users[user]; o != nil {
		return o, nil
	}
	w := g.worker(user)
	c, err := directory.Find(g.v, directory.Person, w.collector)
	if err != nil {
		return nil, err
	}
	o := g.blank(user, w.called())
	g.users[user] = o
	if h := holding(g.staff, w.collector); h != nil && h.user != user {
		return o, nil
	}
	o.holds = c != 0
	if o.holds && g.portions[c] == nil {
		g.portions[c] = o
	}
	return o, nil
}

// of is the report a customer belongs to.
func (g *gatherer) of(customerID uint32) (*Officer, error) {
	c := g.people.Step(customerID).Collector
	if o := g.portions[c]; o != nil {
		return o, nil
	}
	o, err := g.holder(c)
	if err != nil {
		return nil, err
	}
	g.portions[c] = o
	return o, nil
}

// holder is the report of who signs in as a collector, else one of nobody.
func (g *gatherer) holder(c uint16) (*Officer, error) {
	if c == 0 {
		if me := g.users[g.q.Me]; g.alone && me != nil && !g.portfolio(me) {
			return me, nil
		}
		return g.blank("", "no collector"), nil
	}
	name, err := g.people.Name(directory.Person, c)
	if err != nil {
		return nil, err
	}
	if w := holding(g.staff, name); w != nil {
		return g.user(w.user)
	} else if g.alone {
		return g.user(name)
	}
	return g.blank("", name), nil
}

// portfolio reports whether an officer is the collector of any customer.
func (g *gatherer) portfolio(o *Officer) bool {
	found := false
	for c, of := range g.portions {
		if c == 0 || of != o || found {
			continue
		}
		customer.Profiles(g.v, g.q.Day, func(_ uint32, s customer.Step) bool {
			found = s.Collector == c
			return !found
		})
	}
	return found
}

// owner is the report an account belongs to.
func (g *gatherer) owner(acc uint32) (*Officer, error) { return g.of(g.people.Customer(acc)) }

func (g *gatherer) item(customerID uint32, seq uint64, what string) (Item, error) {
	l, err := g.people.Line(customerID)
	return Item{Seq: seq, Code: l.Code, Name: l.Name, What: what}, err
}

// add counts one item on a line.
func (g *gatherer) add(o *Officer, key string, i Item) {
	l := o.Line(key)
	l.Count++
	l.Items = append(l.Items, i)
	if i.Amount.Currency != "" {
		put(&l.Sums, i.Amount)
	}
}

func put(sums *[]Sum, x Sum) {
	for i := range *sums {
		if s := &(*sums)[i]; s.Currency == x.Currency {
			s.Amount += x.Amount
			return
		}
	}
	*sums = append(*sums, x)
}

func sum(m money.Minor, cur money.Currency) Sum { return Sum{cur.Code, cur.Digits, m} }

// client is what became of a customer, on an officer's report.
func (g *gatherer) client(o *Officer, customerID uint32) (*Client, error) {
	if n, ok := o.clients[customerID]; ok {
		return &o.Clients[n], nil
	}
	l, err := g.people.Line(customerID)
	if err != nil {
		return nil, err
	}
	o.clients[customerID] = len(o.Clients)
	o.Clients = append(o.Clients, Client{Code: l.Code, Name: l.Name})
	return &o.Clients[len(o.Clients)-1], nil
}

// finish sums what is collected and puts all in an order that does not depend on the
// way it was gathered.
func (g *gatherer) finish(o *Officer) {
	whole := o.Line(Collected)
	for _, key := range []string{Cash, Transfer, Cleared, TakenOff} {
		for _, s := range o.Line(key).Sums {
			put(&whole.Sums, s)
		}
		whole.Count += o.Line(key).Count
		whole.Items = append(whole.Items, o.Line(key).Items...)
	}
	for i := range o.Lines {
		g.order(o.Lines[i].Sums)
		slices.SortStableFunc(o.Lines[i].Items, func(a, b Item) int {
			return cmp.Or(cmp.Compare(b.Amount.Amount, a.Amount.Amount), cmp.Compare(a.Code, b.Code),
				cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.What, b.What))
		})
	}
	for i := range o.Clients {
		g.order(o.Clients[i].Promised)
		g.order(o.Clients[i].Collected)
	}
	slices.SortFunc(o.Clients, func(a, b Client) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Code, b.Code))
	})
	slices.SortFunc(o.Results, func(a, b Result) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count),
			cmp.Compare(a.Name, b.Name))
	})
}

// order puts the company's currency first.
func (g *gatherer) order(sums []Sum) {
	rank := func(s Sum) int {
		if s.Currency == g.set.Currency {
			return 0
		}
		return 1
	}
	slices.SortFunc(sums, func(a, b Sum) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.Currency, b.Currency))
	})
}
