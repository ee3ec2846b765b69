package obligations

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/obligations"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// order is how the rows are ordered.
type order int

const (
	byDay order = iota
	byLeft
	byName
	orders
)

// tab is what a tab shows: a group, all of them, or how promises were kept.
type tab uint8

const (
	all  tab = 100
	kept tab = 101
)

// Screen is the list.
type Screen struct {
	shell.Untyped
	desk              *desk.Desk
	list              shell.Query[*obligations.List]
	names             shell.Query[desk.Lists]
	bills             shell.Query[billsOf]
	billsFor          uint64 // the row they were asked for
	mine              shell.Query[[]string]
	homed             bool // the first list was narrowed to my portfolio, and had something
	tabs              kit.Tabs
	tab               tab
	sort              obligations.Sort // "" is all
	branch, collector string
	covered           []string // collectors covered for, listed with collector
	days              int
	order             order
	rows              []*obligations.Row
	ratios            []ratio
	mixed             bool // several currencies: amounts name theirs
	table             kit.Table
}

// billsOf is the numbers of a row's bills.
type billsOf struct {
	numbers []string
	more    int
}

// ratio is a line of the tab of kept ratios.
type ratio struct {
	*obligations.Ratio
	collector bool
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	return &Screen{desk: d, tab: tab(obligations.Due)}
}

// Title is "Promises".
func (s *Screen) Title() string { return "Promises" }

// Init asks for my portfolio, whose list comes first, and for the names in use.
func (s *Screen) Init() shell.Effect {
	return s.mine.Ask(s.desk.Portfolio).And(s.names.Ask(s.desk.Lists))
}

func (s *Screen) query() obligations.Query {
	q := obligations.Query{Days: s.days}
	q.Within = verb.Within(ledger.Scope{By: ledger.ByBranch, Key: s.branch}, ledger.Scope{By: ledger.ByCollector,
		Key: s.collector, Or: s.covered})
	return q
}

func (s *Screen) load() shell.Effect {
	q := s.query()
	return s.list.Ask(func() (*obligations.List, error) { return s.desk.Promises(q) })
}

// Update takes answers, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.mine.Took(msg):
		if mine := s.mine.Value; len(mine) > 0 && !s.homed {
			s.collector, s.covered = mine[0], mine[1:]
		}
		return action.Fail(s.mine.Err).And(s.load())
	case s.list.Took(msg):
		if s.list.Err == nil && !s.homed {
			s.homed = true
			if len(s.list.Value.Rows) == 0 && s.collector != "" { // nothing of mine: everyone's
				s.collector, s.covered = "", nil
				return s.load()
			}
		}
		s.billsFor = 0
		s.show()
		return action.Fail(s.list.Err).And(s.loadBills())
	case s.bills.Took(msg):
		return action.Fail(s.bills.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		if s.tabs.Update(msg) {
			s.tab = s.shown()[s.tabs.At]
			s.show()
			s.table.Select(0)
		} else {
			s.table.Update(msg)
		}
		return s.loadBills()
	}
	return action.None
}

// loadBills asks for the bills of the row under the cursor.
func (s *Screen) loadBills() shell.Effect {
	r := s.current()
	if r == nil || s.billsFor == rowKey(r) {
		return action.None
	}
	s.billsFor = rowKey(r)
	acc, bills := r.Account, []uint32(nil)
	if r.Pledge != nil {
		bills = r.Pledge.Bills
	} else {
		bills = r.Signed.Bills
	}
	return s.bills.Ask(func() (billsOf, error) {
		numbers, more, err := s.desk.BillNumbers(acc, bills, 5)
		return billsOf{numbers, more}, err
	})
}

// shown are the tabs: the groups that have rows or are always asked about, all, and
// how promises were kept.
func (s *Screen) shown() []tab {
	var out []tab
	for g := obligations.Due; g <= obligations.Ended; g++ {
		seldom := g == obligations.Unknown || g == obligations.Ended
		if !seldom || s.count(g) > 0 || s.tab == tab(g) {
			out = append(out, tab(g))
		}
	}
	return append(out, all, kept)
}

// count is how many rows of the sort on show stand in a group.
func (s *Screen) count(g obligations.Group) (n int) {
	if s.list.Value == nil {
		return 0
	}
	if s.sort == "" {
		return s.list.Value.Counts[g]
	}
	for i := range s.list.Value.Rows {
		if r := &s.list.Value.Rows[i]; r.Group == g && r.Sort == s.sort {
			n++
		}
	}
	return n
}

// show puts the rows of the tab on the table.
func (s *Screen) show() {
	l := s.list.Value
	if l == nil {
		return
	}
	s.tabs.Items = nil
	tabs := s.shown()
	sum := 0
	for g := obligations.Due; g <= obligations.Ended; g++ {
		sum += s.count(g)
	}
	for _, t := range tabs {
		switch t {
		case all:
			s.tabs.Items = append(s.tabs.Items, "all "+text.Number(sum))
		case kept:
			s.tabs.Items = append(s.tabs.Items, "kept ratio")
		default:
			g := obligations.Group(t)
			s.tabs.Items = append(s.tabs.Items, g.String()+" "+text.Number(s.count(g)))
		}
	}
	s.tabs.At = max(slices.Index(tabs, s.tab), 0)
	set := s.desk.Company()
	home := set.Money()
	s.rows, s.ratios, s.mixed = nil, nil, false
	if s.tab == kept {
		for i := range l.ByCollector {
			s.ratios = append(s.ratios, ratio{&l.ByCollector[i], true})
		}
		for i := range l.ByCustomer {
			s.ratios = append(s.ratios, ratio{&l.ByCustomer[i], false})
		}
		for _, r := range s.ratios {
			s.mixed = s.mixed || r.Currency != home
		}
		s.ratioColumns()
		s.table.SetRows(ratioRows{s, s.ratios})
		return
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		if (s.tab == all || tab(r.Group) == s.tab) && (s.sort == "" || r.Sort == s.sort) {
			s.rows = append(s.rows, r)
			s.mixed = s.mixed || r.Currency != home
		}
	}
	s.arrange(home)
	s.columns()
	s.table.SetRows(rows{s, s.rows})
}

// arrange orders the rows: by day as they came, by what is left in the company's
// currency first, or by name.
func (s *Screen) arrange(home money.Currency) {
	slices.SortStableFunc(s.rows, func(a, b *obligations.Row) int {
		switch s.order {
		case byLeft:
			if a.Currency != b.Currency && (a.Currency == home || b.Currency == home) {
				if a.Currency == home {
					return -1
				}
				return 1
			}
			return cmp.Or(cmp.Compare(b.Left, a.Left), cmp.Compare(b.Amount, a.Amount))
		case byName:
			return strings.Compare(text.Fold(a.Name), text.Fold(b.Name))
		}
		return 0
	})
}

// current is the row under the cursor, nil when there is none.
func (s *Screen) current() *obligations.Row {
	if at := s.table.Cursor(); s.tab != kept && at >= 0 && at < len(s.rows) {
		return s.rows[at]
	}
	return nil
}

// rowKey tells rows apart: promises and papers have numbers of their own.
func rowKey(r *obligations.Row) uint64 {
	k := uint64(r.ID) << 1
	if r.Sort == obligations.Paper {
		k |= 1
	}
	return k
}
