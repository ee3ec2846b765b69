package desk

import (
	"strconv"

	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/cleaning"
)

// Cleaning lists what spoils the aging on the day that is read.
func (d *Desk) Cleaning(q cleaning.Query) (l cleaning.List, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		l, err = cleaning.Compute(v, q)
		return err
	})
	return l, err
}

// Remedied is what remedies did, or would do: amounts written off or applied, in the
// minor units of each row's currency, and on how many due parts.
type Remedied struct {
	Written, Applied map[money.Currency]money.Minor
	Parts            int
}

// Remedy posts the remedies of rows in one transaction, all or none; a dry run posts
// nothing and says what would come of it.
func (d *Desk) Remedy(key string, rows []cleaning.Row, dry bool) (Remedied, error) {
	keys, commands := make([]string, len(rows)), make([]book.Command, len(rows))
	for i := range rows {
		keys[i], commands[i] = key+" "+strconv.Itoa(i), rows[i].Remedy
	}
	out := Remedied{map[money.Currency]money.Minor{}, map[money.Currency]money.Minor{}, 0}
	results, err := d.DoAll(keys, commands, dry)
	if err != nil {
		return out, err
	}
	for i := range results {
		for _, f := range results[i].Facts {
			switch f := f.(type) {
			case *receipt.Recorded:
				out.Written[rows[i].Currency] += f.Receipt.Amount
			case *receipt.Applied:
				for _, p := range f.Parts {
					out.Applied[rows[i].Currency] += p.Amount
					out.Parts++
				}
			}
		}
	}
	return out, nil
}

// ExportCleaning writes the cleaning list as CSV or XLSX.
func (d *Desk) ExportCleaning(q cleaning.Query, path string) error {
	l, err := d.Cleaning(q)
	if err != nil {
		return err
	}
	return d.writeTables(path, l.Table())
}
