// Package confirmations is the screen of balance confirmations: the runs, the letters of
// one by what came of them, replies, and the reconciliation of a difference, which shows
// its foot while it is typed.
//
//	run 2   cut-off 2025-06-30   positive   176 letters   confirmed 42.0 %
//	[runs 2]   letters 176   sent 12   disagreed 3
//	  Customer              Balance  State        Theirs       Difference
//	▸ Al Noor Trading     18,000.00  disagreed    17,500.00       -500.00
//
// The package never reckons a figure: ar/confirmation and its report do.
package confirmations
