package intake

import (
	"cmp"
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/money"
)

// state is a known bill as the book has it, with the notes that earlier imports
// made to correct its amount ("NUMBER/+1", "NUMBER/-1").
type state struct {
	amount, open money.Minor
	ups, downs   int
	notes        []bill.Bill
}

func (p *planner) stateOf(b *bill.Bill) (state, error) {
	s := state{amount: b.Amount()}
	var err error
	if s.open, err = openOf(p, b); err != nil {
		return s, err
	}
	for ; ; s.ups++ {
		n, ok, err := bill.ByNumber(p.view(), fmt.Sprintf("%s/+%d", b.Number, s.ups+1))
		if err != nil {
			return s, err
		}
		if !ok || n.Account != b.Account {
			break
		}
		s.notes = append(s.notes, n)
		s.amount += n.Amount()
		open, err := openOf(p, &n)
		if err != nil {
			return s, err
		}
		s.open += open
	}
	for ; ; s.downs++ {
		c, ok, err := receipt.ByNumber(p.view(), fmt.Sprintf("%s/-%d", b.Number, s.downs+1))
		if err != nil {
			return s, err
		}
		if !ok || c.Account != b.Account {
			break
		}
		s.amount -= c.Amount
	}
	return s, nil
}

func openOf(p *planner, b *bill.Bill) (money.Minor, error) {
	var sum money.Minor
	for i := range b.Parts {
		item, _, err := openitem.Get(p.view(), b.Account, b.Parts[i].DueNow(), b.ID, uint8(i))
		if err != nil {
			return 0, err
		}
		sum += item.Left
	}
	return sum, nil
}

// knownBill compares a row with the bill of its number: amount, due date, then
// what is open.
func (p *planner) knownBill(r *BillRow, l *ledger, b *bill.Bill) error {
	s, err := p.stateOf(b)
	if err != nil {
		return err
	}
	line := Line{Line: int(r.Line), Class: Unchanged, Customer: r.Customer, Number: r.Number, Currency: l.acc.Money()}
	if !r.OnlyOpen {
		p.changeAmount(r, l, b, &s, &line)
	}
	if r.Due != 0 && len(b.Parts) == 1 {
		p.changeDue(r, l, append([]bill.Bill{*b}, s.notes...), &line)
	}
	target, said := r.Open, r.HasOpen
	switch {
	case r.Settled != 0 && r.Settled <= p.in.Today:
		target, said = 0, true
	case r.Settled == 0 && !said && p.c.Holds == Ledger: // a ledger says of every bill whether it is settled
		target, said = r.Amount, true
	}
	open := s.open
	if said {
		open = min(open, target)
	}
	if err := p.changeFlag(r, l, b, open, &line); err != nil {
		return err
	}
	if said {
		fell, err := p.changeOpen(r, l, b, &s, target, &line)
		if err != nil || fell {
			return err
		}
	}
	p.line(line)
	return nil
}

// changeDue moves the bill and the notes that correct it to the file's due date.
func (p *planner) changeDue(r *BillRow, l *ledger, all []bill.Bill, line *Line) {
	for n := range all {
		b := &all[n]
		was := b.Parts[0].DueNow()
		if was == r.Due {
			continue
		}
		l.add(&bill.Rescheduled{Account: b.Account, Bill: b.ID, Date: max(p.c.CutOff, b.Posting), Old: was, New: r.Due})
		if n == 0 {
			line.Class = Changed
			line.Text = join(line.Text, fmt.Sprintf("due %s instead of %s", r.Due, was))
		}
	}
}

// changeFlag disputes what is open of a bill that the file now flags.
func (p *planner) changeFlag(r *BillRow, l *ledger, b *bill.Bill, open money.Minor, line *Line) error {
	if !r.Disputed || b.Disputed || open <= 0 {
		return nil
	}
	live := false
	err := dispute.OfAccount(p.view(), b.Account, func(d *dispute.Dispute) (bool, error) {
		live = live || d.Bill == b.ID
		return !live, nil
	})
	if err != nil || live {
		return err
	}
	l.add(&dispute.Opened{Dispute: dispute.Dispute{ID: p.in.NewID("dispute"), Account: b.Account,
		Customer: l.acc.Customer,
		Bill:     b.ID, Amount: min(open, b.Amount()), Reason: "flagged in " + p.c.File, Opened: p.in.Today,
		By: p.in.Who}})
	line.Class, line.Text = Changed, join(line.Text, "disputed")
	return nil
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// changeAmount posts a debit or credit note against the bill for the difference.
func (p *planner) changeAmount(r *BillRow, l *ledger, b *bill.Bill, s *state, line *Line) {
	cur, diff := l.acc.Money(), r.Amount-s.amount
	on := max(p.c.CutOff, b.Posting)
	switch {
	case diff > 0:
		n := bill.Bill{ID: p.in.NewID(bill.Doc), Account: b.Account, Number: fmt.Sprintf("%s/+%d", b.Number, s.ups+1),
			Kind: bill.DebitNote, Doc: on, Posting: on,
			Parts:  []bill.Part{{Due: cmp.Or(r.Due, b.Parts[0].DueNow()), Amount: diff}},
			Branch: b.Branch, Salesman: b.Salesman, Original: b.ID, Source: p.source}
		l.add(&bill.Issued{Bill: n})
		s.open += diff
		s.notes = append(s.notes, n)
	case diff < 0:
		c := receipt.Receipt{ID: p.in.NewID(bill.Doc), Account: b.Account, Number: fmt.Sprintf("%s/-%d", b.Number,
			s.downs+1),
			Kind: receipt.CreditNote, Date: on, Amount: -diff, Branch: b.Branch, By: p.in.Who,
			Text: "bill " + b.Number + " is lower in " + p.c.File, Source: p.source}
		l.add(&receipt.Recorded{Receipt: c})
		f := &receipt.Applied{Account: b.Account, Receipt: c.ID, Of: c.Kind, On: c.Date}
		for _, x := range p.take(l, b, s, min(-diff, s.open)) {
			f.Parts = append(f.Parts, receipt.AppliedPart{ID: p.in.NewID("application"), Bill: x.bill, Part: x.part,
				Amount: x.amount, Date: max(on, x.posting)})
		}
		if len(f.Parts) > 0 {
			l.add(f)
		}
		s.open -= min(-diff, s.open)
	default:
		return
	}
	line.Class, line.Amount = Changed, diff
	line.Text = join(line.Text, fmt.Sprintf("amount %s instead of %s", cur.Plain(r.Amount), cur.Plain(s.amount)))
}

// take spreads an amount over what is open of a bill and its notes, the bill
// first, leaving out what this plan took from it already.
func (p *planner) take(l *ledger, b *bill.Bill, s *state, amount money.Minor) []share {
	var out []share
	for _, d := range append([]bill.Bill{*b}, s.notes...) {
		for i := range d.Parts {
			item, ok, err := openitem.Get(p.view(), d.Account, d.Parts[i].DueNow(), d.ID, uint8(i))
			if err != nil {
				return nil
			}
			left := item.Left
			if !ok && d.Seq == 0 { // a note this plan has just made
				left = d.Parts[i].Amount
			}
			n := min(left-p.taken(l, d.ID, uint8(i)), amount)
			if n <= 0 {
				continue
			}
			out = append(out, share{d.ID, uint8(i), n, d.Posting})
			amount -= n
			p.note(l, d.ID, uint8(i), n)
		}
	}
	return out
}

// changeOpen brings what is open to what the file says, where it may. fell is true
// when the bill fell: then explain says what becomes of its line.
func (p *planner) changeOpen(r *BillRow, l *ledger, b *bill.Bill, s *state, target money.Minor,
	line *Line) (fell bool, err error) {
	cur := l.acc.Money()
	said := fmt.Sprintf("open %s instead of %s", cur.Plain(target), cur.Plain(s.open))
	switch {
	case target < s.open:
		line.Text = join(line.Text, said)
		f := fall{line: *line, shares: p.take(l, b, s, s.open-target)}
		if r.Settled != 0 && r.Settled <= p.in.Today {
			f.settled = max(r.Settled, b.Posting)
		}
		l.falls = append(l.falls, f)
		return true, nil
	case target > s.open && p.c.TrustFile:
		if err := p.giveBack(l, b, target-s.open); err != nil {
			return false, err
		}
		line.Class, line.Amount = Changed, target-s.open
		line.Text = join(line.Text, said+", as the file is trusted")
	case target > s.open:
		ours, err := p.paidHere(b)
		if err != nil {
			return false, err
		}
		l.rise += min(ours, target-s.open)
		line.Class, line.Amount = Differs, target-s.open
		line.Text = join(line.Text, fmt.Sprintf("the file has %s open, the book %s (receipts here that the file "+
			"lacks); ours stays", cur.Plain(target), cur.Plain(s.open)))
	}
	return false, nil
}
