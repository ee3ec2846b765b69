package settle

import (
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// The reasons a part is left short (RULES 5).
const (
	LeaveOpen   = "leave open"
	Small       = "small difference" // written off, up to the company's tolerance
	Dispute     = "dispute"
	Withholding = "withholding" // opens a certificate to chase
	Retention   = "retention"   // a bill of its own, due on a day
	Discount    = "discount"    // for early payment, valid by its day
	BankCharge  = "bank charge"
	Return      = "return" // awaits its credit note
	WriteOff    = "write-off"
)

// Reasons are all reasons, in the order they are offered.
var Reasons = []string{LeaveOpen, Small, Dispute, Withholding, Retention, Discount, BankCharge, Return, WriteOff}

// Short is what is said about a part that is left short.
type Short struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Part   int    `json:"part,omitempty" help:"which due part, from 1; the first when left out"`
	Reason string `json:"reason" help:"why it is short"`
	Amount string `json:"amount,omitempty" help:"how much; all that stays open of the part when empty"`
	Supply string `json:"supply,omitempty" help:"of a withholding: the sort of supply, its rate of the net amount"`
	Due    string `json:"due,omitempty" help:"of a retention: when it falls due"`
	Until  string `json:"until,omitempty" help:"of a discount: the last day it could be taken"`
	Text   string `json:"text,omitempty" help:"what the customer says; needed for a dispute and a write-off"`
}

// Choices gives the words of the fields that take one of a few.
func (Short) Choices() map[string][]string { return map[string][]string{"reason": Reasons} }

func (p *posting) short(c *Short) error {
	b, err := bill.Must(p.in.View, strings.TrimSpace(c.Bill))
	if err != nil {
		return book.RefuseField("shorts", "%v", err)
	}
	part := max(c.Part, 1) - 1
	if b.Account != p.receipt.Account || part >= len(b.Parts) {
		return book.RefuseField("shorts", "bill %s has no such part on this account", b.Number)
	}
	rest, err := p.rest(&b, uint8(part))
	if err != nil {
		return err
	}
	if err := text.Check(c.Text, 500); err != nil {
		return book.RefuseField("shorts", "%v", err)
	}
	s := receipt.Share{Bill: b.ID, Part: uint8(part), Amount: rest}
	rate := ""
	switch {
	case c.Reason == Withholding && c.Supply != "":
		if s.Amount, rate, err = p.withheld(&b, c.Supply); err != nil {
			return err
		}
	case strings.TrimSpace(c.Amount) != "":
		if s.Amount, err = text.ParseAmount(c.Amount, p.cur.Digits); err != nil {
			return book.RefuseField("shorts", "bill %s: %v", b.Number, err)
		}
	}
	if s.Amount <= 0 || s.Amount > rest {
		return book.RefuseField("shorts", "bill %s is left with %s open: %s cannot be put down as %s", b.Number,
			p.say(rest), p.say(s.Amount), c.Reason)
	}
	more, err := p.reason(c, &b, s, rate)
	if err != nil {
		return err
	}
	p.facts = append(p.facts, more...)
	return nil
}

// withheld is the rate's share of the bill's net amount, or of all of it when the net
// is not known.
func (p *posting) withheld(b *bill.Bill, supply string) (money.Minor, string, error) {
	w, ok := p.set.Withholding(supply, p.on)
	if !ok {
		return 0, "", book.RefuseField("shorts", "there is no rate of withholding for %q on %s (company.set "+
			"withholding)", supply, p.on)
	}
	base := b.Net
	if base == 0 {
		base = b.Amount()
	}
	m, err := w.Rate.Of(base)
	return m, w.Rate.Percent(), err
}

func (p *posting) say(m money.Minor) string { return text.FormatAmount(m, p.cur.Digits) }

// reason makes the facts of one reason.
func (p *posting) reason(c *Short, b *bill.Bill, s receipt.Share, rate string) ([]book.Fact, error) {
	said := strings.TrimSpace(c.Text)
	lower := func(k receipt.Kind) ([]book.Fact, error) {
		at := receipt.Share{Bill: s.Bill, Part: s.Part}
		p.taken[at] += s.Amount
		return receipt.Reduce(p.in, p.beside(k, b, said, rate), s)
	}
	switch c.Reason {
	case LeaveOpen:
		return nil, nil
	case Small:
		if tolerance := p.set.Small(p.cur); s.Amount > tolerance {
			return nil, book.RefuseField("shorts", "bill %s would be %s short: more than the small difference of %s; "+
				"choose another reason", b.Number, p.say(s.Amount), p.say(tolerance))
		}
		return lower(receipt.WriteOff)
	case Withholding:
		return lower(receipt.Withholding)
	case BankCharge:
		return lower(receipt.BankCharge)
	case Discount:
		until, err := bill.Day("shorts", c.Until, 0, p.in.Today)
		if err != nil {
			return nil, err
		}
		if until == 0 || until < p.on {
			return nil, book.RefuseField("shorts", "the discount of bill %s was not earned: give the last day it "+
				"could be taken, not before %s, or choose another reason", b.Number, p.on)
		}
		return lower(receipt.Discount)
	case Retention:
		due, err := bill.Day("shorts", c.Due, 0, p.in.Today)
		if err != nil {
			return nil, err
		}
		if due < p.on {
			return nil, book.RefuseField("shorts", "say when the retention of bill %s falls due", b.Number)
		}
		p.taken[receipt.Share{Bill: s.Bill, Part: s.Part}] += s.Amount
		return receipt.Retain(p.in, p.beside(receipt.Retention, b, said, ""), s, due)
	}
	return p.contested(c, b, s, said)
}

// contested leaves the part open, under dispute or with a request to write it off.
func (p *posting) contested(c *Short, b *bill.Bill, s receipt.Share, said string) ([]book.Fact, error) {
	amount := money.Currency{Digits: p.cur.Digits}.Plain(s.Amount)
	var cmd book.Command
	switch c.Reason {
	case Return:
		cmd = dispute.Open{Bill: b.Number, Part: int(s.Part) + 1, Amount: amount,
			Reason: strings.TrimSpace("return awaiting its credit note " + said)}
	case Dispute:
		cmd = dispute.Open{Bill: b.Number, Part: int(s.Part) + 1, Amount: amount, Reason: said}
	case WriteOff:
		cmd = writeoff.Ask{Bill: b.Number, Part: int(s.Part) + 1, Amount: amount, Reason: said}
	default:
		return nil, book.RefuseField("shorts", "%q is not a reason (%s)", c.Reason, strings.Join(Reasons, ", "))
	}
	facts, err := cmd.Decide(p.in)
	if err != nil {
		return nil, book.RefuseField("shorts", "%v", err)
	}
	return facts, nil
}

// beside is a receipt that lowers a part beside the one that is posted.
func (p *posting) beside(k receipt.Kind, b *bill.Bill, said, rate string) receipt.Receipt {
	return receipt.Receipt{Account: p.receipt.Account, Kind: k, Date: p.on, Branch: b.Branch, Rate: rate,
		Reference: p.receipt.Number, Text: said}
}

// Needs reports whether a reason needs words, a sort of supply, a day.
func Needs(reason string) (words, supply, due, until bool) {
	return slices.Contains([]string{Dispute, WriteOff}, reason), reason == Withholding, reason == Retention,
		reason == Discount
}
