package demo

import (
	"fmt"
	"maps"
	"slices"

	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// kept is how many days back the till's story goes, and bookLeaves how many leaves a
// receipt book has.
const (
	kept       = 33
	bookLeaves = 50
	float      = 2_000_00
)

// till is the main till in the story: what is in it, what people carry to it on the
// day, and the receipt books they write from. It has chances of its own, so that the
// rest of the story goes on as it would without it.
type till struct {
	d       dice
	from    civil.Date
	holds   money.Minor
	carried map[string][]cashbox.PayInput // of the day, by who brings it
	sums    map[string]money.Minor
	paid    map[*client]bool // of the day
	leaves  map[string]int   // the last leaf each used
	used    int
	batches int
	odd     int // batches whose cash differed
}

func newTill(seed uint64, from civil.Date) *till {
	return &till{d: newDice(seed, 5), from: from, leaves: map[string]int{}}
}

// begin opens the till's day.
func (w *world) begin(day civil.Date) {
	t := w.till
	t.carried, t.sums, t.paid = map[string][]cashbox.PayInput{}, map[string]money.Minor{}, map[*client]bool{}
	if day == t.from {
		t.holds = float
		w.put(7*60+40, accountant, &cashbox.Start{Till: cashbox.MainTill, Piles: []cashbox.PileInput{{Piece: "100",
			Count: 12}, {Piece: "50", Count: 10}, {Piece: "10", Count: 30}}})
	}
}

// carrier is who brings a customer's cash: the collector who has one of the bills out,
// else the salesman; "" when it is paid at the counter.
func (w *world) carrier(c *client, parts []*part, day civil.Date) string {
	if day < w.till.from || w.till.paid[c] || len(parts) == 0 {
		return ""
	}
	for _, p := range parts {
		if c.collector != "" && slices.ContainsFunc(w.trips, func(t trip) bool { return t.number == p.of.number }) {
			return c.collector
		}
	}
	return c.salesman
}

// leaf is the next leaf of a person's receipt book; one is left out now and then, one
// is spoilt.
func (w *world) leaf(who string, day civil.Date) string {
	t := w.till
	series := slices.Sorted(maps.Keys(t.leaves))
	if _, has := t.leaves[who]; !has {
		t.leaves[who] = 0
		w.papers["book "+who] = len(series)
	}
	name := func(n int) string { return fmt.Sprintf("%c-%04d", 'A'+rune(w.papers["book "+who]%26), n) }
	next := func() int {
		if t.leaves[who]++; t.leaves[who]%bookLeaves == 1 {
			n := t.leaves[who]
			w.put(7*60+50, accountant, &cashbox.IssueBook{Person: who, From: name(n), To: name(n + bookLeaves - 1)})
		}
		return t.leaves[who]
	}
	n := next()
	switch t.used++; t.used {
	case 6, 19: // nobody knows where this one is
		n = next()
	case 11:
		w.put(17*60+20, accountant, &cashbox.VoidLeaf{Number: name(n), Reason: "torn, the amount was written wrong"})
		n = next()
	}
	return name(n)
}

// carry keeps a receipt for the hand-over of the day.
func (w *world) carry(who string, c *client, r *receipt.Record, amount money.Minor) {
	t := w.till
	t.paid[c] = true
	t.sums[who] += amount
	t.carried[who] = append(t.carried[who], cashbox.PayInput{Customer: c.code, Amount: r.Amount, Bills: r.Parts,
		Number: r.Number, Reference: r.Text})
}

// handOver has everybody hand the day's cash over, and the till counted: at the end of
// each of the last days. The cash of the last day waits for its receipts.
func (w *world) handOver(day civil.Date) {
	t := w.till
	if day < t.from {
		return
	}
	if spare := (t.holds - float) / 100_00 * 100_00; spare > 12_000_00 {
		t.holds -= spare
		w.put(10*60+5, accountant, &cashbox.Bank{Till: cashbox.MainTill, Amount: plain(spare), Bank: ourBank,
			Slip: number("CS", day, w.next("cash slip"), 4)})
	}
	if (day-t.from)%9 == 4 && t.holds > 500_00 {
		t.holds -= 180_00
		w.put(11*60+5, accountant, &cashbox.PayOut{Till: cashbox.MainTill, Amount: "180.00", To: "Office boy",
			Reason: "water, tea and stamps", Paper: number("PV", day, w.next("voucher"), 4)})
	}
	for _, who := range slices.Sorted(maps.Keys(t.carried)) {
		t.batches++
		counted, why := t.sums[who], []cashbox.DifferenceInput(nil)
		switch { // late enough to be seen, and before the cash that waits
		case day == w.cal.Last(w.today-1):
		case day > w.today.Add(-15) && t.odd == 0 && counted > 1_000_00:
			t.odd++
			counted -= 85_00
			why = []cashbox.DifferenceInput{{Reason: "expense with paper", Note: "fuel on the way, voucher F-118"}}
		case day > w.today.Add(-12) && t.odd == 1 && counted > 1_000_00: // nobody knows why
			t.odd++
			counted -= 50_00
			why = []cashbox.DifferenceInput{{Reason: "short"}}
		}
		t.holds += counted
		h := &cashbox.HandOver{Person: who, Till: cashbox.MainTill}
		h.Piles, h.Amount = pieces(counted)
		w.put(16*60+50, accountant, h)
		if day < w.cal.Last(w.today-1) {
			w.put(16*60+51, accountant, &cashbox.Post{Batch: uint32(t.batches), Receipts: t.carried[who],
				Differences: why})
		}
	}
	if len(t.carried) > 0 && (day > w.today.Add(-14) || (day-t.from)%7 == 6) { // before that, once a week
		c := &cashbox.Close{Till: cashbox.MainTill}
		c.Piles, c.Amount = pieces(t.holds)
		w.put(17*60+30, accountant, c)
	}
}

// pieces counts an amount in notes; the rest is one amount.
func pieces(m money.Minor) (piles []cashbox.PileInput, loose string) {
	for _, note := range []int{500, 100, 50, 10} {
		worth := money.Minor(note) * 100
		piles = append(piles, cashbox.PileInput{Piece: fmt.Sprint(note), Count: int(m / worth)})
		m %= worth
	}
	return piles, plain(m)
}

// withhold settles what a customer keeps back for the tax on services, whose
// certificate comes later, or is still to be chased.
func (w *world) withhold(c *client, p *part, amount money.Minor, day civil.Date) {
	w.settle(c, "withholding", amount, []*part{p}, day, "5 % of services")
	no := number("WH", day, w.papers["WH"+day.String()[:4]], 5)
	if w.till.d.chance(65) {
		w.at(day.Add(w.till.d.between(9, 50)), func(civil.Date) {
			w.put(8*60+25, accountant, &receipt.Certify{Receipt: no, Number: "ZC-" + no[3:]})
		})
	}
}
