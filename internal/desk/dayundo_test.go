package desk

import (
	"strings"
	"testing"

	"duebook/internal/ar/dayreport"
	"duebook/internal/book"
	"duebook/internal/report/day"
)

// undo takes somebody's last entry back.
func (m *team) undo(who string) {
	m.t.Helper()
	seq, _, err := m.desk(who).Undoable()
	if err != nil {
		m.t.Fatal(err)
	}
	m.do(who, &book.Undo{Seq: seq})
}

// standing is what stands of the words of a report, and why its first customer is left out.
func standing(r *day.Row) (out string) {
	for _, w := range r.Said {
		out += w.By + ":" + w.Text + " "
	}
	for _, i := range r.Line(day.LeftOut).Items {
		out += "out:" + i.What
	}
	return out
}

// What is taken back leaves what was there before it, whatever was replaced, cleared or
// taken back before, also within one moment.
func TestUndoGivesBackWhatWasThere(t *testing.T) {
	m := newTeam(t)
	expect := func(want string) {
		t.Helper()
		if got := standing(m.report("salem", "huda", 0)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	m.do("huda", &dayreport.Remark{Text: "one"})
	m.do("huda", &dayreport.Remark{Text: "two"})
	m.undo("huda")
	expect("huda:one ")
	m.do("huda", &dayreport.Remark{Text: ""})
	expect("")
	m.do("huda", &dayreport.Remark{Text: "three"})
	m.undo("huda")
	expect("")
	m.undo("huda")
	expect("huda:one ")
	m.undo("huda")
	expect("")
	m.do("huda", &dayreport.Leave{Customer: "H1", Reason: "travels"})
	m.do("huda", &dayreport.Leave{Customer: "H1", Reason: "is ill"})
	m.undo("huda")
	expect("out:travels")
	m.do("huda", &dayreport.Leave{Customer: "H1"})
	expect("")
	m.undo("huda")
	expect("out:travels")
	m.undo("huda")
	expect("")
}

// Decisions are taken back one after another, and the submission after them.
func TestDecisionsAreTakenBack(t *testing.T) {
	m := newTeam(t)
	state := func(want dayreport.State) {
		t.Helper()
		if got := m.report("salem", "huda", 0).State; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	m.do("huda", &SubmitDay{})
	m.do("salem", &dayreport.Accept{User: "huda"})
	m.do("salem", &dayreport.Return{User: "huda", Comment: "say more"})
	state(dayreport.Returned)
	m.undo("salem")
	state(dayreport.Accepted)
	m.undo("salem")
	state(dayreport.Submitted)
	m.undo("huda")
	state(dayreport.Draft)
	m.do("huda", &SubmitDay{})
	state(dayreport.Submitted)
	if n := m.report("salem", "huda", 0).Version.N; n != 2 {
		t.Errorf("version %d", n)
	}
}

// Words stand on a line that there is, are clean, and of those who may say them.
func TestWordsOfReports(t *testing.T) {
	m := newTeam(t)
	if len(dayreport.Lines) != len(day.Defs) {
		t.Errorf("%d lines may be spoken of, and there are %d", len(dayreport.Lines), len(day.Defs))
	}
	for n, def := range day.Defs {
		if dayreport.Lines[n] != def.Key {
			t.Errorf("%s is not %s", dayreport.Lines[n], def.Key)
		}
	}
	m.refused("huda", &dayreport.Remark{Line: "colected", Text: "x"}, "there is no line colected")
	m.refused("huda", &dayreport.Remark{Text: "a\x1b[2J"}, "character")
	m.refused("huda", &dayreport.Remark{Text: strings.Repeat("a", 1001)}, "at most 1,000")
	m.refused("huda", &dayreport.Remark{}, "say what there is to say")
	m.do("huda", &dayreport.Remark{Line: day.Untouched, Text: strings.Repeat("ن", 1000)})
	m.do("huda", &SubmitDay{})
	for _, c := range []book.Command{&dayreport.Accept{User: "huda"}, &dayreport.Return{User: "huda", Comment: "x"},
		&dayreport.Comment{User: "huda", Text: "x"}} {
		m.refused("omar", c, "only a supervisor")
		m.refused("root", c, "only a supervisor")
	}
	m.refused("omar", &dayreport.Remark{Day: "2025-06-16", Text: "x"}, "still to come")
	m.refused("omar", &SubmitDay{Day: "2025-06-16"}, "still to come")
}
