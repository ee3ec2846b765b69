package desk

import (
	"bytes"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/render"
	"duebook/internal/report/statement"
)

// Statement is the statement of a customer's account in a currency over the
// months up to the day that is read, from the first of a month.
func (d *Desk) Statement(code, currency string, months int) (*statement.Statement, error) {
	to := d.AsOf()
	from := max(to.AddMonths(-months).StartOfMonth(), civil.First)
	var all []statement.Statement
	err := d.View(func(v *book.View) (err error) {
		all, err = statement.Compute(v, statement.Query{Customer: code, Currency: currency, From: from, To: to})
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// StatementFile writes a statement as CSV and says where.
func (d *Desk) StatementFile(s *statement.Statement) (string, error) {
	var b bytes.Buffer
	if err := render.WriteCSV(&b, s.File()); err != nil {
		return "", err
	}
	return d.WriteOut("statement-"+s.Customer+"-"+s.Money.Code+"-"+s.To.String()+".csv", b.Bytes())
}
