// Package expected tells what money is expected in, week by week: cheques in hand on
// the day they mature, what is left of open promises and plans, and the instalments of
// papers held. Each unit of what is owed counts once: a cheque goes before a promise, a
// promise before a paper (RULES 10). The package must never count a guarantee, a
// bounced cheque or a broken promise.
package expected

import (
	"cmp"
	"slices"
	"time"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Source is what lets money be expected.
type Source uint8

// The sources, in the order in which they take what is owed.
const (
	Cheque Source = iota
	Promise
	Instalment
	sources
)

// String is the source in a word.
func (s Source) String() string { return [...]string{"cheque", "promise", "instalment"}[s] }

// Query says what to tell. Weeks is how many from the day on are told apart, 8 when 0;
// what comes after them is "later".
type Query struct {
	AsOf   civil.Date
	Weeks  int
	Within []ledger.Scope
}

// Report is what is expected in one currency, a span for every week.
type Report struct {
	Query
	Currency money.Currency
	Spans    []Span
	By       [sources]money.Minor
	Sum      money.Minor
}

// Span is a week. Number 0 is late: expected before the day and not here yet; it has no
// From. What is later than the weeks has no To.
type Span struct {
	Number   int
	From, To civil.Date
	Name     string
	By       [sources]money.Minor
	Sum      money.Minor
	Lines    []Line
}

// Line is one sum expected.
type Line struct {
	Source     Source
	ID         uint32 // of the cheque, promise or obligation
	Account    uint32
	Code, Name string
	What       string // the cheque's number and bank, the paper's name
	Day        civil.Date
	Amount     money.Minor
}

type teller struct {
	v      *book.View
	q      Query
	cal    civil.Calendar
	week   time.Weekday
	cutOff civil.Date
	people *ledger.People
	all    []Report // by currency
}

// Compute tells what is expected in every currency in which something is, in the order
// of their codes. Every span is there, also an empty one.
func Compute(v *book.View, q Query) ([]Report, error) {
	if q.Weeks == 0 {
		q.Weeks = 8
	}
	if q.Weeks < 1 || q.Weeks > 104 {
		return nil, book.RefuseField("horizon", "1 to 104 weeks are told apart, not %d", q.Weeks)
	}
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	cal := set.Calendar()
	t := &teller{v: v, q: q, cal: cal, week: cal.FirstDay(), cutOff: company.CutOff(v),
		people: ledger.NewPeople(v, q.AsOf)}
	for _, cur := range t.people.Currencies {
		r := Report{Query: q, Currency: cur, Spans: make([]Span, q.Weeks+2)}
		for n := range r.Spans {
			r.Spans[n].Number = n
			r.Spans[n].From, r.Spans[n].To, r.Spans[n].Name = t.bounds(n)
		}
		t.all = append(t.all, r)
	}
	accounts, err := t.accounts()
	for _, acc := range accounts {
		if err == nil {
			err = t.account(acc)
		}
	}
	if err != nil {
		return nil, err
	}
	return t.finish(), nil
}

// accounts are those from which something may be expected.
func (t *teller) accounts() ([]uint32, error) {
	in, only, err := t.people.Within(t.q.Within)
	if err != nil {
		return nil, err
	}
	seen := map[uint32]bool{}
	add := func(acc uint32) {
		if (only == nil || slices.Contains(only, acc)) &&
			(in == nil || in(&openitem.Item{Account: acc, Flags: openitem.Credit})) {
			seen[acc] = true
		}
	}
	err = cheque.Open(t.v, t.q.AsOf, func(b *cheque.Brief) bool { add(b.Account); return true })
	if err == nil {
		err = promise.Standing(t.v, t.q.AsOf, func(p *promise.Promise) (bool, error) {
			if t.cutOff != 0 || promise.JudgeDay(p.Date, p.Tolerance, t.cal) >= t.q.AsOf {
				add(p.Account)
			}
			return true, nil
		})
	}
	if err == nil {
		err = obligation.All(t.v, func(o *obligation.Obligation) (bool, error) {
			if o.At(t.q.AsOf) {
				add(o.Account)
			}
			return true, nil
		})
	}
	out := make([]uint32, 0, len(seen))
	for acc := range seen {
		out = append(out, acc)
	}
	slices.Sort(out)
	return out, err
}

// room is what of an account's open parts nothing has been expected for yet.
type room struct {
	open  map[cheque.Part]money.Minor
	order []cheque.Part // by bill
}

// take uses up to m of the bills named, of all when none are.
func (r *room) take(bills []uint32, m money.Minor) (used money.Minor) {
	for _, p := range r.order {
		if used == m {
			break
		}
		if len(bills) > 0 {
			if _, ok := slices.BinarySearch(bills, p.Bill); !ok {
				continue
			}
		}
		n := max(min(r.open[p], m-used), 0)
		r.open[p] -= n
		used += n
	}
	return used
}

func (t *teller) account(acc uint32) error {
	open, err := cheque.OpenParts(t.v, acc, t.q.AsOf)
	if err != nil {
		return err
	}
	r := &room{open: open}
	for p := range open {
		r.order = append(r.order, p)
	}
	slices.SortFunc(r.order, func(a, b cheque.Part) int {
		return cmp.Or(cmp.Compare(a.Bill, b.Bill), int(a.Part)-int(b.Part))
	})
	if err := t.cheques(acc, r); err != nil {
		return err
	}
	if err := t.promises(acc, r); err != nil {
		return err
	}
	return t.papers(acc, r)
}

// cheques counts those in hand whole. What is no receipt yet takes its amount off what
// is owed: the parts it covers first.
func (t *teller) cheques(acc uint32, r *room) error {
	var err error
	failed := cheque.OpenOf(t.v, acc, t.q.AsOf, func(b *cheque.Brief) bool {
		if !b.State.InHand() || b.Type != cheque.Payment {
			return true
		}
		if !b.Clearing {
			rest := b.Worth
			b.Lay(func(p cheque.Part) money.Minor { return r.open[p] }, func(p cheque.Part, n money.Minor) {
				r.open[p] -= n
				rest -= n
			})
			r.take(nil, rest)
		}
		err = t.add(Line{Source: Cheque, ID: b.ID, Account: acc, What: b.Number + " " + b.Bank, Day: max(b.Maturity,
			b.Hold), Amount: b.Worth})
		return err == nil
	})
	return cmp.Or(failed, err)
}

func (t *teller) promises(acc uint32, r *room) error {
	all, err := promise.JudgeAccount(t.v, acc, t.q.AsOf, t.cal, t.cutOff)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b promise.Judged) int { return int(a.Due - b.Due) })
	for i := range all {
		j := &all[i]
		if j.State != promise.Open && j.State != promise.NotKnown {
			continue
		}
		paid, left := j.Paid, j.Judgment.Amount-j.Paid
		for _, p := range j.Parts() {
			had := min(paid, p.Amount)
			paid -= had
			n := r.take(j.Bills, min(p.Amount-had, left))
			left -= n
			err := t.add(Line{Source: Promise, ID: j.ID, Account: acc, What: j.Method.String(), Day: p.Date, Amount: n})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *teller) papers(acc uint32, r *room) error {
	all, err := obligation.JudgeAccount(t.v, acc, t.q.AsOf, t.cal)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b obligation.Judged) int { return int(a.Due - b.Due) })
	for i := range all {
		j := &all[i]
		if j.State != obligation.Held && j.State != obligation.Due && j.State != obligation.Overdue {
			continue
		}
		left := j.Left
		for n := range j.Payments {
			p := &j.Payments[n]
			day := p.Date
			if j.AtSight() {
				day = j.Due
			}
			if day == 0 {
				continue
			}
			m := r.take(j.Bills, min(p.Left(), left))
			left -= m
			err := t.add(Line{Source: Instalment, ID: j.ID, Account: acc, What: j.Name(), Day: day, Amount: m})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// number is the span a day is in.
func (t *teller) number(day civil.Date) int {
	if day < t.q.AsOf {
		return 0
	}
	return min(int(day.StartOfWeek(t.week)-t.q.AsOf.StartOfWeek(t.week))/7, t.q.Weeks) + 1
}

func (t *teller) bounds(n int) (from, to civil.Date, name string) {
	if n == 0 {
		return 0, t.q.AsOf - 1, "Late"
	}
	start := t.q.AsOf.StartOfWeek(t.week).Add(7 * (n - 1))
	from = max(start, t.q.AsOf)
	if n > t.q.Weeks {
		return from, 0, "Later"
	}
	return from, start.Add(6), "week of " + start.String()
}

func (t *teller) add(l Line) error {
	if l.Amount <= 0 {
		return nil
	}
	line, err := t.people.Line(t.people.Customer(l.Account))
	l.Code, l.Name = line.Code, line.Name
	r := &t.all[t.people.Currency(l.Account)]
	s := &r.Spans[t.number(l.Day)]
	s.Lines = append(s.Lines, l)
	s.By[l.Source] += l.Amount
	s.Sum += l.Amount
	r.By[l.Source] += l.Amount
	r.Sum += l.Amount
	return err
}

// finish keeps the currencies in which something is expected, and orders the lines by
// day, the largest first.
func (t *teller) finish() []Report {
	all := slices.DeleteFunc(t.all, func(r Report) bool { return r.Sum == 0 })
	for _, r := range all {
		for n := range r.Spans {
			slices.SortStableFunc(r.Spans[n].Lines, func(a, b Line) int {
				return cmp.Or(int(a.Day-b.Day), cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.Code, b.Code))
			})
		}
	}
	slices.SortFunc(all, func(a, b Report) int {
		return cmp.Or(cmp.Compare(a.Currency.Code, b.Currency.Code), a.Currency.Digits-b.Currency.Digits)
	})
	return all
}
