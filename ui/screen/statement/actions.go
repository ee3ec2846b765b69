package statement

import (
	"context"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	loaded := func() string {
		if s.statement() == nil {
			return "the statement is not there yet"
		}
		return ""
	}
	listed := func() string {
		if len(s.list) < 2 {
			return "there is no list to go through"
		}
		return ""
	}
	return []action.Action{
		{ID: "letter.write", Label: "letter", Help: "Write this statement as a letter in Arabic and English",
			Keys: []string{"l"}, Disabled: loaded, Run: s.askLetter},
		{ID: "letters.overdue", Label: "all overdue", Keys: []string{"L"}, Run: s.countOverdue,
			Help: "Write the letters of all customers who are overdue into a folder"},
		{ID: "statement.filter", Label: "period", Help: "Choose the first and the last day", Keys: []string{"f"},
			Run: s.askPeriod},
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"a"}, Disabled: loaded,
			Run: func() shell.Effect {
				return action.Push("card", desk.CardArg{Code: s.code, Currency: s.currency, List: s.list})
			}},
		{ID: "next", Label: "next", Help: "Next customer of the list", Keys: []string{"]"}, Hidden: true,
			Disabled: listed, Run: func() shell.Effect { return s.goTo(1) }},
		{ID: "previous", Label: "previous", Help: "Previous customer of the list", Keys: []string{"["}, Hidden: true,
			Disabled: listed, Run: func() shell.Effect { return s.goTo(-1) }},
	}
}

// forms are the letters; the first is what is offered.
func forms() []kit.Choice {
	return []kit.Choice{{Value: "pdf", Label: "PDF", Key: "p"}, {Value: "html", Label: "web page", Key: "w"}}
}

func (s *Screen) askLetter() shell.Effect {
	x := s.statement()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: forms()},
		kit.Field{Name: "path", Label: "File", Value: s.desk.StatementPath(x, "pdf"), Required: true,
			Hint: "one that is elsewhere is not written over"})
	box := kit.NewFormBox("Letter to "+x.Name, form, func(v kit.Values) (string, error) {
		path, err := s.desk.WriteStatement(x, v.Text("form"), v.Text("path"))
		if err != nil {
			return "", kit.At("path", err)
		}
		return "The letter is in " + path + ".", nil
	})
	box.Changed = func(f *kit.Form) { // the file's ending follows the form
		v := f.Values()
		at, want := v.Text("path"), v.Text("form")
		for _, ending := range desk.Forms {
			if bare, ok := strings.CutSuffix(at, "."+ending); ok && ending != want {
				f.Set("path", bare+"."+want)
			}
		}
	}
	return action.Ask(box)
}

// countOverdue asks who is overdue; askLetters goes on with the answer.
func (s *Screen) countOverdue() shell.Effect {
	to := s.until()
	return s.overdue.Ask(func() ([]string, error) { return s.desk.Overdue(to, "") })
}

// askLetters asks for the folder.
func (s *Screen) askLetters() shell.Effect {
	to, codes := s.until(), s.overdue.Value
	if s.overdue.Err != nil {
		return action.Fail(s.overdue.Err)
	}
	if len(codes) == 0 {
		return action.Decline("Nobody is overdue on " + to.String() + ".")
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: forms()},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: s.from.String(), Required: true},
		kit.Field{Name: "folder", Label: "Folder", Value: s.desk.BatchFolder(to), Required: true})
	box := kit.NewFormBox("Letters to all who are overdue", form, nil)
	box.Foot = func(kit.Values) string {
		return "Writes the statements of " + text.Count(len(codes), "customer", "customers") + " up to " +
			to.String() + "."
	}
	box.Done = func(v kit.Values) action.Effect {
		return s.write(desk.Batch{Codes: codes, From: v.Date("from"), To: to, Form: v.Text("form"),
			Folder: v.Text("folder")})
	}
	return action.Ask(box)
}

func (s *Screen) askPeriod() shell.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: s.from.String(), Required: true},
		kit.Field{Name: "to", Label: "To", Kind: kit.DateField, Value: s.until().String(), Required: true})
	box := kit.NewFormBox("Period", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		from, to := v.Date("from"), v.Date("to")
		if to < from {
			return action.Decline("The last day is before the first.")
		}
		s.from, s.to = max(from, civil.First), to
		if to == s.desk.AsOf() {
			s.to = 0
		}
		return s.load()
	}
	return action.Ask(box)
}

// work is letters being written: how far that is, and how to stop it.
type work struct {
	mu     sync.Mutex
	done   int
	total  int
	start  time.Time
	cancel context.CancelFunc
}

func (w *work) tell(done, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done, w.total = done, total
}

func (w *work) progress() kit.Progress {
	w.mu.Lock()
	defer w.mu.Unlock()
	return kit.Progress{Label: "writing letters", Done: int64(w.done), Total: int64(w.total), Unit: "customers",
		Took: time.Since(w.start)}
}

// tick redraws how far the letters are.
type tick struct{ of *work }

func (s *Screen) beat() shell.Effect {
	of := s.work
	return action.Do(tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return tick{of} }))
}

// write writes letters aside.
func (s *Screen) write(b desk.Batch) shell.Effect {
	ctx, cancel := context.WithCancel(context.Background())
	w := &work{start: time.Now(), cancel: cancel, total: len(b.Codes)}
	s.work, b.Progress = w, w.tell
	ask := s.written.Ask(func() (desk.Written, error) {
		defer cancel()
		return s.desk.WriteStatements(ctx, b)
	})
	return ask.And(s.beat())
}
