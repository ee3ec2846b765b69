package allocate

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/internal/report/receipts"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Screen is the allocation of one receipt.
type Screen struct {
	desk    *desk.Desk
	arg     desk.ReceiptArg
	data    shell.Query[*desk.Allocation]
	matches shell.Query[[]receipts.Match]
	saved   shell.Query[string]
	files   shell.Query[[]string] // that may be remittance lists
	plan    *plan
	form    *kit.Form // nil for an old receipt
	key     string
	below   bool // the bills have the keys
	table   kit.Table
	input   kit.Input // the amount typed on a line
	typing  bool
	touched bool
	saving  bool
	failed  string
	asked   string // what the last match was asked for
}

// New makes the screen; arg is a desk.ReceiptArg.
func New(d *desk.Desk, arg any) shell.Screen {
	a, _ := arg.(desk.ReceiptArg)
	s := &Screen{desk: d, arg: a, key: kit.NewKey(), below: a.Receipt != ""}
	s.input.Limit = 20 // the column grows with it
	return s
}

// Title is "Receipt".
func (s *Screen) Title() string { return "Receipt" }

// Capturing is true while a text has the keys: in the form, or an amount on a line.
func (s *Screen) Capturing() bool { return s.form != nil && !s.below || s.typing }

// Dirty reports whether something was typed and not posted.
func (s *Screen) Dirty() bool {
	return !s.saving && (s.touched || s.form != nil && s.form.Typed())
}

// Hints name the keys while a text has them.
func (s *Screen) Hints() []kit.Hint {
	if s.typing {
		return []kit.Hint{{Key: "enter", Label: "put it on the bill"}}
	}
	return []kit.Hint{{Key: "^S", Label: "post"}, {Key: "enter", Label: "next field"},
		{Key: "^D", Label: "to the bills"}, {Key: "^L", Label: "list"}}
}

// Init asks for what is open.
func (s *Screen) Init() shell.Effect {
	return s.data.Ask(func() (*desk.Allocation, error) { return s.desk.Allocation(s.arg) })
}

// Update takes answers and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.data.Took(msg):
		if s.data.Err != nil {
			return action.Fail(s.data.Err)
		}
		return s.opened()
	case s.files.Took(msg):
		return s.askList()
	case s.matches.Took(msg):
		return action.Fail(s.matches.Err)
	case s.saved.Took(msg):
		return s.afterSave()
	}
	switch msg := msg.(type) {
	case shell.Changed:
		if !s.saving {
			return s.Init()
		}
	case tea.KeyMsg:
		return s.pressed(msg)
	}
	return action.None
}

// opened shows what was read. When the book changed under a plan, the plan stays as far
// as it still fits: the bills are the new ones.
func (s *Screen) opened() shell.Effect {
	old := s.plan
	s.plan = newPlan(s.data.Value, s.arg.Bill)
	if s.form == nil {
		s.form = head(s.data.Value)
	}
	given := old != nil && s.plan.keep(old)
	s.columns()
	s.table.SetRows(rows{s})
	if s.plan.first >= 0 && old == nil {
		s.table.Select(s.plan.first)
	}
	if given {
		return action.Decline("The bills changed meanwhile: take the remittance list again (^L).")
	}
	return action.None
}

func (s *Screen) pressed(k tea.KeyMsg) shell.Effect {
	switch {
	case s.plan == nil || s.saving:
		return action.None
	case s.typing:
		return s.typed(k)
	case s.below:
		return s.onBills(k)
	}
	switch k.String() {
	case "ctrl+d":
		return s.goBelow()
	case "ctrl+l":
		return s.findLists()
	case "pgdown", "pgup":
		s.table.Update(k)
		return action.None
	}
	before, field := s.form.Values(), s.form.Focused()
	switch s.form.Update(k) {
	case kit.FormLeft:
		if !s.Dirty() {
			return action.Pop()
		}
		return action.Ask(kit.Confirm("Throw away what you typed?", "Nothing of this receipt was posted.", "throw away",
			"go on typing", action.Pop))
	case kit.FormSubmitted:
		if k.String() == "ctrl+s" {
			return s.post()
		}
		return s.goBelow().And(s.match())
	case kit.FormEdited:
		s.failed = ""
		if v := s.form.Values(); amount(v, s.plan.data) != amount(before, s.plan.data) {
			s.plan.setAmount(amount(v, s.plan.data))
		}
		s.plan.recover(s.form.Values().Text("recovers"))
		if s.form.Focused() != field {
			return s.match()
		}
	}
	return action.None
}

func (s *Screen) goBelow() shell.Effect {
	s.below = true
	return action.None
}

// onBills is a key over the bills that no action claimed.
func (s *Screen) onBills(k tea.KeyMsg) shell.Effect {
	name := k.String()
	switch {
	case (name == "tab" || name == "shift+tab") && s.form != nil:
		s.below = false
	case name == "up" && s.table.Cursor() <= 0 && s.form != nil:
		s.below = false
	default:
		s.table.Update(k)
	}
	return action.None
}

// typed is a key while an amount is typed on a line.
func (s *Screen) typed(k tea.KeyMsg) shell.Effect {
	switch k.String() {
	case "esc":
		stop := func() action.Effect {
			s.typing, s.failed = false, ""
			return action.None
		}
		at := s.table.Cursor()
		if had := s.plan.say(s.plan.given[at]); s.input.Value() != had {
			return action.Ask(kit.Confirm("Throw away what you typed?", s.plan.data.Lines[at].Number+" keeps "+had+".",
				"throw away", "go on typing", stop))
		}
		return stop()
	case "enter", "tab", "down":
		return s.typedDone()
	default:
		s.input.Update(k)
		s.failed = ""
	}
	return action.None
}

// match asks what the reference and the amount point at, when they are new.
func (s *Screen) match() shell.Effect {
	v := s.form.Values()
	c := receipt.Clue{Text: v.Text("reference"), Amount: s.plan.amount, Currency: s.plan.data.Money}
	ask := c.Text + "|" + s.plan.say(c.Amount)
	if c.Text == "" || ask == s.asked {
		return action.None
	}
	s.asked = ask
	return s.matches.Ask(func() ([]receipts.Match, error) { return s.desk.Match(c) })
}

// post sends the receipt once.
func (s *Screen) post() shell.Effect {
	p := s.plan
	if s.below && s.form != nil && s.form.Update(tea.KeyMsg{Type: tea.KeyCtrlS}) != kit.FormSubmitted {
		s.below = false // something in it is wrong, and says so
		return action.None
	}
	if p.amount <= 0 {
		if s.form == nil || !s.form.Refuse(kit.At("amount", errors.New("an amount is needed"))) {
			return action.Decline("Nothing of the receipt is left to apply.")
		}
		s.below = false
		return action.None
	}
	if p.data.Old != nil && p.applied() == 0 && p.list == nil && len(p.shorts) == 0 && p.over == "" {
		return action.Decline("Mark a bill first: nothing would be applied.")
	}
	s.saving, s.failed = true, ""
	c, said := s.command(), s.said()
	return s.saved.Ask(func() (string, error) { return said, s.desk.Settle(s.key, c) })
}

func (s *Screen) said() string {
	p := s.plan
	if p.data.Old != nil {
		return ": " + p.say(p.applied()) + " of " + p.data.Old.Number + " applied."
	}
	out := ": receipt of " + p.say(p.amount) + " " + p.data.Money.Code + " posted"
	if left := p.unapplied(); left > 0 && p.over != "income" {
		out += ", " + p.say(left) + " unapplied"
	}
	return out + "."
}

func (s *Screen) afterSave() shell.Effect {
	s.saving = false
	if said, ok := action.WasSent(s.saved.Err); ok {
		return action.Notify(said).And(action.Pop())
	}
	if err := s.saved.Err; err != nil {
		if f := fieldOf(desk.FieldOf(err)); f != "" && s.form != nil && s.form.Refuse(kit.At(f, err)) {
			s.below = false
			return action.None
		}
		s.failed = err.Error() + " (nothing was posted)"
		return action.Fail(errors.New(s.failed))
	}
	return action.Notify(verb.Notice(s.plan.data.Name, s.saved.Value)).And(action.Pop())
}
