package verb

import (
	"duebook/internal/ar/customer"
	"duebook/internal/text"
)

// PersonLine is a person with the first number to dial, in one line.
func PersonLine(p *customer.Contact) string {
	line := who(p)
	if len(p.Phones) > 0 {
		line += "  " + number(&p.Phones[0])
	}
	return line
}

func who(p *customer.Contact) string {
	if p.Role != "" {
		return p.Name + ", " + p.Role
	}
	return p.Name
}

func number(n *customer.Phone) string {
	if n.Ext != "" {
		return n.Number + " ext " + n.Ext
	}
	return n.Number
}

// PersonLines is a person with every number to dial and the best time, one line
// when all fits in w cells; a number is never cut for another's sake.
func PersonLines(p *customer.Contact, w int) []string {
	best := ""
	if p.BestTime != "" {
		best = "(" + p.BestTime + ")"
	}
	parts := []string{who(p)}
	for i := range p.Phones {
		parts = append(parts, number(&p.Phones[i]))
	}
	if best != "" {
		parts = append(parts, best)
	}
	lines := []string{parts[0]}
	for _, s := range parts[1:] {
		last := &lines[len(lines)-1]
		if text.Width(*last)+2+text.Width(s) <= w {
			*last += "  " + s
			continue
		}
		lines = append(lines, "  "+s)
	}
	return lines
}
