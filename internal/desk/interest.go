package desk

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/interest"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/accrued"
	"duebook/internal/report/ledger"
)

// Interest lists what interest has accrued, what notes charged of it and how those
// stand, as of the day on show.
func (d *Desk) Interest(within []ledger.Scope) (l *accrued.List, err error) {
	err = d.View(func(v *book.View) error {
		l, err = accrued.Compute(v, accrued.Query{AsOf: d.AsOf(), Within: within})
		return err
	})
	return l, err
}

// HowInterest tells how the interest of a bill's part (from 1) came about.
func (d *Desk) HowInterest(number string, part int) (h *accrued.How, err error) {
	err = d.View(func(v *book.View) error {
		h, err = accrued.Explain(v, d.AsOf(), number, part)
		return err
	})
	return h, err
}

// InterestTerms lists all terms known on the day on show, the company's first, the
// latest first of each.
func (d *Desk) InterestTerms() (all []accrued.TermsRow, err error) {
	err = d.View(func(v *book.View) error {
		all, err = accrued.AllTerms(v, d.AsOf())
		return err
	})
	return all, err
}

// ExportInterest writes what is listed as CSV or XLSX: accounts, bills or notes.
func (d *Desk) ExportInterest(within []ledger.Scope, by, path string) error {
	l, err := d.Interest(within)
	if err != nil {
		return err
	}
	set := d.Company()
	word := set.InterestWord()
	switch by {
	case "note":
		return d.writeTables(path, l.NoteTable(word))
	case "bill":
		return d.writeTables(path, l.LineTable(word))
	}
	return d.writeTables(path, l.Table(word), l.LineTable(word), l.NoteTable(word))
}

// CardInterest is an account's interest on the day: what has accrued and was not
// charged, which is in no balance.
type CardInterest struct {
	Name     string // what the company calls it
	ToCharge money.Minor
	lines    map[partOf]interest.Line
}

type partOf struct {
	bill uint32
	part uint8
}

func (a *CardAccount) fillInterest(v *book.View, set *company.Settings, asOf civil.Date) error {
	a.Interest.Name = set.InterestWord()
	return interest.Walk(v, asOf, []uint32{a.ID}, func(_ *account.Line, lines []interest.Line) bool {
		a.Interest.lines = make(map[partOf]interest.Line, len(lines))
		for _, l := range lines {
			a.Interest.ToCharge += l.Due()
			a.Interest.lines[partOf{l.Bill, l.Part}] = l
		}
		return true
	})
}
