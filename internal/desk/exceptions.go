package desk

import (
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

// Exceptions lists the exceptions of the day that is read, for the supervisor.
func (d *Desk) Exceptions() (p ExceptionsPage, err error) {
	p.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		p.Rows, err = exceptions.List(v, Schema(), p.AsOf, exceptions.Options{})
		return err
	})
	p.Sums = exceptions.Sums(p.Rows)
	return p, err
}
