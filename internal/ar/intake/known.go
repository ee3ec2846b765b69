package intake

import (
	"fmt"

	"duebook/internal/ar/bill"
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
	if r.Due != 0 && len(b.Parts) == 1 && r.Due != b.Parts[0].DueNow() {
		l.add(&bill.Rescheduled{Account: b.Account, Bill: b.ID, Date: max(p.c.CutOff, b.Posting),
			Old: b.Parts[0].DueNow(), New: r.Due})
		line.Class = Changed
		line.Text = join(line.Text, fmt.Sprintf("due %s instead of %s", r.Due, b.Parts[0].DueNow()))
	}
	target, said := r.Open, r.HasOpen
	if r.Settled != 0 {
		target, said = 0, true
	}
	if said {
		if err := p.changeOpen(r, l, b, &s, target, &line); err != nil {
			return err
		}
	}
	p.line(line)
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
			Kind: bill.DebitNote, Doc: on, Posting: on, Parts: []bill.Part{{Due: b.Parts[0].DueNow(), Amount: diff}},
			Branch: b.Branch, Salesman: b.Salesman, Original: b.ID, Source: p.source}
		l.add(&bill.Issued{Bill: n})
		s.open += diff
		s.notes = append(s.notes, n)
	case diff < 0:
		c := receipt.Receipt{ID: p.in.NewID(bill.Doc), Account: b.Account, Number: fmt.Sprintf("%s/-%d", b.Number,
			s.downs+1),
			Kind: receipt.CreditNote, Date: on, Amount: -diff, Branch: b.Branch, By: p.in.Who,
			Text: "bill " + b.Number + " is lower in " + p.c.File}
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

// changeOpen brings what is open to what the file says, where it may.
func (p *planner) changeOpen(r *BillRow, l *ledger, b *bill.Bill, s *state, target money.Minor, line *Line) error {
	cur := l.acc.Money()
	switch {
	case target < s.open:
		l.opening = append(l.opening, p.take(l, b, s, s.open-target)...)
		if line.Class == Unchanged {
			line.Class, line.Amount = Settled, s.open-target
		}
		line.Text = join(line.Text, fmt.Sprintf("open %s instead of %s", cur.Plain(target), cur.Plain(s.open)))
	case target > s.open && p.c.TrustFile:
		if err := p.giveBack(l, b, target-s.open); err != nil {
			return err
		}
		line.Class, line.Amount = Changed, target-s.open
		line.Text = join(line.Text, fmt.Sprintf("open %s instead of %s, as the file is trusted", cur.Plain(target),
			cur.Plain(s.open)))
	case target > s.open:
		line.Class, line.Amount = Differs, target-s.open
		line.Text = join(line.Text, fmt.Sprintf("the file has %s open, the book %s (receipts here that the file "+
			"lacks); ours stays",
			cur.Plain(target), cur.Plain(s.open)))
	}
	return nil
}
