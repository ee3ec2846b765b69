package aging

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Desk is what this screen asks of the desk.
type Desk interface {
	Company() company.Settings
	AsOf() civil.Date
	Aging(q aging.Query) ([]aging.Report, error)
	AgingLines(q aging.Query, key string) ([]aging.Line, error)
	AgingExplain(q aging.Query, currency, key string, f aging.Figure) ([]aging.Line, error)
	ExportAging(q aging.Query, path string) error
	ExportAgingLines(q aging.Query, key, path string) error
	OutPath(name string) string
	verb.LetterDesk
}

// level is the argument of an aging within one row of another.
type level struct {
	q        aging.Query
	currency string
	title    string
}

// part is the argument of the items under a row, or under one figure of it.
type part struct {
	q        aging.Query
	currency string
	key      string
	title    string
	figures  []aging.Figure // one, or the buckets merged in a column; nil: all of the row
	name     string         // of the figure
}

// New opens the aging by customer, or what an argument of this package says.
func New(d *desk.Desk, arg any) shell.Screen { return open(d, arg) }

func open(d Desk, arg any) shell.Screen {
	switch a := arg.(type) {
	case level:
		s := newScreen(d)
		s.q, s.currency, s.title = a.q, a.currency, a.title
		return s
	case part:
		return newItems(d, a)
	}
	return newScreen(d)
}

// load asks for the aging, its rows in the order chosen.
func (s *Screen) load() shell.Effect {
	q, by, down := s.q, s.sorted, s.sortBy
	return s.reports.Ask(func() ([]aging.Report, error) {
		all, err := s.desk.Aging(q)
		for i := range all {
			arrange(all[i].Rows, by, down)
		}
		return all, err
	})
}

// arrange orders rows by a figure, the largest first, or by name.
func arrange(rows []aging.Row, byFigure bool, of []aging.Figure) {
	slices.SortStableFunc(rows, func(a, b aging.Row) int {
		if !byFigure {
			return strings.Compare(a.Name, b.Name)
		}
		c := column{of: of}
		x, y := c.amount(&a), c.amount(&b)
		if c.is(aging.FigureUnapplied) {
			x, y = -x, -y
		}
		return cmp.Compare(y, x)
	})
}

// amountOf is a figure of a row.
func amountOf(r *aging.Row, f aging.Figure) money.Minor {
	switch f {
	case aging.FigureUnapplied:
		return r.Unapplied
	case aging.FigureBalance:
		return r.Balance
	case aging.FigureBad:
		return r.Bad
	case aging.FigureDisputed:
		return r.Disputed
	case aging.FigureRetention:
		return r.Retention
	case aging.FigurePromised:
		return r.Promised
	case aging.FigureCovered:
		return r.Covered
	case aging.FigureInterest:
		return r.Interest
	case 0:
		return r.Current
	}
	if n := int(f) - 1; n >= 0 && n < len(r.Buckets) {
		return r.Buckets[n]
	}
	return 0
}
