package render

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// WriteCSV writes tables as one file: a header row, and another before each table
// whose columns differ from those above; the foot of each after its rows. A spreadsheet opens it without running
// anything in it:
// text that could be taken for a formula gets an apostrophe (CWE-1236).
func WriteCSV(w io.Writer, tables ...*Table) error {
	out := csv.NewWriter(w)
	for n, t := range tables {
		row := make([]string, len(t.Columns))
		if n == 0 || !slices.Equal(t.Columns, tables[n-1].Columns) {
			for i, c := range t.Columns {
				row[i] = c.Key
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		all := t.Rows
		if t.Foot != nil {
			all = append(all[:len(all):len(all)], t.Foot)
		}
		for _, cells := range all {
			for i, c := range t.Columns {
				if row[i] = cells[i].plain(c.Kind); c.Kind == Text {
					row[i] = guard(row[i])
				}
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// guard puts an apostrophe before what a spreadsheet could take for a formula, also
// behind quotes and spaces.
func guard(s string) string {
	bare := strings.TrimLeft(s, "\"' \u00a0")
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(bare, sign) {
			return "'" + s
		}
	}
	return s
}

// AppendJSON adds a table as an array of objects, one a row, named by the columns'
// keys: amounts as strings with the currency's decimals, dates as text, counts as
// numbers, an empty cell as null.
func AppendJSON(dst []byte, t *Table) []byte {
	dst = append(dst, '[')
	for n, row := range t.Rows {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '\n')
		dst = AppendRow(dst, t.Columns, row)
	}
	return append(dst, '\n', ']')
}

// AppendRow adds one row as a JSON object.
func AppendRow(dst []byte, columns []Column, row []Cell) []byte {
	for i, c := range columns {
		if i == 0 {
			dst = append(dst, '{')
		} else {
			dst = append(dst, ',')
		}
		dst = append(AppendString(dst, c.Key), ':')
		switch {
		case !row[i].set && c.Kind != Text:
			dst = append(dst, "null"...)
		case c.Kind == Count:
			dst = append(dst, row[i].plain(c.Kind)...)
		default:
			dst = AppendString(dst, row[i].plain(c.Kind))
		}
	}
	return append(dst, '}')
}

const hex = "0123456789abcdef"

// AppendString adds a JSON string; what is no UTF-8 becomes U+FFFD.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		size, esc := 1, ""
		switch {
		case c == '"' || c == '\\':
			esc = "\\" + s[i:i+1]
		case c < ' ' || c == 0x7f:
			esc = "\\u00" + string(hex[c>>4]) + string(hex[c&15])
		case c >= utf8.RuneSelf:
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
				esc = "\ufffd"
			}
		}
		if esc != "" {
			dst = append(append(dst, s[from:i]...), esc...)
			from = i + size
		}
		i += size
	}
	return append(append(dst, s[from:]...), '"')
}
