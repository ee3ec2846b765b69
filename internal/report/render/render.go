// Package render writes the rows of a report as text in aligned columns, as CSV and
// as JSON. A table is plain typed cells: it must never know a style or a business
// word, and never reckon a figure.
package render

import (
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Kind is what the cells of a column hold.
type Kind uint8

// The kinds of column. Amounts and counts stand to the right.
const (
	Text Kind = iota
	Amount
	Count
	Date
)

// Column is one column: Key names it in files, Name on paper.
type Column struct {
	Key, Name string
	Kind      Kind
}

// Cell is one value; the zero Cell is empty.
type Cell struct {
	text   string
	n      int64
	digits uint8
	set    bool
}

// T is a cell of text.
func T(s string) Cell { return Cell{text: s, set: s != ""} }

// A is an amount in a currency of so many decimals.
func A(m money.Minor, digits int) Cell { return Cell{n: int64(m), digits: uint8(digits), set: true} }

// N is a count.
func N(n int) Cell { return Cell{n: int64(n), set: true} }

// D is a date; no date is an empty cell.
func D(d civil.Date) Cell { return Cell{n: int64(d), set: d != 0} }

// Table is a report's rows with what stands above and below them. Rows and Foot hold
// a cell for every column; Foot may be nil.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]Cell
	Foot    []Cell
	Notes   []string
}

// Add appends a row.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, cells) }
