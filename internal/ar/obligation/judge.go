package obligation

import (
	"cmp"
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Payment is how far one instalment is paid on a day. Lowered is what credit notes and
// the like took off it.
type Payment struct {
	Part
	Paid, Lowered money.Minor
}

// Left is what is still to be paid.
func (p *Payment) Left() money.Minor { return p.Amount - p.Paid - p.Lowered }

// Judged is an obligation with what the facts say of it on a day. Next and Due are
// the first instalment not paid in full: what is missing of it, and its day (0: at
// sight, not presented). Late is what should have been paid before the day.
type Judged struct {
	Obligation
	State            State
	Payments         []Payment
	Paid, Left, Late money.Minor
	Next             money.Minor
	Due              civil.Date
	PaidOn           civil.Date // the day nothing was left; 0 before
}

// Judge says what a paper is on a day.
func Judge(v *book.View, o *Obligation, asOf civil.Date, cal civil.Calendar) (Judged, error) {
	all, err := JudgeAccount(v, o.Account, asOf, cal)
	if err != nil {
		return Judged{}, err
	}
	for i := range all {
		if all[i].ID == o.ID {
			return all[i], nil
		}
	}
	return Judged{}, book.Refuse(book.NotFound, "%s was not there on %s", o.Name(), asOf)
}

// JudgeAccount judges all papers of an account that were there on a day, in the order
// they were recorded. What came for a bill since a paper was issued pays the earliest
// instalment that names the bill, and nothing pays two.
func JudgeAccount(v *book.View, acc uint32, asOf civil.Date, cal civil.Calendar) ([]Judged, error) {
	var all []Judged
	err := OfAccount(v, acc, func(o *Obligation) (bool, error) {
		if o.At(asOf) {
			all = append(all, Judged{Obligation: *o})
		}
		return true, nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	c := claims{asOf: asOf, open: map[uint32]money.Minor{}}
	if err := c.gather(v, acc, all); err != nil {
		return nil, err
	}
	c.pay()
	for i := range all {
		all[i].weigh(asOf, cal, c.open)
	}
	return all, nil
}

// claim is an instalment that waits for money.
type claim struct {
	of   *Judged
	part int
	day  civil.Date
}

type claims struct {
	asOf civil.Date
	all  []claim
	apps []receipt.Application
	open map[uint32]money.Minor // by bill
}

func (c *claims) gather(v *book.View, acc uint32, all []Judged) error {
	const never = civil.Date(1<<31 - 1)
	for i := range all {
		j := &all[i]
		for n, p := range j.Schedule {
			j.Payments = append(j.Payments, Payment{Part: p})
			day := p.Date
			if day == 0 {
				if day = j.presented(c.asOf); day == 0 {
					day = never
				}
			}
			if s := j.where(c.asOf); s != Drafted && s != Cancelled {
				c.all = append(c.all, claim{j, n, day})
			}
		}
		for _, id := range j.Bills {
			if _, seen := c.open[id]; seen {
				continue
			}
			b, err := bill.Get(v, acc, id)
			if err != nil {
				return err
			}
			left := b.Amount()
			if b.Posting > c.asOf || b.Voided != 0 && b.Voided <= c.asOf {
				left = 0
			}
			receipt.OnBill(v, acc, id, func(a *receipt.Application) bool {
				if a.At(c.asOf) {
					c.apps = append(c.apps, *a)
					left -= a.Amount
				}
				return true
			})
			c.open[id] = max(left, 0)
		}
	}
	slices.SortStableFunc(c.all, func(a, b claim) int {
		return cmp.Or(int(a.day)-int(b.day), int(a.of.ID)-int(b.of.ID), a.part-b.part)
	})
	slices.SortStableFunc(c.apps, func(a, b receipt.Application) int {
		return cmp.Or(int(a.Date-b.Date), int(a.ID)-int(b.ID))
	})
	return nil
}

// pay puts every application on the earliest instalment that names its bill.
func (c *claims) pay() {
	for i := range c.apps {
		a, left := &c.apps[i], c.apps[i].Amount
		for _, x := range c.all {
			p := &x.of.Payments[x.part]
			t := min(left, p.Left())
			if t <= 0 || !x.of.secures(a.Bill) || !x.of.since(a) {
				continue
			}
			left -= t
			if a.Kind.Pays() {
				p.Paid += t
			} else {
				p.Lowered += t
			}
			x.of.PaidOn = a.Date
		}
	}
}

// since reports whether an application came after the paper was written: on a later
// day, or into the book after it.
func (o *Obligation) since(a *receipt.Application) bool { return a.Date > o.Issued || a.Seq > o.Seq }

// weigh finds the state of one paper. A paper for more than its bills is paid when
// they are; an instalment on a closed day may be paid on the next open one.
func (j *Judged) weigh(asOf civil.Date, cal civil.Calendar, open map[uint32]money.Minor) {
	var room money.Minor
	for _, b := range j.Bills {
		room += open[b]
	}
	due := false
	for i := range j.Payments {
		p := &j.Payments[i]
		j.Paid += p.Paid
		left := min(p.Left(), room-j.Left)
		if left <= 0 {
			continue
		}
		day := p.Date
		if day == 0 {
			day = j.presented(asOf)
		}
		if j.Left == 0 {
			j.Next, j.Due = left, day
		}
		j.Left += left
		switch {
		case day == 0 || day > asOf:
		case asOf > cal.Next(day):
			j.Late += left
		default:
			due = true
		}
	}
	if j.Left > 0 {
		j.PaidOn = 0
	}
	j.State = j.where(asOf)
	if j.State != Held {
		return
	}
	switch {
	case j.Left == 0:
		j.State = Paid
	case j.Late > 0:
		j.State = Overdue
	case due:
		j.State = Due
	}
}
