package main

import (
	"duebook/internal/book"
	"duebook/internal/report/cashsheet"
	"duebook/internal/report/copies"
)

// cashQuery reads the days and the till of a cash report.
func (r *reading) cashQuery() (q cashsheet.Query, err error) {
	q = cashsheet.Query{AsOf: r.asOf, Till: r.by}
	if q.From, err = day("from", r.from, r.d.Today()); err != nil {
		return q, err
	}
	q.To, err = day("to", r.to, r.d.Today())
	return q, err
}

func cashSheetReport(v *book.View, r *reading) (output, error) {
	q, err := r.cashQuery()
	if err != nil {
		return output{}, err
	}
	all, err := cashsheet.Compute(v, q)
	return output{}.with(cashsheet.Table(all, r.asOf, r.whole)), err
}

func cashDifferencesReport(v *book.View, r *reading) (output, error) {
	q, err := r.cashQuery()
	if err != nil {
		return output{}, err
	}
	all, err := cashsheet.Differences(v, q)
	return output{}.with(cashsheet.DifferencesTable(all, r.whole)), err
}

func receiptBooksReport(v *book.View, r *reading) (output, error) {
	all, err := cashsheet.Books(v, cashsheet.Query{AsOf: r.asOf})
	return output{}.with(cashsheet.BooksTable(all, r.asOf)), err
}

func copiesReport(v *book.View, r *reading) (output, error) {
	q := copies.Query{AsOf: r.asOf, Days: r.days}
	people := false
	switch r.by {
	case "", "bill":
	case "person":
		people = true
	default:
		q.Holder = r.by
	}
	l, err := copies.Compute(v, q)
	if people {
		return output{}.with(l.PeopleTable()), err
	}
	return output{}.with(l.Table()), err
}
