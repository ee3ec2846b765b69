package obligations

import (
	"fmt"
	"strings"

	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/obligations"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The table's columns.
const (
	colName = iota
	colWhat
	colDay
	colNext
	colPaid
	colLeft
	colState
	colLevel
	colSlip
)

func (s *Screen) columns() {
	what, state := 8, 5
	for _, r := range s.rows {
		what, state = max(what, kit.Width(short(r))), max(state, kit.Width(r.State))
	}
	s.table.Columns = []kit.Column{{Title: "Customer", Flex: 3, Min: 17, Max: 40},
		{Title: "What", Flex: 2, Min: min(what, 9), Max: what}, {Title: s.dayTitle(), Width: 10},
		{Title: "Next", Kind: kit.Amount, Drop: 1}, {Title: "Paid", Kind: kit.Amount, Drop: 3},
		{Title: "Left", Kind: kit.Amount}, {Title: "State", Width: min(state, 18), Parts: " "},
		{Title: "Level", Kind: kit.Count, Drop: 2}, {Title: "Slip", Kind: kit.Count, Drop: 4}}
	s.table.Sort, s.table.Desc = map[order]int{byDay: colDay, byLeft: colLeft, byName: colName}[s.order]+1,
		s.order == byLeft
	if s.order == byDay && s.tab == all {
		s.table.Sort = 0
	}
	s.table.Empty = map[tab]string{tab(obligations.Due): "Nothing is due today.",
		tab(obligations.Late): "Nothing is broken or overdue.", tab(obligations.Waiting): "Nothing is open.",
		tab(obligations.Met): "Nothing was kept or paid lately."}[s.tab]
	if s.table.Empty == "" {
		s.table.Empty = "There are no promises, plans or papers."
	}
	if s.collector != "" || s.branch != "" || s.sort != "" {
		s.table.Empty += " f and v choose what is listed."
	}
	s.table.Totals = func(col int) string {
		if s.mixed || len(s.rows) == 0 {
			return ""
		}
		var next, paid, left money.Minor
		for _, r := range s.rows {
			next, paid, left = next+r.Next, paid+r.Paid, left+r.Left
		}
		switch col {
		case colName:
			return text.Count(len(s.rows), "row", "rows")
		case colNext:
			return s.amount(next, s.rows[0].Currency)
		case colPaid:
			return s.amount(paid, s.rows[0].Currency)
		case colLeft:
			return s.amount(left, s.rows[0].Currency)
		}
		return ""
	}
}

func (s *Screen) dayTitle() string {
	switch obligations.Group(s.tab) {
	case obligations.Late:
		return "Was due"
	case obligations.Met, obligations.Ended:
		return "For"
	}
	return "Next on"
}

func (s *Screen) amount(m money.Minor, cur money.Currency) string {
	out := text.FormatAmount(m, cur.Digits)
	if s.mixed {
		return out + " " + cur.Code
	}
	return out
}

// rows shows promises, plans and papers: those of one time, so that the table can tell
// where its cursor was when others come.
type rows struct {
	s    *Screen
	rows []*obligations.Row
}

// Len is how many there are.
func (x rows) Len() int { return len(x.rows) }

// Key is the promise or paper.
func (x rows) Key(row int) uint64 { return rowKey(x.rows[row]) }

// Cell is a row's word or figure.
func (x rows) Cell(row, col int) string {
	r := x.rows[row]
	switch col {
	case colName:
		return r.Name
	case colWhat:
		return short(r)
	case colDay:
		if r.Due == 0 {
			return "at sight"
		}
		return near(r.Due, x.s.desk.AsOf())
	case colNext:
		return x.s.amount(r.Next, r.Currency)
	case colPaid:
		return x.s.amount(r.Paid, r.Currency)
	case colLeft:
		return x.s.amount(r.Left, r.Currency)
	case colState:
		return r.State
	case colLevel:
		if r.Level > 0 {
			return text.Number(r.Level)
		}
	case colSlip:
		if r.Slipped {
			return fmt.Sprintf("%+d", r.Slip)
		}
	}
	return ""
}

var papers = map[obligation.Type]string{obligation.PromissoryNote: "note", obligation.BillOfExchange: "exchange",
	obligation.TrustReceipt: "trust", obligation.Undertaking: "undertaking", obligation.Agreement: "agreement"}

// short is what a row is in few words: of a plan, which of its payments is next.
func short(r *obligations.Row) string {
	switch {
	case r.Signed != nil:
		number := r.Signed.Paper.Number
		if number == "" {
			number = fmt.Sprintf("no. %d", r.ID)
		}
		return papers[r.Signed.Type] + " " + number
	case r.Sort == obligations.Plan:
		next := 1
		for next < len(r.Payments) && r.Payments[next-1].Paid >= r.Payments[next-1].Amount {
			next++
		}
		return fmt.Sprintf("plan %d/%d", next, len(r.Payments))
	case r.Pledge.Method == promise.Cheque:
		return "cheque"
	}
	return "promise"
}

// near is a day as short as may be: with its year when it is not this one.
func near(d, asOf civil.Date) string {
	y, _, _ := d.YMD()
	if now, _, _ := asOf.YMD(); y != now {
		return d.String()
	}
	if d == asOf {
		return "today"
	}
	return text.DayName(d)[:3] + " " + text.ShortDate(d)
}

var tones = map[obligations.Group]theme.Tone{obligations.Due: theme.Warn, obligations.Late: theme.Bad,
	obligations.Unknown: theme.Info, obligations.Waiting: theme.Plain, obligations.Met: theme.Good,
	obligations.Ended: theme.Muted}

// Tone tells how a row stands by its state and its day.
func (x rows) Tone(row, col int) theme.Tone {
	r := x.rows[row]
	switch col {
	case colDay, colState:
		return tones[r.Group]
	case colLevel:
		return theme.Warn
	case colSlip:
		if r.Slip > 0 {
			return theme.Warn
		}
		return theme.Good
	case colWhat, colPaid:
		return theme.Muted
	}
	return theme.Plain
}

// View draws how much there is, the tabs, the rows, and the one under the cursor.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Judging promises and papers ...", "The list could not be made", s.list.Err)
	}
	below := 7
	if h >= 35 {
		below = 14
	}
	switch {
	case s.tab == kept && len(s.ratios) > 0:
		below = 4
	case s.current() == nil:
		below = 0
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.table.View(w, h-2-below, true),
		s.detail(w, below))
}

// facts are the sums of what is due and late in the company's currency.
func (s *Screen) facts() []kit.Pair {
	set := s.desk.Company()
	home := set.Money()
	sums := map[obligations.Group]money.Minor{}
	for i := range s.list.Value.Rows {
		r := &s.list.Value.Rows[i]
		if r.Currency != home || s.sort != "" && r.Sort != s.sort {
			continue
		}
		sum := r.Left
		if r.Group == obligations.Due {
			sum = r.Next
		}
		sums[r.Group] += sum
	}
	var out []kit.Pair
	for _, x := range []struct {
		g    obligations.Group
		name string
	}{{obligations.Due, "due"}, {obligations.Late, "late"}, {obligations.Waiting, "open"}} {
		out = append(out, kit.Pair{Label: x.name, Value: text.FormatAmount(sums[x.g], home.Digits), Tone: tones[x.g]})
	}
	only := map[obligations.Sort]string{obligations.Promise: "promises", obligations.Plan: "plans",
		obligations.Paper: "papers"}[s.sort]
	if s.tab == kept {
		only = ""
		out = []kit.Pair{{Label: "judged in the last", Value: text.Count(s.list.Value.Days, "day", "days")}}
	}
	for _, x := range []struct{ label, value string }{{"only", only}, {"of", strings.Join(append([]string{s.collector},
		s.covered...), ", ")}, {"branch", s.branch}} {
		if x.value != "" {
			out = append(out, kit.Pair{Label: x.label, Value: x.value, Tone: theme.Accent})
		}
	}
	return out
}
