package demo

import (
	"testing"

	"duebook/internal/book"
	"duebook/internal/report/requests"
)

// Customers ask for things: some requests are late, some to come, most are closed, and
// departments have some of them.
func TestRequestsOfTheStory(t *testing.T) {
	t.Parallel()
	b, _ := made(t, Options{Seed: 1, Today: sunday, customers: 130})
	err := b.View(func(v *book.View) error {
		l, err := requests.Compute(v, requests.Query{AsOf: sunday, Closed: true})
		if err == nil && (l.Late == 0 || l.Open == l.Late || len(l.Rows)-l.Open < l.Open || len(l.By) < 3) {
			t.Errorf("%d requests, %d open, %d late, of %v", len(l.Rows), l.Open, l.Late, l.By)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
