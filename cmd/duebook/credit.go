package main

import (
	"strings"

	"duebook/internal/book"
	"duebook/internal/report/credit"
	"duebook/internal/text"
)

// creditReport lists who is over the limit, near it, whose limit expires, which special
// agreements there are, or everybody.
func creditReport(v *book.View, r *reading) (output, error) {
	k, err := credit.ParseKind(r.by)
	if err != nil {
		return output{}, wrongCall{err}
	}
	rep, err := credit.Compute(v, credit.Query{AsOf: r.asOf, Days: r.days, Within: r.scope})
	if err != nil {
		return output{}, err
	}
	var rows []*credit.Row
	for _, x := range rep.List(k) {
		if r.g.currency == "" || strings.EqualFold(r.g.currency, x.Currency.Code) {
			rows = append(rows, x)
		}
	}
	return output{}.with(rep.Table(k, rows)), nil
}

// creditCheckReport checks an order; one that is not covered is exit 1.
func creditCheckReport(v *book.View, r *reading) (output, error) {
	if r.customer == "" || r.amount == "" {
		return output{}, usage("a credit check is of one customer and an order: give --customer CODE --amount AMOUNT")
	}
	cur, err := r.set.Of(strings.ToUpper(r.g.currency))
	if err != nil {
		return output{}, wrongCall{err}
	}
	m, err := text.ParseAmount(r.amount, cur.Digits)
	if err != nil {
		return output{}, usage("--amount: %w", err)
	}
	c, err := credit.CheckOrder(v, r.customer, cur, m, r.asOf)
	if err != nil {
		return output{}, err
	}
	out := output{json: c.AppendJSON, verdict: c.Refusal()}
	return out.with(c.Table()), nil
}
