package obligations_test

import (
	"flag"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/report/obligations"
)

// Every check makes a book of its own, so 20 of them are enough.
func init() {
	if err := flag.Set("rapid.checks", "20"); err != nil {
		panic(err)
	}
}

func random(t *rapid.T, b *booktest.Book) book.Command {
	n := func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "n") }
	code := fmt.Sprintf("C%d", n(1, 2))
	bills := []string{fmt.Sprintf("%s-%d", code, n(1, 3)), code + "-1"}[:n(0, 2)]
	day, amount := b.Today.Add(n(0, 12)).String(), fmt.Sprint(n(1, 1200))
	switch n(0, 6) {
	case 0:
		return &promise.Take{Customer: code, Bills: bills, Date: day, Amount: amount}
	case 1:
		return &promise.Plan{Customer: code, Bills: bills, Parts: n(2, 4), Every: "week", First: day}
	case 2:
		return &promise.Withdraw{ID: uint32(n(1, 6))}
	case 3:
		return &obligation.Record{Customer: code, Type: "undertaking", Bills: bills, Amount: amount, Due: day}
	case 4:
		return &obligation.Advance{ID: uint32(n(1, 4)), Move: rapid.SampledFrom(obligation.Moves()).Draw(t, "move"),
			Note: "agreed"}
	case 5:
		return &receipt.Unapply{Receipt: fmt.Sprintf("R-%06d", n(1, 20))}
	}
	return &receipt.Record{Customer: code, Type: rapid.SampledFrom([]string{"cash", "credit note"}).Draw(t, "type"),
		Amount: amount}
}

// Whatever happens, days that are past keep what they showed; and taking the last
// posting back shows today as it was before it.
func TestPastStaysAndUndoRestores(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := start(t)
		past := map[civil.Date]string{}
		look := func(d civil.Date) string {
			l := compute(b, obligations.Query{AsOf: d})
			return fmt.Sprintf("%s%+v%+v", show(l), l.ByCustomer, l.ByCollector)
		}
		for range 12 {
			before := look(b.Today)
			r, err := b.Try(random(rt, b))
			if err == nil && rapid.Bool().Draw(rt, "undo") {
				b.Do(&book.Undo{Seq: r.Seq})
				if now := look(b.Today); now != before {
					rt.Fatalf("after the undo of %s:\n%s\nbefore:\n%s", r.Facts[0].Kind(), now, before)
				}
			}
			if d := rapid.IntRange(0, 3).Draw(rt, "days"); d > 0 {
				past[b.Today] = look(b.Today)
				b.Today = b.Today.Add(d)
			}
			for day, was := range past {
				if now := look(day); now != was {
					rt.Fatalf("%s is now\n%s\nit was\n%s", day, now, was)
				}
			}
		}
	})
}
