// Package due is the schedule of what falls due: what is overdue first, then day by
// day, week by week or month by month up to a horizon, then the rest, by customer,
// with the follow-up that is planned or none. All of it foots to the open bills. The
// package must never net unapplied money against what falls due: it stands beside.
package due

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"duebook/internal/ar/company"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Period is how long a span of the schedule is.
type Period string

// The periods. A week starts with the first working day after the weekend.
const (
	Day   Period = "day"
	Week  Period = "week"
	Month Period = "month"
)

// horizons are how many spans are told apart unless the query says otherwise.
var horizons = map[Period]int{Day: 14, Week: 8, Month: 6}

// Query says what to schedule. Horizon is how many spans from the day on are told
// apart, 14 days, 8 weeks or 6 months when 0; what falls due after them is "later".
type Query struct {
	AsOf    civil.Date
	Period  Period // by week when ""
	Horizon int
	Within  []ledger.Scope
	Lines   bool // list the bills under each customer
}

// Report is the schedule in one currency; spans with nothing due are left out.
// Unapplied is the money beside it, negative.
type Report struct {
	Query
	Currency  money.Currency
	Spans     []Span
	Amount    money.Minor
	Bills     int
	Unapplied money.Minor
}

// Span is what falls due from From to To. The overdue has no From, what is later no
// To.
type Span struct {
	Number    int // 0: overdue; 1: the one the day is in
	From, To  civil.Date
	Name      string
	Amount    money.Minor
	Bills     int
	Customers []Customer
}

// Customer is what one customer owes in a span. Bills counts due parts. Next is the
// first follow-up planned for the customer, when Planned.
type Customer struct {
	ID         uint32
	Code, Name string
	Amount     money.Minor
	Bills      int
	Planned    bool
	Next       followup.Brief
	Lines      []Line
}

// Line is one due part.
type Line struct {
	openitem.Item
	Number string
	Days   int // overdue; below 0 to come
}

type schedule struct {
	v       *book.View
	q       Query
	week    time.Weekday
	people  *ledger.People
	within  func(i *openitem.Item) bool
	next    map[uint32]*followup.Brief
	all     []Report   // by currency
	spans   [][]Span   // by currency and number
	account uint32     // the one being read
	rows    []Customer // its rows, by the number of the span
}

// Compute makes the schedule of every currency in which a bill is open, in the order
// of their codes.
func Compute(v *book.View, q Query) ([]Report, error) {
	s, accounts, err := start(v, q)
	if err != nil {
		return nil, err
	}
	err = ledger.Walk(v, q.AsOf, accounts, ledger.Visitor{Item: func(i *openitem.Item) bool {
		if s.within == nil || s.within(i) {
			s.add(i)
		}
		return true
	}})
	if err != nil {
		return nil, err
	}
	s.flush()
	return s.finish()
}

func start(v *book.View, q Query) (*schedule, []uint32, error) {
	if q.Period == "" {
		q.Period = Week
	}
	if horizons[q.Period] == 0 {
		return nil, nil, book.RefuseField("period", "%q is not a period (day, week, month)", q.Period)
	}
	if q.Horizon == 0 {
		q.Horizon = horizons[q.Period]
	}
	if q.Horizon < 1 || q.Horizon > 400 {
		return nil, nil, book.RefuseField("horizon", "the horizon must be 1 to 400 %ss", q.Period)
	}
	set, err := company.Get(v)
	if err != nil {
		return nil, nil, err
	}
	s := &schedule{v: v, q: q, week: set.Calendar().FirstDay(), people: ledger.NewPeople(v, q.AsOf),
		next: map[uint32]*followup.Brief{}, rows: make([]Customer, q.Horizon+2)}
	s.all, s.spans = make([]Report, len(s.people.Currencies)), make([][]Span, len(s.people.Currencies))
	for n := range s.spans {
		s.spans[n] = make([]Span, q.Horizon+2)
	}
	err = followup.Opens(v, q.AsOf, 0, func(b followup.Brief) bool {
		if old := s.next[b.Customer]; old == nil || before(&b, old) {
			s.next[b.Customer] = &b
		}
		return true
	})
	if err != nil {
		return nil, nil, err
	}
	within, accounts, err := s.people.Within(q.Within)
	s.within = within
	return s, accounts, err
}

func before(a, b *followup.Brief) bool {
	return cmp.Or(int(a.Date-b.Date), a.Time-b.Time, int(a.ID)-int(b.ID)) < 0
}

// span is the number of the span a due date falls in.
func (s *schedule) span(due civil.Date) int {
	n := 0
	switch from := s.q.AsOf; {
	case due < from:
		return 0
	case s.q.Period == Day:
		n = int(due - from)
	case s.q.Period == Week:
		n = int(due.StartOfWeek(s.week)-from.StartOfWeek(s.week)) / 7
	default:
		y, m, _ := due.YMD()
		fy, fm, _ := from.YMD()
		n = (y-fy)*12 + m - fm
	}
	return min(n, s.q.Horizon) + 1
}

// bounds are the first and last day of a span and what it is called.
func (s *schedule) bounds(n int) (from, to civil.Date, name string) {
	if n == 0 {
		return 0, s.q.AsOf - 1, "Overdue"
	}
	start := func(n int) civil.Date {
		switch s.q.Period {
		case Day:
			return s.q.AsOf.Add(n - 1)
		case Week:
			return s.q.AsOf.StartOfWeek(s.week).Add(7 * (n - 1))
		}
		return s.q.AsOf.StartOfMonth().AddMonths(n - 1)
	}
	from = max(start(n), s.q.AsOf)
	if n > s.q.Horizon {
		return from, 0, "Later"
	}
	switch to = start(n+1) - 1; {
	case s.q.Period == Day:
		name = from.String() + " " + from.Weekday().String()[:3]
	case s.q.Period == Week:
		name = "week of " + start(n).String()
	default:
		name = from.String()[:7]
	}
	return from, to, name
}

func (s *schedule) add(i *openitem.Item) {
	if i.Account != s.account {
		s.flush()
		s.account = i.Account
	}
	r := &s.all[s.people.Currency(i.Account)]
	if i.Flags&openitem.Credit != 0 {
		r.Unapplied -= i.Left
		return
	}
	r.Amount += i.Left
	r.Bills++
	row := &s.rows[s.span(i.Due)]
	row.Amount += i.Left
	row.Bills++
	if s.q.Lines {
		row.Lines = append(row.Lines, Line{Item: *i, Days: int(s.q.AsOf - i.Due)})
	}
}

// flush puts the rows of an account, which are a customer's in one currency, into
// their spans.
func (s *schedule) flush() {
	for n := range s.rows {
		row := &s.rows[n]
		if row.Bills == 0 {
			continue
		}
		row.ID = s.people.Customer(s.account)
		if next := s.next[row.ID]; next != nil {
			row.Planned, row.Next = true, *next
		}
		span := &s.spans[s.people.Currency(s.account)][n]
		span.Amount += row.Amount
		span.Bills += row.Bills
		span.Customers = append(span.Customers, *row)
		*row = Customer{}
	}
}

// finish names the rows, puts the spans in order, and proves that they foot.
func (s *schedule) finish() ([]Report, error) {
	for cur := range s.spans {
		for n := range s.spans[cur] {
			span := &s.spans[cur][n]
			if span.Bills == 0 {
				continue
			}
			if err := s.name(span.Customers); err != nil {
				return nil, err
			}
			span.Number = n
			span.From, span.To, span.Name = s.bounds(n)
			s.all[cur].Spans = append(s.all[cur].Spans, *span)
		}
	}
	var all []Report
	for n := range s.all {
		r := &s.all[n]
		r.Query, r.Currency = s.q, s.people.Currencies[n]
		var sum money.Minor
		for i := range r.Spans {
			sum += r.Spans[i].Amount
		}
		if sum != r.Amount {
			return nil, book.Refuse(book.Damaged, "the schedule as of %s does not foot: its spans make %s, the "+
				"open bills %s",
				s.q.AsOf, r.Currency.Plain(sum), r.Currency.Plain(r.Amount))
		}
		if r.Bills > 0 || r.Unapplied != 0 {
			all = append(all, *r)
		}
	}
	slices.SortFunc(all, func(a, b Report) int {
		return cmp.Or(cmp.Compare(a.Currency.Code, b.Currency.Code), a.Currency.Digits-b.Currency.Digits)
	})
	return all, nil
}

// name gives rows the customers' codes and names and lines their numbers, and sorts
// both: the largest amount first, the oldest bill first.
func (s *schedule) name(rows []Customer) error {
	for i := range rows {
		row := &rows[i]
		line, err := s.people.Line(row.ID)
		if err != nil {
			return err
		}
		row.Code, row.Name = line.Code, line.Name
		for n := range row.Lines {
			if row.Lines[n].Number, err = s.people.Number(&row.Lines[n].Item); err != nil {
				return err
			}
		}
		slices.SortFunc(row.Lines, func(a, b Line) int {
			return cmp.Or(b.Days-a.Days, cmp.Compare(a.Number, b.Number), int(a.Part)-int(b.Part))
		})
	}
	slices.SortFunc(rows, func(a, b Customer) int {
		if a.Amount != b.Amount {
			return cmp.Compare(b.Amount, a.Amount)
		}
		return cmp.Compare(a.Code, b.Code)
	})
	return nil
}

// Followup is a planned follow-up in words: the day, its time if any, what for.
func (c *Customer) Followup() string {
	if !c.Planned {
		return ""
	}
	s := c.Next.Date.String()
	if c.Next.Time != followup.NoTime {
		s += fmt.Sprintf(" %02d:%02d", c.Next.Time/60, c.Next.Time%60)
	}
	if c.Next.Reason != "" {
		return s + " " + c.Next.Reason
	}
	return s + " " + c.Next.Task.String()
}
