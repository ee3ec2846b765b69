package worklist_test

import (
	"testing"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/followup"
	"duebook/internal/report/worklist"
)

// "No answer, again tomorrow" brings the customer back to the list where the score
// puts them; only a call-back that somebody planned is pinned and gives its points.
func TestARetryIsNoCallBack(t *testing.T) {
	b := start(t)
	owes(b, "A", [2]int{100, 3})
	owes(b, "B", [2]int{9000, 90})
	b.Do(&contact.Log{Customer: "A", Result: "no answer"})
	b.Today++
	l := build(b, worklist.Query{})
	is(t, show(l), "B 9000 +65; A 100 +11")
	if l.CallBacks != 0 || !l.Rows[1].CallBack.Retry || l.Rows[1].Signals[0] != "no answer, call again" {
		t.Errorf("%d call-backs, %+v", l.CallBacks, l.Rows[1])
	}
	b.Do(&followup.Plan{Customer: "A", Date: "today", Time: "15:00", Reason: "asked for it"})
	if l = build(b, worklist.Query{}); l.CallBacks != 1 || l.Rows[0].Code != "A" || l.Rows[0].Score != 36 {
		t.Errorf("a call-back agreed: %s", show(l))
	}
	for _, x := range []struct {
		reason string
		time   int
		want   bool
	}{{"left word, call again", followup.NoTime, true}, {"no answer, call again", 600, false},
		{"call back", followup.NoTime, false}, {"", followup.NoTime, false}} {
		if contact.Retry(x.reason, x.time) != x.want {
			t.Errorf("%q at %d: retry is not %v", x.reason, x.time, x.want)
		}
	}
}
