package worklist

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	report "duebook/internal/report/worklist"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// scopes are the parts of the list an officer may look at, by the letter that
// chooses them.
var scopes = []kit.Choice{
	{Value: string(desk.Mine), Label: "my portfolio", Key: "m"},
	{Value: string(desk.All), Label: "everyone's", Key: "a"},
	{Value: string(desk.Unassigned), Label: "nobody's: no collector", Key: "u"},
	{Value: string(desk.NoPhone), Label: "no phone on the card", Key: "p"},
}

var orders = []kit.Choice{
	{Value: "score", Label: "whom to call first", Key: "s"},
	{Value: "amount", Label: "the largest to collect", Key: "a"},
	{Value: "oldest", Label: "the longest overdue", Key: "o"},
	{Value: "name", Label: "by name", Key: "n"},
}

// Screen is the call list.
type Screen struct {
	shell.Untyped
	desk   *desk.Desk
	list   shell.Query[*desk.CallList]
	brief  shell.Query[*desk.Card]
	asked  string // the customer the brief was asked for
	under  atomic.Pointer[string]
	table  kit.Table
	rows   rows
	scope  desk.Scope
	order  string
	hidden bool // those the rules hide today are shown too
}

// New makes the screen; arg is a desk.Scope, or nil for my portfolio.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d, scope: desk.Home, order: "score"}
	if scope, ok := arg.(desk.Scope); ok {
		s.scope = scope
	}
	s.table.Columns = []kit.Column{
		{Title: "Customer", Flex: 3, Min: 24, Max: 44},
		{Title: "To collect", Kind: kit.Amount},
		{Title: "Late", Kind: kit.Count, Width: 5},
		{Title: "Why first", Flex: 4, Min: 26, Max: 60, Parts: between()},
		{Title: "Last contact", Width: 18, Drop: 1, Parts: " "},
		{Title: "Score", Kind: kit.Count, Width: 5, Drop: 2},
	}
	return s
}

// Title is "Call list".
func (s *Screen) Title() string { return "Call list" }

// Init asks for the list.
func (s *Screen) Init() shell.Effect { return s.load() }

// Update takes answers and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.list.Took(msg) {
		if s.list.Err == nil {
			s.arrange()
		}
		return action.Fail(s.list.Err).And(s.ask())
	}
	if s.brief.Took(msg) {
		return action.Fail(s.brief.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		s.asked = ""
		return s.load()
	case desk.Logged:
		s.step(msg.Code)
		return s.ask()
	case tea.KeyMsg:
		s.table.Update(msg)
		return s.ask()
	}
	return action.None
}

// step puts the cursor on the customer after the one that was called, so that
// the next reload, which may hide that one, keeps the place.
func (s *Screen) step(code string) {
	if r := s.current(); r != nil && r.Code == code {
		s.table.Select(s.table.Cursor() + 1)
	}
}

// rows shows the list in its order.
type rows struct {
	all   []*report.Row
	mixed bool // of several currencies: amounts name theirs
	s     *Screen
}

func (r rows) Len() int           { return len(r.all) }
func (r rows) Key(row int) uint64 { return uint64(r.all[row].Account) }

func (s *Screen) arrange() {
	s.rows = rows{s: s}
	l := s.list.Value
	s.scope = l.Scope
	for i := range l.Rows {
		if l.Rows[i].Hidden == "" || s.hidden {
			s.rows.all = append(s.rows.all, &l.Rows[i])
			s.rows.mixed = s.rows.mixed || l.Rows[i].Currency != s.rows.all[0].Currency
		}
	}
	switch s.order {
	case "amount":
		slices.SortStableFunc(s.rows.all, func(a, b *report.Row) int { return cmp.Compare(b.ToCollect, a.ToCollect) })
	case "oldest":
		slices.SortStableFunc(s.rows.all, func(a, b *report.Row) int { return cmp.Compare(b.OldestDays, a.OldestDays) })
	case "name":
		slices.SortStableFunc(s.rows.all, func(a, b *report.Row) int {
			return strings.Compare(text.Fold(a.Name), text.Fold(b.Name))
		})
	}
	s.table.Sort, s.table.Desc = map[string]int{"amount": 2, "oldest": 3, "name": 1, "score": 6}[s.order],
		s.order != "name"
	s.table.Empty = s.empty()
	s.table.SetRows(s.rows)
}

func (s *Screen) empty() string {
	l := s.list.Value
	switch {
	case l.Hidden > 0:
		return fmt.Sprintf("Nobody is left to call. %s wait for another day: z shows them.",
			action.Sentence(text.Count(l.Hidden, "customer", "customers")))
	case s.scope == desk.Mine:
		return "Nobody of your portfolio is to be called. a shows everyone's list, f others."
	}
	return "Nobody is to be called here. f chooses another list; Import (:) brings bills in."
}

// Cell is a cell's plain text.
func (r rows) Cell(row, col int) string {
	x := r.all[row]
	switch col {
	case 0:
		return x.Name
	case 1:
		if r.mixed {
			return text.FormatAmount(x.ToCollect, x.Digits) + " " + x.Currency
		}
		return text.FormatAmount(x.ToCollect, x.Digits)
	case 2:
		if x.OldestDays <= 0 {
			return ""
		}
		return text.Number(x.OldestDays)
	case 3:
		return why(x)
	case 4:
		return last(x, r.s.desk)
	case 5:
		return text.Number(x.Score)
	}
	return ""
}

// Tone is a cell's tone, from the row itself.
func (r rows) Tone(row, col int) theme.Tone {
	x := r.all[row]
	switch {
	case x.Hidden != "":
		return theme.Muted
	case col == 2:
		return theme.Heat(heat(x.OldestDays))
	case col == 3 && x.Broken:
		return theme.Bad
	case col == 3 && x.Pinned:
		return theme.Accent
	case col == 4 || col == 5:
		return theme.Muted
	case col == 1:
		return theme.Strong
	}
	return theme.Plain
}

func heat(days int) int {
	switch {
	case days <= 0:
		return 0
	case days <= 30:
		return 1
	case days <= 60:
		return 2
	case days <= 90:
		return 3
	case days <= 120:
		return 4
	}
	return 5
}

func (s *Screen) current() *report.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.rows.all) {
		return s.rows.all[at]
	}
	return nil
}

// target is the customer under the cursor for the dialogs of package verb.
func (s *Screen) target() verb.Target {
	r := s.current()
	if c := s.brief.Value; c != nil && c.Code == r.Code && c.Accounts[accountOf(c, r.Currency)].Currency == r.Currency {
		return verb.Of(c, accountOf(c, r.Currency))
	}
	return verb.Target{Code: r.Code, Name: r.Name, Currency: r.Currency, Digits: r.Digits, ToCollect: r.ToCollect}
}
