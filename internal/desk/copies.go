package desk

import (
	"duebook/internal/book"
	"duebook/internal/report/copies"
)

// Copies lists the delivery copies on the day that is read.
func (d *Desk) Copies(q copies.Query) (l copies.List, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		l, err = copies.Compute(v, q)
		return err
	})
	return l, err
}

// CopyOf says where the delivery copy of a bill is.
func (d *Desk) CopyOf(number string) (r copies.Row, err error) {
	err = d.View(func(v *book.View) error {
		r, err = copies.Find(v, number, d.AsOf())
		return err
	})
	return r, err
}

// ExportCopies writes the list of copies as CSV, the people after it.
func (d *Desk) ExportCopies(q copies.Query, path string) error {
	l, err := d.Copies(q)
	if err != nil {
		return err
	}
	return d.writeTables(path, l.Table(), l.PeopleTable())
}
