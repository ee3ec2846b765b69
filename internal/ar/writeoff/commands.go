package writeoff

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/office"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/text"
)

// Ask asks to write a bill off, or part of it.
type Ask struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Part   int    `json:"part,omitempty" help:"which due part, from 1; the whole bill when left out"`
	Amount string `json:"amount,omitempty" help:"how much; all that is open when empty"`
	Reason string `json:"reason" help:"why it will not be paid"`
}

// Kind is "writeoff.ask".
func (Ask) Kind() string { return "writeoff.ask" }

// Decide checks the amount and that no other request on the bill waits.
func (c Ask) Decide(in *book.In) ([]book.Fact, error) {
	b, err := bill.Must(in.View, strings.TrimSpace(c.Bill))
	if err != nil {
		return nil, err
	}
	a, err := account.Get(in.View, b.Account)
	if err != nil {
		return nil, err
	}
	if c.Part < 0 || c.Part > len(b.Parts) {
		return nil, book.RefuseField("part", "bill %s has %s", b.Number, text.Count(len(b.Parts), "part", "parts"))
	}
	r := Request{Account: b.Account, Customer: a.Customer, Bill: b.ID, Part: uint8(c.Part), Asked: in.Today, By: in.Who,
		Reason: strings.TrimSpace(c.Reason)}
	if r.Amount, err = dispute.OpenOf(in.View, &b, c.Part); err != nil {
		return nil, err
	}
	open := r.Amount
	if strings.TrimSpace(c.Amount) != "" {
		if r.Amount, err = text.ParseAmount(c.Amount, a.Digits); err != nil {
			return nil, book.RefuseField("amount", "%v", err)
		}
	}
	switch {
	case open == 0:
		return nil, book.RefuseField("bill", "bill %s has nothing open", b.Number)
	case r.Amount <= 0 || r.Amount > open:
		return nil, book.RefuseField("amount", "bill %s has %s open: give an amount above 0 and up to that", b.Number,
			text.FormatAmount(open, a.Digits))
	case r.Reason == "":
		return nil, book.RefuseField("reason", "say why bill %s will not be paid", b.Number)
	}
	if err := text.Check(r.Reason, 500); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	err = OfBill(in.View, b.Account, b.ID, func(old *Request) (bool, error) {
		if old.Waits(in.Today) && (old.Part == r.Part || old.Part == 0 || r.Part == 0) {
			return false, book.RefuseField("bill", "a request to write off bill %s waits already (request %d of %s)",
				b.Number, old.ID, old.Asked)
		}
		return true, nil
	})
	r.ID = in.NewID("write-off request")
	return []book.Fact{&Asked{r}}, err
}

// Approve approves a request: what is still open of it is written off today.
type Approve struct {
	ID   uint32 `json:"id" help:"the request's number"`
	Note string `json:"note,omitempty" help:"a remark"`
}

// Kind is "writeoff.approve".
func (Approve) Kind() string { return "writeoff.approve" }

// Decide writes off at most what was asked for.
func (c Approve) Decide(in *book.In) ([]book.Fact, error) {
	r, x, err := decide(in, c.ID, c.Note, true)
	if err != nil {
		return nil, err
	}
	b, err := bill.Get(in.View, r.Account, r.Bill)
	if err != nil {
		return nil, err
	}
	facts := []book.Fact{nil}
	left := r.Amount
	for i := range b.Parts {
		if r.Part != 0 && int(r.Part) != i+1 {
			continue
		}
		open, err := dispute.OpenOf(in.View, &b, i+1)
		if err != nil {
			return nil, err
		}
		n := min(open, left)
		if n == 0 {
			continue
		}
		more, err := receipt.Reduce(in, receipt.Receipt{Account: r.Account, Kind: receipt.WriteOff, Date: in.Today,
			Text: r.Reason, Branch: b.Branch}, receipt.Share{Bill: b.ID, Part: uint8(i), Amount: n})
		if err != nil {
			return nil, err
		}
		facts, left, x.Amount = append(facts, more...), left-n, x.Amount+n
	}
	if x.Amount == 0 {
		return nil, book.RefuseField("id", "bill %s has nothing open any more: reject request %d", b.Number, r.ID)
	}
	facts[0] = &Decided{ID: r.ID, Decision: x}
	return facts, nil
}

// Reject rejects a request.
type Reject struct {
	ID   uint32 `json:"id" help:"the request's number"`
	Note string `json:"note" help:"why not"`
}

// Kind is "writeoff.reject".
func (Reject) Kind() string { return "writeoff.reject" }

// Decide wants a reason.
func (c Reject) Decide(in *book.In) ([]book.Fact, error) {
	if strings.TrimSpace(c.Note) == "" {
		return nil, book.RefuseField("note", "say why the write-off is rejected")
	}
	r, x, err := decide(in, c.ID, c.Note, false)
	return []book.Fact{&Decided{ID: r.ID, Decision: x}}, err
}

func decide(in *book.In, id uint32, note string, approved bool) (r Request, x Decision, err error) {
	if r, err = Get(in.View, id); err != nil {
		return r, x, err
	}
	if !r.Waits(in.Today) {
		return r, x, book.RefuseField("id", "write-off request %d does not wait for a decision", id)
	}
	self, err := office.Apart(in, r.By, "write-off")
	if err != nil && approved {
		return r, x, err
	}
	x = Decision{Approved: approved, By: in.Who, Self: self, On: in.Today, Note: strings.TrimSpace(note)}
	if err := text.Check(x.Note, 500); err != nil {
		return r, x, book.RefuseField("note", "%v", err)
	}
	return r, x, nil
}
