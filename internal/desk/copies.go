package desk

import (
	"strings"

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

// CopyOf says where the delivery copy of a bill is. A number that is not found as typed
// is tried with its Arabic-Indic digits as ASCII ones.
func (d *Desk) CopyOf(number string) (r copies.Row, err error) {
	err = d.View(func(v *book.View) (err error) {
		if r, err = copies.Find(v, number, d.AsOf()); book.CodeOf(err) != book.NotFound {
			return err
		}
		var again error
		if r, again = copies.Find(v, strings.Map(western, number), d.AsOf()); again == nil {
			return nil
		}
		return err
	})
	return r, err
}

func western(r rune) rune {
	if r >= '٠' && r <= '٩' {
		return '0' + r - '٠'
	}
	return r
}

// ExportCopies writes the list of copies as CSV, the people after it.
func (d *Desk) ExportCopies(q copies.Query, path string) error {
	l, err := d.Copies(q)
	if err != nil {
		return err
	}
	return d.writeTables(path, l.Table(), l.PeopleTable())
}
