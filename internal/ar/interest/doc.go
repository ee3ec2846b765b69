// Package interest reckons interest on what is overdue, and posts it (RULES 7):
// dated terms of the company, a group or a customer; the accrual of each due
// part as a memo of any day; the run that makes notes of it; waiving and taking
// back. It must never round before the end, never charge a unit of a bill twice
// for a day, and never post by itself.
//
// Where RULES 7 is silent:
//   - A day is charged on what was open when it began, so the day of payment is
//     charged on what was paid. A dispute or a hold frees the days it stands at
//     their end, the first but not the last.
//   - The grace, its mode, the period, the cap and the compounding are those of the
//     terms in force on the first day after the due date, or of the first terms that
//     come later; the method, the rate and the day count are those of each day.
//   - Day counts with months of 30 days are counted from the first day charged, so
//     that a period cut anywhere adds up (30/360 US by itself does not).
//   - A note under the minimum waits until it reaches it. What passes the maximum of
//     a note, or the cap, is given up: it is never charged later.
//   - Interest notes and fees bear no interest, but for notes where the terms
//     compound on posted notes. Refunds, differences and moved money bear none.
//   - Terms with a last day lie over open ones, which go on behind them. A group's count on
//     the days the customer was in it. A hold adds to a dispute.
//   - What was waived or passed a maximum is never charged again, and never credited back.
//   - A posted note stays when a receipt arrives late; the difference is credited
//     back by the next run.
package interest
