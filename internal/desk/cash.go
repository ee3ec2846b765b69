package desk

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/cashsheet"
	"duebook/internal/report/render"
)

// CashBatch is a batch of cash as it stood on the day that is read: its count, its
// receipts, and the bills that are out with the person.
type CashBatch struct {
	cashbox.Batch
	Person, Till string
	Count        cashbox.Counting
	Posting      *cashbox.Posting // nil: its receipts are not made yet
	Paid         []CashPaid
	Given        []CashGiven
}

// CashPaid is a receipt made from a batch.
type CashPaid struct {
	Number, Code, Name string
	Amount             money.Minor
}

// CashGiven is a bill out with a person, and what is open of it.
type CashGiven struct {
	cashbox.Given
	Code, Name string
}

// CashArg opens the screen of a batch's receipts.
type CashArg struct{ Batch uint32 }

// CashPage is what the cash screen shows.
type CashPage struct {
	AsOf    civil.Date
	Batches []CashBatch
	Sheets  []cashsheet.Sheet
	People  []cashsheet.Person
	Books   []cashsheet.Series
}

// CashDays is how many days back batches whose receipts are made stay on the list.
const CashDays = 14

// Cash reads the cash page of the day that is read: the batches of the last days and
// all without receipts, the sheets of the day and those of the last days that changed
// since they were counted, the month's differences, the books.
func (d *Desk) Cash() (p CashPage, err error) {
	p.AsOf = d.AsOf()
	q := cashsheet.Query{AsOf: p.AsOf, Changed: CashDays}
	err = d.View(func(v *book.View) (err error) {
		if p.Batches, err = batches(v, p.AsOf); err != nil {
			return err
		}
		if p.Sheets, err = cashsheet.Compute(v, q); err != nil {
			return err
		}
		if p.People, err = cashsheet.Differences(v, q); err != nil {
			return err
		}
		p.Books, err = cashsheet.Books(v, q)
		return err
	})
	return p, err
}

func batches(v *book.View, asOf civil.Date) ([]CashBatch, error) {
	var all []CashBatch
	err := cashbox.Batches(v, func(b *cashbox.Batch) (bool, error) {
		if !b.At(asOf) || b.Posted(asOf) != nil && b.Day < asOf-CashDays {
			return true, nil
		}
		x, err := batch(v, b, asOf)
		all = append(all, x)
		return true, err
	})
	slices.SortStableFunc(all, func(a, b CashBatch) int {
		if (a.Posting == nil) != (b.Posting == nil) {
			if a.Posting == nil {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.ID, a.ID))
	})
	return all, err
}

func batch(v *book.View, b *cashbox.Batch, asOf civil.Date) (CashBatch, error) {
	x := CashBatch{Batch: *b, Count: b.Counted(asOf), Posting: b.Posted(asOf)}
	var err error
	if x.Person, err = directory.TextOf(v, directory.Person, b.Person); err != nil {
		return x, err
	}
	x.Till, err = directory.TextOf(v, directory.Branch, b.Till)
	x.Till = cmp.Or(x.Till, cashbox.MainTill)
	if err != nil || x.Posting == nil {
		return x, err
	}
	for _, p := range x.Posting.Paid {
		r, err := receipt.Get(v, p.Account, p.Receipt)
		if err != nil {
			return x, err
		}
		a, err := account.Get(v, p.Account)
		if err != nil {
			return x, err
		}
		c, err := customer.Get(v, a.Customer)
		if err != nil {
			return x, err
		}
		x.Paid = append(x.Paid, CashPaid{Number: r.Number, Code: c.Code, Name: c.Name, Amount: p.Amount})
	}
	return x, nil
}

// CashBatch reads one batch with the bills that are out with its person.
func (d *Desk) CashBatch(id uint32) (x CashBatch, err error) {
	err = d.View(func(v *book.View) error {
		b, err := cashbox.GetBatch(v, id)
		if err != nil {
			return err
		}
		if x, err = batch(v, &b, d.AsOf()); err != nil {
			return err
		}
		x.Given, err = given(v, b.Person, b.Money(), b.Day, d.AsOf())
		return err
	})
	return x, err
}

func given(v *book.View, person uint16, cur money.Currency, day, asOf civil.Date) ([]CashGiven, error) {
	all, err := cashbox.GivenOut(v, person, cur, day, asOf)
	out := make([]CashGiven, 0, len(all))
	for _, g := range all {
		c, cerr := customer.Get(v, g.Customer)
		if cerr != nil {
			return nil, cerr
		}
		out = append(out, CashGiven{Given: g, Code: c.Code, Name: c.Name})
	}
	return out, err
}

// CashExpected is what is open of the bills out with a person, by name, and how many
// they are: what a hand-over is held against before it is counted.
func (d *Desk) CashExpected(person string, cur money.Currency) (sum money.Minor, bills int, err error) {
	err = d.View(func(v *book.View) error {
		id, err := directory.Find(v, directory.Person, person)
		if err != nil || id == 0 {
			return err
		}
		all, err := cashbox.GivenOut(v, id, cur, d.Today(), d.Today())
		for _, g := range all {
			sum += g.Open
		}
		bills = len(all)
		return err
	})
	return sum, bills, err
}

// ExportCash writes the day's sheets with their lines, the month's differences and the
// receipt books as CSV.
func (d *Desk) ExportCash(path string) error {
	p, err := d.Cash()
	if err != nil {
		return err
	}
	tables := []*render.Table{cashsheet.Table(p.Sheets, p.AsOf, true), cashsheet.DifferencesTable(p.People, true),
		cashsheet.BooksTable(p.Books, p.AsOf)}
	return d.writeTables(path, tables...)
}
