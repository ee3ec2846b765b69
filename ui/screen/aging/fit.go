package aging

import (
	"slices"
	"strings"

	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/kit"
)

// unit is what the figures of the table are counted in. In every unit a row adds up:
// its parts are rounded so that they sum to its rounded balance.
type unit string

// The units.
const (
	finest    unit = "" // the first of the others in which every column has room
	exact     unit = "exact"
	whole     unit = "whole"
	thousands unit = "thousands"
	millions  unit = "millions"
)

var units = []kit.Choice{{Value: string(finest), Label: "the finest in which every column has room", Key: "f"},
	{Value: string(exact), Label: "to the last decimal", Key: "d"},
	{Value: string(whole), Label: "whole, no decimals", Key: "w"},
	{Value: string(thousands), Label: "thousands, no decimals", Key: "t"}}

// column is a figure of the table, or several buckets merged for want of room.
type column struct {
	name string
	of   []aging.Figure
}

func (c column) amount(row *aging.Row) (sum money.Minor) {
	for _, f := range c.of {
		sum += amountOf(row, f)
	}
	return sum
}

// foots reports whether the column is one of those that sum to the balance.
func (c column) foots() bool { return c.of[0] >= 0 || c.of[0] == aging.FigureUnapplied }

func (c column) is(f aging.Figure) bool { return len(c.of) == 1 && c.of[0] == f }

// ofWhich reports a column that is a part of the others.
func (c column) ofWhich() bool { return !c.foots() && !c.is(aging.FigureBalance) }

// merged are the columns with the merge youngest overdue buckets in one.
func merged(r *aging.Report, figures []aging.Figure, merge int) []column {
	var out []column
	for _, f := range figures {
		switch {
		case f == 1 && merge > 1:
			name := "Overdue"
			if merge <= len(r.Edges) {
				name = "1-" + text.Number(r.Edges[merge-1])
			}
			all := column{name: name}
			for n := range merge {
				all.of = append(all.of, aging.Figure(n+1))
			}
			out = append(out, all)
		case f > 1 && int(f) <= merge:
		default:
			out = append(out, column{figureName(r, f), []aging.Figure{f}})
		}
	}
	return out
}

// per is how many minor units one of the unit is.
func per(u unit, digits int) int64 {
	n := int64(1)
	if u == exact {
		return n
	}
	for range digits {
		n *= 10
	}
	return n * map[unit]int64{whole: 1, thousands: 1000, millions: 1000000}[u]
}

// shown is a column of a row in units: its share of the rounded balance, the units
// left over going to the largest remainders.
func (s *Screen) shown(r *aging.Report, row *aging.Row, c column) money.Minor {
	n := per(s.unit, r.Currency.Digits)
	if n == 1 || !c.foots() {
		return money.MulDiv(c.amount(row), 1, n)
	}
	type part struct{ at, left int64 }
	var parts []part
	left, mine := int64(money.MulDiv(row.Balance, 1, n)), money.Minor(0)
	at := int64(-1)
	for i, x := range s.columns {
		if !x.foots() {
			continue
		}
		m := int64(x.amount(row))
		down := m / n
		if m%n < 0 {
			down--
		}
		left -= down
		parts = append(parts, part{int64(i), m - down*n})
		if x.of[0] == c.of[0] {
			at, mine = int64(i), money.Minor(down)
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return int(b.left - a.left) })
	for i := range min(int(max(left, 0)), len(parts)) {
		if parts[i].at == at {
			mine++
		}
	}
	return mine
}

func (s *Screen) digits(r *aging.Report) int {
	if s.unit == exact {
		return r.Currency.Digits
	}
	return 0
}

// fit chooses the unit and, where one was asked for that has no room, merges the
// youngest buckets until every column that sums to the balance is on show.
func (s *Screen) fit(w int) {
	r := s.report()
	s.wide = w
	try := []unit{exact, whole, thousands, millions}
	if s.asked != finest {
		try = []unit{s.asked}
	}
	for merge := 0; merge <= len(r.Edges)+1; merge++ {
		if merge == 1 {
			continue
		}
		s.columns = merged(r, s.figures, merge)
		for _, s.unit = range try {
			if s.narrow = w < 100 && (s.unit != exact || merge > 0); s.need(r) <= w {
				s.settle()
				return
			}
		}
	}
	s.settle()
}

// settle keeps the cursor on its figure and lays the table out anew.
func (s *Screen) settle() {
	s.at = max(slices.IndexFunc(s.columns, func(c column) bool { return slices.Contains(c.of, s.under) }), 0)
	s.head()
	s.table.SetRows(rows{s, s.report()})
}

// need is the cells that the columns which sum to the balance take, with the name.
func (s *Screen) need(r *aging.Report) int {
	n := 3 + s.least() + 1 // the signs of a row, its name, the sign of the order
	for _, c := range s.columns {
		if c.ofWhich() {
			continue
		}
		n += 1 + max(kit.Width(s.titleOf(c))+1, kit.Width(text.FormatAmount(s.shown(r, &r.Total, c), s.digits(r))))
	}
	return n
}

// least is the cells a row's name can't do without.
func (s *Screen) least() int {
	switch {
	case s.q.By != ledger.ByCustomer && s.q.By != ledger.ByGroup:
		return 12
	case s.wide >= 100:
		return 22
	}
	return 16
}

// titleOf is a column's title, short where room is.
func (s *Screen) titleOf(c column) string {
	if !s.narrow {
		return c.name
	}
	switch c.of[0] {
	case aging.FigureUnapplied:
		return "Credit"
	case aging.FigureRetention:
		return "Retent."
	}
	return strings.Replace(c.name, "over ", ">", 1)
}

// inUnits says what the figures are counted in.
func (s *Screen) inUnits(r *aging.Report) string {
	switch s.unit {
	case whole:
		return "whole " + r.Currency.Code
	case thousands, millions:
		return string(s.unit) + " of " + r.Currency.Code
	}
	return r.Currency.Code
}
