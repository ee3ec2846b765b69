package receipt

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// PartChoice is a due part an officer marked, or a row of a remittance list, and
// how much of the receipt it gets; an empty amount is all that is left.
type PartChoice struct {
	Bill   string `json:"bill" help:"the bill's number"`
	Part   int    `json:"part,omitempty" help:"which part, from 1; of a list: its parts in turn when left out"`
	Amount string `json:"amount,omitempty" help:"how much; all that is left when empty"`
}

func (c PartChoice) name() string { return "bill " + strings.TrimSpace(c.Bill) }

// placing puts a receipt's money on due parts as a command asks.
type placing struct {
	v      *book.View
	r      *Receipt
	amount money.Minor // not yet placed
	digits int
	all    []Share
	taken  map[Share]money.Minor // by part, without an amount
}

// shares says which parts get how much: first the bill a credit is about, then what
// was marked, then the rest by the mode.
func (p *placing) shares(mode string, marked []PartChoice, about uint32) ([]Share, error) {
	m := Mode(mode)
	if mode == "" {
		m = ByDue
		if len(marked) > 0 {
			m = Marked
		}
	}
	if !slices.Contains(modes, string(m)) {
		return nil, book.RefuseField("mode", "%q is not a way to apply a receipt (%s)", mode, strings.Join(modes, ", "))
	}
	p.taken = map[Share]money.Minor{}
	if about != 0 && m != Nowhere {
		if err := p.onBill(about, p.amount); err != nil {
			return nil, err
		}
	}
	for _, c := range marked {
		if err := p.mark(c, m == ByList); err != nil {
			return nil, err
		}
	}
	if p.amount > 0 && m != Marked && m != ByList {
		without := make(map[Share]bool, len(p.taken))
		for s := range p.taken {
			without[s] = true
		}
		p.all = append(p.all, Propose(p.v, p.r.Account, m, p.amount, without)...)
	}
	return p.all, nil
}

// onBill puts up to an amount on a bill's parts, the oldest due first.
func (p *placing) onBill(id uint32, most money.Minor) error {
	b, err := bill.Get(p.v, p.r.Account, id)
	if err != nil {
		return err
	}
	for _, part := range inTurn(&b) {
		item, _, err := openitem.Get(p.v, b.Account, b.Parts[part].DueNow(), b.ID, uint8(part))
		if err != nil {
			return err
		}
		if n := min(item.Left-p.taken[Share{Bill: id, Part: uint8(part)}], most, p.amount); n > 0 {
			p.take(id, uint8(part), n)
			most -= n
		}
	}
	return nil
}

// inTurn are a bill's parts, the oldest due first.
func inTurn(b *bill.Bill) []int {
	order := make([]int, len(b.Parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return int(b.Parts[x].DueNow() - b.Parts[y].DueNow()) })
	return order
}

func (p *placing) take(id uint32, part uint8, n money.Minor) {
	at := Share{Bill: id, Part: part}
	p.amount -= n
	if _, again := p.taken[at]; again {
		for i := range p.all {
			if s := &p.all[i]; s.Bill == id && s.Part == part {
				s.Amount += n
			}
		}
		p.taken[at] += n
		return
	}
	p.taken[at] = n
	p.all = append(p.all, Share{id, part, n})
}

// mark puts money on a marked part, or on the bill a list's row names. Several rows of
// a list may name one bill.
func (p *placing) mark(c PartChoice, list bool) error {
	b, err := bill.Must(p.v, strings.TrimSpace(c.Bill))
	if err != nil {
		return book.RefuseField("parts", "%v", err)
	}
	if b.Account != p.r.Account {
		return book.RefuseField("parts", "%s belongs to another customer or currency", c.name())
	}
	if c.Part > len(b.Parts) {
		return book.RefuseField("parts", "%s has only %s", c.name(), text.Count(len(b.Parts), "part", "parts"))
	}
	only := []int{max(c.Part, 1) - 1}
	if list && c.Part == 0 {
		only = inTurn(&b)
	}
	var left money.Minor
	open := make([]money.Minor, len(b.Parts))
	for _, part := range only {
		item, _, err := openitem.Get(p.v, b.Account, b.Parts[part].DueNow(), b.ID, uint8(part))
		if err != nil {
			return err
		}
		id := Share{Bill: b.ID, Part: uint8(part)}
		if _, twice := p.taken[id]; twice && !list && p.r.About != b.ID {
			return book.RefuseField("parts", "%s is marked twice", c.name())
		}
		open[part] = item.Left - p.taken[id]
		left += open[part]
	}
	take := min(left, p.amount)
	if c.Amount != "" {
		if take, err = text.ParseAmount(c.Amount, p.digits); err != nil {
			return book.RefuseField("parts", "%s: %v", c.name(), err)
		}
	}
	switch say := func(m money.Minor) string { return text.FormatAmount(m, p.digits) }; {
	case take <= 0 || take > left:
		return book.RefuseField("parts", "%s has %s left: %s cannot be applied to it", c.name(), say(left), say(take))
	case take > p.amount:
		return book.RefuseField("parts", "the receipt has %s left: %s cannot be applied to %s", say(p.amount),
			say(take), c.name())
	}
	for _, part := range only {
		if n := min(open[part], take); n > 0 {
			p.take(b.ID, uint8(part), n)
			take -= n
		}
	}
	return nil
}

// Credited is what the account gets for the tender: amount x rate, rounded once.
func (t *Tender) Credited(digits int) (money.Minor, error) {
	d := decimal.New(int64(t.Amount), int32(-t.Digits)).Mul(t.Rate.Decimal()).Shift(int32(digits)).Round(0)
	if d.GreaterThan(decimal.NewFromInt(int64(money.Max))) {
		return 0, money.Minor(money.Max + 1).Check()
	}
	return money.Minor(d.IntPart()), nil
}
