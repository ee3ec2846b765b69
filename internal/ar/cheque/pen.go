package cheque

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/office"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// pen writes the facts of one command about cheques. It knows what its own facts do
// to what is open, which the book does not show before they are posted.
type pen struct {
	in    *book.In
	rules company.Cheques
	facts []book.Fact
	back  map[place]money.Minor // what the facts give back to a part, less what they apply
	fresh account.Account       // the account the facts may open
}

type place struct {
	acc uint32
	Part
}

func newPen(in *book.In, set *company.Settings) *pen {
	return &pen{in: in, rules: set.ChequeRules(), back: map[place]money.Minor{}}
}

// step adds a step to the cheque at hand and gives the fact that tells it.
func (p *pen) step(c *Cheque, s Step) book.Fact {
	from := c.State(Forever)
	s.To, s.By = s.Move.To(), p.in.Who
	if c.OnSlip() && c.Slip != s.Slip && !s.keepsSlip() {
		s.Left = c.Slip
	}
	c.Steps = append(c.Steps, s)
	return &Moved{Account: c.Account, ID: c.ID, Step: s, From: from, Number: c.Details.Number}
}

// move decides a move: whether the table has it, whether its day can be, and the
// receipt that comes or goes with it.
func (p *pen) move(c *Cheque, s Step) error {
	from, worth := c.State(Forever), c.Worth(Forever)
	if err := from.Can(s.Move); err != nil {
		return book.RefuseField("cheque", "cheque %s: %v", c.Details.Number, err)
	}
	if err := p.day(c, &s); err != nil {
		return err
	}
	held, err := office.Of(p.in.View, p.in.Who)
	if err != nil {
		return err
	}
	if s.Move == DoBounce && from == Cleared && held&office.Supervisor == 0 {
		return book.Refuse(book.Forbidden, "cheque %s is cleared: that the bank takes it back is for a supervisor to "+
			"say", c.Details.Number)
	}
	s.Receipt = c.Receipt(Forever)
	before, after := counts(from, c.Clearing), counts(s.Move.To(), c.Clearing)
	switch {
	case before && !after:
		if s.On < p.in.Today {
			return book.RefuseField("date", "cheque %s counts as paid: that is taken back today, not on %s",
				c.Details.Number, text.FormatDate(s.On))
		}
		facts, err := p.takeBack(c.Account, s.Receipt)
		if err != nil {
			return err
		}
		p.facts, s.Receipt = append(p.facts, facts...), 0
	case !before && after && s.Move != DoSettle:
		id, facts, err := p.receipt(c, worth, s.On)
		if err != nil {
			return err
		}
		p.facts, s.Receipt = append(p.facts, facts...), id
	}
	p.facts = append(p.facts, p.step(c, s))
	return nil
}

func (p *pen) day(c *Cheque, s *Step) error {
	if s.On > p.in.Today {
		return book.RefuseField("date", "%s lies ahead: a cheque is moved when it is done", text.FormatDate(s.On))
	}
	if last := c.lastDay(); s.On < last {
		return book.RefuseField("date", "cheque %s: the last that happened to it is dated %s, so nothing can be dated "+
			"%s", c.Details.Number, text.FormatDate(last), text.FormatDate(s.On))
	}
	if s.Move == DoDeposit && s.On < c.Maturity {
		return book.RefuseField("date", "cheque %s is dated %s: it cannot be deposited before, on %s", c.Details.Number,
			text.FormatDate(c.Maturity), text.FormatDate(s.On))
	}
	return nil
}

// receipt makes the receipt that stands for a cheque from a day on, applied to the
// parts the cheque covers. What was paid meanwhile gets nothing; the surplus stays
// unapplied.
func (p *pen) receipt(c *Cheque, amount money.Minor, on civil.Date) (uint32, []book.Fact, error) {
	r := receipt.Receipt{Account: c.Account, Kind: receipt.Cheque, Date: on, Amount: amount, By: p.in.Who,
		Reference: "cheque " + c.Details.Number, Text: c.Details.Bank}
	return p.record(c, &r)
}

func (p *pen) record(c *Cheque, r *receipt.Receipt) (uint32, []book.Fact, error) {
	var err error
	if r.Branch, _, err = p.home(c.Account, r.Date); err != nil {
		return 0, nil, err
	}
	r.ID = p.in.NewID(bill.Doc)
	if r.Number == "" {
		r.Number = fmt.Sprintf("R-%06d", r.ID)
	}
	facts := []book.Fact{&receipt.Recorded{Receipt: *r}}
	rest := r.Amount
	var shares []receipt.Share
	for _, s := range c.Shares(Forever) {
		left, err := p.open(c.Account, Part{s.Bill, s.Part})
		if err != nil {
			return 0, nil, err
		}
		if n := min(s.Amount, rest, left); n > 0 {
			rest -= n
			p.back[place{c.Account, Part{s.Bill, s.Part}}] -= n
			shares = append(shares, receipt.Share{Bill: s.Bill, Part: s.Part, Amount: n})
		}
	}
	if len(shares) == 0 {
		return r.ID, facts, nil
	}
	applied, err := receipt.Apply(p.in, r, shares, r.Date)
	return r.ID, append(facts, applied), err
}

// open is what is left of a part, this command's own facts counted.
func (p *pen) open(acc uint32, at Part) (money.Minor, error) {
	b, err := bill.Get(p.in.View, acc, at.Bill)
	if err != nil || b.Voided != 0 {
		return 0, err
	}
	item, _, err := openitem.Get(p.in.View, acc, b.Parts[at.Part].DueNow(), at.Bill, at.Part)
	return item.Left + p.back[place{acc, at}], err
}

// takeBack takes a receipt's applications back, today, and the receipt with them:
// the parts are open again with the due dates they always had.
func (p *pen) takeBack(acc, id uint32) ([]book.Fact, error) {
	r, err := receipt.Get(p.in.View, acc, id)
	if err != nil {
		return nil, err
	}
	u := &receipt.Unapplied{Account: acc, Receipt: id, On: r.Date}
	last := max(p.in.Today, r.Date)
	err = receipt.OfReceipt(p.in.View, acc, id, func(a *receipt.Application) (bool, error) {
		if a.Reversed == 0 {
			day := max(p.in.Today, a.Date)
			last = max(last, day)
			u.Parts = append(u.Parts, receipt.AppliedPart{ID: a.ID, Bill: a.Bill, Part: a.Part, Amount: a.Amount,
				Date: day})
			p.back[place{acc, Part{a.Bill, a.Part}}] += a.Amount
		}
		return true, nil
	})
	void := &receipt.Voided{Account: acc, ID: id, Date: last}
	if len(u.Parts) == 0 {
		return []book.Fact{void}, err
	}
	return []book.Fact{u, void}, err
}

// home is the branch and the salesman of an account's customer on a day.
func (p *pen) home(acc uint32, on civil.Date) (branch, salesman uint16, err error) {
	a, err := p.account(acc)
	if err != nil {
		return 0, 0, err
	}
	prof, err := customer.ProfileOf(p.in.View, a.Customer)
	at := prof.At(on)
	return at.Branch, at.Salesman, err
}

func (p *pen) account(id uint32) (account.Account, error) {
	if p.fresh.ID == id {
		return p.fresh, nil
	}
	return account.Get(p.in.View, id)
}

// begin opens a pen and reads the cheques a command names, each once.
func begin(in *book.In, names []string) (*pen, []*Cheque, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, nil, err
	}
	if len(names) == 0 {
		return nil, nil, book.RefuseField("cheque", "name the cheque")
	}
	var all []*Cheque
	seen := map[uint32]bool{}
	for _, n := range names {
		c, err := Must(in.View, n)
		if err != nil {
			return nil, nil, err
		}
		if c.Voided != 0 {
			return nil, nil, book.RefuseField("cheque", "cheque %s was registered by mistake and is gone",
				c.Details.Number)
		}
		if seen[c.ID] {
			return nil, nil, book.RefuseField("cheque", "cheque %s is named twice", c.Details.Number)
		}
		seen[c.ID] = true
		all = append(all, &c)
	}
	return newPen(in, &set), all, nil
}
