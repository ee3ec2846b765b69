package render

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// maxText is how wide a column of text may grow; what is longer is cut.
const maxText = 40

const gap = "  "

// WriteTable writes a table in aligned columns, amounts grouped, right-to-left text
// kept in its column as the mode says.
func WriteTable(w io.Writer, t *Table, mode text.Mode) error {
	out := bufio.NewWriter(w)
	if t.Title != "" {
		out.WriteString(text.Safe(t.Title) + "\n")
	}
	widths := make([]int, len(t.Columns))
	all := t.Rows
	if t.Foot != nil {
		all = append(all[:len(all):len(all)], t.Foot)
	}
	for n, c := range t.Columns {
		widths[n] = text.Width(c.Name)
		for _, row := range all {
			widths[n] = max(widths[n], text.Width(row[n].show(c.Kind)))
		}
		if c.Kind == Text {
			widths[n] = min(widths[n], max(maxText, text.Width(c.Name)))
		}
	}
	line := func(cell func(n int) string) {
		var b strings.Builder
		for n, c := range t.Columns {
			if n > 0 {
				b.WriteString(gap)
			}
			if s := cell(n); c.Kind == Amount || c.Kind == Count {
				b.WriteString(text.PadLeft(s, widths[n]))
			} else {
				b.WriteString(text.Cell(s, widths[n], mode))
			}
		}
		out.WriteString(strings.TrimRight(b.String(), " ") + "\n")
	}
	rule := func() {
		for n, w := range widths {
			if n > 0 {
				out.WriteString(gap)
			}
			for range w {
				out.WriteRune('─')
			}
		}
		out.WriteByte('\n')
	}
	line(func(n int) string { return t.Columns[n].Name })
	rule()
	for _, row := range t.Rows {
		line(func(n int) string { return row[n].show(t.Columns[n].Kind) })
	}
	if t.Foot != nil {
		rule()
		line(func(n int) string { return t.Foot[n].show(t.Columns[n].Kind) })
	}
	for _, s := range t.Notes {
		out.WriteString(text.Safe(s) + "\n")
	}
	return out.Flush()
}

// show is a cell as people read it.
func (c Cell) show(k Kind) string {
	if !c.set {
		return ""
	}
	switch k {
	case Amount:
		return text.FormatAmount(money.Minor(c.n), int(c.digits))
	case Count:
		return text.Number(int(c.n))
	case Date:
		return civil.Date(c.n).String()
	}
	return c.text
}

// plain is a cell as files hold it.
func (c Cell) plain(k Kind) string {
	if !c.set {
		return ""
	}
	switch k {
	case Amount:
		return money.Currency{Digits: int(c.digits)}.Plain(money.Minor(c.n))
	case Count:
		return strconv.FormatInt(c.n, 10)
	case Date:
		return civil.Date(c.n).String()
	}
	return c.text
}
