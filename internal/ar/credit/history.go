package credit

import (
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// change is what a day added to a balance.
type change struct {
	on civil.Date
	by money.Minor
}

// history is how the exposure of an account came about.
type history struct {
	changes []change // by day, one a day
	cheques []*cheque.Cheque
}

// historyOf reads the bills and receipts of an account with what was taken back of
// them, and the cheques that count, or counted, before they clear.
func historyOf(v *book.View, acc uint32) (*history, error) {
	h := &history{}
	put := func(on civil.Date, by money.Minor) { h.changes = append(h.changes, change{on, by}) }
	bill.Heads(v, acc, func(_ uint32, b bill.Head) bool {
		var sum money.Minor
		for i := range b.Parts() {
			m, _, _ := b.Part(i)
			sum += m
		}
		if put(b.Posting, sum); b.Voided != 0 {
			put(max(b.Voided, b.Posting), -sum)
		}
		return true
	})
	err := receipt.OfAccount(v, acc, func(r *receipt.Receipt) (bool, error) {
		put(r.Date, -r.Amount)
		for _, g := range r.Gaps {
			put(max(g.From, r.Date), r.Amount)
			put(max(g.To, r.Date), -r.Amount)
		}
		if r.Voided != 0 {
			put(max(r.Voided, r.Date), r.Amount)
		}
		return true, nil
	})
	if err != nil {
		return h, err
	}
	h.sum()
	return h, cheque.OfAccount(v, acc, func(c *cheque.Cheque) (bool, error) {
		if c.Type == cheque.Payment && c.Ever() {
			h.cheques = append(h.cheques, c)
		}
		return true, nil
	})
}

// sum orders the changes and leaves one a day, each with the balance after it.
func (h *history) sum() {
	slices.SortStableFunc(h.changes, func(a, b change) int { return int(a.on) - int(b.on) })
	out := h.changes[:0]
	var balance money.Minor
	for _, c := range h.changes {
		balance += c.by
		if n := len(out); n > 0 && out[n-1].on == c.on {
			out[n-1].by = balance
		} else {
			out = append(out, change{c.on, balance})
		}
	}
	h.changes = out
}

// at is the exposure at the end of a day.
func (h *history) at(d civil.Date) (e Exposure) {
	if n, _ := slices.BinarySearchFunc(h.changes, d+1, func(c change, d civil.Date) int {
		return int(c.on) - int(d)
	}); n > 0 {
		e.Balance = h.changes[n-1].by
	}
	for _, c := range h.cheques {
		e.Uncleared += c.Uncleared(d)
	}
	return e
}

// over is the first day in a stretch at whose end the exposure was over an amount.
func (h *history) over(from, to civil.Date, amount money.Minor) (civil.Date, Exposure, bool) {
	days := []civil.Date{from}
	for _, c := range h.changes {
		days = append(days, c.on)
	}
	for _, c := range h.cheques {
		days = append(days, c.Days()...)
	}
	slices.Sort(days)
	for _, d := range slices.Compact(days) {
		if d < from || d > to {
			continue
		}
		if e := h.at(d); e.Sum() > amount {
			return d, e, true
		}
	}
	return 0, Exposure{}, false
}
