package receipt

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Record posts a receipt and applies it.
type Record struct {
	Customer  string       `json:"customer" help:"the customer's code"`
	Type      string       `json:"kind" help:"how it settles"`
	Date      string       `json:"date,omitempty" help:"posting date; today when left out"`
	Amount    string       `json:"amount" help:"how much came in"`
	Currency  string       `json:"currency,omitempty" help:"the company's when left out"`
	Number    string       `json:"number,omitempty" help:"the receipt's number; given when left out"`
	Reference string       `json:"reference,omitempty" help:"the bank's or the customer's reference"`
	Text      string       `json:"text,omitempty" help:"a remark"`
	Branch    string       `json:"branch,omitempty" help:"the branch's name; the customer's when left out"`
	Mode      string       `json:"mode,omitempty" help:"where the money goes; on the oldest when left out"`
	Parts     []PartChoice `json:"parts,omitempty" help:"the marked parts, in order"`
}

// Kind is "receipt.record".
func (Record) Kind() string { return "receipt.record" }

// Decide checks the receipt and says where its money goes.
func (c Record) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	cur, err := set.Of(c.Currency)
	if err != nil {
		return nil, err
	}
	acc, facts, err := account.Need(in, cu.ID, cur)
	if err != nil {
		return nil, err
	}
	r := Receipt{Account: acc.ID, Reference: c.Reference, Text: c.Text, By: in.Who}
	if err := c.fill(in, &r, cur.Digits); err != nil {
		return nil, err
	}
	n := directory.NewNamer(in)
	p, err := customer.ProfileOf(in.View, cu.ID)
	if err != nil {
		return nil, err
	}
	r.Branch = p.At(r.Date).Branch
	if c.Branch != "" {
		if r.Branch, err = n.ID(directory.Branch, c.Branch); err != nil {
			return nil, book.RefuseField("branch", "%v", err)
		}
	}
	r.ID = in.NewID(bill.Doc)
	if r.Number == "" {
		r.Number = fmt.Sprintf("R-%06d", r.ID)
	}
	shares, err := shares(in.View, &r, c.Mode, c.Parts, r.Amount, cur.Digits)
	if err != nil {
		return nil, err
	}
	facts = append(append(facts, n.Facts()...), &Recorded{r})
	if len(shares) == 0 {
		return facts, nil
	}
	applied, err := Apply(in, &r, shares, r.Date)
	return append(facts, applied), err
}

func (c Record) fill(in *book.In, r *Receipt, digits int) (err error) {
	if r.Kind, err = ParseKind(c.Type); err != nil {
		return book.RefuseField("kind", "%v", err)
	}
	if r.Date, err = bill.Day("date", c.Date, in.Today, in.Today); err != nil {
		return err
	}
	if r.Date > in.Today {
		return book.RefuseField("date", "%s lies ahead: a receipt is posted when the money is there (a cheque "+
			"dated ahead is kept as a cheque)", r.Date)
	}
	if r.Amount, err = text.ParseAmount(c.Amount, digits); err != nil {
		return book.RefuseField("amount", "%v", err)
	}
	if r.Amount <= 0 {
		return book.RefuseField("amount", "a receipt's amount must be more than 0")
	}
	for _, s := range []string{c.Number, c.Reference, c.Text} {
		if err := text.Check(s, 500); err != nil {
			return book.RefuseField("text", "%v", err)
		}
	}
	if r.Number = strings.TrimSpace(c.Number); r.Number != "" {
		if _, taken, err := ByNumber(in.View, r.Number); err != nil || taken {
			if taken {
				err = book.RefuseField("number", "there is a receipt with the number %q already", r.Number)
			}
			return err
		}
	}
	return nil
}

// shares says which parts get how much of an amount.
func shares(v *book.View, r *Receipt, mode string, marked []PartChoice, amount money.Minor, digits int) ([]Share,
	error) {
	switch mode {
	case "", "oldest":
		if len(marked) > 0 {
			return markedShares(v, r, marked, amount, digits)
		}
		return Oldest(v, r.Account, amount, 1<<30), nil
	case "marked":
		return markedShares(v, r, marked, amount, digits)
	case "none":
		return nil, nil
	}
	return nil, book.RefuseField("mode", "%q is not a way to apply a receipt (oldest, marked, none)", mode)
}

func markedShares(v *book.View, r *Receipt, marked []PartChoice, amount money.Minor, digits int) ([]Share, error) {
	var all []Share
	taken := map[Share]bool{}
	for _, c := range marked {
		b, err := bill.Must(v, strings.TrimSpace(c.Bill))
		if err != nil {
			return nil, err
		}
		if b.Account != r.Account {
			return nil, book.RefuseField("parts", "%s belongs to another customer or currency", c.name())
		}
		part := max(c.Part, 1) - 1
		if part >= len(b.Parts) {
			return nil, book.RefuseField("parts", "%s has only %s", c.name(), text.Count(len(b.Parts), "part", "parts"))
		}
		item, _, err := openitem.Get(v, b.Account, b.Parts[part].DueNow(), b.ID, uint8(part))
		if err != nil {
			return nil, err
		}
		take := min(item.Left, amount)
		if c.Amount != "" {
			if take, err = text.ParseAmount(c.Amount, digits); err != nil {
				return nil, book.RefuseField("parts", "%s: %v", c.name(), err)
			}
		}
		id := Share{Bill: b.ID, Part: uint8(part)}
		switch {
		case taken[id]:
			return nil, book.RefuseField("parts", "%s is marked twice", c.name())
		case take <= 0 || take > item.Left:
			return nil, book.RefuseField("parts", "%s has %s left: %s cannot be applied to it", c.name(),
				text.FormatAmount(item.Left, digits), text.FormatAmount(take, digits))
		case take > amount:
			return nil, book.RefuseField("parts", "the receipt has %s left: %s cannot be applied to %s",
				text.FormatAmount(amount, digits), text.FormatAmount(take, digits), c.name())
		}
		taken[id] = true
		amount -= take
		all = append(all, Share{b.ID, uint8(part), take})
	}
	return all, nil
}

// Apply makes the fact that puts shares of a receipt on due parts, dated on a
// day, but never before the receipt's or the bill's posting (RULES 2).
func Apply(in *book.In, r *Receipt, shares []Share, on civil.Date) (*Applied, error) {
	f := &Applied{Account: r.Account, Receipt: r.ID, Of: r.Kind, On: r.Date}
	for _, s := range shares {
		b, err := bill.Get(in.View, r.Account, s.Bill)
		if err != nil {
			return nil, err
		}
		f.Parts = append(f.Parts, AppliedPart{ID: in.NewID("application"), Bill: s.Bill, Part: s.Part, Amount: s.Amount,
			Date: max(on, r.Date, b.Posting, lastTakeBack(in.View, r.Account, s.Bill, s.Part))})
	}
	return f, nil
}

// lastTakeBack is the latest day on which an application to a part was taken
// back: before it that money still stood there, and another on top would have
// paid the part twice on those days (M1).
func lastTakeBack(v *book.View, acc, id uint32, part uint8) civil.Date {
	var last civil.Date
	OnBill(v, acc, id, func(a *Application) bool {
		if a.Part == part {
			last = max(last, a.Reversed)
		}
		return true
	})
	return last
}

// ApplyMore applies what is left of a receipt, dated today.
type ApplyMore struct {
	Receipt string       `json:"receipt" help:"the receipt's number"`
	Mode    string       `json:"mode,omitempty" help:"where it goes; on the oldest when left out"`
	Parts   []PartChoice `json:"parts,omitempty" help:"the marked parts, in order"`
}

// Kind is "receipt.apply".
func (ApplyMore) Kind() string { return "receipt.apply" }

// Decide says where what is left goes.
func (c ApplyMore) Decide(in *book.In) ([]book.Fact, error) {
	r, ok, err := ByNumber(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, book.RefuseField("receipt", "there is no receipt with the number %q", c.Receipt)
	}
	item, ok, err := openitem.Get(in.View, r.Account, r.Date, r.ID, 0)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, book.RefuseField("receipt", "receipt %s has nothing left to apply", r.Number)
	}
	a, err := account.Get(in.View, r.Account)
	if err != nil {
		return nil, err
	}
	all, err := shares(in.View, &r, c.Mode, c.Parts, item.Left, a.Digits)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, book.RefuseField("receipt", "there is no open bill to apply receipt %s to", r.Number)
	}
	f, err := Apply(in, &r, all, in.Today)
	return []book.Fact{f}, err
}

// Unapply takes a receipt's applications back, dated today: all of them, or
// those to one bill.
type Unapply struct {
	Receipt string `json:"receipt" help:"the receipt's number"`
	Bill    string `json:"bill,omitempty" help:"only what went on this bill"`
}

// Kind is "receipt.unapply".
func (Unapply) Kind() string { return "receipt.unapply" }

// Decide names what is taken back.
func (c Unapply) Decide(in *book.In) ([]book.Fact, error) {
	r, ok, err := ByNumber(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, book.RefuseField("receipt", "there is no receipt with the number %q", c.Receipt)
	}
	var only uint32
	if c.Bill != "" {
		b, err := bill.Must(in.View, c.Bill)
		if err != nil {
			return nil, err
		}
		only = b.ID
	}
	f := &Unapplied{Account: r.Account, Receipt: r.ID, On: r.Date}
	err = OfReceipt(in.View, r.Account, r.ID, func(a *Application) (bool, error) {
		if a.Reversed == 0 && (only == 0 || a.Bill == only) {
			f.Parts = append(f.Parts, AppliedPart{ID: a.ID, Bill: a.Bill, Part: a.Part, Amount: a.Amount,
				Date: max(in.Today, a.Date)})
		}
		return true, nil
	})
	if err == nil && len(f.Parts) == 0 {
		err = book.RefuseField("receipt", "receipt %s has nothing applied to take back", r.Number)
	}
	return []book.Fact{f}, err
}
