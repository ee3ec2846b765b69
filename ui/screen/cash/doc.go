// Package cash is the screen of cash: what people hand over, the receipts made from
// it, the sheet of each till, the differences by person, and the receipt books.
//
//	1 batch without receipts   till Riyadh 1,519.50 SAR
//	[handed over 3]   sheet 2   differences 2   receipt books 4
//	   Nr  Day     Person        Given out     Counted    Receipts    Diff.  State
//	▸   3  15 Jun  Sami             350.00      225.00                       to do
//	── Batch 3 of Sami ─────────────────────────────────────────── 1/3 ──
//	Counted 225.00: 2 × 100.00, 4 × 5.00, 2 × 0.25, and 4.50, by mona.
//
// Enter opens a batch: the bills out with the person, each with what was paid on it,
// and one key makes all the receipts.
//
// The package never reckons what a till holds: report/cashsheet does.
package cash
