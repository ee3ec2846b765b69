package main

import (
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/report/exceptions"
)

// exceptionsReport lists what was out of the ordinary on the day, or one kind of it.
func exceptionsReport(v *book.View, r *reading) (output, error) {
	o := exceptions.Options{Days: r.days}
	if r.by != "" {
		k, err := exceptions.ParseKind(r.by)
		if err != nil {
			return output{}, wrongCall{err}
		}
		o.Only = []exceptions.Kind{k}
	}
	rows, err := exceptions.List(v, desk.Schema(), r.asOf, o)
	if err != nil {
		return output{}, err
	}
	t := exceptions.Table(rows, r.asOf)
	if len(o.Only) == 1 {
		t.Notes = append(t.Notes, o.Only[0].Title()+": "+o.Only[0].Definition())
	}
	return output{}.with(t), nil
}
