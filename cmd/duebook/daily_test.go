package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A day is submitted from the command line, told, and printed; a second submission is
// refused, and a file that is there is left alone.
func TestDaily(t *testing.T) {
	s := newShop(t)
	out, _ := s.do("daily")
	if !strings.Contains(out, ": draft") || !strings.Contains(out, "Collected") {
		t.Fatal(out)
	}
	out, _ = s.do("daily", "--submit")
	if !strings.Contains(out, "submitted, version 1, digest ") {
		t.Fatal(out)
	}
	if _, _, err := s.run("daily", "--submit"); err == nil || !strings.Contains(err.Error(), "with the supervisor") {
		t.Fatal(err)
	}
	pdf := filepath.Join(t.TempDir(), "day.pdf")
	s.do("daily", "--out", pdf)
	b, err := os.ReadFile(pdf)
	if err != nil || !strings.HasPrefix(string(b), "%PDF") || strings.Count(string(b), "/Type /Page\n") > 1 {
		t.Fatal(err, len(b), strings.Count(string(b), "/Type /Page\n"))
	}
	if _, _, err := s.run("daily", "--out", pdf); err == nil {
		t.Error("wrote over a file")
	}
	s.do("daily", "--out", pdf, "--over", "--all")
	out, _ = s.do("report", "review", "--json")
	if !strings.Contains(out, `"state":"submitted"`) {
		t.Error(out)
	}
	if _, _, err := s.run("daily", "mona", "--submit"); err == nil {
		t.Error("submitted for somebody else")
	}
}
