package letter

import "duebook/internal/text"

const (
	padding  = 1.0 // on each side of a cell
	mostRows = 3   // lines of a cell
)

// table draws a table, its head again on each page it goes on to.
func (s *sheet) table(t *Table) {
	x := places(t.Columns)
	if t.Together {
		high := 6.0
		for n := range t.Rows {
			high += s.rowHeight(t, x, &t.Rows[n])
		}
		if high += 12; high < bottomEdge-topEdge {
			s.room(high)
		}
	} else {
		s.room(30)
	}
	if !t.Title.empty() {
		s.y++
		s.font(10, true)
		s.both(t.Title, 0)
	}
	s.head(t, x)
	for n := range t.Rows {
		r := &t.Rows[n]
		if s.room(s.rowHeight(t, x, r)) {
			s.head(t, x)
		}
		s.row(t, x, r)
	}
	s.y += 4
}

// places are the left edges of the columns, and the right edge of the last.
func places(columns []Column) []float64 {
	sum := 0.0
	for _, c := range columns {
		sum += c.Share
	}
	x := []float64{leftEdge}
	for _, c := range columns {
		x = append(x, x[len(x)-1]+across*c.Share/sum)
	}
	return x
}

// head draws the titles: English above, Arabic below.
func (s *sheet) head(t *Table, x []float64) {
	s.font(8.5, true)
	h := 2*s.height() + 1
	s.f.SetFillColor(228, 233, 240)
	s.f.Rect(leftEdge, s.y, across, h, "F")
	for n, c := range t.Columns {
		at := s.side(c.Kind, left)
		from, w := inside(t, x, n)
		s.put(from, s.y+0.5, w, c.Title.EN, at, text.LTR)
		if c.Kind == Text || c.Kind == Words {
			at = rightward
		}
		s.put(from, s.y+0.5+s.height(), w, c.Title.AR, at, way(c.Title.AR))
	}
	s.y += h
}

// inside is where a cell's text begins and how wide it may be: words after an amount
// keep off it.
func inside(t *Table, x []float64, n int) (from, w float64) {
	from = x[n] + padding
	if n > 0 && t.Columns[n-1].Kind == Amount && t.Columns[n].Kind != Amount {
		from += 2 * padding
	}
	return from, x[n+1] - from - padding
}

// side is where the cells of a kind stand.
func (s *sheet) side(k Kind, words side) side {
	switch k {
	case Amount:
		return rightward
	case Date:
		return middle
	}
	return words
}

func (s *sheet) rowFont(r *Row) { s.font(8.5, r.Strong) }

func (s *sheet) rowHeight(t *Table, x []float64, r *Row) float64 {
	s.rowFont(r)
	lines := 1
	for n, c := range t.Columns {
		in := 0
		_, w := inside(t, x, n)
		for _, p := range s.cell(c, r.Cells[n], w) {
			if !p.same {
				in++
			}
		}
		lines = max(lines, in)
	}
	return float64(lines)*s.height() + 1
}

// placed is one line of a cell.
type placed struct {
	text string
	at   side
	way  text.Direction
	same bool // on the line of the one before
}

// cell lays the lines of a cell out: words beside each other, or below when they do
// not fit.
func (s *sheet) cell(c Column, b Both, w float64) []placed {
	if c.Kind == Amount || c.Kind == Date {
		return []placed{{text: first(b.EN, b.AR), at: s.side(c.Kind, left), way: text.LTR}}
	}
	if b.EN != "" && b.AR != "" && s.wide(b.EN, text.LTR)+s.wide(b.AR, way(b.AR))+1 <= w {
		return []placed{{text: b.EN, way: text.DirectionOf(b.EN)},
			{text: b.AR, at: rightward, way: way(b.AR), same: true}}
	}
	var all []placed
	for _, line := range s.wrap(b.EN, w, mostRows) {
		p := placed{text: line, way: text.DirectionOf(b.EN)}
		if p.way == text.RTL {
			p.at = rightward
		}
		all = append(all, p)
	}
	for _, line := range s.wrap(b.AR, w, mostRows) {
		all = append(all, placed{text: line, at: rightward, way: way(b.AR)})
	}
	return all
}

func (s *sheet) row(t *Table, x []float64, r *Row) {
	h := s.rowHeight(t, x, r)
	if r.Strong {
		s.f.SetFillColor(244, 244, 244)
		s.f.Rect(leftEdge, s.y, across, h, "F")
	}
	for n, c := range t.Columns {
		y := s.y + 0.5
		from, w := inside(t, x, n)
		for k, p := range s.cell(c, r.Cells[n], w) {
			if k > 0 && !p.same {
				y += s.height()
			}
			s.put(from, y, w, p.text, p.at, p.way)
		}
	}
	s.y += h
	s.line(leftEdge, s.y, rightEdge, 0.05)
}
