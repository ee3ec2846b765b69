package promise

import (
	"cmp"
	"slices"

	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// piece is money of a receipt on the bills of a promise, and the day it counts from: the
// day it first stood there, if it was taken back and put back since.
type piece struct {
	app    *receipt.Application
	on     civil.Date
	amount money.Minor
}

// pieces are the applications to the bills of a promise that count on the day of judging,
// those from the day it was taken on.
func (e *evidence) pieces(p *Promise) (out []piece) {
	var all []*receipt.Application
	for i := range e.apps {
		if a := &e.apps[i]; p.Covers(a.Bill) && a.Date >= p.Taken {
			all = append(all, a)
			out = append(out, piece{a, a.Date, a.Amount})
		}
	}
	n := len(all)
	for i := range e.undone {
		if a := &e.undone[i]; p.Covers(a.Bill) && a.Reversed >= p.Taken && a.Date < a.Reversed {
			all = append(all, a)
		}
	}
	if len(all) == n || n == 0 {
		return out
	}
	return replay(all, e.asOf)
}

// move is an application made, or taken back.
type move struct {
	app  *receipt.Application
	on   civil.Date
	back bool
}

// replay follows the money of each receipt: what was taken back, the oldest first, is what
// is put on a bill again next, and keeps its day.
func replay(all []*receipt.Application, asOf civil.Date) (out []piece) {
	var moves []move
	for _, a := range all {
		moves = append(moves, move{a, a.Date, false})
		if a.Reversed != 0 && a.Reversed <= asOf {
			moves = append(moves, move{a, a.Reversed, true})
		}
	}
	slices.SortStableFunc(moves, func(a, b move) int {
		return cmp.Or(cmp.Compare(a.on, b.on), -cmp.Compare(order(a), order(b)), cmp.Compare(a.app.ID, b.app.ID))
	})
	there, free := map[uint32][]piece{}, map[uint32][]piece{} // by application; by receipt
	for _, m := range moves {
		a := m.app
		if m.back {
			free[a.Receipt] = append(free[a.Receipt], there[a.ID]...)
			slices.SortStableFunc(free[a.Receipt], func(a, b piece) int { return cmp.Compare(a.on, b.on) })
			delete(there, a.ID)
			continue
		}
		rest := a.Amount
		for f := free[a.Receipt]; rest > 0 && len(f) > 0; f = free[a.Receipt] {
			n := min(rest, f[0].amount)
			there[a.ID] = append(there[a.ID], piece{a, f[0].on, n})
			if rest -= n; f[0].amount == n {
				free[a.Receipt] = f[1:]
			} else {
				f[0].amount -= n
			}
		}
		if rest > 0 {
			there[a.ID] = append(there[a.ID], piece{a, a.Date, rest})
		}
	}
	for _, m := range moves {
		if !m.back {
			out = append(out, there[m.app.ID]...)
		}
	}
	slices.SortStableFunc(out, func(a, b piece) int { return cmp.Compare(a.on, b.on) })
	return out
}

// order has what is taken back on a day before what is put on bills the same day.
func order(m move) int {
	if m.back {
		return 1
	}
	return 0
}
