package uitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// Golden compares the frame with testdata/NAME.golden; -update writes it.
func (d *Driver) Golden(name string) *Driver {
	d.t.Helper()
	if err := Compare(filepath.Join("testdata", name+".golden"), Bare(d.Frame())); err != nil {
		d.t.Errorf("%v", err)
	}
	return d
}

// Compare compares a text with a golden file, or writes it under -update. The
// error shows the first line that differs.
func Compare(file, got string) error {
	got = strings.TrimRight(got, "\n") + "\n"
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(got), 0o644)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%w (run the test with -update to write it)", err)
	}
	if string(b) == got {
		return nil
	}
	want, have := strings.Split(string(b), "\n"), strings.Split(got, "\n")
	for i := range max(len(want), len(have)) {
		if line(want, i) != line(have, i) {
			return fmt.Errorf("%s: line %d differs (-update writes it anew)\nwant %q\ngot  %q\nthe frame:\n%s",
				file, i+1, line(want, i), line(have, i), got)
		}
	}
	return nil
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
