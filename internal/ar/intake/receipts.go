package intake

import (
	"cmp"
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// openPart is what is left of a due part while receipts of one file are spread.
type openPart struct {
	bill uint32
	part uint8
	left money.Minor
}

// receipts plans a file of receipts: each goes on the bill it names, or on the
// oldest due first; what is left over stays unapplied.
func (p *planner) receipts() error {
	var err error
	if p.sources, err = Sources(p.view()); err != nil {
		return err
	}
	if rows := p.c.Receipts; len(rows) > 0 && rows[0].Apart && !p.c.Unapplied {
		p.Notes = append(p.Notes, "the file says what is unapplied: its receipts are left so, and the file of "+
			"applications says where they go (to spread them over the oldest due: --map unapplied=)")
	}
	for i := range p.c.Receipts {
		p.gather(p.c.Receipts[i].Party, p.c.Receipts[i].Line)
	}
	if err := p.settleParties(); err != nil || len(p.Refused) > 0 && !p.c.SkipRefused {
		return err
	}
	for i := range p.c.Receipts {
		if err := p.receiptRow(&p.c.Receipts[i]); err != nil {
			return err
		}
	}
	return nil
}

// countedIn says which file had what receipts of a day paid in its open amounts already,
// so that applying them would count them twice; "" when none.
func (p *planner) countedIn(d civil.Date) string {
	for _, s := range p.sources {
		if !tells(s.Holds) {
			continue
		}
		upTo := s.CutOff
		err := p.view().Journal(s.Seq, func(e *book.Entry) (bool, error) {
			upTo = max(upTo, e.Day)
			return false, nil
		})
		if err == nil && d <= upTo {
			return fmt.Sprintf("the open amounts of %s, taken in on %s, count what was paid until then: it would "+
				"count twice (into a new book, take the bills in without open amounts: --map open=)", s.File, upTo)
		}
	}
	return ""
}

func (p *planner) receiptRow(r *ReceiptRow) error {
	s, err := p.seat(r.Party, r.Line)
	if err != nil || s == nil {
		return err
	}
	l, cur := s.ledger, s.ledger.acc.Money()
	line := Line{Line: int(r.Line), Customer: r.Customer, Number: r.Number, Currency: cur, Amount: -r.Amount}
	old, known, err := receipt.ByNumber(p.view(), r.Number)
	if err != nil {
		return err
	}
	if known {
		line.Class = Unchanged
		if what := p.differs(&old, r, l.acc.ID); what != "" {
			line.Class = Differs
			line.Text = fmt.Sprintf("the book has %s under this number; ours stays", what)
		}
		p.line(line)
		return nil
	}
	if r.Date > p.in.Today {
		p.refuse(r.Line, "receipt %s is dated %s, which lies ahead", r.Number, r.Date)
		return nil
	}
	refused := len(p.Refused)
	var shares []receipt.Share
	if r.Apart && r.Left < r.Amount {
		if why := p.countedIn(r.Date); why != "" {
			p.refuse(r.Line, "receipt %s of %s: %s", r.Number, r.Date, why)
			return nil
		}
	}
	if !p.c.Unapplied && !r.Apart {
		shares, err = p.spread(r, l)
	}
	if err != nil || len(p.Refused) > refused {
		return err
	}
	rec := receipt.Receipt{ID: p.in.NewID(bill.Doc), Account: l.acc.ID, Number: r.Number, Kind: method(r.Method),
		Date: r.Date, Amount: r.Amount, Reference: r.Reference, Branch: s.party.step.Branch, By: p.in.Who,
		Text: cmp.Or(r.Text, "from "+p.c.File)}
	l.add(&receipt.Recorded{Receipt: rec})
	if len(shares) > 0 {
		f, err := receipt.Apply(p.in, &rec, shares, rec.Date)
		if err != nil {
			return err
		}
		l.add(f)
	}
	line.Class = New
	p.line(line)
	return nil
}

// differs says what the book has under a receipt's number where that is something
// else than the row; a way of paying, a reference or a text that the row does not
// tell is no difference.
func (p *planner) differs(old *receipt.Receipt, r *ReceiptRow, acc uint32) string {
	a, err := account.Get(p.view(), old.Account)
	switch {
	case err != nil || old.Account != acc:
		return "a receipt of another customer or currency"
	case old.Amount != r.Amount || old.Date != r.Date:
		return fmt.Sprintf("%s dated %s", a.Money().Plain(old.Amount), old.Date)
	case r.Method != "" && old.Kind != method(r.Method):
		return "a receipt by " + old.Kind.String()
	case r.Reference != "" && old.Reference != r.Reference:
		return fmt.Sprintf("the reference %q", old.Reference)
	case r.Text != "" && old.Text != r.Text:
		return fmt.Sprintf("the text %q", old.Text)
	}
	return ""
}

// spread says where a receipt's money goes, counting what earlier receipts of
// the file took.
func (p *planner) spread(r *ReceiptRow, l *ledger) ([]receipt.Share, error) {
	if !l.loaded {
		l.loaded = true
		for _, s := range receipt.Oldest(p.view(), l.acc.ID, money.Max, 1<<30) {
			l.open = append(l.open, openPart{s.Bill, s.Part, s.Amount})
		}
	}
	only := uint32(0)
	if r.Bill != "" {
		b, ok, err := bill.ByNumber(p.view(), r.Bill)
		if err != nil {
			return nil, err
		}
		if !ok || b.Account != l.acc.ID {
			p.refuse(r.Line, "receipt %s names bill %s, which the customer does not have", r.Number, r.Bill)
			return nil, nil
		}
		only = b.ID
	}
	var out []receipt.Share
	left := r.Amount
	for i := range l.open {
		o := &l.open[i]
		if n := min(left, o.left); n > 0 && (only == 0 || o.bill == only) {
			out = append(out, receipt.Share{Bill: o.bill, Part: o.part, Amount: n})
			o.left -= n
			left -= n
		}
	}
	return out, nil
}

// method reads how a file says the money came; a transfer when it says nothing
// known.
func method(s string) receipt.Kind {
	s = strings.ToLower(strings.TrimSpace(s))
	if k, err := receipt.ParseKind(s); err == nil {
		return k
	}
	for _, w := range []struct {
		word string
		kind receipt.Kind
	}{{"cash", receipt.Cash}, {"نقد", receipt.Cash}, {"card", receipt.Card}, {"mada", receipt.Card}, {"cheque",
		receipt.Cheque},
		{"check", receipt.Cheque}, {"شيك", receipt.Cheque}, {"credit note", receipt.CreditNote}, {"withh",
			receipt.Withholding}} {
		if strings.Contains(s, w.word) {
			return w.kind
		}
	}
	return receipt.Transfer
}
