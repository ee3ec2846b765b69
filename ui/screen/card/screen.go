package card

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/report/statement"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// tabs are the panes, by the name a route may ask for.
var tabs = []string{"bills", "timeline", "promises", "follow-ups", "people", "statement", "cheques", "record"}

// Screen is one customer's card.
type Screen struct {
	shell.Untyped
	desk   *desk.Desk
	code   string
	list   []string
	card   shell.Query[*desk.Card]
	state  shell.Query[*statement.Statement]
	tabs   kit.Tabs
	acc    int // which account is on show
	months int // of the statement
	table  [8]kit.Table
	record shell.Query[*desk.Record]
	want   desk.CardArg // the account and bill to stand on, until they were found
	story  shell.Query[story]
}

// story is what a bill is and what was put on it.
type story struct {
	bill  uint64 // its key in the table
	lines []string
}

// New makes the screen; arg is a desk.CardArg, or a customer's code.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d, months: 3, tabs: kit.Tabs{Items: []string{"Bills", "Timeline", "Promises", "Follow-ups",
		"People", "Statement", "Cheques", "Record"}}}
	switch a := arg.(type) {
	case string:
		s.code = a
	case desk.CardArg:
		s.code, s.list, s.want = a.Code, a.List, a
		s.tabs.At = max(slices.Index(tabs, a.Tab), 0)
	}
	s.columns()
	return s
}

func (s *Screen) columns() {
	s.table[0].Columns = []kit.Column{{Title: "Bill", Flex: 2, Min: 18, Max: 28}, {Title: "Kind", Width: 12, Drop: 5},
		{Title: "Dated", Kind: kit.Date, Width: 10, Drop: 3}, {Title: "Due", Kind: kit.Date, Width: 10},
		{Title: "Late", Kind: kit.Count, Width: 6}, {Title: "Amount", Kind: kit.Amount, Drop: 2}, {Title: "Open",
			Kind: kit.Amount},
		{Title: "", Flex: 1, Min: 9, Max: 18}, {Title: "Their order", Flex: 1, Min: 10, Max: 20, Drop: 4}}
	s.table[0].Empty = "No open bills. The timeline (tab) shows what was paid."
	s.table[1].Columns = []kit.Column{{Title: "Day", Kind: kit.Date, Width: 10}, {Title: "At", Width: 5, Drop: 2},
		{Title: "What", Flex: 2, Min: 24, Max: 34}, {Title: "Amount", Kind: kit.Amount}, {Title: "Said", Flex: 5,
			Min: 20},
		{Title: "By", Width: 10, Drop: 3}}
	s.table[1].Empty = "Nothing has happened yet. c logs a call, n writes a note."
	s.table[2].Columns = []kit.Column{{Title: "Promised for", Kind: kit.Date, Width: 12}, {Title: "Amount",
		Kind: kit.Amount},
		{Title: "Paid", Kind: kit.Amount, Drop: 1}, {Title: "State", Width: 19}, {Title: "How", Width: 8, Drop: 3},
		{Title: "Taken", Kind: kit.Date, Width: 10, Drop: 2}, {Title: "From", Flex: 1, Min: 10}}
	s.table[2].Empty = "No promises yet. p takes one."
	s.table[3].Columns = []kit.Column{{Title: "Day", Kind: kit.Date, Width: 10}, {Title: "At", Width: 5},
		{Title: "What for", Flex: 3, Min: 20}, {Title: "Whose", Width: 12, Drop: 1}}
	s.table[3].Empty = "Nothing is planned. t plans a follow-up."
	s.table[4].Columns = []kit.Column{{Title: "Name", Flex: 2, Min: 16, Max: 32}, {Title: "Role", Flex: 1, Min: 12,
		Max: 22},
		{Title: "Phone", Flex: 2, Min: 26, Max: 34}, {Title: "E-mail", Flex: 2, Min: 24, Max: 36, Drop: 2},
		{Title: "Best time", Width: 14, Drop: 1}}
	s.table[4].Empty = "Nobody is on the card. e adds a person."
	s.table[5].Columns = []kit.Column{{Title: "Day", Kind: kit.Date, Width: 10}, {Title: "What", Flex: 3, Min: 20},
		{Title: "Debit", Kind: kit.Amount}, {Title: "Credit", Kind: kit.Amount}, {Title: "Balance", Kind: kit.Amount}}
	s.table[5].Empty = "The account has no movements in this period."
	s.table[6].Columns = chequeColumns
	s.table[6].Empty = "No cheques. h records one."
	s.table[recordTab].Columns = recordColumns
	s.table[recordTab].Empty = "Reading the record ..."
}

// Title is "Customer".
func (s *Screen) Title() string { return "Customer" }

// Init asks for the card.
func (s *Screen) Init() shell.Effect {
	return s.card.Ask(func() (*desk.Card, error) { return s.desk.Card(s.code) })
}

// Update takes answers, changes tabs and moves in them.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.card.Took(msg) {
		if s.card.Err != nil {
			return action.Fail(s.card.Err)
		}
		s.acc = min(s.acc, len(s.card.Value.Accounts)-1)
		found := s.find()
		return found.And(s.askStatement(), s.askStory(), s.askRecord())
	}
	if s.record.Took(msg) {
		return s.fillRecord()
	}
	if s.story.Took(msg) {
		return action.Fail(s.story.Err)
	}
	if s.state.Took(msg) {
		if s.state.Err == nil {
			s.table[5].SetRows(statementRows{s.state.Value})
			s.table[5].Select(s.table[5].Len() - 1)
		}
		return action.Fail(s.state.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
		s.story.Value = story{}
		return s.Init()
	case tea.KeyMsg:
		if s.tabs.Update(msg) {
			return s.askStatement().And(s.askStory(), s.askRecord())
		}
		s.table[s.tabs.At].Update(msg)
		return s.askStory()
	}
	return action.None
}

// find fills the tabs, and the first time puts the cursor on the bill that the
// card was opened for: among the open ones, else where the timeline tells of it.
func (s *Screen) find() action.Effect {
	want := s.want
	s.want = desk.CardArg{}
	for i := range s.card.Value.Accounts {
		a := &s.card.Value.Accounts[i]
		if a.Currency == want.Currency {
			s.acc = i
		}
		for row := range a.Bills {
			if want.Bill != "" && a.Bills[row].Number == want.Bill {
				s.acc, s.tabs.At = i, 0
				s.fill()
				s.table[0].Select(row)
				return action.None
			}
		}
	}
	s.fill()
	if want.Bill == "" {
		return action.None
	}
	for i := range s.card.Value.Recent {
		if s.card.Value.Recent[i].Number == want.Bill {
			s.tabs.At = 1
			s.table[1].Select(i)
			return action.Notify(want.Bill + " has nothing open; here is when it came.")
		}
	}
	return action.Notify(want.Bill + " has nothing open and is older than this timeline.")
}

// askStory asks for the story of the bill under the cursor, once.
func (s *Screen) askStory() shell.Effect {
	b, key := s.bill(), uint64(0)
	if b != nil {
		key, _ = s.table[0].CurrentKey()
	}
	if b == nil || s.story.Value.bill == key && !s.story.Loading {
		return action.None
	}
	acc, row := s.account().ID, *b
	return s.story.Ask(func() (story, error) {
		lines, err := s.desk.BillStory(acc, &row)
		return story{key, lines}, err
	})
}

func (s *Screen) askStatement() shell.Effect {
	if s.tabs.At != 5 || s.card.Value == nil || s.account().ID == 0 {
		return action.None
	}
	code, currency, months := s.code, s.account().Currency, s.months
	return s.state.Ask(func() (*statement.Statement, error) { return s.desk.Statement(code, currency, months) })
}

func (s *Screen) account() *desk.CardAccount { return &s.card.Value.Accounts[s.acc] }

func (s *Screen) fill() {
	c, a := s.card.Value, s.account()
	s.table[0].SetRows(billRows{a})
	s.table[1].SetRows(eventRows{c})
	s.table[2].SetRows(promiseRows{c, a})
	s.table[3].SetRows(followupRows{c})
	s.table[4].SetRows(peopleRows{c, numbersOf(c)})
	s.table[6].SetRows(chequeRows{a})
}

// goTo opens the customer so many places further in the list.
func (s *Screen) goTo(step int) action.Effect {
	at := slices.Index(s.list, s.code)
	if at < 0 || at+step < 0 || at+step >= len(s.list) {
		return action.Notify("The list ends here.")
	}
	return action.Replace("card", desk.CardArg{Code: s.list[at+step], Tab: tabs[s.tabs.At], List: s.list})
}

func (s *Screen) target() verb.Target {
	t := verb.Of(s.card.Value, s.acc)
	if b := s.bill(); b != nil && !b.Credit {
		t.Bill = b.Number
	}
	return t
}

// followup is the follow-up under the cursor on its tab, or nil.
func (s *Screen) followup() *desk.Followup {
	if at := s.table[3].Cursor(); s.card.Value != nil && s.tabs.At == 3 && at >= 0 {
		return &s.card.Value.Followups[at]
	}
	return nil
}

// person is the person under the cursor on the tab of people, or nil.
func (s *Screen) person() *customer.Contact {
	if at := s.table[4].Cursor(); s.card.Value != nil && s.tabs.At == 4 && at >= 0 {
		return &s.card.Value.People[numbersOf(s.card.Value)[at].person]
	}
	return nil
}

// bill is the bill under the cursor on the first tab, or nil.
func (s *Screen) bill() *desk.Bill {
	if s.card.Value == nil {
		return nil
	}
	if at := s.table[0].Cursor(); s.tabs.At == 0 && at >= 0 {
		return &s.account().Bills[at]
	}
	return nil
}
