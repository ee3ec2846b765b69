package receipts

import (
	"fmt"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Table lays the register out.
func Table(rows []Row, asOf civil.Date) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Receipts as of %s", asOf), Columns: []render.Column{
		{Key: "date", Name: "Date", Kind: render.Date}, {Key: "number", Name: "Number"},
		{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"}, {Key: "kind", Name: "How"},
		{Key: "amount", Name: "Amount", Kind: render.Amount},
		{Key: "unapplied", Name: "Unapplied", Kind: render.Amount},
		{Key: "currency", Name: "Cur."}, {Key: "reference", Name: "Reference"}, {Key: "text", Name: "Text"},
		{Key: "by", Name: "By"}}}
	for i := range rows {
		r := &rows[i]
		t.Add(render.D(r.Date), render.T(r.Number), render.T(r.Code), render.T(r.Name), render.T(r.Kind),
			render.A(r.Amount, r.Currency.Digits), render.A(r.Left, r.Currency.Digits), render.T(r.Currency.Code),
			render.T(r.Reference), render.T(r.Text), render.T(r.By))
	}
	return t
}

// CertificateTable lays withholdings out, with what is known of their certificates.
func CertificateTable(rows []Row, asOf civil.Date) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Withholding certificates as of %s", asOf), Columns: []render.Column{
		{Key: "date", Name: "Withheld", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "number", Name: "Number"}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "rate", Name: "Rate"}, {Key: "amount", Name: "Amount", Kind: render.Amount},
		{Key: "currency", Name: "Cur."}, {Key: "with", Name: "With"}, {Key: "certificate", Name: "Certificate"},
		{Key: "received", Name: "Received", Kind: render.Date}}}
	for i := range rows {
		r := &rows[i]
		days, came := render.N(int(asOf-r.Date)), render.Cell{}
		if !r.Withheld {
			days, came = render.Cell{}, render.D(r.Cert.On)
		}
		t.Add(render.D(r.Date), days, render.T(r.Number), render.T(r.Code), render.T(r.Name), render.T(r.Rate),
			render.A(r.Amount, r.Currency.Digits), render.T(r.Currency.Code), render.T(r.Reference),
			render.T(r.Cert.Number), came)
	}
	return t
}

// RequestTable lays requests to write off out.
func RequestTable(rows []Request, asOf civil.Date) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Requests to write off as of %s", asOf), Columns: []render.Column{
		{Key: "id", Name: "No.", Kind: render.Count}, {Key: "state", Name: "State"}, {Key: "asked", Name: "Asked",
			Kind: render.Date}, {Key: "by", Name: "By"}, {Key: "customer", Name: "Customer"},
		{Key: "name", Name: "Name"},
		{Key: "bill", Name: "Bill"}, {Key: "amount", Name: "Amount", Kind: render.Amount},
		{Key: "currency", Name: "Cur."}, {Key: "reason", Name: "Reason"}, {Key: "decided", Name: "Decided",
			Kind: render.Date}, {Key: "decided_by", Name: "Decided by"}, {Key: "self", Name: "Own request"},
		{Key: "note", Name: "Note"}}}
	for i := range rows {
		r := &rows[i]
		on, self := render.Cell{}, ""
		if r.Decision.On != 0 {
			on = render.D(r.Decision.On)
		}
		if r.Decision.Self {
			self = "yes"
		}
		t.Add(render.N(int(r.ID)), render.T(r.State), render.D(r.Asked), render.T(r.By), render.T(r.Code),
			render.T(r.Name), render.T(r.Bill), render.A(r.Amount, r.Currency.Digits),
			render.T(r.Currency.Code), render.T(r.Reason), on,
			render.T(r.Decision.By), render.T(self), render.T(r.Decision.Note))
	}
	return t
}

// MatchTable lays out whose money a payment may be.
func MatchTable(all []Match) *render.Table {
	t := &render.Table{Title: "Whose money it may be", Columns: []render.Column{
		{Key: "confidence", Name: "Sure %", Kind: render.Count}, {Key: "customer", Name: "Customer"},
		{Key: "name", Name: "Name"}, {Key: "currency", Name: "Cur."}, {Key: "reason", Name: "Why"},
		{Key: "bills", Name: "Bills"}}}
	for i := range all {
		m := &all[i]
		var bills []string
		for _, b := range m.Bills {
			bills = append(bills, b.Number+" "+text.FormatAmount(b.Amount, m.Currency.Digits))
		}
		t.Add(render.N(m.Confidence), render.T(m.Code), render.T(m.Name), render.T(m.Currency.Code),
			render.T(m.Reason), render.T(strings.Join(bills, ", ")))
	}
	return t
}
