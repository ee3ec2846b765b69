// Package allocate is the screen a receipt is posted on: its amount, date and kind
// above, the customer's open bills below with the proposal already filled in. ctrl+s
// posts, from anywhere: fifty bills on one receipt take one key.
//
//	▸ Receipt ───────────────────── Al Noor Trading Co · owes 23,000.00 SAR ─
//	  Amount SAR  [12,500.00 ]
//	─ Open bills ──────────────────────────────────────── oldest due first ─
//	 ▸● INV-001   1 May    45d   10,000.00   10,000.00
//	  ● INV-002   5 Jun    10d    8,000.00    2,500.00   short 5,500.00
//	Al Noor Trading Co · 12,500.00 SAR · applied 12,500.00 · unapplied 0.00
//
// space marks a bill, enter types another amount for it, m goes to the next way to
// spread, y says why a bill is left short. The screen never decides what may be
// applied: packages receipt and settle do.
package allocate
