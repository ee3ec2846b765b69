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
	negative := "is negative: give the receipt it is taken from and the bill it is put on, above 0"
	if w.opt.Kind == Remittance || w.opt.Kind == "" && !w.m.has(fReceipt) {
		negative = "" // a credit the customer took off the payment
	}
	r.Amount = w.above0(fields, fAmount, p, negative)
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

// above0 reads an amount that must be there and more than 0; less only where nothing is
// to be said of it.
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
	r.Moves = t(fMoves)
	if p.known() {
		r.Amount = w.above0(fields, fAmount, p, "is negative")
		w.covers(w.cell(fields, fBill), p, r)
	}
}

// covers reads the bills a cheque is for: their numbers, or as an export writes them with
// how much it covers of each: "A-1 = 250.00; A-2 part 2 = 80.00".
func (w *worker) covers(cell []byte, p party, r *intake.ChequeRow) {
	cut := func(c rune) bool { return c == ';' || c == ',' || c == '|' }
	if bytes.ContainsRune(cell, '=') {
		cut = func(c rune) bool { return c == ';' }
	}
	var sum money.Minor
	for _, b := range bytes.FieldsFunc(cell, cut) {
		var c intake.CoverRow
		number, amount := bytes.TrimSpace(b), []byte(nil)
		if at := bytes.LastIndexByte(number, '='); at >= 0 {
			number, amount = bytes.TrimSpace(number[:at]), bytes.TrimSpace(number[at+1:])
			a, why := w.amount(amount, p)
			if c.Amount = a.minor; why != "" || c.Amount <= 0 {
				w.say(fBill, b, "is no covered bill with its amount, such as A-1 = 250.00; A-2 part 2 = 80.00")
			}
			sum += c.Amount
		}
		if at := bytes.LastIndex(number, []byte(" part ")); at > 0 && amount != nil {
			n, neg, ok := plainNumber(bytes.TrimSpace(number[at+6:]), '.')
			if ok && !neg && n.scale == 0 && n.mant > 0 && n.mant < 256 {
				number, c.Part = bytes.TrimSpace(number[:at]), int(n.mant)
			}
		}
		var why string
		if c.Bill, why = w.code(number, fBill); why != "" {
			w.say(fBill, b, why)
		} else if c.Bill != "" {
			r.Covers = append(r.Covers, c)
		}
	}
	if sum > r.Amount && !w.faulty(fBill) && !w.faulty(fAmount) {
		w.say(fBill, cell, "covers more than the cheque's amount")
	}
}
