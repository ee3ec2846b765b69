package desk

import (
	"duebook/internal/ar/followup"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/due"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
)

// Due is the schedule of what falls due on the day that is read, one a currency.
func (d *Desk) Due(q due.Query) (all []due.Report, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		all, err = due.Compute(v, q)
		return err
	})
	return all, err
}

// DueLines lists a customer's due parts in one span of a schedule.
func (d *Desk) DueLines(q due.Query, currency, code string, span int) ([]due.Line, error) {
	q.Lines = true
	q.Within = []ledger.Scope{{By: ledger.ByCustomer, Key: code}, {By: ledger.ByCurrency, Key: currency}}
	all, err := d.Due(q)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		for _, s := range r.Spans {
			if r.Currency.Code == currency && s.Number == span && len(s.Customers) > 0 {
				return s.Customers[0].Lines, nil
			}
		}
	}
	return nil, nil
}

// ExportDue writes a schedule with its bills as CSV or XLSX, every currency in one file.
func (d *Desk) ExportDue(q due.Query, path string) error {
	q.Lines = true
	all, err := d.Due(q)
	if err != nil {
		return err
	}
	tables := make([]*render.Table, len(all))
	for i := range all {
		tables[i] = all[i].Table()
	}
	if len(tables) == 0 {
		tables = []*render.Table{(&due.Report{Query: q}).Table()}
	}
	return d.writeTables(path, tables...)
}

// DayCount is how many follow-ups land on a day.
type DayCount struct {
	Day   civil.Date
	Count int
}

// PreviewSpread says on which days planned follow-ups would land.
func (d *Desk) PreviewSpread(c followup.Spread) ([]DayCount, error) {
	facts, err := d.Preview(&c)
	if err != nil {
		return nil, err
	}
	var out []DayCount
	for _, f := range facts {
		p, ok := f.(*followup.Planned)
		if !ok {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Day == p.Followup.Date {
			out[n-1].Count++
			continue
		}
		out = append(out, DayCount{p.Followup.Date, 1})
	}
	return out, nil
}

// Spread plans follow-ups for several customers in one entry.
func (d *Desk) Spread(key string, c followup.Spread) error {
	_, err := d.Do(key, &c)
	return err
}
