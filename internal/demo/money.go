package demo

import (
	"slices"
	"sort"

	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// payments is what comes in on a day.
func (w *world) payments(day civil.Date) {
	since := w.cal.Last(day - 1)
	for _, c := range w.clients {
		c.open = slices.DeleteFunc(c.open, func(p *part) bool { return p.left == 0 })
		if w.pays(c, since, day) {
			w.payRun(c, day)
		}
		if len(c.credits) > 0 && c.paidOn != day && w.d.chance(5) {
			w.useCredit(c, day)
		}
	}
}

// pays reports whether one of the customer's days for paying came since the
// last open day.
func (w *world) pays(c *client, since, day civil.Date) bool {
	if day < c.noPay || (c.quits != 0 && day >= c.quits) || c.paidOn == day {
		return false
	}
	for d := since + 1; d <= day; d++ {
		if _, _, dom := d.YMD(); slices.Contains(c.payDays, dom) {
			return true
		}
	}
	return false
}

// payRun pays what the customer means to pay by a day: mostly all of it, now and
// then short, over, or on account.
func (w *world) payRun(c *client, day civil.Date) {
	var due []*part
	var sum money.Minor
	for _, p := range c.open {
		if p.want <= day && !p.held {
			due = append(due, p)
			sum += p.left
		}
	}
	if sum == 0 {
		return
	}
	oldestFirst(due)
	if c.method == "cheque" && w.d.chance(75) {
		w.postdate(c, due, day)
		return
	}
	last := due[len(due)-1]
	switch w.d.weighted(74, 10, 3, 4, 3, 2, 2, 2) {
	case 0:
		if off := last.left * 5 / 115; c.withholds && off > 20_00 {
			w.settle(c, c.method, sum-off, due, day, "")
			w.withhold(c, last, off, day)
			return
		}
		w.settle(c, c.method, sum, due, day, "")
	case 1: // part of the last bill later
		keep := last.left * money.Minor(w.d.between(25, 65)) / 100 / 100 * 100
		last.want = day.Add(w.d.between(12, 50))
		if sum > keep {
			w.settle(c, c.method, sum-keep, due, day, "part payment")
		}
	case 2: // halalas left over
		rest := money.Minor(w.d.between(5, 95))
		last.want = w.today
		w.settle(c, c.method, sum-rest, due, day, "")
		w.at(day.Add(w.d.between(40, 120)), func(on civil.Date) { w.writeOff(last, on) })
	case 3: // money on account, its bills named later
		w.settle(c, c.method, sum, nil, day, "on account")
		for _, p := range due {
			p.want = max(p.want, day.Add(25))
		}
	case 4: // rounded up
		w.settle(c, c.method, (sum/1000_00+1)*1000_00, due, day, "")
	case 5:
		w.settle(c, "set-off", due[0].left, due[:1], day, "against their bill for transport")
	case 6: // a discount for paying at once
		off := last.left * 2 / 100
		w.settle(c, c.method, sum-off, due, day, "")
		w.settle(c, "discount", off, []*part{last}, day, "2 % for early payment")
	case 7: // keyed twice: the second is taken back
		w.settle(c, c.method, sum, due, day, "")
		w.mistake(c, sum, day)
	}
}

func oldestFirst(parts []*part) {
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].due < parts[j].due })
}

// mistake records a receipt that was recorded already, and undoes it.
func (w *world) mistake(c *client, amount money.Minor, day civil.Date) {
	var seq uint64
	r := &receipt.Record{Customer: c.code, Type: c.method, Amount: plain(amount), Mode: "none", Text: "keyed twice",
		Number: number("RV", day, w.next("RV"+day.String()[:4]), 5)}
	w.put(14*60+30, accountant, r, func(r book.Result) { seq = r.Seq })
	w.at(day+1, func(civil.Date) {
		if seq == 0 && w.flush() != nil {
			return // the flush that follows says why
		}
		w.put(8*60+1, accountant, &book.Undo{Seq: seq})
	})
}

// writeOff ends what is not worth a call.
func (w *world) writeOff(p *part, day civil.Date) {
	if p.left > 0 && p.left < 100 && w.d.chance(55) {
		w.settle(p.of.of, "write-off", p.left, []*part{p}, day, "residue below one riyal")
	}
}

// useCredit puts the oldest credit on the oldest parts due.
func (w *world) useCredit(c *client, day civil.Date) {
	cr := c.credits[0]
	var due []*part
	for _, p := range c.open {
		if p.due <= day.Add(10) && !p.held && p.left > 0 {
			due = append(due, p)
		}
	}
	oldestFirst(due)
	cmd := &receipt.ApplyMore{Receipt: cr.number, Mode: "marked"}
	if cr.left = w.spread(cr.left, due, &cmd.Parts); len(cmd.Parts) == 0 {
		return
	}
	if cr.left == 0 {
		c.credits = c.credits[1:]
	}
	c.paidOn = day
	w.put(w.d.between(14*60, 15*60), accountant, cmd)
}
