package kit

import (
	"context"
	"errors"
)

// Long is a save that takes its time. While it runs the dialog shows how far it is, by
// what tell was told last, from any goroutine; esc stops it through ctx.
type Long func(ctx context.Context, v Values, tell func(label string, done, total int)) (notice string, err error)

// NewLongBox makes the dialog of a form whose save takes long; unit is what is counted.
func NewLongBox(title, unit string, f *Form, save Long) *FormBox {
	b := &FormBox{Form: f, title: title, long: &longSave{unit: unit}}
	b.save = func(v Values) (string, error) {
		defer b.long.work.Stop()
		return save(b.long.ctx, v, b.long.tell)
	}
	return b
}

// stopped is a save that was stopped, in a sentence that says what was saved.
type stopped struct{ say string }

func (e stopped) Error() string { return e.say }

// Stopped says in a sentence what a Long save that was stopped has saved, where that is
// not nothing.
func Stopped(say string) error { return stopped{say} }

// whatFailed is a failed save in a sentence.
func whatFailed(err error) string {
	var stop stopped
	switch {
	case errors.As(err, &stop):
		return stop.say
	case errors.Is(err, context.Canceled):
		return "Stopped: nothing was saved."
	}
	return "Nothing was saved: " + err.Error()
}

// longSave is a long save under way.
type longSave struct {
	unit string
	work *Work
	ctx  context.Context
}

func (l *longSave) begin() { l.work, l.ctx = Begin(Progress{Label: "Saving", Unit: l.unit}) }

func (l *longSave) tell(label string, done, total int) {
	l.work.Tell(label, int64(done), int64(total), l.unit)
}

func (l *longSave) view(w int) []string {
	return []string{Line(l.work.Progress().View(w), w), Line("esc stops", w)}
}
