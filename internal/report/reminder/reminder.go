// Package reminder is the report of reminder letters: who would get one on a day, of
// what level and over what, and why others get none; and the letters that were sent. It
// must never send one.
package reminder

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// Query says of which day, and whose letters. Now is the moment the contact guard looks
// at; noon of the day when zero.
type Query struct {
	AsOf   civil.Date
	Now    time.Time
	Within []ledger.Scope
}

// Row is an account with something overdue.
type Row struct {
	reminder.Draft
	Collector string
}

// List is the letters of a day: those that are due first, the largest first, then
// those that are not.
type List struct {
	Query
	Levels int // the company has in its own currency; 0 is off
	Due    int
	Rows   []Row
}

// Items reads what was open at the end of any day.
func Items(v *book.View, asOf civil.Date, accounts []uint32, fn func(i *openitem.Item) bool) error {
	return ledger.Walk(v, asOf, accounts, ledger.Visitor{Item: fn})
}

// Compute lists the letters of a day.
func Compute(v *book.View, q Query) (*List, error) {
	l := &List{Query: q}
	people := ledger.NewPeople(v, q.AsOf)
	in, accounts, err := people.Within(q.Within)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	ladder, err := reminder.LadderOn(v, set.Currency, q.AsOf)
	if err != nil {
		return nil, err
	}
	l.Levels = ladder.Len(set.Currency)
	var failed error
	err = reminder.Drafts(v, reminder.Query{AsOf: q.AsOf, Now: q.Now, Accounts: accounts, Items: Items},
		func(d *reminder.Draft) bool {
			if in != nil && !in(&openitem.Item{Account: d.Account, Flags: openitem.Credit}) {
				return true
			}
			r := Row{Draft: *d}
			_, r.Collector, failed = people.Label(ledger.ByCollector, uint32(people.Step(d.Customer).Collector), nil)
			if d.Due() {
				l.Due++
			}
			l.Rows = append(l.Rows, r)
			return failed == nil
		})
	if failed != nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		if a.Due() != b.Due() {
			return map[bool]int{true: -1, false: 1}[a.Due()]
		}
		return cmp.Or(cmp.Compare(b.Total(), a.Total()), cmp.Compare(a.Head.Code, b.Head.Code))
	})
	return l, nil
}

// Sent lists the letters that stood at the end of a day, the newest first; only those
// of one customer when code is not "".
func Sent(v *book.View, asOf civil.Date, code string) (all []reminder.Letter, err error) {
	err = reminder.All(v, func(l *reminder.Letter) (bool, error) {
		if l.Stands(asOf) && (code == "" || l.Head.Code == code) {
			all = append(all, *l)
		}
		return true, nil
	})
	slices.Reverse(all)
	return all, err
}

// Step is one line of how a letter's total comes about.
type Step struct {
	What   string
	Amount money.Minor
	Sum    bool // what stands above it
}

// Explain tells how the total of a letter comes about, and what is left out of it.
func Explain(l *reminder.Letter) (steps, left []Step) {
	for i := range l.Lines {
		x := &l.Lines[i]
		what := fmt.Sprintf("%s due %s, %s late", x.Number, x.Due, days(l.Date-x.Due))
		if x.Kind != bill.Invoice {
			what = x.Kind.String() + " " + what
		}
		steps = append(steps, Step{What: what, Amount: x.Amount})
	}
	add := func(what string, m money.Minor, sum bool) {
		if m != 0 {
			steps = append(steps, Step{what, m, sum})
		}
	}
	add("money not applied yet", -l.Credit, false)
	add("asked for", l.Asked(), true)
	for i := range l.Lines {
		if x := &l.Lines[i]; x.Interest != 0 {
			add(l.Called+" on "+x.Number+", on no note yet", x.Interest, false)
		}
	}
	add("fee of this letter", l.Fee, false)
	add("total", l.Total(), true)
	for i := range l.Left {
		x := &l.Left[i]
		left = append(left, Step{What: fmt.Sprintf("%s due %s %s", x.Number, x.Due, x.Why), Amount: x.Amount})
	}
	return steps, left
}

func days(n civil.Date) string { return text.Count(int(n), "day", "days") }

// Level names a letter's level, "2 of 3"; "" when there is none.
func Level(l *reminder.Letter) string {
	if l.Of == 0 || l.Level == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", l.Level, l.Of)
}
