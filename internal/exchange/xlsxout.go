package exchange

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"duebook/internal/civil"
)

// Sheet is a table being written to a file: CSVWriter and XLSXWriter.
type Sheet interface {
	Row(cells ...string) error
	Close() error
}

// maxSheetRows is how many rows a sheet of a workbook can have.
const maxSheetRows = 1 << 20

// XLSXWriter writes tables into a workbook, a sheet each, with numbers and dates as
// such and every text as a string: no text can become a formula.
type XLSXWriter struct {
	to      io.Writer
	file    *excelize.File
	stream  *excelize.StreamWriter
	cols    []OutColumn
	row     int
	sheets  int
	head    int
	date    int
	text    int
	numbers map[int]int // style by decimals
	cells   []any
}

// NewXLSXWriter makes a workbook that Close writes to w.
func NewXLSXWriter(w io.Writer) (*XLSXWriter, error) {
	x := &XLSXWriter{to: w, file: excelize.NewFile(), numbers: map[int]int{}}
	day, plain := "yyyy-mm-dd", 49 // 49 is text
	var err error
	if x.head, err = x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: plain}); err != nil {
		return nil, err
	}
	if x.date, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &day}); err != nil {
		return nil, err
	}
	x.text, err = x.file.NewStyle(&excelize.Style{NumFmt: plain})
	return x, err
}

// widths of columns in characters, by kind.
var outWidths = map[ColumnKind]float64{Text: 24, Number: 16, Date: 12}

// Sheet begins a sheet with its header row.
func (x *XLSXWriter) Sheet(name string, cols ...OutColumn) (err error) {
	if x.stream != nil {
		if err := x.stream.Flush(); err != nil {
			return err
		}
	}
	x.sheets++
	name = x.sheetName(name)
	if x.sheets == 1 {
		err = x.file.SetSheetName("Sheet1", name)
	} else {
		_, err = x.file.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if x.stream, err = x.file.NewStreamWriter(name); err != nil {
		return err
	}
	x.cols, x.row, x.cells = cols, 0, make([]any, len(cols))
	for i, c := range cols {
		if err := x.stream.SetColWidth(i+1, i+1, outWidths[c.Kind]); err != nil {
			return err
		}
	}
	if err := x.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, c := range cols {
		x.cells[i] = excelize.Cell{StyleID: x.head, Value: c.Name}
	}
	return x.put()
}

// sheetName makes a name that a workbook takes: 31 characters, without some signs,
// none twice.
func (x *XLSXWriter) sheetName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, s), " ")
	cut := func(n int) string {
		for utf8.RuneCountInString(s) > n {
			_, size := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-size]
		}
		return s
	}
	if s = cut(31); s == "" {
		s = "Sheet"
	}
	if at, _ := x.file.GetSheetIndex(s); at >= 0 && x.sheets > 1 {
		s = fmt.Sprintf("%s %d", cut(26), x.sheets)
	}
	return s
}

// Row writes one row; it takes exactly as many cells as there are columns.
func (x *XLSXWriter) Row(cells ...string) error {
	if x.row >= maxSheetRows {
		return fmt.Errorf("a sheet of a workbook holds 1,048,576 rows and no more; export to a name ending in .csv")
	}
	for i, s := range cells[:len(x.cols):len(x.cols)] {
		v, err := x.cell(s, x.cols[i].Kind)
		if err != nil {
			return err
		}
		x.cells[i] = v
	}
	return x.put()
}

func (x *XLSXWriter) put() error {
	x.row++
	return x.stream.SetRow("A"+strconv.Itoa(x.row), x.cells)
}

// cell gives a text its value. A number of more digits than a spreadsheet keeps
// (15) stays a text, so that none is lost.
func (x *XLSXWriter) cell(s string, kind ColumnKind) (any, error) {
	switch kind {
	case Number:
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || len(strings.Trim(strings.Replace(s, ".", "", 1), "-0")) > 15 {
			break
		}
		_, frac, _ := strings.Cut(s, ".")
		style, err := x.number(len(frac))
		return excelize.Cell{StyleID: style, Value: v}, err
	case Date:
		if d, err := civil.Parse(s); err == nil {
			return excelize.Cell{StyleID: x.date, Value: int(d - civil.New(1899, 12, 30))}, nil
		}
	}
	switch {
	case s == "":
		return nil, nil
	case unguard(s) != s: // reading takes an apostrophe off
		s = guard(s)
	}
	return excelize.Cell{StyleID: x.text, Value: s}, nil
}

// number is the style of numbers with so many decimals.
func (x *XLSXWriter) number(decimals int) (int, error) {
	if id, ok := x.numbers[decimals]; ok {
		return id, nil
	}
	format := "#,##0"
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	id, err := x.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
	x.numbers[decimals] = id
	return id, err
}

// Close writes the workbook; it does not close what is below.
func (x *XLSXWriter) Close() error {
	defer x.file.Close()
	if x.stream != nil {
		if err := x.stream.Flush(); err != nil {
			return err
		}
	}
	return x.file.Write(x.to)
}
