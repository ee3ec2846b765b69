package call

import (
	"errors"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/dispute"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// letters choose a result; sent and note are no results of a call.
var letters = map[contact.Result]string{contact.Promised: "p", contact.Ready: "r", contact.SaysPaid: "y",
	contact.Waiting:   "v",
	contact.BillAsked: "b", contact.Disputes: "d", contact.Refused: "f", contact.Referred: "x", contact.OwnerAway: "o",
	contact.LeftWord: "l", contact.CallBack: "c", contact.NoAnswer: "a", contact.Voicemail: "m",
	contact.WrongNumber: "w"}

// Screen is the call pane of one customer.
type Screen struct {
	desk   *desk.Desk
	code   string
	card   shell.Query[*desk.Card]
	guard  shell.Query[string]
	saved  shell.Query[string]
	form   *kit.Form
	saving bool
	failed string
	next   string // the date last offered for the follow-up
}

// New makes the screen; arg is a desk.CardArg.
func New(d *desk.Desk, arg any) shell.Screen {
	a, _ := arg.(desk.CardArg)
	return &Screen{desk: d, code: a.Code}
}

// Title is "Call".
func (s *Screen) Title() string { return "Call" }

// Capturing is true once the form is there: every letter is for it.
func (s *Screen) Capturing() bool { return s.form != nil }

// Dirty reports whether something was typed and not saved.
func (s *Screen) Dirty() bool { return s.form != nil && s.form.Typed() && !s.saving }

// Hints name the form's keys in the footer.
func (s *Screen) Hints() []kit.Hint {
	first := kit.Hint{Key: "enter", Label: "next field"}
	if s.form != nil && s.form.Focused() == "result" {
		first = kit.Hint{Key: "letter", Label: "result"}
	}
	return []kit.Hint{first, {Key: "⇧tab", Label: "field before"}, {Key: "^S", Label: "save, next customer"}}
}

// Actions is empty: the form has the keys, and Hints names them.
func (s *Screen) Actions() []action.Action { return nil }

// Init asks for the customer.
func (s *Screen) Init() shell.Effect {
	return s.card.Ask(func() (*desk.Card, error) { return s.desk.Card(s.code) })
}

// Update takes answers and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.card.Took(msg) {
		if s.card.Err != nil {
			return action.Fail(s.card.Err)
		}
		if s.form == nil {
			s.makeForm()
		}
		id := s.card.Value.ID
		return s.guard.Ask(func() (string, error) { return s.desk.Guard(id) })
	}
	if s.guard.Took(msg) {
		return action.Fail(s.guard.Err)
	}
	if s.saved.Took(msg) {
		return s.afterSave()
	}
	switch msg := msg.(type) {
	case shell.Changed:
		if !s.saving {
			return s.Init()
		}
	case tea.KeyMsg:
		return s.key(msg)
	}
	return action.None
}

func (s *Screen) key(k tea.KeyMsg) shell.Effect {
	if s.form == nil || s.saving {
		return action.None
	}
	before := s.form.Values().Text("result")
	switch s.form.Update(k) {
	case kit.FormLeft:
		if !s.form.Typed() {
			return action.Pop()
		}
		return action.Ask(kit.Confirm("Throw away what you typed?", "Nothing of this call was saved.",
			"throw away", "go on typing",
			action.Pop))
	case kit.FormSubmitted:
		return s.save()
	case kit.FormEdited:
		s.failed = ""
		if r := s.form.Values().Text("result"); r != before {
			s.offer(r)
		}
	}
	return action.None
}

// offer fills in the next action that the result asks for, unless the officer
// has typed another day.
func (s *Screen) offer(result string) {
	r, err := contact.ParseResult(result)
	if err != nil {
		return
	}
	if typed := s.form.Values().Text("next"); typed != s.next {
		return
	}
	s.next = ""
	if rule := r.Rule(); rule.Days >= 0 {
		s.next = s.desk.Calendar().AddOpen(s.desk.Today(), rule.Days).String()
	}
	s.form.Set("next", s.next)
}

func (s *Screen) makeForm() {
	c := s.card.Value
	a := &c.Accounts[0]
	var people []string
	for _, p := range c.People {
		people = append(people, p.Name)
	}
	person := ""
	if len(people) > 0 {
		person = people[0]
	}
	is := func(results ...contact.Result) func(v kit.Values) bool {
		return func(v kit.Values) bool {
			return slices.ContainsFunc(results, func(r contact.Result) bool { return r.String() == v.Text("result") })
		}
	}
	owed := a.ToCollect
	if owed == 0 {
		owed = max(a.Owed(), 0)
	}
	bill := ""
	if len(a.Bills) > 0 {
		bill = a.Bills[0].Number
	}
	promised, disputed := is(contact.Promised), is(contact.Disputes)
	s.form = kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: a.Digits},
		kit.Field{Name: "result", Label: "Result", Kind: kit.ChoiceField, Choices: results(), Required: true},
		kit.Field{Name: "amount", Label: "Promises " + a.Currency, Kind: kit.AmountField, Value: amount(owed,
			a.Digits), Required: true,
			Show: promised},
		kit.Field{Name: "by", Label: "By", Kind: kit.DateField, Value: "+3", Required: true, Show: promised},
		kit.Field{Name: "method", Label: "How", Kind: kit.ChoiceField, Value: "transfer", Show: promised,
			Choices: []kit.Choice{{Value: "transfer", Label: "transfer", Key: "t"}, {Value: "cash", Label: "cash",
				Key: "c"},
				{Value: "cheque", Label: "cheque", Key: "h"}, {Value: "other", Label: "other", Key: "o"}}},
		kit.Field{Name: "bill", Label: "Disputes bill", Value: bill, Required: true, Show: disputed},
		kit.Field{Name: "disputed", Label: "Amount", Kind: kit.AmountField, Hint: "empty: all that is open",
			Show: disputed},
		kit.Field{Name: "reason", Label: "Why", Required: true, Show: disputed},
		kit.Field{Name: "reference", Label: "Waits for", Hint: "PO, portal or approval number",
			Show: is(contact.Waiting)},
		kit.Field{Name: "note", Label: "Note", Kind: kit.NoteField, Height: 2},
		kit.Field{Name: "next", Label: "Next on", Kind: kit.DateField, Hint: "empty: nothing planned"},
		kit.Field{Name: "time", Label: "At", Kind: kit.TimeField, Hint: "any time"},
		kit.Field{Name: "person", Label: "Spoke to", Kind: kit.SuggestField, Value: person, Suggest: suggest(people)},
		kit.Field{Name: "override", Label: "Reason to call now", Hint: "it is kept", Required: true,
			Show: func(kit.Values) bool { return s.guard.Value != "" }})
}

func suggest(people []string) func(string) []string {
	return func(typed string) []string {
		if slices.Contains(people, typed) {
			return nil
		}
		return people
	}
}

func amount(m money.Minor, digits int) string {
	if m == 0 {
		return ""
	}
	return text.FormatAmount(m, digits)
}

func results() []kit.Choice {
	var all []kit.Choice
	for _, r := range contact.Rules {
		if key := letters[r.Result]; key != "" {
			all = append(all, kit.Choice{Value: r.Name, Label: r.Name, Key: key})
		}
	}
	return all
}

// save posts the contact and all it brought, once.
func (s *Screen) save() shell.Effect {
	s.saving, s.failed = true, ""
	v, cmd := s.form.Values(), s.command()
	return s.saved.Ask(func() (string, error) { return cmd.Result, s.desk.LogContact(v.Key(), cmd) })
}

func (s *Screen) command() *contact.Log {
	v, a := s.form.Values(), &s.card.Value.Accounts[0]
	c := &contact.Log{Customer: s.code, Person: v.Text("person"), Result: v.Text("result"), Note: v.Text("note"),
		Reference: v.Text("reference"), Override: v.Text("override"), NextDate: "none"}
	for _, p := range s.card.Value.People {
		if p.Name == c.Person && len(p.Phones) > 0 {
			c.Number, c.Ext = p.Phones[0].Number, p.Phones[0].Ext
		}
	}
	if v.Text("next") != "" {
		c.NextDate = v.Date("next").String()
	}
	if v.Text("time") != "" {
		c.NextTime = text.FormatTime(v.Time("time"))
		if c.NextDate == "none" {
			c.NextDate = ""
		}
	}
	switch c.Result {
	case contact.Promised.String():
		c.Promise = &contact.Pledge{Amount: a.Money().Plain(v.Amount("amount")), Date: v.Date("by").String(),
			Currency: a.Currency,
			Method:   v.Text("method")}
	case contact.Disputes.String():
		c.Dispute = &dispute.Open{Bill: v.Text("bill"), Reason: v.Text("reason")}
		if v.Text("disputed") != "" {
			c.Dispute.Amount = a.Money().Plain(v.Amount("disputed"))
		}
	}
	return c
}

// fields maps a refusal's field to the form's.
var fields = map[string]string{"next_date": "next", "date": "by", "next_time": "time", "time": "time",
	"promise": "amount",
	"amount":  "amount", "bill": "bill", "reason": "reason", "person": "person", "number": "person", "note": "note",
	"override": "override", "result": "result", "reference": "reference", "method": "method"}

func (s *Screen) afterSave() shell.Effect {
	s.saving = false
	if err := s.saved.Err; err != nil {
		if f, ok := fields[desk.FieldOf(err)]; ok && s.form.Refuse(kit.At(f, err)) {
			return action.None
		}
		s.failed = err.Error() + " (nothing was saved)"
		return action.Fail(errors.New(s.failed))
	}
	name := s.card.Value.Name
	return action.Notify(name + ": " + s.saved.Value + ", logged.").And(action.PopWith(desk.Logged{Code: s.code}))
}
