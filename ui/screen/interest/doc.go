// Package interest is the screen of interest: what has accrued by customer and is to be
// charged, the notes that were posted, and the terms. Customers are marked and charged
// in one run after a preview of what it posts; a note is waived or reversed, terms are
// set and ended; how a figure came about is one key away. It must never reckon: it shows
// what the report says.
//
//	24% a year, ACT/365F, after 10 days   accrued 4,009,713.67   unpaid 0.00
//	[to charge 214]  notes 12   terms 2
//	   Customer            Overdue     Accrued    Charged   To charge
//	▸  Al Noor Trading   45,000.00    1,204.11     900.00      304.11
//	── 10036 Al Noor Trading ──────────────────────────────────────────
//	   INV-25-00057   484 days   open 12,000.00   6,676.11 accrued
package interest
