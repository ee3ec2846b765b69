package receipt

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
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
	Amount    string       `json:"amount,omitempty" help:"how much is credited; from the tender when left out"`
	Currency  string       `json:"currency,omitempty" help:"the company's when left out"`
	Number    string       `json:"number,omitempty" help:"the receipt's number; given when left out"`
	Reference string       `json:"reference,omitempty" help:"the bank's or the customer's reference"`
	Text      string       `json:"text,omitempty" help:"a remark"`
	Branch    string       `json:"branch,omitempty" help:"the branch's name; the customer's when left out"`
	Mode      string       `json:"mode,omitempty" help:"where the money goes; on the oldest when left out"`
	Parts     []PartChoice `json:"parts,omitempty" help:"the marked parts, or the rows of a remittance list, in order"`
	About     string       `json:"about,omitempty" help:"the bill a credit note is for: it comes first"`
	Recovers  string       `json:"recovers,omitempty" help:"the written-off bill this pays after all"`
	SetOff    *OurDebt     `json:"set_off,omitempty" help:"of a set-off: what we owe the customer"`
	Tender    *Handed      `json:"tender,omitempty" help:"what was handed over in another currency"`
}

// OurDebt is what a set-off needs.
type OurDebt struct {
	Bill   string `json:"bill" help:"the number of the customer's bill to us"`
	Signed string `json:"signed" help:"when the set-off was agreed in writing"`
}

// Handed is what was handed over in another currency, and the rate agreed.
type Handed struct {
	Amount   string `json:"amount" help:"what was handed over"`
	Currency string `json:"currency" help:"in which currency"`
	Rate     string `json:"rate" help:"of the account's currency for one of it"`
	Source   string `json:"source" help:"where the rate is from"`
	Agreed   string `json:"agreed" help:"who agreed to it"`
}

// Kind is "receipt.record".
func (Record) Kind() string { return "receipt.record" }

// Decide checks the receipt and says where its money goes.
func (c Record) Decide(in *book.In) ([]book.Fact, error) {
	party, facts, err := account.Opening(in, c.Customer, c.Currency)
	if err != nil {
		return nil, err
	}
	set, cur := &party.Company, party.Currency
	r := Receipt{Account: party.Account.ID, Reference: c.Reference, Text: c.Text, By: in.Who}
	if err := c.fill(in, &r, cur, set); err != nil {
		return nil, err
	}
	n := directory.NewNamer(in)
	p, err := customer.ProfileOf(in.View, party.Customer.ID)
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
	if c.Recovers != "" {
		return c.recovery(in, append(facts, n.Facts()...), &r, cur.Digits)
	}
	place := placing{v: in.View, r: &r, amount: r.Amount, digits: cur.Digits}
	shares, err := place.shares(c.Mode, c.Parts, r.About)
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

func (c Record) fill(in *book.In, r *Receipt, cur money.Currency, set *company.Settings) (err error) {
	if r.Kind, err = ParseKind(c.Type); err != nil {
		return book.RefuseField("kind", "%v", err)
	}
	if r.Kind == MovedIn || r.Kind == Retention || r.Kind == Waiver {
		return book.RefuseField("kind", "a receipt of the kind %s comes with what it belongs to (receipt.move, "+
			"receipt.settle, interest.waive)", r.Kind)
	}
	if r.Date, err = bill.Day("date", c.Date, in.Today, in.Today); err != nil {
		return err
	}
	if r.Date > in.Today {
		return book.RefuseField("date", "%s lies ahead: a receipt is posted when the money is there (a cheque "+
			"dated ahead is kept as a cheque)", r.Date)
	}
	if err := c.fillAmount(in, r, cur, set); err != nil {
		return err
	}
	if r.Kind == WriteOff && set.MustAsk(r.Amount, cur) {
		return book.RefuseField("amount", "a write-off above %s is asked for (writeoff.ask) and approved",
			text.FormatAmount(set.WriteOffLimit, set.Digits))
	}
	for _, s := range []string{c.Number, c.Reference, c.Text} {
		if err := text.Check(s, 500); err != nil {
			return book.RefuseField("text", "%v", err)
		}
	}
	if err := c.tied(in, r); err != nil {
		return err
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

// fillAmount reads what is credited, and what was tendered for it in another currency.
func (c Record) fillAmount(in *book.In, r *Receipt, cur money.Currency, set *company.Settings) (err error) {
	if c.Tender != nil {
		if err := c.Tender.fill(r, cur, set); err != nil {
			return err
		}
	}
	if c.Amount != "" || c.Tender == nil {
		m, err := text.ParseAmount(c.Amount, cur.Digits)
		if err != nil {
			return book.RefuseField("amount", "%v", err)
		}
		if c.Tender != nil && m != r.Amount {
			return book.RefuseField("amount", "%s at %s is %s %s, not %s", c.Tender.Amount, c.Tender.Rate,
				text.FormatAmount(r.Amount, cur.Digits), cur.Code, text.FormatAmount(m, cur.Digits))
		}
		r.Amount = m
	}
	if r.Amount <= 0 {
		return book.RefuseField("amount", "a receipt's amount must be more than 0")
	}
	return nil
}

func (h *Handed) fill(r *Receipt, cur money.Currency, set *company.Settings) error {
	t := Tender{Source: strings.TrimSpace(h.Source), Agreed: strings.TrimSpace(h.Agreed)}
	from, err := set.Of(h.Currency)
	if err != nil {
		return err
	}
	if from == cur || h.Currency == "" {
		return book.RefuseField("tender", "a tender is in another currency than the account's %s", cur.Code)
	}
	t.Currency, t.Digits = from.Code, from.Digits
	if t.Amount, err = text.ParseAmount(h.Amount, from.Digits); err != nil || t.Amount <= 0 {
		return book.RefuseField("tender", "say how much %s was handed over, more than 0", from.Code)
	}
	if t.Rate, err = money.ParseRate(h.Rate); err != nil || t.Rate.IsZero() || t.Rate.Decimal().IsNegative() {
		return book.RefuseField("tender", "a receipt in %s needs the agreed rate: how much %s for one %s, such as 3.75",
			from.Code, cur.Code, from.Code)
	}
	if t.Source == "" || t.Agreed == "" {
		return book.RefuseField("tender", "say where the rate %s is from, and who agreed to it", h.Rate)
	}
	for _, s := range []string{t.Source, t.Agreed} {
		if err := text.Check(s, 200); err != nil {
			return book.RefuseField("tender", "%v", err)
		}
	}
	if r.Amount, err = t.Credited(cur.Digits); err != nil {
		return book.RefuseField("tender", "%v", err)
	}
	r.Tender = &t
	return nil
}

// tied reads what a credit note is about and what a set-off is against.
func (c Record) tied(in *book.In, r *Receipt) error {
	if c.About != "" {
		b, err := bill.Must(in.View, strings.TrimSpace(c.About))
		if err != nil {
			return book.RefuseField("about", "%v", err)
		}
		if b.Account != r.Account {
			return book.RefuseField("about", "bill %s belongs to another customer or currency", b.Number)
		}
		r.About = b.ID
	}
	if (r.Kind == SetOff) != (c.SetOff != nil) {
		if r.Kind != SetOff {
			return book.RefuseField("set_off", "only a receipt of the kind set-off names a bill we owe")
		}
		return book.RefuseField("set_off", "a set-off needs the number of the customer's bill to us, and the day "+
			"it was agreed in writing")
	}
	if c.SetOff == nil {
		return nil
	}
	number := strings.TrimSpace(c.SetOff.Bill)
	signed, err := bill.Day("set_off", c.SetOff.Signed, 0, in.Today)
	if err != nil {
		return err
	}
	if err := text.Check(number, 120); err != nil || number == "" || signed == 0 || signed > r.Date {
		return book.RefuseField("set_off", "a set-off needs the number of the customer's bill to us, and the day "+
			"it was agreed in writing, not after the set-off")
	}
	r.SetOff = &SetOffWith{Bill: number, Signed: signed}
	return nil
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
