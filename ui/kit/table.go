package kit

import (
	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/theme"
)

// Kind says what a column holds, and so how it is drawn.
type Kind uint8

// The kinds. Amounts, counts and dates are never cut: the column grows to its
// widest cell on show, and where even that has no room it shows # signs.
const (
	Text   Kind = iota
	Amount      // right-aligned
	Count       // right-aligned
	Date
)

// Column describes a column of a table. A column has a Width, or a share Flex
// of what is left with at least Min and at most Max (0: no limit) cells.
type Column struct {
	Title          string
	Kind           Kind
	Align          Align // Amount and Count stand right anyway
	Width          int
	Flex, Min, Max int
	Drop           int    // when the room is short the highest leaves first; 0 stays
	Drawn          bool   // a drawing, left out of files
	Parts          string // what parts a text that is cut between its parts only; "": cut anywhere
}

// Rows is what a table shows. Only the cells in view are asked for, at every
// frame: keep Cell cheap, and free of I/O.
type Rows interface {
	Len() int
	Cell(row, col int) string
	Tone(row, col int) theme.Tone
}

// Keyed is Rows whose rows have an identity: the cursor and the marks stay with
// it when the rows change.
type Keyed interface{ Key(row int) uint64 }

// Table shows rows with a cursor. It draws only what is in view, so the number
// of rows costs nothing. Set Columns and Empty, then SetRows.
type Table struct {
	Columns []Column
	Empty   string               // one sentence shown when there are no rows
	Totals  func(col int) string // the line at the foot; nil: none
	Sort    int                  // index of the column that orders the rows, plus 1; 0: none is shown
	Desc    bool                 // ordered downwards
	NoHead  bool                 // no line of column titles
	Markup  func(row int) string // one sign of a row, shown beside the cursor sign; nil: none
	rows    Rows
	at, top int
	here    uint64 // identity of the row under the cursor, as it was when the cursor came there
	known   bool
	page    int // rows in view when last drawn
	marks   map[uint64]bool
	grown   []int // widest cell met, by column
	lay     layout
}

// SetRows replaces the rows. Cursor and marks stay with their rows when the
// rows are Keyed; marks of rows that left are dropped. What the old rows read may have
// changed already: the identity is that of the row the cursor was put on.
func (t *Table) SetRows(rows Rows) {
	key, had := t.here, t.known
	t.rows, t.grown, t.lay = rows, nil, layout{}
	n := t.Len()
	kept, seen := 0, -1
	if _, keyed := rows.(Keyed); keyed && (had || len(t.marks) > 0) {
		marks := map[uint64]bool{}
		for i := range n {
			k := t.key(i)
			if t.marks[k] {
				marks[k] = true
				kept++
			}
			if had && k == key && seen < 0 {
				seen = i
			}
		}
		t.marks = marks
	} else if !keyed {
		t.marks = nil
	}
	if seen >= 0 {
		t.top += seen - t.at
		t.at = seen
	}
	t.move(t.at)
}

// Len returns the number of rows.
func (t *Table) Len() int {
	if t.rows == nil {
		return 0
	}
	return t.rows.Len()
}

// Cursor returns the row under the cursor, -1 when there is none.
func (t *Table) Cursor() int {
	if t.Len() == 0 {
		return -1
	}
	return t.at
}

// CurrentKey returns the identity of the row under the cursor.
func (t *Table) CurrentKey() (key uint64, ok bool) {
	if t.at >= t.Len() { // none, or the rows shrank under the table
		return 0, false
	}
	return t.key(t.at), true
}

func (t *Table) key(row int) uint64 {
	if k, ok := t.rows.(Keyed); ok {
		return k.Key(row)
	}
	return uint64(row)
}

// Select puts the cursor on a row; one beyond the ends goes to the end.
func (t *Table) Select(row int) { t.move(row) }

// SelectKey puts the cursor on the row with an identity; it reports whether there is one.
func (t *Table) SelectKey(key uint64) bool {
	for i := range t.Len() {
		if t.key(i) == key {
			t.move(i)
			return true
		}
	}
	return false
}

// Marked returns the marked rows in order; with none marked, the row under the cursor.
func (t *Table) Marked() []int {
	var out []int
	if len(t.marks) > 0 {
		for i := range t.Len() {
			if t.marks[t.key(i)] {
				out = append(out, i)
			}
		}
	}
	if len(out) == 0 && t.Len() > 0 {
		out = []int{t.at}
	}
	return out
}

// Marks returns how many rows are marked.
func (t *Table) Marks() int { return len(t.marks) }

// Unmark takes all marks away.
func (t *Table) Unmark() { t.marks = nil }

// Mark marks a row, or takes its mark away.
func (t *Table) Mark(row int) {
	if row < 0 || row >= t.Len() {
		return
	}
	if t.marks == nil {
		t.marks = map[uint64]bool{}
	}
	if k := t.key(row); t.marks[k] {
		delete(t.marks, k)
	} else {
		t.marks[k] = true
	}
}

// Update moves the cursor and marks; it reports whether the key was for it.
func (t *Table) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return false
	}
	page := max(t.page-1, 1)
	switch k.String() {
	case "down", "j":
		t.move(t.at + 1)
	case "up", "k":
		t.move(t.at - 1)
	case "pgdown":
		t.top += page
		t.move(t.at + page)
	case "pgup":
		t.top -= page
		t.move(t.at - page)
	case "home", "g":
		t.move(0)
	case "end", "G":
		t.move(t.Len() - 1)
	case " ":
		t.Mark(t.at)
		t.move(t.at + 1)
	default:
		return false
	}
	return true
}

// move puts the cursor on a row. A cursor that leaves the view turns it by half
// a page: the terminal then draws once for many rows, not once for each.
func (t *Table) move(row int) {
	n := t.Len()
	t.at = min(max(row, 0), max(n-1, 0))
	t.here, t.known = t.CurrentKey()
	t.scroll(t.page)
}

func (t *Table) scroll(h int) {
	if h <= 0 {
		return
	}
	switch {
	case t.at < t.top:
		t.top = t.at - h/2
		if t.at < h/2 || h < 3 {
			t.top = min(t.at, max(t.at-h+1, 0))
		}
	case t.at >= t.top+h:
		t.top = t.at - h/2
		if h < 3 {
			t.top = t.at - h + 1
		}
	}
	t.top = min(max(t.top, 0), max(t.Len()-h, 0))
}

// Position says where the cursor is, for a pane's title: "12/340".
func (t *Table) Position() string {
	if t.Len() == 0 {
		return ""
	}
	return number(t.at+1) + "/" + number(t.Len())
}
