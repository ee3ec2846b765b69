// Package reminder keeps reminder letters: the levels a company sets, who gets one on
// a day and why not, and each letter frozen as it was sent (RULES 3 and 7). A letter
// is for one account, never for one bill. The package must never send by itself, and
// never change a letter that was sent.
//
// What RULES leave open:
//   - A part has reached as many levels as letters that list it still stand; the letter's
//     level is the next one of the oldest overdue part. Level 1 counts from that part's due
//     date, later ones from the account's last letter. After the last level no letter follows
//     while that part is open.
//   - All that is overdue is on a letter, but for what is disputed, held, covered by a cheque
//     in hand or waiting for a promise, taken off in that order; it stands below as left
//     out. Money not applied yet comes off the whole.
//   - Fees of earlier letters are asked for but call for no letter by themselves.
//   - Interest is that of the parts asked for; what accrued on bills paid late comes with a
//     note of interest, not with a letter.
//   - The minimum is held against what is asked for, without interest that is not posted and
//     without the new fee.
//   - Quiet days and the contact guard hold. A reason passes them, and is kept with the letter;
//     nothing passes "do not contact".
//   - Levels are in the company's currency; on an account in another they count with their days
//     and words, without minimum and fee, unless they are set for that currency too.
package reminder
