package promise

import (
	"fmt"
	"sort"

	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// State is what a promise is on a day.
type State uint8

// The states (RULES 4). NotKnown: it is due, but the source's data ends before
// the day it is judged.
const (
	Open State = iota + 1
	NotKnown
	Kept
	Partly
	Broken
	Withdrawn
	Superseded
)

var stateNames = []string{"", "open", "due, not known yet", "kept", "partly kept", "broken", "withdrawn", "superseded"}

// String is the state in words.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// Judgment is what the facts say of a promise on a day.
type Judgment struct {
	State          State
	Amount         money.Minor // promised, less the credit notes since
	Paid           money.Minor // R of RULES 4: what came in time, PaidNotApplied included
	PaidNotApplied money.Minor
	Left           money.Minor // of an open promise: what is still to come
	Due            civil.Date  // the date of the first payment not made yet; the last when all are
	JudgedOn       civil.Date  // the day at whose end that payment is judged
	PaidOn         civil.Date  // the day all of it was there; 0 before
	Level          int
}

// Judged is a promise with its judgment.
type Judged struct {
	Promise
	Judgment
}

// Unkept reports whether the promise counts as not kept on a day: broken, partly
// kept, or ended by hand and its date past.
func (j *Judged) Unkept(d civil.Date) bool {
	switch j.State {
	case Broken, Partly:
		return true
	case Withdrawn, Superseded:
		return d > j.Promise.Date
	}
	return false
}

// Slip is how many days after the promised day all was paid; ok is false while
// it is not.
func (j *Judged) Slip() (days int, ok bool) { return int(j.PaidOn - j.Promise.Date), j.PaidOn != 0 }

// JudgeDay is the day at whose end a payment promised for a date is judged: the
// last open day of the date and its tolerance, or, when all of them are closed,
// the next open day.
func JudgeDay(date civil.Date, tolerance int, cal civil.Calendar) civil.Date {
	if d := cal.Last(date.Add(tolerance)); d >= date {
		return d
	}
	return cal.Next(date)
}

// Judge says what a promise is on a day, from the receipts as they stood then.
// cutOff is the day the data of the company's source ends, 0 for a book that is
// its own source.
func Judge(v *book.View, p *Promise, asOf civil.Date, cal civil.Calendar, cutOff civil.Date) (Judgment, error) {
	all, err := JudgeAccount(v, p.Account, asOf, cal, cutOff)
	if err != nil {
		return Judgment{}, err
	}
	for i := range all {
		if all[i].ID == p.ID {
			return all[i].Judgment, nil
		}
	}
	return Judgment{}, book.Refuse(book.NotFound, "promise %d was not there on %s", p.ID, asOf)
}

// JudgeAccount judges all promises of an account that were there on a day, in
// the order they were taken. Unapplied money counts once: for the promise of the
// earliest date it came in time for.
func JudgeAccount(v *book.View, acc uint32, asOf civil.Date, cal civil.Calendar, cutOff civil.Date) ([]Judged, error) {
	var all []Promise
	err := OfAccount(v, acc, func(p *Promise) (bool, error) {
		if p.At(asOf) {
			all = append(all, *p)
		}
		return true, nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return JudgeThese(v, all, asOf, cal, cutOff)
}

// JudgeThese judges promises of one account, given in the order they were taken.
func JudgeThese(v *book.View, all []Promise, asOf civil.Date, cal civil.Calendar, cutOff civil.Date) ([]Judged, error) {
	e := evidence{v: v, acc: all[0].Account, asOf: asOf, receipts: map[uint32]civil.Date{}}
	if err := e.gather(all); err != nil {
		return nil, err
	}
	out := make([]Judged, len(all))
	order := make([]int, len(all))
	for i := range all {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return all[order[a]].Date < all[order[b]].Date })
	for _, i := range order {
		j, err := e.judge(&all[i], cal, cutOff)
		if err != nil {
			return nil, err
		}
		out[i] = Judged{all[i], j}
	}
	return out, nil
}

// payment is something that came for a promise, on the day it counts from.
type payment struct {
	on     civil.Date
	amount money.Minor
}

// credit is a receipt with money left on the day of judging.
type credit struct {
	date civil.Date
	left money.Minor
}

// evidence is what an account's receipts say, as of a day.
type evidence struct {
	v        *book.View
	acc      uint32
	asOf     civil.Date
	apps     []receipt.Application
	credits  []credit
	receipts map[uint32]civil.Date // posting dates, as looked up
}

// gather reads the applications to the bills the promises are about, and the
// money of the account that is not applied.
func (e *evidence) gather(all []Promise) error {
	since, whole := all[0].Taken, false
	bills := map[uint32]bool{}
	for i := range all {
		since = min(since, all[i].Taken)
		whole = whole || len(all[i].Bills) == 0
		for _, b := range all[i].Bills {
			bills[b] = true
		}
	}
	keep := func(a *receipt.Application) bool {
		if a.At(e.asOf) && a.Date >= since {
			e.apps = append(e.apps, *a)
		}
		return true
	}
	if whole {
		receipt.ApplicationsOf(e.v, e.acc, keep)
	} else {
		for b := range bills {
			receipt.OnBill(e.v, e.acc, b, keep)
		}
	}
	sort.Slice(e.apps, func(i, j int) bool { return e.apps[i].Date < e.apps[j].Date })
	return e.gatherCredits(since)
}

func (e *evidence) gatherCredits(since civil.Date) error {
	if openitem.Current(e.v, e.asOf) {
		openitem.OfAccount(e.v, e.acc, func(i *openitem.Item) bool {
			if i.Flags&openitem.Credit != 0 && i.Posting >= since && i.Posting <= e.asOf && pays(receipt.Kind(i.Kind)) {
				e.credits = append(e.credits, credit{i.Posting, i.Left})
			}
			return true
		})
		return nil
	}
	return receipt.OfAccount(e.v, e.acc, func(r *receipt.Receipt) (bool, error) {
		if r.Date < since || r.Date > e.asOf || (r.Voided != 0 && r.Voided <= e.asOf) || !pays(r.Kind) {
			return true, nil
		}
		left := r.Amount
		err := receipt.OfReceipt(e.v, e.acc, r.ID, func(a *receipt.Application) (bool, error) {
			if a.At(e.asOf) {
				left -= a.Amount
			}
			return true, nil
		})
		if left > 0 {
			e.credits = append(e.credits, credit{r.Date, left})
		}
		return true, err
	})
}

// pays tells what keeps a promise from what lowers it: a credit note, a discount
// or a write-off is no payment.
func pays(k receipt.Kind) bool {
	return k != receipt.CreditNote && k != receipt.Discount && k != receipt.WriteOff
}

// judge weighs one promise and uses up the unapplied money it needs.
func (e *evidence) judge(p *Promise, cal civil.Calendar, cutOff civil.Date) (Judgment, error) {
	j := Judgment{Amount: p.Amount, Level: p.Level, Due: p.Date, JudgedOn: JudgeDay(p.Date, p.Tolerance, cal)}
	end := min(e.asOf, p.Date.Add(p.Tolerance))
	paid, late, err := e.applied(p, end, &j)
	if err != nil {
		return j, err
	}
	ended, over := p.Ended(e.asOf)
	if !over {
		for i := range e.credits {
			c := &e.credits[i]
			if t := min(c.left, j.Amount-j.Paid); t > 0 && c.date >= p.Taken && c.date <= end {
				c.left -= t
				j.Paid += t
				j.PaidNotApplied += t
				paid = append(paid, payment{c.date, t})
			}
		}
	}
	j.weigh(p, paid, e.asOf, cal, cutOff)
	j.PaidOn = full(append(paid, late...), j.Amount)
	if over {
		j.State, j.Left = ended.Why, 0
	}
	return j, nil
}

// full is the day payments reached an amount; 0 when they did not.
func full(paid []payment, amount money.Minor) civil.Date {
	sort.SliceStable(paid, func(a, b int) bool { return paid[a].on < paid[b].on })
	var sum money.Minor
	for _, x := range paid {
		if sum += x.amount; sum >= amount {
			return x.on
		}
	}
	return 0
}

// applied lists what was applied to the promise's bills in time, and what came
// too late. Money that came in time and was applied later counts as in time.
// Credit notes lower the amount.
func (e *evidence) applied(p *Promise, end civil.Date, j *Judgment) (paid, late []payment, err error) {
	for i := range e.apps {
		a := &e.apps[i]
		if a.Date < p.Taken || !p.Covers(a.Bill) {
			continue
		}
		on := a.Date
		if on > end {
			date, err := e.dateOf(a.Receipt)
			if err != nil {
				return nil, nil, err
			}
			if date < p.Taken || date > end {
				if pays(a.Kind) {
					late = append(late, payment{on, a.Amount})
				}
				continue
			}
			on = date
		}
		if !pays(a.Kind) {
			j.Amount = max(0, j.Amount-a.Amount)
			continue
		}
		j.Paid += a.Amount
		paid = append(paid, payment{on, a.Amount})
	}
	return paid, late, nil
}

func (e *evidence) dateOf(id uint32) (civil.Date, error) {
	if d, ok := e.receipts[id]; ok {
		return d, nil
	}
	r, err := receipt.Get(e.v, e.acc, id)
	e.receipts[id] = r.Date
	return r.Date, err
}

// weigh finds the state, payment by payment of the plan: the first broken one
// breaks it, whatever comes later (RULES 4).
func (j *Judgment) weigh(p *Promise, paid []payment, asOf civil.Date, cal civil.Calendar, cutOff civil.Date) {
	var owed, before money.Minor
	j.State = Kept
	for _, a := range p.Parts() {
		before, owed = owed, min(owed+a.Amount, j.Amount)
		var got money.Minor
		for _, x := range paid {
			if x.on <= a.Date.Add(p.Tolerance) {
				got += x.amount
			}
		}
		if got >= owed {
			continue
		}
		judged := JudgeDay(a.Date, p.Tolerance, cal)
		known := cutOff == 0 || cutOff >= judged
		if asOf > judged && known && got > before {
			j.State, j.Due, j.JudgedOn = Partly, a.Date, judged
			continue
		}
		j.Due, j.JudgedOn = a.Date, judged
		switch {
		case asOf <= judged:
			j.State, j.Left = Open, j.Amount-j.Paid
		case known:
			j.State = Broken
		default:
			j.State = NotKnown
		}
		return
	}
	if j.Paid >= j.Amount {
		j.State, j.Due, j.JudgedOn = Kept, p.Date, JudgeDay(p.Date, p.Tolerance, cal)
	}
}

// Tally is how a customer's promises went.
type Tally struct {
	Count, Kept, Partly, Broken, Open int // Count leaves out the open ones and those ended before their date
	Promised, Paid                    money.Minor
	SlipDays                          int // of the kept ones, summed: negative is early
}

// Tell sums judged promises of one currency as of a day.
func Tell(all []Judged, asOf civil.Date) Tally {
	var t Tally
	for i := range all {
		j := &all[i]
		switch {
		case j.State == Open || j.State == NotKnown:
			t.Open++
			continue
		case j.State == Kept:
			t.Kept++
			if days, ok := j.Slip(); ok {
				t.SlipDays += days
			}
		case j.State == Partly:
			t.Partly++
		case j.Unkept(asOf):
			t.Broken++
		default:
			continue
		}
		t.Count++
		t.Promised += j.Judgment.Amount
		t.Paid += min(j.Paid, j.Judgment.Amount)
	}
	return t
}
