package desk

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/day"
)

// team is one book with several people at it, and one clock.
type team struct {
	t   *testing.T
	now time.Time
	at  map[string]*Desk
}

func (m *team) desk(who string) *Desk {
	if m.at[who] == nil {
		first := m.at["root"]
		m.at[who] = &Desk{book: first.book, who: who, session: who, clock: func() time.Time { return m.now },
			set: first.set}
		if err := m.at[who].reload(); err != nil {
			m.t.Fatal(err)
		}
	}
	return m.at[who]
}

func (m *team) do(who string, c book.Command) {
	m.t.Helper()
	if _, err := m.desk(who).Do(NewKey(), c); err != nil {
		m.t.Fatalf("%s %s: %v", who, c.Kind(), err)
	}
}

func (m *team) refused(who string, c book.Command, says string) {
	m.t.Helper()
	if _, err := m.desk(who).Do(NewKey(), c); err == nil || !strings.Contains(err.Error(), says) {
		m.t.Errorf("%s %s: %v, not a refusal that says %q", who, c.Kind(), err, says)
	}
}

func (m *team) report(who, user string, on civil.Date) *day.Row {
	m.t.Helper()
	r, err := m.desk(who).DayReport(user, on)
	if err != nil {
		m.t.Fatal(err)
	}
	return r
}

// newTeam sets up three officers with two customers each, a supervisor and an admin.
func newTeam(t *testing.T) *team {
	first := testDesk(t)
	m := &team{t: t, now: time.Date(2025, 6, 15, 9, 0, 0, 0, time.UTC), at: map[string]*Desk{"root": first}}
	first.who, first.clock = "root", func() time.Time { return m.now }
	for i, who := range []string{"huda", "omar", "layla"} {
		for n := range 2 {
			code := strings.ToUpper(who[:1]) + string(rune('1'+n))
			m.do("root", &customer.Open{Code: code, Name: "Customer " + code, Collector: who})
			m.do("root", &bill.Issue{Customer: code, Number: "B-" + code, Doc: "2025-04-01", Due: "2025-05-01",
				Amount: []string{"1000", "2000", "4000"}[i]})
		}
	}
	m.do("root", &office.Set{User: "root", Roles: "admin"})
	m.do("root", &office.Set{User: "salem", Roles: "supervisor"})
	for _, who := range []string{"huda", "omar", "layla"} {
		m.do("root", &office.Set{User: who, Roles: "officer"})
	}
	return m
}

func figures(t *testing.T, r *day.Row, want map[string]int) {
	t.Helper()
	for key, n := range want {
		if got := r.Line(key).Count; got != n {
			t.Errorf("%s, %s: %d, want %d: %+v", r.Name, key, got, n, r.Line(key).Items)
		}
	}
}

// lived is a day of three officers, submitted and decided on, one of them twice.
func lived(t *testing.T) (*team, civil.Date) {
	m := newTeam(t)
	sunday := m.desk("huda").Today()
	m.do("huda", &contact.Log{Customer: "H1", Result: "promised", Promise: &contact.Pledge{Date: "2025-06-17",
		Amount: "600"}})
	m.do("huda", &contact.Log{Customer: "H2", Result: "no answer"})
	m.do("omar", &contact.Log{Customer: "O1", Result: "disputed", Note: "short delivery"})
	m.do("omar", &receipt.Record{Customer: "O1", Type: "cash", Amount: "250", Number: "R1"})
	m.do("layla", &dayreport.Leave{Customer: "L1", Reason: "the owner travels"})
	figures(t, m.report("huda", "", 0), map[string]int{day.Listed: 2, day.Worked: 2, day.Attempts: 2, day.Reached: 1,
		day.Promises: 1, day.Collected: 0})
	figures(t, m.report("omar", "", 0), map[string]int{day.Listed: 2, day.Worked: 1, day.Untouched: 1, day.Cash: 1,
		day.Collected: 1})
	figures(t, m.report("layla", "", 0), map[string]int{day.Listed: 2, day.Worked: 0, day.LeftOut: 1, day.Untouched: 1})
	m.do("layla", &dayreport.Remark{Line: day.Untouched, Text: "no time"})
	for _, who := range []string{"huda", "omar", "layla"} {
		m.do(who, &SubmitDay{})
		m.refused(who, &SubmitDay{}, "is with the supervisor")
	}
	m.refused("layla", &dayreport.Remark{Text: "more"}, "is with the supervisor")
	m.refused("huda", &dayreport.Accept{User: "omar"}, "only a supervisor")
	m.refused("salem", &dayreport.Return{User: "layla"}, "say what is to be put right")
	rows, err := m.desk("salem").DayReview(0)
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	m.do("salem", &dayreport.Accept{User: "huda"})
	m.do("salem", &dayreport.Accept{User: "omar", Comment: "well done"})
	m.do("salem", &dayreport.Comment{User: "layla", Line: day.Untouched, Text: "call L2"})
	m.do("salem", &dayreport.Return{User: "layla", Comment: "the list is not done"})
	page, err := m.desk("layla").TodayPage()
	if err != nil || len(page.Reports.Returned) != 1 || page.Reports.Returned[0].Comment != "the list is not done" {
		t.Fatalf("%+v %v", page.Reports, err)
	}
	m.do("layla", &contact.Log{Customer: "L2", Result: "no answer"})
	m.do("layla", &SubmitDay{})
	m.refused("salem", &dayreport.Accept{User: "layla", Version: 1}, "was followed by version 2")
	m.do("salem", &dayreport.Accept{User: "layla", Version: 2})
	m.refused("huda", &SubmitDay{}, "is accepted")
	figures(t, m.report("salem", "layla", sunday), map[string]int{day.Worked: 1, day.LeftOut: 1, day.Untouched: 0})
	return m, sunday
}

// A day is lived by three officers: it fills, is submitted, one is returned and comes
// again, the supervisor accepts; a month of postings later what was accepted is what it
// was, and what was dated back is shown beside it.
func TestDayIsLivedAndAccepted(t *testing.T) {
	m, sunday := lived(t)
	accepted := map[string][]byte{}
	for _, who := range []string{"huda", "omar", "layla"} {
		accepted[who] = m.report("salem", who, sunday).Version.Digest
	}

	m.now = m.now.AddDate(0, 0, 1)
	m.do("omar", &receipt.Record{Customer: "O2", Type: "transfer", Amount: "100", Number: "R2", Date: "2025-06-15"})
	for n := range 30 {
		m.do("salem", &customer.Edit{Customer: "O1", Field: "name", Value: "Renamed " + time.Month(1+n%12).String()})
		m.do("huda", &contact.Log{Customer: "H2", Result: "no answer", Override: "asked to"})
		m.do("huda", &receipt.Record{Customer: "H1", Type: "cash", Amount: "5", Number: "M" + m.now.Format("0102")})
		m.now = m.now.AddDate(0, 0, 1)
	}
	for who, digest := range accepted {
		r := m.report("salem", who, sunday)
		if !bytes.Equal(r.Version.Digest, digest) || r.State != dayreport.Accepted {
			t.Errorf("%s: %s %x, not %x", who, r.State, r.Version.Digest, digest)
		}
		if late := len(r.Changed); (late == 1) != (who == "omar") || late > 1 {
			t.Errorf("%s: %+v", who, r.Changed)
		}
	}
	r := m.report("salem", "omar", sunday)
	if c := r.Changed[0]; c.Key != day.Transfer || c.Item.Amount.Amount != 10000 || c.On != sunday+1 || c.Gone {
		t.Errorf("%+v", c)
	}
	if got := r.Line(day.Collected).Amount("SAR"); got != 25000 || r.Line(day.Cash).Items[0].Name != "Customer O1" {
		t.Errorf("the accepted report was %d, %+v", got, r.Line(day.Cash).Items)
	}
	figures(t, m.report("salem", "omar", sunday+1), map[string]int{day.Earlier: 1, day.Collected: 0})
	if found, err := m.at["root"].Book().Verify(context.Background(), book.Deep); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// The rows of a day sum to all that was collected, whosever customers they are; what is
// taken back is taken off on its own day.
func TestReportsSumToTheWhole(t *testing.T) {
	m := newTeam(t)
	m.do("salem", &customer.Open{Code: "N1", Name: "Nobody's", Collector: ""})
	m.do("salem", &customer.Open{Code: "G1", Name: "Gone collector's", Collector: "Former Officer"})
	for n, code := range []string{"H1", "O1", "L1", "N1", "G1"} {
		m.do("salem", &receipt.Record{Customer: code, Type: "cash", Amount: "10", Number: "S" + string(rune('0'+n))})
	}
	rows, err := m.desk("salem").DayReview(0)
	if err != nil {
		t.Fatal(err)
	}
	whole, names := 0, ""
	for i := range rows {
		whole += int(rows[i].Line(day.Collected).Amount("SAR"))
		names += rows[i].Name + " "
	}
	if whole != 5000 || !strings.Contains(names, "Former Officer") || !strings.Contains(names, "no collector") {
		t.Errorf("%d %s", whole, names)
	}
	seq, _, err := m.desk("salem").Undoable()
	if err != nil {
		t.Fatal(err)
	}
	monday := m.desk("salem").Today() + 1
	m.now = m.now.AddDate(0, 0, 1)
	m.do("salem", &book.Undo{Seq: seq})
	for on, want := range map[civil.Date]int{monday - 1: 5000, monday: -1000} {
		rows, err := m.desk("salem").DayReview(on)
		whole := 0
		for i := range rows {
			whole += int(rows[i].Line(day.Collected).Amount("SAR"))
		}
		if err != nil || whole != want {
			t.Errorf("%s: %d, want %d (%v)", on, whole, want, err)
		}
	}
}

// A customer left out by who covers is left out in the report of the officer whose it is,
// with who said so; and a supervisor who took one customer over still opens on all.
func TestWhoCoversAndWhoLooksAfterAll(t *testing.T) {
	m := newTeam(t)
	m.do("salem", &portfolio.Give{Absent: "layla", Cover: "omar", From: "2025-06-15", Until: "2025-06-16"})
	m.do("omar", &dayreport.Leave{Customer: "L2", Reason: "stock count"})
	r := m.report("layla", "", 0)
	figures(t, r, map[string]int{day.Listed: 2, day.LeftOut: 1, day.Untouched: 1})
	if x := r.Line(day.LeftOut).Items; len(x) != 1 || x[0].What != "stock count (omar)" {
		t.Error(x)
	}
	m.do("salem", &customer.Assign{Customer: "H1", Field: "collector", Value: "salem"})
	for who, want := range map[string]int{"salem": 5, "huda": 1} {
		if l, err := m.desk(who).CallList(Home, false); err != nil || len(l.Rows) != want {
			t.Errorf("%s opens on %d customers, not %d: %v", who, len(l.Rows), want, err)
		}
	}
}
