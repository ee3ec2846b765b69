package desk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"duebook/internal/book"
	"duebook/internal/exchange"
	"duebook/internal/report/lists"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// ErrFileThere says that a file of the name is there already and was left as it is.
var ErrFileThere = errors.New("there is a file of this name already")

// fileKinds of the ending of a name.
const (
	csvFile  = ".csv"
	xlsxFile = ".xlsx"
)

// kindOfFile reads the ending of a name.
func kindOfFile(path string) (string, error) {
	switch end := strings.ToLower(filepath.Ext(path)); end {
	case csvFile, xlsxFile:
		return end, nil
	}
	return "", book.RefuseField("path", "%q does not end in .csv or .xlsx", filepath.Base(path))
}

// ExportTables writes tables to a file: one after the other as CSV, or a sheet each as
// XLSX, as its name ends. A file that is there is left alone, with ErrFileThere, unless
// over says to write over it.
func (d *Desk) ExportTables(path string, over bool, tables ...*render.Table) error {
	kind, err := kindOfFile(path)
	if err != nil {
		return err
	}
	return replace(path, over, func(w io.Writer) error {
		if kind == csvFile {
			if _, err := io.WriteString(w, "\uFEFF"); err != nil { // which spreadsheets need for Arabic
				return err
			}
			return render.WriteCSV(w, tables...)
		}
		x, err := exchange.NewXLSXWriter(w)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if err := sheetOf(x, t); err != nil {
				return err
			}
		}
		return x.Close()
	})
}

func sheetOf(x *exchange.XLSXWriter, t *render.Table) error {
	if err := x.Sheet(t.Title, outColumns(t.Columns)...); err != nil {
		return err
	}
	all := t.Rows
	if t.Foot != nil {
		all = append(all[:len(all):len(all)], t.Foot)
	}
	row := make([]string, len(t.Columns))
	for _, cells := range all {
		if err := x.Row(plainly(row, t.Columns, cells)...); err != nil {
			return err
		}
	}
	return nil
}

func outColumns(of []render.Column) []exchange.OutColumn {
	out := make([]exchange.OutColumn, len(of))
	for i, c := range of {
		out[i] = exchange.OutColumn{Name: c.Key, Kind: map[render.Kind]exchange.ColumnKind{render.Text: exchange.Text,
			render.Amount: exchange.Number, render.Count: exchange.Number, render.Date: exchange.Date}[c.Kind]}
	}
	return out
}

func plainly(row []string, of []render.Column, cells []render.Cell) []string {
	for i, c := range of {
		row[i] = cells[i].Plain(c.Kind)
	}
	return row
}

// ExportList writes one of the book's lists as it stood on the day that is read, and
// says how many rows it has.
func (d *Desk) ExportList(name string, q lists.Query, path string, over bool) (rows int, err error) {
	l, ok := lists.Find(name)
	if !ok {
		return 0, book.RefuseField("what", "there is no list %q", name)
	}
	kind, err := kindOfFile(path)
	if err != nil {
		return 0, err
	}
	set := d.Company()
	q.AsOf, q.Base = d.AsOf(), set.Money()
	err = replace(path, over, func(w io.Writer) error {
		var to exchange.Sheet
		var err error
		cols := outColumns(l.Columns)
		if kind == csvFile {
			to, err = exchange.NewCSVWriter(w, true, cols...)
		} else {
			var x *exchange.XLSXWriter
			if x, err = exchange.NewXLSXWriter(w); err == nil {
				to, err = x, x.Sheet(l.Name, cols...)
			}
		}
		if err != nil {
			return err
		}
		row := make([]string, len(l.Columns))
		err = d.View(func(v *book.View) error {
			return l.Each(v, q, func(cells []render.Cell) error {
				rows++
				return to.Row(plainly(row, l.Columns, cells)...)
			})
		})
		if err != nil {
			return err
		}
		return to.Close()
	})
	return rows, err
}

// replace writes a file beside its place and moves it there when it is whole.
func replace(path string, over bool, write func(w io.Writer) error) error {
	if st, err := os.Lstat(path); err == nil {
		if !over {
			return fmt.Errorf("%s: %w", text.Safe(path), ErrFileThere)
		}
		if !st.Mode().IsRegular() {
			return fmt.Errorf("%s is not a regular file; give another name", text.Safe(path))
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".export-*") // 0600
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	if err = write(b); err == nil {
		err = b.Flush()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil && !over {
		if err = os.Link(f.Name(), path); errors.Is(err, os.ErrExist) { // it came meanwhile
			err = fmt.Errorf("%s: %w", text.Safe(path), ErrFileThere)
		} else if err != nil { // a file system without links
			err = os.Rename(f.Name(), path)
		}
	} else if err == nil {
		err = os.Rename(f.Name(), path)
	}
	_ = os.Remove(f.Name())
	return err
}
