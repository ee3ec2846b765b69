package main

import (
	"errors"
	"strings"
	"testing"
)

// TestCreditCheckIsAnExitCode: an order that is covered is exit 0, one that is not is
// exit 1 with the sum that explains it, a wrong call is exit 2.
func TestCreditCheckIsAnExitCode(t *testing.T) {
	s := newShop(t)
	s.do("do", "customer.open", `{"code":"C1","name":"Al Noor","limit":"1000"}`)
	s.do("do", "bill.issue", `{"customer":"C1","number":"A","doc":"2025-06-01","due":"2025-07-01","amount":"700"}`)
	out, _, err := s.run("report", "credit-check", "--customer", "C1", "--amount", "100", "--json")
	if err != nil || !strings.Contains(out, `"verdict":"pass"`) ||
		!strings.Contains(out, `"available_after":"200.00"`) {
		t.Errorf("%v\n%s", err, out)
	}
	out, _, err = s.run("report", "credit-check", "--customer", "C1", "--amount", "300.01")
	var f failed
	if !errors.As(err, &f) || !strings.Contains(out, "-0.01") ||
		!strings.Contains(err.Error(), "the limit of 1,000.00 would be passed by 0.01") {
		t.Errorf("%v\n%s", err, out)
	}
	var w wrongCall
	if _, _, err = s.run("report", "credit-check", "--customer", "C1"); !errors.As(err, &w) {
		t.Errorf("%v", err)
	}
	s.do("do", "credit.set_limit", `{"customer":"C1","amount":"0","approver":"Huda"}`)
	s.do("do", "receipt.record", `{"customer":"C1","kind":"cash","amount":"700"}`) // never asked about a limit
	out, _ = s.do("report", "credit", "--by", "all", "--csv")
	if !strings.Contains(out, "C1,Al Noor,SAR,0.00,0.00,0.00,0.00") {
		t.Error(out)
	}
}
