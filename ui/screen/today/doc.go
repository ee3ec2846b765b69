// Package today is what waits today: call-backs, promises due and broken, what
// fell overdue, answers of the supervisor, the top of the call list, and what was
// done so far. enter goes where the line under the cursor leads.
//
//	To call 48    1,245,300.00 SAR to collect    done today 7, reached 4
//	call-backs    ████ 4      promises due ███ 3    broken █████ 5
//	▸ 10:30 call-back   Al Noor Trading Co    ask about the approval
//	  broken promise    شركة البحر             12,000.00 for 18 Nov
//
// Every figure is the call list's own or a report's; it computes none.
package today
