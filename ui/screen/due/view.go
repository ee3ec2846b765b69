package due

import (
	"strings"

	"duebook/internal/ar/followup"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/due"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The table's columns.
const (
	colCode = iota
	colName
	colBills
	colAmount
	colNext
)

func (s *Screen) columns() {
	code := 6
	for _, c := range s.customers {
		code = max(code, kit.Width(c.Code))
	}
	s.table.Columns = []kit.Column{{Title: "Code", Width: min(code, 12), Drop: 2}, {Title: "Customer", Flex: 3, Min: 18,
		Max: 44},
		{Title: "Bills", Kind: kit.Count, Drop: 1}, {Title: "Amount", Kind: kit.Amount},
		{Title: "Next follow-up", Flex: 2, Min: 16, Max: 44}}
	s.table.Sort, s.table.Desc = map[order]int{byAmount: colAmount, byName: colName, byFollowup: colNext}[s.order]+1,
		s.order == byAmount
	s.table.Empty = "Nothing falls due."
	if s.unplanned {
		s.table.Empty = "Everybody here has a follow-up. Press f to see all."
	}
	s.table.Totals = func(col int) string {
		var sum money.Minor
		bills := 0
		for _, c := range s.customers {
			sum += c.Amount
			bills += c.Bills
		}
		switch col {
		case colName:
			return text.Count(len(s.customers), "customer", "customers")
		case colBills:
			return text.Number(bills)
		case colAmount:
			return s.amount(sum)
		}
		return ""
	}
}

func (s *Screen) amount(m money.Minor) string {
	digits := 2
	if r := s.report(); r != nil {
		digits = r.Currency.Digits
	}
	return text.FormatAmount(m, digits)
}

// rows shows the customers of the span.
type rows struct{ s *Screen }

// Len is how many customers there are.
func (x rows) Len() int { return len(x.s.customers) }

// Key is the customer.
func (x rows) Key(row int) uint64 { return uint64(x.s.customers[row].ID) }

// Cell is a customer's word or figure.
func (x rows) Cell(row, col int) string {
	c := x.s.customers[row]
	switch col {
	case colCode:
		return c.Code
	case colName:
		return c.Name
	case colBills:
		return text.Number(c.Bills)
	case colAmount:
		return x.s.amount(c.Amount)
	}
	return next(c, x.s.desk.AsOf())
}

// next is a customer's follow-up as short as a list needs it.
func next(c *due.Customer, asOf civil.Date) string {
	if !c.Planned {
		return "none"
	}
	out := text.ShortDate(c.Next.Date)
	if c.Next.Date < asOf {
		out = "late, " + out
	}
	if c.Next.Time != followup.NoTime {
		out += " " + text.FormatTime(c.Next.Time)
	}
	if c.Next.Reason != "" {
		return out + " " + c.Next.Reason
	}
	return out + " " + c.Next.Task.String()
}

// Tone warns of what has no follow-up, or a late one.
func (x rows) Tone(row, col int) theme.Tone {
	c := x.s.customers[row]
	switch {
	case col == colCode || col == colBills:
		return theme.Muted
	case col == colAmount && x.s.number == 0:
		return theme.Bad
	case col != colNext:
		return theme.Plain
	case !c.Planned:
		return theme.Muted
	case c.Next.Date < x.s.desk.AsOf():
		return theme.Warn
	}
	return theme.Good
}

// label is a span's name where there is little room.
func label(q due.Period, x *due.Span) string {
	switch {
	case x.Number == 0 || x.To == 0:
		return x.Name
	case q == due.Day:
		return text.DayName(x.From) + " " + text.ShortDate(x.From)
	case q == due.Month:
		return text.ShortDate(x.From)[len(text.ShortDate(x.From))-3:] + " " + x.From.String()[:4]
	case x.From == x.To:
		return text.ShortDate(x.From)
	}
	from, to := text.ShortDate(x.From), text.ShortDate(x.To)
	if x.From.StartOfMonth() == x.To.StartOfMonth() {
		from = strings.Fields(from)[0]
	}
	return from + "-" + to
}

// tone tells the spans of a bar apart: what is overdue, and the others by turns.
func tone(x *due.Span, i int) theme.Tone {
	switch {
	case x.Number == 0:
		return theme.Bad
	case i%2 == 0:
		return theme.Info
	}
	return theme.Good
}

// View draws the spans, the customers of the one on show, and the bills of the
// customer under the cursor.
func (s *Screen) View(w, h int) string {
	r := s.report()
	if r == nil || s.span() == nil {
		return s.nothing(w, h)
	}
	head := " " + kit.Facts(s.facts(r), w-1)
	bills := h / 4
	if w < 150 {
		tabs := kit.Tabs{}
		parts := make([]kit.Part, len(r.Spans))
		for i := range r.Spans {
			x := &r.Spans[i]
			tabs.Items = append(tabs.Items, label(r.Period, x)+" "+text.ShortAmount(x.Amount, r.Currency.Digits))
			if x.Number == s.number {
				tabs.At = i
			}
			parts[i] = kit.Part{Value: int64(x.Amount), Sign: label(r.Period, x), Tone: tone(x, i)}
		}
		return kit.Stack(w, h, head, " "+tabs.View(w-1), " "+kit.Divided(parts, w-2), s.table.View(w, h-3-bills, true),
			s.bills(w, bills))
	}
	left := 56
	list := kit.Pane(left, h-1, "When", "← →", false, s.spans)
	right := w - left - 3
	customers := kit.Pane(right, h-1-bills, s.span().Name, s.table.Position(), true, func(w, h int) string {
		return s.table.View(w, h, true)
	})
	return kit.Stack(w, h, head, kit.Beside(list, customers+"\n"+s.bills(right, bills)))
}

func (s *Screen) nothing(w, h int) string {
	say := "Reading the schedule ..."
	switch {
	case s.reports.Err != nil:
		say = "The schedule could not be made: " + s.reports.Err.Error() + ". Press ctrl+r to try again."
	case s.reports.Asked && (s.branch != "" || s.collector != ""):
		say = "No bill is open " + s.narrowed() + ". Press f to change that."
	case s.reports.Asked:
		say = "No bill is open: nothing falls due."
	}
	return kit.Middle(strings.Join(kit.Wrap(say, min(w-4, 76)), "\n"), w, h)
}

func (s *Screen) facts(r *due.Report) []kit.Pair {
	x := s.span()
	tone := theme.Strong
	if x.Number == 0 {
		tone = theme.Bad
	}
	out := []kit.Pair{{Label: r.Currency.Code + " by " + string(r.Period) + "  " + x.Name, Value: s.amount(x.Amount),
		Tone: tone},
		{Value: text.Count(x.Bills, "bill", "bills") + " of " + text.Count(len(x.Customers), "customer", "customers")}}
	if n := len(s.marked); n > 0 {
		out = append(out, kit.Pair{Value: text.Number(n) + " marked", Tone: theme.Accent})
	}
	if s.branch != "" || s.collector != "" || s.unplanned {
		out = append(out, kit.Pair{Label: "only", Value: s.narrowed(), Tone: theme.Accent})
	}
	if len(s.reports.Value) > 1 {
		out = append(out, kit.Pair{Label: "tab", Value: "next currency"})
	}
	if r.Unapplied != 0 {
		out = append(out, kit.Pair{Label: "unapplied beside it", Value: s.amount(r.Unapplied), Tone: theme.Info})
	}
	return out
}

func (s *Screen) narrowed() string {
	var out []string
	if s.branch != "" {
		out = append(out, "in branch "+s.branch)
	}
	if s.collector != "" {
		out = append(out, "with collector "+s.collector)
	}
	if s.unplanned {
		out = append(out, "without follow-up")
	}
	return strings.Join(out, ", ")
}

// spans draws the schedule as bars, the span on show with a sign.
func (s *Screen) spans(w, h int) string {
	t := theme.Now()
	r := s.report()
	var most money.Minor
	amount := 10
	for _, x := range r.Spans {
		most = max(most, x.Amount)
		amount = max(amount, kit.Width(s.amount(x.Amount)))
	}
	amount = max(amount, kit.Width(s.amount(r.Amount)))
	name := 15
	bar := max(w-name-amount-4, 4)
	var out []string
	for i := range r.Spans {
		x := &r.Spans[i]
		tone := tone(x, i)
		sign := "  "
		if x.Number == s.number {
			sign = t.Signs.Cursor + " "
		}
		cell := kit.Cell(label(r.Period, x), name, kit.Left) + kit.Cell(s.amount(x.Amount), amount, kit.Right) + " "
		if x.Number == s.number {
			out = append(out, t.Selected(theme.Plain, sign+cell, true)+kit.Bar(int64(x.Amount), int64(most), bar, tone))
			continue
		}
		out = append(out, sign+cell+kit.Bar(int64(x.Amount), int64(most), bar, tone))
	}
	out = append(out, "", "  "+t.Tone(theme.Strong, kit.Cell("All open", name, kit.Left)+kit.Cell(s.amount(r.Amount),
		amount, kit.Right)),
		"  "+t.Tone(theme.Muted, kit.Cell(text.Count(r.Bills, "bill", "bills"), name+amount, kit.Left)))
	return kit.Fit(strings.Join(out, "\n"), w, h)
}

// numberOf is a bill's number, with the part of a bill in several.
func numberOf(l *due.Line) string {
	if l.Part == 0 {
		return l.Number
	}
	return l.Number + " part " + text.Number(int(l.Part)+1)
}

// bills draws the due parts of the customer under the cursor.
func (s *Screen) bills(w, h int) string {
	c := s.current()
	if c == nil {
		return kit.Fit("", w, h)
	}
	t := theme.Now()
	all := s.lines.Value
	if s.linesOf.code != c.Code || s.lines.Loading {
		all = nil
	}
	number := 10
	for i := range all {
		number = max(number, kit.Width(numberOf(&all[i])))
	}
	number = min(number, 28)
	var out []string
	for i := range all {
		l := &all[i]
		if len(out) == h-2 && len(all) > h-1 {
			out = append(out, "   "+t.Tone(theme.Muted, "and "+text.Count(len(all)-i, "bill",
				"bills")+" more; enter opens the card"))
			break
		}
		days, tone := "today", theme.Warn
		switch {
		case l.Days > 0:
			days, tone = text.Count(l.Days, "day", "days")+" overdue", theme.Bad
		case l.Days < 0:
			days, tone = "in "+text.Count(-l.Days, "day", "days"), theme.Muted
		}
		out = append(out, "   "+kit.Cell(numberOf(l), number, kit.Left)+"  "+t.Tone(theme.Muted,
			"due "+l.Due.String())+"  "+
			t.Tone(tone, kit.Cell(days, 16, kit.Left))+kit.Cell(s.amount(l.Left), 16, kit.Right))
	}
	return kit.Pane(w, h, c.Code+"  "+c.Name, text.Count(c.Bills, "bill", "bills"), false, func(w, h int) string {
		return kit.Fit(strings.Join(out, "\n"), w, h)
	})
}
