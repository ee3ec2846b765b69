package cheque

import (
	"strings"
	"testing"

	"duebook/internal/ar/receipt"
	"duebook/internal/book"
)

// A cheque is made good only with a receipt of all it is worth.
func TestSettledWithAReceiptOfItsWorth(t *testing.T) {
	b := start(t)
	receive(b, paper("1", "100", "2025-06-15"))
	b.Do(&Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
	b.Do(&Bounce{Cheque: "1", Reason: "altered"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Number: "LESS", Amount: "99.99"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Number: "ALL", Amount: "100"})
	if s := b.Refused(&Settle{Cheque: "1", Receipt: "LESS"}); !strings.Contains(s, "receipt LESS of 99.99") {
		t.Error(s)
	}
	b.Do(&Settle{Cheque: "1", Receipt: "ALL"})
}

// A cheque stays on the slip written for it when a move that left it there is undone.
func TestUndoLeavesAChequeOnItsSlip(t *testing.T) {
	b := start(t)
	p := paper("1", "100", "2025-06-15")
	p.Safe = false
	receive(b, p)
	b.Do(&WriteSlip{Cheques: []string{"1"}, Bank: "Our Bank", Slip: "S"})
	b.Do(&book.Undo{Seq: b.Do(&Shift{Cheques: []string{"1"}, Move: "put in safe"}).Seq})
	b.Do(&Deposit{Slip: "S"})
	if c := one(b, "1"); c.State(Forever) != Deposited {
		t.Error(c.State(Forever))
	}
}

// A cheque that is moved off the slip written for it is on it again when that is undone.
func TestUndoPutsAChequeBackOnItsSlip(t *testing.T) {
	b := start(t)
	receive(b, paper("1", "100", "2025-06-15"))
	b.Do(&Shift{Cheques: []string{"1"}, Move: "lodge", With: "Our Bank"})
	b.Do(&WriteSlip{Cheques: []string{"1"}, Bank: "Our Bank", Slip: "S"})
	b.Do(&book.Undo{Seq: b.Do(&Shift{Cheques: []string{"1"}, Move: "recall"}).Seq})
	b.Do(&Deposit{Slip: "S"})
	if c := one(b, "1"); c.State(Forever) != Deposited {
		t.Error(c.State(Forever))
	}
}

// A replacement is another paper, so that taking it back leaves one cheque of a number.
func TestAChequeDoesNotReplaceItself(t *testing.T) {
	b := start(t)
	receive(b, paper("1", "100", "2025-06-15"))
	same := paper("1", "100", "2025-07-15")
	if s := b.Refused(&Replace{Cheques: []string{"1"}, Paper: same}); !strings.Contains(s, "it replaces (#1)") {
		t.Error(s)
	}
	same.Number = "2"
	b.Do(&book.Undo{Seq: b.Do(&Replace{Cheques: []string{"1"}, Paper: same}).Seq})
	if c := one(b, "1"); c.State(Forever) != InSafe {
		t.Error(c.State(Forever))
	}
}

// Only money that came since the bounce makes a cheque good.
func TestSettledWithMoneySinceTheBounce(t *testing.T) {
	b := start(t)
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Number: "OLD", Amount: "100"})
	receive(b, paper("1", "100", "2025-06-15"))
	b.Today++
	b.Do(&Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
	b.Do(&Bounce{Cheque: "1", Reason: "altered"})
	b.Do(&receipt.Record{Customer: "C1", Type: "credit note", Number: "CN", Amount: "100"})
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Number: "NEW", Amount: "100"})
	for number, want := range map[string]string{"OLD": "before cheque 1 bounced", "CN": "is a credit note"} {
		if s := b.Refused(&Settle{Cheque: "1", Receipt: number}); !strings.Contains(s, want) {
			t.Errorf("%s: %s", number, s)
		}
	}
	b.Do(&Settle{Cheque: "1", Receipt: "NEW"})
}
