package receipt

import (
	"cmp"
	"slices"
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

// Mode is a way to put a receipt on what is open (RULES 5).
type Mode string

// The modes.
const (
	ByDue        Mode = "oldest"       // oldest due first
	ByDocument   Mode = "document"     // by document date
	Marked       Mode = "marked"       // what the officer marks
	Proportional Mode = "proportional" // on all, each its share
	ByKind       Mode = "kind"         // fees, then interest, then bills, each by date
	ByList       Mode = "list"         // a remittance list: bill numbers and amounts
	Nowhere      Mode = "none"         // all of it stays unapplied
)

// Spread puts an amount on open parts by a mode; item i gets the i-th figure. number
// gives a bill's number and is asked for only where all else is the same. Marked and
// ByList are nobody's rule: they get nothing here.
func Spread(open []openitem.Item, mode Mode, amount money.Minor, number func(i *openitem.Item) string) []money.Minor {
	shares, _ := spread(open, mode, amount, number)
	return shares
}

func spread(open []openitem.Item, mode Mode, amount money.Minor,
	number func(i *openitem.Item) string) (shares []money.Minor, order []int) {
	shares = make([]money.Minor, len(open))
	if amount <= 0 || mode == Marked || mode == ByList || mode == Nowhere {
		return shares, nil
	}
	order = ranked(open, mode, number)
	if mode == Proportional {
		var total money.Minor
		weights := make([]money.Minor, len(order))
		for i, at := range order {
			weights[i] = open[at].Left
			total += weights[i]
		}
		if amount < total {
			for i, n := range money.Split(amount, weights) {
				shares[order[i]] = n
			}
			return shares, order
		}
	}
	for _, at := range order {
		shares[at] = min(amount, open[at].Left)
		if amount -= shares[at]; amount <= 0 {
			break
		}
	}
	return shares, order
}

// class ranks kinds: fees, interest, all other bills.
func class(i *openitem.Item) int {
	switch bill.Kind(i.Kind) {
	case bill.Fee:
		return 0
	case bill.InterestNote:
		return 1
	}
	return 2
}

// later is 1 for fees and interest, which come after bills among equals.
func later(i *openitem.Item) int {
	if class(i) < 2 {
		return 1
	}
	return 0
}

// ranked is the order of a mode. Ties: bills before fees and interest, document
// date, number (RULES 5).
func ranked(open []openitem.Item, mode Mode, number func(i *openitem.Item) string) []int {
	compare := func(x, y *openitem.Item) int {
		switch mode {
		case ByDocument:
			return cmp.Or(cmp.Compare(x.DocDate, y.DocDate), later(x)-later(y), cmp.Compare(x.Due, y.Due))
		case ByKind:
			return cmp.Or(class(x)-class(y), cmp.Compare(x.Due, y.Due), cmp.Compare(x.DocDate, y.DocDate))
		}
		return cmp.Or(cmp.Compare(x.Due, y.Due), later(x)-later(y), cmp.Compare(x.DocDate, y.DocDate))
	}
	order := make([]int, len(open))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(&open[a], &open[b]) })
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && compare(&open[order[from]], &open[order[to]]) == 0 {
			to++
		}
		if to-from > 1 {
			byNumber(open, order[from:to], number)
		}
		from = to
	}
	return order
}

// byNumber orders what is equal in all else by the bill's number, then the part.
func byNumber(open []openitem.Item, order []int, number func(i *openitem.Item) string) {
	type name struct {
		at     int
		number string
	}
	names := make([]name, len(order))
	for i, at := range order {
		names[i] = name{at, number(&open[at])}
	}
	slices.SortStableFunc(names, func(a, b name) int {
		return cmp.Or(Natural(a.number, b.number), cmp.Compare(open[a.at].Doc, open[b.at].Doc),
			cmp.Compare(open[a.at].Part, open[b.at].Part))
	})
	for i := range names {
		order[i] = names[i].at
	}
}

// Natural compares two numbers of documents as people count: INV-9 before INV-10.
func Natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == 0 || y == 0 {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
		if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
			return c
		}
		a, b = a[x:], b[y:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// Numbers reads the numbers of bills for Spread.
func Numbers(v *book.View) func(i *openitem.Item) string {
	return func(i *openitem.Item) string {
		s, _ := bill.NumberOf(v, i.Account, i.Doc) // a missing row is verify's business
		return s
	}
}

// Propose puts an amount on an account's open parts by a mode, leaving out those
// in without.
func Propose(v *book.View, acc uint32, mode Mode, amount money.Minor, without map[Share]bool) []Share {
	if mode == ByDue && len(without) == 0 {
		return Oldest(v, acc, amount, 1<<30)
	}
	var open []openitem.Item
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit == 0 && !without[Share{Bill: i.Doc, Part: i.Part}] {
			open = append(open, *i)
		}
		return true
	})
	return sharesOf(v, open, mode, amount)
}

func sharesOf(v *book.View, open []openitem.Item, mode Mode, amount money.Minor) []Share {
	amounts, order := spread(open, mode, amount, Numbers(v))
	var shares []Share
	for _, at := range order {
		if amounts[at] > 0 {
			shares = append(shares, Share{open[at].Doc, open[at].Part, amounts[at]})
		}
	}
	return shares
}

// Oldest puts an amount on an account's open parts posted by a day, oldest due
// first, reading no further than the money goes. What is left over stays unapplied.
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
	return sharesOf(v, open, ByDue, amount)
}
