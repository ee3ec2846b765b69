package verb

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// LetterDesk is what writing letters asks of the desk.
type LetterDesk interface {
	Today() civil.Date
	Overdue(day civil.Date, currency string) ([]string, error)
	WriteStatements(ctx context.Context, b desk.Batch) (desk.Written, error)
	BatchFolder(to civil.Date) string
}

// Letters writes the statements of all who are overdue into a folder, aside, while a
// screen shows how far that is. Nil work is none under way.
type Letters struct {
	desk     LetterDesk
	from, to civil.Date
	only     []string // of these customers; nil: of all
	work     *kit.Work
	asked    int // the question an answer is for
}

// whoAnswer says who is overdue, letterAnswer what letters came to; no is the question.
type whoAnswer struct {
	of    *Letters
	no    int
	codes []string
	err   error
}

type letterAnswer struct {
	of      *Letters
	no      int
	written desk.Written
	err     error
}

// LetterForms are the forms of a letter; the first is what is offered.
func LetterForms() []kit.Choice {
	return []kit.Choice{{Value: "pdf", Label: "PDF", Key: "p"}, {Value: "html", Label: "web page", Key: "w"}}
}

// Busy reports whether letters are being written, which only esc may end.
func (l *Letters) Busy() bool { return l.work != nil }

// Ask counts who is overdue on a day, of some customers when only is not nil, and then
// asks how their letters are wanted.
func (l *Letters) Ask(d LetterDesk, from, to civil.Date, only []string) action.Effect {
	l.desk, l.from, l.to, l.only = d, from, to, only
	l.asked++
	no := l.asked
	return action.Do(func() tea.Msg {
		codes, err := d.Overdue(to, "")
		return whoAnswer{l, no, codes, err}
	})
}

// Update takes answers and keys about letters; taken is false for what is not.
func (l *Letters) Update(msg tea.Msg) (e action.Effect, taken bool) {
	switch msg := msg.(type) {
	case whoAnswer:
		if msg.of != l || msg.no != l.asked {
			return action.None, msg.of == l
		}
		return l.askHow(msg.codes, msg.err), true
	case letterAnswer:
		if msg.of != l || msg.no != l.asked {
			return action.None, msg.of == l
		}
		return l.wrote(msg.written, msg.err), true
	case kit.Tick:
		if l.work != nil && msg.Of == l.work {
			return l.work.Beat(), true
		}
	case tea.KeyMsg:
		if l.work != nil && msg.String() == "esc" {
			l.work.Stop()
		}
		return action.None, l.work != nil
	}
	return action.None, false
}

// View is the lines under a screen while letters are written: how far, and how to stop.
func (l *Letters) View(w int) []string {
	if l.work == nil {
		return nil
	}
	return []string{kit.Line(" "+l.work.Progress().View(w-2), w), kit.Line(" esc stops", w)}
}

// askHow asks for the folder.
func (l *Letters) askHow(codes []string, err error) action.Effect {
	if err != nil {
		return action.Fail(err)
	}
	to := l.to
	if l.only != nil {
		codes = slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return !slices.Contains(l.only, c) })
	}
	if len(codes) == 0 {
		return action.Decline("Nobody is overdue on " + to.String() + ".")
	}
	form := kit.NewForm(kit.FormOptions{Today: l.desk.Today()},
		kit.Field{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: LetterForms()},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: l.from.String(), Required: true},
		kit.Field{Name: "folder", Label: "Folder", Value: l.desk.BatchFolder(to), Required: true})
	box := kit.NewFormBox("Letters to all who are overdue", form, nil)
	box.Foot = func(kit.Values) string {
		return "Writes the statements of " + text.Count(len(codes), "customer", "customers") + " up to " +
			to.String() + "."
	}
	box.Done = func(v kit.Values) action.Effect {
		return l.write(desk.Batch{Codes: codes, From: v.Date("from"), To: to, Form: v.Text("form"),
			Folder: v.Text("folder")})
	}
	return action.Ask(box)
}

// write writes letters aside.
func (l *Letters) write(b desk.Batch) action.Effect {
	w, ctx := kit.Begin(kit.Progress{Label: "writing letters", Total: int64(len(b.Codes)), Unit: "customers"})
	l.work, b.Progress = w, w.Count
	l.asked++
	d, no := l.desk, l.asked
	return action.Do(func() tea.Msg {
		defer w.Stop()
		written, err := d.WriteStatements(ctx, b)
		return letterAnswer{l, no, written, err}
	}).And(w.Beat())
}

// wrote tells what the letters came to.
func (l *Letters) wrote(w desk.Written, err error) action.Effect {
	l.work = nil
	switch {
	case errors.Is(err, context.Canceled):
		return action.Notify("Stopped: the letters that were written stay in the folder.")
	case err != nil:
		return action.Fail(fmt.Errorf("not all letters were written: %w", err))
	}
	return action.Notify("Written: " + w.Say() + ".")
}
