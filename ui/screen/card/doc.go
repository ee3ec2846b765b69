// Package card is the customer's card: who they are, what is to collect and how
// old it is, and on tabs the open bills, the timeline, promises, follow-ups,
// people, the statement, cheques and the record. [ and ] go through the list it was opened from.
//
//	Al Noor Trading Co  شركة النور   C1042   active · risk B
//	To collect 48,250.00   Owes 120,400.00 SAR   Overdue 98,000.00   Limit 150,000.00, 80 % used
//	current ████ 1-30 ███ 31-60 ██ ...
//	last contact 3d: no answer · last paid 5,000.00 on 12 Nov · next: 24 Nov call
//	[Bills]  Timeline  Promises  Follow-ups  People  Statement
//
// It computes nothing: every figure comes from the desk.
package card
