package desk

import (
	"cmp"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
)

// Today is what waits today: for my portfolio, or the whole book when I have
// none.
type Today struct {
	AsOf     civil.Date
	List     *CallList
	Planned  []Planned // follow-ups due by today
	Promises []PromiseLine
	Fell     []Fell // what fell overdue since the last working day
	Answers  []Answer
	Waiting  int           // referrals of mine without an answer
	Requests []Wanted      // of customers, mine to answer, due by today
	Queue    Queue         // referrals that wait for me, the supervisor
	Closed   []PromiseLine // promises for a day that is closed: agree another
	Aging    []aging.Report
	Day      Work
	CutOff   civil.Date
	Cheques  []ChequesWait
	Broken   []BrokenAgreement
	Reports  ReportNews
	Proposed ProposalNews
}

// PromiseLine is a promise that matters today: due, or broken lately.
type PromiseLine struct {
	promise.Judged
	Code, Name string
	Money      money.Currency
}

// Fell is what fell overdue in one currency.
type Fell struct {
	Money     money.Currency
	Amount    money.Minor
	Bills     int
	Customers int
}

// Work is what this person recorded on the day.
type Work struct {
	Attempts, Reached, Promises int
	Collected                   []Fell // money received, by currency; Bills counts receipts
}

// brokenFor is how many days a broken promise stays on the page.
const brokenFor = 7

// TodayPage gathers what waits.
func (d *Desk) TodayPage() (*Today, error) {
	t := &Today{AsOf: d.AsOf()}
	err := d.View(func(v *book.View) error { return d.fillToday(v, t) })
	if err != nil {
		return nil, err
	}
	t.List, err = d.CallList(Home, false)
	return t, err
}

func (d *Desk) fillToday(v *book.View, t *Today) error {
	scope := Home
	if _, err := d.callQuery(v, &scope); err != nil {
		return err
	}
	work, err := d.works(v)
	if err != nil {
		return err
	}
	people := ledger.NewPeople(v, t.AsOf)
	mine := func(id uint32) bool { return scope != Mine || work.mine(people.Step(id).Collector) }
	if t.Planned, err = d.followups(v, t.AsOf, scope != Mine); err != nil {
		return err
	}
	if err := d.fillPromises(v, t, people, mine); err != nil {
		return err
	}
	if err := d.fillClosed(v, t, people, mine); err != nil {
		return err
	}
	if err := d.fillFell(v, t, people, mine); err != nil {
		return err
	}
	if err := d.fillAnswers(v, t, &work); err != nil {
		return err
	}
	if err := d.fillRequests(v, t, &work); err != nil {
		return err
	}
	aq := aging.Query{AsOf: t.AsOf, By: ledger.ByCurrency}
	if scope == Mine {
		if aq.Within, err = work.within(v); err != nil {
			return err
		}
	}
	if t.Aging, err = aging.Compute(v, aq); err != nil {
		return err
	}
	if t.Cheques, err = chequesWait(v, t.AsOf, mine); err != nil {
		return err
	}
	if t.Broken, err = brokenAgreements(v, people, t.AsOf, mine); err != nil {
		return err
	}
	if t.Reports, err = d.reportNews(v); err != nil {
		return err
	}
	if t.Proposed, err = d.proposalNews(v); err != nil {
		return err
	}
	return d.fillWork(v, t, people)
}

func (d *Desk) fillPromises(v *book.View, t *Today, people *ledger.People, mine func(uint32) bool) error {
	byAccount := map[uint32][]promise.Promise{}
	err := promise.Standing(v, t.AsOf, func(p *promise.Promise) (bool, error) {
		if mine(p.Customer) {
			byAccount[p.Account] = append(byAccount[p.Account], *p)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	cal := d.Calendar()
	for acc, all := range byAccount {
		late := slices.ContainsFunc(all, func(p promise.Promise) bool { return p.Date <= t.AsOf && p.Date > t.AsOf-60 })
		if !late {
			continue
		}
		judged, err := promise.JudgeAccount(v, acc, t.AsOf, cal, company.CutOff(v))
		if err != nil {
			return err
		}
		for _, j := range judged {
			due := j.State == promise.Open && j.Due <= t.AsOf
			broken := (j.State == promise.Broken || j.State == promise.Partly) && j.JudgedOn > t.AsOf-brokenFor
			if !due && !broken {
				continue
			}
			l, err := people.Line(j.Customer)
			if err != nil {
				return err
			}
			t.Promises = append(t.Promises, PromiseLine{j, l.Code, l.Name, people.Money(acc)})
		}
	}
	slices.SortFunc(t.Promises, func(a, b PromiseLine) int {
		return cmp.Or(cmp.Compare(b.State, a.State), cmp.Compare(b.Promise.Amount, a.Promise.Amount),
			cmp.Compare(a.ID, b.ID))
	})
	return nil
}

// fillClosed lists the promises for a day to come that is closed, as after a
// holiday was added.
func (d *Desk) fillClosed(v *book.View, t *Today, people *ledger.People, mine func(uint32) bool) error {
	all, err := promise.OnClosed(v, d.Calendar(), t.AsOf)
	for i := range all {
		if err != nil || !mine(all[i].Customer) {
			continue
		}
		var l customer.Line
		if l, err = people.Line(all[i].Customer); err == nil {
			t.Closed = append(t.Closed, PromiseLine{promise.Judged{Promise: all[i]}, l.Code, l.Name,
				people.Money(all[i].Account)})
		}
	}
	return err
}

// fillFell sums what fell overdue since the last working day.
func (d *Desk) fillFell(v *book.View, t *Today, people *ledger.People, mine func(uint32) bool) error {
	from := d.Calendar().Last(t.AsOf - 1)
	sums, seen := map[money.Currency]*Fell{}, map[uint32]bool{}
	err := ledger.Items(v, t.AsOf, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit != 0 || i.Due < from || i.Due >= t.AsOf || !mine(people.Customer(i.Account)) {
			return true
		}
		add(sums, people.Money(i.Account), i.Left)
		if f := sums[people.Money(i.Account)]; !seen[i.Account] {
			seen[i.Account] = true
			f.Customers++
		}
		return true
	})
	t.Fell = listed(sums)
	return err
}

func add(sums map[money.Currency]*Fell, cur money.Currency, m money.Minor) {
	f := sums[cur]
	if f == nil {
		f = &Fell{Money: cur}
		sums[cur] = f
	}
	f.Amount += m
	f.Bills++
}

func listed(sums map[money.Currency]*Fell) []Fell {
	var all []Fell
	for _, f := range sums {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(a, b Fell) int { return cmp.Compare(a.Money.Code, b.Money.Code) })
	return all
}

// fillWork counts what this person recorded on the day.
func (d *Desk) fillWork(v *book.View, t *Today, people *ledger.People) error {
	var ids []uint32
	contact.Lasts(v, t.AsOf, func(l contact.Last) bool {
		if l.Day == t.AsOf {
			ids = append(ids, l.Customer)
		}
		return true
	})
	for _, id := range ids {
		err := contact.OfCustomer(v, id, func(c *contact.Contact) (bool, error) {
			if c.Day == t.AsOf && c.Who == d.who && c.Voided == 0 && c.Result != contact.Note &&
				c.Result != contact.Sent {
				t.Day.Attempts++
				if c.Result.Rule().Reached {
					t.Day.Reached++
				}
				t.Day.Promises += len(c.Promises)
			}
			return true, nil
		})
		if err != nil {
			return err
		}
	}
	sums := map[money.Currency]*Fell{}
	err := receipt.OnDay(v, t.AsOf, func(r *receipt.Receipt) (bool, error) {
		if r.Kind.Money() && r.By == d.who && r.Date == t.AsOf && r.At(t.AsOf) {
			add(sums, people.Money(r.Account), r.Amount)
		}
		return true, nil
	})
	t.Day.Collected = listed(sums)
	return err
}
