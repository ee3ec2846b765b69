package allocate

import (
	"fmt"
	"slices"

	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/receipts"
	"duebook/internal/text"
)

// plan is how the money is spread over the lines, as it stands on the screen.
type plan struct {
	data   *desk.Allocation
	mode   receipt.Mode
	amount money.Minor
	first  int // the line that comes before the rest, -1: none
	given  []money.Minor
	shorts map[int]settle.Short
	over   string // what becomes of a small over-payment
	why    string
	lost   string // the written-off bill it pays after all: then no open one
	list   *desk.Remittance
	hand   *byHand // what was marked by hand before another mode was looked at
}

// byHand is what an officer marked, typed and said.
type byHand struct {
	given  []money.Minor
	shorts map[int]settle.Short
	list   *desk.Remittance
}

// recover puts all of the receipt on a written-off bill, or on open ones again.
func (p *plan) recover(bill string) {
	switch {
	case bill == p.lost:
		return
	case bill == "":
		p.mode = receipt.ByDue
	default:
		p.mode = receipt.Nowhere
	}
	p.lost, p.shorts, p.list, p.hand = bill, map[int]settle.Short{}, nil, nil
	p.spread()
}

func newPlan(a *desk.Allocation, bill string) *plan {
	p := &plan{data: a, mode: receipt.ByDue, first: -1, shorts: map[int]settle.Short{},
		given: make([]money.Minor, len(a.Lines))}
	for i := len(a.Lines) - 1; i >= 0; i-- {
		if a.Lines[i].Number == bill {
			p.first = i
		}
	}
	if a.Old != nil {
		p.setAmount(a.Old.Left)
	}
	return p
}

// setAmount takes another amount; what was marked by hand stays as far as it goes.
func (p *plan) setAmount(m money.Minor) {
	p.amount, p.over = m, ""
	if p.mode != receipt.Marked && p.mode != receipt.ByList {
		p.spread()
		return
	}
	left := m
	for i := range p.given {
		p.given[i] = min(p.given[i], left)
		left -= p.given[i]
	}
}

// off is what the credits pay of a line that the customer took off his payment.
func (p *plan) off(i int) money.Minor {
	if p.list == nil {
		return 0
	}
	return p.list.Off[i]
}

// spread proposes anew: what was asked to come first, the rest by the mode.
func (p *plan) spread() {
	if p.first < 0 {
		p.given = p.data.Spread(p.mode, p.amount)
		return
	}
	if p.mode == receipt.Nowhere {
		p.given = make([]money.Minor, len(p.data.Lines))
		return
	}
	one := p.data.Lines[p.first]
	rest := *p.data
	rest.Lines = append(append([]desk.AllocationLine(nil), p.data.Lines[:p.first]...), p.data.Lines[p.first+1:]...)
	take := min(one.Item.Left, p.amount)
	others := rest.Spread(p.mode, p.amount-take)
	p.given = append(append(append([]money.Minor(nil), others[:p.first]...), take), others[p.first:]...)
}

// next goes to the next mode. By hand starts with nothing marked, or with what was
// marked before.
func (p *plan) next() {
	if p.mode == receipt.Marked || p.mode == receipt.ByList {
		p.hand = &byHand{p.given, p.shorts, p.list}
	}
	all := receipt.Modes()
	p.mode = all[(slices.Index(all, p.mode)+1)%len(all)] // after a list comes the first
	p.first, p.list = -1, nil
	p.shorts = map[int]settle.Short{}
	if h := p.hand; p.mode == receipt.Marked && h != nil {
		p.given, p.shorts, p.list = h.given, h.shorts, h.list
		p.setAmount(p.amount)
		return
	}
	p.spread()
}

func (p *plan) applied() (sum money.Minor) {
	for _, n := range p.given {
		sum += n
	}
	return sum
}

func (p *plan) unapplied() money.Minor { return p.amount - p.applied() }

// put gives a line so much by hand. It refuses more than the line or the receipt has.
func (p *plan) put(i int, m money.Minor) error {
	l := &p.data.Lines[i]
	switch free, off := p.unapplied()+p.given[i], p.off(i); {
	case m > l.Item.Left-off && off > 0:
		return fmt.Errorf("bill %s has %s open besides the credits taken off: %s is more", l.Number,
			p.say(l.Item.Left-off), p.say(m))
	case m > l.Item.Left:
		return fmt.Errorf("bill %s has %s open: %s is more", l.Number, p.say(l.Item.Left), p.say(m))
	case m > free:
		return fmt.Errorf("the receipt has %s left: %s is more (take it off another bill first)", p.say(free), p.say(m))
	}
	p.mode, p.given[i] = receipt.Marked, m
	delete(p.shorts, i)
	return nil
}

// toggle marks a line with what it can get, or takes its money away. It reports whether
// the line is left short with money meant for it.
func (p *plan) toggle(i int) (short bool, err error) {
	if p.given[i] > 0 {
		return false, p.put(i, 0)
	}
	open := p.rest(i)
	m := min(open, p.unapplied())
	if m <= 0 {
		return false, fmt.Errorf("nothing of the receipt is left for bill %s", p.data.Lines[i].Number)
	}
	return m < open, p.put(i, m)
}

// rest is what a line keeps open.
func (p *plan) rest(i int) money.Minor { return p.data.Lines[i].Item.Left - p.given[i] - p.off(i) }

func (p *plan) say(m money.Minor) string { return text.FormatAmount(m, p.data.Money.Digits) }

// take uses a match: its bills get the money, nothing else does.
func (p *plan) take(m *receipts.Match) {
	clear(p.given)
	p.mode, p.first, p.shorts, p.list = receipt.Marked, -1, map[int]settle.Short{}, nil
	for _, b := range m.Bills {
		for i := range p.data.Lines {
			if l := &p.data.Lines[i]; l.Number == b.Number && l.Part == b.Part {
				p.given[i] = min(b.Amount, l.Item.Left, p.unapplied())
			}
		}
	}
}

// keep takes over from the plan before the book changed what still fits: marks, amounts
// and reasons stay with their bills. It reports whether a list had to be given up.
func (p *plan) keep(old *plan) (lost bool) {
	at := map[int]int{} // the new line of an old one
	same := len(p.data.Lines) == len(old.data.Lines)
	for j := range old.data.Lines {
		for i := range p.data.Lines {
			a, b := &p.data.Lines[i], &old.data.Lines[j]
			if a.Item.Doc == b.Item.Doc && a.Part == b.Part {
				at[j] = i
				same = same && i == j && a.Item.Left == b.Item.Left
			}
		}
	}
	p.mode, p.over, p.why, p.lost = old.mode, old.over, old.why, old.lost
	if same {
		p.list, p.hand, p.first = old.list, old.hand, old.first
	}
	for j, i := range at {
		if x, ok := old.shorts[j]; ok {
			p.shorts[i] = x
		}
		p.given[i] = max(min(old.given[j], p.rest(i)), 0)
	}
	if lost = old.list != nil && !same; lost {
		p.mode = receipt.Marked
	}
	over := p.over
	p.setAmount(old.amount)
	p.over = over
	return lost
}

// parts are the lines that get money, as a command takes them.
func (p *plan) parts() (parts []receipt.PartChoice, shorts []settle.Short) {
	for i, n := range p.given {
		l := &p.data.Lines[i]
		if n > 0 {
			parts = append(parts, receipt.PartChoice{Bill: l.Number, Part: l.Part, Amount: p.data.Money.Plain(n)})
		}
		if s, ok := p.shorts[i]; ok && p.rest(i) > 0 {
			s.Bill, s.Part = l.Number, l.Part
			shorts = append(shorts, s)
		}
	}
	return parts, shorts
}
