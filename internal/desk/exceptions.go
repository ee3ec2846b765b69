package desk

import (
	"cmp"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/exceptions"
)

// ExceptionsPage is what was out of the ordinary on a day, and its sums by kind.
type ExceptionsPage struct {
	AsOf civil.Date
	Rows []exceptions.Row
	Sums []exceptions.Sum
}

// Exceptions lists the exceptions of a day for the supervisor; no day is the one that is
// read.
func (d *Desk) Exceptions(on civil.Date) (p ExceptionsPage, err error) {
	p.AsOf = cmp.Or(on, d.AsOf())
	err = d.View(func(v *book.View) error {
		p.Rows, err = exceptions.List(v, schema(), p.AsOf, exceptions.Options{})
		return err
	})
	p.Sums = exceptions.Sums(p.Rows)
	return p, err
}
