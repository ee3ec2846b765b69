package desk

import (
	"errors"
	"fmt"
	"path/filepath"

	"duebook/internal/book"
	"duebook/internal/report/aging"
	"duebook/internal/report/render"
)

// Aging ages what is open on the day that is read, one report a currency, and
// compares it with every account.
func (d *Desk) Aging(q aging.Query) (all []aging.Report, err error) {
	q.AsOf, q.Promises, q.Prove, q.Accrued = d.AsOf(), true, true, true
	err = d.View(func(v *book.View) error {
		all, err = aging.Compute(v, q)
		return err
	})
	return all, err
}

// AgingLines lists the open items under a row of an aging.
func (d *Desk) AgingLines(q aging.Query, key string) (lines []aging.Line, err error) {
	q.AsOf, q.Promises = d.AsOf(), true
	err = d.View(func(v *book.View) error {
		lines, err = aging.Bills(v, q, key)
		return err
	})
	return lines, err
}

// AgingExplain lists the items one figure of a row is made of, in one currency.
func (d *Desk) AgingExplain(q aging.Query, currency, key string, f aging.Figure) (lines []aging.Line, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		lines, _, err = aging.Explain(v, q, currency, key, f)
		return err
	})
	return lines, err
}

// ExportAging writes an aging as CSV or XLSX, every currency in one file.
func (d *Desk) ExportAging(q aging.Query, path string) error {
	all, err := d.Aging(q)
	if err != nil {
		return err
	}
	tables := make([]*render.Table, len(all))
	for i := range all {
		tables[i] = all[i].Table(true)
	}
	return d.writeTables(path, tables...)
}

// ExportAgingLines writes the open items under a row as CSV or XLSX.
func (d *Desk) ExportAgingLines(q aging.Query, key, path string) error {
	lines, err := d.AgingLines(q, key)
	if err != nil {
		return err
	}
	edges := q.Edges
	if edges == nil {
		set := d.Company()
		edges = set.Edges
	}
	return d.writeTables(path, aging.LinesTable(lines, edges))
}

// writeTables writes tables into a new file, or over one in the folder of what the
// program wrote.
func (d *Desk) writeTables(path string, tables ...*render.Table) error {
	err := d.ExportTables(path, filepath.Dir(path) == filepath.Dir(d.OutPath("x")), tables...)
	if errors.Is(err, ErrFileThere) {
		err = fmt.Errorf("%s is there already: give another name", path)
	}
	return err
}
