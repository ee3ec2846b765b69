package shell

import (
	"io"
	"os"

	"duebook/internal/text"
	"duebook/ui/theme"
)

// ECMA-48 BDSM: a terminal that turns text around is told to leave it, and told back.
const (
	leaveOrder = "\x1b[8l"
	takeOrder  = "\x1b[8h"
)

// ordered is a frame as the terminal needs it: where we order right-to-left text
// ourselves, also what no cell did.
func ordered(frame string) string {
	if theme.Now().Bidi != text.App {
		return frame
	}
	return text.VisualFrame(frame)
}

// teller writes frames and tells the terminal, before the first of them that needs it,
// who orders right-to-left text. It may be changed while the program runs.
type teller struct {
	io.Writer
	left bool // the terminal was told to leave it
}

// Write writes a frame.
func (t *teller) Write(b []byte) (int, error) {
	if ours := theme.Now().Bidi == text.App; ours != t.left {
		say := takeOrder
		if ours {
			say = leaveOrder
		}
		if _, err := io.WriteString(t.Writer, say); err != nil {
			return 0, err
		}
		t.left = ours
	}
	return t.Writer.Write(b)
}

// done gives the terminal its ordering back.
func (t *teller) done() {
	if t.left {
		_, _ = io.WriteString(t.Writer, takeOrder) // the terminal is left either way
		t.left = false
	}
}

// console is a terminal that is told; it is still known for one.
type console struct {
	*os.File
	teller
}

// Write writes a frame.
func (c *console) Write(b []byte) (int, error) { return c.teller.Write(b) }

// told wraps where frames go; end is called when the last one is drawn.
func told(out io.Writer) (w io.Writer, end func()) {
	if f, ok := out.(*os.File); ok {
		c := &console{File: f, teller: teller{Writer: f}}
		return c, c.done
	}
	t := &teller{Writer: out}
	return t, t.done
}
