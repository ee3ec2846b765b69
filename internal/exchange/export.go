package exchange

import (
	"encoding/csv"
	"io"
	"strings"
)

// ColumnKind says how the cells of an exported column are written.
type ColumnKind uint8

// Text columns are guarded against spreadsheet formulas; Number and Date
// columns hold figures the program wrote itself and stay as they are.
const (
	Text ColumnKind = iota
	Number
	Date
)

// OutColumn is a column of an exported file.
type OutColumn struct {
	Name string
	Kind ColumnKind
}

// CSVWriter writes a table that a spreadsheet opens without running anything
// in it (CWE-1236) and that Open reads back as it was.
type CSVWriter struct {
	w    *csv.Writer
	cols []OutColumn
	row  []string
}

// NewCSVWriter writes the header row. With mark the file starts with the UTF-8
// byte order mark, which Excel needs to show Arabic; pipes want none.
func NewCSVWriter(w io.Writer, mark bool, cols ...OutColumn) (*CSVWriter, error) {
	if mark {
		if _, err := io.WriteString(w, "\uFEFF"); err != nil {
			return nil, err
		}
	}
	c := &CSVWriter{w: csv.NewWriter(w), cols: cols, row: make([]string, len(cols))}
	for i, col := range cols {
		c.row[i] = guard(col.Name)
	}
	return c, c.w.Write(c.row)
}

// Row writes one row; it takes exactly as many cells as there are columns.
func (c *CSVWriter) Row(cells ...string) error {
	for i, cell := range cells[:len(c.cols):len(c.cols)] {
		if c.cols[i].Kind == Text {
			cell = guard(cell)
		}
		c.row[i] = cell
	}
	return c.w.Write(c.row)
}

// Close writes out what is buffered; it does not close the file below.
func (c *CSVWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}

// risky reports whether a spreadsheet could take the text for a formula, also
// behind quotes and spaces.
func risky(s string) bool {
	s = strings.TrimLeft(s, "\"' \u00a0")
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

// guard puts an apostrophe before risky text; unguard takes it off again.
func guard(s string) string {
	if risky(s) {
		return "'" + s
	}
	return s
}

func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && risky(rest) {
		return rest
	}
	return s
}
