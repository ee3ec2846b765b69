package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/referral"
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
		if name == "deposit-slip" {
			continue // one paper, not a state of the book
		}
		args := []string{"report", name, "--as-of", "2025-06-09", "--customer", "C1"}
		if name == "credit-check" {
			args = append(args, "--amount", "1")
		}
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
		args = append(slices.Delete(args, 2, 4), "--from", "2025-06-11")
		if out, errs := s.do(args...); strings.Contains(out+errs, says) {
			t.Errorf("%s of today says it too:\n%s", name, out)
		}
	}
}

// What is odd is posted all the same, and said: in the answer for a script, on the
// error output for a person. A dry run says the same.
func TestDoWarns(t *testing.T) {
	s := newShop(t) // 15 June 2025 is a Sunday, Friday and Saturday are closed
	s.do("do", "customer.open", `{"code":"C1","name":"Al Noor"}`)
	for _, x := range []struct{ kind, fields, says string }{
		{"bill.issue", `{"customer":"C1","number":"A","doc":"2025-06-10","due":"2025-06-01","amount":"100"}`,
			"bill A is due on 2025-06-01, before it was issued (2025-06-10)"},
		{"bill.issue", `{"customer":"C1","number":"B","doc":"2025-06-25","amount":"50"}`, "after today (2025-06-15)"},
		{"bill.reschedule", `{"bill":"B","due":"2025-06-20"}`, "before it was issued (2025-06-25)"},
		{"promise.take", `{"customer":"C1","amount":"151","date":"2025-06-18"}`, "the account owes 150.00 SAR: 151.00"},
		{"promise.take", `{"customer":"C1","amount":"1","date":"2025-06-20"}`, "Fri 2025-06-20, the promised day, is"},
		{"followup.plan", `{"customer":"C1","date":"2025-06-20"}`, "of C1 stands on Sun 2025-06-22"},
		{"followup.move", `{"id":1,"date":"2025-06-27"}`, "Fri 2025-06-27 is closed"},
		{"followup.plan", `{"customer":"C1","date":"2025-06-22"}`, ""},
	} {
		for _, dry := range []string{"--dry-run", "--atomic"} {
			out, errs := s.do("do", x.kind, x.fields, dry)
			if x.says == "" {
				if strings.Contains(out, "warnings") || errs != "" {
					t.Errorf("%s warns of nothing: %s%s", x.kind, out, errs)
				}
				continue
			}
			wants(t, out, `"warnings":["`, x.says)
			wants(t, errs, "Warning: ", x.says)
		}
	}
}

// A holiday lists what is planned on it: the open promises and follow-ups, and no
// others.
func TestAHolidayListsWhatIsToMove(t *testing.T) {
	s := newShop(t)
	for _, line := range []string{`customer.open {"code":"C1","name":"Al Noor"}`,
		`bill.issue {"customer":"C1","number":"A","amount":"100"}`,
		`bill.issue {"customer":"C1","number":"B","amount":"100"}`,
		`promise.take {"customer":"C1","bills":["A"],"amount":"40","date":"2025-06-18"}`,
		`promise.take {"customer":"C1","bills":["B"],"amount":"40","date":"2025-06-19"}`,
		`followup.plan {"customer":"C1","date":"2025-06-18","reason":"ask"}`,
		`followup.plan {"customer":"C1","date":"2025-06-18"}`, `followup.cancel {"id":2}`,
		`followup.plan {"customer":"C1","date":"2025-06-19"}`} {
		kind, fields, _ := strings.Cut(line, " ")
		s.do("do", kind, fields)
	}
	_, errs := s.do("do", "company.holiday.add", `{"date":"2025-06-18","name":"Eid"}`)
	wants(t, errs, "promise 1 of C1 Al Noor, 40.00 SAR, is for 2025-06-18", "follow-up 1 of C1 Al Noor (call)")
	if n := strings.Count(errs, "Warning: "); n != 2 {
		t.Errorf("%d are listed:\n%s", n, errs)
	}
	_, errs = s.do("do", "followup.plan", `{"customer":"C1","date":"2025-06-18"}`)
	wants(t, errs, "Wed 2025-06-18 is Eid", "Thu 2025-06-19")
}

// The list of commands leaves nothing to guess: every field says what it is for, and
// every word of a choice stands there; nothing ends in dots.
func TestCommandsListEveryFieldAndWord(t *testing.T) {
	out, _ := (&shop{t: t}).do("commands")
	kind := ""
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if line != "" && line[0] != ' ' {
			kind = line
		}
		if f := strings.Fields(line); line != kind && len(f) < 3 {
			t.Errorf("%s: nothing is said about %q", kind, line)
		}
		if strings.Contains(line, "...") {
			t.Errorf("%s leaves words out: %q", kind, line)
		}
	}
	for _, x := range []struct {
		kind  string
		words []string
	}{{"receipt.record", append(receipt.Kinds(), "marked")}, {"contact.log", contact.Channels()},
		{"company.set", []string{"day_ends", "zone", "cover", "on, off", "sun, mon"}},
		{"customer.edit", []string{"registration", "ar, en"}}, {"customer.assign", []string{"insolvent", "yes, no"}},
		{"bill.issue", []string{"interest note", "delivery_note"}}, {"followup.spread", followup.Tasks()},
		{"cheque.receive", []string{"maturity", "payment, guarantee"}},
		{"cheque.replace", []string{"number", "payment, guarantee"}},
		{"dispute.close", []string{"upheld, rejected, partly"}}, {"referral.answer", referral.Verdicts()}} {
		out, _ := (&shop{t: t}).do("commands", x.kind)
		wants(t, out, x.words...)
	}
	out, _ = (&shop{t: t}).do("commands", "contact.log")
	for _, r := range contact.Rules {
		wants(t, out, r.Name)
	}
}

// A refused row says all that is wrong with it, so that it is put right in one go;
// characters left out of a name are said with the row.
func TestImportSaysAllThatIsWrongAndWhatItLeftOut(t *testing.T) {
	s := newShop(t)
	out, _, err := s.run("import", "--dry-run", "--date-order", "ymd", s.file("open.csv", openItems,
		"C1,Al\x07 Noor,A-1,2025-05-02,2025-06-01,100,60",
		"C1,Al\x07 Noor,A-2,2025-05-02,2025-06-01,100,60",
		"C1,Al Noor,,2025-02-30,soon,1x0,60", "C2,Blue,B-1,2025-05-02,2025-06-01,100,60"))
	if err == nil {
		t.Error("a file with a refused row was taken")
	}
	wants(t, out, "2 rows, the first on line 2: with control", "refused    line 4: number",
		`doc "2025-02-30": `, `due "soon": `, `amount "1x0": `)
}

// A script takes the latest date of the file, so that the same file is the same
// tomorrow, and says so; a person is asked when a list of open items looks old.
func TestTheCutOffIsSaidOrAsked(t *testing.T) {
	s := newShop(t)
	row := "C1,Al Noor,A-1,2025-05-02,2025-06-01,100,60"
	out, _ := s.do("import", s.file("open.csv", openItems, row))
	wants(t, out, "Cut-off: 2025-05-02, the latest date in the file", "--cut-off today")
	s.day++
	if out, _ = s.do("import", s.file("open.csv", openItems, row)); !strings.Contains(out, "Nothing changed.") {
		t.Errorf("the same file a day later:\n%s", out)
	}
	out, _ = s.do("import", "--cut-off", "today", s.file("open.csv", openItems, row))
	wants(t, out, "Cut-off: 2025-06-16, as said")
	latest := civil.New(2025, 5, 2)
	for answer, want := range map[string]civil.Date{"\n": s.day, "": s.day, "l\n": latest,
		"2025-06-01\n": civil.New(2025, 6, 1)} {
		if got, err := askCutOff(strings.NewReader(answer), io.Discard, latest, s.day); err != nil || got != want {
			t.Errorf("%q is %s (%v), not %s", answer, got, err, want)
		}
	}
	if _, err := askCutOff(strings.NewReader("soon\n"), io.Discard, latest, s.day); err == nil {
		t.Error("an answer that is no date was taken")
	}
}

// Verify is silent on a clean book without a terminal, and tells how far it is on one.
func TestVerifyTellsHowFarItIs(t *testing.T) {
	s := newShop(t)
	if out, errs := s.do("verify", "--deep"); out+errs != "" {
		t.Errorf("a clean book: %q %q", out, errs)
	}
	var line strings.Builder
	bar := &progress{w: &line, on: true}
	tell := bar.parts("checking")
	bar.started, bar.last = bar.started.Add(-time.Minute), bar.last.Add(-time.Minute)
	tell(3, 12)
	wants(t, line.String(), "checking", "25 %", "3m0s left")
	if bar.done(); !strings.HasSuffix(line.String(), "\r\x1b[K") {
		t.Errorf("the line stays: %q", line.String())
	}
}
