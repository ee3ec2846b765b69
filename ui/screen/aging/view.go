package aging

import (
	"hash/fnv"
	"slices"
	"strings"

	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// figureName is what a figure is called in full.
func figureName(r *aging.Report, f aging.Figure) string {
	switch f {
	case aging.FigureUnapplied:
		return "Unapplied"
	case aging.FigureBalance:
		return "Balance"
	case aging.FigureBad:
		return "Over " + text.Number(r.BadOver)
	case aging.FigureDisputed:
		return "Disputed"
	case aging.FigureRetention:
		return "Retention"
	case aging.FigurePromised:
		return "Promised"
	case aging.FigureCovered:
		return "Covered"
	case aging.FigureInterest:
		return action.Sentence(r.Word)
	}
	return aging.BucketName(r.Edges, int(f))
}

// rows shows a report's rows.
type rows struct {
	s *Screen
	r *aging.Report
}

// Len is how many rows there are.
func (x rows) Len() int { return len(x.r.Rows) }

// Key stands for the row's key.
func (x rows) Key(row int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(x.r.Rows[row].Key)) // never fails
	return h.Sum64()
}

// Cell is a row's name, count or figure.
func (x rows) Cell(row, col int) string { return x.s.cell(x.r, &x.r.Rows[row], col) }

// Tone is the age of a bucket, or what a column warns of.
func (x rows) Tone(row, col int) theme.Tone {
	n := col - x.s.first
	if n < 0 || n >= len(x.s.columns) {
		if col == 0 {
			return theme.Plain
		}
		return theme.Muted
	}
	c := x.s.columns[n]
	f := c.of[len(c.of)-1] // a merged one has the heat of its oldest
	switch {
	case row == x.s.table.Cursor() && n == x.s.at:
		return theme.Accent
	case f >= 0:
		return theme.Heat(int(f))
	case f == aging.FigureBad || f == aging.FigureDisputed:
		return theme.Warn
	case f == aging.FigureUnapplied:
		return theme.Info
	case f == aging.FigureBalance:
		return theme.Strong
	}
	return theme.Plain
}

func (s *Screen) cell(r *aging.Report, row *aging.Row, col int) string {
	switch {
	case col == 0:
		return titleOf(row)
	case col == 1 && s.first == 3:
		return row.Key
	case col == s.first-1:
		return text.Number(row.Bills)
	}
	c := s.columns[col-s.first]
	if c.amount(row) == 0 && !c.is(aging.FigureBalance) {
		return ""
	}
	return text.FormatAmount(s.shown(r, row, c), s.digits(r))
}

// head makes the columns; the figure under the cursor has a sign before its title.
func (s *Screen) head() {
	r := s.report()
	if r == nil {
		return
	}
	t := theme.Now()
	cols := []kit.Column{{Title: action.Sentence(groupWords[s.q.By]), Flex: 1, Min: s.least(), Max: 48}}
	if s.wide >= 100 { // rather a name than another figure "of which"
		cols[0].Min = 28
	}
	if s.q.By == ledger.ByCustomer {
		cols = append(cols, kit.Column{Title: "Code", Width: 10, Drop: 9})
	}
	cols = append(cols, kit.Column{Title: "Bills", Kind: kit.Count, Drop: 8})
	s.first = len(cols)
	s.table.Sort, s.table.Desc = 0, true
	for n, x := range s.columns {
		c := kit.Column{Title: s.titleOf(x), Kind: kit.Amount}
		c.Width = kit.Width(c.Title) + 1 // room for the sign: columns stay where they are
		if n == s.at {
			c.Title = t.Signs.Cursor + c.Title
		}
		if x.ofWhich() {
			c.Drop = 3 - int(x.of[0])
		}
		if s.sorted && slices.Equal(s.sortBy, x.of) {
			s.table.Sort = s.first + n + 1
		}
		cols = append(cols, c)
	}
	if !s.sorted {
		s.table.Sort, s.table.Desc = 1, false
	}
	s.table.Columns = cols
	s.table.Totals = func(col int) string {
		if col == 0 {
			return "Total"
		}
		if col == 1 && s.first == 3 {
			return ""
		}
		return s.cell(r, &r.Total, col)
	}
	s.table.Empty = "Nothing is open."
}

// View draws how it is aged, the whole as a bar, the rows, the row under the cursor
// and the tie-out.
func (s *Screen) View(w, h int) string {
	t := theme.Now()
	r := s.report()
	if r == nil {
		return kit.Waiting(w, h, "Reading the open items ...", "The aging could not be made", s.reports.Err)
	}
	if w != s.wide {
		s.fit(w)
	}
	head := " " + kit.Facts(s.facts(r), w-1)
	if len(s.tabs.Items) > 1 {
		n := min(8*len(s.tabs.Items), w/3)
		head = " " + kit.Facts(s.facts(r), w-1-n) + s.tabs.View(n)
	}
	out := []string{head, " " + kit.Divided(parts(r, &r.Total), w-2)}
	for _, n := range r.Notes {
		out = append(out, " "+t.Tone(theme.Warn, kit.Cell(t.Signs.Warn+" "+n, w-2, kit.Left)))
	}
	foot := s.foot(r, w, h)
	tie := append(s.letters.View(w), " "+s.tie(r, w-2))
	room := h - len(out) - len(tie) - lines(foot)
	out = append(out, s.table.View(w, room, !s.letters.Busy()))
	if foot != "" {
		out = append(out, foot)
	}
	return kit.Stack(w, h, append(out, tie...)...)
}

func lines(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, "\n") + 1
}

func (s *Screen) facts(r *aging.Report) []kit.Pair {
	out := []kit.Pair{{Value: s.inUnits(r), Tone: theme.Strong}, {Label: "by", Value: groupWords[s.q.By],
		Tone: theme.Strong},
		{Label: "from", Value: basisWords[r.Basis]}, {Label: "edges", Value: strings.ReplaceAll(commas(r.Edges), ",",
			"/")},
		{Label: "unapplied", Value: creditWords[r.Credits]}}
	if r.Accrued != 0 { // in no balance
		out = append(out, kit.Pair{Label: r.Word + " accrued", Value: text.FormatAmount(r.Accrued, r.Currency.Digits)})
	}
	return out
}

// parts are the buckets of a row as pieces of a bar.
func parts(r *aging.Report, row *aging.Row) []kit.Part {
	out := make([]kit.Part, len(r.Edges)+2)
	for n := range out {
		out[n] = kit.Part{Value: int64(amountOf(row, aging.Figure(n))), Sign: aging.BucketName(r.Edges, n),
			Tone: theme.Heat(n)}
	}
	return out
}

// foot shows the row under the cursor: bars where there is room, else its exact
// figures.
func (s *Screen) foot(r *aging.Report, w, h int) string {
	row := s.row()
	if row == nil {
		return ""
	}
	c := s.column()
	name := titleOf(row)
	if s.q.By == ledger.ByCustomer {
		name = row.Key + "  " + name
	}
	at := c.name + " " + text.FormatAmount(c.amount(row), r.Currency.Digits) + share(row, c)
	if h >= 28 {
		var bars []kit.BarRow
		for n := range len(r.Edges) + 2 {
			m := amountOf(row, aging.Figure(n))
			bars = append(bars, kit.BarRow{Label: aging.BucketName(r.Edges, n), Value: int64(m), Tone: theme.Heat(n),
				Figure: text.FormatAmount(m, r.Currency.Digits) + count(row.Counts[n])})
		}
		return kit.Pane(w, len(bars)+1, name, at, false, func(w, h int) string {
			return " " + strings.ReplaceAll(
				kit.BarChart(bars, w-1, h), "\n", "\n ")
		})
	}
	out := []string{kit.Rule(w, name, at, false)}
	var line []kit.Pair
	for _, f := range s.figures {
		m := amountOf(row, f)
		if m == 0 || f == aging.FigureBalance {
			continue
		}
		p := kit.Pair{Label: figureName(r, f), Value: text.FormatAmount(m, r.Currency.Digits)}
		if width(append(line, p)) > w-2 && len(out) < 2 {
			out = append(out, " "+kit.Facts(line, w-1))
			line = nil
		}
		line = append(line, p)
	}
	out = append(out, " "+kit.Facts(line, w-1))
	for len(out) < 3 {
		out = append(out, kit.Fit("", w, 1))
	}
	return strings.Join(out, "\n")
}

func width(line []kit.Pair) int {
	n := -3
	for _, p := range line {
		n += kit.Width(p.Label) + 1 + kit.Width(p.Value) + 3
	}
	return n
}

func count(bills int) string {
	if bills == 0 {
		return "           "
	}
	return text.Pad("  "+text.Count(bills, "bill", "bills"), 11)
}

// share is a figure as a part of the balance.
func share(row *aging.Row, c column) string {
	if c.is(aging.FigureBalance) || row.Balance <= 0 {
		return ""
	}
	return ", " + text.Number(int(money.MulDiv(c.amount(row), 100, int64(row.Balance)))) + " % of the balance"
}

// tie says that the figures were proved, and against what.
func (s *Screen) tie(r *aging.Report, w int) string {
	t := theme.Now()
	amount := func(m money.Minor) string { return text.FormatAmount(m, r.Currency.Digits) }
	if !r.Tie.Proved {
		return t.Tone(theme.Warn, t.Signs.Warn) + " " +
			kit.Cell("Rows come to the open items; accounts were not compared.", w-2, kit.Left)
	}
	say := "Ties to the ledger: difference " + amount(r.Tie.Ledger-r.Tie.Outside-r.Total.Balance)
	if r.Tie.Outside != 0 {
		if long := say + "; " + amount(r.Tie.Outside) + " of it is outside this view"; kit.Width(long) <= w-24 {
			say = long
		} else {
			say = "Ties to the ledger, " + amount(r.Tie.Outside) + " outside this view"
		}
	}
	return t.Tone(theme.Good, t.Signs.Good) + " " + kit.Ends(kit.Inline(say, w-24), t.Tone(theme.Muted,
		"as of "+r.AsOf.String()), w-2)
}
