// Package obligations lists what customers have bound themselves to: promises to pay,
// payment plans and signed papers, each with what is due of it next, what was paid and
// what is left, as of any day; and how their promises were kept, by customer and by
// collector (RULES 4, 6). It must never store a verdict, and never add what is
// promised to what is owed.
package obligations

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Sort is what a customer is bound by.
type Sort string

// The sorts.
const (
	Promise Sort = "promise"
	Plan    Sort = "payment plan"
	Paper   Sort = "paper"
)

// Group is how a row stands, over the states of promises and papers.
type Group uint8

// The groups. Due: a payment is due and not yet judged; Late: broken or partly kept and
// not made good since, overdue or filed; Unknown: the files end before the day it is
// judged; Waiting: open and not yet due; Met: all was paid, in time or after; Ended:
// withdrawn, superseded, broken and promised again, returned, cancelled.
const (
	Due Group = iota + 1
	Late
	Unknown
	Waiting
	Met
	Ended
)

var groupNames = []string{"", "due", "late", "not known", "open", "met", "ended"}

// String is the group in a word.
func (g Group) String() string { return groupNames[g] }

// Query says what to list. What was over more than Days before the day (90 when 0)
// is left out.
type Query struct {
	AsOf   civil.Date
	Days   int
	Within []ledger.Scope
}

// Payment is one payment agreed, and what of it has come.
type Payment struct {
	Date         civil.Date // none: at sight, not presented
	Amount, Paid money.Minor
}

// Row is a promise, a plan or a paper. Due and Next are the day of the first payment
// not made and what is missing of it. Level is how often its bills were promised again
// after an unkept promise; Slip, when Slipped, how many days after the promised day
// all was paid.
type Row struct {
	Sort               Sort
	ID, Account        uint32
	Customer           uint32
	Code, Name         string
	Collector          string
	Currency           money.Currency
	What, State        string
	Group              Group
	Amount, Paid, Left money.Minor
	Next               money.Minor
	Made, Due, Last    civil.Date // Last: of the last payment
	Over               civil.Date // the day it was judged or paid, when it is over
	Level, Slip        int
	Slipped            bool
	Payments           []Payment
	Pledge             *promise.Judged    // of a promise or plan
	Signed             *obligation.Judged // of a paper
}

// Ratio is how promises were kept: of a customer or a collector, in one currency.
type Ratio struct {
	Code, Name string
	Currency   money.Currency
	promise.Tally
}

// List is what customers are bound by, and how they kept their promises: those judged
// in the last Days.
type List struct {
	Query
	Rows                    []Row
	Counts                  map[Group]int
	ByCustomer, ByCollector []Ratio
}

type lister struct {
	v      *book.View
	q      Query
	cal    civil.Calendar
	cutOff civil.Date
	people *ledger.People
	list   *List
	tally  map[tallied][]promise.Judged
}

// tallied is whose promises are tallied, in which currency.
type tallied struct {
	collector bool
	id        uint32
	currency  int
}

// Compute makes the list: what is due first, then the rest group by group, the
// earliest day first.
func Compute(v *book.View, q Query) (*List, error) {
	if q.Days == 0 {
		q.Days = 90
	}
	if q.Days < 1 || q.Days > 3650 {
		return nil, book.RefuseField("days", "the list looks 1 to 3650 days back, not %d", q.Days)
	}
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	l := &lister{v: v, q: q, cal: set.Calendar(), cutOff: company.CutOff(v), people: ledger.NewPeople(v, q.AsOf),
		list: &List{Query: q, Counts: map[Group]int{}}, tally: map[tallied][]promise.Judged{}}
	in, accounts, err := l.people.Within(q.Within)
	if err != nil {
		return nil, err
	}
	within := func(acc uint32) bool {
		if accounts != nil && !slices.Contains(accounts, acc) {
			return false
		}
		return in == nil || in(&openitem.Item{Account: acc, Flags: openitem.Credit})
	}
	if err := l.promises(within); err != nil {
		return nil, err
	}
	if err := l.papers(within); err != nil {
		return nil, err
	}
	if err := l.ratios(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(l.list.Rows, func(a, b Row) int {
		return cmp.Or(int(a.Group)-int(b.Group), int(a.Due-b.Due), cmp.Compare(b.Left, a.Left), cmp.Compare(a.Code,
			b.Code))
	})
	return l.list, nil
}

// promises judges the accounts that have one somebody may still ask about.
func (l *lister) promises(within func(acc uint32) bool) error {
	since := l.q.AsOf.Add(-l.q.Days)
	var accounts []uint32
	err := promise.Brief(l.v, func(p *promise.Promise) (bool, error) {
		if p.Date.Add(p.Tolerance+10) >= since && p.At(l.q.AsOf) && within(p.Account) &&
			(len(accounts) == 0 || accounts[len(accounts)-1] != p.Account) {
			accounts = append(accounts, p.Account)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for _, acc := range accounts {
		all, err := promise.JudgeAccount(l.v, acc, l.q.AsOf, l.cal, l.cutOff)
		if err != nil {
			return err
		}
		for i := range all {
			l.count(&all[i], since)
			if err := l.pledge(&all[i], all[i+1:], since); err != nil {
				return err
			}
		}
	}
	return nil
}

// again reports whether a promise's bills were promised again after it was judged.
func again(j *promise.Judged, later []promise.Judged) bool {
	for i := range later {
		n := &later[i]
		if n.Taken < j.JudgedOn {
			continue
		}
		if len(j.Bills) == 0 || len(n.Bills) == 0 || slices.ContainsFunc(j.Bills, n.Covers) {
			return true
		}
	}
	return false
}

// pledge adds the row of a promise, unless it was over long ago. later are those of the
// account taken after it.
func (l *lister) pledge(j *promise.Judged, later []promise.Judged, since civil.Date) error {
	r := Row{Sort: Promise, ID: j.ID, Account: j.Account, Customer: j.Customer, State: j.State.String(),
		Amount: j.Judgment.Amount, Paid: j.Paid, Left: max(j.Judgment.Amount-j.Paid, 0), Made: j.Taken, Due: j.Due,
		Last: j.Promise.Date, Level: j.Judgment.Level, What: "promise", Pledge: j}
	if len(j.Plan) > 0 {
		r.Sort, r.What = Plan, fmt.Sprintf("plan of %d", len(j.Plan))
	}
	if m := j.Method.String(); m != "" && m != "other" {
		r.What += ", " + m
	}
	if r.Slip, r.Slipped = j.Slip(); !r.Slipped {
		r.Slip = 0
	}
	r.Over = j.JudgedOn
	switch j.State {
	case promise.Open:
		r.Group, r.Over = Waiting, 0
		if j.Due <= l.q.AsOf {
			r.Group = Due
		}
	case promise.NotKnown:
		r.Group, r.Over = Unknown, 0
	case promise.Kept:
		r.Group, r.Over = Met, j.PaidOn
	case promise.Partly, promise.Broken:
		r.Group = Late
		if r.Slipped {
			r.Group, r.Over = Met, j.PaidOn
		} else if again(j, later) {
			r.Group = Ended
		}
	default:
		r.Group, r.Slipped, r.Slip = Ended, false, 0
		if e, ok := j.Ended(l.q.AsOf); ok {
			r.Over = e.On
		}
	}
	if r.Over != 0 && r.Over < since {
		return nil
	}
	paid := j.Paid
	for _, p := range j.Parts() {
		x := Payment{Date: p.Date, Amount: p.Amount, Paid: min(paid, p.Amount)}
		paid -= x.Paid
		r.Payments = append(r.Payments, x)
		if p.Date <= j.Due {
			r.Next += x.Amount - x.Paid
		}
	}
	r.Next = min(r.Next, r.Left)
	if r.Group == Met || r.Group == Ended {
		r.Next, r.Left = 0, 0
	}
	return l.add(r)
}

// count puts a promise to those of its customer and of the collector, unless it was
// for a day too long ago.
func (l *lister) count(j *promise.Judged, since civil.Date) {
	if promise.JudgeDay(j.Promise.Date, j.Tolerance, l.cal) < since {
		return
	}
	cur := l.people.Currency(j.Account)
	for _, k := range []tallied{{false, j.Customer, cur},
		{true, uint32(l.people.Step(j.Customer).Collector), cur}} {
		l.tally[k] = append(l.tally[k], *j)
	}
}

func (l *lister) papers(within func(acc uint32) bool) error {
	since := l.q.AsOf.Add(-l.q.Days)
	last := uint32(0)
	return obligation.All(l.v, func(o *obligation.Obligation) (bool, error) {
		if o.Account == last || !within(o.Account) {
			return true, nil
		}
		last = o.Account
		all, err := obligation.JudgeAccount(l.v, o.Account, l.q.AsOf, l.cal)
		for i := range all {
			if err == nil {
				err = l.paper(&all[i], since)
			}
		}
		return true, err
	})
}

var paperGroups = map[obligation.State]Group{obligation.Drafted: Waiting, obligation.Signed: Waiting,
	obligation.Held: Waiting, obligation.Due: Due, obligation.Paid: Met, obligation.Overdue: Late,
	obligation.Filed: Late, obligation.Returned: Ended, obligation.Cancelled: Ended}

// paper adds the row of a paper, unless it was over long ago.
func (l *lister) paper(j *obligation.Judged, since civil.Date) error {
	r := Row{Sort: Paper, ID: j.ID, Account: j.Account, Customer: j.Customer, What: j.Name(), State: j.State.String(),
		Group: paperGroups[j.State], Amount: j.Amount, Paid: j.Paid, Left: j.Left, Next: j.Next, Made: j.Made,
		Due: j.Due, Last: j.Schedule[len(j.Schedule)-1].Date, Signed: j}
	if r.Group == Met || r.Group == Ended {
		r.Left, r.Next, r.Due = 0, 0, r.Last
		if r.Over = j.PaidOn; r.Group == Ended {
			r.Over = j.Since(l.q.AsOf)
		}
		if r.Over != 0 && r.Over < since {
			return nil
		}
	}
	for i := range j.Payments {
		p := &j.Payments[i]
		day := p.Date
		if day == 0 {
			day = j.Due
		}
		r.Payments = append(r.Payments, Payment{Date: day, Amount: p.Amount - p.Lowered, Paid: p.Paid})
	}
	return l.add(r)
}

func (l *lister) add(r Row) error {
	line, err := l.people.Line(r.Customer)
	if err != nil {
		return err
	}
	r.Code, r.Name, r.Currency = line.Code, line.Name, l.people.Money(r.Account)
	r.Collector, err = l.people.Name(directory.Person, l.people.Step(r.Customer).Collector)
	l.list.Rows = append(l.list.Rows, r)
	l.list.Counts[r.Group]++
	return err
}

// ratios tells how promises went, the largest sums first.
func (l *lister) ratios() error {
	for k, all := range l.tally {
		r := Ratio{Currency: l.people.Currencies[k.currency], Tally: promise.Tell(all, l.q.AsOf)}
		if r.Count == 0 {
			continue
		}
		if k.collector {
			name, err := l.people.Name(directory.Person, uint16(k.id))
			if err != nil {
				return err
			}
			if r.Code, r.Name = name, name; k.id == 0 {
				r.Name = "(no collector)"
			}
			l.list.ByCollector = append(l.list.ByCollector, r)
			continue
		}
		line, err := l.people.Line(k.id)
		if err != nil {
			return err
		}
		r.Code, r.Name = line.Code, line.Name
		l.list.ByCustomer = append(l.list.ByCustomer, r)
	}
	for _, all := range [][]Ratio{l.list.ByCustomer, l.list.ByCollector} {
		slices.SortFunc(all, func(a, b Ratio) int {
			return cmp.Or(cmp.Compare(b.Promised, a.Promised), cmp.Compare(a.Code, b.Code),
				cmp.Compare(a.Currency.Code, b.Currency.Code))
		})
	}
	return nil
}

// ByCount is the kept ratio by count in percent: kept of all that were judged.
func (r *Ratio) ByCount() int { return int(money.MulDiv(money.Minor(r.Kept), 100, int64(r.Count))) }

// ByAmount is the kept ratio by amount in percent: what was paid in time of what was
// promised.
func (r *Ratio) ByAmount() int {
	if r.Promised == 0 {
		return 0
	}
	return int(money.MulDiv(r.Paid, 100, int64(r.Promised)))
}
