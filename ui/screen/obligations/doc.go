// Package obligations is the screen of what customers have bound themselves to:
// promises, payment plans and signed papers, by how they stand, each with what is due
// of it next, what was paid and what is left; and how promises were kept. One key calls
// the customer, records a receipt or opens the card. It must never judge: it shows what
// the report says.
//
//	12 due 239,200.10   61 late 1,204,000.00   of Mona Saleh
//	[due 12]  late 61   open 24   met 206   ended 33   all 336   kept ratio
//	   Customer             What               Next on        Next         Left  State
//	▸  Al Noor Trading      plan of 3, cheque  22 Nov    17,641.29    35,282.61  open
//	── 10589 Al Noor Trading ─────────────────────────────────────────────── 6/12
//	   1  8 Nov    17,641.31   paid                bills INV-1, INV-2
//	   2  22 Nov   17,641.29   due today           promised by Abu Khalid on 1 Nov
package obligations
