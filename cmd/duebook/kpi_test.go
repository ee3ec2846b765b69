package main

import (
	"errors"
	"strings"
	"testing"
)

// The figures of two months: a bill of 900 sold and half paid, the definition beside
// the numbers, and n/a where nothing was sold.
func TestKPIs(t *testing.T) {
	s := newShop(t)
	s.do("do", "customer.open", `{"code":"C1","name":"Al Noor"}`)
	s.do("do", "bill.issue", `{"customer":"C1","number":"A","doc":"2025-05-01","due":"2025-06-01","amount":"900"}`)
	s.do("do", "receipt.record", `{"customer":"C1","kind":"cash","amount":"450","date":"2025-06-02"}`)
	out, _ := s.do("report", "kpi", "--period", "month", "--from", "2025-05-01", "--csv", "--to", "2025-06-10")
	for _, want := range []string{"2025-05-01,2025-05-31,0.00,900.00,0.00,0.00,900.00,31.0,31.0,0.0,31.0,,",
		"2025-06-01,2025-06-10,900.00,0.00,450.00,0.00,450.00,,,,25.5,32.0,50.0,50.0,,100.0"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	out, _ = s.do("report", "kpi", "--from", "2025-05-01", "--to", "2025-06-10", "--whole")
	for _, want := range []string{"DSO: Closing receivables / sales x days.", "20.5", "n/a"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	s.do("do", "contact.log", `{"customer":"C1","result":"no answer"}`)
	out, _ = s.do("report", "results", "--csv")
	if !strings.Contains(out, "SAR,C1,Al Noor,0.00,900.00,450.00,0.00,0.00,450.00,1,0,0,0,2025-06-15,no answer") {
		t.Error(out)
	}
	var w wrongCall
	if _, _, err := s.run("report", "kpi", "--by", "moon"); !errors.As(err, &w) {
		t.Error(err)
	}
	if _, _, err := s.run("report", "kpi", "--period", "week"); !errors.As(err, &w) {
		t.Error(err)
	}
}

// A target agreed for the month with what came in of it, and what it is made of.
func TestTargets(t *testing.T) {
	s := newShop(t)
	s.do("do", "customer.open", `{"code":"C1","name":"Al Noor","collector":"Huda"}`)
	s.do("do", "bill.issue", `{"customer":"C1","number":"A","doc":"2025-05-01","due":"2025-06-01","amount":"900"}`)
	s.do("do", "receipt.record", `{"customer":"C1","kind":"cash","amount":"450","date":"2025-06-02"}`)
	s.do("do", "target.propose", `{"by":"collector","name":"huda","percent":"80"}`)
	s.do("do", "target.agree", `{"id":1}`)
	out, _ := s.do("report", "targets", "--by", "collector", "--csv")
	if !strings.Contains(out, "SAR,Huda,agreed,900.00,720.00,450.00,62.5,") {
		t.Error(out)
	}
	out, _ = s.do("report", "targets", "--by", "collector huda", "--from", "2025-06")
	for _, want := range []string{"falls due in it", "x 80%", "80% of what is due, proposed by the same person"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	var w wrongCall
	if _, _, err := s.run("report", "targets", "--by", "moon"); !errors.As(err, &w) {
		t.Error(err)
	}
}
