package exchange

import (
	"strings"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// bill reads one row of bills into r; what is wrong with it goes to w.wrong, and
// leaves r unfit.
func (w *worker) bill(fields [][]byte, r *intake.BillRow) {
	p := w.party(fields)
	r.Party = p.Party
	cell := w.cell(fields, fNumber)
	number, why := w.code(cell, fNumber)
	if why == "" && number == "" {
		why = "the number is missing"
	}
	w.say(fNumber, cell, why)
	r.Number, r.Kind = number, w.credit.kindOf(fields)
	w.billDates(fields, r)
	if p.known() {
		w.billMoney(fields, p, r)
		w.papers(fields, p, r)
	}
	if c := w.cell(fields, fDisputed); len(c) > 0 {
		yes, ok := yesNo(c)
		if !ok {
			w.say(fDisputed, c, "is neither yes nor no")
		}
		r.Disputed = yes
	}
	if r.Kind == intake.KindUnsaid && len(w.cell(fields, fKind)) > 0 {
		w.note(oddKind, r.Line)
	}
}

// party finds the party of a row and what is wrong with it.
func (w *worker) party(fields [][]byte) party {
	p := w.parties.find(fields, w.readParty)
	w.wrong = append(w.wrong, p.bad...)
	w.unclean = w.unclean || p.unclean
	return p
}

func (w *worker) billDates(fields [][]byte, r *intake.BillRow) {
	var base civil.Date
	before := len(w.wrong)
	for _, x := range [...]struct {
		fd field
		to *civil.Date
	}{{fDoc, &r.Doc}, {fPost, &r.Post}, {fDue, &r.Due}, {fBaseline, &base}, {fSettled, &r.Settled}} {
		*x.to = w.dateOf(fields, x.fd)
	}
	if len(w.wrong) > before {
		return
	}
	issued := r.Issued()
	if issued == 0 {
		w.say(fNone, nil, "the row has no document or posting date")
		return
	}
	if r.Due == 0 && w.m.has(fCreditDays) {
		if base == 0 {
			base = issued
		}
		cell := w.cell(fields, fCreditDays)
		v, neg, ok := plainNumber(cell, '.')
		if ok && !neg && v.mant%pow10[v.scale] == 0 && v.mant/pow10[v.scale] <= 3650 {
			r.Due, r.DueIsBase = base.Add(int(v.mant/pow10[v.scale])), true
		} else if len(cell) > 0 {
			w.say(fCreditDays, cell, "is not a number of days")
		}
	}
	w.issued(r.Posted(), r.Line)
	if r.Due != 0 && r.Due < issued {
		w.note(oddDueBeforeIssue, r.Line)
	}
	if s := r.Settled; s != 0 {
		if s < issued {
			w.note(oddSettledFirst, r.Line)
		}
		if s > w.opt.Today {
			w.note(oddSettledLater, r.Line)
		} else {
			w.latest = max(w.latest, s)
		}
	}
}

func (w *worker) billMoney(fields [][]byte, p party, r *intake.BillRow) {
	a, cell, bad := w.mainAmount(fields, p)
	if bad != nil {
		w.wrong = append(w.wrong, *bad)
	}
	open := amount{}
	if w.m.has(fOpen) && !w.onlyOpen {
		c := w.cell(fields, fOpen)
		var why string
		if open, why = w.amount(c, p); why != "" {
			w.say(fOpen, c, why)
			return
		}
	}
	if bad != nil {
		return
	}
	if w.credit.active() && w.credit.flagged(fields) {
		if a.minor > 0 {
			if w.flipWhy != "" {
				w.say(fAmount, cell, w.flipWhy)
				return
			}
			a.minor, open.minor = -a.minor, -abs(open.minor)
		}
	} else if a.minor < 0 && !w.negatives {
		w.say(fAmount, cell, "is negative, and nothing in the row says it is a credit note")
		return
	}
	if a.minor == 0 {
		w.say(fAmount, cell, "the amount is 0")
		return
	}
	r.Amount = a.minor
	if w.onlyOpen {
		open, r.OnlyOpen = a, r.Settled == 0
	}
	if open.given && (!w.onlyOpen || r.OnlyOpen) {
		r.Open, r.HasOpen = open.minor, true
		if inside := r.Open >= 0 && r.Open <= r.Amount || r.Open <= 0 && r.Open >= r.Amount; !inside {
			w.say(fOpen, w.cell(fields, fOpen), "is not between 0 and the amount of the bill")
		}
	}
	if a.rounded {
		w.noteRounded(a, p)
		r.Papers = w.newPapers()
		r.Papers.RawAmount = w.keep(w.f.plainMark(cell))
	}
}

// mainAmount reads the amount of a row: its column, or debit less credit, or
// what is open when the file says only that.
func (w *worker) mainAmount(fields [][]byte, p party) (amount, []byte, *refusal) {
	if w.m.has(fAmount) || w.onlyOpen {
		fd := fAmount
		if w.onlyOpen {
			fd = fOpen
		}
		cell := w.cell(fields, fd)
		a, why := w.amount(cell, p)
		if why == "" && !a.given {
			why = "the amount is missing"
		}
		if why != "" {
			return a, cell, &refusal{fd, cell, why}
		}
		return a, cell, nil
	}
	dc, cc := w.cell(fields, fDebit), w.cell(fields, fCredit)
	debit, why := w.amount(dc, p)
	if why != "" {
		return debit, dc, &refusal{fDebit, dc, why}
	}
	credit, why := w.amount(cc, p)
	if why != "" {
		return credit, cc, &refusal{fCredit, cc, why}
	}
	switch {
	case debit.minor != 0 && credit.minor != 0:
		return debit, dc, refuseField(fDebit, dc, "the row has a debit and a credit")
	case credit.minor != 0:
		credit.minor = -credit.minor
		return credit, cc, nil
	case !debit.given && !credit.given:
		return debit, dc, refuseField(fDebit, dc, "the amount is missing")
	}
	return debit, dc, nil
}

func abs(m money.Minor) money.Minor {
	if m < 0 {
		return -m
	}
	return m
}

var paperFields = []field{fNet, fVAT, fPO, fDeliveryNote, fOriginalBill, fParts}

func (w *worker) papers(fields [][]byte, p party, r *intake.BillRow) {
	any := false
	for _, fd := range paperFields {
		any = any || len(w.cell(fields, fd)) > 0
	}
	if !any {
		return
	}
	if r.Papers == nil {
		r.Papers = w.newPapers()
	}
	for _, x := range []struct {
		fd field
		to *money.Minor
	}{{fNet, &r.Papers.Net}, {fVAT, &r.Papers.VAT}} {
		cell := w.cell(fields, x.fd)
		a, why := w.amount(cell, p)
		w.say(x.fd, cell, why)
		if *x.to = a.minor; r.Amount < 0 {
			*x.to = -abs(a.minor)
		}
	}
	w.codesInto(fields, []codeTo{{fPO, &r.Papers.PO}, {fDeliveryNote, &r.Papers.DeliveryNote},
		{fOriginalBill, &r.Papers.OriginalBill}})
	if cell := w.cell(fields, fParts); len(cell) > 0 && r.Amount > 0 {
		var why string
		r.Papers.Parts, why = partsOf(string(cell), p, r.Amount)
		w.say(fParts, cell, why)
	}
}

type codeTo struct {
	fd field
	to *string
}

func (w *worker) codesInto(fields [][]byte, all []codeTo) {
	for _, x := range all {
		cell := w.cell(fields, x.fd)
		code, why := w.code(cell, x.fd)
		w.say(x.fd, cell, why)
		*x.to = code
	}
}

// receipt reads one row of receipts.
func (w *worker) receipt(fields [][]byte, r *intake.ReceiptRow) {
	p := w.party(fields)
	r.Party = p.Party
	before := len(w.wrong)
	w.codesInto(fields, []codeTo{{fNumber, &r.Number}, {fBill, &r.Bill}, {fReference, &r.Reference}})
	if r.Number == "" && len(w.wrong) == before {
		w.say(fNumber, nil, "the number is missing")
	}
	r.Apart = w.m.has(fUnapplied)
	if r.Apart && p.known() {
		cell := w.cell(fields, fUnapplied)
		a, why := w.amount(cell, p)
		w.say(fUnapplied, cell, why)
		r.Left = a.minor
	}
	r.Method, r.Text = w.text(w.cell(fields, fMethod)), w.text(w.cell(fields, fText))
	before = len(w.wrong)
	if r.Date = w.dateOf(fields, fDate); r.Date != 0 {
		w.issued(r.Date, r.Line)
	} else if len(w.wrong) == before {
		w.say(fDate, nil, "the date is missing")
	}
	if !p.known() {
		return
	}
	cell := w.cell(fields, fAmount)
	a, why := w.amount(cell, p)
	switch {
	case why != "":
	case !a.given:
		why = "the amount is missing"
	case a.minor == 0:
		why = "the amount is 0"
	case a.minor < 0:
		why = "is negative; a receipt taken back is undone in the book, not imported"
	}
	if why != "" {
		w.say(fAmount, cell, why)
		return
	}
	if r.Amount = a.minor; a.rounded {
		w.noteRounded(a, p)
		r.RawAmount = w.keep(w.f.plainMark(cell))
	}
}

// customer reads one row of customers.
func (w *worker) customer(fields [][]byte, r *intake.CustomerRow) {
	p := w.readParty(fields)
	w.unclean = w.unclean || p.unclean
	t := func(fd field) string { return w.text(w.cell(fields, fd)) }
	line := r.Line
	*r = intake.CustomerRow{Line: line, Code: p.Customer, Name: p.Name, NameAr: p.NameAr, Group: p.Group,
		Branch:   p.Branch,
		Salesman: p.Salesman, Collector: p.Collector, Terms: p.Terms, TaxNumber: p.TaxNumber, Email: p.Email,
		Contact: t(fContact), Risk: t(fRisk), Status: t(fStatus), Bank: t(fBank), IBAN: t(fIBAN),
		Licence: t(fLicence), LicenceExpires: w.dateOf(fields, fLicenceExpires), Address: t(fAddress), City: t(fCity)}
	for _, fd := range []field{fPhone, fMobile} {
		if s := t(fd); s != "" && !strings.EqualFold(s, strings.Join(r.Phones, "")) {
			r.Phones = append(r.Phones, s)
		}
	}
	cell := w.cell(fields, fLimit)
	for _, bad := range p.bad {
		if bad.field != fCurrency || len(cell) > 0 { // without an amount the currency does not matter
			w.wrong = append(w.wrong, bad)
		}
	}
	switch {
	case !p.known():
		return
	case len(cell) == 0:
		r.Currency = p.Currency
		return
	}
	a, why := w.amount(cell, p)
	if why == "" && a.minor < 0 {
		why = "the limit is negative"
	}
	w.say(fLimit, cell, why)
	r.Currency, r.Limit, r.HasLimit = p.Currency, a.minor, a.given
}
