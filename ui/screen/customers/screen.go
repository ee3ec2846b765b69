package customers

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// order is how the customers found are ordered.
type order int

const (
	byFit order = iota // as they were found
	byName
	byBalance
	byOverdue
	orders
)

// Screen is the customers found.
type Screen struct {
	on      func(dialog func(*desk.Desk, verb.Target) action.Effect) action.Effect // the dialogs of the letters
	desk    Desk
	query   desk.FindQuery // the filters; the text is the input's
	input   kit.Input
	typing  bool
	calling bool // opened to find somebody who is calling
	found   shell.Query[desk.Found]
	deep    shell.Query[desk.Found]
	deepFor string // the text the last look through the bills was for
	lists   shell.Query[desk.Lists]
	hits    []desk.Hit
	order   order
	fresh   bool // the text is new: the cursor goes to the best hit
	table   kit.Table
}

// New opens the screen; the argument "find" opens it with the cursor in the
// field.
func New(d *desk.Desk, arg any) shell.Screen {
	s := open(d, arg)
	s.on = func(dialog func(*desk.Desk, verb.Target) action.Effect) action.Effect {
		return verb.On(d, s.current().Customer.Code, dialog)
	}
	return s
}

func open(d Desk, arg any) *Screen {
	s := &Screen{desk: d}
	s.input.Hint = "name, code, phone, bill, PO, delivery note, amount, tax number"
	s.calling = arg == "find"
	s.typing = s.calling
	return s
}

// Title is "Customers".
func (s *Screen) Title() string { return "Customers" }

// Capturing reports whether the cursor is in the field.
func (s *Screen) Capturing() bool { return s.typing }

// Dirty is false: a search typed again costs nothing.
func (s *Screen) Dirty() bool { return false }

// Init asks for the first customers and the names in use.
func (s *Screen) Init() shell.Effect { return s.load().And(s.loadLists()) }

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.found.Took(msg):
		s.merge()
		return action.Fail(s.found.Err).And(s.loadDeep())
	case s.deep.Took(msg):
		s.merge()
		return action.Fail(s.deep.Err).And(s.loadDeep())
	case s.lists.Took(msg):
		return action.Fail(s.lists.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		s.deepFor = ""
		return s.load().And(s.loadLists())
	case tea.KeyMsg:
		if s.typing {
			return s.typed(msg)
		}
		s.table.Update(msg)
	}
	return action.None
}

// typed is a key while the cursor is in the field: text for it, or the arrows,
// pages and enter for the list below.
func (s *Screen) typed(k tea.KeyMsg) shell.Effect {
	switch k.String() {
	case "esc":
		s.typing = false
		if s.calling && s.input.Value() == "" {
			return action.Pop()
		}
		return action.None
	case "enter":
		if s.table.Cursor() < 0 {
			return action.None
		}
		s.typing = false
		return s.openCard("")
	case "tab":
		s.typing = false
		return action.None
	case "up", "down", "pgup", "pgdown":
		s.table.Update(k)
		return action.None
	}
	before := s.input.Value()
	if s.input.Update(k); s.input.Value() == before {
		return action.None
	}
	s.fresh = true
	if s.order != byFit && s.input.Value() != "" {
		s.order = byFit
	}
	return s.load()
}

// current is the hit under the cursor, nil when there is none.
func (s *Screen) current() *desk.Hit {
	if at := s.table.Cursor(); at >= 0 && at < len(s.hits) {
		return &s.hits[at]
	}
	return nil
}

// openCard opens the card under the cursor, with the others found to go through.
func (s *Screen) openCard(tab string) shell.Effect {
	list := make([]string, len(s.hits))
	for i := range s.hits {
		list[i] = s.hits[i].Customer.Code
	}
	return action.Push("card", desk.CardArg{Code: s.current().Customer.Code, Tab: tab, Bill: s.billFound(tab),
		List: list})
}

// billFound is the bill that the customer under the cursor was found by, for a
// card that is not opened for something else.
func (s *Screen) billFound(tab string) string {
	if tab != "" {
		return ""
	}
	return s.current().Bill
}

// filtered reports whether something besides the text narrows the list.
func (s *Screen) filtered() bool { return s.query != (desk.FindQuery{}) }

// sort orders the hits; those of a cut list stay as they were found.
func (s *Screen) sort() {
	if s.found.Value.More || s.order == byFit {
		return
	}
	slices.SortStableFunc(s.hits, func(a, b desk.Hit) int {
		switch x, y := s.owed(&a), s.owed(&b); s.order {
		case byBalance:
			return cmp.Compare(y.Balance, x.Balance)
		case byOverdue:
			return cmp.Compare(y.Overdue, x.Overdue)
		}
		return strings.Compare(text.Fold(a.Customer.Name), text.Fold(b.Customer.Name))
	})
}

// owed is what a customer owes in the company's currency, else in the first.
func (s *Screen) owed(h *desk.Hit) desk.Owed {
	set := s.desk.Company()
	mine := set.Money()
	for _, o := range h.Owes {
		if o.Currency == mine {
			return o
		}
	}
	if len(h.Owes) > 0 {
		return h.Owes[0]
	}
	return desk.Owed{Currency: mine}
}

func (s *Screen) amount(o desk.Owed, m money.Minor) string {
	set := s.desk.Company()
	if out := text.FormatAmount(m, o.Currency.Digits); o.Currency != set.Money() {
		return out + " " + o.Currency.Code
	}
	return text.FormatAmount(m, o.Currency.Digits)
}
