package main

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/book"
	"duebook/internal/report/cheques"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// chequesReport lists cheques: the answer to one of the questions of the day, those in
// a state, or the register.
func chequesReport(v *book.View, r *reading) (output, error) {
	reg, err := cheques.Load(v, r.asOf, true)
	if err != nil {
		return output{}, err
	}
	state, notState := cheque.ParseState(r.by)
	q := cheques.Everything
	title := "Cheques: " + r.by
	switch {
	case r.by == "":
		title = "Register of cheques"
	case notState != nil:
		if q, err = cheques.ParseQuestion(r.by); err != nil {
			return output{}, usage("%v, nor a state", err)
		}
	}
	var rows []cheques.Row
	for _, x := range reg.List(q) {
		if (notState != nil || x.State == state) && (r.customer == "" || x.Code == r.customer) &&
			(r.g.currency == "" || text.Fold(r.g.currency) == text.Fold(x.Currency.Code)) {
			rows = append(rows, x)
		}
	}
	out := output{}.with(reg.Table(title, rows))
	if q == cheques.Paid {
		out.tables = append(reg.PaidTable(""), out.tables...)
	}
	return out, nil
}

func chequeLadderReport(v *book.View, r *reading) (output, error) {
	reg, err := cheques.Load(v, r.asOf, false)
	if err != nil {
		return output{}, err
	}
	return output{tables: orNone(reg.LadderTable(r.g.currency))}, nil
}

func chequeConcentrationReport(v *book.View, r *reading) (output, error) {
	if r.by != "" && r.by != "drawer" && r.by != "bank" {
		return output{}, usage("%q is not who stands behind a cheque (drawer, bank)", r.by)
	}
	reg, err := cheques.Load(v, r.asOf, false)
	if err != nil {
		return output{}, err
	}
	return output{tables: orNone(reg.ConcentrationTable(r.g.currency, r.by == "bank"))}, nil
}

func slipReport(v *book.View, r *reading) (output, error) {
	if r.by == "" {
		return output{}, usage("give the slip's number: --by S-00001")
	}
	p, err := cheques.Slip(v, r.by)
	if err != nil {
		return output{}, err
	}
	return output{}.with(p.Table()), nil
}

func orNone(all []*render.Table) []*render.Table {
	if len(all) == 0 {
		return []*render.Table{{Title: "No cheque is in hand."}}
	}
	return all
}
