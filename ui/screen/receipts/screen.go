package receipts

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	report "duebook/internal/report/receipts"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// which receipts are listed.
const (
	allOf     = "all"
	unapplied = "unapplied"
	moneyOnly = "money"
	toChase   = "chase"
)

var lists = []kit.Choice{{Value: allOf, Label: "all of the period", Key: "a"},
	{Value: unapplied, Label: "only with something left", Key: "u"},
	{Value: moneyOnly, Label: "only money that came in", Key: "m"},
	{Value: toChase, Label: "withholdings whose certificate is to be chased", Key: "c"}}

var orders = []kit.Choice{{Value: "left", Label: "with something left first, then the newest", Key: "u"},
	{Value: "date", Label: "the newest first", Key: "d"}, {Value: "amount", Label: "the largest first", Key: "a"},
	{Value: "name", Label: "by customer", Key: "n"}}

// Screen is the register.
type Screen struct {
	desk    *desk.Desk
	rows    shell.Query[[]report.Row]
	uses    shell.Query[[]desk.ReceiptUse]
	waiting shell.Query[[]report.Request]
	shown   []report.Row
	table   kit.Table
	input   kit.Input
	typing  bool
	list    string
	order   string
	days    int
}

// New makes the screen; arg is a text to look for, or nil.
func New(d *desk.Desk, arg any) shell.Screen {
	s := &Screen{desk: d, list: allOf, order: "left", days: 92}
	s.input.Hint = "number, customer, reference, amount"
	if find, ok := arg.(string); ok {
		s.input.Set(find)
	}
	return s
}

// Title is "Receipts".
func (s *Screen) Title() string { return "Receipts" }

// Capturing is true while the search has the keys.
func (s *Screen) Capturing() bool { return s.typing }

// Dirty is false: a search typed again costs nothing.
func (s *Screen) Dirty() bool { return false }

// Init asks for the receipts.
func (s *Screen) Init() shell.Effect {
	from := s.desk.AsOf() - 36500
	if s.days > 0 {
		from = s.desk.AsOf().Add(-s.days)
	}
	return s.rows.Ask(func() ([]report.Row, error) { return s.desk.ReceiptsSince(from) })
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.rows.Took(msg):
		s.arrange()
		return action.Fail(s.rows.Err)
	case s.waiting.Took(msg):
		return s.offer()
	case s.uses.Took(msg):
		if s.uses.Err != nil {
			return action.Fail(s.uses.Err)
		}
		return s.tell()
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.Init()
	case tea.KeyMsg:
		if s.typing {
			return s.typed(msg)
		}
		s.table.Update(msg)
	}
	return action.None
}

func (s *Screen) typed(k tea.KeyMsg) shell.Effect {
	switch k.String() {
	case "enter", "esc", "tab":
		s.typing = false
	case "up", "down", "pgup", "pgdown":
		s.table.Update(k)
	default:
		s.input.Update(k)
		s.arrange()
	}
	return action.None
}

// Back gives the search up before esc leaves.
func (s *Screen) Back() bool {
	had := s.input.Value() != ""
	s.input.Set("")
	s.arrange()
	return had
}

// current is the receipt under the cursor, nil when there is none.
func (s *Screen) current() *report.Row {
	if at := s.table.Cursor(); at >= 0 && at < len(s.shown) {
		return &s.shown[at]
	}
	return nil
}

// arrange narrows and orders what was read.
func (s *Screen) arrange() {
	words := strings.Fields(text.Fold(s.input.Value()))
	s.shown = nil
	for _, r := range s.rows.Value {
		if s.list == unapplied && r.Left == 0 || s.list == toChase && !r.Withheld || s.list == moneyOnly && !r.Money {
			continue
		}
		all, hay := true, ""
		if len(words) > 0 {
			amount := text.FormatAmount(r.Amount, r.Currency.Digits)
			hay = text.Fold(strings.Join([]string{r.Number, r.Code, r.Name, r.Kind, r.Reference, r.Text, r.By, amount,
				strings.ReplaceAll(amount, ",", "")}, " "))
		}
		for _, w := range words {
			all = all && strings.Contains(hay, w)
		}
		if all {
			s.shown = append(s.shown, r)
		}
	}
	slices.SortStableFunc(s.shown, func(a, b report.Row) int {
		switch s.order {
		case "date":
			return cmp.Compare(b.Date, a.Date)
		case "amount":
			return cmp.Compare(b.Amount, a.Amount)
		case "name":
			return strings.Compare(text.Fold(a.Name), text.Fold(b.Name))
		}
		return 0
	})
	s.columns()
	s.table.SetRows(rows{s})
}
