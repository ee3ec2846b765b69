package demo

import (
	"fmt"
	"slices"

	"duebook/internal/ar/cheque"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// drawn is a cheque in the story. Its parts are out of what the customer is asked
// for until it is paid or bounced.
type drawn struct {
	c        *client
	number   string
	amount   money.Minor
	maturity civil.Date
	parts    []*part
	shares   []money.Minor
	safe     bool
	bounces  int
}

var banksOf = []string{"Gulf Harbour Bank", "Najd National Bank", "Bank of the Oasis", "Red Sea Commercial Bank",
	"بنك الواحة"}

// ourBank is where the sample company deposits.
const ourBank = "Bank of the Coast (sample)"

// postdate has a customer pay by cheques dated ahead: one for all, or one for each
// bill.
func (w *world) postdate(c *client, due []*part, day civil.Date) {
	c.paidOn = day
	if len(due) > 1 && len(due) < 5 && w.d.chance(40) {
		for i, p := range due {
			w.receive(c, []*part{p}, day, day.Add(w.d.between(20, 40)*(i+1)))
		}
		return
	}
	w.receive(c, due, day, day.Add(w.d.between(8, 75)))
}

func (w *world) receive(c *client, parts []*part, day, maturity civil.Date) {
	q := &drawn{c: c, number: fmt.Sprintf("%06d", 100_000+w.next("cheque")*37), maturity: w.cal.Next(maturity),
		parts: parts, safe: w.d.chance(80)}
	p := cheque.Paper{Number: q.number, Maturity: q.maturity.String(),
		Bank: banksOf[len(c.code+c.name.latin)%len(banksOf)], Received: day.String(), Safe: q.safe,
		Account: fmt.Sprintf("%s-%03d", c.code, len(c.name.latin))}
	if q.safe {
		p.Kept = "Riyadh, drawer 2"
	}
	for _, x := range parts {
		p.Parts = append(p.Parts, cheque.PartChoice{Bill: x.of.number, Part: x.no, Amount: plain(x.left)})
		q.amount += x.left
		q.shares = append(q.shares, x.left)
	}
	c.open = slices.DeleteFunc(c.open, func(x *part) bool { return slices.Contains(parts, x) })
	p.Amount = plain(q.amount)
	if w.d.chance(6) {
		p.Drawer = pick(w.d, []string{"Sister company", "شركة شقيقة"})
	}
	w.put(w.d.between(11*60, 13*60), c.collectorOr(accountant), &cheque.Receive{Customer: c.code, Paper: p})
	if !q.safe && w.d.chance(90) {
		w.at(w.cal.Next(day+1), func(civil.Date) {
			q.safe = true
			w.put(8*60+30, accountant, &cheque.Shift{Cheques: []string{q.number}, Move: cheque.DoStore.String(),
				With: "Riyadh, drawer 2"})
		})
	}
	if q.maturity > w.today.Add(-25) && w.d.chance(12) {
		return // nobody takes it to the bank
	}
	w.at(q.maturity, func(on civil.Date) { w.slip = append(w.slip, q) })
}

func (c *client) collectorOr(other string) string {
	if c.collector != "" {
		return c.collector
	}
	return other
}

// deposit takes the matured cheques of a day to the bank, on one slip.
func (w *world) deposit(day civil.Date) {
	if len(w.slip) == 0 {
		return
	}
	cmd := &cheque.Deposit{Bank: ourBank, Slip: number("SL", day, w.next("slip"), 4)}
	for _, q := range w.slip {
		cmd.Cheques = append(cmd.Cheques, q.number)
		if day > w.today.Add(-20) && w.d.chance(20) {
			continue // the bank has not answered
		}
		w.at(w.cal.Next(day.Add(w.d.between(2, 4))), func(on civil.Date) { w.answered(q, on) })
	}
	w.put(9*60+58, accountant, cmd)
	w.slip = nil
}

// answered is what the bank says of a cheque, in its advices of the morning.
func (w *world) answered(q *drawn, day civil.Date) {
	odds := 9
	if q.c.habit >= slow {
		odds = 22
	}
	if w.d.chance(odds) && (q.bounces == 0 || w.d.chance(50)) {
		w.bounce(q, day)
		return
	}
	w.put(8*60+2, accountant, &cheque.Clear{Cheques: []string{q.number}})
	for i, p := range q.parts {
		p.left -= min(p.left, q.shares[i])
	}
}

// bounce has the bank send a cheque back, and what becomes of it.
func (w *world) bounce(q *drawn, day civil.Date) {
	q.bounces++
	reason := pick(w.d, []string{"insufficient funds", "insufficient funds", "insufficient funds", "refer to drawer",
		"signature differs"})
	w.put(8*60+3, accountant, &cheque.Bounce{Cheque: q.number, Reason: reason,
		Fee: pick(w.d, []string{"", "75.00"})})
	switch w.d.weighted(45, 25, 10, 20) {
	case 0: // presented again
		w.at(w.cal.Next(day.Add(w.d.between(6, 15))), func(civil.Date) { w.slip = append(w.slip, q) })
	case 1: // made good in cash
		w.at(w.cal.Next(day.Add(w.d.between(4, 30))), func(civil.Date) {
			w.put(11*60, q.c.collectorOr(accountant), &cheque.Settle{Cheque: q.number})
			for i, p := range q.parts {
				p.left -= min(p.left, q.shares[i])
			}
		})
	case 2: // to court
		w.at(w.cal.Next(day.Add(w.d.between(40, 70))), func(civil.Date) {
			w.put(15*60, supervisor, &cheque.Shift{Cheques: []string{q.number}, Move: cheque.DoLegal.String(),
				Reason: "not made good"})
		})
		q.c.open = append(q.c.open, q.parts...)
	case 3: // it stays so, and its bills are asked for again
		q.c.open = append(q.c.open, q.parts...)
	}
}

// guarantee is a cheque without a date that secures the account.
func (w *world) guarantee(c *client, day civil.Date) {
	w.put(10*60+40, supervisor, &cheque.Receive{Customer: c.code, Paper: cheque.Paper{
		Number: fmt.Sprintf("%06d", 900_000+w.next("guarantee")*11), Amount: plain(money.Minor(c.scale) * 300),
		Maturity: day.Add(365).String(), Bank: pick(w.d, banksOf), Type: "guarantee", Safe: true,
		Kept: "Riyadh, drawer 2", Note: "for the credit limit"}})
}
