package shell

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
)

// Run shows the shell on the terminal until it is left. news, if not nil, is
// called once with a function that tells the shell of a change from any
// goroutine. A hang-up of the terminal, a termination and the end of ctx end it
// like a person leaving, without the question.
func Run(ctx context.Context, m *Model, in io.Reader, out io.Writer, news func(tell func(Changed))) error {
	frames, end := told(out)
	defer end()
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithAltScreen(), tea.WithInput(in), tea.WithOutput(frames),
		tea.WithoutSignalHandler(), tea.WithFPS(120)) // a key waits half as long for its frame as at 60
	gone := make(chan os.Signal, 2)
	signal.Notify(gone, syscall.SIGHUP, syscall.SIGTERM, os.Interrupt)
	defer signal.Stop(gone)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-gone:
			p.Quit()
		case <-done:
		}
	}()
	if news != nil {
		news(func(c Changed) { p.Send(c) })
	}
	_, err := p.Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return nil
	}
	return err
}
