package promise

import (
	"fmt"
	"sort"

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
	Paid           money.Minor // R of RULES 4: what came in time, PaidNotApplied and ByCheque included
	PaidNotApplied money.Minor
	ByCheque       money.Minor // of a promise of a cheque: by cheques received for it that stand
	Waiting        money.Minor // the same, by cheques which count only when they are cleared
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
	e := evidence{v: v, acc: all[0].Account, asOf: asOf}
	since := e.gather(all)
	if err := e.gatherCheques(all); err != nil {
		return nil, err
	}
	if err := e.gatherCredits(since); err != nil {
		return nil, err
	}
	return e.judgeAll(all, cal, cutOff)
}

// JudgeStanding judges the standing promises of an account whose unapplied
// receipts on the day the caller has read already.
func JudgeStanding(v *book.View, acc uint32, credits []Credit, asOf civil.Date, cal civil.Calendar,
	cutOff civil.Date) ([]Judged, error) {
	var all []Promise
	from, to := book.Prefix(book.Key{}.U32(acc))
	err := standing(v, from, to, asOf, func(p *Promise) (bool, error) {
		all = append(all, *p)
		return true, nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	e := evidence{v: v, acc: acc, asOf: asOf}
	since := e.gather(all)
	for _, c := range credits {
		if c.Date >= since && c.Kind.Pays() {
			e.credits = append(e.credits, c)
		}
	}
	if err := e.gatherCheques(all); err != nil {
		return nil, err
	}
	return e.judgeAll(all, cal, cutOff)
}

func (e *evidence) judgeAll(all []Promise, cal civil.Calendar, cutOff civil.Date) ([]Judged, error) {
	sort.SliceStable(e.credits, func(i, j int) bool { return e.credits[i].Date < e.credits[j].Date })
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
		more, after := e.byCheque(p, end, &j)
		paid, late = append(paid, more...), append(late, after...)
		for i := range e.credits {
			c := &e.credits[i]
			if t := min(c.Left, j.Amount-j.Paid); t > 0 && c.Date >= p.Taken && c.Date <= end && !e.isCheque(c.ID, p) {
				c.Left -= t
				j.Paid += t
				j.PaidNotApplied += t
				paid = append(paid, payment{c.Date, t})
			}
		}
	}
	j.weigh(p, paid, e.waits, e.asOf, cal, cutOff)
	j.PaidOn = full(append(paid, late...), j.Amount)
	if over {
		j.State, j.Left = ended.Why, 0
	}
	return j, nil
}

// weigh finds the state, payment by payment of the plan: the first broken one
// breaks it, whatever comes later (RULES 4).
func (j *Judgment) weigh(p *Promise, paid, waits []payment, asOf civil.Date, cal civil.Calendar, cutOff civil.Date) {
	var owed, before money.Minor
	j.State = Kept
	for _, a := range p.Parts() {
		before, owed = owed, min(owed+a.Amount, j.Amount)
		got := by(paid, a.Date.Add(p.Tolerance))
		if got >= owed {
			continue
		}
		judged := JudgeDay(a.Date, p.Tolerance, cal)
		known := cutOff == 0 || cutOff >= judged
		if asOf > judged && known && got > before && got+by(waits, a.Date.Add(p.Tolerance)) < owed {
			j.State, j.Due, j.JudgedOn = Partly, a.Date, judged
			continue
		}
		j.Due, j.JudgedOn = a.Date, judged
		switch {
		case asOf <= judged || got+by(waits, a.Date.Add(p.Tolerance)) >= owed:
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

// by is what came until the end of a day.
func by(paid []payment, day civil.Date) (sum money.Minor) {
	for _, x := range paid {
		if x.on <= day {
			sum += x.amount
		}
	}
	return sum
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
