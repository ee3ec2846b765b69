package intake

import (
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// taken is how much of a part this plan has taken already, and note adds to it.
func (p *planner) taken(l *ledger, id uint32, part uint8) money.Minor {
	return l.took[partOf{id, part}]
}

func (p *planner) note(l *ledger, id uint32, part uint8, n money.Minor) {
	if l.took == nil {
		l.took = map[partOf]money.Minor{}
	}
	l.took[partOf{id, part}] += n
}

type partOf struct {
	bill uint32
	part uint8
}

// giveBack opens a bill again by taking applications back, the latest first:
// money recorded here stays on the account unapplied; an opening receipt, which
// only stands for what files said, is voided and posted anew without the part
// that was wrong.
func (p *planner) giveBack(l *ledger, b *bill.Bill, amount money.Minor) error {
	var live []receipt.Application
	receipt.OnBill(p.view(), b.Account, b.ID, func(a *receipt.Application) bool {
		if a.Reversed == 0 {
			live = append(live, *a)
		}
		return true
	})
	for i := len(live) - 1; i >= 0 && amount > 0; i-- {
		a := &live[i]
		n := min(a.Amount, amount)
		r, err := receipt.Get(p.view(), a.Account, a.Receipt)
		if err != nil {
			return err
		}
		if a.Kind == receipt.Opening {
			err = p.shrink(l, &r, a, n)
		} else {
			p.loosen(l, &r, a, n)
		}
		if err != nil {
			return err
		}
		amount -= n
	}
	return nil
}

// loosen takes n of one application back; what is not taken back is applied
// again.
func (p *planner) loosen(l *ledger, r *receipt.Receipt, a *receipt.Application, n money.Minor) {
	on := max(p.c.CutOff, a.Date)
	l.add(&receipt.Unapplied{Account: a.Account, Receipt: a.Receipt, On: r.Date,
		Parts: []receipt.AppliedPart{{ID: a.ID, Bill: a.Bill, Part: a.Part, Amount: a.Amount, Date: on}}})
	if a.Amount > n {
		l.add(&receipt.Applied{Account: a.Account, Receipt: a.Receipt, Of: r.Kind, On: r.Date,
			Parts: []receipt.AppliedPart{{ID: p.in.NewID("application"), Bill: a.Bill, Part: a.Part,
				Amount: a.Amount - n, Date: on}}})
	}
}

// shrink voids an opening receipt and posts it anew, n less on one bill. One
// import shrinks an opening receipt once: its later corrections are listed by
// the next import of the same file.
func (p *planner) shrink(l *ledger, r *receipt.Receipt, wrong *receipt.Application, n money.Minor) error {
	if l.shrunk == nil {
		l.shrunk = map[uint32]*shrunk{}
	}
	s := l.shrunk[r.ID]
	if s == nil {
		s = &shrunk{receipt: *r, on: max(p.c.CutOff, r.Date), less: map[uint32]money.Minor{}}
		err := receipt.OfReceipt(p.view(), r.Account, r.ID, func(a *receipt.Application) (bool, error) {
			if a.Reversed == 0 {
				s.apps = append(s.apps, *a)
				s.on = max(s.on, a.Date)
			}
			return true, nil
		})
		if err != nil {
			return err
		}
		item, _, err := openitem.Get(p.view(), r.Account, r.Date, r.ID, 0)
		if err != nil {
			return err
		}
		s.loose = item.Left
		l.shrunk[r.ID] = s
		l.shrinks = append(l.shrinks, s)
	}
	s.less[wrong.ID] += n
	return nil
}

// shrunk is an opening receipt that is to be posted anew.
type shrunk struct {
	receipt receipt.Receipt
	apps    []receipt.Application
	less    map[uint32]money.Minor // by application
	loose   money.Minor            // what was unapplied of it
	on      civil.Date
}

// postShrunk posts the opening receipts that giveBack lowered.
func (p *planner) postShrunk(l *ledger) {
	for _, s := range l.shrinks {
		r := s.receipt
		back := &receipt.Unapplied{Account: r.Account, Receipt: r.ID, On: r.Date}
		anew := receipt.Receipt{ID: p.in.NewID(bill.Doc), Account: r.Account, Kind: receipt.Opening, Date: s.on,
			Amount: s.loose,
			Branch: r.Branch, Text: fmt.Sprintf("instead of %s, as %s says", r.Number, p.c.File), By: p.in.Who}
		anew.Number = fmt.Sprintf("O-%06d", anew.ID)
		again := &receipt.Applied{Account: r.Account, Receipt: anew.ID, Of: anew.Kind, On: anew.Date}
		for _, a := range s.apps {
			back.Parts = append(back.Parts, receipt.AppliedPart{ID: a.ID, Bill: a.Bill, Part: a.Part,
				Amount: a.Amount, Date: s.on})
			if rest := a.Amount - s.less[a.ID]; rest > 0 {
				again.Parts = append(again.Parts, receipt.AppliedPart{ID: p.in.NewID("application"), Bill: a.Bill,
					Part:   a.Part,
					Amount: rest, Date: s.on})
				anew.Amount += rest
			}
		}
		l.add(back, &receipt.Voided{Account: r.Account, ID: r.ID, Date: s.on})
		if anew.Amount > 0 {
			l.add(&receipt.Recorded{Receipt: anew})
		}
		if len(again.Parts) > 0 {
			l.add(again)
		}
	}
}
