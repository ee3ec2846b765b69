package exchange

import (
	"bytes"
	"strings"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// application reads one row of applications or of a remittance list.
func (w *worker) application(fields [][]byte, r *intake.ApplicationRow) {
	w.codesInto(fields, []codeTo{{fReceipt, &r.Receipt}, {fBill, &r.Bill}})
	if r.Bill == "" && !w.faulty(fBill) {
		w.say(fBill, nil, "the number of the bill is missing")
	}
	if w.m.has(fReceipt) && r.Receipt == "" && !w.faulty(fReceipt) && w.opt.Kind != Remittance {
		w.say(fReceipt, nil, "the number of the receipt is missing")
	}
	if cell := w.cell(fields, fPart); len(cell) > 0 {
		v, neg, ok := plainNumber(cell, '.')
		if !ok || neg || v.scale > 0 || v.mant < 1 || v.mant > 255 {
			w.say(fPart, cell, "is not the number of a part")
		}
		r.Part = int(v.mant)
	}
	if r.Date = w.dateOf(fields, fDate); r.Date != 0 {
		w.issued(r.Date, r.Line)
	}
	cell := w.cell(fields, fCurrency)
	cur, why := w.currencyOf(cell)
	if why != "" {
		w.say(fCurrency, cell, why)
		return
	}
	p := party{Party: &intake.Party{Currency: cur.Code}, digits: cur.Digits}
	r.Currency = cur.Code
	r.Amount = w.above0(fields, fAmount, p, "is negative: what was taken off the payment is applied from its own "+
		"number, in a file of applications")
	if len(w.cell(fields, fTotal)) > 0 {
		r.Total = w.above0(fields, fTotal, p, "is negative")
	}
}

// faulty reports whether something was said of a field already.
func (w *worker) faulty(fd field) bool {
	for _, r := range w.wrong {
		if r.field == fd {
			return true
		}
	}
	return false
}

// above0 reads an amount that must be there and more than 0.
func (w *worker) above0(fields [][]byte, fd field, p party, negative string) money.Minor {
	cell := w.cell(fields, fd)
	a, why := w.amount(cell, p)
	switch {
	case why != "":
	case !a.given:
		why = "the amount is missing"
	case a.minor == 0:
		why = "the amount is 0"
	case a.minor < 0:
		why = negative
	}
	if w.say(fd, cell, why); why == "" && a.rounded {
		w.noteRounded(a, p)
	}
	return a.minor
}

// partsOf reads the due parts of a bill as an export writes them: "2025-07-26
// 600.00; 2025-08-26 400.00 retention". They sum to the bill.
func partsOf(cell string, p party, whole money.Minor) (parts []intake.PartRow, why string) {
	cur := money.Currency{Code: p.Currency, Digits: p.digits}
	var sum money.Minor
	for _, one := range strings.Split(cell, ";") {
		words := strings.Fields(one)
		kept := len(words) == 3 && words[2] == "retention"
		if len(words) != 2 && !kept {
			return nil, "is no list of due parts, such as 2025-07-26 600.00; 2025-08-26 400.00"
		}
		due, err := civil.Parse(words[0])
		if err != nil {
			return nil, "has a due part without its date (year-month-day)"
		}
		m, err := cur.ParsePlain(words[1])
		if err != nil || m <= 0 {
			return nil, "has a due part without its amount"
		}
		sum += m
		parts = append(parts, intake.PartRow{Due: due, Amount: m, Retention: kept})
	}
	if sum != whole || len(parts) > 255 {
		return nil, "does not sum to the amount of the bill"
	}
	return parts, ""
}

// cheque reads one row of cheques.
func (w *worker) cheque(fields [][]byte, r *intake.ChequeRow) {
	p := w.party(fields)
	t := func(fd field) string { return w.text(w.cell(fields, fd)) }
	r.Customer, r.Currency = p.Customer, p.Currency
	w.codesInto(fields, []codeTo{{fNumber, &r.Number}, {fBankAccount, &r.BankAccount}})
	r.Bank, r.Drawer, r.BankBranch, r.From, r.Kept = t(fBank), t(fDrawer), t(fBankBranch), t(fFrom), t(fKept)
	r.Note, r.Type, r.State = t(fNote), strings.ToLower(t(fType)), strings.ToLower(t(fStatus))
	if strings.Contains(r.Type, "ضمان") {
		r.Type = "guarantee"
	}
	r.Maturity, r.Received, r.Hold = w.dateOf(fields, fMaturity), w.dateOf(fields, fReceived), w.dateOf(fields, fHold)
	for _, need := range []struct {
		fd    field
		empty bool
		what  string
	}{{fNumber, r.Number == "", "the number"}, {fBank, r.Bank == "", "the bank"},
		{fMaturity, r.Maturity == 0, "the date written on the cheque"}} {
		if need.empty && !w.faulty(need.fd) {
			w.say(need.fd, nil, need.what+" is missing")
		}
	}
	if r.Received > w.opt.Today {
		w.say(fReceived, w.cell(fields, fReceived), "lies ahead: a cheque is registered when it is here")
	}
	list := func(c rune) bool { return c == ';' || c == ',' || c == '|' }
	for _, b := range bytes.FieldsFunc(w.cell(fields, fBill), list) {
		if code, why := w.code(bytes.TrimSpace(b), fBill); why != "" {
			w.say(fBill, b, why)
		} else if code != "" {
			r.Bills = append(r.Bills, code)
		}
	}
	if p.known() {
		r.Amount = w.above0(fields, fAmount, p, "is negative")
	}
}
