// Package worklist is the call list: whom to call, in which order, and why. The
// officer goes down it without leaving the keyboard: enter opens the card, c
// logs a call, and the cursor stands on the next customer when that is done.
//
//	48 to call · 1,245,300.00 SAR · 2 call-backs · 3 promises due · 9 broken
//	▸ Customer              To collect   Late  Why                       Last
//	▸ Al Noor Trading Co     48,250.00     63  call-back 10:30 · broken  2d no answer
//	  شركة البحر              12,000.00     12  first half of the total   -
//	── Al Noor Trading Co ─────────────────────────────────────────────
//	Sami Haddad, accounts · +966 11 555 0101 ext 12
//
// The list never decides who is called first: package report/worklist does, and
// = shows its points.
package worklist
