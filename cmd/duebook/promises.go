package main

import (
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/expected"
	"duebook/internal/report/obligations"
)

func promisesReport(v *book.View, r *reading) (output, error) {
	switch r.by {
	case "", "kept":
	default:
		return output{}, usage("%q is no way to list promises (--by kept tells how they were kept)", r.by)
	}
	l, err := obligations.Compute(v, obligations.Query{AsOf: r.asOf, Days: r.days, Within: r.scope})
	if err != nil {
		return output{}, err
	}
	if r.by == "kept" {
		return output{}.with(l.RatioTable()), nil
	}
	return output{}.with(l.Table()), nil
}

func expectedReport(v *book.View, r *reading) (output, error) {
	all, err := expected.Compute(v, expected.Query{AsOf: r.asOf, Weeks: r.horizon, Within: r.scope})
	if err != nil {
		return output{}, err
	}
	var out output
	for _, x := range only(all, r.g.currency, func(x *expected.Report) money.Currency { return x.Currency }) {
		out = out.with(x.Table(r.whole))
	}
	return out, nil
}
