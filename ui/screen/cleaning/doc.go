// Package cleaning is the screen of what spoils the aging: residues, old credits
// beside old debits, credit balances, assumed due dates, customers that look alike,
// money left unapplied. Each row shows the one key that remedies it, and the remedy
// is asked about before it is posted; several marked rows are put right at once.
//
//	24 to put right   residues up to 1.00   old after 30 days
//	[all 24]   residues 12   old credits 1   credit balances 5   look-alikes 2
//	   Customer               What            Number        Days      Amount  Remedy
//	▸  Durrat Al Hazm Real    residue         INV-25-00642   446        0.71  r write off
//	── 10078  Durrat Al Hazm Real Estate Est. ─────────────────────────────
//	0.71 SAR is left of INV-25-00642, due 2025-09-02. r writes it off.
//
// The package never decides what is wrong or what remedies it: report/cleaning does.
package cleaning
