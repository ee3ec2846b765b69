package demo

import (
	"testing"

	"duebook/internal/ar/proposal"
	"duebook/internal/book"
	"duebook/internal/report/proposals"
	"duebook/internal/report/sod"
)

// Officers propose: some proposals wait, one is refused, the others are done; and nobody in
// the sample company approved anything of their own.
func TestProposalsOfTheStory(t *testing.T) {
	t.Parallel()
	b, _ := made(t, Options{Seed: 1, Today: sunday, customers: 130})
	err := b.View(func(v *book.View) error {
		l, err := proposals.Compute(v, proposals.Query{AsOf: sunday, Describe: func(c string) string { return c }})
		if err != nil {
			return err
		}
		became := map[proposal.Verdict]int{}
		for i := range l.Rows {
			became[l.Rows[i].Decision.Verdict]++
		}
		if l.Waiting == 0 || became[proposal.Approved] == 0 || became[proposal.Refused] == 0 {
			t.Errorf("%v", became)
		}
		own, err := sod.List(v)
		if len(own) > 0 {
			t.Errorf("approved their own: %v", own)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
