// Package cheque keeps post-dated cheques from the day they are received to the
// day they are cleared or given back (RULES 6): the register, what they cover, their
// moves and the slips they are deposited with. A cheque in hand is a memo: the
// package must never lower what a customer owes before the cheque counts, and never
// count it twice.
package cheque
