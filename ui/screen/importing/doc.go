// Package importing is the screen that takes a file in: choose it, answer what it
// leaves open, look at what it would change, and post all of it or nothing. It must
// never decide how a file is read, nor post before the preview was seen and
// confirmed.
//
//	  open_items.csv  holds open items (every row has an open amount)
//	  Cut-off 2025-06-15   Dates day/month/year   Rows 1,204 SAR
//	── Would change ────────────────────────────────────────────────
//	[New 340]  Changed 5   Settled 12   Refused 3   Notes 2   Columns 14
//	   Line  Customer  Number      Amount  What
//	▸    12  C-0041    INV-2040  1,250.00  amount 1,250.00 instead of ...
package importing
