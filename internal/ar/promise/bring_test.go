package promise_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/promise"
	"duebook/internal/book"
)

// Promises of another book come as they stood, the one that superseded another named; what
// could not have been taken is refused.
func TestPromisesOfAnotherBook(t *testing.T) {
	b := start(t)
	b.Today = june(20)
	old := promise.Brought{Customer: "C1", Amount: 100_00, Date: june(9), Taken: june(2), Method: "cash",
		Bills: []string{"A"}, EndedAs: "superseded", Ended: june(5)}
	other := promise.Brought{Customer: "C1", Amount: 50_00, Date: june(9), Taken: june(5), Bills: []string{"B"}}
	heir := promise.Brought{Customer: "C1", Amount: 90_00, Date: june(12), Taken: june(5), Bills: []string{"A", "B"},
		Plan: []promise.Part{{Date: june(8), Amount: 40_00}, {Date: june(12), Amount: 50_00}}, Again: 1}
	r := b.Do(&promise.Bring{Promises: []promise.Brought{old, other, heir}})
	is(b, 1, june(4), promise.Open)
	is(b, 1, june(20), promise.Superseded)
	is(b, 3, june(20), promise.Broken)
	b.Read(func(v *book.View) error {
		p, err := promise.Get(v, 1)
		if e, _ := p.Ended(june(20)); e.By != 3 {
			t.Errorf("superseded by %d", e.By)
		}
		return err
	})
	for want, bad := range map[string]func(p *promise.Brought){
		"up to today":     func(p *promise.Brought) { p.Taken, p.Date, p.Plan = june(21), june(22), nil },
		"do not sum":      func(p *promise.Brought) { p.Amount++ },
		"no end":          func(p *promise.Brought) { p.EndedAs, p.Ended = "kept", june(9) },
		"since it was":    func(p *promise.Brought) { p.EndedAs, p.Ended = "withdrawn", june(1) },
		"no bill with":    func(p *promise.Brought) { p.Bills = []string{"Z"} },
		"from the day it": func(p *promise.Brought) { p.Taken = june(10) },
	} {
		x := heir
		bad(&x)
		if says := b.Refused(&promise.Bring{Promises: []promise.Brought{x}}); !strings.Contains(says, want) {
			t.Errorf("%q for %q", says, want)
		}
	}
	b.Do(&book.Undo{Seq: r.Seq})
	b.Read(func(v *book.View) error {
		return promise.OfAccount(v, 1, func(p *promise.Promise) (bool, error) {
			if p.At(june(20)) {
				t.Errorf("promise %d stands though it was taken back", p.ID)
			}
			return true, nil
		})
	})
}
