package obligations

import (
	"hash/fnv"

	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// ratioSays is the definition of the figures.
const ratioSays = "Kept %: kept in full and in time, of all that were judged. Paid %: what came in time, of what was " +
	"promised. What was withdrawn or superseded counts as not kept once its day is past."

func (s *Screen) ratioColumns() {
	s.table.Columns = []kit.Column{{Title: "Who", Flex: 1, Min: 18, Max: 44}, {Title: "As", Width: 9, Drop: 2},
		{Title: "Judged", Kind: kit.Count, Drop: 3}, {Title: "Kept", Kind: kit.Count, Drop: 5},
		{Title: "Partly", Kind: kit.Count, Drop: 6}, {Title: "Broken", Kind: kit.Count, Drop: 7},
		{Title: "Kept %", Kind: kit.Count}, {Title: "Promised", Kind: kit.Amount, Drop: 1},
		{Title: "Paid", Kind: kit.Amount, Drop: 4}, {Title: "Paid %", Kind: kit.Count}}
	s.table.Sort, s.table.Totals = 0, nil
	s.table.Empty = "No promise was judged in this time. f looks further back."
}

// ratioRows shows how promises were kept, by collector and then by customer.
type ratioRows struct {
	s    *Screen
	rows []ratio
}

// Len is how many lines there are.
func (x ratioRows) Len() int { return len(x.rows) }

// Key stands for whose promises they are.
func (x ratioRows) Key(row int) uint64 {
	r, h := x.rows[row], fnv.New64a()
	_, _ = h.Write([]byte(as(r) + "\x00" + r.Code + "\x00" + r.Currency.Code)) // never fails
	return h.Sum64()
}

func as(r ratio) string {
	if r.collector {
		return "collector"
	}
	return "customer"
}

// Cell is a line's word or figure.
func (x ratioRows) Cell(row, col int) string {
	r := x.rows[row]
	switch col {
	case 0:
		return r.Name
	case 1:
		return as(r)
	case 6:
		return text.Number(r.ByCount()) + "%"
	case 7:
		return x.s.amount(r.Promised, r.Currency)
	case 8:
		return x.s.amount(r.Paid, r.Currency)
	case 9:
		return text.Number(r.ByAmount()) + "%"
	}
	return text.Number([]int{2: r.Count, 3: r.Kept, 4: r.Partly, 5: r.Broken}[col])
}

// Tone tells good ratios from bad ones.
func (x ratioRows) Tone(row, col int) theme.Tone {
	r := x.rows[row]
	percent := r.ByCount()
	switch {
	case col == 1:
		return theme.Muted
	case col == 9:
		percent = r.ByAmount()
	case col != 6:
		return theme.Plain
	}
	switch {
	case percent >= 70:
		return theme.Good
	case percent < 40:
		return theme.Bad
	}
	return theme.Warn
}
