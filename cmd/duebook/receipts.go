package main

import (
	"strings"

	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/receipts"
	"duebook/internal/text"
)

// keep drops the rows of other customers and currencies than those asked for.
func keep[R any](r *reading, all []R, of func(x *R) (code, currency string)) []R {
	var kept []R
	for i := range all {
		code, currency := of(&all[i])
		if (r.customer == "" || code == r.customer) &&
			(r.g.currency == "" || strings.EqualFold(currency, r.g.currency)) {
			kept = append(kept, all[i])
		}
	}
	return kept
}

func rowOf(x *receipts.Row) (code, currency string) { return x.Code, x.Currency.Code }

func receiptsReport(v *book.View, r *reading) (output, error) {
	from, err := day("from", r.from, r.d.Today())
	if err != nil {
		return output{}, err
	}
	if from == 0 {
		from = max(r.asOf.AddMonths(-3), civil.First)
	}
	rows, err := receipts.Since(v, r.asOf, from)
	if err != nil {
		return output{}, err
	}
	return output{}.with(receipts.Table(keep(r, rows, rowOf), r.asOf)), nil
}

func certificatesReport(v *book.View, r *reading) (output, error) {
	rows, err := receipts.Certificates(v, r.asOf, r.whole)
	if err != nil {
		return output{}, err
	}
	return output{}.with(receipts.CertificateTable(keep(r, rows, rowOf), r.asOf)), nil
}

func writeOffsReport(v *book.View, r *reading) (output, error) {
	rows, err := receipts.Requests(v, r.asOf, r.whole)
	if err != nil {
		return output{}, err
	}
	rows = keep(r, rows, func(x *receipts.Request) (string, string) { return x.Code, x.Currency.Code })
	return output{}.with(receipts.RequestTable(rows, r.asOf)), nil
}

func matchReport(v *book.View, r *reading) (output, error) {
	cur, err := r.set.Of(strings.ToUpper(r.g.currency))
	if err != nil {
		return output{}, err
	}
	c := receipt.Clue{Text: r.text, Currency: cur}
	if r.amount != "" {
		if c.Amount, err = text.ParseAmount(r.amount, cur.Digits); err != nil {
			return output{}, wrongCall{err}
		}
	}
	all, err := receipts.Matches(v, r.asOf, c)
	if err != nil {
		return output{}, err
	}
	all = keep(r, all, func(x *receipts.Match) (string, string) { return x.Code, x.Currency.Code })
	t := receipts.MatchTable(all)
	if r.text == "" && r.amount == "" {
		t.Notes = append(t.Notes, "Say what is known of the payment: --text \"what the bank wrote\", --amount 1250.50.")
	}
	return output{}.with(t), nil
}
