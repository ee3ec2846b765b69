package cheque

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/followup"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Bounce says that the bank did not pay a cheque, or took it back.
type Bounce struct {
	Cheque string `json:"cheque" help:"the cheque's number, or #12"`
	Reason string `json:"reason" help:"what the bank says"`
	Date   string `json:"date,omitempty" help:"the date on the bank's advice; today when left out"`
	Fee    string `json:"fee,omitempty" help:"the bank's fee, which the customer then owes"`
	Paid   string `json:"paid,omitempty" help:"what the bank did pay of it"`
	Note   string `json:"note,omitempty" help:"a remark"`
}

// Kind is "cheque.bounce".
func (Bounce) Kind() string { return "cheque.bounce" }

// Choices gives the words of the fields that take one of a few.
func (Bounce) Choices() map[string][]string { return map[string][]string{"reason": Reasons()} }

// Decide takes back what the cheque had paid, and tells all that follows from it in
// one entry: the fee, what the bank did pay, the task for the collector, the block.
func (c Bounce) Decide(in *book.In) ([]book.Fact, error) {
	p, all, err := begin(in, []string{c.Cheque})
	if err != nil {
		return nil, err
	}
	q := all[0]
	if err := q.State(Forever).Can(DoBounce); err != nil {
		return nil, book.RefuseField("cheque", "cheque %s: %v", q.Details.Number, err)
	}
	acc, err := account.Get(in.View, q.Account)
	if err != nil {
		return nil, err
	}
	ret, err := c.read(in, q, acc.Digits)
	if err != nil {
		return nil, err
	}
	s := Step{Move: DoBounce, On: max(in.Today, q.lastDay()), Return: ret, Reason: strings.TrimSpace(c.Note)}
	if err := text.Check(s.Reason, 300); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	var fee book.Fact
	if ret.Fee > 0 {
		if ret.FeeBill, fee, err = p.fee(q, ret.Fee); err != nil {
			return nil, err
		}
	}
	if err := p.move(q, s); err != nil {
		return nil, err
	}
	if ret.Paid > 0 { // after the move, which gave back what the cheque had paid
		var facts []book.Fact
		if ret.PaidReceipt, facts, err = p.receipt(q, ret.Paid, s.On); err != nil {
			return nil, err
		}
		p.facts = append(p.facts, facts...)
	}
	if fee != nil {
		p.facts = append(p.facts, fee)
	}
	if err := p.follow(q, &acc, ret.Reason); err != nil {
		return nil, err
	}
	return p.facts, nil
}

func (c Bounce) read(in *book.In, q *Cheque, digits int) (*Return, error) {
	r := &Return{}
	var err error
	if r.Reason, err = ParseReason(c.Reason); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	if r.Bank, err = bill.Day("date", c.Date, in.Today, in.Today); err != nil {
		return nil, err
	}
	if last := q.lastDay(); r.Bank > in.Today || r.Bank < last {
		return nil, book.RefuseField("date", "the bank's advice is dated %s: it must be from %s to today",
			text.FormatDate(r.Bank), text.FormatDate(last))
	}
	for _, f := range []struct {
		name, s string
		to      *money.Minor
	}{{"fee", c.Fee, &r.Fee}, {"paid", c.Paid, &r.Paid}} {
		if strings.TrimSpace(f.s) == "" {
			continue
		}
		if *f.to, err = text.ParseAmount(f.s, digits); err != nil {
			return nil, book.RefuseField(f.name, "%v", err)
		}
		if *f.to < 0 {
			return nil, book.RefuseField(f.name, "an amount cannot be negative here")
		}
	}
	if worth := q.Worth(Forever); r.Paid >= worth {
		return nil, book.RefuseField("paid", "the cheque is worth %s: a bank that paid %s cleared it",
			text.FormatAmount(worth, digits), text.FormatAmount(r.Paid, digits))
	}
	return r, nil
}

// fee is the debit bill that asks the bank's fee of the customer.
func (p *pen) fee(q *Cheque, amount money.Minor) (uint32, book.Fact, error) {
	branch, salesman, err := p.home(q.Account, p.in.Today)
	if err != nil {
		return 0, nil, err
	}
	id := p.in.NewID(bill.Doc)
	day := p.in.Today
	return id, &bill.Issued{Bill: bill.Bill{ID: id, Account: q.Account, Number: fmt.Sprintf("CF-%06d", id),
		Kind: bill.Fee, Doc: day, Posting: day, Parts: []bill.Part{{Due: day, Amount: amount}}, Branch: branch,
		Salesman: salesman}}, nil
}

// follow plans the collector's task for today, and puts the customer on cash when
// this is one bounce for want of funds too many.
func (p *pen) follow(q *Cheque, acc *account.Account, why Reason) error {
	in := p.in
	prof, err := customer.ProfileOf(in.View, acc.Customer)
	if err != nil {
		return err
	}
	owner := in.Who
	if n := prof.At(in.Today).Collector; n != 0 {
		if owner, err = directory.TextOf(in.View, directory.Person, n); err != nil {
			return err
		}
	}
	f := followup.Followup{ID: in.NewID("followup"), Customer: acc.Customer, Date: in.Today, Time: followup.NoTime,
		Task: followup.Call, Owner: owner, Made: in.Today, By: in.Who,
		Reason: fmt.Sprintf("cheque %s bounced: %s", q.Details.Number, why)}
	p.facts = append(p.facts, &followup.Planned{Followup: f})
	if !why.Funds() {
		return nil
	}
	n, err := FundsBounces(in.View, acc.Customer, in.Today)
	if err != nil || n+1 < p.rules.Bounces {
		return err
	}
	before, err := customer.BlockOf(in.View, acc.Customer, in.Today)
	if err != nil || before.Block != customer.NoBlock {
		return err
	}
	p.facts = append(p.facts, &customer.BlockSet{Customer: acc.Customer, Before: before, Step: customer.BlockStep{
		From: in.Today, Block: customer.CashOnly,
		Reason: text.Count(n+1, "cheque", "cheques") + " bounced for want of funds"}})
	return nil
}

// FundsBounces counts how often a customer's cheques had bounced for want of funds
// by a day.
func FundsBounces(v *book.View, customerID uint32, asOf civil.Date) (n int, err error) {
	accounts, err := account.OfCustomer(v, customerID)
	for i := 0; i < len(accounts) && err == nil; i++ {
		err = OfAccount(v, accounts[i].ID, func(c *Cheque) (bool, error) {
			for j := range c.Steps {
				if s := &c.Steps[j]; c.At(asOf) && s.At(asOf) && s.Return != nil && s.Return.Reason.Funds() {
					n++
				}
			}
			return true, nil
		})
	}
	return n, err
}
