package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Reminder letters from the command line: who gets one, posted and written, once a day,
// and written again as they were.
func TestReminders(t *testing.T) {
	s := newShop(t)
	out := filepath.Join(t.TempDir(), "letters")
	s.do("import", "--yes", "--cut-off", "2025-06-10", s.file("open.csv", openItems,
		"C1,Al Noor,A-1,2025-05-02,2025-06-01,100,60", "C2,Salem,B-1,2025-05-03,2025-06-14,50,50"))
	if got, _ := s.do("report", "reminders"); !strings.Contains(got, "No level is set") {
		t.Error(got)
	}
	s.do("do", "reminder.defaults", `{}`)
	got, _ := s.do("report", "reminders", "--format", "csv")
	if !strings.Contains(got, "C1,Al Noor,SAR,1 of 3,2025-06-01,60.00") || !strings.Contains(got, "level 1 is due on") {
		t.Error(got)
	}
	if got, _ := s.do("reminders"); !strings.Contains(got, "please pay 60.00 SAR") || !strings.Contains(got,
		"1 of 2 accounts with something overdue get a letter") {
		t.Error(got)
	}
	if got, _ := s.do("reminders", "--customer", "C2"); !strings.Contains(got, "Salem gets no letter in SAR: level 1") {
		t.Error(got)
	}
	if got, _ := s.do("reminders", "--post", "--out", out); !strings.Contains(got, "Sent: 1 letter to 1 customer in ") {
		t.Error(got)
	}
	if _, _, err := s.run("reminders", "--post", "--out", out); err == nil || !strings.Contains(err.Error(),
		"no letter is due today") {
		t.Error(err)
	}
	if _, _, err := s.run("reminders", "--post", "--customer", "C1", "--out", out); err == nil ||
		!strings.Contains(err.Error(), "RL-000001 was sent today") {
		t.Error(err)
	}
	file := filepath.Join(out, "reminder-RL-000001-C1.pdf")
	first, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(first), "%PDF") {
		t.Fatal(err)
	}
	s.do("reminders", "--sent", "today", "--out", out+"2")
	again, err := os.ReadFile(filepath.Join(out+"2", filepath.Base(file)))
	if err != nil || string(again) != string(first) {
		t.Error("the letter written again is another one", err)
	}
	if _, _, err := s.run("reminders", "--post", "--sent", "today"); err == nil {
		t.Error("--post and --sent go together")
	}
}
