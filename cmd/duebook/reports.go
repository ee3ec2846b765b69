package main

import (
	"slices"
	"strings"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cleaning"
	"duebook/internal/report/due"
	"duebook/internal/report/statement"
	"duebook/internal/report/worklist"
	"duebook/internal/text"
)

// only keeps the reports in the currency asked for, all when none was.
func only[R any](all []R, code string, of func(r *R) money.Currency) []R {
	if code == "" {
		return all
	}
	var kept []R
	for i := range all {
		if strings.EqualFold(of(&all[i]).Code, code) {
			kept = append(kept, all[i])
		}
	}
	return kept
}

func dueReport(v *book.View, r *reading) (output, error) {
	if r.by != "" {
		return output{}, usage("--by does not go with the due bills: they stand by customer (--period day, week, " +
			"month)")
	}
	all, err := due.Compute(v, due.Query{AsOf: r.asOf, Period: due.Period(r.period), Horizon: r.horizon,
		Within: r.scope, Lines: r.whole})
	if err != nil {
		return output{}, err
	}
	all = only(all, r.g.currency, func(x *due.Report) money.Currency { return x.Currency })
	out := output{json: func(dst []byte) []byte { return due.AppendJSON(dst, all) }}
	for i := range all {
		out.tables = append(out.tables, all[i].Table())
	}
	return out, nil
}

func statementReport(v *book.View, r *reading) (output, error) {
	to, err := day("to", r.to, r.d.Today())
	if err != nil {
		return output{}, err
	}
	if to == 0 {
		to = r.asOf
	}
	from, err := day("from", r.from, r.d.Today())
	if err != nil {
		return output{}, err
	}
	if from == 0 {
		from = max(to.AddMonths(-3).StartOfMonth(), civil.First)
	}
	if r.customer == "" {
		return output{}, usage("a statement is of one customer: give --customer CODE")
	}
	all, err := statement.Compute(v, statement.Query{Customer: r.customer, Currency: strings.ToUpper(r.g.currency),
		From: from, To: to})
	if err != nil {
		return output{}, err
	}
	if r.format == "csv" && len(all) > 1 {
		return output{}, usage("customer %s has accounts in several currencies: give --currency", r.customer)
	}
	out := output{json: func(dst []byte) []byte { return statement.AppendJSON(dst, all) }}
	for i := range all {
		if r.format == "csv" {
			out.tables = append(out.tables, all[i].File())
		} else {
			out.tables = append(out.tables, all[i].Table())
		}
	}
	out.since = from - 1 // the opening balance is of the day before
	return out, nil
}

func cleaningReport(v *book.View, r *reading) (output, error) {
	q := cleaning.Query{AsOf: r.asOf, Days: r.days, Within: r.scope}
	if r.amount != "" {
		m, err := text.ParseAmount(r.amount, r.set.Digits)
		if err != nil {
			return output{}, err
		}
		q.Residue = m
	}
	l, err := cleaning.Compute(v, q)
	if err != nil {
		return output{}, err
	}
	return output{}.with(l.Table()), nil
}

func worklistReport(v *book.View, r *reading) (output, error) {
	switch desk.Scope(r.by) {
	case desk.Home, desk.Mine, desk.All, desk.Unassigned, desk.NoPhone:
	default:
		return output{}, usage("%q is not a call list (mine, all, unassigned, \"no phone\")", r.by)
	}
	q, err := r.d.CallQuery(v, desk.Scope(r.by))
	if err != nil {
		return output{}, err
	}
	if r.horizon > 0 {
		q.Horizon = r.asOf.Add(r.horizon)
	}
	q.Currency, q.IncludeHidden = strings.ToUpper(r.g.currency), r.whole
	l, err := worklist.Build(v, q)
	if err != nil {
		return output{}, err
	}
	if r.customer != "" {
		l.Rows = slices.DeleteFunc(l.Rows, func(x worklist.Row) bool { return x.Code != r.customer })
	}
	t, err := l.Table(v)
	return output{}.with(t), err
}
