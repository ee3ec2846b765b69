package aging

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/company"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Screen is an aging of one level, in one currency at a time.
type Screen struct {
	desk     Desk
	q        aging.Query
	title    string
	currency string // the one on show
	letters  verb.Letters
	reports  shell.Query[[]aging.Report]
	tabs     kit.Tabs // of the currencies, when there are several
	table    kit.Table
	figures  []aging.Figure // in the order of the columns
	columns  []column       // of the figures that have room, buckets merged where it is short
	at       int            // the column under the cursor
	under    aging.Figure   // and its first figure
	sorted   bool           // by sortBy; else by name
	sortBy   []aging.Figure
	asked    unit // that the officer chose
	unit     unit // that is on show
	narrow   bool // titles in short
	wide     int  // the cells it was last drawn in
	first    int  // the table's column of the first figure
}

func newScreen(d Desk) *Screen {
	return &Screen{desk: d, title: "Aging", sorted: true, under: aging.FigureBalance,
		sortBy: []aging.Figure{aging.FigureBalance},
		q: aging.Query{By: ledger.ByCustomer,
			Basis: aging.Due, Credits: aging.Column}}
}

// Title is "Aging", or the row this level is within.
func (s *Screen) Title() string { return s.title }

// Capturing reports whether letters are being written, which only esc may end.
func (s *Screen) Capturing() bool { return s.letters.Busy() }

// Dirty reports whether letters are being written: leaving would stop them.
func (s *Screen) Dirty() bool { return s.letters.Busy() }

// Init asks for the aging.
func (s *Screen) Init() shell.Effect { return s.load() }

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.reports.Took(msg) {
		s.took()
		return action.Fail(s.reports.Err)
	}
	if e, taken := s.letters.Update(msg); taken {
		return e
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		switch msg.String() {
		case "right", "l":
			s.move(1)
		case "left":
			s.move(-1)
		case "tab", "shift+tab":
			if s.tabs.Update(msg) {
				s.currency = s.tabs.Items[s.tabs.At]
				s.show()
			}
		default:
			s.table.Update(msg)
		}
	}
	return action.None
}

// move puts the cursor on the column beside.
func (s *Screen) move(by int) {
	if len(s.columns) > 0 {
		s.at = min(max(s.at+by, 0), len(s.columns)-1)
		s.under = s.columns[s.at].of[0]
		s.head()
	}
}

// took lays a new answer out, in the currency that was on show.
func (s *Screen) took() {
	s.tabs = kit.Tabs{}
	for i, r := range s.reports.Value {
		s.tabs.Items = append(s.tabs.Items, r.Currency.Code)
		if r.Currency.Code == s.currency {
			s.tabs.At = i
		}
	}
	s.show()
}

// report is the one on show, nil before the first answer.
func (s *Screen) report() *aging.Report {
	if s.tabs.At >= len(s.reports.Value) {
		return nil
	}
	return &s.reports.Value[s.tabs.At]
}

// show names the figures and puts the rows on the table.
func (s *Screen) show() {
	r := s.report()
	if r == nil {
		return
	}
	s.figures = nil
	for n := range len(r.Edges) + 2 {
		s.figures = append(s.figures, aging.Figure(n))
	}
	for _, f := range []aging.Figure{aging.FigureUnapplied, aging.FigureBalance, aging.FigureBad, aging.FigureDisputed,
		aging.FigureRetention, aging.FigurePromised, aging.FigureCovered, aging.FigureInterest} {
		if f == aging.FigureBalance || amountOf(&r.Total, f) != 0 {
			s.figures = append(s.figures, f)
		}
	}
	if !slices.Contains(s.figures, s.under) {
		s.under = aging.FigureBalance
	}
	s.fit(s.wide)
}

// column is the one under the cursor.
func (s *Screen) column() column { return s.columns[s.at] }

// row is the one under the cursor, nil when there is none.
func (s *Screen) row() *aging.Row {
	r, at := s.report(), s.table.Cursor()
	if r == nil || at < 0 || at >= len(r.Rows) {
		return nil
	}
	return &r.Rows[at]
}

// within is the query narrowed to the currency on show, when there are several.
func (s *Screen) within() aging.Query {
	q := s.q
	q.Within = slices.Clone(q.Within)
	if r := s.report(); r != nil && len(s.reports.Value) > 1 {
		q.Within = append(q.Within, ledger.Scope{By: ledger.ByCurrency, Key: r.Currency.Code})
	}
	return q
}

// drill goes from a group to its customers, from a customer to the bills.
func (s *Screen) drill() shell.Effect {
	row, r, q := s.row(), s.report(), s.within()
	if q.By == ledger.ByCustomer || q.By == ledger.ByBill {
		return action.Push("aging", part{q: q, currency: r.Currency.Code, key: row.Key, title: titleOf(row)})
	}
	q.Within = append(q.Within, ledger.Scope{By: q.By, Key: row.Key})
	q.By = ledger.ByCustomer
	return action.Push("aging", level{q: q, currency: r.Currency.Code, title: titleOf(row)})
}

func titleOf(row *aging.Row) string {
	if row.Name == "" {
		return row.Key
	}
	return row.Name
}

// explain shows the items that the figure under the cursor is made of.
func (s *Screen) explain() shell.Effect {
	c, row, r := s.column(), s.row(), s.report()
	return action.Push("aging", part{q: s.within(), currency: r.Currency.Code, key: row.Key, title: titleOf(row),
		figures: c.of, name: c.name})
}

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	chosen := func() string {
		if s.row() == nil {
			return "no row is chosen"
		}
		return ""
	}
	customer := func() string {
		if s.q.By != ledger.ByCustomer {
			return "the row is no customer; enter goes down to them"
		}
		return chosen()
	}
	return []action.Action{
		{ID: "aging.open", Label: "open", Help: "Go down: from a group to its customers, from a customer to the bills",
			Keys: []string{"enter"}, Disabled: chosen, Run: s.drill},
		{ID: "aging.group", Label: "group by",
			Help: "Group by customer, branch, salesman, collector, risk, currency, group or bill",
			Keys: []string{"v"}, Run: s.askGroup},
		{ID: "aging.filter", Label: "how",
			Help: "Choose grouping, date to age by, edges, and where unapplied money stands",
			Keys: []string{"f"}, Run: s.askHow},
		{ID: "figure.explain", Label: "explain",
			Help: "Show the items that the figure under the cursor is made of (← → choose it)",
			Keys: []string{"="}, Disabled: chosen, Run: s.explain},
		{ID: "aging.figures", Label: "figures", Keys: []string{"m"}, Run: s.askUnit,
			Help: "Show figures to the last decimal, whole, or in thousands; every row adds up in each"},
		{ID: "aging.sort", Label: "sort", Help: "Order by the figure under the cursor, and back by name",
			Keys: []string{"o"},
			Run:  s.reorder},
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"a"}, Disabled: customer,
			Hidden: true,
			Run:    func() shell.Effect { return action.Push("card", s.cardArg("")) }},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys:     []string{"s"},
			Disabled: customer, Hidden: true, Run: func() shell.Effect {
				return action.Push("card",
					s.cardArg("statement"))
			}},
		{ID: "letters.overdue", Label: "letters", Hidden: true, Run: s.writeLetters, Disabled: s.noLetters,
			Help: "Write the statements of all customers who are overdue here as letters into a folder"},
		{ID: "aging.export", Label: "export", Help: "Write the aging to a CSV or XLSX file", Keys: []string{"ctrl+e"},
			Run: func() shell.Effect {
				q := s.q
				return verb.ExportTo(s.desk, fmt.Sprintf("aging-%s-%s.csv", q.By, s.desk.AsOf()),
					func(path string) error {
						return s.desk.ExportAging(q, path)
					})
			}},
	}
}

// cardArg leads to the card of the customer under the cursor, with the others of
// this level to go through.
func (s *Screen) cardArg(tab string) desk.CardArg {
	r := s.report()
	list := make([]string, len(r.Rows))
	for i := range r.Rows {
		list[i] = r.Rows[i].Key
	}
	return desk.CardArg{Code: s.row().Key, Tab: tab, List: list}
}

// noLetters is why no letters can be written of what is on show.
func (s *Screen) noLetters() string {
	switch {
	case s.report() == nil:
		return "the aging is not there yet"
	case len(s.q.Within) > 0 && s.q.By != ledger.ByCustomer:
		return "group by customer first: letters go to those on show"
	}
	return ""
}

// writeLetters writes to all who are overdue, or to those of the level on show.
func (s *Screen) writeLetters() shell.Effect {
	var only []string
	if len(s.q.Within) > 0 {
		only = []string{}
		for i := range s.report().Rows {
			only = append(only, s.report().Rows[i].Key)
		}
	}
	to := s.desk.AsOf()
	return s.letters.Ask(s.desk, max(to.AddMonths(-3).StartOfMonth(), civil.First), to, only)
}

// reorder orders by the figure under the cursor; once more, by name.
func (s *Screen) reorder() shell.Effect {
	if len(s.columns) == 0 {
		return action.None
	}
	of := s.column().of
	if s.sorted = !s.sorted || !slices.Equal(s.sortBy, of); s.sorted {
		s.sortBy = of
	}
	return s.load()
}

// groupWords say what rows are grouped by.
var groupWords = map[ledger.By]string{ledger.ByCustomer: "customer", ledger.ByBranch: "branch",
	ledger.BySalesman:  "salesman",
	ledger.ByCollector: "collector", ledger.ByRisk: "risk class", ledger.ByCurrency: "currency",
	ledger.ByGroup: "group",
	ledger.ByBill:  "bill"}

var groupKeys = map[ledger.By]string{ledger.ByCustomer: "c", ledger.ByBranch: "b", ledger.BySalesman: "s",
	ledger.ByCollector: "l",
	ledger.ByRisk:      "r", ledger.ByCurrency: "y", ledger.ByGroup: "g", ledger.ByBill: "i"}

func groupings() []kit.Choice {
	var out []kit.Choice
	for _, by := range ledger.Groupings {
		out = append(out, kit.Choice{Value: string(by), Label: groupWords[by], Key: groupKeys[by]})
	}
	return out
}

func (s *Screen) askUnit() shell.Effect {
	return action.Ask(kit.Choose("Figures", "", units, string(s.asked), func(v string) action.Effect {
		s.asked = unit(v)
		s.show()
		return action.None
	}))
}

func (s *Screen) askGroup() shell.Effect {
	return action.Ask(kit.Choose("Group by", "", groupings(), string(s.q.By), func(v string) action.Effect {
		s.q.By = ledger.By(v)
		return s.load()
	}))
}

var basisWords = map[aging.Basis]string{aging.Due: "due date", aging.Doc: "document date",
	aging.Posting: "posting date"}

var creditWords = map[aging.Policy]string{aging.Column: "in their own column",
	aging.Bucket: "in the bucket of their date",
	aging.Oldest: "off the oldest bills"}

func (s *Screen) askHow() shell.Effect {
	edges := s.edges()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "by", Label: "Group by", Kind: kit.ChoiceField, Value: string(s.q.By), Choices: groupings()},
		kit.Field{Name: "basis", Label: "Count from", Kind: kit.ChoiceField, Value: string(s.q.Basis),
			Choices: []kit.Choice{
				{Value: string(aging.Due), Label: basisWords[aging.Due], Key: "d"},
				{Value: string(aging.Doc), Label: basisWords[aging.Doc], Key: "o"},
				{Value: string(aging.Posting), Label: basisWords[aging.Posting], Key: "p"}}},
		kit.Field{Name: "edges", Label: "Edges", Value: commas(edges), Required: true,
			Hint: "days, rising: 30,60,90,120",
			Check: func(v string) error {
				_, err := company.ParseEdges(v)
				return err
			}},
		kit.Field{Name: "credits", Label: "Unapplied money", Kind: kit.ChoiceField, Value: string(s.q.Credits),
			Choices: []kit.Choice{{Value: string(aging.Column), Label: creditWords[aging.Column], Key: "c"},
				{Value: string(aging.Bucket), Label: creditWords[aging.Bucket], Key: "b"},
				{Value: string(aging.Oldest), Label: creditWords[aging.Oldest], Key: "o"}}})
	box := kit.NewFormBox("How to age", form, nil)
	box.Foot = func(kit.Values) string { return "The total is the same whichever way." }
	box.Done = func(v kit.Values) action.Effect {
		edges, err := company.ParseEdges(v.Text("edges"))
		if err != nil {
			return action.Fail(err)
		}
		s.q.By, s.q.Basis, s.q.Credits, s.q.Edges = ledger.By(v.Text("by")), aging.Basis(v.Text("basis")),
			aging.Policy(v.Text("credits")), edges
		return s.load()
	}
	return action.Ask(box)
}

// edges are those asked for, else the company's.
func (s *Screen) edges() []int {
	if s.q.Edges != nil {
		return s.q.Edges
	}
	set := s.desk.Company()
	return set.Edges
}

func commas(edges []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(edges), "[]"), " ", ",")
}
