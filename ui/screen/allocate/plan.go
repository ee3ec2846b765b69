package allocate

import (
	"fmt"

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
	p.lost, p.shorts = bill, map[int]settle.Short{}
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
	if p.mode != receipt.Marked {
		p.spread()
		return
	}
	left := m
	for i := range p.given {
		p.given[i] = min(p.given[i], left)
		left -= p.given[i]
	}
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

// next goes to the next mode. By hand starts with nothing marked.
func (p *plan) next() {
	all := receipt.Modes()
	for i, m := range all {
		if m == p.mode {
			p.mode = all[(i+1)%len(all)]
			break
		}
	}
	p.first = -1
	p.shorts = map[int]settle.Short{}
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
	switch free := p.unapplied() + p.given[i]; {
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
	m := min(p.data.Lines[i].Item.Left, p.unapplied())
	if m <= 0 {
		return false, fmt.Errorf("nothing of the receipt is left for bill %s", p.data.Lines[i].Number)
	}
	return m < p.data.Lines[i].Item.Left, p.put(i, m)
}

// rest is what a line keeps open.
func (p *plan) rest(i int) money.Minor { return p.data.Lines[i].Item.Left - p.given[i] }

func (p *plan) say(m money.Minor) string { return text.FormatAmount(m, p.data.Money.Digits) }

// take uses a match: its bills get the money, nothing else does.
func (p *plan) take(m *receipts.Match) {
	clear(p.given)
	p.mode, p.first, p.shorts = receipt.Marked, -1, map[int]settle.Short{}
	for _, b := range m.Bills {
		for i := range p.data.Lines {
			if l := &p.data.Lines[i]; l.Number == b.Number && l.Part == b.Part {
				p.given[i] = min(b.Amount, l.Item.Left, p.unapplied())
			}
		}
	}
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
