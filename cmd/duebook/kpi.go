package main

import (
	"strings"

	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
	"duebook/internal/report/targets"
)

// kpiReport gives the figures of a time, in all or month by month, for the company or
// by group; of one group ("branch Riyadh") or with what they are made of (--whole).
func kpiReport(v *book.View, r *reading) (output, error) {
	grouping, key, one := strings.Cut(r.by, " ")
	by, err := kpi.ParseBy(grouping)
	if err != nil {
		return output{}, wrongCall{err}
	}
	if r.customer != "" {
		by, key, one = ledger.ByCustomer, r.customer, true
	}
	if r.period != "" && r.period != "month" {
		return output{}, usage("--period %q: KPIs are told by month, or in all when it is left out", r.period)
	}
	all, err := kpis(v, r, by)
	if err != nil {
		return output{}, err
	}
	var out output
	monthly := r.period == "month"
	for n := range all {
		report := &all[n]
		if r.format != "table" && !one && !r.whole {
			out = out.with(report.Table(monthly))
			continue
		}
		if by != kpi.ByCompany && !one {
			out = out.with(report.Results())
		}
		row := &report.Total
		if one {
			if row, err = report.Find(strings.TrimSpace(key)); book.CodeOf(err) == book.NotFound && n < len(all)-1 {
				continue // he has no account in this currency
			} else if err != nil {
				if len(out.tables) > 0 {
					break
				}
				return output{}, err
			}
		}
		if r.whole {
			out = out.with(report.Explained(row))
		} else {
			out = out.with(report.Lines(row, monthly))
		}
	}
	return out, nil
}

// targetsReport gives the targets of a month (--from, any day of it) by company, branch,
// collector or salesman; of one ("collector Huda") or with --whole what each is made of.
func targetsReport(v *book.View, r *reading) (output, error) {
	by, name, one := strings.Cut(r.by, " ")
	month, err := target.Month(r.from, r.asOf)
	if err != nil {
		return output{}, wrongCall{err}
	}
	all, err := targets.Compute(v, targets.Query{AsOf: r.asOf, Month: month, By: by})
	if err != nil {
		if book.FieldOf(err) == "by" {
			err = wrongCall{err}
		}
		return output{}, err
	}
	all = only(all, r.g.currency, func(x *targets.Report) money.Currency { return x.Currency })
	if len(all) == 0 {
		return output{}, usage("there are no targets in %s: nobody owes or owed anything in it", r.g.currency)
	}
	var out output
	for n := range all {
		x := &all[n]
		switch {
		case one:
			w, err := x.Find(strings.TrimSpace(name))
			if err == nil {
				out = out.with(x.Explained(w))
			} else if n == len(all)-1 && len(out.tables) == 0 {
				return output{}, err
			}
		case r.whole:
			for i := range x.Rows {
				out = out.with(x.Explained(&x.Rows[i]))
			}
		default:
			out = out.with(x.Table())
		}
	}
	return out, nil
}

// resultsReport gives what became of each customer, or of each group.
func resultsReport(v *book.View, r *reading) (output, error) {
	by := ledger.ByCustomer
	if r.by != "" {
		var err error
		if by, err = kpi.ParseBy(r.by); err != nil {
			return output{}, wrongCall{err}
		}
	}
	all, err := kpis(v, r, by)
	var out output
	for n := range all {
		out = out.with(all[n].Results())
	}
	return out, err
}

// kpis reads from --from to --to, else the twelve months that end with the day.
func kpis(v *book.View, r *reading, by ledger.By) ([]kpi.Report, error) {
	from, err := day("from", r.from, r.d.Today())
	if err != nil {
		return nil, err
	}
	to, err := day("to", r.to, r.d.Today())
	if err != nil {
		return nil, err
	}
	if to == 0 || to > r.asOf {
		to = r.asOf
	}
	all, err := kpi.Compute(v, kpi.Query{AsOf: to, From: from, By: by})
	if err != nil {
		return nil, err
	}
	all = only(all, r.g.currency, func(x *kpi.Report) money.Currency { return x.Currency })
	if len(all) == 0 {
		return nil, usage("there are no figures in %s: nobody owes or owed anything in it", r.g.currency)
	}
	return all, nil
}
