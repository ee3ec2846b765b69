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
