package main

import (
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/report/proposals"
	"duebook/internal/report/referrals"
	"duebook/internal/report/requests"
)

// proposalsReport lists what was proposed to the supervisor.
func proposalsReport(v *book.View, r *reading) (output, error) {
	l, err := proposals.Compute(v, proposals.Query{AsOf: r.asOf, Customer: r.customer, By: r.by,
		Describe: desk.DescribeProposed})
	if err != nil {
		return output{}, err
	}
	return output{}.with(l.Table()), nil
}

// referralsReport lists what was referred to the supervisor.
func referralsReport(v *book.View, r *reading) (output, error) {
	l, err := referrals.Compute(v, referrals.Query{AsOf: r.asOf, Customer: r.customer, By: r.by})
	if err != nil {
		return output{}, err
	}
	return output{}.with(l.Table()), nil
}

// requestsReport lists what customers asked for, and by whose it is.
func requestsReport(v *book.View, r *reading) (output, error) {
	l, err := requests.Compute(v, requests.Query{AsOf: r.asOf, Customer: r.customer, To: r.by, Closed: r.whole})
	if err != nil {
		return output{}, err
	}
	out := output{}.with(l.Table())
	if r.format == "table" {
		out = out.with(l.ByTable())
	}
	return out, nil
}
