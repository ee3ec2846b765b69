package demo

import (
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/referral"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// task is a follow-up that is no call, to be done on a day.
type task struct {
	c  *client
	id *uint32
	on civil.Date
}

// trip is a bill that is out with a collector.
type trip struct {
	number string
	on     civil.Date
}

// errand is a call that leaves something to do: send papers, put a number right,
// fetch a payment.
func (w *world) errand(c *client, l *contact.Log, late []*part, sum money.Minor, minute int, day civil.Date) {
	id := new(uint32)
	on := w.cal.AddOpen(day, w.d.between(1, 2))
	l.NextDate = ""
	if l.Result == "wrong number" {
		l.Person, l.Ext, l.Channel = "", "", ""
	}
	if l.Result == "ready" && len(late) > 0 {
		l.NextDate = on.String()
		w.fetch(c, late, sum, day, on)
	}
	w.put(minute, c.collector, l, func(r book.Result) { *id = planned(r) })
	if w.d.chance(95) {
		w.tasks = append(w.tasks, task{c, id, on})
	}
}

// fetch gives the bills out for a round, with the money fetched on it.
func (w *world) fetch(c *client, late []*part, sum money.Minor, day, on civil.Date) {
	var out []string
	for _, n := range numbers(late[:min(len(late), 5)]) {
		free := true
		for _, t := range w.trips {
			free = free && t.number != n
		}
		if free {
			out = append(out, n)
			w.toured[n] = true
			w.trips = append(w.trips, trip{n, on})
		}
	}
	if len(out) > 0 {
		w.put(16*60+20, c.collector, &round.Give{Collector: c.collector, Route: c.route, Day: on.String(), Bills: out})
	}
	if w.d.chance(85) {
		w.pay(c, late, sum, on)
	}
}

// carryOut does the tasks of a day and books bills back from their rounds.
func (w *world) carryOut(day civil.Date) {
	left := w.tasks[:0]
	for _, t := range w.tasks {
		if t.on > day {
			left = append(left, t)
			continue
		}
		if w.known(t.id) {
			w.put(9*60+w.d.between(0, 60), t.c.collector, &followup.Done{ID: *t.id})
		}
	}
	w.tasks = left
	out := w.trips[:0]
	for _, t := range w.trips {
		if t.on >= day || w.d.chance(25) {
			out = append(out, t)
			continue
		}
		back := &round.TakeBack{Bill: t.number, State: "back signed"}
		switch w.d.weighted(88, 6, 6) {
		case 1:
			back.State, back.Note = "missing", "left with their store keeper"
		case 2:
			back.State, back.Note = "discrepancy", "quantity corrected by hand"
		}
		w.put(8*60+15, accountant, back)
	}
	w.trips = out
}

// fates are what changes about customers on the way: law, closing, silence, a
// new collector, notes.
func (w *world) fates() {
	ago := func(low, high int) civil.Date { return w.cal.Next(w.today.Add(-w.d.between(low, high))) }
	for i, c := range w.clients {
		if i%37 == 11 && c.quits == 0 {
			w.at(ago(30, 300), func(on civil.Date) { w.guarantee(c, on) })
		}
		if i%13 == 6 {
			w.at(ago(15, 200), func(on civil.Date) { w.bind(i/13, c, on) })
		}
		if i%31 == 7 {
			w.at(ago(2, 8), func(civil.Date) { w.asks(c) })
		}
		switch {
		case i%97 == 41:
			w.at(ago(1, 12), func(on civil.Date) { w.giveUp(c, on) })
		case c.quits != 0 && c.quits < w.today.Add(-90) && i%2 == 0:
			w.becomes(c, ago(20, 60), "status", pick(w.d, []string{"legal", "legal", "insolvent"}))
		case i%79 == 30:
			w.becomes(c, ago(15, 120), "status", "closed")
		case i%67 == 22:
			w.becomes(c, ago(10, 90), "do_not_contact", "yes")
		case i%23 == 9 && c.collector != "":
			c := c
			w.at(ago(40, 100), func(civil.Date) {
				c.collector = pick(w.d, c.branch.collectors)
				w.assign(c, "collector", c.collector)
			})
		case i%19 == 4:
			w.at(ago(5, 160), func(civil.Date) {
				w.put(16*60+40, accountant, &contact.Log{Customer: c.code, Result: "note", Note: pick(w.d,
					said["note"])})
			})
		case i%29 == 17:
			w.at(ago(5, 160), func(civil.Date) {
				name, _ := w.d.person()
				w.put(16*60+45, accountant, &customer.SetPerson{Customer: c.code, Person: customer.Contact{Name: name,
					Role: "new accountant", Phones: []customer.Phone{{Number: w.d.mobile(c.branch.city)}}}})
			})
		}
	}
}

// becomes changes a customer's profile and ends the calls.
func (w *world) becomes(c *client, day civil.Date, field, value string) {
	w.at(day, func(civil.Date) {
		w.assign(c, field, value)
		c.quiet = true
	})
}

// asks puts a customer to the supervisor, who has not answered yet.
func (w *world) asks(c *client) {
	if c.referred || c.quiet {
		return
	}
	c.referred = true
	w.put(16*60+30, c.collectorOr(accountant), &referral.Refer{Customer: c.code, Reason: pick(w.d, askedOf)})
}
