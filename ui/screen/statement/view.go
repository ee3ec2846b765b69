package statement

import (
	"fmt"
	"strings"

	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/statement"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// rows shows a statement: the opening, its movements, the closing.
type rows struct{ s *statement.Statement }

// The columns.
const (
	colDate = iota
	colNumber
	colWhat
	colDue
	colReference
	colDebit
	colCredit
	colBalance
)

// Len is how many rows there are.
func (r rows) Len() int { return len(r.s.Lines) + 2 }

// Cell is what stands in a column.
func (r rows) Cell(row, col int) string {
	s := r.s
	switch row {
	case 0:
		return r.edge(col, s.From.String(), "opening balance", "", "", s.Opening)
	case len(s.Lines) + 1:
		return r.edge(col, s.To.String(), "closing balance", r.amount(s.Debits), r.amount(s.Credits), s.Closing)
	}
	l := &s.Lines[row-1]
	switch col {
	case colDate:
		return l.Date.String()
	case colNumber:
		return l.Number
	case colWhat:
		return what(l)
	case colDue:
		if l.Due != 0 {
			return l.Due.String()
		}
		return ""
	case colReference:
		return l.Reference
	case colDebit:
		return r.amount(l.Debit)
	case colCredit:
		return r.amount(l.Credit)
	}
	return text.FormatAmount(l.Balance, s.Money.Digits)
}

func (r rows) edge(col int, day, name, debit, credit string, balance money.Minor) string {
	switch col {
	case colDate:
		return day
	case colWhat:
		return name
	case colDebit:
		return debit
	case colCredit:
		return credit
	case colBalance:
		return text.FormatAmount(balance, r.s.Money.Digits)
	}
	return ""
}

func (r rows) amount(m money.Minor) string {
	if m == 0 {
		return ""
	}
	return text.FormatAmount(m, r.s.Money.Digits)
}

func what(l *statement.Line) string {
	if l.Back {
		return l.What + ", taken back"
	}
	return l.What
}

// Tone marks the edges, what comes in and what was taken back.
func (r rows) Tone(row, col int) theme.Tone {
	if row == 0 || row == len(r.s.Lines)+1 || col == colBalance {
		return theme.Strong
	}
	l := &r.s.Lines[row-1]
	switch {
	case l.Back:
		return theme.Muted
	case col == colCredit:
		return theme.Good
	case col == colDue || col == colReference:
		return theme.Muted
	}
	return theme.Plain
}

func columns() []kit.Column {
	return []kit.Column{{Title: "Date", Kind: kit.Date}, {Title: "Number", Width: 14, Drop: 1},
		{Title: "What", Flex: 1, Min: 15, Max: 32}, {Title: "Due", Kind: kit.Date, Drop: 3},
		{Title: "Reference", Width: 14, Drop: 4}, {Title: "Debit", Kind: kit.Amount},
		{Title: "Credit", Kind: kit.Amount}, {Title: "Balance", Kind: kit.Amount}}
}

// View draws whose statement it is, its movements, where the money under the cursor
// went, how old the closing balance is, and the cheques in hand.
func (s *Screen) View(w, h int) string {
	x := s.statement()
	if x == nil {
		return kit.Waiting(w, h, "Reading the account ...", "The statement could not be made", s.all.Err)
	}
	t := theme.Now()
	tabs := ""
	if len(s.tabs.Items) > 1 {
		tabs = s.tabs.View(min(8*len(s.tabs.Items), w/3))
	}
	period := x.From.String() + " to " + x.To.String() + "  " + x.Money.Code
	room := w - kit.Width(period) - kit.Styled(tabs) - len(x.Customer) - 6
	head := " " + x.Customer + "  " + t.Tone(theme.Strong, kit.Inline(x.Name, max(room, 8)))
	out := []string{kit.Ends(head, t.Tone(theme.Muted, period)+" "+tabs, w)}
	foot := s.foot(x, w)
	foot = append(foot, s.letters.View(w)...)
	s.table.Columns = columns()
	out = append(out, s.table.View(w, h-len(out)-len(foot), !s.letters.Busy()))
	return kit.Stack(w, h, append(out, foot...)...)
}

// foot is what is under the table.
func (s *Screen) foot(x *statement.Statement, w int) []string {
	t := theme.Now()
	d := x.Money.Digits
	out := []string{kit.Rule(w, "Age of the balance", "closing "+text.FormatAmount(x.Closing, d), false)}
	var parts []kit.Part
	var facts []kit.Pair
	for n, m := range append([]money.Minor{x.Aging.Current}, x.Aging.Buckets...) {
		name := aging.BucketName(x.Edges, n)
		parts = append(parts, kit.Part{Value: int64(m), Sign: name, Tone: theme.Heat(n)})
		if m != 0 {
			facts = append(facts, kit.Pair{Label: name, Value: text.FormatAmount(m, d), Tone: theme.Heat(n)})
		}
	}
	if x.Aging.Unapplied != 0 {
		facts = append(facts, kit.Pair{Label: "unapplied", Value: text.FormatAmount(x.Aging.Unapplied, d),
			Tone: theme.Info})
	}
	for _, x := range []struct {
		label string
		m     money.Minor
	}{{x.Word + " notes", x.Aging.Interest}, {x.Word + " accrued", x.Accrued}} {
		if x.m != 0 {
			facts = append(facts, kit.Pair{Label: x.label, Value: text.FormatAmount(x.m, d), Tone: theme.Muted})
		}
	}
	if len(facts) == 0 {
		facts = []kit.Pair{{Value: "Nothing is open."}}
	}
	out = append(out, " "+kit.Divided(parts, w-2))
	for len(facts) > 0 { // over two lines where one has no room
		n, room := 0, w-1
		for n < len(facts) && (n == 0 || room >= width(facts[n])) {
			room -= width(facts[n]) + 3
			n++
		}
		out = append(out, " "+kit.Facts(facts[:n], w-1))
		facts = facts[n:]
	}
	if len(x.Cheques) > 0 {
		out = append(out, " "+kit.Cell(cheques(x), w-1, kit.Left))
	}
	return append(out, " "+t.Tone(theme.Muted, kit.Cell(s.under(x), w-1, kit.Left)))
}

func width(p kit.Pair) int { return kit.Width(p.Label) + 1 + kit.Width(p.Value) }

// cheques says what is in hand beside the balance.
func cheques(x *statement.Statement) string {
	say := fmt.Sprintf("%s in hand", text.Count(len(x.Cheques), "cheque", "cheques"))
	if x.InHand != 0 {
		say += fmt.Sprintf(", %s come off once paid, which leaves %s",
			text.FormatAmount(x.InHand, x.Money.Digits), text.FormatAmount(x.Closing-x.InHand, x.Money.Digits))
	}
	return say + "; the next matures on " + x.Cheques[0].Maturity.String()
}

// under says what the movement under the cursor is, in full.
func (s *Screen) under(x *statement.Statement) string {
	n := s.table.Cursor() - 1
	if n < 0 || n >= len(x.Lines) {
		return text.Count(len(x.Lines), "movement", "movements") + " in the period"
	}
	l := &x.Lines[n]
	say := strings.TrimSpace(what(l) + " " + l.Number)
	if l.Due != 0 {
		say += ", due " + l.Due.String()
	}
	if l.Reference != "" {
		say += ", " + l.Reference
	}
	for k, u := range l.Uses {
		sep := ", "
		if k == 0 {
			sep = ", on "
		}
		say += sep + u.Bill + " " + text.FormatAmount(u.Amount, x.Money.Digits)
	}
	return say
}
