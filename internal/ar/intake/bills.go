package intake

import (
	"fmt"
	"sort"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// share is how much of a receipt goes on a part of a bill, and from when.
type share struct {
	bill    uint32
	part    uint8
	amount  money.Minor
	posting civil.Date
}

// bills plans a file of open items, a ledger, or bills.
func (p *planner) bills() error {
	for i := range p.c.Bills {
		p.gather(p.c.Bills[i].Party, p.c.Bills[i].Line)
	}
	if err := p.settleParties(); err != nil {
		return err
	}
	if len(p.Refused) > 0 && !p.c.SkipRefused {
		return nil
	}
	for i := range p.c.Bills {
		if err := p.billRow(&p.c.Bills[i]); err != nil {
			return err
		}
	}
	if p.c.Holds == OpenItems && !p.first {
		if err := p.missing(); err != nil {
			return err
		}
	}
	return p.postReceipts()
}

func (p *planner) billRow(r *BillRow) error {
	s, err := p.seat(r.Party, r.Line)
	if err != nil || s == nil {
		return err
	}
	if r.Amount < 0 {
		return p.creditRow(r, s)
	}
	if p.first {
		p.newBill(r, s)
		return nil
	}
	old, known, err := bill.ByNumber(p.in.View, r.Number)
	if err != nil {
		return err
	}
	if !known {
		p.newBill(r, s)
		return nil
	}
	l := s.ledger
	if old.Account != l.acc.ID {
		p.refuse(r.Line, "bill %s stands on another account in the book: correct the customer or the number", r.Number)
		return nil
	}
	return p.knownBill(r, l, &old)
}

var billKinds = [...]bill.Kind{KindUnsaid: bill.Invoice, KindInvoice: bill.Invoice, KindDebitNote: bill.DebitNote,
	KindInterest: bill.InterestNote, KindOpening: bill.Opening, KindPayment: bill.DebitNote,
	KindCreditNote: bill.DebitNote, KindFee: bill.Fee, KindRetention: bill.Retention, KindAnswer: bill.Fee}

func (p *planner) newBill(r *BillRow, s *seat) {
	if !s.named {
		s.branch, s.salesman, s.unnamed = p.atIssue(r.Party, s.party)
		s.named = true
	}
	if s.unnamed != nil {
		p.refuse(r.Line, "%v", s.unnamed)
		return
	}
	if err := text.Check(r.Number, 120); err != nil {
		p.refuse(r.Line, "bill number %v", err)
		return
	}
	l, f := s.ledger, p.issued.next()
	b := &f.Bill
	*b = bill.Bill{ID: p.in.NewID(bill.Doc), Account: l.acc.ID, Number: r.Number, Kind: billKinds[r.Kind],
		Doc: r.Issued(), Posting: r.Posted(), Disputed: r.Disputed, Site: r.Site, Source: p.source, Branch: s.branch,
		Salesman: s.salesman}
	due := r.Due
	if due == 0 {
		due, b.Assumed = bill.Assume(b.Doc, s.party.card.Terms), true
	}
	m := r.More()
	if len(m.Parts) > 0 {
		b.Parts, b.Assumed = dueParts(m.Parts), false
	} else {
		part := p.parts.next()
		part[0] = bill.Part{Due: due, Amount: r.Amount}
		b.Parts = part[:]
	}
	b.Net, b.VAT, b.PO, b.DeliveryNote, b.Raw = m.Net, m.VAT, m.PO, m.DeliveryNote, m.RawAmount
	l.add(f)
	p.line(Line{Line: int(r.Line), Class: New, Customer: r.Customer, Number: r.Number, Currency: l.acc.Money(),
		Amount: r.Amount})
	open := r.Amount
	if r.Settled != 0 && r.Settled <= p.in.Today { // what is to be settled later is open today
		for _, s := range shares(b, open) {
			l.settle(max(r.Settled, b.Posting), s)
		}
		open = 0
	}
	if r.HasOpen && r.Open < open {
		l.opening = append(l.opening, shares(b, open-r.Open)...)
	}
}

func dueParts(rows []PartRow) []bill.Part {
	parts := make([]bill.Part, len(rows))
	for i, x := range rows {
		parts[i] = bill.Part{Due: x.Due, Amount: x.Amount, Retention: x.Retention}
	}
	return parts
}

// shares puts what was paid of a new bill on its parts, in their order.
func shares(b *bill.Bill, paid money.Minor) []share {
	var all []share
	for i := range b.Parts {
		if n := min(paid, b.Parts[i].Amount); n > 0 {
			all = append(all, share{b.ID, uint8(i), n, b.Posting})
			paid -= n
		}
	}
	return all
}

// creditRow takes a negative row: a credit that is still open. What was used of
// it before the file is not known, so it comes in with what is left of it.
func (p *planner) creditRow(r *BillRow, s *seat) error {
	l, cur := s.ledger, s.ledger.acc.Money()
	amount := -r.Amount
	if r.HasOpen {
		amount = max(-r.Open, 0)
	}
	old, known, err := receipt.ByNumber(p.in.View, r.Number)
	if err != nil {
		return err
	}
	line := Line{Line: int(r.Line), Customer: r.Customer, Number: r.Number, Currency: cur, Amount: -amount}
	if known {
		if old.Account != l.acc.ID {
			p.refuse(r.Line, "the credit %s stands on another account in the book: correct the customer or the "+
				"number", r.Number)
			return nil
		}
		item, _, err := openitem.Get(p.in.View, old.Account, old.Date, old.ID, 0)
		if err != nil {
			return err
		}
		line.Class = Unchanged
		if item.Left != amount {
			line.Class = Differs
			line.Text = fmt.Sprintf("the file has %s left, the book %s; ours stays", cur.Plain(amount),
				cur.Plain(item.Left))
		}
		if item.Left > amount { // used there: on the bills that fell with it
			l.fell = append(l.fell, &loose{receipt: old, left: item.Left - amount, whole: item.Left - amount,
				line: &line})
			return nil
		}
		p.line(line)
		return nil
	}
	if amount == 0 {
		line.Class = Unchanged
		p.line(line)
		return nil
	}
	kind := receipt.CreditNote
	if r.Kind == KindPayment {
		kind = receipt.Transfer
	}
	l.add(&receipt.Recorded{Receipt: receipt.Receipt{ID: p.in.NewID(bill.Doc), Account: l.acc.ID, Number: r.Number,
		Kind: kind, Date: r.Posted(), Amount: amount, Branch: s.party.step.Branch, Text: "from " + p.c.File,
		By: p.in.Who, Source: p.source}})
	line.Class = New
	p.line(line)
	return nil
}

// missing lists the source's known open bills that an open-items file lacks.
func (p *planner) missing() error {
	if p.source == 0 {
		return nil
	}
	seen := make(map[string]bool, len(p.c.Bills))
	for i := range p.c.Bills {
		seen[p.c.Bills[i].Number] = true
	}
	accounts := map[uint32]account.Account{}
	var err error
	openitem.All(p.in.View, func(i *openitem.Item) bool {
		if i.Posting > p.c.CutOff {
			return true
		}
		if i.Flags&openitem.Credit != 0 {
			err = p.missingCredit(i, seen)
			return err == nil
		}
		var b bill.Bill
		if b, err = bill.Get(p.in.View, i.Account, i.Doc); err != nil {
			return false
		}
		if b.Source != p.source || seen[base(b.Number)] {
			return true
		}
		acc, ok := accounts[i.Account]
		if !ok {
			if acc, err = account.Get(p.in.View, i.Account); err != nil {
				return false
			}
			accounts[i.Account] = acc
		}
		err = p.missingItem(i, &b, &acc)
		return err == nil
	})
	return err
}

func (p *planner) missingItem(i *openitem.Item, b *bill.Bill, acc *account.Account) error {
	c, err := customer.Get(p.in.View, acc.Customer)
	if err != nil {
		return err
	}
	line := Line{Class: Missing, Customer: c.Code, Number: b.Number, Currency: acc.Money(), Amount: i.Left,
		Text: "open here, not in the file"}
	if !p.c.SettleMissing {
		p.line(line)
		return nil
	}
	line.Class, line.Text = Settled, "not in the file"
	l, err := p.ledgerOf(acc.Customer, false, acc.Money())
	if err == nil {
		l.falls = append(l.falls, fall{line: line, shares: []share{{i.Doc, i.Part, i.Left, i.Posting}}})
	}
	return err
}

// postReceipts makes the receipts that settle what the file says is settled: one
// a settlement day, and one opening receipt dated on the cut-off, per account.
func (p *planner) postReceipts() error {
	for _, l := range p.order {
		if err := p.explain(l); err != nil {
			return err
		}
		p.postShrunk(l)
		sort.Slice(l.days, func(i, j int) bool { return l.days[i] < l.days[j] })
		for _, d := range l.days {
			p.post(l, d, l.settled[d], "settled as "+p.c.File+" says")
		}
		if len(l.opening) > 0 {
			p.post(l, p.c.CutOff, l.opening, "fell in "+p.c.File)
		}
	}
	return nil
}

func (p *planner) post(l *ledger, d civil.Date, shares []share, why string) {
	r := receipt.Receipt{ID: p.in.NewID(bill.Doc), Account: l.acc.ID, Kind: receipt.Opening, Date: d, Text: why,
		By: p.in.Who}
	r.Number = fmt.Sprintf("O-%06d", r.ID)
	f := &receipt.Applied{Account: l.acc.ID, Receipt: r.ID, Of: r.Kind, On: d,
		Parts: make([]receipt.AppliedPart, 0, len(shares))}
	for _, s := range shares {
		r.Amount += s.amount
		f.Parts = append(f.Parts, receipt.AppliedPart{ID: p.in.NewID("application"), Bill: s.bill, Part: s.part,
			Amount: s.amount,
			Date:   max(d, s.posting)})
	}
	l.add(&receipt.Recorded{Receipt: r}, f)
}

// base is the number of the bill a correction of an import is about: the
// correction's own number is that and a suffix.
func base(number string) string {
	for i := len(number) - 1; i > 0; i-- {
		if number[i] == '/' && i+1 < len(number) && (number[i+1] == '+' || number[i+1] == '-') {
			return number[:i]
		}
		if c := number[i]; (c < '0' || c > '9') && c != '+' && c != '-' {
			break
		}
	}
	return number
}
