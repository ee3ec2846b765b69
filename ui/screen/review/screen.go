// Package review is the supervisor's evening: the daily reports of all officers beside
// each other, what is missing, what is out of the ordinary, and how the last thirty days
// went; a report is accepted or sent back from here. It must never count anything itself.
//
//	▸ officers 3  exceptions 7  missing 1  trend
//	   Officer      State      Target   Collected  Worked  Calls Reached Promises Missed
//	▸  Huda Salem   submitted  4,000.00  4,250.00   12/15     19       9        4      1
package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/dayreport"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/day"
	"duebook/internal/report/exceptions"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The tabs.
const (
	officers = iota
	odd
	missing
	trend
)

// absent is a report that was due and is not there.
type absent struct {
	user, name string
	past       day.Past
}

// Screen is the review of a day.
type Screen struct {
	shell.Untyped
	desk    *desk.Desk
	on      civil.Date // 0: the day that is read
	rows    shell.Query[[]day.Row]
	odd     shell.Query[desk.ExceptionsPage]
	tracks  shell.Query[[]day.Track]
	lost    []absent
	only    exceptions.Kind   // 0: all kinds of exceptions
	strange []*exceptions.Row // those on show
	tabs    kit.Tabs
	tables  [4]kit.Table
}

// New makes the screen; arg is the day, or nil for the one that is read.
func New(d *desk.Desk, arg any) shell.Screen {
	on, _ := arg.(civil.Date)
	s := &Screen{desk: d, on: on}
	number := func(title string, drop int) kit.Column {
		return kit.Column{Title: title, Kind: kit.Count, Width: max(len(title), 4), Drop: drop}
	}
	s.tables[officers].Columns = []kit.Column{{Title: "Officer", Flex: 2, Min: 14, Max: 30}, {Title: "State",
		Width: 11},
		{Title: "Target", Kind: kit.Amount, Drop: 6}, {Title: "Collected", Kind: kit.Amount},
		{Title: "Worked", Width: 7, Align: kit.Right}, number("Calls", 1), number("Reached", 4), number("Promises", 2),
		number("Broken", 3), number("Cheques", 5), number("Missed", 0), number("Left", 7),
		number("Since", 8)}
	s.tables[officers].Empty = "Nobody recorded anything on this day. Officers are set up with : people."
	s.tables[odd].Columns = []kit.Column{{Title: "What", Flex: 1, Min: 23, Max: 27},
		{Title: "Customer", Flex: 3, Min: 14, Max: 40}, {Title: "", Flex: 4, Min: 34, Drop: 1},
		{Title: "Amount", Kind: kit.Amount}, {Title: "Who", Width: 12}}
	s.tables[missing].Columns = []kit.Column{{Title: "Day", Kind: kit.Date}, {Title: "", Width: 10},
		{Title: "Officer", Flex: 2, Min: 16, Max: 36}, {Title: "", Flex: 3, Min: 20}}
	s.tables[missing].Empty = "No report of the last thirty working days is missing."
	s.tables[trend].Columns = []kit.Column{{Title: "Officer", Flex: 1, Min: 12, Max: 24},
		{Title: "", Width: 9}, {Title: "Last thirty working days", Width: 30},
		{Title: "In all", Kind: kit.Amount}, {Title: "The day", Kind: kit.Amount, Drop: 1}}
	s.tables[trend].Empty = "Nothing was recorded in the last thirty working days."
	return s
}

// Title is "Review".
func (s *Screen) Title() string { return "Review" }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return "review " + strings.Fields(s.tabs.Items[s.tabs.At])[0], &s.tables[s.tabs.At]
}

// Init asks for the day.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	if s.on > s.desk.AsOf() {
		s.on = 0 // the day that is read now comes before it
	}
	on := s.on
	e := s.rows.Ask(func() ([]day.Row, error) { return s.desk.DayReview(on) })
	return e.And(s.odd.Ask(func() (desk.ExceptionsPage, error) { return s.desk.Exceptions(on) }),
		s.tracks.Ask(func() ([]day.Track, error) { return s.desk.DayTracks(on) }))
}

// Update takes the answers and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.rows.Took(msg):
		s.show()
		return action.Fail(s.rows.Err)
	case s.odd.Took(msg):
		s.show()
		return action.Fail(s.odd.Err)
	case s.tracks.Took(msg):
		s.show()
		return action.Fail(s.tracks.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
		return s.load()
	case tea.KeyMsg:
		if !s.tabs.Update(msg) {
			s.tables[s.tabs.At].Update(msg)
		}
	}
	return action.None
}

func (s *Screen) day() civil.Date {
	if s.on != 0 {
		return s.on
	}
	return s.desk.AsOf()
}

// show lays all out that is known by now.
func (s *Screen) show() {
	s.tabs.Items = []string{"officers " + text.Number(len(s.rows.Value)), "exceptions", "missing", "trend"}
	if s.odd.Asked {
		s.tabs.Items[odd] += " " + text.Number(len(s.odd.Value.Rows))
	}
	s.showOfficers()
	if s.showOdd(); s.only != 0 {
		s.tabs.Items[odd] = fmt.Sprintf("exceptions %d of %d", len(s.strange), len(s.odd.Value.Rows))
	}
	if s.tracks.Asked {
		s.showTracks()
		s.tabs.Items[missing] += " " + text.Number(len(s.lost))
	}
}

var stateTone = map[dayreport.State]theme.Tone{dayreport.Draft: theme.Muted, dayreport.Submitted: theme.Info,
	dayreport.Returned: theme.Bad, dayreport.Accepted: theme.Good}

// counted are the lines of the columns after "Worked".
var counted = []string{day.Attempts, day.Reached, day.Promises, day.Broken, day.Received, day.Missed, day.LeftOut}

func (s *Screen) showOfficers() {
	g := &grid{}
	var sums [2]money.Minor
	totals := make([]int, len(counted))
	worked, listed, changes := 0, 0, 0
	home := s.desk.Company()
	for i := range s.rows.Value {
		r := &s.rows.Value[i]
		state := r.State.String()
		if r.User == "" {
			state = "nobody's"
		}
		cells := []string{r.Name, state}
		for n, key := range []string{day.Target, day.Collected} {
			m := r.Line(key).Amount(r.Home.Currency)
			sums[n] += m
			cells = append(cells, text.FormatAmount(m, r.Home.Digits))
		}
		w, l := r.Line(day.Worked).Count, r.Line(day.Listed).Count
		worked, listed, changes = worked+w, listed+l, changes+len(r.Changed)
		cells = append(cells, fmt.Sprintf("%d/%d", w, l))
		for n, key := range counted {
			totals[n] += r.Line(key).Count
			cells = append(cells, text.Number(r.Line(key).Count))
		}
		g.add(stateTone[r.State], append(cells, text.Number(len(r.Changed)))...)
	}
	foot := []string{"Department", "", text.FormatAmount(sums[0], home.Digits), text.FormatAmount(sums[1], home.Digits),
		fmt.Sprintf("%d/%d", worked, listed)}
	for _, n := range totals {
		foot = append(foot, text.Number(n))
	}
	foot = append(foot, text.Number(changes))
	s.tables[officers].Totals = func(col int) string { return foot[col] }
	s.tables[officers].SetRows(g)
}

func (s *Screen) showOdd() {
	s.tables[odd].Empty = "Nothing out of the ordinary on this day."
	if s.only != 0 {
		s.tables[odd].Empty = s.only.Title() + ": none on this day; f chooses another kind."
	}
	g, home := &grid{}, s.desk.Company().Currency
	s.strange = nil
	for i := range s.odd.Value.Rows {
		x := &s.odd.Value.Rows[i]
		if s.only != 0 && x.Kind != s.only {
			continue
		}
		s.strange = append(s.strange, x)
		amount := ""
		if x.Currency.Code != "" {
			amount = text.FormatAmount(x.Amount, x.Currency.Digits)
		}
		if amount != "" && x.Currency.Code != home {
			amount += " " + x.Currency.Code
		}
		g.add(theme.Warn, x.Kind.Title(), x.Name, x.Text, amount, x.Who)
	}
	s.tables[odd].SetRows(g)
}

func (s *Screen) showTracks() {
	s.lost = nil
	for _, t := range s.tracks.Value {
		for i := len(t.Days) - 1; i >= 0; i-- {
			if p := t.Days[i]; p.Expected && !p.Submitted && p.Day < s.desk.Today() {
				s.lost = append(s.lost, absent{t.User, t.Name, p})
			}
		}
	}
	slices.SortStableFunc(s.lost, func(a, b absent) int { return int(b.past.Day) - int(a.past.Day) })
	g := &grid{}
	for _, x := range s.lost {
		why := "nothing recorded"
		if x.past.Worked {
			why = text.Count(x.past.Attempts, "call", "calls") + " recorded, not submitted"
		}
		g.add(theme.Warn, x.past.Day.String(), text.DayName(x.past.Day), x.name, why)
	}
	s.tables[missing].SetRows(g)
	g = &grid{}
	digits := s.desk.Company().Digits
	for _, t := range s.tracks.Value {
		for n, of := range []func(p *day.Past) int64{func(p *day.Past) int64 { return int64(p.Collected.Amount) },
			func(p *day.Past) int64 { return int64(p.Attempts) },
			func(p *day.Past) int64 { return int64(p.Promises) }} {
			values, all := make([]int64, len(t.Days)), int64(0)
			for i := range t.Days {
				values[i] = of(&t.Days[i])
				all += values[i]
			}
			write := func(v int64) string { return strconv.FormatInt(v, 10) }
			name := t.Name
			if n == 0 {
				write = func(v int64) string { return text.FormatAmount(money.Minor(v), digits) }
			} else {
				name = ""
			}
			g.add(theme.Accent, name, []string{"collected", "calls", "promises"}[n],
				kit.Spark(values, len(values)), write(all), write(values[len(values)-1]))
		}
	}
	s.tables[trend].SetRows(g)
}

// current is the report under the cursor of the officers, nil when there is none.
func (s *Screen) current() *day.Row {
	if at := s.tables[officers].Cursor(); s.tabs.At == officers && at >= 0 && at < len(s.rows.Value) {
		return &s.rows.Value[at]
	}
	return nil
}

// exception is the one under the cursor, nil when there is none.
func (s *Screen) exception() *exceptions.Row {
	if at := s.tables[odd].Cursor(); at >= 0 && at < len(s.strange) {
		return s.strange[at]
	}
	return nil
}

// grid is rows of words made once; the second column has the tone.
type grid struct {
	cells [][]string
	tones []theme.Tone
}

// Len is how many rows there are.
func (g *grid) Len() int { return len(g.cells) }

// Cell is a word or figure.
func (g *grid) Cell(row, col int) string { return g.cells[row][col] }

// Tone is the row's, on what says its state.
func (g *grid) Tone(row, col int) theme.Tone {
	if col == 1 || col == 0 && g.tones[row] == theme.Warn || col == 2 && g.tones[row] == theme.Accent {
		return g.tones[row]
	}
	return theme.Plain
}

func (g *grid) add(tone theme.Tone, cells ...string) {
	g.cells, g.tones = append(g.cells, cells), append(g.tones, tone)
}
