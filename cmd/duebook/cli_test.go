package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duebook/internal/civil"
)

// shop is a book of one test and the day it is there.
type shop struct {
	t    *testing.T
	book string
	day  civil.Date
}

func newShop(t *testing.T) *shop {
	s := &shop{t: t, book: filepath.Join(t.TempDir(), "b.db"), day: civil.New(2025, 6, 15)}
	s.do("init", "--company", "Test Trading", "--currency", "SAR")
	return s
}

// run calls the program as a script does and returns what it printed.
func (s *shop) run(args ...string) (out, errs string, err error) {
	s.t.Helper()
	files := [2]*os.File{}
	for i := range files {
		f, err := os.Create(filepath.Join(s.t.TempDir(), "out"))
		if err != nil {
			s.t.Fatal(err)
		}
		defer f.Close()
		files[i] = f
	}
	so, se := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = files[0], files[1]
	g := &globals{clock: func() time.Time { return s.day.Time().Add(9 * time.Hour) }}
	c := rootOf(g)
	c.SetArgs(append([]string{"--book", s.book, "--as", "mona"}, args...))
	err = c.Execute()
	os.Stdout, os.Stderr = so, se
	texts := [2]string{}
	for i, f := range files {
		b, rerr := os.ReadFile(f.Name())
		if rerr != nil {
			s.t.Fatal(rerr)
		}
		texts[i] = string(b)
	}
	return texts[0], texts[1], err
}

// do is run that must go well.
func (s *shop) do(args ...string) (out, errs string) {
	s.t.Helper()
	out, errs, err := s.run(args...)
	if err != nil {
		s.t.Fatalf("%v: %v\n%s%s", args, err, out, errs)
	}
	return out, errs
}

// file writes a file to import.
func (s *shop) file(name string, lines ...string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q is missing in\n%s", p, text)
		}
	}
}

const openItems = "customer,name,invoice number,invoice date,due date,amount,open amount"

// Every report of a day before the first cut-off says so: under the table, and
// beside a file on the error output, so that the file stays clean.
func TestReportsSayWhatLiesBeforeTheFirstCutOff(t *testing.T) {
	s := newShop(t)
	s.do("import", "--yes", "--cut-off", "2025-06-10",
		s.file("open.csv", openItems, "C1,Al Noor,A-1,2025-05-02,2025-06-01,100,60"))
	const says = "lies before the first cut-off (2025-06-10)"
	for name := range reports {
		args := []string{"report", name, "--as-of", "2025-06-09", "--customer", "C1"}
		out, errs := s.do(args...)
		if strings.Count(out, says) != 1 && strings.Count(errs, says) != 1 {
			t.Errorf("%s does not say it once:\n%s%s", name, out, errs)
		}
		for _, format := range []string{"csv", "json"} {
			out, errs := s.do(append(args, "--format", format)...)
			if strings.Contains(out, says) || strings.Count(errs, says) != 1 {
				t.Errorf("%s as %s:\n%s\n%s", name, format, out, errs)
			}
		}
		args = []string{"report", name, "--customer", "C1", "--from", "2025-06-11"}
		if out, errs := s.do(args...); strings.Contains(out+errs, says) {
			t.Errorf("%s of today says it too:\n%s", name, out)
		}
	}
}
