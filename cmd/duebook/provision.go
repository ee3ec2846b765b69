package main

import (
	"cmp"
	"fmt"
	"strings"

	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/provision"
)

// provisionReport gives what is provided for by bucket, customer or branch, how it moved
// since --from, or the lines of one row.
func provisionReport(v *book.View, r *reading) (output, error) {
	since, err := day("from", r.from, r.d.Today())
	if err != nil {
		return output{}, err
	}
	grouping, key, of := strings.Cut(r.by, " ") // "bucket 31-60": the lines of a row
	by, err := provision.ParseBy(grouping)
	if err != nil {
		return output{}, wrongCall{err}
	}
	q := provision.Query{AsOf: r.asOf, Since: since, By: by, Customer: r.customer}
	if of {
		currency := cmp.Or(strings.ToUpper(r.g.currency), r.set.Currency)
		lines, edges, _, err := provision.Explain(v, q, currency, strings.TrimSpace(key))
		if err == nil && len(lines) == 0 {
			err = fmt.Errorf("nothing is open in %s of %s %q on %s", currency, by, strings.TrimSpace(key), r.asOf)
		}
		return output{}.with(provision.LinesTable(lines, edges)), err
	}
	all, err := provision.Compute(v, q)
	if err != nil {
		return output{}, err
	}
	if all = only(all, r.g.currency, func(x *provision.Report) money.Currency { return x.Currency }); len(all) == 0 {
		return output{}, fmt.Errorf("nothing is open in %s", r.g.currency)
	}
	var out output
	for i := range all {
		out.tables = append(out.tables, all[i].Table(r.whole || r.format != "table" && len(all) > 1))
	}
	out.since = since
	return out, nil
}
