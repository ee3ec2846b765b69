package daily

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/dayreport"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/day"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	figures = iota
	customers
	next
	changed
)

// Screen is a daily report.
type Screen struct {
	shell.Untyped
	desk    *desk.Desk
	user    string
	on      civil.Date // 0: the day that is read
	report  shell.Query[*day.Row]
	tabs    kit.Tabs
	tables  [4]kit.Table
	entries kit.Table
	inside  bool // the keys go to the entries of the figure
	lines   []int
}

// New makes the screen; arg is a desk.DayArg, or nil for who sits here on the day that
// is read.
func New(d *desk.Desk, arg any) shell.Screen {
	a, _ := arg.(desk.DayArg)
	s := &Screen{desk: d, user: a.User, on: a.Day}
	if s.user == "" {
		s.user = d.Who()
	}
	between := " " + theme.Now().Signs.Dot + " "
	s.tables[figures].Columns = []kit.Column{{Title: "Figure", Flex: 2, Min: 26, Max: 34},
		{Title: "No.", Kind: kit.Count, Width: 6}, {Title: "Amount", Kind: kit.Amount},
		{Title: "Remarks", Flex: 3, Min: 12, Parts: between}}
	s.tables[customers].Columns = []kit.Column{{Title: "Customer", Flex: 3, Min: 18, Max: 40},
		{Title: "Calls", Kind: kit.Count, Width: 5, Drop: 2}, {Title: "Last result", Flex: 2, Min: 12, Max: 60},
		{Title: "Promised", Kind: kit.Amount, Drop: 1}, {Title: "Collected", Kind: kit.Amount}}
	s.tables[customers].Empty = "No customer was called and none paid on this day."
	s.tables[next].Columns = []kit.Column{{Title: "Customer", Flex: 3, Min: 18, Max: 40},
		{Title: "To collect", Kind: kit.Amount}, {Title: "", Width: 4}, {Title: "Why first", Flex: 3, Min: 14}}
	s.tables[next].Empty = "Nobody is to be called on the next working day; a submitted report keeps the list as " +
		"it was."
	s.tables[changed].Columns = []kit.Column{{Title: "Figure", Flex: 1, Min: 16, Max: 26},
		{Title: "Customer", Flex: 2, Min: 16, Max: 36}, {Title: "What", Flex: 2, Min: 14},
		{Title: "Amount", Kind: kit.Amount}, {Title: "Recorded", Kind: kit.Date, Drop: 1}}
	s.tables[changed].Empty = "Nothing was recorded since that belongs to this day."
	s.entries.Columns = []kit.Column{{Title: "Customer", Flex: 2, Min: 18, Max: 40}, {Title: "What", Flex: 3, Min: 14},
		{Title: "Amount", Kind: kit.Amount}, {Title: "", Width: 4, Drop: 2}, {Title: "Entry", Kind: kit.Count, Drop: 1}}
	s.entries.NoHead = true
	return s
}

// Title is whose day it is.
func (s *Screen) Title() string {
	if s.user == s.desk.Who() {
		return "My day"
	}
	return "Day of " + s.user
}

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return "daily report " + s.tabs.Items[s.tabs.At], &s.tables[s.tabs.At]
}

// Back leaves the entries before it leaves the screen.
func (s *Screen) Back() bool {
	was := s.inside
	s.inside = false
	return was
}

// Init asks for the report.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	if s.on > s.desk.AsOf() {
		s.on = 0 // the day that is read now comes before it
	}
	user, on := s.user, s.on
	return s.report.Ask(func() (*day.Row, error) { return s.desk.DayReport(user, on) })
}

// Update takes the answer and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.report.Took(msg) {
		if s.report.Err == nil {
			s.show()
		}
		return action.Fail(s.report.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
		return s.load()
	case tea.KeyMsg:
		switch {
		case s.inside:
			s.entries.Update(msg)
		case s.tabs.Update(msg):
		case s.tables[s.tabs.At].Update(msg):
			s.under()
		}
	}
	return action.None
}

// day is the day on show.
func (s *Screen) day() civil.Date {
	if s.report.Value != nil {
		return s.report.Value.Day
	}
	if s.on != 0 {
		return s.on
	}
	return s.desk.AsOf()
}

// show lays the report out.
func (s *Screen) show() {
	r := s.report.Value
	s.tabs.Items = []string{"figures", "customers " + text.Number(len(r.Clients)), "call next " +
		text.Number(len(r.Next)), "recorded since " + text.Number(len(r.Changed))}
	if len(r.Changed) == 0 {
		s.tabs.Items = s.tabs.Items[:changed]
		s.tabs.At = min(s.tabs.At, next)
	}
	said := map[string][]string{}
	for _, w := range r.Said {
		who := ""
		if w.Comment {
			who = w.By + ": "
		}
		said[w.Line] = append(said[w.Line], who+w.Text)
	}
	s.lines = s.lines[:0]
	g := &grid{}
	for i := range day.Defs {
		l := r.Line(day.Defs[i].Key)
		s.lines = append(s.lines, i)
		name, count := day.Defs[i].Title, text.Number(l.Count)
		if day.Defs[i].Part {
			name = "  " + name
		}
		if l.Key == day.Target {
			count = ""
		}
		tone := theme.Plain
		switch l.Key {
		case day.Broken, day.Bounced, day.Missed, day.Backlog, day.Untouched:
			if tone = theme.Warn; l.Count == 0 {
				tone = theme.Muted
			}
		case day.Collected:
			tone = theme.Good
		}
		if l.Count == 0 && len(l.Sums) == 0 {
			tone = theme.Muted
		}
		g.add(tone, name, count, day.Amounts(l.Sums, r.Home.Currency), strings.Join(said[l.Key],
			" "+theme.Now().Signs.Dot+" "))
	}
	s.tables[figures].SetRows(g)
	s.showRest(r)
	s.under()
}

func (s *Screen) showRest(r *day.Row) {
	home := r.Home.Currency
	g := &grid{}
	for i := range r.Clients {
		c := &r.Clients[i]
		result := c.Result
		if c.Note != "" {
			result += ": " + c.Note
		}
		g.add(theme.Plain, c.Name, text.Number(c.Attempts), result, day.Amounts(c.Promised, home),
			day.Amounts(c.Collected, home))
	}
	s.tables[customers].SetRows(g)
	g = &grid{}
	for i := range r.Next {
		x := &r.Next[i]
		g.add(theme.Plain, x.Name, text.FormatAmount(x.Collect.Amount, x.Collect.Digits), x.Collect.Currency, x.Why)
	}
	s.tables[next].SetRows(g)
	g = &grid{}
	for i := range r.Changed {
		c := &r.Changed[i]
		def, err := day.Find(c.Key)
		if err != nil {
			continue
		}
		what, on, tone := c.Item.What, "", theme.Warn
		if c.Gone {
			what, tone = "no longer there: "+what, theme.Bad
		}
		if c.On != 0 {
			on = c.On.String()
		}
		g.add(tone, def.Title, c.Item.Name, what, amount(c.Item.Amount), on)
	}
	s.tables[changed].SetRows(g)
}

func amount(x day.Sum) string {
	if x.Currency == "" {
		return ""
	}
	return text.FormatAmount(x.Amount, x.Digits)
}

// line is the figure under the cursor.
func (s *Screen) line() *day.Line {
	if at := s.tables[figures].Cursor(); s.report.Value != nil && at >= 0 && at < len(s.lines) {
		return s.report.Value.Line(day.Defs[s.lines[at]].Key)
	}
	return nil
}

// under shows what the figure under the cursor is made of.
func (s *Screen) under() {
	l := s.line()
	if l == nil {
		return
	}
	s.inside = false
	s.entries.Empty = day.Defs[s.lines[s.tables[figures].Cursor()]].Definition
	if l.Count == 0 && len(l.Sums) == 0 {
		s.entries.Empty = "Nothing. " + s.entries.Empty
	}
	switch {
	case l.Key == day.Target && len(l.Sums) == 0:
		s.entries.Empty = "No target of this month is agreed for these customers (: targets)."
	case l.Key == day.Target:
		s.entries.Empty += " The month stands on : targets."
	case l.Key == day.Listed:
		s.entries.Empty = "The call list (1) has them; those worked, left out and untouched stand below."
	}
	g := &grid{}
	for i := range l.Items {
		x := &l.Items[i]
		what, entry := x.What, ""
		if x.Late != 0 {
			what += ", recorded " + text.ShortDate(x.Late)
		}
		if x.Seq != 0 {
			entry = "#" + text.Number(int(x.Seq))
		}
		g.add(theme.Plain, x.Name, what, amount(x.Amount), x.Amount.Currency, entry)
	}
	s.entries.SetRows(g)
}

// code is the customer under the cursor, and those beside it.
func (s *Screen) code() (code string, list []string) {
	r := s.report.Value
	if r == nil {
		return "", nil
	}
	at := -1
	switch {
	case s.tabs.At == figures && s.inside:
		at = s.entries.Cursor()
		for _, x := range s.line().Items {
			list = append(list, x.Code)
		}
	case s.tabs.At == customers:
		at = s.tables[customers].Cursor()
		for _, c := range r.Clients {
			list = append(list, c.Code)
		}
	case s.tabs.At == next:
		at = s.tables[next].Cursor()
		for _, x := range r.Next {
			list = append(list, x.Code)
		}
	case s.tabs.At == changed:
		at = s.tables[changed].Cursor()
		for _, c := range r.Changed {
			list = append(list, c.Item.Code)
		}
	}
	if at < 0 || at >= len(list) {
		return "", nil
	}
	return list[at], list
}

// mine reports whether who sits here may write on the report.
func (s *Screen) mine() bool { return s.user == s.desk.Who() }

func (s *Screen) state() dayreport.State {
	if s.report.Value == nil {
		return dayreport.Draft
	}
	return s.report.Value.State
}

// grid is rows of words made once.
type grid struct {
	cells [][]string
	tones []theme.Tone
}

// Len is how many rows there are.
func (g *grid) Len() int { return len(g.cells) }

// Cell is a word or figure.
func (g *grid) Cell(row, col int) string { return g.cells[row][col] }

// Tone is the row's.
func (g *grid) Tone(row, _ int) theme.Tone { return g.tones[row] }

func (g *grid) add(tone theme.Tone, cells ...string) {
	g.cells, g.tones = append(g.cells, cells), append(g.tones, tone)
}
