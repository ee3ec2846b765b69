package kit

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"duebook/ui/theme"
)

// people is rows of a name, a phone, an amount and a date, made from the row's number.
type people struct {
	n     int
	from  int
	asked int
}

func (p *people) Len() int           { return p.n }
func (p *people) Key(row int) uint64 { return uint64(row + p.from) }
func (p *people) Tone(_, c int) theme.Tone {
	if c == 2 {
		return theme.Warn
	}
	return theme.Plain
}

func (p *people) Cell(row, col int) string {
	p.asked++
	row += p.from
	switch col {
	case 0:
		if row%3 == 0 {
			return fmt.Sprintf("شركة النور للتجارة %d", row)
		}
		return fmt.Sprintf("Customer number %d of the whole list", row)
	case 1:
		return "+966 50 123 4567"
	case 2:
		return fmt.Sprintf("%d,%03d.50", row, row%1000)
	}
	return "2026-11-22"
}

func listOf(n int) (*Table, *people) {
	t := &Table{Columns: []Column{
		{Title: "Customer", Flex: 1, Min: 12},
		{Title: "Phone", Width: 16, Drop: 2},
		{Title: "To collect", Kind: Amount},
		{Title: "Due", Kind: Date, Width: 10, Drop: 1},
	}, Empty: "Nobody waits for a call."}
	p := &people{n: n}
	t.SetRows(p)
	return t, p
}

func press(s string) tea.KeyMsg {
	switch s {
	case "down":
		return tea.KeyMsg{Type: tea.KeyDown}
	case "up":
		return tea.KeyMsg{Type: tea.KeyUp}
	case "pgdown":
		return tea.KeyMsg{Type: tea.KeyPgDown}
	case "enter":
		return tea.KeyMsg{Type: tea.KeyEnter}
	case "tab":
		return tea.KeyMsg{Type: tea.KeyTab}
	case "esc":
		return tea.KeyMsg{Type: tea.KeyEsc}
	case "right":
		return tea.KeyMsg{Type: tea.KeyRight}
	case "left":
		return tea.KeyMsg{Type: tea.KeyLeft}
	case "backspace":
		return tea.KeyMsg{Type: tea.KeyBackspace}
	case "ctrl+s":
		return tea.KeyMsg{Type: tea.KeyCtrlS}
	case "ctrl+j":
		return tea.KeyMsg{Type: tea.KeyCtrlJ}
	case " ":
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)}
}

// exact fails the test when a view is not h lines of w cells.
func exact(t *testing.T, what, view string, w, h int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Fatalf("%s has %d lines, not %d:\n%s", what, len(lines), h, view)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Fatalf("%s: line %d is %d cells, not %d: %q", what, i+1, n, w, l)
		}
	}
}

func TestTableIsExactAndNeverCutsAnAmount(t *testing.T) {
	for w := 12; w <= 200; w += 7 {
		tb, _ := listOf(30000)
		tb.Totals = func(c int) string { return []string{"Total", "", "449,985,000.00", ""}[c] }
		tb.Select(29000)
		v := tb.View(w, 24, true)
		exact(t, fmt.Sprint("a table at ", w), v, w, 24)
		if w >= 40 && (!strings.Contains(v, " 29000,000.50") || !strings.Contains(v, " 449,985,000.00")) {
			t.Errorf("at %d cells an amount is missing:\n%s", w, v)
		}
		if strings.Contains(strings.ReplaceAll(v, "29,", ""), "00.…") {
			t.Errorf("at %d cells an amount is cut:\n%s", w, v)
		}
	}
}

func TestTableDropsColumnsInOrder(t *testing.T) {
	tb, _ := listOf(10)
	for _, c := range []struct {
		w          int
		phone, due bool
	}{{80, true, true}, {50, false, true}, {30, false, false}} {
		head, _, _ := strings.Cut(tb.View(c.w, 8, true), "\n")
		if strings.Contains(head, "Phone") != c.phone || strings.Contains(head, "Due") != c.due ||
			!strings.Contains(head, "To collect") {
			t.Errorf("at %d cells the titles are %q", c.w, head)
		}
	}
}

func TestTableAsksOnlyForWhatIsInView(t *testing.T) {
	tb, p := listOf(1_000_000)
	tb.View(100, 30, true)
	p.asked = 0
	for range 100 {
		tb.Update(press("down"))
		tb.View(100, 30, true)
	}
	if most := 100 * 30 * 7; p.asked > most {
		t.Errorf("100 steps asked for %d cells, more than %d", p.asked, most)
	}
}

func TestTableMovesAndTurnsByHalfPages(t *testing.T) {
	tb, _ := listOf(100)
	tb.View(80, 21, true)
	turns, top := 0, tb.top
	for range 99 {
		tb.Update(press("down"))
		tb.View(80, 21, true)
		if tb.top != top {
			turns, top = turns+1, tb.top
		}
		if tb.at < tb.top || tb.at >= tb.top+20 {
			t.Fatalf("the cursor %d is out of view (%d)", tb.at, tb.top)
		}
	}
	if tb.Cursor() != 99 || turns > 10 {
		t.Errorf("at %d after %d turns of the view", tb.Cursor(), turns)
	}
	tb.Update(press("g"))
	tb.Update(press("pgdown"))
	if tb.View(80, 21, true); tb.Cursor() != 19 || tb.top != 19 {
		t.Errorf("a page down went to %d, view from %d", tb.Cursor(), tb.top)
	}
	tb.Update(press("G"))
	if tb.View(80, 21, true); tb.top != 80 {
		t.Errorf("at the end the view starts at %d", tb.top)
	}
}

func TestTableKeepsCursorAndMarksWithTheirRows(t *testing.T) {
	tb, _ := listOf(50)
	tb.View(80, 20, true)
	tb.Select(10)
	tb.Update(press(" "))
	tb.Update(press(" "))
	if tb.Marks() != 2 || tb.Cursor() != 12 {
		t.Fatalf("%d marks, cursor on %d", tb.Marks(), tb.Cursor())
	}
	tb.SetRows(&people{n: 50, from: 5}) // five rows left at the top
	if k, _ := tb.CurrentKey(); k != 12 {
		t.Errorf("the cursor moved to row %d", k)
	}
	if got := fmt.Sprint(tb.Marked()); got != "[5 6]" {
		t.Errorf("the marks are on %s", got)
	}
	tb.SetRows(&people{n: 50, from: 11})
	if tb.Marks() != 1 {
		t.Errorf("%d marks after a marked row left", tb.Marks())
	}
	tb.SetRows(&people{})
	if tb.Cursor() != -1 || len(tb.Marked()) != 0 {
		t.Error("an empty table has a cursor")
	}
	v := tb.View(80, 20, true)
	exact(t, "an empty table", v, 80, 20)
	if !strings.Contains(v, "Nobody waits") {
		t.Error("an empty table does not say so")
	}
}

func TestSelectedRowHasASignWithoutColours(t *testing.T) {
	defer theme.Use(theme.Now())
	theme.Use(theme.New(theme.Options{}))
	tb, _ := listOf(3)
	tb.Mark(2)
	v := tb.View(60, 5, true)
	lines := strings.Split(v, "\n")
	if strings.Contains(v, "\x1b") || !strings.HasPrefix(lines[1], "▸") || strings.HasPrefix(lines[2], "▸") ||
		!strings.HasPrefix(lines[3], " ●") {
		t.Errorf("no sign:\n%s", v)
	}
	theme.Use(theme.New(theme.Options{ASCII: true}))
	if v := tb.View(60, 5, true); !strings.Contains(v, "\n>") {
		t.Errorf("no plain sign:\n%s", v)
	}
}

func TestArabicStaysInItsColumn(t *testing.T) {
	tb, _ := listOf(4)
	l := strings.Split(tb.View(80, 5, true), "\n")[1]
	at := strings.Index(l, "\u2068")
	if at < 0 || strings.Index(l, "\u2069\u200e") < at || strings.Index(l, "0,000.50") < strings.Index(l, "\u2069") {
		t.Errorf("the name is not isolated before the amount: %q", l)
	}
}

func BenchmarkTable20000(b *testing.B) {
	defer theme.Use(theme.Now())
	theme.Use(theme.New(theme.Options{Dark: true, Color: true, Profile: termenv.TrueColor}))
	tb, _ := listOf(20000)
	tb.View(120, 40, true)
	r := rand.New(rand.NewSource(1))
	keys := []string{"down", "up", "pgdown", "down", "G", "g"}
	b.ReportAllocs()
	for b.Loop() {
		tb.Update(press(keys[r.Intn(len(keys))]))
		tb.View(120, 40, true)
	}
}

func BenchmarkTableUpdateOnly(b *testing.B) {
	tb, _ := listOf(20000)
	tb.View(120, 40, true)
	for b.Loop() {
		tb.Update(press("down"))
		if tb.Cursor() == 19999 {
			tb.Select(0)
		}
	}
}

// shared is rows that read a slice which a screen may replace before SetRows.
type shared struct{ ids *[]uint64 }

func (s shared) Len() int                 { return len(*s.ids) }
func (s shared) Key(row int) uint64       { return (*s.ids)[row] }
func (s shared) Cell(row, _ int) string   { return fmt.Sprint((*s.ids)[row]) }
func (s shared) Tone(_, _ int) theme.Tone { return theme.Plain }

func TestTheCursorStaysWithItsRowWhenTheRowsChangedBeforehand(t *testing.T) {
	ids := []uint64{1, 2, 3}
	table := &Table{Columns: []Column{{Title: "Id", Flex: 1}}}
	table.SetRows(shared{&ids})
	table.Select(0)
	ids = []uint64{2, 3, 1}
	table.SetRows(shared{&ids})
	if k, _ := table.CurrentKey(); k != 1 {
		t.Errorf("the cursor is on %d, not on row 1", k)
	}
}

func TestATotalThatGrowsKeepsItsRoom(t *testing.T) {
	table, _ := listOf(3)
	total := "1.00"
	table.Totals = func(int) string { return total }
	table.View(60, 8, true)
	total = "123,456,789.00"
	if out := ansi.Strip(table.View(60, 8, true)); !strings.Contains(out, total) {
		t.Errorf("the total has no room:\n%s", out)
	}
}
