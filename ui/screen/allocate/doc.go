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
// spread, y says why a bill is left short, = shows how the money is spread. What was
// marked, typed and said is there again when m comes back to it, and outlives a change of
// the book as far as it still fits.
//
// ctrl+l takes a customer's remittance list: it marks the bills with its amounts, whole or
// not at all. A row below 0 is a credit note he took off his payment. He has already paid
// less for it, so it is applied beside the receipt, in the same entry, first on the bill
// it was given for; when the account has no such credit the list is refused, for only we
// make credit notes: record it, or dispute the bill. The screen never decides what may be
// applied: packages receipt and settle do.
package allocate
