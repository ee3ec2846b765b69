// Package call is the call pane: who to ask for and at which number, what
// changed since the last contact, what was said and promised, our IBAN to read
// out; beside it the form in which the result is logged. One letter chooses the
// result, ctrl+s saves, and the officer is back on the list at the next customer.
//
//	╭ Al Noor Trading Co ── C1042 ───────╮  Result  ▸ no answer ...
//	  Sami Haddad, accounts
//	  +966 11 555 0101 ext 12               Note    ________________
//	  owes 120,400.00 SAR, 63 days late     Next    2026-11-23
//	  since 3 days: receipt 5,000.00        Time    --:--
//
// It never decides what a result means: package contact does.
package call
