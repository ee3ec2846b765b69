package demo

import (
	"fmt"
	"slices"

	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/writeoff"
	"duebook/internal/civil"
)

// bind has a customer who owes much for long sign something: a promissory note, an
// instalment agreement, or a plan of payments.
func (w *world) bind(i int, c *client, day civil.Date) {
	late, sum := overdue(c, day)
	if len(late) == 0 || sum < 5_000_00 || c.vow != nil || c.paidOn == day {
		return
	}
	c.paidOn = day // what it is about is not paid on the same day
	first := w.cal.Next(day.Add(w.d.between(10, 30)))
	switch i % 3 {
	case 0:
		w.put(16*60+5, c.collectorOr(supervisor), &obligation.Record{Customer: c.code, Type: "promissory note",
			Number: fmt.Sprintf("PN-%04d", w.next("note")), Issued: day.String(), Place: c.branch.city,
			Signatory: c.people[0].Name, Nafith: fmt.Sprintf("NF%08d", 31_000_000+i*7919), Due: first.Add(30).String(),
			Bills: numbers(late), Note: "signed before the supervisor"})
	case 1:
		w.put(16*60+5, c.collectorOr(supervisor), &obligation.Record{Customer: c.code, Type: "instalment agreement",
			Number: fmt.Sprintf("IA-%04d", w.next("agreement")), Issued: day.String(), Place: c.branch.city,
			Signatory: c.people[0].Name, Due: first.String(), Parts: 4, Every: "month", Bills: numbers(late)})
	case 2:
		w.put(16*60+5, c.collectorOr(supervisor), &promise.Plan{Customer: c.code, Bills: numbers(late), Parts: 3,
			Every: "month", First: first.String(), From: c.people[0].Name, Method: "transfer"})
	}
}

// copies sends the delivery copies of the day's bills out with the drivers, and has
// most of them back.
func (w *world) copies(day civil.Date, bills []string) {
	if len(bills) == 0 {
		return
	}
	driver := pick(w.d, []string{"Karim Driver", "Saad Driver", "سالم السائق"})
	w.put(10*60+10, accountant, &proof.Give{Holder: driver, Bills: bills})
	var back []string
	for _, n := range bills {
		switch w.d.weighted(90, 4, 2, 4) {
		case 0:
			back = append(back, n)
		case 1:
			w.at(day.Add(w.d.between(2, 9)), func(civil.Date) {
				if w.toured[n] {
					return
				}
				w.put(8*60+40, accountant, &proof.Differ{Bill: n, Fault: pick(w.d, []string{"no stamp", "no signature",
					"quantity", "date"}), Note: "as written on the copy"})
			})
		case 2:
			w.at(day.Add(w.d.between(10, 30)), func(civil.Date) {
				if w.toured[n] {
					return
				}
				w.put(8*60+45, accountant, &proof.Miss{Bills: []string{n}, Note: "the driver does not have it"})
			})
		}
	}
	if len(back) > 0 {
		w.at(day.Add(w.d.between(1, 6)), func(civil.Date) {
			back = slices.DeleteFunc(back, func(n string) bool { return w.toured[n] })
			if len(back) > 0 {
				w.put(8*60+35, accountant, &proof.TakeBack{Bills: back})
			}
		})
	}
}

// giveUp asks the supervisor to write a bill off.
func (w *world) giveUp(c *client, day civil.Date) {
	late, _ := overdue(c, day)
	if len(late) == 0 || late[0].left > 20_000_00 || late[0].held || c.paidOn == day {
		return
	}
	c.paidOn = day
	late[0].held = true
	w.put(16*60+25, c.collectorOr(supervisor), &writeoff.Ask{Bill: late[0].of.number,
		Reason: "the customer closed and cannot be found"})
}
