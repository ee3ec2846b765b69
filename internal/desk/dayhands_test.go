package desk

import (
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/report/day"
)

// whole is what all reports of a day come to on a line, and whose they are.
func (m *team) whole(on civil.Date, key string) (sum int, names string) {
	m.t.Helper()
	rows, err := m.desk("salem").DayReview(on)
	if err != nil {
		m.t.Fatal(err)
	}
	for i := range rows {
		sum += int(rows[i].Line(key).Amount("SAR"))
		names += rows[i].Name + " "
	}
	return sum, names
}

// Who leaves, and who takes their customers over, change no report of the days before.
func TestPastDaysStayWithWhoWorkedThem(t *testing.T) {
	m := newTeam(t)
	m.do("salem", &customer.Open{Code: "S1", Name: "Sara's", Collector: "Sara Ali"})
	m.do("salem", &bill.Issue{Customer: "S1", Number: "B-S1", Doc: "2025-04-01", Due: "2025-05-01", Amount: "500"})
	m.do("root", &office.Set{User: "سارة علي", Shown: "Sara Ali", Roles: "officer", Collector: "Sara Ali"})
	sunday := m.desk("root").Today()
	m.do("سارة علي", &receipt.Record{Customer: "S1", Type: "cash", Amount: "100", Number: "R1"})
	m.do("سارة علي", &SubmitDay{})
	sum, names := m.whole(sunday, day.Collected)
	m.now = m.now.AddDate(0, 0, 2)
	m.do("root", &office.Set{User: "سارة علي", Shown: "Sara A.", Roles: "none"})
	m.do("root", &office.Set{User: "nora", Roles: "officer", Collector: "Sara Ali"})
	if again, who := m.whole(sunday, day.Collected); sum != 10000 || again != sum || who != names {
		t.Errorf("%d of %s, and when she has left %d of %s", sum, names, again, who)
	}
	if r := m.report("salem", "سارة علي", sunday); len(r.Changed) != 0 || r.State != dayreport.Submitted {
		t.Errorf("%s %+v", r.State, r.Changed)
	}
	m.do("salem", &dayreport.Accept{User: "سارة علي", Day: sunday.String()})
	m.do("nora", &receipt.Record{Customer: "S1", Type: "cash", Amount: "50", Number: "R2"})
	if r := m.report("nora", "", 0); r.Line(day.Collected).Amount("SAR") != 5000 {
		t.Errorf("%+v", r.Lines)
	}
}

// What is recorded after the report was submitted is told beside it, and who works
// without being an officer stands in the review of any day.
func TestNothingIsInNoReport(t *testing.T) {
	m := newTeam(t)
	sunday := m.desk("root").Today()
	for _, who := range []string{"huda", "omar", "layla"} {
		m.do(who, &SubmitDay{})
	}
	m.do("huda", &contact.Log{Customer: "H1", Result: "promised", Promise: &contact.Pledge{Date: "2025-06-17",
		Amount: "600"}})
	m.do("salem", &contact.Log{Customer: "O1", Result: "no answer"})
	keys := func() (out []string) {
		for _, c := range m.report("salem", "huda", sunday).Changed {
			out = append(out, c.Key)
		}
		return out
	}
	_, before := m.whole(sunday, day.Collected)
	for range 2 {
		if got := keys(); len(got) != 2 || got[0] != day.Attempts || got[1] != day.Promises {
			t.Errorf("recorded after it was submitted: %v", got)
		}
		if _, names := m.whole(sunday, day.Collected); names != before {
			t.Errorf("%s, and then %s", before, names)
		}
		m.now = m.now.AddDate(0, 0, 1)
	}
}

// After midnight of a working day that is not over its call-backs have been missed.
func TestDayEndsAfterMidnight(t *testing.T) {
	m := newTeam(t)
	m.do("root", &company.Set{Field: "day_ends", Value: "4"})
	m.do("huda", &followup.Plan{Customer: "H1", Date: "2025-06-15", Time: "21:00", Reason: "asked to"})
	sunday := m.desk("root").Today()
	m.now = time.Date(2025, 6, 15, 22, 30, 0, 0, time.UTC) // half past one at night
	if err := m.desk("huda").reload(); err != nil || m.desk("huda").Today() != sunday {
		t.Fatal(m.desk("huda").Today(), err)
	}
	figures(t, m.report("huda", "", 0), map[string]int{day.Missed: 1})
	m.do("huda", &SubmitDay{})
	figures(t, m.report("huda", "", sunday), map[string]int{day.Missed: 1})
}

// Who covers for somebody works that one's list: a customer left out by them is left out,
// and no report is missed of who is away.
func TestCovered(t *testing.T) {
	m := newTeam(t)
	m.do("layla", &SubmitDay{})
	m.now = m.now.AddDate(0, 0, 1)
	m.do("salem", &portfolio.Give{Absent: "huda", Cover: "omar", Until: "2025-06-16"})
	m.do("omar", &dayreport.Leave{Customer: "H1", Reason: "is ill"})
	figures(t, m.report("salem", "huda", 0), map[string]int{day.LeftOut: 1, day.Untouched: 1})
	monday := m.desk("root").Today()
	m.now = m.now.AddDate(0, 0, 2)
	all, err := m.desk("salem").DayTracks(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, track := range all {
		for _, p := range track.Days {
			if want := track.User != "huda" || p.Day != monday; p.Day >= monday && p.Expected != want {
				t.Errorf("%s on %s: expected %v", track.User, p.Day, p.Expected)
			}
		}
	}
}

// A note reads as its author had put it by the end of the day.
func TestNotesAsAmendedThatDay(t *testing.T) {
	m := newTeam(t)
	sunday := m.desk("root").Today()
	m.do("huda", &contact.Log{Customer: "H1", Result: "no answer", Note: "first"})
	for _, note := range []string{"second", "third"} {
		m.do("huda", &contact.Amend{Customer: "H1", Note: note})
		r := m.report("huda", "", sunday)
		if r.Clients[0].Note != "second" || r.Line(day.Attempts).Items[0].What != "no answer: second" {
			t.Errorf("%+v %+v", r.Clients, r.Line(day.Attempts).Items)
		}
		m.now = m.now.AddDate(0, 0, 1)
	}
}
