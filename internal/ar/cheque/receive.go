package cheque

import (
	"sort"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// PartChoice is a due part a cheque is for, and how much of it; an empty amount is
// all that is left of the part.
type PartChoice struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Part   int    `json:"part,omitempty" help:"which part, from 1"`
	Amount string `json:"amount,omitempty" help:"how much; all that is left when empty"`
}

// Paper is what is written on a cheque and known of it, as typed.
type Paper struct {
	Number   string       `json:"number" help:"the cheque's number"`
	Amount   string       `json:"amount" help:"how much it is for"`
	Maturity string       `json:"maturity" help:"the date written on it"`
	Bank     string       `json:"bank" help:"the drawer's bank"`
	Drawer   string       `json:"drawer,omitempty" help:"who signed it; the customer when left out"`
	Branch   string       `json:"branch,omitempty" help:"the bank's branch"`
	Account  string       `json:"account,omitempty" help:"the drawer's account at his bank"`
	Type     string       `json:"type,omitempty" help:"a payment when left out; a guarantee covers nothing"`
	Received string       `json:"received,omitempty" help:"the day it came; today when left out; never edited"`
	From     string       `json:"from,omitempty" help:"who handed it over"`
	Kept     string       `json:"kept,omitempty" help:"where it lies"`
	Hold     string       `json:"hold,omitempty" help:"the customer asks to wait until this day"`
	Note     string       `json:"note,omitempty" help:"a remark"`
	Safe     bool         `json:"safe,omitempty" help:"it was put in the safe at once"`
	Parts    []PartChoice `json:"parts,omitempty" help:"what it is for; the oldest due when left out"`
	Nothing  bool         `json:"nothing,omitempty" help:"it is for no bill yet"`
}

// Receive registers a cheque.
type Receive struct {
	Customer string `json:"customer" help:"the customer's code"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	Paper
}

// Kind is "cheque.receive".
func (Receive) Kind() string { return "cheque.receive" }

// Choices gives the words of the fields that take one of a few.
func (Paper) Choices() map[string][]string { return map[string][]string{"type": typeNames[1:]} }

// Decide checks the cheque and says what it covers.
func (c Receive) Decide(in *book.In) ([]book.Fact, error) {
	party, facts, err := account.Opening(in, c.Customer, c.Currency)
	if err != nil {
		return nil, err
	}
	p := newPen(in, &party.Company)
	if err := p.register(in.NewID("cheque"), &c.Paper, &party.Account, party.Customer.Name, nil); err != nil {
		return nil, err
	}
	return append(facts, p.facts...), nil
}

// register decides the facts of a new cheque on an account.
func (p *pen) register(id uint32, paper *Paper, acc *account.Account, name string, replaces []*Cheque) error {
	c, err := paper.cheque(p.in, acc, name)
	if err != nil {
		return err
	}
	for _, old := range replaces {
		if string(old.Details.unique()) == string(c.Details.unique()) {
			return book.RefuseField("number", "the new cheque has the bank, account and number of the cheque it "+
				"replaces (#%d): type what is on the new paper", old.ID)
		}
	}
	if err := c.Details.free(p.in.View, 0); err != nil {
		return err
	}
	c.ID, p.fresh = id, *acc
	c.Clearing = p.rules.Clearing && c.Type == Payment
	if c.Type == Payment && !paper.Nothing {
		shares, err := p.cover(paper.Parts, acc, c.Amount, replaces)
		if err != nil {
			return err
		}
		c.Covers = []Covering{{On: c.Received, Shares: shares}}
	}
	for _, old := range replaces {
		c.Replaces = append(c.Replaces, old.ID)
	}
	after := []book.Fact{}
	if c.Clearing {
		if c.First, after, err = p.receipt(c, c.Amount, c.Received); err != nil {
			return err
		}
	}
	p.facts = append(append(p.facts, &Registered{*c}), after...)
	if paper.Safe {
		p.facts = append(p.facts, p.step(c, Step{On: c.Received, Move: DoStore, Receipt: c.First,
			With: c.Details.Kept}))
	}
	return nil
}

func (d *Paper) cheque(in *book.In, acc *account.Account, name string) (*Cheque, error) {
	c := &Cheque{Account: acc.ID, By: in.Who, Type: Payment, Details: Details{Number: d.Number, Drawer: d.Drawer,
		Bank: d.Bank, Branch: d.Branch, Account: d.Account, From: d.From, Kept: d.Kept, Note: d.Note}}
	if strings.TrimSpace(d.Drawer) == "" {
		c.Details.Drawer = name
	}
	var err error
	if c.Details.Hold, err = bill.Day("hold", d.Hold, 0, in.Today); err != nil {
		return nil, err
	}
	if err := c.Details.check(); err != nil {
		return nil, err
	}
	if d.Type == typeNames[Guarantee] {
		c.Type = Guarantee
	} else if d.Type != "" && d.Type != typeNames[Payment] {
		return nil, book.RefuseField("type", "%q is not a type of cheque (payment, guarantee)", d.Type)
	}
	if c.Amount, err = text.ParseAmount(d.Amount, acc.Digits); err != nil {
		return nil, book.RefuseField("amount", "%v", err)
	}
	if c.Amount <= 0 {
		return nil, book.RefuseField("amount", "a cheque's amount must be more than 0")
	}
	if strings.TrimSpace(d.Maturity) == "" {
		return nil, book.RefuseField("maturity", "the cheque needs the date that is written on it")
	}
	if c.Maturity, err = bill.Day("maturity", d.Maturity, 0, in.Today); err != nil {
		return nil, err
	}
	if c.Received, err = bill.Day("received", d.Received, in.Today, in.Today); err != nil {
		return nil, err
	}
	if c.Received > in.Today {
		return nil, book.RefuseField("received", "%s lies ahead: a cheque is registered when it is here",
			text.FormatDate(c.Received))
	}
	return c, nil
}

// check cleans the details and refuses what cannot be kept.
func (d *Details) check() error {
	for _, f := range []struct {
		name  string
		s     *string
		limit int
		need  string
	}{{"number", &d.Number, 40, "the cheque needs its number"}, {"bank", &d.Bank, 120, "the cheque needs its bank"},
		{"drawer", &d.Drawer, 200, "the cheque needs who signed it"}, {"branch", &d.Branch, 120, ""},
		{"account", &d.Account, 60, ""}, {"from", &d.From, 200, ""}, {"kept", &d.Kept, 120, ""},
		{"note", &d.Note, 500, ""}} {
		*f.s = strings.TrimSpace(*f.s)
		if *f.s == "" && f.need != "" {
			return book.RefuseField(f.name, "%s", f.need)
		}
		if err := text.Check(*f.s, f.limit); err != nil {
			return book.RefuseField(f.name, "%v", err)
		}
	}
	return nil
}

// cover says which parts an amount is for: those chosen, or the oldest due first;
// never what another cheque in hand covers already. What the cheques it replaces
// covered is free again, and taken over when nothing is chosen.
func (p *pen) cover(chosen []PartChoice, acc *account.Account, amount money.Minor, replaces []*Cheque) ([]Share,
	error) {
	open, err := p.uncovered(acc.ID, replaces)
	if err != nil {
		return nil, err
	}
	if len(chosen) > 0 {
		return p.chosen(chosen, acc, amount, open)
	}
	var shares []Share
	put := func(part Part) {
		if n := min(amount, open[part]); n > 0 {
			amount -= n
			open[part] -= n
			shares = append(shares, Share{Bill: part.Bill, Part: part.Part, Amount: n})
		}
	}
	for _, old := range replaces {
		for _, s := range old.Shares(Forever) {
			put(Part{s.Bill, s.Part})
		}
	}
	if len(shares) == 0 {
		for _, i := range oldest(p.in.View, acc.ID) {
			put(Part{i.Doc, i.Part})
		}
	}
	return shares, nil
}

func (p *pen) chosen(chosen []PartChoice, acc *account.Account, amount money.Minor, open map[Part]money.Minor) (
	shares []Share, err error) {
	for _, c := range chosen {
		b, err := bill.Must(p.in.View, strings.TrimSpace(c.Bill))
		if err != nil {
			return nil, err
		}
		part := max(c.Part, 1) - 1
		if b.Account != acc.ID {
			return nil, book.RefuseField("parts", "bill %s belongs to another customer or currency", b.Number)
		}
		if part >= len(b.Parts) {
			return nil, book.RefuseField("parts", "bill %s has only %s", b.Number, text.Count(len(b.Parts), "part",
				"parts"))
		}
		at := Part{b.ID, uint8(part)}
		take := min(open[at], amount)
		if c.Amount != "" {
			if take, err = text.ParseAmount(c.Amount, acc.Digits); err != nil {
				return nil, book.RefuseField("parts", "bill %s: %v", b.Number, err)
			}
		}
		if take <= 0 || take > open[at] {
			return nil, book.RefuseField("parts", "bill %s has %s left that no other cheque covers: the cheque cannot "+
				"cover %s of it", b.Number, text.FormatAmount(open[at], acc.Digits),
				text.FormatAmount(take, acc.Digits))
		}
		if take > amount {
			return nil, book.RefuseField("parts", "the cheque has %s left: it cannot cover %s of bill %s",
				text.FormatAmount(amount, acc.Digits), text.FormatAmount(take, acc.Digits), b.Number)
		}
		amount -= take
		open[at] -= take
		shares = append(shares, Share{Bill: at.Bill, Part: at.Part, Amount: take})
	}
	return shares, nil
}

// uncovered is what is open now of each part and not covered by a cheque in hand,
// some left out.
func (p *pen) uncovered(acc uint32, without []*Cheque) (map[Part]money.Minor, error) {
	open := map[Part]money.Minor{}
	openitem.OfAccount(p.in.View, acc, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit == 0 {
			open[Part{i.Doc, i.Part}] = i.Left
		}
		return true
	})
	for at, back := range p.back {
		if at.acc == acc {
			open[at.Part] += back
		}
	}
	err := OpenOf(p.in.View, acc, Forever, func(b *Brief) bool {
		for _, c := range without {
			if c.ID == b.ID {
				return true
			}
		}
		if b.Covers() {
			b.Lay(func(at Part) money.Minor { return open[at] }, func(at Part, n money.Minor) { open[at] -= n })
		}
		return true
	})
	return open, err
}

// oldest lists an account's open parts, oldest due first; ties: bills before fees
// and interest, then document date, then the bill's id (RULES 5).
func oldest(v *book.View, acc uint32) []openitem.Item {
	var open []openitem.Item
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit == 0 {
			open = append(open, *i)
		}
		return true
	})
	rank := func(i *openitem.Item) int {
		if k := bill.Kind(i.Kind); k == bill.Fee || k == bill.InterestNote {
			return 1
		}
		return 0
	}
	sort.SliceStable(open, func(a, b int) bool {
		x, y := &open[a], &open[b]
		switch {
		case x.Due != y.Due:
			return x.Due < y.Due
		case rank(x) != rank(y):
			return rank(x) < rank(y)
		case x.DocDate != y.DocDate:
			return x.DocDate < y.DocDate
		}
		return x.Doc < y.Doc
	})
	return open
}

// Assign changes what a cheque covers, from today on.
type Assign struct {
	Cheque string       `json:"cheque" help:"the cheque's number, or #12"`
	Parts  []PartChoice `json:"parts,omitempty" help:"what it is for; the oldest due when left out"`
}

// Kind is "cheque.assign".
func (Assign) Kind() string { return "cheque.assign" }

// Decide refuses a cheque that is a receipt already, or no payment.
func (c Assign) Decide(in *book.In) ([]book.Fact, error) {
	q, err := Must(in.View, c.Cheque)
	if err != nil {
		return nil, err
	}
	switch b := q.brief(Forever); {
	case q.Type == Guarantee:
		return nil, book.RefuseField("cheque", "cheque %s is a guarantee: it covers no bill", q.Details.Number)
	case !b.Covers() && !b.State.Unpaid():
		return nil, book.RefuseField("cheque", "cheque %s is %s: only one that is not yet a receipt is for other bills",
			q.Details.Number, b.State)
	}
	acc, err := account.Get(in.View, q.Account)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	shares, err := newPen(in, &set).cover(c.Parts, &acc, q.Worth(Forever), []*Cheque{{ID: q.ID}})
	if err != nil {
		return nil, err
	}
	return []book.Fact{&Reassigned{Account: q.Account, ID: q.ID, Number: q.Details.Number, Before: q.Shares(Forever),
		Covering: Covering{On: max(in.Today, q.lastDay()), Shares: shares}}}, nil
}
