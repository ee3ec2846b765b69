// Package kpi tells how well a department collects (RULES 10): what was sold, collected
// and left, DSO and its kin, CEI, roll rates, how promises and calls went, by month and
// by whoever answers for it, as of any day. Every figure carries its definition and the
// numbers it is made of. The package must never count anything but cleared money as
// collected, and never divide by nothing: that is "n/a".
//
// What it decides:
//   - A month shows what stood at its end, as it stood then: what was taken back later
//     is taken off in the month of the taking back, so that past months do not move.
//   - Bills belong to the branch and salesman they were issued under; receipts to their
//     branch, else to the customer's; all else to whoever has the customer on the day
//     that is read, so that an opening is the closing before it.
//   - Contacts have no currency: they count with the company's.
package kpi

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// ByCompany makes one row of everything.
const ByCompany ledger.By = "company"

// Groupings are those a query may ask for, in the order people are shown them.
var Groupings = []ledger.By{ByCompany, ledger.ByBranch, ledger.ByCollector, ledger.BySalesman, ledger.ByCustomer}

// MostMonths is how many months one query may span.
const MostMonths = 60

// Buckets is how many buckets roll rates tell apart: Current, 1-30, 31-60, 61-90, 91 on.
const Buckets = 5

// Query says which months: from the month of From to the day AsOf. From 0 is eleven
// months before.
type Query struct {
	AsOf, From civil.Date
	By         ledger.By
}

// Sums are the numbers the figures of a span are made of. Those of several months are
// the sums of the months, but for what stood at the start and at the end.
type Sums struct {
	From, To civil.Date

	Opening, Closing  money.Minor // what is owed, less unapplied money
	Current           money.Minor // of the closing: open parts not yet due
	Open, Unapplied   money.Minor // the closing is Open less Unapplied
	Overdue, FellDue  money.Minor // at the start; in the span
	Sales, Billed     money.Minor // Billed: every debit, also interest, fees and openings
	Collected         money.Minor
	Credited          money.Minor // settled without money: credit notes, set-off, write-offs ...
	Paid, PaidLate    money.Minor // money put on bills; the part that came after the due date
	PaidDays          int64       // amount x days from the bill's date, in units of the currency
	RollFrom, RollTo  [Buckets]money.Minor
	Promises, Kept    int // judged in the span
	Attempts, Reached int
	Cleared, Bounced  int     // cheques the bank paid, and did not
	Back              []Month // sales by month, the latest first: the span's last month, and backwards
}

// Other is what the closing differs by from opening, billed, collected and credited:
// cheques that count as paid and are not cleared, and money moved or opened with.
func (s *Sums) Other() money.Minor {
	return s.Closing - s.Opening - s.Billed + s.Collected + s.Credited
}

// Days is how long the span is.
func (s *Sums) Days() int { return int(s.To-s.From) + 1 }

// Row is a branch, a person, a customer or the company, month by month and in all.
type Row struct {
	Key, Name string
	Number    uint32 // under which the grouping has it
	Last      Last   // of a customer
	Months    []Sums
	Total     Sums
}

// Last is the last contact with a customer by the end of the day that is read, notes left
// out; no Day when there was none.
type Last struct {
	Day    civil.Date
	At     int64
	Result string
}

// Report is the figures in one currency. The query is as it was carried out.
type Report struct {
	Query
	Currency money.Currency
	Rows     []Row
	Total    Row
}

// ParseBy reads the name of a grouping; "" is the company.
func ParseBy(s string) (ledger.By, error) {
	if s == "" {
		return ByCompany, nil
	}
	if by := ledger.By(s); slices.Contains(Groupings, by) {
		return by, nil
	}
	return "", book.RefuseField("by", "%q is not a way to group (company, branch, collector, salesman, customer)", s)
}

// Compute makes the report in every currency that has anything in it.
func Compute(v *book.View, q Query) ([]Report, error) {
	if q.By == "" {
		q.By = ByCompany
	}
	if _, err := ParseBy(string(q.By)); err != nil {
		return nil, err
	}
	if q.From == 0 {
		q.From = q.AsOf.StartOfMonth().AddMonths(-11)
	}
	q.From = q.From.StartOfMonth()
	if q.From > q.AsOf {
		return nil, book.RefuseField("from", "%s lies after %s, the day that is read", q.From, q.AsOf)
	}
	if n := monthOf(q.AsOf) - monthOf(q.From) + 1; n > MostMonths {
		return nil, book.RefuseField("from", "%d months are too many at once: %d are told at most", n, MostMonths)
	}
	g, err := newGatherer(v, q)
	if err != nil {
		return nil, err
	}
	if err := g.all(); err != nil {
		return nil, err
	}
	return g.reports()
}

func monthOf(d civil.Date) int {
	y, m, _ := d.YMD()
	return y*12 + m
}

// add puts the sums of another row's same span on top.
func (s *Sums) add(o *Sums) {
	for _, p := range [][2]*money.Minor{{&s.Opening, &o.Opening}, {&s.Closing, &o.Closing}, {&s.Current, &o.Current},
		{&s.Open, &o.Open}, {&s.Unapplied, &o.Unapplied}, {&s.Overdue, &o.Overdue}} {
		*p[0] += *p[1]
	}
	s.flow(o)
}

// flow adds what happened, not what stood.
func (s *Sums) flow(o *Sums) {
	for _, p := range [][2]*money.Minor{{&s.FellDue, &o.FellDue}, {&s.Sales, &o.Sales}, {&s.Billed, &o.Billed},
		{&s.Collected, &o.Collected}, {&s.Credited, &o.Credited}, {&s.Paid, &o.Paid}, {&s.PaidLate, &o.PaidLate}} {
		*p[0] += *p[1]
	}
	for n := range s.RollFrom {
		s.RollFrom[n] += o.RollFrom[n]
		s.RollTo[n] += o.RollTo[n]
	}
	for _, p := range [][2]*int{{&s.Promises, &o.Promises}, {&s.Kept, &o.Kept}, {&s.Attempts, &o.Attempts},
		{&s.Reached, &o.Reached}, {&s.Cleared, &o.Cleared}, {&s.Bounced, &o.Bounced}} {
		*p[0] += *p[1]
	}
	s.PaidDays += o.PaidDays
}

// total is the whole span of a row's months.
func total(months []Sums) Sums {
	first, last := &months[0], &months[len(months)-1]
	t := Sums{From: first.From, To: last.To, Opening: first.Opening, Overdue: first.Overdue, Closing: last.Closing,
		Current: last.Current, Open: last.Open, Unapplied: last.Unapplied}
	for n := range months {
		t.flow(&months[n])
	}
	t.Back = last.Back
	return t
}

// Find is the row of a key; the whole when the key is "" and the report is of no group
// of that name.
func (r *Report) Find(key string) (*Row, error) {
	for n := range r.Rows {
		if r.Rows[n].Key == key {
			return &r.Rows[n], nil
		}
	}
	if key == "" {
		return &r.Total, nil
	}
	return nil, &book.Error{Code: book.NotFound, Field: "by", Text: fmt.Sprintf("there is no %s %q", r.By, key)}
}

func byName(a, b Row) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) }
