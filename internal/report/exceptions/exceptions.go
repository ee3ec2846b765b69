// Package exceptions lists what a supervisor should look at of any day (RULES 10): cash
// not banked, cheques not deposited or still with collectors, money unapplied for too
// long, postings back-dated or undone, phones and bank details changed, new over-limits,
// and the like. A kind is read from the journal of the day or from the tables as of it.
// The package must never judge a person, and never leave out what it cannot name.
package exceptions

import (
	"cmp"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/portfolio"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Row is one exception. Customer is 0 when it is about none; Name is then the till, the
// receipt book or the group, if any. Who is a user or a collector, Seq the journal's
// entry, Day since when it is so. There is an amount when Currency has a code. Text is
// one plain sentence.
type Row struct {
	Kind       Kind
	Customer   uint32
	Code, Name string
	Who        string
	Seq        uint64
	Day        civil.Date
	Amount     money.Minor
	Currency   money.Currency
	Text       string
}

// Sum is how many rows of a kind there are in one currency, and what they come to; rows
// without an amount have a line of their own.
type Sum struct {
	Kind     Kind
	Currency money.Currency
	Count    int
	Amount   money.Minor
}

// Sums adds rows up by kind and currency, in the order of kinds.
func Sums(rows []Row) []Sum {
	var all []Sum
	for i := range rows {
		r := &rows[i]
		n := slices.IndexFunc(all, func(s Sum) bool { return s.Kind == r.Kind && s.Currency == r.Currency })
		if n < 0 {
			n, all = len(all), append(all, Sum{Kind: r.Kind, Currency: r.Currency})
		}
		all[n].Count++
		all[n].Amount += r.Amount
	}
	slices.SortStableFunc(all, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Currency.Code, b.Currency.Code))
	})
	return all
}

// list is a list in the making.
type list struct {
	v      *book.View
	s      *book.Schema
	day    civil.Date
	opt    Options
	set    company.Settings
	people *ledger.People
	rows   []Row
	err    error

	late  map[uint32]money.Minor // recorded on the day and dated before it, by account
	gone  map[uint64]bool        // entries of the day that were taken back on it
	owns  *owners
	cover []portfolio.Cover
	was   *credit.Reader // the limits of the day before
}

// List makes the list of a day, by kind; within a kind what is read from the journal in
// its order, the rest by currency, the largest first.
func List(v *book.View, s *book.Schema, day civil.Date, opt Options) ([]Row, error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	if opt.Days < 0 {
		return nil, book.RefuseField("days", "money is unapplied for too long after 1 day or more, not %d", opt.Days)
	}
	if opt.Days == 0 {
		opt.Days = set.UnappliedDays()
	}
	l := &list{v: v, s: s, day: day, opt: opt, set: set, people: ledger.NewPeople(v, day),
		late: map[uint32]money.Minor{}, gone: map[uint64]bool{}}
	for _, step := range []struct {
		of   []Kind
		read func() error
	}{
		{[]Kind{BackDated, Undone, Changed, NoAmount, Outside, NewOverLimit}, l.journal},
		{[]Kind{CashNotBanked}, l.cash},
		{[]Kind{NotDeposited, WithCollector}, l.cheques},
		{[]Kind{Unapplied, NewOverLimit}, l.items},
		{[]Kind{LeavesMissing}, l.books},
		{[]Kind{Untouched}, l.untouched},
		{[]Kind{SelfApproved}, l.approved},
	} {
		if !opt.wants(step.of...) {
			continue
		}
		if err := cmp.Or(step.read(), l.err); err != nil {
			return nil, err
		}
	}
	return l.ordered(), nil
}

// ordered keeps the kinds that are wanted, less what was taken back the same day.
func (l *list) ordered() []Row {
	rows := slices.DeleteFunc(l.rows, func(r Row) bool {
		dropped := r.Kind == BackDated || r.Kind == NoAmount || r.Kind == Outside
		return !l.opt.wants(r.Kind) || dropped && l.gone[r.Seq]
	})
	slices.SortStableFunc(rows, func(a, b Row) int {
		if a.Kind != b.Kind || a.Seq != 0 && b.Seq != 0 {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Seq, b.Seq))
		}
		return cmp.Or(cmp.Compare(a.Currency.Code, b.Currency.Code), cmp.Compare(b.Amount, a.Amount),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name))
	})
	return rows
}

// add lists a row about a customer, 0 for none.
func (l *list) add(id uint32, r Row) {
	if r.Customer = id; id != 0 {
		line, err := l.people.Line(id)
		l.err = cmp.Or(l.err, err)
		r.Code, r.Name = line.Code, line.Name
	}
	l.rows = append(l.rows, r)
}
