// Package credit is the screen of credit limits: who is over the limit, who is near it,
// whose limit is expired or expires, which special agreements there are and which are
// broken, and all of them, each with what makes it so. One key sets a limit, a temporary
// one, or the block the figures propose. It must never judge: it shows what the report
// says; and it never sets a block by itself.
//
//	over 3   near 2   expiring 1   agreements 1   all 41        watched from over 80 %
//	   Customer             Exposure        Limit    Available  Used  Until   Status
//	▸  Al Noor Trading     25,000.00    20,000.00    -5,000.00   125          over
//	── C1 Al Noor Trading ──────────────────────────────────────────────── 1/3
//	   Limit      20,000.00, on the card, approved by mona
//	   Proposed   block ship: over the limit by 5,000.00 SAR   B
package credit
