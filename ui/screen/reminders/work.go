package reminders

import (
	"context"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// work is letters being posted and written: how far that is, and how to stop it.
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
	return kit.Progress{Label: "sending letters", Done: int64(w.done), Total: int64(w.total), Unit: "customers",
		Took: time.Since(w.start)}
}

// tick redraws how far the letters are.
type tick struct{ of *work }

func (s *Screen) beat() shell.Effect {
	of := s.work
	return action.Do(tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return tick{of} }))
}

// send posts and writes letters aside.
func (s *Screen) send(q desk.Reminding) shell.Effect {
	ctx, cancel := context.WithCancel(context.Background())
	w := &work{start: time.Now(), cancel: cancel, total: len(q.Codes)}
	s.work, q.Progress = w, w.tell
	ask := s.done.Ask(func() (desk.Reminded, error) {
		defer cancel()
		return s.desk.Remind(ctx, q)
	})
	return ask.And(s.beat())
}
