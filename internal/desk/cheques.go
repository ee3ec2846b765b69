package desk

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/cheques"
	"duebook/internal/report/expected"
)

// Cheques is the register as it stood on the day that is read.
func (d *Desk) Cheques() (r *cheques.Register, err error) {
	err = d.View(func(v *book.View) error {
		r, err = cheques.Load(v, d.AsOf(), true)
		return err
	})
	return r, err
}

// Command is what Do and Preview take, for dialogs that choose one of several.
type Command = book.Command

// Fact is what a posting recorded.
type Fact = book.Fact

// PreviewCheque is a cheque as it would stand in the register; nil when the command
// registers none.
func (d *Desk) PreviewCheque(c Command) (*cheque.Cheque, error) {
	facts, err := d.Preview(c)
	for _, f := range facts {
		if r, ok := f.(*cheque.Registered); ok {
			return &r.Cheque, err
		}
	}
	return nil, err
}

// ExpectedIn is what is expected in by week: cheques, promises and instalments, each
// unit once.
func (d *Desk) ExpectedIn() (all []expected.Report, err error) {
	return d.Expected(expected.Query{})
}

// ChequePart is a due part a cheque is for.
type ChequePart struct {
	Bill   string
	Part   int // from 1
	Due    civil.Date
	Amount money.Minor
	Open   money.Minor // of the part, on the day that is read
}

// ChequeStory is a cheque with its history.
type ChequeStory struct {
	cheque.Cheque
	Currency money.Currency
	AsOf     civil.Date
	Parts    []ChequePart
	Slip     string
	Replaced string // the number of the cheque it was exchanged for
}

// ChequeStory reads one cheque with what it is for.
func (d *Desk) ChequeStory(id uint32) (*ChequeStory, error) {
	s := &ChequeStory{AsOf: d.AsOf()}
	err := d.View(func(v *book.View) (err error) {
		if s.Cheque, err = cheque.Get(v, id); err != nil {
			return err
		}
		a, err := account.Get(v, s.Account)
		if err != nil {
			return err
		}
		s.Currency = a.Money()
		open, err := cheque.OpenParts(v, s.Account, s.AsOf)
		if err != nil {
			return err
		}
		for _, x := range s.Shares(s.AsOf) {
			b, err := bill.Get(v, s.Account, x.Bill)
			if err != nil {
				return err
			}
			s.Parts = append(s.Parts, ChequePart{Bill: b.Number, Part: int(x.Part) + 1,
				Due: b.Parts[x.Part].DueAt(s.AsOf), Amount: x.Amount,
				Open: open[cheque.Part{Bill: x.Bill, Part: x.Part}]})
		}
		if s.Cheque.Slip != 0 {
			slip, err := cheque.GetSlip(v, s.Cheque.Slip)
			if err != nil {
				return err
			}
			s.Slip = slip.Number
		}
		if last := s.Last(s.AsOf); last != nil && last.Other != 0 {
			other, err := cheque.Get(v, last.Other)
			if err != nil {
				return err
			}
			s.Replaced = other.Details.Number
		}
		return nil
	})
	return s, err
}

// ExportCheques writes rows of the register to a file.
func (d *Desk) ExportCheques(title string, rows []cheques.Row, path string) error {
	r := &cheques.Register{AsOf: d.AsOf()}
	return d.writeTables(path, r.Table(title, rows))
}
