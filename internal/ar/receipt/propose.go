package receipt

import (
	"sort"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Share is how much of a receipt goes on a due part.
type Share struct {
	Bill   uint32
	Part   uint8
	Amount money.Minor
}

// Oldest puts an amount on an account's open parts posted by a day, oldest due
// first; ties: bills before fees and interest, then document date, then the
// bill's id (RULES 5). What is left over stays unapplied.
func Oldest(v *book.View, acc uint32, amount money.Minor, by civil.Date) []Share {
	if amount <= 0 {
		return nil
	}
	var open []openitem.Item
	need := amount
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit != 0 || i.Posting > by {
			return true
		}
		if need <= 0 && i.Due > open[len(open)-1].Due { // those of the last day are ranked below
			return false
		}
		open = append(open, *i)
		need -= i.Left
		return true
	})
	rank := func(i *openitem.Item) int {
		if k := bill.Kind(i.Kind); k == bill.Fee || k == bill.InterestNote {
			return 1
		}
		return 0
	}
	sort.SliceStable(open, func(a, b int) bool {
		x, y := &open[a], &open[b]
		switch {
		case x.Due != y.Due:
			return x.Due < y.Due
		case rank(x) != rank(y):
			return rank(x) < rank(y)
		case x.DocDate != y.DocDate:
			return x.DocDate < y.DocDate
		}
		return x.Doc < y.Doc
	})
	var shares []Share
	for i := 0; i < len(open) && amount > 0; i++ {
		take := min(amount, open[i].Left)
		shares = append(shares, Share{open[i].Doc, open[i].Part, take})
		amount -= take
	}
	return shares
}

// PartChoice is a due part an officer marked, and how much of the receipt it
// gets; an empty amount is all that is left of the part.
type PartChoice struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Part   int    `json:"part,omitempty" help:"which part, from 1"`
	Amount string `json:"amount,omitempty" help:"how much; all that is left when empty"`
}

func (c PartChoice) name() string { return "bill " + strings.TrimSpace(c.Bill) }
