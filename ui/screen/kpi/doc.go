// Package kpi is the screen of key figures: those of the company over twelve months,
// and the chosen one by branch, collector and salesman, as bars with the number beside.
//
//	[company]   branches 12   collectors 8   salesmen 20
//	   Figure                     2026-10        2026-11      12 months
//	▸  DSO                           95.3          103.3           98.1
//	 DSO ───────────────────────────────────────
//	 2026-11  ██████████████████  103.3
//
// = shows the definition and the numbers a figure is made of. It tells the company's
// currency. The package must never reckon a figure: the report does.
package kpi
