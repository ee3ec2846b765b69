// Package settle posts a receipt together with what is said about the parts it
// leaves short, and about what is left over, in one entry (RULES 5). It holds no
// rows: receipts, disputes and write-off requests are theirs. The package must
// never lower a bill without a reason.
package settle

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Subject is what this package brings to the schema.
func Subject() book.Part { return book.Part{Commands: []book.Command{Settle{}}} }

// Settle records a receipt, or applies what is left of an old one, with reasons for
// what is short.
type Settle struct {
	Record *receipt.Record    `json:"record,omitempty" help:"a new receipt"`
	Apply  *receipt.ApplyMore `json:"apply,omitempty" help:"or what is left of an old one"`
	// Credits go on bills beside the receipt, as a remittance list took them off.
	Credits []receipt.ApplyMore `json:"credits,omitempty" help:"credits the customer took off, and their bills"`

	Shorts []Short `json:"shorts,omitempty" help:"what is said about parts that are left short"`
	Over   string  `json:"over,omitempty" help:"what becomes of a small over-payment; it stays if left out"`
	Why    string  `json:"why,omitempty" help:"why it is kept"`
}

// Overs are what becomes of an over-payment: it stays unapplied, or a small one is
// taken to income.
var Overs = []string{"stays", "income"}

// Kind is "receipt.settle".
func (Settle) Kind() string { return "receipt.settle" }

// Choices gives the words of the fields that take one of a few.
func (Settle) Choices() map[string][]string { return map[string][]string{"over": Overs} }

// Decide posts the receipt, then each short part, then what is left over.
func (c Settle) Decide(in *book.In) ([]book.Fact, error) {
	if (c.Record == nil) == (c.Apply == nil) {
		return nil, book.Refuse(book.Invalid, "say either which receipt is recorded or which old one is applied")
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	p := &posting{in: in, set: &set}
	if c.Record != nil {
		err = p.record(c.Record)
	} else {
		err = p.apply(c.Apply)
	}
	if err != nil {
		return nil, err
	}
	for i := range c.Credits {
		if slices.ContainsFunc(c.Credits[:i], func(x receipt.ApplyMore) bool {
			return strings.TrimSpace(x.Receipt) == strings.TrimSpace(c.Credits[i].Receipt)
		}) {
			return nil, book.RefuseField("credits", "credit %s is named twice: give all its bills at once",
				c.Credits[i].Receipt)
		}
		if err := p.credit(&c.Credits[i]); err != nil {
			return nil, err
		}
	}
	for i := range c.Shorts {
		if err := p.short(&c.Shorts[i]); err != nil {
			return nil, err
		}
	}
	switch {
	case !slices.Contains(Overs, c.Over) && c.Over != "":
		return nil, book.RefuseField("over", "%q is not what becomes of an over-payment (%s)", c.Over,
			strings.Join(Overs, ", "))
	case c.Over == "income" && p.left > 0:
		if strings.TrimSpace(c.Why) == "" {
			return nil, book.RefuseField("why", "say why the over-payment is kept")
		}
		more, err := receipt.Difference(in, &p.receipt, p.cur, p.left, p.on, strings.TrimSpace(c.Why))
		if err != nil {
			return nil, err
		}
		p.facts = append(p.facts, more...)
	}
	return p.facts, nil
}

// posting is a receipt being posted, and what it leaves open.
type posting struct {
	in      *book.In
	set     *company.Settings
	facts   []book.Fact
	receipt receipt.Receipt
	on      civil.Date // what comes beside the receipt is of this day
	cur     money.Currency
	left    money.Minor                   // of the receipt
	taken   map[receipt.Share]money.Minor // of a part, in this entry
}

func (p *posting) record(c *receipt.Record) error {
	facts, err := c.Decide(p.in)
	if err != nil {
		return err
	}
	if p.cur, err = p.set.Of(c.Currency); err != nil {
		return err
	}
	p.took(facts)
	return nil
}

func (p *posting) apply(c *receipt.ApplyMore) error {
	facts, err := c.Decide(p.in)
	if err != nil {
		return err
	}
	r, err := receipt.Must(p.in.View, c.Receipt)
	if err != nil {
		return err
	}
	a, err := account.Get(p.in.View, r.Account)
	if err != nil {
		return err
	}
	item, _, err := openitem.Get(p.in.View, r.Account, r.Date, r.ID, 0)
	if err != nil {
		return err
	}
	p.cur, p.receipt, p.left = a.Money(), r, item.Left
	p.took(facts)
	p.on = p.in.Today
	return nil
}

// took notes what facts do to the receipt and to the parts.
func (p *posting) took(facts []book.Fact) {
	p.taken = map[receipt.Share]money.Minor{}
	for _, f := range facts {
		switch f := f.(type) {
		case *receipt.Recorded:
			p.receipt, p.left, p.on = f.Receipt, f.Receipt.Amount, f.Receipt.Date
		case *receipt.Applied:
			for _, x := range f.Parts {
				p.taken[receipt.Share{Bill: x.Bill, Part: x.Part}] += x.Amount
				p.left -= x.Amount
			}
		}
	}
	p.facts = append(p.facts, facts...)
}

// credit puts a credit the customer took off on the bills he took it off for.
func (p *posting) credit(c *receipt.ApplyMore) error {
	r, err := receipt.Must(p.in.View, c.Receipt)
	if err != nil {
		return book.RefuseField("credits", "%v", err)
	}
	if r.Account != p.receipt.Account || r.ID == p.receipt.ID {
		return book.RefuseField("credits", "credit %s is no other credit of this account", r.Number)
	}
	decide := c.Put // a credit note is taken off with the receipt that is posted here
	if r.Kind.Pays() {
		decide = c.Decide
	}
	facts, err := decide(p.in)
	if book.CodeOf(err) == book.Forbidden {
		return err
	}
	if err != nil {
		return book.RefuseField("credits", "credit %s: %v", r.Number, err)
	}
	for _, f := range facts {
		a, is := f.(*receipt.Applied)
		if !is {
			continue
		}
		for _, x := range a.Parts {
			p.taken[receipt.Share{Bill: x.Bill, Part: x.Part}] += x.Amount
			b, err := bill.Get(p.in.View, r.Account, x.Bill)
			if err != nil {
				return err
			}
			if rest, err := p.rest(&b, x.Part); err != nil || rest < 0 {
				if err == nil {
					err = book.RefuseField("credits", "the receipt and credit %s put more on bill %s than it has left",
						r.Number, b.Number)
				}
				return err
			}
		}
	}
	p.facts = append(p.facts, facts...)
	return nil
}

// rest is what the entry leaves open of a part.
func (p *posting) rest(b *bill.Bill, part uint8) (money.Minor, error) {
	item, _, err := openitem.Get(p.in.View, b.Account, b.Parts[part].DueNow(), b.ID, part)
	return item.Left - p.taken[receipt.Share{Bill: b.ID, Part: part}], err
}
