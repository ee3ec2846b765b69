package demo

import (
	"errors"
	"fmt"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// recorded is how many days of calling the book holds.
const recorded = 170

// collect is what the officers do on a day.
func (w *world) collect(day civil.Date) {
	w.carryOut(day)
	if day < w.today.Add(-recorded) {
		return
	}
	last := w.cal.Last(w.today - 1)
	promised := 0
	for _, c := range w.clients {
		if c.quiet || c.collector == "" || c.paidOn == day || !hasPhone(c) {
			continue
		}
		late, sum := overdue(c, day)
		planned := c.callback != 0 && c.callback <= day
		mine := day == last && c.collector == Collector && promised < 4
		switch {
		case planned && sum == 0:
			w.thank(c, day)
		case planned && day > w.today.Add(-14) && w.d.chance(7):
			c.forgot, c.callback, c.noCall = true, 0, w.today // it stays on the list of follow-ups
		case planned && w.d.chance(88):
			w.call(c, late, sum, day, "")
		case planned || sum < 300_00 || day < c.noCall:
		case mine:
			promised++
			w.call(c, late, sum, day, "call back")
		case w.d.chance(26):
			w.call(c, late, sum, day, "")
		}
	}
}

func hasPhone(c *client) bool { return len(c.people) > 0 && len(c.people[0].Phones) > 0 }

// overdue lists what is late and not held, oldest first.
func overdue(c *client, day civil.Date) (late []*part, sum money.Minor) {
	for _, p := range c.open {
		if p.due < day && p.left > 0 && !p.held {
			late = append(late, p)
			sum += p.left
		}
	}
	oldestFirst(late)
	return late, sum
}

// thank settles a call-back that is no longer needed.
func (w *world) thank(c *client, day civil.Date) {
	c.callback = 0
	w.put(w.d.between(8*60+30, 15*60), c.collector, &contact.Log{Customer: c.code, Channel: "WhatsApp", Result: "sent",
		Person: c.people[0].Name, Number: c.people[0].Phones[0].Number, Note: "Thanked for the payment.",
		NextDate: "none"})
}

// call is one call and what comes of it; a given result, or one by chance.
func (w *world) call(c *client, late []*part, sum money.Minor, day civil.Date, result string) {
	if result == "" {
		result = w.result(c)
	}
	person := pick(w.d, c.people)
	phone := pick(w.d, person.Phones)
	l := &contact.Log{Customer: c.code, Result: result, Person: person.Name, Number: phone.Number, Ext: phone.Ext,
		Note: pick(w.d, said[result]), NextDate: "none", Channel: []string{"", "call in", "visit",
			"WhatsApp"}[w.d.weighted(84, 6, 4, 6)]}
	minute := w.d.between(8*60+35, 16*60)
	c.callback, c.noCall = 0, day.Add(w.d.between(4, 11))
	switch result {
	case "no answer", "voicemail", "left word", "call back", "owner away":
		w.again(c, l, person, day)
	case "promised":
		if len(late) == 0 {
			return
		}
		w.promise(c, l, late, minute, day)
		return
	case "in approval":
		l.Reference = fmt.Sprintf("PR-%05d", w.d.between(1000, 99_999))
		w.planCall(c, l, w.cal.AddOpen(day, 5), "", "ask about the approval")
	case "says paid":
		w.planCall(c, l, w.cal.AddOpen(day, 3), "", "check the payment")
		if w.d.chance(70) {
			w.pay(c, late, sum, w.cal.AddOpen(day, w.d.between(1, 3)))
		}
	case "bill asked", "wrong number", "ready":
		w.errand(c, l, late, sum, minute, day)
		return
	case "disputed":
		if late = single(late); len(late) > 0 {
			w.contest(c, l, pick(w.d, late), day)
		}
	case "refused", "referred":
		w.refer(c, l, minute, day)
		return
	}
	if result == "disputed" && l.Dispute == nil {
		l.Result = "in approval"
	}
	for _, p := range late[:min(len(late), 3)] {
		l.Bills = append(l.Bills, p.of.number)
	}
	w.put(minute, c.collector, l, func(r book.Result) { c.callID = planned(r) })
}

// clear ends the last day: call-backs of customers that have paid by then are
// taken off the list.
func (w *world) clear() error {
	if err := w.flush(); err != nil {
		return err
	}
	for _, c := range w.clients {
		if _, sum := overdue(c, w.today); (c.callback != 0 || c.forgot) && c.callID != 0 && sum < 300_00 {
			w.put(17*60, c.collector, &followup.Cancel{ID: c.callID, Note: "paid meanwhile"})
		}
	}
	return errors.Join(w.close(w.cal.Last(w.today-1)), w.flush())
}

func (w *world) result(c *client) string {
	weights := make([]int, len(results))
	for i, r := range results {
		if weights[i] = r.good; c.habit >= slow || c.quits != 0 {
			weights[i] = r.poor
		}
	}
	return results[w.d.weighted(weights...)].name
}

// again is a call that reached nobody who decides: it is to be made anew.
func (w *world) again(c *client, l *contact.Log, person customer.Contact, day civil.Date) {
	days, clock := 1, ""
	switch l.Result {
	case "left word":
		l.Person, l.Ext = "reception", ""
	case "owner away":
		days = w.d.between(3, 8)
	case "call back":
		clock = text.FormatTime(w.d.between(17, 30) * 30) // 08:30 to 15:00
	}
	if l.Result == "no answer" || l.Result == "voicemail" {
		l.Person, l.Channel = "", ""
		if person.Language == "en" && w.d.chance(20) {
			clock = "09:00"
		}
	}
	w.planCall(c, l, w.cal.AddOpen(day, days), clock, "")
}

func (w *world) planCall(c *client, l *contact.Log, day civil.Date, clock, reason string) {
	l.NextDate, l.NextTime, l.NextReason = day.String(), clock, reason
	c.callback, c.noCall = day, max(c.noCall, day)
}

// pay makes a customer pay these parts, or the first of them, on a day, or on the
// next when something of the customer's was posted on that one.
func (w *world) pay(c *client, parts []*part, amount money.Minor, day civil.Date) {
	w.at(day, func(on civil.Date) {
		if c.paidOn == on {
			w.pay(c, parts, amount, on+1)
			return
		}
		var left money.Minor
		for _, p := range parts {
			left += p.left
		}
		if left = min(left, amount); left > 0 {
			w.settle(c, c.method, left, parts, on, "")
		}
	})
}

// single keeps the parts of bills that have one part and no dispute.
func single(parts []*part) (out []*part) {
	for _, p := range parts {
		if len(p.of.parts) == 1 && !p.of.disputed && p.left > 50_00 {
			out = append(out, p)
		}
	}
	return out
}

// contest opens a dispute in a call; most are closed after a while.
func (w *world) contest(c *client, l *contact.Log, p *part, day civil.Date) {
	amount := p.left
	if w.d.chance(55) {
		amount = p.left * money.Minor(w.d.between(15, 60)) / 100
	}
	l.Dispute = &dispute.Open{Bill: p.of.number, Amount: plain(amount), Reason: pick(w.d, contested)}
	w.planCall(c, l, w.cal.AddOpen(day, 5), "", "settle the dispute")
	p.held, p.of.disputed = true, true
	number := p.of.number
	if w.d.chance(35) {
		w.put(16*60+30, supervisor, &dispute.SetHold{Bill: number, Amount: plain(amount), Reason: pick(w.d, holdFor),
			Until: day.Add(w.d.between(10, 60)).String()})
	}
	w.at(day.Add(w.d.between(8, 70)), func(on civil.Date) {
		how := []string{"upheld", "rejected", "partly"}[w.d.weighted(40, 40, 20)]
		w.put(15*60+40, supervisor, &dispute.Close{Bill: number, Outcome: how})
		p.held, p.want = false, on.Add(w.d.between(5, 30))
		if how == "rejected" {
			return
		}
		if how == "partly" {
			amount /= 2
		}
		w.at(on+1, func(next civil.Date) {
			if credit := min(amount, p.left); credit > 0 && c.paidOn != next {
				w.settle(c, "credit note", credit, []*part{p}, next, "dispute settled")
			}
		})
	})
}

// asked is a question at the supervisor.
type asked struct {
	c  *client
	id uint32
}

// refer puts a customer to the supervisor, once at a time.
func (w *world) refer(c *client, l *contact.Log, minute int, day civil.Date) {
	if c.referred {
		l.Result, l.Note = "refused", pick(w.d, said["refused"])
		w.put(minute, c.collector, l)
		return
	}
	c.referred, c.noCall = true, day.Add(9)
	cmd := &referral.Refer{Customer: c.code, Reason: pick(w.d, askedOf)}
	if l.Result == "referred" {
		cmd.Call = l
	} else {
		w.put(minute, c.collector, l)
		minute++
	}
	wait := w.d.between(1, 4)
	if w.d.chance(14) {
		wait = 40 // not answered for long
	}
	ask := &asked{c: c}
	w.put(minute, c.collector, cmd, func(r book.Result) {
		for _, f := range r.Facts {
			if f, ok := f.(*referral.Referred); ok {
				ask.id = f.Referral.ID
			}
		}
	})
	w.at(w.cal.AddOpen(day, wait), func(civil.Date) { w.answer(ask) })
}

func (w *world) answer(ask *asked) {
	if w.known(&ask.id) {
		a := pick(w.d, answers)
		w.put(8*60+20, supervisor, &referral.Reply{ID: ask.id, Answer: a.verdict, Text: a.text})
		ask.c.referred = false
	}
}

// known makes sure that a number is there, posting what waits if need be.
func (w *world) known(id *uint32) bool {
	return *id != 0 || w.flush() == nil && *id != 0
}
