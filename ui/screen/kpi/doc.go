// Package kpi is the screen of key figures: those of the company month by month, and the
// chosen one by branch, collector, salesman and customer, with its trend and its months as
// bars with the number beside.
//
//	[company]   branches   collectors   salesmen   customers
//	 as of 2026-11-23   SAR   12 months
//	   Figure                     2026-10        2026-11      12 months  Trend
//	▸  DSO                           95.3          103.3           98.1  ▃▄▅▆▅▆▇█
//	 DSO ───────────────────────────────────────
//	 2026-11  ██████████████████  103.3
//
// = shows the definition and the numbers a figure is made of; f chooses the currency and
// how many months. Only the tab on show is asked for. The package must never reckon a
// figure: the report does.
package kpi
