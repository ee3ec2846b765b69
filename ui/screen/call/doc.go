// Package call is the call pane: who to ask for and at which number, what
// changed since the last contact, what was said and promised, our IBAN to read
// out; beside it the form in which the result is logged. One letter chooses the
// result, ctrl+s saves, and the officer is back on the list at the next customer;
// ctrl+o logs what the customer asks for meanwhile.
//
//	─ Al Noor Trading Co ───────── C1042 ─  ▸ What came of it ────────────
//	Sami Haddad, accounts                     Result      promised
//	  +966 11 555 0101 ext 12               ▸ Promises    [13,877.00]
//	owes 120,400.00 SAR, 63 days late         Only bill   the whole account
//	Since the last contact, 11 Jun:           Next on     2026-11-23
//	  15 Jun cash R-12 500.00                 Channel     call out
//
// A result asks only for what it needs. The pane never decides what a result
// means: package contact does.
package call
