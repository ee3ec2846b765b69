package main

import (
	"duebook/internal/ar/document"
	"duebook/internal/book"
	"duebook/internal/report/cardhistory"
	"duebook/internal/report/expiry"
)

// expiryReport lists the documents that expire.
func expiryReport(v *book.View, r *reading) (output, error) {
	q := expiry.Query{AsOf: r.asOf, Days: r.days, Customer: r.customer}
	if r.by != "" {
		var err error
		if q.Type, err = document.ParseType(r.by); err != nil {
			return output{}, wrongCall{err}
		}
	}
	l, err := expiry.Compute(v, q)
	if err != nil {
		return output{}, err
	}
	return output{}.with(l.Table()), nil
}

// cardHistoryReport tells how a card's fields were changed.
func cardHistoryReport(v *book.View, r *reading) (output, error) {
	if r.customer == "" {
		return output{}, usage("the history is of one card: give --customer CODE")
	}
	h, err := cardhistory.Compute(v, cardhistory.Query{Customer: r.customer, Field: r.by, AsOf: r.asOf,
		Zone: r.set.Location()})
	if err != nil {
		return output{}, err
	}
	return output{}.with(h.Table()), nil
}
