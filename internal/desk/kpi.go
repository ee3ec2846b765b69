package desk

import (
	"duebook/internal/book"
	"duebook/internal/report/kpi"
	"duebook/internal/report/targets"
)

// KPIs are the figures of the twelve months that end with the day that is read,
// currency by currency, the company's first.
func (d *Desk) KPIs(q kpi.Query) (all []kpi.Report, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		all, err = kpi.Compute(v, q)
		return err
	})
	return all, err
}

// Targets are those of a month with what came in of them, currency by currency, the
// company's first, as of the day that is read.
func (d *Desk) Targets(q targets.Query) (all []targets.Report, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		all, err = targets.Compute(v, q)
		return err
	})
	return all, err
}

// OwnCollector is the name among the collectors of whoever sits here; their own name when
// no customer is theirs.
func (d *Desk) OwnCollector() (name string, err error) {
	err = d.View(func(v *book.View) error {
		name, err = d.collector(v)
		return err
	})
	return name, err
}
