package exchange

import (
	"strings"

	"duebook/internal/ar/intake"
	"duebook/internal/text"
)

var promiseWords = vocabulary{
	{fAmount, 100, "promised amount,promise amount,amount promised,مبلغ الوعد"},
	{fDate, 100, "promised for,promise date,promised date,promised on,تاريخ الوعد"},
	{fTaken, 100, "taken,taken on,promise taken,promise taken on,تاريخ اخذ الوعد"},
	{fTakenBy, 100, "taken by,تم الوعد بواسطة"},
	{fTolerance, 100, "tolerance,tolerance days,days of tolerance"},
	{fMethod, 100, "method,how,payment method,طريقة الدفع"},
	{fMaturity, 100, "cheque dated,cheque date,maturity"},
	{fBill, 100, "bills,bill,bill number,invoice number,invoice,الفواتير,رقم الفاتورة"},
	{fParts, 100, "plan,payments,instalments,الاقساط"},
	{fFrom, 100, "who promised,promised by,الواعد"},
	{fAgain, 100, "promised before"},
	{fEnded, 100, "ended,ended on"},
	{fEndedAs, 100, "ended as"},
	{fNote, 100, "end note"},
}

// promise reads one row of promises.
func (w *worker) promise(fields [][]byte, r *intake.PromiseRow) {
	p := w.party(fields)
	t := func(fd field) string { return w.text(w.cell(fields, fd)) }
	r.Customer, r.Currency = p.Customer, p.Currency
	r.Date, r.Taken, r.Ended = w.dateOf(fields, fDate), w.dateOf(fields, fTaken), w.dateOf(fields, fEnded)
	r.Matures, r.By, r.From, r.Note = w.dateOf(fields, fMaturity), t(fTakenBy), t(fFrom), t(fNote)
	r.Method, r.EndedAs = strings.ToLower(t(fMethod)), strings.ToLower(t(fEndedAs))
	for _, need := range []struct {
		fd    field
		empty bool
		what  string
	}{{fDate, r.Date == 0, "the promised day"}, {fTaken, r.Taken == 0, "the day it was taken"}} {
		if need.empty && !w.faulty(need.fd) {
			w.say(need.fd, nil, need.what+" is missing")
		}
	}
	for _, x := range []struct {
		fd   field
		most int
		to   *int
	}{{fTolerance, 60, &r.Tolerance}, {fAgain, 255, &r.Again}} {
		if s := t(x.fd); s != "" {
			n, err := text.ParseWhole(s, 0, x.most)
			if *x.to = n; err != nil {
				w.say(x.fd, w.cell(fields, x.fd), err.Error())
			}
		}
	}
	for _, number := range strings.FieldsFunc(t(fBill), func(c rune) bool { return c == ';' || c == '|' }) {
		if number = strings.TrimSpace(number); number != "" {
			r.Bills = append(r.Bills, number)
		}
	}
	if !p.known() {
		return
	}
	r.Amount = w.above0(fields, fAmount, p, "is negative")
	if s := t(fParts); s != "" {
		parts, why := partsOf(s, p, r.Amount)
		w.say(fParts, w.cell(fields, fParts), why)
		for _, x := range parts {
			r.Pays(x)
		}
	}
}
