//go:build unix

package shell_test

import (
	"bytes"
	"context"
	"io"
	"syscall"
	"testing"
	"time"

	"duebook/ui/shell"
)

// A terminal that hangs up ends the program in order; a change told from
// another goroutine reaches the screen.
func TestAHangUpEndsTheProgram(t *testing.T) {
	s := &fake{name: "List"}
	var reg shell.Registry
	reg.Register("list", func(any) shell.Screen { return s })
	m := shell.New(shell.Config{Registry: &reg, Start: shell.Route{Name: "list"}})
	in, _ := io.Pipe()
	ended := make(chan error, 1)
	told := make(chan func(shell.Changed), 1)
	go func() {
		ended <- shell.Run(context.Background(), m, in, &bytes.Buffer{},
			func(tell func(shell.Changed)) { told <- tell })
	}()
	tell := <-told
	tell(shell.Changed{Seq: 9})
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the program outlives its terminal")
	}
	if len(s.changed) != 1 || s.changed[0] != 9 {
		t.Errorf("the screen was told of %v", s.changed)
	}
}
