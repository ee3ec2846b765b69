package main

import (
	"errors"
	"strings"
	"testing"
)

// The exceptions of a day in a file, one kind with its definition, and a day before in
// which there was none.
func TestExceptions(t *testing.T) {
	s := newShop(t)
	s.do("do", "customer.open", `{"code":"C1","name":"Al Noor"}`)
	s.do("do", "bill.issue", `{"customer":"C1","number":"A","doc":"2025-06-12","due":"2025-09-01","amount":"900"}`)
	out, _ := s.do("report", "exceptions", "--csv")
	if !strings.HasPrefix(out, "kind,customer,name,who,since,amount,currency,entry,text\nback-dated,C1,Al Noor,") ||
		!strings.Contains(out, ",2025-06-12,900.00,SAR,3,\"invoice A is dated") {
		t.Error(out)
	}
	out, _ = s.do("report", "exceptions", "--by", "back-dated")
	if !strings.Contains(out, "Back-dated postings: 1, SAR 900.00.") || !strings.Contains(out, "Since: the day they") {
		t.Error(out)
	}
	if out, _ = s.do("report", "exceptions", "--as-of", "2025-06-13", "--json"); strings.TrimSpace(out) != "[\n]" {
		t.Error(out)
	}
	var w wrongCall
	if _, _, err := s.run("report", "exceptions", "--by", "moon"); !errors.As(err, &w) {
		t.Error(err)
	}
}
