// Package copies is the screen of signed delivery copies: which are out with whom for
// how many days, missing, or back with something wrong; the people who have them; and
// the audit, which takes a pile of copies by number, one key each.
//
//	34 out   2 missing   3 with a discrepancy   410 back signed
//	[copies 39]   by person 6   audit
//	   Bill           Customer              With         State         Days      Amount
//	▸  INV-25-00642   Durrat Al Hazm        Sami         out             21    1,250.00
//
// In the audit a number is typed or scanned, enter finds it, and a key says how the
// copy is: enter back signed, m missing, 1 to 6 what is wrong.
//
// The package never decides where a copy is: ar/proof does.
package copies
