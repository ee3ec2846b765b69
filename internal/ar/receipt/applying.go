package receipt

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/office"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

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
	r, err := Must(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	if err := office.OwnToday(in, r.Seq, "receipt "+r.Number, "applies"); err != nil {
		return nil, err
	}
	return c.Put(in)
}

// Put decides the application as part of another posting of who acts, whoever recorded the
// receipt.
func (c ApplyMore) Put(in *book.In) ([]book.Fact, error) {
	l, err := withLeft(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	r := l.receipt
	p := placing{v: in.View, r: &r, amount: l.left, digits: l.account.Digits}
	all, err := p.shares(c.Mode, c.Parts, 0)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, book.RefuseField("receipt", "there is no open bill to apply receipt %s to", r.Number)
	}
	f, err := Apply(in, &r, all, in.Today)
	return []book.Fact{f}, err
}

// Must reads a live receipt by number, or refuses on the field "receipt".
func Must(v *book.View, number string) (Receipt, error) {
	r, ok, err := ByNumber(v, strings.TrimSpace(number))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "receipt", Text: "there is no receipt with the number \"" +
			strings.TrimSpace(number) + "\""}
	}
	return r, err
}

// leftover is a receipt with something left, and its account.
type leftover struct {
	receipt Receipt
	account account.Account
	left    money.Minor
}

// withLeft reads a receipt and refuses when nothing is left of it.
func withLeft(v *book.View, number string) (l leftover, err error) {
	if l.receipt, err = Must(v, number); err != nil {
		return l, err
	}
	item, ok, err := openitem.Get(v, l.receipt.Account, l.receipt.Date, l.receipt.ID, 0)
	if err != nil {
		return l, err
	}
	if !ok {
		return l, book.RefuseField("receipt", "receipt %s has nothing left to apply", l.receipt.Number)
	}
	l.left = item.Left
	l.account, err = account.Get(v, l.receipt.Account)
	return l, err
}

// take reads how much of what is left is meant: all of it when nothing was typed.
func (l *leftover) take(amount string) (money.Minor, error) {
	if strings.TrimSpace(amount) == "" {
		return l.left, nil
	}
	m, err := text.ParseAmount(amount, l.account.Digits)
	if err != nil {
		return 0, book.RefuseField("amount", "%v", err)
	}
	if m <= 0 || m > l.left {
		return 0, book.RefuseField("amount", "receipt %s has %s left: give an amount above 0 and up to that",
			l.receipt.Number, text.FormatAmount(l.left, l.account.Digits))
	}
	return m, nil
}

// on puts part of what is left on a bill made in the same entry.
func (l *leftover) on(in *book.In, b *bill.Issued, amount money.Minor) *Applied {
	return onNew(in, &l.receipt, b, amount)
}

func onNew(in *book.In, r *Receipt, b *bill.Issued, amount money.Minor) *Applied {
	return &Applied{Account: r.Account, Receipt: r.ID, Of: r.Kind, On: r.Date, Parts: []AppliedPart{{
		ID: in.NewID("application"), Bill: b.Bill.ID, Amount: amount, Date: max(b.Bill.Posting, r.Date)}}}
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
	r, err := Must(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	if r.Kind == Waiver {
		return nil, book.RefuseField("receipt", "receipt %s gives interest up: undo that entry instead", r.Number)
	}
	var only uint32
	kept := false
	if c.Bill != "" {
		b, err := bill.Must(in.View, c.Bill)
		if err != nil {
			return nil, err
		}
		only = b.ID
	}
	f := &Unapplied{Account: r.Account, Receipt: r.ID, On: r.Date}
	err = OfReceipt(in.View, r.Account, r.ID, func(a *Application) (bool, error) {
		h, err := bill.Get(in.View, a.Account, a.Bill)
		if err != nil || h.Kind.Answers() { // a refund and the like are taken back by undoing them
			kept = kept || h.Kind.Answers() && a.Reversed == 0
			return true, err
		}
		if a.Reversed == 0 && (only == 0 || a.Bill == only) {
			f.Parts = append(f.Parts, AppliedPart{ID: a.ID, Bill: a.Bill, Part: a.Part, Amount: a.Amount,
				Date: max(in.Today, a.Date)})
		}
		return true, nil
	})
	switch {
	case err != nil || len(f.Parts) > 0:
	case kept:
		err = book.RefuseField("receipt", "what was applied of receipt %s was refunded, moved, kept or a recovery: "+
			"undo that entry instead", r.Number)
	default:
		err = book.RefuseField("receipt", "receipt %s has nothing applied to take back", r.Number)
	}
	return []book.Fact{f}, err
}
