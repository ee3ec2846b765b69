// Package customers is the screen that finds a customer, by name as one types or
// by what a caller says: phone, bill, purchase order, delivery note, amount, tax or
// registration number. It takes new customers in and edits cards. It must never
// read the book itself, nor search on the goroutine that draws.
//
//	▸ Find  al noor                                          12 customers
//	  Code    Name                  Found by       Overdue      Balance
//	▸ C-0041  Al Noor Trading Co.   0501234567    1,250.00    18,400.00
//	  C-0112  Noor Al Sham                            0.00     2,000.00
//	── C-0041 Al Noor Trading Co. ──────────────────────────────────────
//	  Arabic  شركة النور           Ahmed Salem, accountant  050 123 4567
//	  Terms   30 days              Huda, owner              050 765 4321
package customers
