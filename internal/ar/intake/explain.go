package intake

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// fall is a bill that stands lower in the file than here. settled is the day the
// file says it was paid, 0 when it does not.
type fall struct {
	line    Line
	shares  []share
	settled civil.Date
}

// loose is money of the account that may be behind a fall: a credit that fell in
// the file with it (line is the credit's), or a receipt recorded here and not
// applied.
type loose struct {
	receipt     receipt.Receipt
	left, whole money.Minor
	line        *Line
	used        *receipt.Applied
}

// settle notes that a share was settled on a day.
func (l *ledger) settle(d civil.Date, s share) {
	if l.settled[d] == nil {
		l.days = append(l.days, d)
	}
	l.settled[d] = append(l.settled[d], s)
}

// explain says what is behind the bills that fell, so that no money counts twice
// (RULES 1): first the credits that fell in the file with them, then receipts
// recorded here and not applied; as much as receipts recorded here keep other bills
// lower than the file is left as it is and listed. Only the rest is settled anew.
func (p *planner) explain(l *ledger) error {
	from := l.fell
	if len(l.falls) > 0 {
		own, err := p.unapplied(l)
		if err != nil {
			return err
		}
		from = append(from, own...)
	}
	for i := range l.falls {
		p.explainOne(l, &l.falls[i], from)
	}
	for _, m := range from {
		if m.used != nil {
			l.add(m.used)
		}
		if m.line != nil {
			if m.left == 0 {
				m.line.Class, m.line.Text = Settled, "used on bills that fell"
			}
			p.line(*m.line)
		}
	}
	return nil
}

func (p *planner) explainOne(l *ledger, f *fall, from []*loose) {
	var whole, kept money.Minor
	why := ""
	for _, s := range f.shares {
		whole += s.amount
		for _, m := range from {
			n := min(s.amount, m.left)
			if n <= 0 {
				continue
			}
			if m.used == nil {
				m.used = &receipt.Applied{Account: l.acc.ID, Receipt: m.receipt.ID, Of: m.receipt.Kind,
					On: m.receipt.Date}
			}
			m.used.Parts = append(m.used.Parts, receipt.AppliedPart{ID: p.in.NewID("application"), Bill: s.bill,
				Part:   s.part,
				Amount: n, Date: max(p.c.CutOff, m.receipt.Date, s.posting)})
			m.left, s.amount, why = m.left-n, s.amount-n, "from "+m.receipt.Number
		}
		if n := min(s.amount, l.rise); n > 0 && !p.c.TrustFile {
			l.rise, s.amount, kept = l.rise-n, s.amount-n, kept+n
		}
		if s.amount == 0 {
			continue
		}
		if f.settled != 0 {
			l.settle(f.settled, s)
		} else {
			l.opening = append(l.opening, s)
		}
	}
	cur := l.acc.Money()
	if f.line.Class == Unchanged {
		f.line.Class, f.line.Amount = Settled, whole-kept
	}
	if why != "" {
		f.line.Text = join(f.line.Text, why)
	}
	if kept > 0 {
		f.line.Text = join(f.line.Text, fmt.Sprintf("%s of it explained by receipts here on other bills; ours "+
			"stays", cur.Plain(kept)))
		if kept == whole {
			f.line.Class, f.line.Amount = Differs, whole
		}
	}
	p.line(f.line)
}

// unapplied finds the receipts recorded here with money left, oldest first.
func (p *planner) unapplied(l *ledger) ([]*loose, error) {
	var out []*loose
	var err error
	openitem.OfAccount(p.view(), l.acc.ID, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit == 0 || receipt.Kind(i.Kind) == receipt.Opening {
			return true
		}
		var r receipt.Receipt
		if r, err = receipt.Get(p.view(), i.Account, i.Doc); err == nil && r.Source == 0 {
			out = append(out, &loose{receipt: r, left: i.Left, whole: i.Left})
		}
		return err == nil
	})
	return out, err
}

// paidHere is how much of a bill receipts recorded here have settled.
func (p *planner) paidHere(b *bill.Bill) (money.Minor, error) {
	var sum money.Minor
	var err error
	receipt.OnBill(p.view(), b.Account, b.ID, func(a *receipt.Application) bool {
		if a.Reversed != 0 || a.Kind == receipt.Opening {
			return true
		}
		var r receipt.Receipt
		if r, err = receipt.Get(p.view(), a.Account, a.Receipt); err == nil && r.Source == 0 {
			sum += a.Amount
		}
		return err == nil
	})
	return sum, err
}

// missingCredit notes a credit of the source that is open here and not in the
// file: it was used there.
func (p *planner) missingCredit(i *openitem.Item, seen map[string]bool) error {
	if receipt.Kind(i.Kind) == receipt.Opening {
		return nil
	}
	r, err := receipt.Get(p.view(), i.Account, i.Doc)
	if err != nil || r.Source != p.source || seen[r.Number] || base(r.Number) != r.Number {
		return err
	}
	a, err := account.Get(p.view(), i.Account)
	if err != nil {
		return err
	}
	c, err := customer.Get(p.view(), a.Customer)
	if err != nil {
		return err
	}
	l, err := p.ledgerOf(a.Customer, false, a.Money())
	if err == nil {
		l.fell = append(l.fell, &loose{receipt: r, left: i.Left, whole: i.Left, line: &Line{Class: Missing,
			Customer: c.Code,
			Number:   r.Number, Currency: a.Money(), Amount: -i.Left, Text: "a credit open here, not in the file"}})
	}
	return err
}
