package kit

import (
	"context"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
)

// Work is long work under way: how far it is, told from any goroutine, and how to stop
// it. A screen keeps it while the work goes on, draws its Progress, lets esc Stop it, and
// answers each of its beats with the next.
type Work struct {
	mu     sync.Mutex
	now    Progress
	start  time.Time
	cancel context.CancelFunc
}

// Begin begins work; the context ends when it is stopped.
func Begin(first Progress) (*Work, context.Context) {
	ctx, cancel := context.WithCancel(context.Background())
	return &Work{now: first, start: time.Now(), cancel: cancel}, ctx
}

// Tell says how far the work is; another label begins its time anew.
func (w *Work) Tell(label string, done, total int64, unit string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if label != w.now.Label {
		w.start = time.Now()
	}
	w.now = Progress{Label: label, Done: done, Total: total, Unit: unit}
}

// Count says how far the work is, of the label and unit it began with.
func (w *Work) Count(done, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now.Done, w.now.Total = int64(done), int64(total)
}

// Progress is how far the work is.
func (w *Work) Progress() Progress {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.now
	p.Took = time.Since(w.start)
	return p
}

// Stop ends the context of the work; once the work is over it does nothing.
func (w *Work) Stop() { w.cancel() }

// Tick comes a tenth of a second after a beat of work, so that it is drawn again.
type Tick struct{ Of *Work }

// Beat asks for a Tick.
func (w *Work) Beat() action.Effect {
	return action.Do(tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return Tick{w} }))
}
