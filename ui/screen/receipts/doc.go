// Package receipts is the register of receipts: those with something left first, then
// the newest. enter shows where a receipt went, r puts what is left on bills, z takes
// it off them again, e refunds it, moves it to another customer, keeps a small rest or
// notes that the certificate of a withholding came. v decides on write-offs that wait.
//
//	Date    Number     Customer             How            Amount   Unapplied  Reference
//	▸ 15 Jun  R-000117   Al Noor Trading Co   transfer   12,500.00    2,500.00  TRX-9
//	  14 Jun  R-000112   شركة البحر           cash        1,000.00
//
// The register never posts by itself: each change is asked about in a form.
package receipts
