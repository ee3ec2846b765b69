package early

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/creack/pty"
)

func TestDark(t *testing.T) {
	for _, c := range []struct {
		choice, fgbg string
		dark         bool
	}{{"", "", true}, {"light", "15;0", false}, {"DARK", "0;15", true}, {"", "15;0", true}, {"", "0;15", false},
		{"", "0;default;15", false}, {"", "12;8", true}, {"", "default;default", true}} {
		if Dark(c.choice, c.fgbg) != c.dark {
			t.Errorf("Dark(%q, %q) is not %v", c.choice, c.fgbg, c.dark)
		}
	}
}

const program = `package main

import (
	"fmt"

	_ "duebook/ui/theme/early"

	_ "github.com/charmbracelet/bubbletea"
)

func main() { fmt.Println("duebook 1") }
`

// A terminal that answers nothing must not hold the program: without this
// package Bubble Tea's init waits five seconds for its colours.
func TestASilentTerminalIsNotAskedForItsColours(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	dir := filepath.Join("testdata", "silent") // the go tool passes testdata over
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll("testdata")
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "silent")
	if out, err := exec.Command("go", "build", "-o", bin, "./"+dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	best := time.Hour
	for range 10 { // the best of ten: other work on the machine is not the program's
		cmd := exec.Command(bin)
		cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORFGBG=", "DUEBOOK_THEME=")
		began := time.Now()
		f, err := pty.Start(cmd)
		if err != nil {
			t.Skipf("no pty here: %v", err)
		}
		buf := make([]byte, 64)
		n, _ := f.Read(buf)
		took := time.Since(began)
		_ = cmd.Wait()
		_ = f.Close()
		if got := string(buf[:n]); got != "duebook 1\r\n" {
			t.Fatalf("the terminal was sent %q", got)
		}
		best = min(best, took)
	}
	t.Logf("answered after %v", best)
	if best > 10*time.Millisecond {
		t.Errorf("it answered after %v, more than 10 ms", best)
	}
}
