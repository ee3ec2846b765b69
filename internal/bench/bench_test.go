package main

import (
	"strings"
	"testing"
	"time"
)

// A figure over its target is a miss, what was not measured is neither, and the
// table says which.
func TestVerdicts(t *testing.T) {
	b := &bench{}
	b.against("slow", 2, 5*time.Second, 2*time.Second, "")
	b.against("quick", 2, 4*time.Second, 2*time.Second, "")
	b.add(line{what: "absent", note: "no sqlite3"})
	var w strings.Builder
	b.print(&w)
	for _, want := range []string{"slow    2.50 x    <= 2.00 x  MISSED        5.0 s against 2.0 s",
		"quick   2.00 x    <= 2.00 x  met           4.0 s against 2.0 s",
		"absent  -         -          not measured  no sqlite3"} {
		if !strings.Contains(w.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, w.String())
		}
	}
}

func TestShares(t *testing.T) {
	var all []time.Duration
	for i := range 100 {
		all = append(all, time.Duration(100-i))
	}
	for share, want := range map[float64]time.Duration{0.5: 51, 0.99: 100, 1: 100, 0: 1} {
		if got := at(all, share); got != want {
			t.Errorf("at %v: %d, not %d", share, got, want)
		}
	}
}
