package exchange

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"duebook/internal/civil"
	"duebook/internal/text"
)

// decimalMark is written in the numbers of a sheet: unlike point and comma it can
// only be read in one way, whatever the texts of the sheet use.
const decimalMark = "٫"

// sheetReader writes the cells of a sheet out as lines of text, a line for each
// row under its own number, so that the same path reads it as any other file.
type sheetReader struct {
	wb                           *workbook
	f                            *File
	out                          bytes.Buffer
	widths                       []int // of each line; 0 is empty
	cells                        []string
	row, last                    int  // the row being read, the last one with something in it
	over                         bool // the list is over; stray cells follow
	far, formulas, hidden, wrong Warning
}

// readSheet fills f with the lines of a sheet.
func (f *File) readSheet(wb *workbook, s sheetInfo) error {
	f.facts.Sheet, f.facts.Encoding = s.name, "xlsx"
	r := &sheetReader{wb: wb, f: f, cells: make([]string, 0, MaxColumns)}
	part, err := wb.part(s.part)
	if err != nil {
		return err
	}
	defer part.Close()
	if err := r.read(xml.NewDecoder(part)); err != nil {
		return err
	}
	f.data = r.padded()
	for _, n := range []struct {
		w    *Warning
		text string
	}{{&r.formulas, "formulas: the values stored with them were read"},
		{&r.hidden, "hidden, and read all the same"},
		{&r.far, "with cells right of column IV (256), which were left out"},
		{&r.wrong, "with an error value (#REF!, #DIV/0! ...)"}} {
		if n.w.Rows > 0 {
			n.w.Text = n.text
			f.notes = append(f.notes, *n.w)
		}
	}
	return nil
}

func (r *sheetReader) read(d *xml.Decoder) error {
	var c sheetCell
	depth, hidden := 0, false
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errDamaged
		}
		switch e := t.(type) {
		case xml.Directive:
			return fmt.Errorf("the workbook holds a document type, as no spreadsheet writes; it is not read")
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDamaged
			}
			switch e.Name.Local {
			case "row":
				if hidden, err = r.begin(e); err != nil {
					return err
				}
			case "c":
				c = sheetCell{kind: attr(e, "t"), style: attr(e, "s"), col: column(attr(e, "r"), c.col+1, len(r.cells))}
			case "v", "f", "t":
				s, err := chars(d)
				if err != nil {
					return err
				}
				depth--
				c.take(e.Name.Local, s)
			case "rPh":
				depth--
				if err := skip(d); err != nil {
					return err
				}
			case "mergeCell":
				r.f.merged = append(r.f.merged, lastRow(attr(e, "ref")))
			}
		case xml.EndElement:
			depth--
			switch e.Name.Local {
			case "c":
				r.put(&c)
			case "row":
				c.col = -1
				if err := r.end(hidden); err != nil {
					return err
				}
			}
		}
	}
}

// begin starts a row.
func (r *sheetReader) begin(e xml.StartElement) (hidden bool, err error) {
	n := r.row + 1
	if s := attr(e, "r"); s != "" {
		if n, err = strconv.Atoi(s); err != nil || n <= r.row {
			return false, errDamaged
		}
	}
	r.row, r.cells = n, r.cells[:0]
	h := attr(e, "hidden")
	return h == "1" || h == "true", nil
}

// end writes the row out when it holds anything. A row after very many empty ones
// ends the sheet: spreadsheets leave stray cells far below a list.
func (r *sheetReader) end(hidden bool) error {
	for len(r.cells) > 0 && strings.TrimSpace(r.cells[len(r.cells)-1]) == "" {
		r.cells = r.cells[:len(r.cells)-1]
	}
	if len(r.cells) == 0 || r.over {
		return nil
	}
	if r.over = r.row-r.last > maxEmptyRows; r.over {
		r.f.notes = append(r.f.notes, Warning{Line: r.row, Rows: 1, Text: fmt.Sprintf("stands more than %s empty "+
			"rows below the others; it and what follows was not read", text.Number(maxEmptyRows))})
		return nil
	}
	for r.last++; r.last < r.row; r.last++ {
		r.out.WriteByte('\n')
		r.widths = append(r.widths, 0)
	}
	for i, s := range r.cells {
		if i > 0 {
			r.out.WriteByte(',')
		}
		writeQuoted(&r.out, s)
	}
	if len(r.cells) == 1 && r.cells[0] == "" {
		r.out.WriteString(`""`)
	}
	r.out.WriteByte('\n')
	r.widths = append(r.widths, len(r.cells))
	if hidden {
		r.hidden.count(r.row)
	}
	if r.out.Len() > maxSheetText {
		return fmt.Errorf("the sheet holds more than 256 MB of text; save it as CSV UTF-8 and split it")
	}
	return nil
}

func writeQuoted(b *bytes.Buffer, s string) {
	if !strings.ContainsAny(s, ",\"\r\n") {
		b.WriteString(s)
		return
	}
	s = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", `"`, `""`).Replace(s)
	b.WriteByte('"')
	b.WriteString(s)
	b.WriteByte('"')
}

// padded gives every row as many fields as the widest row where the header can be:
// sheets leave empty cells at the end of a row out.
func (r *sheetReader) padded() []byte {
	widest := 0
	for _, w := range r.widths[:min(len(r.widths), headerRows)] {
		widest = max(widest, w)
	}
	out := make([]byte, 0, r.out.Len()+len(r.widths)*2)
	rest := r.out.Bytes()
	for _, w := range r.widths {
		end := bytes.IndexByte(rest, '\n')
		out = append(out, rest[:end]...)
		for ; w > 0 && w < widest; w++ {
			out = append(out, ',')
		}
		out = append(out, '\n')
		rest = rest[end+1:]
	}
	return out
}

// sheetCell is a cell as the sheet has it.
type sheetCell struct {
	col               int
	kind, style, text string
	formula, valued   bool
}

func (c *sheetCell) take(part, s string) {
	switch part {
	case "f":
		c.formula = true
	case "v":
		c.text, c.valued = s, true
	case "t":
		c.text += unescape(s)
	}
}

// put puts a cell into its row, as text.
func (r *sheetReader) put(c *sheetCell) {
	s := r.value(c)
	if c.col >= MaxColumns {
		if s != "" {
			r.far.count(r.row)
		}
		return
	}
	if c.formula {
		r.formulas.count(r.row)
		if !c.valued || c.text == "" && c.kind != "str" {
			r.fault(c.col, "is a formula without a stored value; open the file in a spreadsheet and save it")
		}
	}
	if c.kind == "e" {
		r.wrong.count(r.row)
		r.fault(c.col, "is the error value "+s)
	}
	for len(r.cells) <= c.col {
		r.cells = append(r.cells, "")
	}
	r.cells[c.col] = s
}

// count counts a row once.
func (w *Warning) count(line int) {
	if w.Line == 0 {
		w.Line = line
	}
	if w.Rows == 0 || w.last != line {
		w.Rows++
	}
	w.last = line
}

// fault notes a cell that cannot be read; a row is refused when it is needed.
func (r *sheetReader) fault(col int, why string) {
	if r.f.faults == nil {
		r.f.faults = map[int][]cellFault{}
	}
	r.f.faults[r.row] = append(r.f.faults[r.row], cellFault{col, why})
}

type cellFault struct {
	col int
	why string
}

func (r *sheetReader) value(c *sheetCell) string {
	switch c.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(c.text))
		if err != nil || n < 0 || n >= len(r.wb.strings) {
			return ""
		}
		return r.wb.strings[n]
	case "b":
		return map[string]string{"1": "yes", "0": "no"}[c.text]
	case "", "n":
	default: // str, inlineStr, d, e
		return c.text
	}
	if c.text == "" {
		return ""
	}
	var style cellStyle
	if n, err := strconv.Atoi(c.style); err == nil && n >= 0 && n < len(r.wb.styles) {
		style = r.wb.styles[n]
	}
	if style.date {
		if d := serialDate(c.text, r.wb.epoch); d != 0 {
			return d.String()
		}
	}
	s := sheetNumber(c.text)
	for style.zeros > len(s) && strings.Trim(s, "0123456789") == "" {
		s = "0" + s
	}
	return s
}

// serialDate reads a day number; 0 when it lies outside the book's dates.
func serialDate(s string, epoch civil.Date) civil.Date {
	whole, _, _ := strings.Cut(strings.ReplaceAll(s, decimalMark, "."), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 1 || n > 2_958_465 {
		return 0
	}
	if d := epoch.Add(n); d >= civil.First {
		return d
	}
	return 0
}

// sheetNumber writes a number as digits: at 15 significant digits, as spreadsheets
// show it, so that the 0.30000000000000004 of a float is 0.3 again.
func sheetNumber(s string) string {
	if len(s) <= 15 && strings.Trim(s, "0123456789") == "" {
		return s
	}
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		if n, err := strconv.Atoi(strings.TrimPrefix(s[at+1:], "+")); err != nil || n > 40 || n < -400 {
			return s
		}
	}
	d, err := decimal.NewFromString(s)
	if err != nil || len(s) > 420 {
		return s
	}
	if over := d.NumDigits() - 15; over > 0 {
		d = d.Round(-(d.Exponent() + int32(over)))
	}
	return strings.Replace(d.String(), ".", decimalMark, 1)
}

// column reads the column of a reference such as AB12; a cell without one stands
// after the one before.
func column(ref string, next, filled int) int {
	n := 0
	for i := 0; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	if n == 0 {
		return max(next, filled)
	}
	return n - 1
}

// lastRow is the last row of a range such as A1:C3.
func lastRow(ref string) int {
	_, to, ok := strings.Cut(ref, ":")
	if !ok {
		to = ref
	}
	n, _ := strconv.Atoi(strings.TrimLeft(to, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}

// plainMark gives a cell of a sheet the decimal point back that its number had.
func (f *File) plainMark(b []byte) []byte {
	at := bytes.Index(b, []byte(decimalMark))
	if f.sheet && at > 0 && at+2 < len(b) && b[at-1] <= '9' && b[at+2] <= '9' {
		return append(append(append([]byte(nil), b[:at]...), '.'), b[at+2:]...)
	}
	return b
}
