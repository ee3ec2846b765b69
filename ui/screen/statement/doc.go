// Package statement is the screen of a customer's account over a period: what stood
// before, what moved, what stands after and how old that is, with the cheques in hand
// beside it; and the letters made of it, for this customer or for all who are overdue.
// It must never add up a figure: the statement is the report's.
//
//	10533  Rukn Al Dana Transport LLC   SAR   2026-06-01 to 2026-11-22
//	   Date        Number        What          Due         Debit      Credit     Balance
//	▸  2026-06-01                opening balance                              244,827.18
//	   2026-06-17  INV-26-01856  invoice       2026-09-15  18,004.40          262,831.58
//	   2026-11-22                closing balance          223,601.40 296,940.24 171,488.34
//	 Not yet due 141,007.58   1-30 30,480.76
package statement
