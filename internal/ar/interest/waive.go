package interest

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/office"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Reverse takes a note back, or its lines of one bill: what they charged is credited,
// and those days may be charged again.
type Reverse struct {
	Note   string `json:"note" help:"the note's number"`
	Bill   string `json:"bill,omitempty" help:"only its lines of this bill; the whole note when empty"`
	Reason string `json:"reason" help:"why"`
}

// Kind is "interest.reverse".
func (Reverse) Kind() string { return "interest.reverse" }

// Decide refuses lines of which something was waived, and a note settled so far that
// the credit would not fit.
func (c Reverse) Decide(in *book.In) ([]book.Fact, error) {
	b, acc, lines, err := noteOf(in, c.Note)
	if err != nil {
		return nil, err
	}
	reason, err := reasonOf(c.Reason, "say why the note is reversed")
	if err != nil {
		return nil, err
	}
	if c.Bill != "" {
		of, err := bill.Must(in.View, strings.TrimSpace(c.Bill))
		if err != nil {
			return nil, err
		}
		lines = slices.DeleteFunc(lines, func(l Charge) bool { return l.Bill != of.ID })
		if len(lines) == 0 {
			return nil, book.RefuseField("bill", "%s charged nothing for bill %s", b.Number, of.Number)
		}
	}
	var sum money.Minor
	for i := range lines {
		if lines[i].Waived(in.Today) != lines[i].Given {
			return nil, book.RefuseField("note", "some of it was waived: undo the waiver first, or waive the rest")
		}
		sum += lines[i].Amount - lines[i].Given
	}
	item, _, err := openitem.Get(in.View, b.Account, b.Parts[0].DueNow(), b.ID, 0)
	if err != nil {
		return nil, err
	}
	if sum <= 0 || item.Left < sum {
		return nil, book.RefuseField("note", "%s of %s is settled already: un-apply or undo that first, or waive "+
			"the rest",
			text.FormatAmount(b.Amount()-item.Left, acc.Digits), b.Number)
	}
	facts, err := receipt.Reduce(in, receipt.Receipt{Account: b.Account, Kind: receipt.CreditNote, Date: in.Today,
		Text: b.Number + " reversed: " + reason, Branch: b.Branch}, receipt.Share{Bill: b.ID, Amount: sum})
	return append(facts, reversed(lines, in.Today, reason)), err
}

func reasonOf(s, ask string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", book.RefuseField("reason", "%s", ask)
	}
	if err := text.Check(s, 500); err != nil {
		return "", book.RefuseField("reason", "%v", err)
	}
	return s, nil
}

// Waive gives interest up: of a note, or of what is accrued and not yet charged.
type Waive struct {
	Note   string `json:"note,omitempty" help:"the note's number; what is not yet charged when empty"`
	Bill   string `json:"bill,omitempty" help:"only the line of this bill; needed without a note"`
	Part   int    `json:"part,omitempty" help:"which due part of it, from 1; all when left out"`
	Amount string `json:"amount,omitempty" help:"how much; all of it when empty"`
	Reason string `json:"reason" help:"why"`
	// Approver is who approved a waiver above the company's limit for write-offs.
	Approver string `json:"approver,omitempty" help:"who approved it; needed above the company's write-off limit"`
}

// Kind is "interest.waive".
func (Waive) Kind() string { return "interest.waive" }

// Decide gives up at most what is there, line by line.
func (c Waive) Decide(in *book.In) ([]book.Fact, error) {
	reason, err := reasonOf(c.Reason, "say why the interest is waived")
	if err != nil {
		return nil, err
	}
	var only uint32
	if strings.TrimSpace(c.Bill) != "" {
		b, err := bill.Must(in.View, strings.TrimSpace(c.Bill))
		if err != nil {
			return nil, err
		}
		if c.Part < 0 || c.Part > len(b.Parts) {
			return nil, book.RefuseField("part", "bill %s has %s", b.Number, text.Count(len(b.Parts), "part", "parts"))
		}
		only = b.ID
		if c.Note == "" {
			return c.uncharged(in, &b, reason)
		}
	}
	if c.Note == "" {
		return nil, book.RefuseField("note", "say which note, or which bill, the interest waived is of")
	}
	return c.ofNote(in, only, reason)
}

func (c Waive) ofNote(in *book.In, only uint32, reason string) ([]book.Fact, error) {
	b, acc, lines, err := noteOf(in, c.Note)
	if err != nil {
		return nil, err
	}
	item, _, err := openitem.Get(in.View, b.Account, b.Parts[0].DueNow(), b.ID, 0)
	if err != nil {
		return nil, err
	}
	var most money.Minor
	var on []Charge
	for _, l := range lines {
		if left := l.Amount - l.Waived(in.Today); left > 0 && (only == 0 || l.Bill == only && (c.Part == 0 ||
			int(l.Part) == c.Part-1)) {
			on, most = append(on, l), most+left
		}
	}
	amount, err := c.amount(min(most, item.Left), acc.Digits, b.Number+" has")
	if err != nil {
		return nil, err
	}
	agreed, err := c.approved(in, amount, acc.Money())
	if err != nil {
		return nil, err
	}
	facts, err := receipt.Reduce(in, receipt.Receipt{Account: b.Account, Kind: receipt.Waiver, Date: in.Today,
		Text:   reason,
		Branch: b.Branch}, receipt.Share{Bill: b.ID, Amount: amount})
	if err != nil {
		return nil, err
	}
	for _, l := range on {
		if n := min(amount, l.Amount-l.Waived(in.Today)); n > 0 {
			facts = append(facts, &Waived{Account: l.Account, Bill: l.Bill, Part: l.Part, Note: l.Note,
				Waiver: Waiver{On: in.Today, Amount: n, Why: reason, By: in.Who, Agreed: agreed}})
			amount -= n
		}
	}
	return facts, nil
}

// approved is who approved a waiver above the company's limit: once more than one
// person is set up, another supervisor.
func (c Waive) approved(in *book.In, m money.Minor, cur money.Currency) (string, error) {
	set, err := company.Get(in.View)
	if err != nil || !set.MustAsk(m, cur) && strings.TrimSpace(c.Approver) == "" {
		return "", err
	}
	who, err := office.Approver(in, "approver", c.Approver, "a waiver above the company's limit")
	if err == nil && who == "" {
		if office.Working(in.View) > 1 {
			return "", book.RefuseField("approver", "%s is above the company's limit: name the supervisor who "+
				"approved it",
				text.FormatAmount(m, cur.Digits))
		}
		who = in.Who
	}
	return who, err
}

func (c Waive) amount(most money.Minor, digits int, of string) (money.Minor, error) {
	if most <= 0 {
		return 0, book.RefuseField("amount", "%s no interest left to waive", of)
	}
	if strings.TrimSpace(c.Amount) == "" {
		return most, nil
	}
	m, err := text.ParseAmount(c.Amount, digits)
	if err != nil || m <= 0 || m > most {
		return 0, book.RefuseField("amount", "%s %s of interest that can be waived: give an amount above 0 and up "+
			"to that",
			of, text.FormatAmount(most, digits))
	}
	return m, nil
}

// uncharged gives up what a bill has accrued to today, by a line with no note.
func (c Waive) uncharged(in *book.In, b *bill.Bill, reason string) ([]book.Fact, error) {
	acc, err := account.Get(in.View, b.Account)
	if err != nil {
		return nil, err
	}
	var on []Line
	var most money.Minor
	err = walk(in.View, in.Today, in.Today, []uint32{b.Account}, nil, func(_ *account.Line, lines []Line) bool {
		for _, l := range lines {
			if l.Bill == b.ID && l.Due() > 0 && (c.Part == 0 || int(l.Part) == c.Part-1) {
				on, most = append(on, l), most+l.Due()
			}
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	amount, err := c.amount(most, acc.Digits, "bill "+b.Number+" has")
	if err != nil {
		return nil, err
	}
	agreed, err := c.approved(in, amount, acc.Money())
	if err != nil {
		return nil, err
	}
	f := &Charged{}
	id := in.NewID(bill.Doc)
	for _, l := range on {
		if n := min(amount, l.Due()); n > 0 {
			f.Lines = append(f.Lines, Charge{Account: b.Account, Customer: acc.Customer, Bill: l.Bill,
				Part: l.Part, Note: id,
				Amount: n, Given: n, Upto: in.Today, On: in.Today, Why: reason, By: in.Who, Agreed: agreed})
			amount -= n
		}
	}
	return []book.Fact{f}, nil
}

// NameApprover names who approved the waiver.
func (c *Waive) NameApprover(who string) { c.Approver = who }
