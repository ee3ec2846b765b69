package shell

import (
	"bytes"
	"testing"

	"duebook/internal/text"
	"duebook/ui/theme"
)

// The terminal is told once to leave the order of letters to us, told back when the
// mode changes or the program ends, and never told in other modes.
func TestTerminalIsTold(t *testing.T) {
	was := theme.Now()
	defer theme.Use(was)
	use := func(m text.Mode) { theme.Use(theme.New(theme.Options{Bidi: m})) }
	var out bytes.Buffer
	w, end := told(&out)
	write := func(s string) {
		if _, err := w.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	use(text.Isolate)
	write("a")
	use(text.App)
	write("b")
	write("c")
	use(text.Raw)
	write("d")
	use(text.App)
	write(ordered("نور"))
	end()
	end()
	if want := "a\x1b[8lbc\x1b[8hd\x1b[8l\ufead\ufeee\ufee7\x1b[8h"; out.String() != want {
		t.Errorf("%+q, not %+q", out.String(), want)
	}
}
