package due

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/followup"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/due"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/shell"
)

// Desk is what this screen asks of the desk.
type Desk interface {
	Today() civil.Date
	AsOf() civil.Date
	Past() bool
	Who() string
	Calendar() civil.Calendar
	Lists() (desk.Lists, error)
	Due(q due.Query) ([]due.Report, error)
	DueLines(q due.Query, currency, code string, span int) ([]due.Line, error)
	PreviewSpread(c followup.Spread) ([]desk.DayCount, error)
	Spread(key string, c followup.Spread) error
	ExportDue(q due.Query, path string) error
	OutPath(name string) string
}

// New opens the schedule by week.
func New(d *desk.Desk, _ any) shell.Screen { return open(d) }

// load asks for the schedule.
func (s *Screen) load() shell.Effect {
	q := s.query()
	return s.reports.Ask(func() ([]due.Report, error) { return s.desk.Due(q) })
}

func (s *Screen) query() due.Query {
	q := due.Query{Period: s.period}
	for _, x := range []struct {
		by  ledger.By
		key string
	}{{ledger.ByBranch, s.branch}, {ledger.ByCollector, s.collector}} {
		if x.key != "" {
			q.Within = append(q.Within, ledger.Scope{By: x.by, Key: x.key})
		}
	}
	return q
}

// loadLines asks for the bills of the customer under the cursor, when they are not
// on show yet.
func (s *Screen) loadLines() shell.Effect {
	c, span, r := s.current(), s.span(), s.report()
	if c == nil {
		return action.None
	}
	want := place{r.Currency.Code, c.Code, span.Number}
	if want == s.linesOf {
		return action.None
	}
	s.linesOf = want
	q := s.query()
	return s.lines.Ask(func() ([]due.Line, error) { return s.desk.DueLines(q, want.currency, want.code, want.span) })
}

// place is a customer in a span of a schedule.
type place struct {
	currency, code string
	span           int
}

// order is how the customers of a span are ordered.
type order int

const (
	byAmount order = iota
	byName
	byFollowup
	orders
)

// arrange picks and orders the customers of the span on show.
func (s *Screen) arrange() {
	s.customers = nil
	span := s.span()
	if span == nil {
		return
	}
	for i := range span.Customers {
		if c := &span.Customers[i]; !s.unplanned || !c.Planned {
			s.customers = append(s.customers, c)
		}
	}
	slices.SortStableFunc(s.customers, func(a, b *due.Customer) int {
		switch s.order {
		case byName:
			return strings.Compare(text.Fold(a.Name), text.Fold(b.Name))
		case byFollowup:
			return cmp.Or(when(a)-when(b), cmp.Compare(b.Amount, a.Amount))
		}
		return cmp.Compare(b.Amount, a.Amount)
	})
}

// when orders follow-ups: none first, then by day.
func when(c *due.Customer) int {
	if !c.Planned {
		return 0
	}
	return int(c.Next.Date)
}
