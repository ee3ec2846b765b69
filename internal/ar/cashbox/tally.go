package cashbox

import (
	"strings"

	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// pieces are the notes and coins of a currency, the largest first.
var pieces = map[string]string{
	"SAR": "500 200 100 50 20 10 5 2 1 0.50 0.25 0.10",
	"AED": "1000 500 200 100 50 20 10 5 1 0.50 0.25",
	"EGP": "200 100 50 20 10 5 1 0.50 0.25",
	"KWD": "20 10 5 1 0.500 0.250 0.100 0.050 0.020 0.010 0.005",
	"BHD": "20 10 5 1 0.500 0.100 0.050 0.025 0.010 0.005",
	"OMR": "50 20 10 5 1 0.500 0.100 0.050 0.025 0.010 0.005",
	"QAR": "500 200 100 50 10 5 1 0.50 0.25",
	"JOD": "50 20 10 5 1 0.500 0.250 0.100 0.050",
	"USD": "100 50 20 10 5 2 1 0.25 0.10 0.05 0.01",
	"EUR": "500 200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01",
	"GBP": "50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01",
}

// Pieces are the notes and coins of a currency, the largest first; nil for a
// currency that is counted as one amount.
func Pieces(c money.Currency) []string { return strings.Fields(pieces[c.Code]) }

// Pile is how many of one note or coin were counted. Worth is one of them.
type Pile struct {
	_     struct{} `cbor:",toarray"`
	Worth money.Minor
	N     int
}

// Tally is cash that was counted: its piles, and what was counted as one amount.
type Tally struct {
	Piles []Pile      `cbor:"1,keyasint,omitempty"`
	Loose money.Minor `cbor:"2,keyasint,omitempty"`
	Total money.Minor `cbor:"3,keyasint"`
}

// PileInput is one pile as a command takes it.
type PileInput struct {
	Piece string `json:"piece" help:"the note or coin, such as 500 or 0.25"`
	Count int    `json:"count" help:"how many of them"`
}

// TallyOf adds piles up; loose is what was counted as one amount beside them. Every
// piece must be one of the currency, where its pieces are known.
func TallyOf(cur money.Currency, piles []PileInput, loose string) (Tally, error) {
	var t Tally
	known := map[money.Minor]bool{}
	for _, p := range Pieces(cur) {
		if m, err := text.ParseAmount(p, cur.Digits); err == nil {
			known[m] = true
		}
	}
	if len(piles) > 100 {
		return t, book.RefuseField("piles", "a count has at most 100 piles")
	}
	seen := map[money.Minor]bool{}
	for _, p := range piles {
		worth, err := text.ParseAmount(p.Piece, cur.Digits)
		switch {
		case err != nil:
			return t, book.RefuseField("piles", "%v", err)
		case len(known) > 0 && !known[worth]:
			return t, book.RefuseField("piles", "%s is no note or coin of %s (%s)", p.Piece, cur.Code,
				strings.Join(Pieces(cur), ", "))
		case worth <= 0 || p.Count < 0 || p.Count > 1_000_000:
			return t, book.RefuseField("piles", "%d of %s cannot be counted: give 0 to 1,000,000", p.Count, p.Piece)
		case seen[worth]:
			return t, book.RefuseField("piles", "%s is counted twice", p.Piece)
		}
		seen[worth] = true
		if p.Count == 0 {
			continue
		}
		t.Piles = append(t.Piles, Pile{Worth: worth, N: p.Count})
		if t.Total, err = money.Add(t.Total, worth*money.Minor(p.Count)); err != nil {
			return t, book.RefuseField("piles", "%v", err)
		}
	}
	if strings.TrimSpace(loose) != "" {
		var err error
		if t.Loose, err = text.ParseAmount(loose, cur.Digits); err != nil || t.Loose < 0 {
			return t, book.RefuseField("amount", "%q is no amount of cash", loose)
		}
		if t.Total, err = money.Add(t.Total, t.Loose); err != nil {
			return t, book.RefuseField("amount", "%v", err)
		}
	}
	return t, nil
}

// Reason is why counted cash differs from what should be there.
type Reason uint8

// The reasons. Short and Expense take cash away, Over adds to it; Owed is change
// that a customer is still to get; Other is told in the note.
const (
	Short Reason = iota + 1
	Over
	Owed
	Expense
	Other
)

var reasonNames = []string{"", "short", "over", "change owed", "expense with paper", "other"}

// Reasons lists the reasons in words.
func Reasons() []string { return reasonNames[1:] }

// String is the reason in words.
func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return "reason unknown"
}

// Difference is one line of why counted cash differs: below zero, cash was missing.
type Difference struct {
	Reason Reason      `cbor:"1,keyasint"`
	Amount money.Minor `cbor:"2,keyasint"`
	Note   string      `cbor:"3,keyasint,omitempty"`
}

// DifferenceInput is one line as a command takes it.
type DifferenceInput struct {
	Reason string `json:"reason" help:"short, over, change owed, expense with paper, other"`
	Amount string `json:"amount,omitempty" help:"how much, without a sign; all of the difference when left out"`
	Note   string `json:"note,omitempty" help:"the paper's number, or what happened"`
}

// explain makes the lines of a difference, which must sum to it.
func explain(diff money.Minor, cur money.Currency, in []DifferenceInput) ([]Difference, error) {
	say := func(m money.Minor) string { return text.FormatAmount(max(m, -m), cur.Digits) + " " + cur.Code }
	what := "over"
	if diff < 0 {
		what = "short"
	}
	if diff != 0 && len(in) == 0 {
		return nil, book.RefuseField("differences", "the cash is %s %s: say why (short, over, change owed, "+
			"expense with paper, other)", say(diff), what)
	}
	var all []Difference
	left := diff
	for _, x := range in {
		d, err := x.read(diff, left, cur)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
		left -= d.Amount
	}
	if left != 0 {
		return nil, book.RefuseField("differences", "the cash is %s %s, and the reasons leave %s of it", say(diff),
			what, say(left))
	}
	return all, nil
}

func (x DifferenceInput) read(diff, left money.Minor, cur money.Currency) (d Difference, err error) {
	for i, n := range reasonNames {
		if i > 0 && n == x.Reason {
			d.Reason = Reason(i)
		}
	}
	d.Note = strings.TrimSpace(x.Note)
	if err := text.Check(d.Note, 300); err != nil {
		return d, book.RefuseField("note", "%v", err)
	}
	d.Amount = left
	if strings.TrimSpace(x.Amount) != "" {
		if d.Amount, err = text.ParseAmount(x.Amount, cur.Digits); err != nil {
			return d, book.RefuseField("differences", "%v", err)
		}
		if d.Amount > 0 && (d.Reason == Short || d.Reason == Expense || d.Reason == Other && diff < 0) {
			d.Amount = -d.Amount
		}
	}
	switch {
	case d.Reason == 0:
		return d, book.RefuseField("reason", "%q is no reason of a difference (short, over, change owed, expense "+
			"with paper, other)", x.Reason)
	case d.Amount == 0:
		return d, book.RefuseField("differences", "there is nothing left to be called %s", d.Reason)
	case d.Amount > 0 && (d.Reason == Short || d.Reason == Expense):
		return d, book.RefuseField("reason", "the cash is over: it cannot be %s", d.Reason)
	case d.Amount < 0 && (d.Reason == Over || d.Reason == Owed):
		return d, book.RefuseField("reason", "the cash is short: it cannot be %s", d.Reason)
	case d.Note == "" && (d.Reason == Expense || d.Reason == Other || d.Reason == Owed):
		return d, book.RefuseField("note", "%s needs a note: the paper's number, or what happened", d.Reason)
	}
	return d, nil
}
