package desk

import (
	"bytes"
	"strings"
	"testing"

	"duebook/internal/ar/confirmation"
	"duebook/internal/civil"
)

// A letter says its balance in both languages, with bills and slip; a blank one does not.
func TestConfirmationLetter(t *testing.T) {
	r := &confirmation.Run{ID: 1, CutOff: civil.New(2025, 6, 30), Made: civil.New(2025, 7, 1), ReplyBy: civil.New(2025,
		7, 31), From: "Test Trading", FromArabic: "تجارة الاختبار", Type: confirmation.Positive}
	l := &confirmation.Letter{Run: 1, N: 7, Code: "C1", Name: "النور", Latin: "Al Noor", Currency: "SAR", Digits: 2,
		Balance: 123450, Cheques: 40000, InHand: 1, Accrued: 1578, Address: []string{"حي المها", "الرياض 12211"}}
	lines := []confirmation.Line{{Number: "INV-9", Kind: 1, Date: r.CutOff - 40, Due: r.CutOff - 10, Left: 123450}}
	page := func() string {
		out, err := confirmationBytes(r, l, lines, "html")
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for _, want := range []string{"1,234.50", "INV-9", "400.00", "15.78", "النور", "Al Noor", "1/7",
		"We do not agree", "لا نوافق", "Reply slip", "From: Al Noor (C1)", "not our auditor&#39;s own evidence",
		"your account owes us", "<address>", "الرياض 12211</span></div></address>"} {
		if !strings.Contains(page(), want) {
			t.Errorf("the letter does not say %q", want)
		}
	}
	l.Balance = -l.Balance
	if s := page(); !strings.Contains(s, "1,234.50 SAR</span> in your favour") {
		t.Error("a balance they are owed is not told in words")
	}
	r.Type = confirmation.Blank
	if s := page(); strings.Contains(s, "1,234.50") || strings.Contains(s, "INV-9") {
		t.Error("a blank letter shows the balance")
	}
	pdf, err := confirmationBytes(r, l, lines, "pdf")
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error(err)
	}
}
