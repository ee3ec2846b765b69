package receipts

import (
	"fmt"

	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The table's columns.
const (
	colDate = iota
	colNumber
	colName
	colKind
	colAmount
	colLeft
	colRef
)

func (s *Screen) columns() {
	number := 8
	for i := range s.shown {
		number = max(number, kit.Width(s.shown[i].Number))
	}
	s.table.Columns = []kit.Column{{Title: "Date", Kind: kit.Date}, {Title: "Number", Width: min(number, 16)},
		{Title: "Customer", Flex: 3, Min: 14, Max: 48}, {Title: "How", Flex: 1, Min: 8, Max: 13, Drop: 1},
		{Title: "Amount", Kind: kit.Amount}, {Title: "Unapplied", Kind: kit.Amount},
		{Title: "Reference", Flex: 2, Min: 10, Max: 40, Drop: 2}}
	s.table.Sort = map[string]int{"date": colDate + 1, "amount": colAmount + 1, "name": colName + 1}[s.order]
	s.table.Desc = s.order != "name"
	s.table.Empty = "No receipt is here. r on a customer records one; f shows other lists and periods."
	s.table.Totals = func(col int) string {
		var sum, left money.Minor
		for i := range s.shown {
			if s.shown[i].Currency != s.shown[0].Currency {
				return "" // sums of several currencies say nothing
			}
			sum += s.shown[i].Amount
			left += s.shown[i].Left
		}
		if len(s.shown) == 0 {
			return ""
		}
		switch col {
		case colName:
			return text.Count(len(s.shown), "receipt", "receipts")
		case colAmount:
			return text.FormatAmount(sum, s.shown[0].Currency.Digits)
		case colLeft:
			return text.FormatAmount(left, s.shown[0].Currency.Digits)
		}
		return ""
	}
}

// rows shows the receipts found.
type rows struct{ s *Screen }

// Len is how many are shown.
func (x rows) Len() int { return len(x.s.shown) }

// Key is the receipt.
func (x rows) Key(row int) uint64 {
	r := &x.s.shown[row]
	return uint64(r.Account)<<32 | uint64(r.ID)
}

// Cell is a receipt's word or figure.
func (x rows) Cell(row, col int) string {
	r := &x.s.shown[row]
	home := x.s.desk.Company()
	say := func(m money.Minor) string {
		if r.Currency != home.Money() {
			return text.FormatAmount(m, r.Currency.Digits) + " " + r.Currency.Code
		}
		return text.FormatAmount(m, r.Currency.Digits)
	}
	switch col {
	case colDate:
		return text.ShortDate(r.Date)
	case colNumber:
		return r.Number
	case colName:
		return r.Name
	case colKind:
		return r.Kind
	case colAmount:
		return say(r.Amount)
	case colLeft:
		if r.Left > 0 {
			return say(r.Left)
		}
		return ""
	}
	switch {
	case r.Withheld:
		return "certificate to chase " + r.Reference
	case r.Reference == "":
		return r.Text
	}
	return r.Reference
}

// Tone makes what is left stand out.
func (x rows) Tone(row, col int) theme.Tone {
	r := &x.s.shown[row]
	switch {
	case col == colLeft, col == colRef && r.Withheld:
		return theme.Warn
	case col == colRef || col == colKind || col == colDate:
		return theme.Muted
	case !r.Money:
		return theme.Muted
	}
	return theme.Plain
}

// View draws the search and the list.
func (s *Screen) View(w, h int) string {
	if !s.rows.Asked {
		if s.rows.Err != nil {
			return kit.Middle(s.rows.Err.Error()+" Press ctrl+r to try again.", w, h)
		}
		return kit.Middle("Reading the receipts ...", w, h)
	}
	period := "of all time"
	if s.days > 0 {
		period = fmt.Sprintf("of %d days, and older ones with something left", s.days)
	}
	only := ""
	for _, l := range lists {
		if l.Value == s.list && s.list != allOf {
			only, period = "  "+l.Label, l.Label+", "+period
		}
	}
	head := theme.Now().Tone(theme.Muted, kit.Cell("Receipts "+period, w, kit.Left))
	if s.typing || s.input.Value() != "" {
		head = theme.Now().Tone(theme.Muted, "Find ") + s.input.View(max(w-5-kit.Width(only), 1), s.typing) +
			theme.Now().Tone(theme.Muted, only)
	}
	return kit.Stack(w, h, kit.Line(head, w), s.table.View(w, h-1, !s.typing))
}
