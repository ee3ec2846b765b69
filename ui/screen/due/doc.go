// Package due is the screen of the due-bill schedule: what is overdue, then what
// falls due by day, week or month, customer by customer, with the follow-up that is
// planned or none. Several customers are marked and their follow-ups planned at
// once. It must never choose the days itself: it shows where the plan puts them.
//
//	SAR  by week   Overdue 120,400.00, 31 bills of 12 customers
//	[Overdue]  15-21 Jun   22-28 Jun   Later
//	    Code    Customer            Bills      Amount  Next follow-up
//	▸ ● C-0041  Al Noor Trading         3   18,400.00  2025-06-16 call: cheque
//	  ● C-0112  Noor Al Sham            1    2,000.00  none
//	── C-0041 Al Noor Trading ────────────────────────────────────────
//	   INV-2040   due 2025-06-01   14 days     1,250.00
package due
