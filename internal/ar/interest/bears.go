package interest

import (
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// change is what a day does to the open amount of a part: it counts for the days
// from its date on.
type change struct {
	part uint8
	from civil.Date
	by   money.Minor
}

// block is an amount of a bill that bears nothing while it stands. Part counts
// from 1; 0 is the whole bill. all blocks whatever is open.
type block struct {
	bill     uint32
	part     uint8
	amount   money.Minor
	all      bool
	from, to civil.Date // to is the first day that bears again; 0: it stands
}

func (b *block) at(d civil.Date) bool { return b.from <= d && (b.to == 0 || d < b.to) }

// never is a first day long before any bill.
const never = civil.Date(-1 << 30)

// bears lays the changes of a bill's parts, and what of it is blocked, into levels.
func bears(parts []Part, changes []change, blocks []block) {
	if len(changes) > 1 {
		slices.SortStableFunc(changes, func(a, b change) int { return int(a.from) - int(b.from) })
	}
	for i := range parts {
		if parts[i].Open != nil {
			parts[i].Bears, parts[i].Open = parts[i].Open, nil
		}
		parts[i].Bears = append(parts[i].Bears[:0], Level{never, parts[i].Amount})
	}
	for _, c := range changes {
		if int(c.part) >= len(parts) {
			continue
		}
		b := &parts[c.part].Bears
		last := (*b)[len(*b)-1]
		if last.From == c.from {
			(*b)[len(*b)-1].Amount += c.by
			continue
		}
		*b = append(*b, Level{c.from, last.Amount + c.by})
	}
	if len(blocks) > 0 {
		blocked(parts, blocks)
	}
}

// blocked takes what is blocked off the levels, day by day where something
// changes: a part's own blocks first, then those of the whole bill, oldest due
// first.
func blocked(parts []Part, blocks []block) {
	var days []civil.Date
	for i := range parts {
		for _, l := range parts[i].Bears {
			days = append(days, l.From)
		}
	}
	for _, b := range blocks {
		if days = append(days, b.from); b.to != 0 {
			days = append(days, b.to)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	order := make([]int, len(parts))
	levels := make([][]Level, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(parts[a].Due) - int(parts[b].Due) })
	for _, d := range days {
		free := make([]money.Minor, len(parts))
		for i := range parts {
			free[i] = open(parts[i].Bears, d)
		}
		for _, whole := range []bool{false, true} {
			for _, b := range blocks {
				left := b.amount
				for _, i := range order {
					if !b.at(d) || (b.part == 0) != whole || !whole && int(b.part) != i+1 {
						continue
					}
					n := min(left, free[i])
					if b.all {
						n = free[i]
					}
					free[i], left = free[i]-n, left-n
				}
			}
		}
		for i := range parts {
			if n := len(levels[i]); n == 0 || levels[i][n-1].Amount != free[i] {
				levels[i] = append(levels[i], Level{d, free[i]})
			}
		}
	}
	for i := range parts {
		parts[i].Open, parts[i].Bears = parts[i].Bears, levels[i]
	}
}

func open(levels []Level, d civil.Date) (n money.Minor) {
	for _, l := range levels {
		if l.From > d {
			break
		}
		n = l.Amount
	}
	return n
}

// blocks reads what of an account is disputed or held, and the disputes that were
// closed.
func (r *reader) blocks(acc uint32, line []Spell) (all []block, closed []dispute.Dispute, err error) {
	err = dispute.OfAccount(r.v, acc, func(d *dispute.Dispute) (bool, error) {
		end, ok := d.Closed(r.asOf)
		if ok {
			closed = append(closed, *d)
		}
		all = append(all, blocksOf(d, r.asOf, r.charged, ok && chargesRejected(line, end.On))...)
		return true, nil
	})
	if err == nil {
		err = dispute.Holds(r.v, acc, func(h *dispute.Hold) (bool, error) {
			if b, ok := blockOfHold(h, r.asOf, r.charged); ok {
				all = append(all, b)
			}
			return true, nil
		})
	}
	return all, closed, err
}

// blocksOf turns a dispute into blocks. What was opened by mistake blocks nothing,
// nor what was rejected where the terms charge those days.
func blocksOf(d *dispute.Dispute, asOf, known civil.Date, rejected bool) []block {
	if d.Opened > asOf || d.Voided != 0 && d.Voided <= known {
		return nil
	}
	if end, ok := d.Closed(asOf); ok && rejected && end.Outcome == dispute.Rejected {
		return nil
	}
	b := block{bill: d.Bill, part: d.Part, amount: d.Amount, from: d.Opened}
	var all []block
	for _, e := range d.Ends {
		if e.On > asOf {
			continue
		}
		if b.to = e.On; b.to > b.from {
			all = append(all, b)
		}
		if e.Back == 0 || e.Back > asOf {
			return all
		}
		b.from, b.to = e.Back, 0
	}
	return append(all, b)
}

// chargesRejected says whether the terms of a day charge a dispute that was rejected
// then.
func chargesRejected(line []Spell, d civil.Date) bool {
	t := on(line, d)
	return t != nil && t.Rejected
}

// flagged is the dispute an imported file flagged: all of the bill, until one on it
// is closed. One that was rejected blocks nothing where the terms charge those days.
func flagged(row *billRow, closed []dispute.Dispute, line []Spell, asOf civil.Date) (b block, ok bool) {
	b = block{bill: row.id, all: true, from: row.posting}
	for i := range closed {
		end, ok := closed[i].Closed(asOf)
		if !ok || closed[i].Bill != row.id {
			continue
		}
		if end.Outcome == dispute.Rejected && chargesRejected(line, end.On) {
			return b, false
		}
		if b.to == 0 || end.On < b.to {
			b.to = end.On
		}
	}
	return b, true
}

func blockOfHold(h *dispute.Hold, asOf, known civil.Date) (b block, ok bool) {
	if h.From > asOf || h.Voided != 0 && h.Voided <= known {
		return b, false
	}
	b = block{bill: h.Bill, amount: h.Amount, from: h.From}
	if h.Until != 0 {
		b.to = h.Until + 1
	}
	if h.Released != 0 && h.Released <= asOf && (b.to == 0 || h.Released < b.to) {
		b.to = h.Released
	}
	return b, b.to == 0 || b.to > b.from
}

// bearing says whether a bill of a kind bears interest.
func bearing(k bill.Kind, compound bool) bool {
	return !k.Answers() && k != bill.Fee && (k != bill.InterestNote || compound)
}
