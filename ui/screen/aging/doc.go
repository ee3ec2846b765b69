// Package aging is the screen that shows how old what customers owe is: grouped any
// way, drilled from a group to its customers and their bills, every figure
// explained by the items it is made of. It must never add up a figure itself: rows,
// totals and the tie-out are the report's.
//
//	By branch   due date   edges 30/60/90/120   credits in their own column
//	██0███████████ 1-30 ██████ 31-60 ███ 61-90 ██ over 120 █
//	   Branch     Current   ▸1-30    31-60   61-90  over 120    Unapplied     Balance
//	▸  Jeddah      12,000   3,400    1,200     800       100      -500.00   17,000.00
//	   Total       ...
//	✓ Ties to the ledger: difference 0.00
package aging
