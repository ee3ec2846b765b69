package reporttest

import (
	"fmt"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/receipt"
)

// settling is what happens to money and cheques once they are there: refunds, money
// moved to another customer, and cheques of every fate.
func (h *history) settling(k int, code string) {
	switch {
	case k == 12 && len(h.receipts) > 0:
		h.do(&receipt.Refund{Receipt: h.of(h.receipts...), Amount: h.of("", "5.00"), Reason: "asked for"})
	case k == 13 && len(h.receipts) > 0:
		h.do(&receipt.Move{Receipt: h.of(h.receipts...), To: code, Reason: "paid for another"})
	case k == 14 || len(h.cheques) == 0:
		p := cheque.Paper{Number: fmt.Sprintf("Q%d", h.n), Amount: h.amount(), Maturity: h.day(-20, 30),
			Bank: "North Bank", Safe: h.int(0, 3) > 0, Received: h.day(-10, 0)}
		if h.do(&cheque.Receive{Customer: code, Currency: h.of("SAR", "SAR", "USD"), Paper: p}) {
			h.cheques = append(h.cheques, p.Number)
		}
	case k == 15:
		h.do(&cheque.Deposit{Cheques: []string{h.of(h.cheques...)}, Bank: "Our Bank"})
		h.do(&cheque.Clear{Cheques: []string{h.of(h.cheques...)}})
	default:
		one := h.of(h.cheques...)
		switch h.int(0, 3) {
		case 0:
			h.do(&cheque.Clear{Cheques: []string{one}})
		case 1:
			h.do(&cheque.Bounce{Cheque: one, Reason: "insufficient funds", Fee: h.of("", "7.50"),
				Paid: h.of("", "", "1.00")})
		case 2:
			h.do(&cheque.Shift{Cheques: []string{one}, Move: h.of("endorse", "recall", "return", "lodge"),
				With: "somebody", Reason: "as it comes"})
		case 3:
			h.do(&cheque.Deposit{Cheques: []string{one}, Bank: "Our Bank"})
		}
	}
}
