package cash

import (
	"fmt"
	"hash/fnv"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/cashbox"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cashsheet"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	tabBatches = iota
	tabSheet
	tabPeople
	tabBooks
	tabs
)

// Screen is the cash page.
type Screen struct {
	shell.Untyped
	desk   *desk.Desk
	page   shell.Query[desk.CashPage]
	names  shell.Query[desk.Lists]
	tabs   kit.Tabs
	tables [tabs]kit.Table
	mixed  bool // several currencies: amounts name theirs
	newest bool // a batch was just counted: the cursor goes to it
}

// New makes the screen; with a desk.CashArg, that of a batch's receipts.
func New(d *desk.Desk, arg any) shell.Screen {
	if a, ok := arg.(desk.CashArg); ok {
		return newPosting(d, a.Batch)
	}
	s := &Screen{desk: d}
	s.tables[tabBatches].Columns = []kit.Column{{Title: "Nr", Kind: kit.Count}, {Title: "Day", Width: 6},
		{Title: "Person", Flex: 2, Min: 10, Max: 30}, {Title: "Till", Flex: 1, Min: 6, Max: 16, Drop: 3},
		{Title: "Given out", Kind: kit.Amount, Drop: 1}, {Title: "Counted", Kind: kit.Amount},
		{Title: "Receipts", Kind: kit.Amount}, {Title: "Diff.", Kind: kit.Amount}, {Title: "State", Width: 6}}
	s.tables[tabBatches].Empty = "Nobody handed cash over in the last days. a counts what comes in."
	s.tables[tabSheet].Columns = []kit.Column{{Title: "Till", Flex: 1, Min: 8, Max: 30},
		{Title: "Day", Width: 6}, {Title: "Cur.", Width: 4, Drop: 2}, {Title: "Opening", Kind: kit.Amount, Drop: 1},
		{Title: "In", Kind: kit.Amount}, {Title: "Out", Kind: kit.Amount}, {Title: "Closing", Kind: kit.Amount},
		{Title: "Counted", Kind: kit.Amount}, {Title: "Changed", Kind: kit.Amount}}
	s.tables[tabSheet].Empty = "No till is kept yet. a says what is in one."
	s.tables[tabPeople].Columns = []kit.Column{{Title: "Who", Flex: 1, Min: 12, Max: 30},
		{Title: "Counts", Kind: kit.Count, Drop: 5}, {Title: "Exact", Kind: kit.Count, Drop: 6},
		{Title: "Short", Kind: kit.Amount}, {Title: "Over", Kind: kit.Amount, Drop: 1},
		{Title: "Owed", Kind: kit.Amount, Drop: 3}, {Title: "Expense", Kind: kit.Amount, Drop: 2},
		{Title: "Other", Kind: kit.Amount, Drop: 4}, {Title: "Net", Kind: kit.Amount}}
	s.tables[tabPeople].Empty = "No cash was counted this month."
	s.tables[tabBooks].Columns = []kit.Column{{Title: "Book", Width: 15}, {Title: "Person", Flex: 1, Min: 10, Max: 30},
		{Title: "Used", Kind: kit.Count}, {Title: "Void", Kind: kit.Count, Drop: 1},
		{Title: "Left", Kind: kit.Count, Drop: 2}, {Title: "Missing", Kind: kit.Count}, {Title: "State", Width: 16}}
	s.tables[tabBooks].Empty = "Nobody carries a receipt book. a issues one."
	return s
}

// Title is "Cash".
func (s *Screen) Title() string { return "Cash" }

// Init asks for the page and the names in use.
func (s *Screen) Init() shell.Effect { return s.load().And(s.names.Ask(s.desk.Lists)) }

func (s *Screen) load() shell.Effect { return s.page.Ask(s.desk.Cash) }

// Update takes answers, changes the tab, moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.page.Took(msg):
		s.show()
		return action.Fail(s.page.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load().And(s.names.Ask(s.desk.Lists))
	case tea.KeyMsg:
		if !s.tabs.Update(msg) && msg.String() != " " {
			s.tables[s.tabs.At].Update(msg)
		}
	}
	return action.None
}

// line is one row as it is drawn.
type line struct {
	key   uint64
	cells []string
	tones []theme.Tone // Plain beyond its end
}

// lines are rows for a table.
type lines []line

// Len is how many rows there are.
func (l lines) Len() int { return len(l) }

// Key is the row's own.
func (l lines) Key(row int) uint64 { return l[row].key }

// Cell is what stands in a cell.
func (l lines) Cell(row, col int) string { return l[row].cells[col] }

// Tone is the cell's.
func (l lines) Tone(row, col int) theme.Tone {
	if col < len(l[row].tones) {
		return l[row].tones[col]
	}
	return theme.Plain
}

// show fills the tables from the page.
func (s *Screen) show() {
	p := &s.page.Value
	home := s.home()
	s.mixed = false
	for i := range p.Batches {
		s.mixed = s.mixed || p.Batches[i].Money() != home
	}
	for i := range p.People {
		s.mixed = s.mixed || p.People[i].Money != home
	}
	s.tabs.Items = nil
	for i, name := range []string{"handed over", "sheet", "differences", "receipt books"} {
		n := []int{len(p.Batches), len(p.Sheets), len(p.People), len(p.Books)}[i]
		s.tabs.Items = append(s.tabs.Items, name+" "+text.Number(n))
	}
	s.tables[tabBatches].SetRows(s.batchLines(p.Batches))
	if s.newest {
		last := uint32(0)
		for i := range p.Batches {
			last = max(last, p.Batches[i].ID)
		}
		s.newest = !s.tables[tabBatches].SelectKey(uint64(last))
	}
	s.tables[tabSheet].SetRows(s.sheetLines(p.Sheets))
	s.tables[tabPeople].SetRows(s.peopleLines(p.People))
	s.tables[tabBooks].SetRows(s.bookLines(p.Books))
}

func (s *Screen) home() money.Currency {
	set := s.desk.Company()
	return set.Money()
}

// say is an amount, with its currency where several stand together.
func (s *Screen) say(m money.Minor, c money.Currency) string {
	if s.mixed {
		return text.FormatAmount(m, c.Digits) + " " + c.Code
	}
	return text.FormatAmount(m, c.Digits)
}

// some is an amount, and nothing for 0.
func (s *Screen) some(m money.Minor, c money.Currency) string {
	if m == 0 {
		return ""
	}
	return s.say(m, c)
}

// sign is the tone of a difference.
func sign(m money.Minor) theme.Tone {
	switch {
	case m < 0:
		return theme.Bad
	case m > 0:
		return theme.Warn
	}
	return theme.Muted
}

func (s *Screen) batchLines(all []desk.CashBatch) (out lines) {
	for i := range all {
		b := &all[i]
		c := b.Money()
		l := line{key: uint64(b.ID), cells: []string{text.Number(int(b.ID)), text.ShortDate(b.Day), b.Person, b.Till,
			s.some(b.Expected, c), s.say(b.Count.Tally.Total, c), "", "", "to do"},
			tones: []theme.Tone{theme.Muted, theme.Muted, theme.Plain, theme.Muted, theme.Muted, theme.Strong,
				theme.Plain, theme.Plain, theme.Accent}}
		if p := b.Posting; p != nil {
			l.cells[6], l.cells[7], l.cells[8] = s.say(p.Sum, c), s.say(p.Difference(), c), "done"
			l.tones[7], l.tones[8] = sign(p.Difference()), theme.Good
		}
		out = append(out, l)
	}
	return out
}

func (s *Screen) sheetLines(all []cashsheet.Sheet) (out lines) {
	for i := range all {
		x := &all[i]
		say := func(m money.Minor) string { return text.FormatAmount(m, x.Money.Digits) }
		l := line{key: sheetKey(x), cells: []string{x.Till, text.ShortDate(x.Day), x.Money.Code, say(x.Opening),
			say(x.In() + x.FromTills), say(x.Banked + x.PaidOut + x.ToTills), say(x.Closing), "not yet", ""},
			tones: []theme.Tone{theme.Plain, theme.Muted, theme.Muted, theme.Plain, theme.Plain, theme.Plain,
				theme.Strong, theme.Muted, theme.Bad}}
		switch {
		case x.Kept == 0:
			l.cells[7] = "not kept"
		case x.Counted:
			l.cells[7], l.tones[7] = say(x.Actual), theme.Good
			if x.Off() != 0 {
				l.cells[8] = say(-x.Off())
			}
		}
		out = append(out, l)
	}
	return out
}

// sheetKey is a sheet's own, so that the cursor stays on it when others come.
func sheetKey(x *cashsheet.Sheet) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, x.Till, "\x00", x.Money.Code, x.Money.Digits, "\x00", int(x.Day))
	return h.Sum64()
}

func (s *Screen) peopleLines(all []cashsheet.Person) (out lines) {
	for i := range all {
		p := &all[i]
		l := line{key: uint64(i), cells: []string{p.Name, text.Number(p.Batches), text.Number(p.Exact)},
			tones: []theme.Tone{theme.Plain, theme.Muted, theme.Muted}}
		for r := cashbox.Short; r <= cashbox.Other; r++ {
			l.cells, l.tones = append(l.cells, s.some(p.By[r], p.Money)), append(l.tones, sign(p.By[r]))
		}
		l.cells, l.tones = append(l.cells, s.say(p.Net, p.Money)), append(l.tones, sign(p.Net))
		out = append(out, l)
	}
	return out
}

func (s *Screen) bookLines(all []cashsheet.Series) (out lines) {
	for i := range all {
		b := &all[i]
		state, tone := "next "+b.Next, theme.Muted
		switch {
		case b.Back != 0:
			state = "back " + text.ShortDate(b.Back)
		case b.Next == "":
			state = "full"
		}
		missing := theme.Muted
		if b.Missing > 0 {
			missing = theme.Bad
		}
		out = append(out, line{key: uint64(b.ID), cells: []string{b.Name(), b.Holder, text.Number(b.Used),
			text.Number(b.Void), text.Number(b.Unused), text.Number(b.Missing), state},
			tones: []theme.Tone{theme.Plain, theme.Plain, theme.Plain, theme.Muted, theme.Muted, missing, tone}})
	}
	return out
}

// at is the row under the cursor of a tab's table, false when there is none.
func (s *Screen) at(tab, n int) (int, bool) {
	i := s.tables[tab].Cursor()
	return i, s.tabs.At == tab && i >= 0 && i < n
}

func (s *Screen) batch() *desk.CashBatch {
	if i, ok := s.at(tabBatches, len(s.page.Value.Batches)); ok {
		return &s.page.Value.Batches[i]
	}
	return nil
}

func (s *Screen) sheet() *cashsheet.Sheet {
	if i, ok := s.at(tabSheet, len(s.page.Value.Sheets)); ok {
		return &s.page.Value.Sheets[i]
	}
	return nil
}

func (s *Screen) book() *cashsheet.Series {
	if i, ok := s.at(tabBooks, len(s.page.Value.Books)); ok {
		return &s.page.Value.Books[i]
	}
	return nil
}

// of names a batch: its number and person.
func of(b *desk.CashBatch) string { return fmt.Sprintf("Batch %d of %s", b.ID, b.Person) }
