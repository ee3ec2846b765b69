// Package cheques is the cockpit of post-dated cheques: the five questions of the day
// with their counts, the register, the maturity ladder beside what is expected in by
// week, who stands behind what is in hand, and a calendar. Cheques are marked and moved
// together. It must never decide whether a move is legal: it asks the table of moves.
//
//	in hand 45 cheques 1,204,000.00   deposited 12   bounced 2
//	[deposit 7]  no answer 1   bounced 2   in safe 3   paid   register   ladder   behind
//	    Cheque  Customer            Bank         Dated        Worth  State     Note
//	▸ ● 100245  Al Noor Trading     Bank One     today    12,000.00  in safe
//	  ● 100246  Noor Al Sham        Bank Two     +2        8,500.00  in safe   slip S-4
//	── #17 100245 ─────────────────────────────────────────────────────────────────
//	   INV-2040 due 2025-06-01 12,000.00        in safe since 1 Jun, presented 0 times
package cheques
