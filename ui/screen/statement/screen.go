package statement

import (
	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/statement"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Desk is what this screen asks of the desk.
type Desk interface {
	AsOf() civil.Date
	Statements(q statement.Query) ([]statement.Statement, error)
	StatementPath(s *statement.Statement, form string) string
	WriteStatement(s *statement.Statement, form, path string) (string, error)
	verb.LetterDesk
	verb.HeadDesk
}

// Screen is the statements of a customer, one account at a time.
type Screen struct {
	desk     Desk
	code     string
	list     []string // the customers to go through
	currency string
	from, to civil.Date // to is 0 for the day that is read
	all      shell.Query[[]statement.Statement]
	tabs     kit.Tabs // of the currencies, when there are several
	table    kit.Table
	letters  verb.Letters
}

// New opens the statement of the customer that arg, a desk.CardArg, names.
func New(d *desk.Desk, arg any) shell.Screen { return open(d, arg) }

func open(d Desk, arg any) *Screen {
	a, _ := arg.(desk.CardArg)
	s := &Screen{desk: d, code: a.Code, list: a.List, currency: a.Currency}
	s.from = max(d.AsOf().AddMonths(-3).StartOfMonth(), civil.First)
	return s
}

// Title is "Statement".
func (s *Screen) Title() string { return "Statement" }

// Capturing reports whether letters are being written, which only esc may end.
func (s *Screen) Capturing() bool { return s.letters.Busy() }

// Dirty reports whether letters are being written: leaving would stop them.
func (s *Screen) Dirty() bool { return s.letters.Busy() }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	x := s.statement()
	if x == nil {
		return "statement", nil
	}
	return "statement-" + x.Customer + "-" + x.Money.Code + "-" + x.To.String(), &s.table
}

// Init asks for the statements.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	q := statement.Query{Customer: s.code, From: s.from, To: s.until()}
	return s.all.Ask(func() ([]statement.Statement, error) { return s.desk.Statements(q) })
}

// until is the last day on show.
func (s *Screen) until() civil.Date {
	if s.to != 0 {
		return s.to
	}
	return s.desk.AsOf()
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.all.Took(msg) {
		s.took()
		return action.Fail(s.all.Err)
	}
	if e, taken := s.letters.Update(msg); taken {
		return e
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		switch {
		case s.tabs.Update(msg):
			s.currency = s.tabs.Items[s.tabs.At]
			s.show()
		default:
			s.table.Update(msg)
		}
	}
	return action.None
}

// took puts the account that was on show back there.
func (s *Screen) took() {
	s.tabs = kit.Tabs{}
	for n := range s.all.Value {
		s.tabs.Items = append(s.tabs.Items, s.all.Value[n].Money.Code)
		if s.all.Value[n].Money.Code == s.currency {
			s.tabs.At = n
		}
	}
	s.show()
}

// statement is the one on show, nil before the first answer.
func (s *Screen) statement() *statement.Statement {
	if s.tabs.At >= len(s.all.Value) {
		return nil
	}
	return &s.all.Value[s.tabs.At]
}

func (s *Screen) show() {
	if x := s.statement(); x != nil {
		s.table.SetRows(rows{x})
	}
}

// goTo opens the statement of the customer so many places on in the list.
func (s *Screen) goTo(by int) shell.Effect {
	for n, code := range s.list {
		if to := n + by; code == s.code && to >= 0 && to < len(s.list) {
			s.code = s.list[to]
			s.table.Select(0)
			return s.load()
		}
	}
	return action.Decline(map[int]string{1: "This is the last customer of the list.",
		-1: "This is the first customer of the list."}[by])
}
