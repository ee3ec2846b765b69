package desk

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
)

func TestReceiptAppliesOldestFirstAndUndoes(t *testing.T) {
	b := booktest.New(t, Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-06-01", Amount: "100"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-02", Due: "2025-05-20", Amount: "250"})
	r := b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "300"})
	left := func() (sum int64) {
		b.Read(func(v *book.View) error { sum = int64(openitem.Balance(v, 1)); return nil })
		return sum
	}
	if left() != 5000 {
		t.Fatalf("balance %d", left())
	}
	b.MustVerify()
	if s := b.Refused(&book.Undo{Seq: 3}); !strings.Contains(s, "builds on the same bill") {
		t.Fatal(s)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if left() != 35000 {
		t.Fatalf("balance after undo %d", left())
	}
	if s := b.Refused(&receipt.Record{Customer: "C1", Type: "cash", Amount: "300", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "A", Amount: "100.01"}}}); !strings.Contains(s, "has 100.00 left") {
		t.Fatal(s)
	}
	if s := b.Refused(&bill.Issue{Customer: "C1", Number: "A", Amount: "1"}); !strings.Contains(s, "already") {
		t.Fatal(s)
	}
}
