// Package confirmation keeps balance confirmations (RULES 9, ISA 505): runs, each with
// a letter for an account frozen at the cut-off, what became of every letter, the
// reconciliation of a difference, and alternative work. The package must never change a
// frozen figure, and never book a difference by itself.
//
// What RULES leave open:
//   - A letter is frozen from what was posted by the cut-off, as the book knows it when the
//     run is made. What is posted later, dated back too, changes no letter.
//   - The sample: every account of the population is ranked by SHA-256 of "seed|customer
//     code|currency", and the smallest are taken; so the same seed over the same population
//     gives the same sample in any order, and more letters keep the fewer.
//   - At least an amount looks at the absolute balance; a balance of nothing is written to only
//     when asked for, and only where something was posted by the cut-off.
//   - Cheques in hand and accrued late charges stand beside the balance, not in it; posted
//     interest notes are in it and shown.
//   - A letter is confirmed when it is agreed, or disagreed and reconciled.
//   - A late reply is taken after "no reply" and after alternative work. A silent negative is
//     closed as it is; a silent positive only after alternative work.
package confirmation
