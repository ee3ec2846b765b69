package desk

import (
	"duebook/internal/book"
	"duebook/internal/report/kpi"
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
