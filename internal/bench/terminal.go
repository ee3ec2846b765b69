package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"time"

	"github.com/creack/pty"
)

// terminal is the program on a terminal of 120x40 that shows what it is sent and
// answers nothing.
type terminal struct {
	cmd     *exec.Cmd
	tty     *os.File
	started time.Time
	chunks  chan chunk // closed when the program is gone
}

// chunk is what came in one reading, without the control sequences.
type chunk struct {
	at   time.Time
	text string
}

var control = regexp.MustCompile(`\x1b(\[[0-9;?>]*[a-zA-Z]|[\]P][^\x07\x1b]*(\x07|\x1b\\)|.)`)

const patience = 20 * time.Second

func (b *bench) terminal(args ...string) (*terminal, error) {
	t := &terminal{cmd: exec.Command(b.bin, args...), chunks: make(chan chunk, 1024)}
	t.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LANG=C.UTF-8")
	t.started = time.Now()
	var err error
	if t.tty, err = pty.StartWithSize(t.cmd, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		return nil, err
	}
	go t.read()
	return t, nil
}

func (t *terminal) read() {
	defer close(t.chunks)
	buf := make([]byte, 1<<16)
	for {
		n, err := t.tty.Read(buf)
		if n > 0 {
			t.chunks <- chunk{time.Now(), control.ReplaceAllString(string(buf[:n]), "")}
		}
		if err != nil {
			return
		}
	}
}

// close ends the program and waits for it.
func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	for range t.chunks { // until the reader is done
	}
	_ = t.cmd.Wait()
	_ = t.tty.Close()
}

// until waits for a text and returns when it came.
func (t *terminal) until(want string) (time.Time, error) {
	re, late := regexp.MustCompile(want), time.After(patience)
	seen := ""
	for {
		select {
		case c, on := <-t.chunks:
			if !on {
				return time.Time{}, fmt.Errorf("the program ended before it showed %q", want)
			}
			if seen += c.text; re.MatchString(seen) {
				return c.at, nil
			}
			seen = seen[max(0, len(seen)-400):] // a text may be cut by two readings
		case <-late:
			return time.Time{}, fmt.Errorf("the program did not show %q within %v", want, patience)
		}
	}
}

// quiet drops what comes until nothing has come for a while.
func (t *terminal) quiet(long time.Duration) {
	for {
		select {
		case _, on := <-t.chunks:
			if !on {
				return
			}
		case <-time.After(long):
			return
		}
	}
}

// press sends a key and returns the time until the first output of the frame that
// shows the pattern; when no frame does before it is quiet, of the first frame.
func (t *terminal) press(key, answer string) (time.Duration, error) {
	re := regexp.MustCompile(answer)
	sent := time.Now()
	if _, err := t.tty.WriteString(key); err != nil {
		return 0, err
	}
	first, wait := time.Duration(0), patience
	for {
		select {
		case c, on := <-t.chunks:
			if !on {
				return 0, fmt.Errorf("the program ended at the key %q", key)
			}
			if first == 0 {
				first, wait = c.at.Sub(sent), 400*time.Millisecond
			}
			if re.MatchString(c.text) {
				return c.at.Sub(sent), nil
			}
		case <-time.After(wait):
			if first == 0 {
				return 0, fmt.Errorf("the key %q brought no frame within %v", key, patience)
			}
			return first, nil
		}
	}
}
