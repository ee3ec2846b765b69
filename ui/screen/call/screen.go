package call

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/contact"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
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
	arg    desk.CardArg
	acc    int // the account it is about
	saving bool
	failed string
	offers map[string]string // what was last offered in a field that another decides
	bills  []choice          // the open bills a promise or dispute may be about
}

// New makes the screen; arg is a desk.CardArg.
func New(d *desk.Desk, arg any) shell.Screen {
	a, _ := arg.(desk.CardArg)
	return &Screen{desk: d, code: a.Code, arg: a, offers: map[string]string{}}
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
	return []kit.Hint{first, {Key: "⇧tab", Label: "before"}, {Key: "^O", Label: verb.Asks},
		{Key: "^S", Label: "save, next customer"}}
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
	if k.String() == askKey {
		return s.ask()
	}
	before := s.form.Values()
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
		s.follow(before)
	}
	return action.None
}

// askKey logs a request while the call goes on: every letter is the form's.
const askKey = "ctrl+o"

// ask logs what the customer asks for in the call; what is typed of the call stays.
func (s *Screen) ask() shell.Effect {
	if why := verb.Past(s.desk); why != "" {
		return action.Notify(action.Sentence(why) + ".")
	}
	if why := verb.May(s.desk, "request.log"); why != "" {
		return action.Notify(action.Sentence(why) + ".")
	}
	v, t := s.form.Values(), verb.Of(s.card.Value, s.acc)
	t.Person, t.Channel = s.spokenTo(), v.Text("channel")
	if x := s.chosen(v.Text("only") + v.Text("bill")); x.label != "" { // one of them is shown, or none
		t.About = x.number
	}
	return verb.Request(s.desk, t)
}

// save posts the contact and all it brought, once.
func (s *Screen) save() shell.Effect {
	s.saving, s.failed = true, ""
	v, cmd := s.form.Values(), s.command()
	return s.saved.Ask(func() (string, error) { return s.said(v), s.desk.LogContact(v.Key(), cmd) })
}

// said is what is logged, in the words of the notice.
func (s *Screen) said(v kit.Values) string {
	out := ": " + v.Text("result") + ", logged"
	day := v.Date("next")
	if v.Text("result") == contact.OwnerAway.String() {
		day = v.Date("until")
	}
	if day != 0 {
		return out + "; next " + verb.Lands(s.desk, day) + "."
	}
	return out + "."
}

func (s *Screen) afterSave() shell.Effect {
	s.saving = false
	if err := s.saved.Err; err != nil {
		if s.form.Refuse(kit.At(s.fieldOf(desk.FieldOf(err)), err)) {
			return action.None
		}
		s.failed = err.Error() + " (nothing was saved)"
		return action.Fail(errors.New(s.failed))
	}
	return action.Notify(verb.Notice(s.card.Value.Name, s.saved.Value)).And(action.PopWith(desk.Logged{Code: s.code}))
}
