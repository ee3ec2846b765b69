package cashbox

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Line says on which line of the cash sheet a movement stands.
type Line uint8

// The lines.
const (
	Opening   Line = iota + 1
	Received       // cash receipts recorded one by one
	Handed         // handed over: its receipts, and what is not posted yet
	FromBank       // drawn from the bank
	FromTill       // transferred in
	ToTill         // transferred out
	ToBank         // banked
	Out            // paid out
	Differing      // a difference with its reason
)

// Movement is cash that came into a till or left it on a day; a take-back is a
// movement of its own, with Back. Amount is below zero when cash left.
type Movement struct {
	Line    Line
	Day     civil.Date
	Amount  money.Minor
	Name    string // the receipt, batch or slip
	Note    string
	Person  uint16 // who handed over
	Other   uint16 // the other till of a transfer
	Account uint32 // of a receipt
	Reason  Reason // of a difference
	Batch   uint32
	Back    bool
	Seq     uint64
}

// Till is one branch's cash in one currency. From is the day it is kept from, 0 when
// nothing but cash receipts tells of it.
type Till struct {
	ID     uint16
	Money  money.Currency
	From   civil.Date
	Moves  []Movement // by day
	Counts []Count
}

// Balance is what the till should hold at the end of a day.
func (t *Till) Balance(d civil.Date) (sum money.Minor) {
	for i := range t.Moves {
		if t.Moves[i].Day <= d {
			sum += t.Moves[i].Amount
		}
	}
	return sum
}

type tillKey struct {
	id  uint16
	cur money.Currency
}

type gathering struct {
	tills map[tillKey]*Till
	made  map[uint64]bool // receipts that a batch made
}

func (g *gathering) till(id uint16, cur money.Currency) *Till {
	k := tillKey{id, cur}
	if g.tills[k] == nil {
		g.tills[k] = &Till{ID: id, Money: cur}
	}
	return g.tills[k]
}

// keep notes that the till is kept from a day on, unless that was taken back.
func (t *Till) keep(from, voided civil.Date) {
	if voided == 0 && (t.From == 0 || from < t.From) {
		t.From = from
	}
}

func (t *Till) add(m Movement) {
	if m.Amount != 0 {
		t.Moves = append(t.Moves, m)
	}
}

// both adds a movement and, where it was taken back, its opposite.
func (t *Till) both(m Movement, back civil.Date) {
	t.add(m)
	if back != 0 {
		m.Day, m.Amount, m.Back = back, -m.Amount, true
		t.add(m)
	}
}

// Tills reads every till with its movements of all days, by branch and currency.
func Tills(v *book.View) ([]Till, error) {
	g := gathering{tills: map[tillKey]*Till{}, made: map[uint64]bool{}}
	if err := g.kept(v); err != nil {
		return nil, err
	}
	var err error
	account.Lines(v, func(l account.Line) bool {
		cur := money.Currency{Code: l.Currency, Digits: l.Digits}
		err = receipt.CashOf(v, l.ID, func(r *receipt.Receipt) bool {
			if !g.made[uint64(r.Account)<<32|uint64(r.ID)] {
				in, amount := handed(r, cur)
				g.till(r.Branch, in).receipt(r, amount)
			}
			return true
		})
		return err == nil
	})
	return g.sorted(), err
}

// Kept reads the tills with what was handed over, moved and counted, without the cash
// receipts recorded one by one.
func Kept(v *book.View) ([]Till, error) {
	g := gathering{tills: map[tillKey]*Till{}, made: map[uint64]bool{}}
	err := g.kept(v)
	return g.sorted(), err
}

func (g *gathering) sorted() []Till {
	all := make([]Till, 0, len(g.tills))
	for _, t := range g.tills {
		t.finish()
		all = append(all, *t)
	}
	slices.SortFunc(all, func(a, b Till) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Money.Code, b.Money.Code),
			cmp.Compare(a.Money.Digits, b.Money.Digits))
	})
	return all
}

// tillAt is one till; of one nobody has used, an empty one.
func tillAt(v *book.View, id uint16, cur money.Currency) (Till, error) {
	all, err := Tills(v)
	for i := range all {
		if all[i].ID == id && all[i].Money == cur {
			return all[i], err
		}
	}
	return Till{ID: id, Money: cur}, err
}

// kept gathers batches, movements and counts.
func (g *gathering) kept(v *book.View) error {
	err := Batches(v, func(b *Batch) (bool, error) {
		t := g.till(b.Till, b.Money())
		t.keep(b.Day, b.Voided)
		t.batch(b)
		for i := range b.Posts {
			for _, p := range b.Posts[i].Paid {
				g.made[uint64(p.Account)<<32|uint64(p.Receipt)] = true
			}
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	err = moves.Scan(v, nil, func(m *Move) (bool, error) {
		t := g.till(m.Till, money.Currency{Code: m.Currency, Digits: m.Digits})
		t.keep(m.Day, m.Voided)
		x := Movement{Line: ToBank, Day: m.Day, Amount: -m.Amount, Name: m.Paper, Note: m.Bank, Seq: m.Seq}
		switch m.Kind {
		case PaidOut:
			x.Line, x.Note = Out, m.To+": "+m.Reason
		case Drawn:
			x.Line, x.Amount = FromBank, m.Amount
		case Transferred:
			x.Line, x.Other = ToTill, m.Into
			into := g.till(m.Into, t.Money)
			into.keep(m.Day, m.Voided)
			y := x
			y.Line, y.Amount, y.Other = FromTill, m.Amount, m.Till
			into.both(y, m.Voided)
		}
		t.both(x, m.Voided)
		return true, nil
	})
	if err != nil {
		return err
	}
	return counts.Scan(v, nil, func(c *Count) (bool, error) {
		t := g.till(c.Till, c.Money())
		t.Counts = append(t.Counts, *c)
		if c.Start {
			if c.Voided == 0 {
				t.keep(c.Day, c.Voided)
				t.add(Movement{Line: Opening, Day: c.Day - 1, Amount: c.Tally.Total, Name: "start", Seq: c.Seq})
			}
			return true, nil
		}
		t.differ(c.Differences, Movement{Day: c.Day, Name: "count", Seq: c.Seq}, c.Voided)
		return true, nil
	})
}

func (t *Till) differ(all []Difference, m Movement, back civil.Date) {
	m.Line = Differing
	for _, d := range all {
		m.Amount, m.Reason, m.Note = d.Amount, d.Reason, d.Note
		t.both(m, back)
	}
}

// batch adds a batch's cash: all that was counted on its day; once its receipts are
// made, what differs from them goes on a line of its own on that day.
func (t *Till) batch(b *Batch) {
	m := Movement{Line: Handed, Name: fmt.Sprintf("batch %d", b.ID), Person: b.Person, Batch: b.ID, Seq: b.Seq,
		Note: b.Note}
	var stood money.Minor // what the counts so far amount to
	for i, c := range b.Counts {
		x := m
		x.Day, x.Amount = c.On, c.Tally.Total-stood
		t.both(x, c.Back)
		if c.Back == 0 || i == 0 {
			stood = c.Tally.Total
		}
	}
	if b.Voided != 0 {
		x := m
		x.Day, x.Amount, x.Back = b.Voided, -b.Counted(b.Voided).Tally.Total, true
		t.add(x)
	}
	for i := range b.Posts {
		p := &b.Posts[i]
		x := m
		x.Day, x.Amount, x.Seq, x.Note = p.On, -p.Difference(), p.Seq, "what its receipts differ by"
		t.both(x, p.Back)
		t.differ(p.Differences, x, p.Back)
	}
}

// handed is the cash of a receipt: what was tendered, where that is another currency
// than the account's (RULES 1).
func handed(r *receipt.Receipt, cur money.Currency) (money.Currency, money.Minor) {
	if t := r.Tender; t != nil {
		return money.Currency{Code: t.Currency, Digits: t.Digits}, t.Amount
	}
	return cur, r.Amount
}

// receipt adds a cash receipt that no batch made, with the days it was gone.
func (t *Till) receipt(r *receipt.Receipt, amount money.Minor) {
	m := Movement{Line: Received, Day: r.Date, Amount: amount, Name: r.Number, Note: r.Text, Account: r.Account,
		Seq: r.Seq}
	t.both(m, r.Voided)
	for _, g := range r.Gaps {
		m.Day, m.Amount, m.Back = g.From, -amount, true
		t.add(m)
		m.Day, m.Amount, m.Back = g.To, amount, false
		t.add(m)
	}
}

// finish leaves out what was before the till was kept, and orders the rest by day.
func (t *Till) finish() {
	if t.From != 0 {
		t.Moves = slices.DeleteFunc(t.Moves, func(m Movement) bool { return m.Day < t.From && m.Line != Opening })
	}
	slices.SortStableFunc(t.Moves, func(a, b Movement) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Line, b.Line))
	})
	slices.SortStableFunc(t.Counts, func(a, b Count) int { return cmp.Compare(a.Day, b.Day) })
}
