package main

import (
	"duebook/internal/book"
	"duebook/internal/report/referrals"
)

// referralsReport lists what was referred to the supervisor.
func referralsReport(v *book.View, r *reading) (output, error) {
	l, err := referrals.Compute(v, referrals.Query{AsOf: r.asOf, Customer: r.customer, By: r.by})
	if err != nil {
		return output{}, err
	}
	return output{}.with(l.Table()), nil
}
