// Package followups is the list of what is planned: the late first, then today,
// then by day. enter opens the customer, x-marks the done ones, m moves the
// marked ones to another day. Follow-ups on a closed day are named.
//
//	Planned: mine · 3 late, 12 today, 48 in all
//	▸ 2026-11-20  10:30  Al Noor Trading Co   call · ask about the approval    mona
//
// It never plans by itself: every move is one posting.
package followups
