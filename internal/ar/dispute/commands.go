package dispute

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// OpenOf is what is open of a bill now, or of one part of it, counted from 1.
func OpenOf(v *book.View, b *bill.Bill, part int) (money.Minor, error) {
	var sum money.Minor
	for i := range b.Parts {
		if part != 0 && part != i+1 {
			continue
		}
		item, _, err := openitem.Get(v, b.Account, b.Parts[i].DueNow(), b.ID, uint8(i))
		if err != nil {
			return 0, err
		}
		sum += item.Left
	}
	return sum, nil
}

// target is a bill someone contests or holds, checked.
type target struct {
	bill     bill.Bill
	customer uint32
	digits   int
	open     money.Minor
	amount   money.Minor
	reason   string
}

func contest(v *book.View, number string, part int, amount, reason string) (t target, err error) {
	if t.bill, err = bill.Must(v, strings.TrimSpace(number)); err != nil {
		return t, err
	}
	a, err := account.Get(v, t.bill.Account)
	if err != nil {
		return t, err
	}
	t.customer, t.digits = a.Customer, a.Digits
	if part < 0 || part > len(t.bill.Parts) {
		return t, book.RefuseField("part", "bill %s has %s", t.bill.Number, text.Count(len(t.bill.Parts), "part",
			"parts"))
	}
	if t.open, err = OpenOf(v, &t.bill, part); err != nil {
		return t, err
	}
	if t.open == 0 {
		return t, book.RefuseField("bill", "bill %s has nothing open", t.bill.Number)
	}
	t.amount = t.open
	if strings.TrimSpace(amount) != "" {
		if t.amount, err = text.ParseAmount(amount, t.digits); err != nil {
			return t, book.RefuseField("amount", "%v", err)
		}
	}
	if t.amount <= 0 || t.amount > t.open {
		return t, book.RefuseField("amount", "bill %s has %s open: give an amount above 0 and up to that",
			t.bill.Number,
			text.FormatAmount(t.open, t.digits))
	}
	t.reason = strings.TrimSpace(reason)
	if t.reason == "" {
		return t, book.RefuseField("reason", "say why bill %s is not to be paid now", t.bill.Number)
	}
	if err := text.Check(t.reason, 500); err != nil {
		return t, book.RefuseField("reason", "%v", err)
	}
	return t, nil
}

// Open contests a bill, or a part of it.
type Open struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Part   int    `json:"part,omitempty" help:"which due part, from 1; the whole bill when left out"`
	Amount string `json:"amount,omitempty" help:"how much is disputed; all that is open when empty"`
	Reason string `json:"reason" help:"what the customer contests"`
}

// Kind is "dispute.open".
func (Open) Kind() string { return "dispute.open" }

// Decide checks the amount: with what is disputed already it is at most what is
// open (SAFETY D1).
func (c Open) Decide(in *book.In) ([]book.Fact, error) {
	t, err := contest(in.View, c.Bill, c.Part, c.Amount, c.Reason)
	if err != nil {
		return nil, err
	}
	whole, err := OpenOf(in.View, &t.bill, 0)
	if err != nil {
		return nil, err
	}
	all, ofPart, err := already(in, &t.bill, uint8(c.Part))
	if err != nil {
		return nil, err
	}
	free := min(t.open-ofPart, whole-all)
	if strings.TrimSpace(c.Amount) == "" {
		t.amount = min(t.amount, free)
	}
	if free <= 0 {
		return nil, book.RefuseField("bill", "all that is open of bill %s is disputed already", t.bill.Number)
	}
	if t.amount > free {
		return nil, book.RefuseField("amount", "only %s of bill %s is open and not disputed yet",
			text.FormatAmount(free, t.digits),
			t.bill.Number)
	}
	return []book.Fact{&Opened{Dispute{ID: in.NewID("dispute"), Account: t.bill.Account, Customer: t.customer,
		Bill: t.bill.ID,
		Part: uint8(c.Part), Amount: t.amount, Reason: t.reason, Opened: in.Today, By: in.Who}}}, nil
}

// already is what live disputes hold of a bill: in all, and of one part by name.
func already(in *book.In, b *bill.Bill, part uint8) (all, ofPart money.Minor, err error) {
	err = OfAccount(in.View, b.Account, func(d *Dispute) (bool, error) {
		if d.Bill == b.ID && d.Live(in.Today) {
			all += d.Amount
			if part > 0 && d.Part == part {
				ofPart += d.Amount
			}
		}
		return true, nil
	})
	return all, ofPart, err
}

// Close ends a dispute. On a bill that only its file flags as disputed it ends
// the flag.
type Close struct {
	Bill    string `json:"bill" help:"the bill's number"`
	ID      uint32 `json:"id,omitempty" help:"which dispute, when the bill has several"`
	Outcome string `json:"outcome" help:"upheld: the customer was right"`
	Note    string `json:"note,omitempty" help:"why it ends so"`
}

// Kind is "dispute.close".
func (Close) Kind() string { return "dispute.close" }

// Decide finds the dispute and closes it today.
func (c Close) Decide(in *book.In) ([]book.Fact, error) {
	b, err := bill.Must(in.View, strings.TrimSpace(c.Bill))
	if err != nil {
		return nil, err
	}
	end := End{On: in.Today, By: in.Who, Note: strings.TrimSpace(c.Note)}
	for i, name := range outcomeNames {
		if i > 0 && name == c.Outcome {
			end.Outcome = Outcome(i)
		}
	}
	if end.Outcome == 0 {
		return nil, book.RefuseField("outcome", "%q is not an outcome (upheld, rejected, partly)", c.Outcome)
	}
	if err := text.Check(end.Note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	var open []Dispute
	cleared := false
	err = OfAccount(in.View, b.Account, func(d *Dispute) (bool, error) {
		if d.Bill == b.ID && d.Live(in.Today) && (c.ID == 0 || d.ID == c.ID) {
			open = append(open, *d)
		}
		_, closed := d.Closed(in.Today)
		cleared = cleared || closed && d.Bill == b.ID
		return true, nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(open) > 1:
		return nil, book.RefuseField("id", "bill %s has %d open disputes: say which by its id", b.Number, len(open))
	case len(open) == 1:
		return []book.Fact{&Closed{Account: b.Account, ID: open[0].ID, Customer: open[0].Customer, Bill: b.ID,
			End: end}}, nil
	case !b.Disputed || cleared || c.ID != 0:
		return nil, book.RefuseField("bill", "bill %s has no open dispute of that kind", b.Number)
	}
	return closeFlag(in, &b, end)
}

// closeFlag makes the file's flag a dispute of the bill's whole, and closes it.
func closeFlag(in *book.In, b *bill.Bill, end End) ([]book.Fact, error) {
	a, err := account.Get(in.View, b.Account)
	if err != nil {
		return nil, err
	}
	d := Dispute{ID: in.NewID("dispute"), Account: b.Account, Customer: a.Customer, Bill: b.ID, Amount: b.Amount(),
		Reason: "flagged by the file", Opened: min(b.Posting, in.Today), By: in.Who, Flagged: true}
	return []book.Fact{&Opened{d}, &Closed{Account: b.Account, ID: d.ID, Customer: a.Customer, Bill: b.ID,
		End: end}}, nil
}
