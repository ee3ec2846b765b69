package importing

import (
	"errors"
	"fmt"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/exchange"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// step is how far a file is.
type step uint8

const (
	reading step = iota
	asking       // the file leaves something open, or can't be read
	previewing
	posting
)

// Screen is the preview of one file.
type Screen struct {
	desk    Desk
	file    string
	step    step
	opt     desk.ImportOptions
	work    *kit.Work
	plan    shell.Query[*desk.ImportPlan]
	columns shell.Query[[]string]
	asked   *exchange.Ask // what the file leaves open
	posted  shell.Query[posted]
	doubted bool   // the cut-off was asked about
	failed  string // what went wrong, and that nothing was saved
	tabs    kit.Tabs
	panes   []pane
	table   kit.Table
}

// New opens the choice of a file, or the preview of the file named by the argument.
func New(d *desk.Desk, arg any) shell.Screen { return open(theDesk{d}, arg) }

func open(d Desk, arg any) shell.Screen {
	if file, ok := arg.(string); ok && file != "" {
		return &Screen{desk: d, file: file}
	}
	return choose(d)
}

// Title is the file's name.
func (s *Screen) Title() string { return filepath.Base(s.file) }

// Capturing reports whether work goes on, which only esc may end.
func (s *Screen) Capturing() bool { return s.working() }

// Dirty reports whether work goes on: leaving would stop it.
func (s *Screen) Dirty() bool { return s.working() }

func (s *Screen) working() bool { return s.work != nil && (s.step == reading || s.step == posting) }

// Init reads the file.
func (s *Screen) Init() shell.Effect { return s.read() }

// Update takes answers, progress and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.plan.Took(msg):
		return s.planned()
	case s.columns.Took(msg):
		return s.askColumn()
	case s.posted.Took(msg):
		return s.done()
	}
	switch msg := msg.(type) {
	case kit.Tick:
		if s.working() && msg.Of == s.work {
			return s.work.Beat()
		}
	case shell.Changed:
		if !s.working() && s.asked == nil {
			return s.read() // the book changed: so may what the file would change
		}
	case tea.KeyMsg:
		switch {
		case s.working():
			if msg.String() == "esc" {
				s.work.Stop()
			}
		case s.tabs.Update(msg):
			s.show()
		default:
			s.table.Update(msg)
		}
	}
	return action.None
}

// planned shows the preview, asks what the file leaves open, or says what is wrong.
func (s *Screen) planned() shell.Effect {
	var ask *exchange.Ask
	s.step, s.asked = asking, nil
	switch err := s.plan.Err; {
	case err == nil:
		s.step = previewing
		s.layOut()
		if s.plan.Value.CutOffInDoubt() && !s.doubted {
			s.doubted = true
			return s.askCutOff()
		}
		return action.None
	case cancelled(err):
		return action.Pop().And(action.Notify("Stopped: nothing was saved."))
	case errors.As(err, &ask):
		s.asked = ask
		return s.ask(ask)
	default:
		s.failed = "Nothing was saved: " + err.Error()
		return action.None
	}
}

// done tells what posting came to.
func (s *Screen) done() shell.Effect {
	s.step = previewing
	switch err := s.posted.Err; {
	case cancelled(err):
		return action.Notify("Stopped: nothing was saved.")
	case err != nil:
		s.failed = "Nothing was saved: " + err.Error()
		return action.Fail(errors.New(s.failed))
	}
	p := s.posted.Value
	said := fmt.Sprintf("%s was taken in as entry %d: %s.", s.Title(), p.entry, s.counts())
	return action.PopWith(taken{said, p.warnings}).And(action.Notify(said))
}

// Actions is what can be done with the file.
func (s *Screen) Actions() []action.Action {
	first := action.Action{ID: "import.take", Label: "take it in",
		Help: "Post what the file would change, after asking",
		Keys: []string{"enter"}, Disabled: s.cannotTake, Run: s.askTake}
	if s.asked != nil {
		first = action.Action{ID: "import.answer", Label: "answer", Help: "Answer what the file leaves open",
			Keys: []string{"enter"}, Run: func() shell.Effect { return s.ask(s.asked) }}
	}
	return []action.Action{first,
		{ID: "import.change", Label: "change", Keys: []string{"e"}, Run: s.askHow,
			Help: "Change how the file is read: what it holds, dates, cut-off, refused rows, what may be settled"},
	}
}

// cannotTake says why the file can't be posted.
func (s *Screen) cannotTake() string {
	if s.step != previewing || s.plan.Value == nil {
		return "the file is not read yet"
	}
	p := s.plan.Value
	switch {
	case s.desk.Past():
		return "a past day is on show; press @ and choose today first"
	case p.Postable() != nil && len(p.Plan.Refused) == 0:
		return "rows are refused; correct the file, or press e to round amounts or leave rows out"
	case p.Postable() != nil:
		return p.Postable().Error()
	case p.Plan.Facts() == 0:
		return "the file changes nothing"
	}
	return ""
}
