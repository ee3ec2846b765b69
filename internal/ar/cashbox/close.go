package cashbox

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Start says from which day a till is kept, and what is in it at the beginning of
// that day. Cash receipts before it are none of the till's.
type Start struct {
	Till     string      `json:"till,omitempty" help:"the branch's till; the main one when left out"`
	Currency string      `json:"currency,omitempty" help:"the company's when left out"`
	Day      string      `json:"day,omitempty" help:"today when left out"`
	Piles    []PileInput `json:"piles,omitempty" help:"how many of each note and coin"`
	Amount   string      `json:"amount,omitempty" help:"what was counted as one amount"`
}

// Kind is "cash.start".
func (Start) Kind() string { return "cash.start" }

// Decide refuses a till that is kept already.
func (c Start) Decide(in *book.In) ([]book.Fact, error) {
	p, err := place(in, c.Till, c.Currency, c.Day)
	if err != nil {
		return nil, err
	}
	t, err := tillAt(in.View, p.till, p.cur)
	if err != nil {
		return nil, err
	}
	if t.From != 0 {
		return nil, book.RefuseField("till", "the till is kept since %s: count it (cash.close) instead", t.From)
	}
	tally, err := TallyOf(p.cur, c.Piles, c.Amount)
	if err != nil {
		return nil, err
	}
	f := &Closed{Count{ID: in.NewID(rowNames[countRow]), Till: p.till, Currency: p.cur.Code, Digits: p.cur.Digits,
		Day: p.day, Start: true, Tally: tally, By: in.Who}}
	return append(p.n.Facts(), f), nil
}

// Close counts a till at the end of a day; what differs from the sheet is told.
type Close struct {
	Till        string            `json:"till,omitempty" help:"the branch's till; the main one when left out"`
	Currency    string            `json:"currency,omitempty" help:"the company's when left out"`
	Day         string            `json:"day,omitempty" help:"today when left out"`
	Piles       []PileInput       `json:"piles,omitempty" help:"how many of each note and coin"`
	Amount      string            `json:"amount,omitempty" help:"what was counted as one amount"`
	Differences []DifferenceInput `json:"differences,omitempty" help:"why the cash differs from the sheet"`
}

// Kind is "cash.close".
func (Close) Kind() string { return "cash.close" }

// Decide reckons what should be there; the day must not be closed yet.
func (c Close) Decide(in *book.In) ([]book.Fact, error) {
	p, err := place(in, c.Till, c.Currency, c.Day)
	if err != nil {
		return nil, err
	}
	t, err := tillAt(in.View, p.till, p.cur)
	if err != nil {
		return nil, err
	}
	if t.From == 0 {
		return nil, book.RefuseField("till", notKept)
	}
	tally, err := TallyOf(p.cur, c.Piles, c.Amount)
	if err != nil {
		return nil, err
	}
	if len(c.Piles) == 0 && c.Amount == "" {
		return nil, book.RefuseField("amount", "count the cash; 0 when the till is empty")
	}
	f := &Closed{Count{ID: in.NewID(rowNames[countRow]), Till: p.till, Currency: p.cur.Code, Digits: p.cur.Digits,
		Day: p.day, Tally: tally, Computed: t.Balance(p.day), By: in.Who}}
	f.Count.Differences, err = explain(tally.Total-f.Count.Computed, p.cur, c.Differences)
	return append(p.n.Facts(), f), err
}

// Say says a tally in words: 3 x 500, 2 x 50, loose 1.25.
func (t *Tally) Say(digits int) string {
	var s string
	for _, p := range t.Piles {
		s += text.Number(p.N) + " × " + text.FormatAmount(p.Worth, digits) + ", "
	}
	if t.Loose != 0 && s != "" {
		s += "and " + text.FormatAmount(t.Loose, digits) + ", "
	}
	if s == "" {
		return "as one amount"
	}
	return s[:len(s)-2]
}

// ClosedOn is the count that closes a till's day as it stood at the end of a day, nil
// when there is none.
func (t *Till) ClosedOn(day, asOf civil.Date) *Count {
	for i := range t.Counts {
		if c := &t.Counts[i]; c.Day == day && !c.Start && visible(c.Day, c.Voided, asOf) {
			return c
		}
	}
	return nil
}
