package shell_test

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/uitest"
)

// fake is a screen that records what reaches it.
type fake struct {
	name    string
	got     []string
	changed []uint64
	shown   int
	typing  bool
	dirty   bool
	inits   int
	list    func(s *fake) []action.Action
	on      func(s *fake, msg tea.Msg) shell.Effect
	draw    func(w, h int) string
}

func (s *fake) Title() string      { return s.name }
func (s *fake) Init() shell.Effect { s.inits++; return action.None }
func (s *fake) Capturing() bool    { return s.typing }
func (s *fake) Dirty() bool        { return s.dirty }

func (s *fake) Update(msg tea.Msg) shell.Effect {
	switch m := msg.(type) {
	case tea.KeyMsg:
		s.got = append(s.got, m.String())
	case shell.Changed:
		s.changed = append(s.changed, m.Seq)
	case shell.Shown:
		s.shown++
	}
	if s.on != nil {
		return s.on(s, msg)
	}
	return action.None
}

func (s *fake) View(w, h int) string {
	if s.draw != nil {
		return s.draw(w, h)
	}
	return kit.Fit("body of "+s.name, w, h)
}

func (s *fake) Actions() []action.Action {
	if s.list == nil {
		return nil
	}
	return s.list(s)
}

// run starts a shell with the tabs list and people, and the screen card.
func run(t *testing.T, w, h int) (d *uitest.Driver, list, people, card *fake) {
	t.Helper()
	list, people, card = &fake{name: "List"}, &fake{name: "People"}, &fake{name: "Card"}
	list.list = func(s *fake) []action.Action {
		return []action.Action{
			{ID: "card.open", Label: "open", Help: "Open the card", Keys: []string{"enter"},
				Run: func() shell.Effect { return action.Push("card", 7) }},
			{ID: "note.write", Label: "note", Help: "Write a note", Keys: []string{"n"},
				Run: func() shell.Effect { return action.Notify("noted") }},
			{ID: "receipt.record", Label: "receipt", Help: "Record a receipt", Keys: []string{"r"},
				Disabled: func() string { return "the book is read only" },
				Run:      func() shell.Effect { return action.Notify("never") }},
		}
	}
	var reg shell.Registry
	for name, s := range map[string]*fake{"list": list, "people": people, "card": card} {
		reg.Register(name, func(any) shell.Screen { return s })
	}
	d = uitest.Start(t, shell.Config{Registry: &reg,
		Tabs: []shell.Tab{{Label: "List", Route: shell.Route{Name: "list"}},
			{Label: "People", Route: shell.Route{Name: "people"}}},
		Header: func() shell.Header {
			return shell.Header{Title: "duebook", Place: "شركة النور", When: "as of 2026-11-22", Who: "sara"}
		},
	}, w, h)
	return d, list, people, card
}

func TestFramesAtEverySize(t *testing.T) {
	for _, s := range uitest.Sizes {
		d, _, _, _ := run(t, s[0], s[1])
		d.See("duebook", "شركة النور", "as of 2026-11-22", "sara", "1 List", "2 People", "body of List",
			"enter open", "? help")
		d.Keys("enter").See("Card", "esc back")
		for _, over := range []string{"?", ":"} {
			d.Keys(over)
			d.Frame()
			d.Keys("esc")
		}
	}
	d, _, _, _ := run(t, 80, 24)
	d.Golden("list-80x24")
	d.Keys("?").Golden("help-80x24")
	d.Keys("esc", ":", "type:note").Golden("palette-80x24")
}

func TestTooSmallSaysSo(t *testing.T) {
	d, _, _, _ := run(t, 79, 24)
	d.See("needs at least 80 x 24").Gone("List")
	d.Resize(20, 4)
	d.Frame()
	d.Resize(80, 24)
	d.See("body of List")
}

func TestKeysReachTheirOwner(t *testing.T) {
	d, list, _, card := run(t, 80, 24)
	d.Keys("n").See("noted")
	d.Keys("r").See("Receipt: the book is read only").Gone("never")
	d.See("(r receipt)")
	d.Keys("j", "z")
	if strings.Join(list.got, " ") != "j z" {
		t.Errorf("the screen got %v, not the keys no action claims", list.got)
	}
	d.Keys("enter", "n")
	if strings.Join(card.got, " ") != "n" || card.inits != 1 {
		t.Errorf("the card got %v and %d inits", card.got, card.inits)
	}
	d.Keys("esc").See("body of List")
	if list.shown != 1 {
		t.Errorf("the list was shown %d times on return, not once", list.shown)
	}
}

func TestKeysPressedTogetherComeApart(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	d.Keys("burst:jkj")
	if strings.Join(list.got, " ") != "j k j" {
		t.Errorf("the screen got %v", list.got)
	}
}

func TestArabicLayoutMeansTheKeyInTheSamePlace(t *testing.T) {
	d, list, _, card := run(t, 80, 24)
	d.Keys("ى").See("noted")
	d.Keys("burst:تنلا")
	if strings.Join(list.got, " ") != "j k b" {
		t.Errorf("the screen got %v, not j k b", list.got)
	}
	d.Keys("؟").See("Help").Keys("esc")
	d.Keys("enter")
	card.typing = true
	d.Keys("burst:تن")
	if strings.Join(card.got, " ") != "تن" {
		t.Errorf("a text field got %v, not the letters as typed", card.got)
	}
}

func TestPasteNeverRunsCommands(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	d.Keys("paste:nq:\n").Gone("noted")
	if len(list.got) != 0 || d.Quit() {
		t.Errorf("a paste reached the screen as keys: %v", list.got)
	}
	d.Keys(":", "paste:note", "enter").See("noted")
}

func TestLettersAfterAnOpenedFieldAreText(t *testing.T) {
	d, _, _, _ := run(t, 80, 24)
	d.Keys("burst::note", "enter").See("noted")
}

func TestEscAsksWhenTextWouldBeLost(t *testing.T) {
	d, _, _, card := run(t, 80, 24)
	d.Keys("enter")
	card.dirty = true
	d.Keys("esc").See("Leave Card?", "will be lost").Keys("esc").See("body of Card")
	d.Keys("esc", "enter").See("body of List").Gone("Leave Card?")
}

func TestQuit(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		d, _, people, _ := run(t, 80, 24)
		d.Keys("2")
		people.dirty = true
		d.Keys("1", key).See("Leave the program?", "People")
		if d.Quit() {
			t.Fatalf("%s left without asking", key)
		}
		d.Keys("esc").Gone("Leave the program?")
		d.Keys("ctrl+c", "ctrl+c")
		if !d.Quit() {
			t.Error("ctrl+c twice did not leave")
		}
	}
	d, _, _, _ := run(t, 80, 24)
	d.Keys("enter", "q").See("body of List").Keys("q")
	if !d.Quit() {
		t.Error("q at the top did not leave")
	}
}

func TestTabsKeepTheirPlace(t *testing.T) {
	d, list, people, _ := run(t, 80, 24)
	d.Keys("enter", "2").See("body of People").Keys("1").See("body of Card")
	d.Keys("2", "1")
	if list.inits != 1 || people.inits != 1 {
		t.Errorf("a tab was opened again: %d %d", list.inits, people.inits)
	}
}

func TestChangedReachesTheScreenOnShowAndOthersOnReturn(t *testing.T) {
	d, list, people, card := run(t, 80, 24)
	d.Keys("2", "1", "enter")
	d.Send(shell.Changed{Seq: 5})
	if len(card.changed) != 1 || len(list.changed)+len(people.changed) != 0 {
		t.Fatalf("changed reached %v %v %v", card.changed, list.changed, people.changed)
	}
	d.Keys("esc")
	if len(list.changed) != 1 || list.changed[0] != 5 {
		t.Errorf("the list got %v on return", list.changed)
	}
	d.Keys("ctrl+r")
	if len(list.changed) != 2 {
		t.Error("ctrl+r did not reload")
	}
	d.Keys("2")
	if len(people.changed) != 1 {
		t.Errorf("people got %v on return, not one change", people.changed)
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	var q shell.Query[string]
	list.on = func(_ *fake, msg tea.Msg) shell.Effect {
		if q.Took(msg) {
			return action.None
		}
		if k, ok := msg.(tea.KeyMsg); ok {
			return q.Ask(func() (string, error) {
				if k.String() == "z" {
					return "", errors.New("no luck")
				}
				return k.String(), nil
			})
		}
		return action.None
	}
	d.Hold()
	d.Keys("j", "k")
	if !q.Loading {
		t.Error("a question under way is not Loading")
	}
	d.Release(1, 0)
	if q.Value != "k" || q.Loading || !q.Asked {
		t.Errorf("the value is %q: the later question's answer was lost to the earlier one", q.Value)
	}
	d.Keys("z")
	if q.Err == nil || q.Value != "k" {
		t.Errorf("a failed question gave %q, %v", q.Value, q.Err)
	}
}

type said string

func TestAnswersGoToWhoAsked(t *testing.T) {
	d, list, _, card := run(t, 80, 24)
	var list2, card2 []string
	note := func(to *[]string) func(*fake, tea.Msg) shell.Effect {
		return func(_ *fake, msg tea.Msg) shell.Effect {
			if s, ok := msg.(said); ok {
				*to = append(*to, string(s))
			}
			if k, ok := msg.(tea.KeyMsg); ok && k.String() == "z" {
				answer := func() tea.Msg { return said("hello") }
				return action.Do(tea.Batch(answer, tea.Sequence(answer, answer)))
			}
			return action.None
		}
	}
	list.on, card.on = note(&list2), note(&card2)
	d.Keys("z")
	if len(list2) != 3 {
		t.Fatalf("the list got %d of 3 answers from a batch and a sequence", len(list2))
	}
	d.Hold()
	d.Keys("z")
	d.Keys("enter")
	d.Release()
	if len(list2) != 6 || len(card2) != 0 {
		t.Errorf("answers reached the screen on top instead of who asked: %v %v", list2, card2)
	}
	d.Hold()
	d.Keys("z", "esc")
	d.Release()
	if len(card2) != 0 {
		t.Error("a closed screen got an answer")
	}
}

func TestPanicsBecomeNotices(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	list.on = func(_ *fake, msg tea.Msg) shell.Effect {
		k, ok := msg.(tea.KeyMsg)
		switch {
		case ok && k.String() == "z":
			panic("wrong turn")
		case ok && k.String() == "y":
			return action.Do(func() tea.Msg { panic("work went wrong") })
		}
		return action.None
	}
	d.Keys("z").See("wrong turn")
	d.Keys("y").See("work went wrong")
	list.draw = func(int, int) string { panic("no picture") }
	d.See("no picture", "ctrl+r")
}

func TestEffectsOfADialogAreTheScreens(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	var got []string
	list.on = func(_ *fake, msg tea.Msg) shell.Effect {
		switch m := msg.(type) {
		case said:
			got = append(got, string(m))
		case tea.KeyMsg:
			return action.Ask(kit.Choose("Which?", "", []kit.Choice{{Value: "a", Label: "apples"},
				{Value: "b", Label: "bread"}}, "",
				func(v string) action.Effect {
					return action.Push("card", v).And(action.Do(func() tea.Msg { return said(v) }))
				}))
		}
		return action.None
	}
	d.Keys("z").See("Which?", "apples").Keys("2").See("body of Card").Gone("Which?")
	if len(got) != 1 || got[0] != "b" {
		t.Errorf("the asking screen got %v", got)
	}
}

func TestErrorsStayUntilRead(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	list.on = func(_ *fake, msg tea.Msg) shell.Effect {
		if k, ok := msg.(tea.KeyMsg); ok && k.String() == "z" {
			return action.Fail(errors.New("the book is locked"))
		}
		return action.None
	}
	d.Keys("z").See("The book is locked").Keys("j").See("The book is locked").Keys("j").Gone("The book is locked")
}

// TestWarningsAreSaidWithTheNotice: what a posting warned of comes just before the
// notice of what was done, and neither hides the other.
func TestWarningsAreSaidWithTheNotice(t *testing.T) {
	d, _, _, _ := run(t, 80, 24)
	d.Send(shell.Changed{Seq: 1, Warnings: []string{"INV-1 is due before it was issued"}})
	d.Keys("n").See("noted INV-1 is due before it was issued").Keys("j").Gone("INV-1")
}

func TestUnknownRouteIsAnError(t *testing.T) {
	d, list, _, _ := run(t, 80, 24)
	list.on = func(_ *fake, msg tea.Msg) shell.Effect {
		if _, ok := msg.(tea.KeyMsg); ok {
			return action.Push("nowhere", nil)
		}
		return action.None
	}
	d.Keys("z").See(`There is no screen called "nowhere"`, "body of List")
}

func TestScenario(t *testing.T) {
	d, _, _, _ := run(t, 80, 24)
	d.Play(`
		# a person looks around
		key n
		note noted
		key enter
		see body of Card
		key esc ?
		dialog Help
		see Write a note
		key esc
		dialog none
		key :
		type people
		key enter
		see body of People
		key q
		quit
	`, nil)
}
